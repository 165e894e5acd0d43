"""The tests of treatydraft; `python -m tests` runs all of them, and the style and type checks."""
