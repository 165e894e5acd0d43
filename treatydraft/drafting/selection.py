"""The selection: which clauses, which variants, in which order, and because of what.

It starts from the outline, follows the draft, adds what is required and leaves out what the register refuses. What
cannot stand together is a conflict: a value that says what to do, not an exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from treatydraft.drafting.draft import KINDS, OWN, Draft
from treatydraft.drafting.limits import MAX_CLAUSES
from treatydraft.drafting.reason import (
    Cause,
    Conflict,
    Excluded,
    NeighbourMissing,
    NothingToContinue,
    Reason,
    RequirementLeftOut,
    VariantRefused,
)
from treatydraft.errors import LibraryError, Problem
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.naming import require_clause
from treatydraft.library.outline import Outline, Path
from treatydraft.template.inputs import ANNEXES


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause in the instrument: its variant, parts, settings and reason; the clause it `continues` the article of."""

    clause: str
    kind: str
    variant: str
    reason: Reason | None = None
    path: Path = ()
    settings: Mapping[str, object] | None = None
    continues: str = ""

    @property
    def own(self) -> bool:
        """Whether it is an article of the drafter's own."""
        return self.clause.startswith(OWN)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause that is not in the instrument though the outline or a clause asks for it, and why."""

    clause: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Selection:
    """The clauses of an instrument in order, those left out, and the conflicts among them."""

    outline: Outline
    register: str
    chosen: tuple[Chosen, ...]
    left: tuple[LeftOut, ...]
    conflicts: tuple[Conflict, ...]
    _names: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = (name for chosen in self.chosen for name in (chosen.clause, f"{chosen.clause}:{chosen.variant}"))
        object.__setattr__(self, "_names", frozenset(names))

    def has(self, name: str) -> bool:
        """Whether a clause (``topic/clause``), one variant of it (``...:variant``) or one of `ANNEXES` is there."""
        if name in ANNEXES:
            variant = name.partition(":")[2]
            annexes = [chosen for chosen in self.chosen if chosen.kind == "annex" and (chosen.own or variant != "own")]
            return len(annexes) > (variant == "several")
        return name.removesuffix(":") in self._names

    def reason(self, clause: str) -> Reason | None:
        """Why a clause is in the instrument or not; None where nobody asked for it."""
        reasons = {left.clause: left.reason for left in self.left}
        return ({**reasons, **{chosen.clause: chosen.reason for chosen in self.chosen}}).get(clause)


def select(draft: Draft, library: Library) -> Selection:
    """The selection of a draft. LibraryError for a library file that is wrong; conflicts are in the result."""
    selector = _Selector(draft, library)
    selector.start()
    selector.add_from_draft()
    selector.require()
    return selector.result()


class _Selector:
    def __init__(self, draft: Draft, library: Library) -> None:
        self.draft = draft
        self.library = library
        self.outline = library.outline(draft.outline)
        self.register = draft.register or self.outline.registers[0]
        self.chosen: list[Chosen] = []
        self.left: dict[str, LeftOut] = {}
        self.conflicts: list[Conflict] = []

    def _clause(self, id: str) -> Clause:
        return self.library.clause(id, self.draft.language)

    def start(self) -> None:
        """What the outline has, less what the draft or the register leaves out."""
        for path, place in self.outline.placed():
            reason = Reason(Cause.OUTLINE, self.outline.name)
            if self.draft.clauses.get(place.clause) is False:
                self.left[place.clause] = LeftOut(place.clause, Reason(Cause.LEFT_OUT))
            elif chosen := self._accepted(place.clause, reason, path, place.settings):
                self.chosen.append(replace(chosen, continues=str(place.settings.get("continues") or "")))

    def _accepted(
        self, id: str, reason: Reason, path: Path = (), settings: Mapping[str, object] | None = None
    ) -> Chosen | None:
        """The clause in its variant; None where the register refuses it, and a conflict if the draft chose that."""
        clause = self._clause(id)
        if len(self.chosen) >= MAX_CLAUSES + len(self.draft.clauses):
            what = f"with it the outline and what its clauses require are more than the {MAX_CLAUSES:,} clauses allowed"
            raise LibraryError(Problem("too-many", clause.where, what, "let the outline have fewer, or require fewer"))
        draft_settings = self.draft.clauses.get(id) or {}
        by_draft = draft_settings.get("variant")
        by_outline = (settings or {}).get("variant")
        if by_outline is not None and clause.refusal(self.register, str(by_outline)):
            by_outline = None  # the outline is written for its first register; another one has its own default
        variant = str(by_draft or by_outline or clause.default.get(self.register, ""))
        refusal = clause.refusal(self.register, variant)
        if not refusal:
            return Chosen(id, clause.kind, variant, reason, path, settings or {})
        if by_draft is not None and not clause.refusal(self.register, ""):
            where = self.draft.where(f"{id}.variant")
            allowed = self._allowed(clause)
            self.conflicts.append(VariantRefused(where, id, variant, self.register, refusal, allowed))
        self.left[id] = LeftOut(id, Reason(Cause.REFUSED, self.register, refusal))
        return None

    def _allowed(self, clause: Clause) -> tuple[str, ...]:
        return tuple(name for name in clause.variants if not clause.refusal(self.register, name))

    def add_from_draft(self) -> None:
        """The clauses the draft adds, its own articles, and the moves it makes (`after`, `before`)."""
        for id, settings in self.draft.clauses.items():
            if settings is False or id in self.left:
                continue
            at = next((n for n, chosen in enumerate(self.chosen) if chosen.clause == id), None)
            if at is not None and "after" not in settings and "before" not in settings:
                self.chosen[at] = _headed(self.chosen[at], settings)
                continue
            if at is not None:
                chosen: Chosen | None = self.chosen.pop(at)
            elif id.startswith(OWN):
                chosen = Chosen(id, str(settings.get("kind", "article")), "", Reason(Cause.ADDED))
            else:
                chosen = self._accepted(id, Reason(Cause.ADDED))
            if chosen is not None:
                self._place(chosen, settings)

    def _place(self, chosen: Chosen, settings: Mapping[str, object]) -> None:
        for word, offset in (("after", 1), ("before", 0)):
            target = settings.get(word)
            if target is None:
                continue
            at = next((n for n, other in enumerate(self.chosen) if other.clause == target), None)
            if at is not None:
                self.chosen.insert(at + offset, _headed(replace(chosen, path=self.chosen[at].path), settings))
                return
            where = self.draft.where(f"{chosen.clause}.{word}")
            self.conflicts.append(NeighbourMissing(where, chosen.clause, word, str(target)))
        if self.outline.order == "written":
            self._place_last(chosen, settings)
        else:
            self._place_by_topic(chosen, settings)

    def _place_last(self, chosen: Chosen, settings: Mapping[str, object] = MappingProxyType({})) -> None:
        """Behind the last clause of its kind, in the same part."""
        at = sum(KINDS.index(other.kind) <= KINDS.index(chosen.kind) for other in self.chosen)
        path = self.chosen[at - 1].path if at and self.chosen[at - 1].kind == chosen.kind else ()
        self.chosen.insert(at, _headed(replace(chosen, path=path), settings))

    def _place_by_topic(self, chosen: Chosen, settings: Mapping[str, object] = MappingProxyType({})) -> None:
        """Behind the clauses of its topic, or of the nearest topic before it in the library's order.

        Where an outline has clauses of one topic in two places, the first of them counts: its general provisions
        begin an instrument though one of them may stand at the end.
        """
        ranks = [self._rank(other) if other.kind == chosen.kind else -1 for other in self.chosen]
        nearest = max((rank for rank in ranks if rank <= self._rank(chosen)), default=-1)
        if nearest < 0:
            at = sum(KINDS.index(other.kind) < KINDS.index(chosen.kind) for other in self.chosen)
            path = self.chosen[at].path if at < len(self.chosen) and self.chosen[at].kind == chosen.kind else ()
        else:
            at = ranks.index(nearest)
            while at < len(ranks) and ranks[at] == nearest:
                at += 1
            path = self.chosen[at - 1].path
        self.chosen.insert(at, _headed(replace(chosen, path=path), settings))

    def _rank(self, chosen: Chosen) -> int:
        """The place of the clause's topic; an article of the drafter's own stands behind those of other libraries."""
        if chosen.own:
            return self.library.others + len(self.library.topics) - len(self.library.about.topics)
        return self.library.topics.index(chosen.clause.partition("/")[0])

    def require(self) -> None:
        """What chosen clauses require, until nothing is missing."""
        waiting = list(self.chosen)
        ids = {chosen.clause for chosen in waiting}
        for chosen in waiting:  # it grows
            for needed in () if chosen.own else self._clause(chosen.clause).requires:
                if ids & set(needed.any) or (needed.variants and chosen.variant not in needed.variants):
                    continue
                added = self._first_allowed(chosen, needed.any, needed.because)
                if added is not None:
                    self._place_required(added, chosen)
                    waiting.append(added)
                    ids.add(added.clause)

    def _place_required(self, added: Chosen, requiring: Chosen) -> None:
        """By its topic. Where the draft gives the order, behind the clause that requires it, or earlier if that is of a
        later topic: behind the last one before it that is not.
        """
        if self.outline.order != "written":
            return self._place_by_topic(added)
        if added.kind != requiring.kind:
            return self._place_last(added)
        ids = [other.clause for other in self.chosen]
        before = [
            n for n, other in enumerate(self.chosen[: ids.index(requiring.clause) + 1], 1)
            if other.kind == requiring.kind and not other.own and self._rank(other) <= self._rank(added)
        ]  # fmt: skip
        at = (
            before[-1]
            if before
            else sum(KINDS.index(other.kind) < KINDS.index(requiring.kind) for other in self.chosen)
        )
        path = self.chosen[at - 1 if before else at].path
        while at < len(ids) and _required_by(self.chosen[at], requiring):
            at += 1
        self.chosen.insert(at, replace(added, path=path))

    def _first_allowed(self, requiring: Chosen, any: tuple[str, ...], because: str) -> Chosen | None:
        for id in any:
            if self.draft.clauses.get(id) is not False:
                require_clause(self.library, id, requiring.clause, self.draft.language)
                added = self._accepted(id, Reason(Cause.REQUIRED, requiring.clause, because))
                if added is not None:
                    return added
        left = tuple(id for id in any if self.draft.clauses.get(id) is False)
        if left:
            self.conflicts.append(RequirementLeftOut(self.draft.where(left[0]), requiring.clause, any, because, left))
        return None  # what the register refuses cannot be required of it

    def _continue(self) -> None:
        """Moves what continues an article behind it. What can continue nothing stands as it would without."""
        by_id = {chosen.clause: chosen for chosen in self.chosen}
        heads = {
            chosen.clause: head for chosen in self.chosen if chosen.continues and (head := self._head(chosen, by_id))
        }
        behind: dict[str, list[Chosen]] = {}
        for id, head in heads.items():
            goes_on = replace(by_id[id], path=head.path, continues=head.clause)
            behind.setdefault(head.clause, []).append(goes_on)
        alone = (replace(chosen, continues="") for chosen in self.chosen if chosen.clause not in heads)
        self.chosen = [other for chosen in alone for other in (chosen, *behind.get(chosen.clause, ()))]

    def _head(self, chosen: Chosen, by_id: Mapping[str, Chosen]) -> Chosen | None:
        """The article that a clause goes on in; None, and a conflict where the draft asks for it, if there is none."""
        seen, head = {chosen.clause}, by_id.get(chosen.continues)
        while head and head.continues and head.clause not in seen:
            seen.add(head.clause)
            head = by_id.get(head.continues)
        if head and head.clause not in seen and head.kind == chosen.kind != "recital":
            return head
        if (self.draft.clauses.get(chosen.clause) or {}).get("continues"):
            where = self.draft.where(f"{chosen.clause}.continues")
            self.conflicts.append(NothingToContinue(where, chosen.clause, chosen.continues, chosen.kind))
        return None

    def result(self) -> Selection:
        """The selection, with its clauses that exclude one another among the conflicts."""
        self._continue()
        variants = {chosen.clause: chosen.variant for chosen in self.chosen}
        for chosen in self.chosen:
            if chosen.own:
                continue
            for pair in self._clause(chosen.clause).excludes:
                other = variants.get(pair.other)
                if other is None or pair.variant not in ("", chosen.variant) or pair.other_variant not in ("", other):
                    continue
                where = self.draft.where(chosen.clause)
                self.conflicts.append(
                    Excluded(where, chosen.clause, pair.variant, pair.other, pair.other_variant, pair.because)
                )
        return Selection(
            self.outline, self.register, tuple(self.chosen), tuple(self.left.values()), tuple(self.conflicts)
        )


def _headed(chosen: Chosen, settings: Mapping[str, object]) -> Chosen:
    """The clause in the part, the chapter or the article the draft names.

    A new part has no chapter yet, and a chapter keeps its part.
    """
    path = chosen.path
    if settings.get("part"):
        path = (("part", str(settings["part"])),)
    if settings.get("chapter"):
        path = (*(step for step in path if step[0] != "chapter"), ("chapter", str(settings["chapter"])))
    return replace(chosen, path=path, continues=str(settings.get("continues") or chosen.continues))


def _required_by(chosen: Chosen, requiring: Chosen) -> bool:
    return chosen.reason is not None and chosen.reason.cause is Cause.REQUIRED and chosen.reason.by == requiring.clause
