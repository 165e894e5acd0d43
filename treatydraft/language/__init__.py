"""One language: its words per register, its styles and its grammar, over what babel knows of every language.

The words of a language are in `clauses/languages/<code>.yaml`; its grammar is a module here, a class over
`grammar.Grammar`; and what the Common Locale Data Repository holds (plurals, units, lists, dates, figures, names of
languages, States and currencies) comes from babel, through `locale_data`.
"""

from treatydraft.language.grammar import Grammar, Noun
from treatydraft.language.language import TITLE, Language, capital
from treatydraft.language.registry import grammar

__all__ = ["TITLE", "Grammar", "Language", "Noun", "capital", "grammar"]
