"""What an instrument does, as data: the facts of its clauses filled with a draft's answers.

`facts` says what they are, `record` fills them; checks read them, and each further view of them (who owes what to
whom, ...) is a module here.
"""
