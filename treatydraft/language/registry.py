"""Which languages have a grammar of their own: a module in this room each, loaded when its language is."""

from __future__ import annotations

from importlib import import_module

from treatydraft.cache import cached
from treatydraft.language.grammar import Grammar
from treatydraft.language.locale_data import LocaleData

GRAMMARS = {"en": ("english", "English"), "fr": ("french", "French")}
"""The module and the class by the code of the language."""


@cached(64)
def grammar(code: str, tag: str = "") -> Grammar:
    """The grammar of a language in the locale with this tag, by default that of the language as such.

    One and the same object for the same language and tag, so that it can be a key.
    """
    module, name = GRAMMARS.get(code, ("grammar", "Grammar"))
    kind: type[Grammar] = getattr(import_module(f"treatydraft.language.{module}"), name)
    return kind(LocaleData(tag or code))
