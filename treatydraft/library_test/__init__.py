"""A library held against itself: what is wrong in it, before a drafter meets it.

`names.py` says whether every name in it is there, `renamed.py` whether the old names lead to one that is, `scripts.py`
which words mix scripts, `renderings.py` what comes of every clause in every variant, register and set of parties.
"""
