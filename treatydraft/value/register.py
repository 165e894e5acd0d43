"""A register: whether an instrument binds in law, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """A register as a library declares it; what a text asks of those it is `like`, nearest first, holds of it too.

    So it equals its own name and theirs: where an accord is like a treaty, ``register == "treaty"`` holds in an accord.
    `binding`: it binds in law. `depositary`: one of several parties can have a depositary. `title_page`: one in parts
    has a title page. `effect` is what it binds to, in the words of a language.
    """

    name: str
    binding: bool
    depositary: bool = False
    title_page: bool = False
    like: tuple[str, ...] = ()
    effect: str = ""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return other == self.name or other in self.like
        return self.name == other.name if isinstance(other, Register) else NotImplemented

    def __hash__(self) -> int:  # the name itself shares it; a name that is only like it does not
        return hash(self.name)

    def __str__(self) -> str:
        return self.name
