"""Tests of a library: what is wrong in it, before a drafter meets it.

`names.py` checks that every name refers to something, `renamed.py` that old names lead to one that does, `scripts.py`
finds words that mix scripts, `renderings.py` renders every clause in every variant, register and set of parties, and
`languages.py` lists what a translation lacks.
"""
