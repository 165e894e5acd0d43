"""One language: its words per register, its styles and its grammar, over what babel knows of every language.

What a language says stands in `clauses/languages/<code>.yaml`; how it says it, where that is no matter of style, in a
module here, which gives what `grammar.Grammar` asks; and what the Common Locale Data Repository holds (plurals, units,
lists, dates, figures, names of languages, States and currencies) comes from babel, through `locale_data`.
"""

from treatydraft.language.grammar import Grammar, Noun
from treatydraft.language.language import TITLE, Language, capital
from treatydraft.language.registry import grammar

__all__ = ["TITLE", "Grammar", "Language", "Noun", "capital", "grammar"]
