"""What an instrument does, computed: how its bodies vote, and who bears what it costs.

`votes` holds a rule of voting against those who vote, `power` counts the coalitions of a game, `money` shares a sum
out. All of it is arithmetic on what it is handed, in whole numbers and fractions.
"""
