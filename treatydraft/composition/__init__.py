"""Answers to words: clauses and answers become an instrument.

`composer.py` is the whole of it; `words.py` are the words a text calls, `formatter.py` the text of values,
`rendering.py` the texts of one draft, `parts.py` how provisions stand in parts, `terms.py` terms nobody defines,
`alternat.py` one party's copy, `library_notes.py` the library's notes on each clause, `advisories.py` what a drafter
should know, `specimen.py` one clause on its own.
"""
