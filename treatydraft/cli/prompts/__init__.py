"""The interview: questions as data, one engine, two renderers.

step        a question as data, an answer that is refused
present     the draft between two answers and what follows from it
steps       which steps the draft calls for, and each of them
reading     what is typed, as data            change    what an answer changes in the draft
review      every answer by article           engine    the state machine over all of these
search      what holds the words behind a ?
page        a step in words                   journal   every answer on disk before the next question
line        line by line                      screen    on a terminal that can draw
conversation    asks, saves, goes on          session   one run, from the lock to the written draft
"""
