"""The interview: questions as data, one engine, two renderers.

step            a question as data, an answer that is refused
draft_state     the draft between two answers, and what follows from it
steps           each step the draft calls for   navigation  which is asked now, what comes next, the way back
reading         what is typed, as data          change      what an answer changes, and the state after it
review          every answer by article         search      what holds the words behind a ?
engine          the state machine over all of these
page            a step in words                 journal     every answer on disk before the next question
line            line by line                    screen      on a terminal that can draw
conversation    asks, saves, goes on            session     one run, from the lock to the written draft
"""
