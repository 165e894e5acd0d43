"""Rules about defined terms."""
