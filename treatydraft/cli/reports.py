"""Findings as a report: lines for a person, JSON and SARIF for a program, annotations for a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from treatydraft import RULES, Finding, __version__
from treatydraft.cli.streams import as_json

Found = Sequence[tuple[str, Sequence[Finding]]]


def _text(found: Found) -> str:
    lines = []
    counts: Counter[str] = Counter()
    for name, findings in found:
        for one in findings:
            counts[one.severity] += 1
            lines.append(f"{name}: {one.severity}: {one.place}: {one.message} [{one.rule}]")
            if one.hint:
                lines.append(f"hint: {one.hint}")
    said = ", ".join(f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in sorted(counts.items()))
    lines.append(said or "nothing found")
    return "\n".join(lines) + "\n"


def _json(found: Found) -> str:
    data = {
        "version": 1,
        "drafts": [{"draft": name, "findings": [asdict(one) for one in findings]} for name, findings in found],
    }
    return as_json(data)


def _sarif(found: Found) -> str:
    levels = {"error": "error", "warning": "warning"}
    results = [
        {
            "ruleId": one.rule,
            "level": levels.get(one.severity, "note"),
            "message": {"text": f"{one.place}: {one.message}. {one.hint}".rstrip(". ")},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": name}},
                    "logicalLocations": [{"fullyQualifiedName": one.address}],
                }
            ],
            "partialFingerprints": {"address": f"{one.rule}:{one.address}"},
        }
        for name, findings in found
        for one in findings
    ]
    driver = {"name": "treatydraft", "version": __version__, "rules": [{"id": rule} for rule in RULES]}
    data = {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return as_json(data)


def _github(found: Found) -> str:
    kinds = {"error": "error", "warning": "warning"}
    return "".join(
        f"::{kinds.get(one.severity, 'notice')} title={_escaped(one.rule)},file={_escaped(name)}"
        f"::{_escaped(f'{one.place}: {one.message}', message=True)}\n"
        for name, findings in found
        for one in findings
    )


def _escaped(text: str, *, message: bool = False) -> str:
    """Text as a build's annotation holds it: its own separators written in another way."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if message else text.replace(":", "%3A").replace(",", "%2C")


REPORTS: Mapping[str, Callable[[Found], str]] = {"text": _text, "json": _json, "sarif": _sarif, "github": _github}
"""The name of each format and what writes it."""
