"""A seeded fuzz of the command line: valid files of every kind, made wrong in every way, and what comes of them.

    tokens.py      pieces of text that mean something to some reader
    mutations.py   text, trees, tables and archives made wrong: pure functions of a random generator
    corpus.py      what they begin from: the valid files of `seeds` and of the other tests, or made by the program
    case.py        a case: the files of a folder, and the command lines run in it
    commands.py    the command lines, and the files each may make or change
    drafts.py, libraries.py, folders.py   the cases of each kind
    cases.py       all kinds, and the case of a kind with a seed and a number
    judging.py     what no command may do, whatever it is given
    child.py       the process that runs cases, within its limits of time and memory
    harness.py     runs cases in such processes, and gives the faults

`python -m tests.fuzz --seconds 600 --seed 7` runs it by hand, `tests/test_fuzz.py` with the other tests.
"""
