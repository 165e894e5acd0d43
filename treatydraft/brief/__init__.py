"""What an instrument does, computed: what follows what, who owes what, how its bodies vote, who bears what it costs.

`paths` follows the facts of a record through every outcome of every decision, `matrix` sorts them by who owes them.
`votes` holds a rule of voting against those who vote, `power` counts the coalitions of a game, `money` shares a sum
out; these are arithmetic on what they are handed, in whole numbers and fractions. `brief` has the pages made of them,
`wording` puts an entry to a reader, `data` gives the pages to a program.
"""
