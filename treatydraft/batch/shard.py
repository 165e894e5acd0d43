"""A shard: some rows that one process makes together, and what it needs to know for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from treatydraft.batch.manifest import Before, File
from treatydraft.batch.rows import BatchRow
from treatydraft.drafting.draft import Draft
from treatydraft.errors import Problem
from treatydraft.writers.options import PLAIN, Options


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every row of a batch: where to, from which library, over which draft, in which formats, and
    how they look."""

    out: Path
    folders: tuple[Path, ...]
    settings: tuple[str, ...]
    made_with: str
    base: Draft
    formats: tuple[str, ...]
    options: Options = PLAIN
    library_notes: bool = False
    findings: bool = False
    check: bool = False
    with_holes: bool = False
    force: bool = False
    pack: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row with the name of its files and what an earlier run left under that name; `lost` if it ends its process."""

    row: BatchRow
    name: str = ""
    before: Before | None = None
    lost: bool = False

    @property
    def known(self) -> tuple[File, ...]:
        """The files under this name that are ours, whichever run made them."""
        return (*self.before.files, *self.before.kept) if self.before else ()


@dataclass(frozen=True, slots=True)
class Shard:
    """Rows that are made together; a trial makes them and writes nothing."""

    number: int
    items: tuple[Item, ...]
    trial: bool = False

    def blamed(self, rows: set[int]) -> Shard:
        """The shard with these rows given up."""
        return replace(
            self, items=tuple(replace(item, lost=item.lost or item.row.number in rows) for item in self.items)
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A row on its way to its entry: what is to be written for it, or what is wrong with it."""

    item: Item
    status: str
    key: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    findings: Mapping[str, int] | None = None
    problems: tuple[Problem, ...] = ()
