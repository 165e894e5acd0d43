"""Findings as a report, and which drafts could not be checked: for a person, for a program, for a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from treatydraft import __version__
from treatydraft.checks import RULES, Finding
from treatydraft.cli.streams import as_json
from treatydraft.errors import Problem

Found = Sequence[tuple[str, Sequence[Finding]]]
"""Each draft that could be read, and what is wrong with its instrument."""

Unread = Sequence[tuple[str, Problem]]
"""Why there is no instrument of a draft: each problem with the name of the draft."""


def _text(checked: Found, unread: Unread) -> str:
    """Findings alone: problems are told where all commands tell them."""
    lines = []
    counts: Counter[str] = Counter()
    for name, findings in checked:
        for finding in findings:
            counts[finding.severity] += 1
            lines.append(f"{name}: {finding.severity}: {finding.place}: {finding.message} [{finding.rule}]")
            if finding.hint:
                lines.append(f"hint: {finding.hint}")
    counted = ", ".join(f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in sorted(counts.items()))
    drafts = len({name for name, _ in unread})
    summary = [counted or "nothing found"] if checked else []
    if drafts:
        summary.append(f"{drafts} draft{'s' if drafts > 1 else ''} not checked")
    lines.append("; ".join(summary))
    return "\n".join(lines) + "\n"


def _json(checked: Found, unread: Unread) -> str:
    data = {
        "version": 1,
        "drafts": [
            {"draft": name, "findings": [asdict(finding) for finding in findings]} for name, findings in checked
        ],
        "problems": [{"draft": name, **problem.to_data()} for name, problem in unread],
    }
    return as_json(data)


def _sarif(checked: Found, unread: Unread) -> str:
    levels = {"error": "error", "warning": "warning"}
    results = [
        {
            "ruleId": finding.rule,
            "level": levels.get(finding.severity, "note"),
            "message": {"text": f"{finding.place}: {finding.message}. {finding.hint}".rstrip(". ")},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": name}},
                    "logicalLocations": [{"fullyQualifiedName": finding.address}],
                }
            ],
            "partialFingerprints": {"address": f"{finding.rule}:{finding.address}"},
            **_span(finding),
        }
        for name, findings in checked
        for finding in findings
    ]
    notifications = [
        {
            "descriptor": {"id": problem.code},
            "level": "error",
            "message": {"text": f"{problem.where}: {problem.what}. {problem.hint}".strip(":. ")},
            "locations": [_place(name, problem)],
        }
        for name, problem in unread
    ]
    driver = {
        "name": "treatydraft",
        "version": __version__,
        "rules": [{"id": rule} for rule in RULES],
        "notifications": [{"id": code} for code in dict.fromkeys(problem.code for _, problem in unread)],
    }
    invocation = {"executionSuccessful": not unread, "toolExecutionNotifications": notifications}
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": results}
    return as_json({"version": "2.1.0", "runs": [run]})


def _span(finding: Finding) -> dict[str, dict[str, int]]:
    """Where its words stand in the text of its address; that is no region of the draft, which holds other text."""
    return {} if finding.offset is None else {"properties": {"offset": finding.offset, "length": finding.length}}


def _place(name: str, problem: Problem) -> dict[str, object]:
    """Where a problem is: its own file, which can be one of the library, or else the draft."""
    where = problem.where
    region = {"startLine": where.line, "startColumn": where.column}
    known = {key: number for key, number in region.items() if number is not None and where.line is not None}
    at = {"artifactLocation": {"uri": where.file or name}, **({"region": known} if known else {})}
    key = {"logicalLocations": [{"fullyQualifiedName": where.key}]} if where.key else {}
    return {"physicalLocation": at, **key}


def _github(checked: Found, unread: Unread) -> str:
    kinds = {"error": "error", "warning": "warning"}
    lines = [
        f"::{kinds.get(finding.severity, 'notice')} title={_escaped(finding.rule)},file={_escaped(name)}"
        f"::{_escaped(f'{finding.place}: {finding.message}', message=True)}\n"
        for name, findings in checked
        for finding in findings
    ]
    for name, problem in unread:
        where = problem.where
        at = f"file={_escaped(where.file or name)}{f',line={where.line}' if where.line else ''}"
        column = f",col={where.column}" if where.line and where.column else ""
        lines.append(f"::error title={problem.code},{at}{column}::{_escaped(str(problem), message=True)}\n")
    return "".join(lines)


def _escaped(text: str, *, message: bool = False) -> str:
    """Text as a build's annotation holds it: its own separators written in another way."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if message else text.replace(":", "%3A").replace(",", "%2C")


REPORTS: Mapping[str, Callable[[Found, Unread], str]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
"""The name of each format and what writes it."""
