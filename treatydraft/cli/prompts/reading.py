"""What a person types, read as the data a draft holds: numbers and names of options, parties by name, rows.

Everything raises InvalidAnswer with what is wrong and what would be right. Limits are the question's own and are told
in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.step import TOPIC, InvalidAnswer, Option, Step
from treatydraft.cli.prompts.steps import clause_option
from treatydraft.errors import nearest
from treatydraft.library.party import fold
from treatydraft.value import WrongValue

NONE = ("none", "-")
"""What is typed for an empty list."""


def read_answer(step: Step, text: str, present: DraftState | None) -> object:
    """The answer in `text` as data: a text, a list of texts, a list of mappings, or ``{open: [...]}``."""
    if step.question is not None and re.match(r"open:\S", text):
        rest = text.removeprefix("open:").strip()
        several = "|" in rest or step.kind in ("parties", "choices")
        data: object = {"open": [_one(step, one.strip(), present) for one in rest.split("|" if several else ",")]}
    else:
        data = _one(step, text, present)
    if step.question is None or present is None:
        return data
    try:
        return step.question.canonical(data, present.parties)
    except ValueError as wrong:
        raise InvalidAnswer(str(wrong)) from None


def _one(step: Step, text: str, present: DraftState | None) -> object:
    if step.kind == "choice":
        return read_choice(step, text)
    if step.kind == "choices":
        there = [option.name for option in step.options if option.chosen]
        return _changed(step, _words(text, _APART), lambda word: _listed(step, word, present), there)
    if present is not None and step.kind == "party":
        return read_party(text, present, groups=False)
    if present is not None and step.kind == "parties":
        now = present.data(step.key)
        there = [str(one) for one in now] if isinstance(now, list) else []
        groups = present.parties.groups
        return _changed(step, _words(text, _CODES), lambda word: read_party(word, present), there, groups)
    if present is not None and step.kind == "rows":
        return _rows(step, text, present)
    return text


_APART = r",|\s+(?=[+-]?\d)|(?<=\d)\s+|\s+(?=[+-]\w)"
"""What parts choices: a comma, and a space beside a number or before a sign; the words of a choice may have spaces."""


_CODES = r",|\s+(?=[+-]\w)|(?<=\b[A-Z]{2})\s+(?=[A-Z]{2}\b)"
"""What parts parties: a comma, and a space before a sign or between two codes; names may have spaces."""


def _words(text: str, apart: str) -> list[str]:
    return [word for word in (one.strip() for one in re.split(apart, text)) if word]


def read_choice(step: Step, text: str) -> str:
    """The name of the option that is meant by its number, its name, or a beginning of either its name or its words."""
    word = fold(text.strip())
    found = []
    if word.isdigit():
        if not 1 <= int(word) <= len(step.options):
            raise InvalidAnswer(f"there is no {word}; type a number from 1 to {len(step.options)}")
        found = [step.options[int(word) - 1]]
    for same in (
        lambda name, label: word in (name, name.rpartition("/")[2], label),
        lambda name, label: name.startswith(word) or name.rpartition("/")[2].startswith(word) or label.startswith(word),
    ):
        found = found or [one for one in step.options if same(fold(one.name), fold(one.label))]
    if len(found) > 1:
        raise InvalidAnswer(f"'{text}' can be {' or '.join(one.name for one in found)}; type the number")
    if not found:
        near = nearest(text, [one.name for one in step.options])
        hint = f"did you mean {near}?" if near else f"type a number from 1 to {len(step.options)}"
        raise InvalidAnswer(f"'{text}' is none of them; {hint}")
    if found[0].refused:
        raise InvalidAnswer(f"{found[0].name} cannot be taken; {found[0].refused}")
    return found[0].name


def _listed(step: Step, text: str, present: DraftState | None) -> str:
    """The name of an option, or in a list of clauses that of one of another topic, by its whole name or title."""
    try:
        return read_choice(step, text)
    except InvalidAnswer as wrong:
        if present is None or not step.key.startswith(TOPIC):
            raise
        option = _elsewhere(text, present)
        if option is None:
            raise InvalidAnswer(f"{wrong}; ?{text} searches the whole library") from None
    if option.refused:
        raise InvalidAnswer(f"{option.name} cannot be taken; {option.refused}")
    return option.name


def _elsewhere(text: str, present: DraftState) -> Option | None:
    library, word = present.library, fold(text)
    titles = (id for id in library.clause_ids if fold(library.clause(id, present.draft.language).title) == word)
    id = word if word in library.clause_ids else next(titles, "")
    return clause_option(id, present) if id else None


def _changed(
    step: Step,
    words: list[str],
    read: Callable[[str], str],
    now: list[str],
    groups: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> list[str] | str:
    """A list typed anew, or the present one with `+` and `-` applied; who leaves a group leaves its members named."""
    if [fold(word) for word in words] in ([one] for one in NONE):
        return []
    signed = [word[0] in "+-" and len(word) > 1 for word in words]
    if any(signed) and not all(signed):
        raise InvalidAnswer("write + or - before each, or before none")
    if not any(signed):
        found = list(dict.fromkeys(read(word) for word in words))
        return "all" if found == ["all"] else found
    result = list(now)
    for word in words:
        name = read(word[1:].strip())
        if word[0] == "+":
            result.extend([name] if name not in result else [])
            continue
        inside = next((group for group in result if name in groups.get(group, ())), "")
        if name not in result and inside:
            at = result.index(inside)
            result[at : at + 1] = [code for code in groups[inside] if code not in result]
        if name not in result:
            raise InvalidAnswer(f"{name} is not among them, so it cannot be taken away")
        result.remove(name)
    return result


def read_party(word: str, present: DraftState, *, groups: bool = True) -> str:
    """The code of the party (or, with `groups`, the name of the group) that is meant by a code or a part of a name."""
    try:
        return present.parties.resolve(word, groups=groups, part=True)
    except WrongValue as wrong:
        raise InvalidAnswer(f"{wrong.what}; {wrong.advice or 'type ?WORDS to search'}") from None


def _rows(step: Step, text: str, present: DraftState) -> list[dict[str, str]]:
    """The rows with one more (``+ a | b``), one less (``-2``), none, or the one that is typed alone."""
    now = present.data(step.key)
    rows = [dict(row) for row in now] if isinstance(now, list) else []
    if fold(text) in NONE:
        return []
    if taken := re.fullmatch(r"-\s*(\d+)", text):
        if not 1 <= int(taken[1]) <= len(rows):
            raise InvalidAnswer(f"there is no row {taken[1]}")
        return rows[: int(taken[1]) - 1] + rows[int(taken[1]) :]
    assert step.question is not None  # every step with rows is a question of the library
    columns = step.question.limits.columns
    cells = [cell.strip() for cell in text.removeprefix("+").split("|")]
    if len(cells) != len(columns):
        raise InvalidAnswer(f"a row has {len(columns)} cells, {' | '.join(columns)}; this one has {len(cells)}")
    row = {
        name: read_party(cell, present, groups=False) if column.type == "party" else cell
        for (name, column), cell in zip(columns.items(), cells, strict=True)
    }
    return [*rows, row]
