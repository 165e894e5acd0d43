"""Which articles of a draft read otherwise than when it was written, for its library has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from treatydraft.drafting.draft import Draft, LibraryNamed
from treatydraft.errors import Location, Problem
from treatydraft.instrument.tree import Instrument, provisions
from treatydraft.library.loading import Library
from treatydraft.library.versions import changed_since, later, rank, versions


def words_changed(draft: Draft, library: Library, instrument: Callable[[], Instrument]) -> Iterator[Problem]:
    """A note for each library that is another than the draft was written with; none where no article reads otherwise.

    `instrument` gives what the draft comes to, and is called only where that is needed.
    """
    present = versions(library) if draft.library else {}
    where = replace(draft.places.where(("library",)), key="library")
    for named in draft.library:
        now = present.get(named.name)
        if now == named.version:
            continue
        since = changed_since(library, named.name, named.version) if now and later(now, named.version) else None
        if since is None:
            there = f"{named.name} {now}" if now else ", ".join(" ".join(one) for one in present.items())
            what = f"written with the library {named.name} {named.version}; {there} is installed"
            yield Problem("library-changed", where, what, f"read the instrument again; then {_remedy(draft)}")
        elif changed := _changed(draft, since, instrument()):
            yield _note(draft, library, named, changed, where)


def _changed(draft: Draft, since: Mapping[str, str], instrument: Instrument) -> dict[tuple[str, str], str]:
    """The provisions that read otherwise, by kind and number, each with the version since which.

    What the draft has in words of its own reads as it did.
    """
    own = {id for id, said in draft.clauses.items() if said and said.get("text") is not None}
    found: dict[tuple[str, str], str] = {}
    for one in provisions(instrument):
        if one.clause in since and one.clause not in own:
            place = one.kind, one.number if one.kind != "recital" else ""
            if place not in found or later(since[one.clause], found[place]):
                found[place] = since[one.clause]
    return found


def _note(
    draft: Draft, library: Library, named: LibraryNamed, changed: Mapping[tuple[str, str], str], where: Location
) -> Problem:
    register = draft.register or library.outline(draft.outline).registers[0]
    english = library.language("en")
    numbers: dict[str, list[str]] = {}
    for kind, number in changed:
        numbers.setdefault("the preamble" if kind == "recital" else english.level(kind, register), []).append(number)
    places = [f"{_plural(level, some)} {_listed(some)}".strip() for level, some in numbers.items()]
    since = sorted(set(changed.values()), key=rank)
    reads = "reads" if len(changed) == 1 else "read"
    changes = f"{_listed(places)} {reads} otherwise since ({', '.join(since)})"
    what = f"written over {named.name} {named.version}; {changes}"
    return Problem("library-changed", where, what, f"read them; then {_remedy(draft)}")


def _remedy(draft: Draft) -> str:
    return f"'treatydraft set {draft.name} library=now', or accept the review of 'treatydraft edit {draft.name}'"


def _plural(level: str, numbers: list[str]) -> str:
    return level if len(numbers) == 1 else f"{level}{'es' if level.endswith('x') else 's'}"


def _listed(words: list[str]) -> str:
    *front, last = words
    return f"{', '.join(front)} and {last}" if front else last
