"""Which steps the draft calls for, in order, and each of them as data."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.step import DEPTH, REVIEW, TOPIC, Option, Step
from treatydraft.drafting.explanation import explain_reason, explain_requirement
from treatydraft.drafting.reason import Cause, Reason
from treatydraft.errors import indefinite
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.value import TYPES

DEPTHS = {
    "all": "go through every clause and its questions",
    "key": "only which clauses there are and how strong they are; defaults for the rest",
    "review": "take the defaults, and change what matters in the review",
}


def step_keys(present: DraftState | None) -> tuple[str, ...]:
    """Every step the draft calls for, in the order in which it is asked; before there is one, that for the outline."""
    return present.keys if present is not None else ("outline",)


def decides_strength(key: str, present: DraftState) -> bool:
    """Whether a step decides how strong a clause is: its wordings promise more or less."""
    clause, _, name = key.rpartition(".")
    if name != "variant" or not clause:
        return False
    variants = present.library.clause(clause, present.draft.language).variants
    return len({variants[one].strength for one in present.allowed(clause)}) > 1


def must_be_asked(key: str, present: DraftState | None) -> bool:
    """Whether a step cannot be passed over: nobody has an answer, or the one there is wrong."""
    if present is None:
        return True
    if key not in present.asked:
        return False
    nobody = present.answers.origin(key) == "nobody" and not present.asked[key].optional
    return nobody or bool(present.wrong(key))


def is_answered(key: str, present: DraftState) -> bool:
    """Whether the draft itself answers a step."""
    if key in ("outline", "register", "title"):
        return bool(getattr(present.draft, key))
    if key in present.asked:
        return present.answers.origin(key) == "draft" and not present.wrong(key)
    if key.endswith(".variant"):
        return bool((present.draft.clauses.get(key.rpartition(".")[0]) or {}).get("variant"))
    return False


def make_step(key: str, present: DraftState | None, library: Library) -> Step:
    """The step with this key, as data."""
    if key == REVIEW:
        ask = "A number changes that line. Words find lines, 'all' shows every line, 'again' asks everything anew."
        return Step(key, "Review", ask, "review", ("Enter accepts: the draft is written as it stands.",))
    if key == "outline" or present is None:
        return _outline(present, library)
    if key == "register":
        return _register(present)
    if key == "title":
        return _title(present)
    if key == DEPTH:
        options = tuple(Option(name, label) for name, label in DEPTHS.items())
        why = ("Whatever is not asked has its default, and can be changed in the review and in the draft.",)
        ask = "Go through every clause, or take the defaults and change what matters?"
        return Step(key, "How to go on", ask, "choice", why, options, now="review")
    if key.startswith(TOPIC):
        return _topic(key.removeprefix(TOPIC), present)
    if key in present.asked:
        return _question(key, present)
    return _variant(key.rpartition(".")[0], present)


def _outline(present: DraftState | None, library: Library) -> Step:
    now = present.draft.outline if present else ""
    outlines = [library.outline(name) for name in library.outline_names]
    options = tuple(
        Option(one.name, one.purpose, ", ".join(one.registers), one.name == now)
        for one in sorted(outlines, key=lambda one: (not list(one.places()), one.name))  # an empty one last
    )
    why = ("The outline says which clauses there are to begin with. Each can be left out, and others put in.",)
    origin = "draft" if now else "nobody"
    return Step("outline", "The instrument", "Which kind of instrument?", "choice", why, options, now, origin)


def _register(present: DraftState) -> Step:
    now = present.selection.register
    options = tuple(
        Option(name, present.language.registers[name].effect, chosen=name == now)
        for name in present.selection.outline.registers
    )
    why = ("It decides what the words bind to: which verbs, and which clauses there can be at all.",)
    origin = "draft" if present.draft.register else "default"
    return Step("register", "The instrument", "How does it bind?", "choice", why, options, now, origin)


def _title(present: DraftState) -> Step:
    why = (
        "The outline's own title follows the parties; one you type stays as it is.",
        "[Square brackets] mark words that are not agreed.",
    )
    origin = "draft" if present.draft.title else "default"
    return Step("title", "The instrument", "Under which title?", "text", why, (), present.title, origin)


def _topic(topic: str, present: DraftState) -> Step:
    ids = [id for id in present.library.clause_ids if id.partition("/")[0] == topic]
    options = tuple(sorted((clause_option(id, present) for id in ids), key=lambda one: bool(one.refused)))
    why = tuple(
        f"{one.label} ({one.name}): {one.refused or present.library.clause(one.name).purpose}" for one in options
    )
    name = present.library.topic_titles.get(topic, topic)
    now = ", ".join(one.label for one in options if one.chosen) or "none"
    said = any(id in present.draft.clauses for id in ids)
    ask = f"{name}: which clauses are in it?"
    rule = "the numbers of all that are to be in, or +3 to put one in, -2 to take one out; none for none"
    origin = "draft" if said else "outline"
    return Step(f"{TOPIC}{topic}", "The clauses", ask, "choices", why, options, now, origin, rule)


def clause_option(id: str, present: DraftState) -> Option:
    """A clause as one thing to choose, with why it is in, or why the register cannot have it."""
    found = present.library.clause(id, present.draft.language)
    reason = present.selection.reason(id)
    words = explain_reason(reason, present.language) if reason else ""
    if present.selection.has(id):
        remark = _requirement(id, present) or (words if reason and reason.cause is Cause.ADDED else "")
        return Option(id, found.title, remark, chosen=True)
    register = present.selection.register
    if refusal := found.refusal(register, ""):
        return Option(
            id, found.title, refused=explain_reason(Reason(Cause.REFUSED, register, refusal), present.language)
        )
    return Option(id, found.title, words)


def _requirement(id: str, present: DraftState) -> str:
    """Which clause of the instrument cannot do without this one, and why; empty where none needs it."""
    variants = {one.clause: one.variant for one in present.selection.chosen if not one.own}
    for clause, variant in variants.items():
        found = present.library.clause(clause, present.draft.language)
        for needed in found.requires:
            applies = not needed.variants or variant in needed.variants
            if applies and [one for one in needed.any if one in variants] == [id]:
                return explain_requirement(found.title, needed.because)
    return ""


def _variant(clause: str, present: DraftState) -> Step:
    found = present.library.clause(clause, present.draft.language)
    now = next(one.variant for one in present.selection.chosen if one.clause == clause)
    register = present.selection.register
    options = tuple(
        Option(name, one.effect, f"strength {one.strength} of 7", name == now, _refusal(register, found, name))
        for name, one in found.variants.items()
    )
    key = f"{clause}.variant"
    why = (found.purpose, *_sources(found))
    origin = "draft" if is_answered(key, present) else "outline"
    return Step(
        key, clause_heading(clause, present), "Which wording?", "choice", why, options, now, origin, title=found.title
    )


def _refusal(register: str, clause: Clause, variant: str) -> str:
    reason = clause.refusal(register, variant)
    return f"not in {indefinite(register)}: {reason}" if reason else ""


def _sources(clause: Clause) -> Iterator[str]:
    for name, one in clause.variants.items():
        source = "; ".join(map(str, one.precedents)) or f"own wording: {one.because}"
        yield f"{name} (strength {one.strength} of 7): {source}"


def _question(key: str, present: DraftState) -> Step:
    question = present.asked[key]
    clause = key.rpartition(".")[0]
    where = clause_heading(clause, present) if clause else "The parties" if question.role else "What the articles share"
    data = present.data(key)
    chosen = data if isinstance(data, list) else [data]
    options = tuple(Option(name, offer.label, chosen=name in chosen) for name, offer in question.offers.items())
    if question.type == "boolean":
        options = ()
    if question.type == "rows" and isinstance(data, list):
        rows = (" | ".join(map(str, row.values())) for row in data)
        options = tuple(Option(str(n), row, chosen=True) for n, row in enumerate(rows, 1))
    return Step(
        key=key,
        heading=where,
        ask=question.ask,
        kind=question.type,
        why=(question.why,) if question.why else (),
        options=options,
        now=present.words(key),
        origin=present.answers.origin(key),
        rule=describe_rule(question),
        optional=question.optional,
        wrong=present.wrong(key),
        question=question,
        title=present.library.clause(clause, present.draft.language).title if clause else "",
    )


def clause_heading(clause: str, present: DraftState) -> str:
    """What a clause is called between the questions: its title and its id."""
    return f"{present.library.clause(clause, present.draft.language).title} ({clause})"


def describe_rule(question: Question) -> str:
    """What may be typed as an answer, with the limits of the question."""
    kind, limits = question.type, question.limits
    if kind == "boolean":
        return "yes or no"
    if kind == "parties":
        return "names, codes or groups with commas between; + or - before one adds it or takes it away"
    if kind == "party":
        return "the name or the code of one"
    if kind == "rows":
        columns = " | ".join(limits.columns)
        return f"a row a line, as + {columns}; -2 takes the second away; Enter when all is there"
    if kind == "choices":
        return "the numbers of all that apply, or +3 and -2 to change the list"
    if kind == "choice":
        return ""
    if kind == "text":
        return f"at most {limits.max} letters" if limits.max else ""
    return TYPES[kind].advice(limits)
