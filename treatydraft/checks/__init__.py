"""What is wrong with an instrument: one rule a file, its docstring its manual page.

A rule is a module in a family and a line in `RULES`. It has a `SEVERITY` and ``find(instrument, facts, index)``, which
yields each fault; it reads the words through the index and what they mean through the facts. Its name is that of its
file, and name, severity and place make a finding of the fault.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType, ModuleType

from treatydraft.checks.brackets import open_hole, open_proposal, placeholder_left
from treatydraft.checks.characters import mixed_scripts
from treatydraft.checks.definitions import term_defined_twice, undefined_term, unused_definition
from treatydraft.checks.finance import shares_not_100
from treatydraft.checks.finding import ERROR, NOTE, SEVERITIES, WARNING, Fault, Finding
from treatydraft.checks.force import force_without_consent
from treatydraft.checks.references import dangling_reference
from treatydraft.checks.registers import register_mixed
from treatydraft.checks.times import measure_timed_twice, withdrawal_after_term
from treatydraft.checks.triggers import trigger_without_decision
from treatydraft.errors import Location, UsageError, unknown
from treatydraft.instrument.index import Index, index, texts
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Facts

__all__ = ["ERROR", "NOTE", "RULES", "SEVERITIES", "WARNING", "Fault", "Finding", "Rule", "apply_rules", "explain"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, the family it belongs to, how bad what it finds is, and its manual page."""

    name: str
    family: str
    severity: str
    page: str
    find: Callable[[Instrument, Facts, Index], Iterator[Fault]]


def _rule(module: ModuleType) -> Rule:
    family, name = (part.replace("_", "-") for part in module.__name__.split(".")[-2:])
    return Rule(name, family, module.SEVERITY, inspect.getdoc(module) or "", module.find)


RULES = MappingProxyType(
    {
        rule.name: rule
        for rule in map(
            _rule,
            (
                dangling_reference,
                undefined_term,
                term_defined_twice,
                unused_definition,
                open_hole,
                placeholder_left,
                open_proposal,
                mixed_scripts,
                register_mixed,
                shares_not_100,
                trigger_without_decision,
                force_without_consent,
                measure_timed_twice,
                withdrawal_after_term,
            ),
        )
    }
)
"""Every rule by its name, in the order in which findings at one address are given."""


def apply_rules(
    instrument: Instrument,
    facts: Facts,
    seen: Index | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    accept: Iterable[tuple[str, str]] = (),
) -> tuple[Finding, ...]:
    """What the rules find in a numbered instrument, in reading order.

    `facts` are those of the same draft, `seen` is the index of the instrument where it is made already. `select` are
    the rules or families to apply (all, when there is none), `ignore` those to leave out, `accept` pairs of a rule and
    an address whose finding is meant to stay. UsageError for an unknown rule.
    """
    chosen, ignored = _rule_names(select, "--select"), _rule_names(ignore, "--ignore")
    accepted = set(accept)
    seen = seen or index(instrument)
    findings = [
        Finding(
            rule.name,
            fault.severity or rule.severity,
            fault.address,
            fault.message,
            fault.hint,
            seen.cite(fault.address, facts.language),
            fault.offset,
            fault.length,
        )
        for rule in RULES.values()
        if (not chosen or rule.name in chosen) and rule.name not in ignored
        for fault in rule.find(instrument, facts, seen)
        if (rule.name, fault.address) not in accepted
    ]
    order = {name: n for n, name in enumerate(dict.fromkeys(address for address, _ in texts(instrument)))}
    # a stable sort: findings at one address stay in the order of RULES
    return tuple(sorted(findings, key=lambda finding: order.get(finding.address, len(order))))


def _rule_names(names: Iterable[str], option: str) -> frozenset[str]:
    """The names of the rules in `names`, which holds names of rules and of families."""
    result: set[str] = set()
    for name in names:
        rules = [rule.name for rule in RULES.values() if name in (rule.name, rule.family)]
        if not rules:
            raise _unknown(name, option, [*RULES, *dict.fromkeys(rule.family for rule in RULES.values())])
        result.update(rules)
    return frozenset(result)


def _unknown(name: str, where: str, known: Iterable[str]) -> UsageError:
    hint = "'treatydraft explain' lists the rules"
    return UsageError(unknown("unknown-rule", Location(key=where), "rule", name, known, hint))


def explain(rule: str) -> str:
    """The manual page of a rule. UsageError for an unknown one."""
    if rule not in RULES:
        raise _unknown(rule, "explain", RULES)
    return RULES[rule].page
