"""A finding: what a rule says of an instrument. It is a value; nothing is raised and nothing printed."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING, NOTE = SEVERITIES = ("error", "warning", "note")
"""How bad it is: it cannot stay so; it is probably wrong; somebody should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at an address, as a rule tells it: what it is, and what to do about it.

    Message and hint are lower case without a full stop. `place` is where the address is for a reader ("Article 7,
    paragraph 2"); `check` fills it in.
    """

    rule: str
    severity: str
    address: str
    message: str
    hint: str = ""
    place: str = ""

    def __str__(self) -> str:
        return f"{self.severity} {self.rule} {self.address}: {self.message}"
