"""What a rule yields, a fault, and the finding made of it. Nothing is raised and nothing printed."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING, NOTE = SEVERITIES = ("error", "warning", "note")
"""The severities: it cannot stay so; it is probably wrong; somebody should know."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at an address, as a rule yields it: what it is, and what to do about it.

    Message and hint are lower case without a full stop. `offset` and `length` are those of the words that are meant,
    in characters of the text of the address (`Index.text`); there is no offset where the fault is in all that stands
    there, or in what does not. `severity` is empty for that of the rule.
    """

    address: str
    message: str
    hint: str = ""
    offset: int | None = None
    length: int = 0
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with the rule that yields it, its severity, and its place for a reader ("Article 7, paragraph 2").

    The other fields are those of the `Fault`.
    """

    rule: str
    severity: str
    address: str
    message: str
    hint: str = ""
    place: str = ""
    offset: int | None = None
    length: int = 0

    def __str__(self) -> str:
        return f"{self.severity} {self.rule} {self.address}: {self.message}"
