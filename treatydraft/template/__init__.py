"""The language clauses are written in: a part of Jinja's, made safe for untrusted texts; nothing is compiled.

`template.py` is a text or a condition and what is wrong with it, `parsing.py` its tree, `evaluation.py` its value,
`inputs.py` what it reads, `paraphrase.py` a condition in words. This room alone imports jinja2, and it knows no
library.
"""

from __future__ import annotations

from jinja2 import TemplateError, Undefined

__all__ = ["TemplateError", "Undefined"]
