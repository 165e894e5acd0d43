"""Provenance: the clause of each paragraph, as data in the file that no word processor shows and all of them keep.

    <provenance xmlns="urn:treatydraft:provenance:1" library="guarantees 1.0.0" revision="3" content="...">
      <clause id="collective-defense/response" bookmarks="td_0a1b2c3d4e_">
        <paragraph n="0" number="7"/>
        <paragraph n="2" number="(a)" label="duty"/>

The bookmark of a paragraph is that of its clause with its `n`; its address is the clause, with ``#`` and the label
where there is one. `content` is the SHA-256 of the document part, by which a reader knows at once whether it has
been changed. A clean file has none of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from treatydraft.cache import cached
from treatydraft.instrument.tree import Instrument
from treatydraft.writers.docx.markup.elements import HEAD, escape
from treatydraft.writers.docx.package.parts import PackagePart, data_part
from treatydraft.writers.docx.text.bookmarks import Bookmark

NAMESPACE = "urn:treatydraft:provenance:1"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def provenance(instrument: Instrument, bookmarks: Iterable[Bookmark], document: bytes) -> PackagePart:
    """The part that maps the bookmarks of a document to the addresses of its instrument."""
    clauses = "".join([_clause(clause, tuple(group)) for clause, group in groupby(bookmarks, itemgetter(1))])
    content = sha256(document).hexdigest()
    xml = (
        f'{HEAD}<provenance xmlns="{NAMESPACE}" library="{escape(instrument.library)}" '
        f'revision="{instrument.revision}" content="{content}">{clauses}</provenance>'
    )
    return data_part("provenance", xml, _item_properties(content))


@cached(1000)
def _clause(clause: str, bookmarks: tuple[Bookmark, ...]) -> str:
    """A clause as XML, kept since it is the same in most drafts of a batch."""
    start = bookmarks[0].name[: bookmarks[0].name.rindex("_") + 1]
    cut = len(start)
    inside = "".join(f'<paragraph n="{each.name[cut:]}"{_attributes(each.number, each.label)}/>' for each in bookmarks)
    return f'<clause id="{escape(clause)}" bookmarks="{start}">{inside}</clause>'


@cached(4096)
def _attributes(number: str, label: str) -> str:
    """The attributes of a paragraph; the cells of a table have the same, and so have the drafts of a batch."""
    numbered = f' number="{escape(number)}"' if number else ""
    return f'{numbered} label="{escape(label)}"' if label else numbered


def _item_properties(content: str) -> str:
    """The properties that identify the data, by an id made from the digest of the document, and never at random."""
    from uuid import NAMESPACE_URL, uuid5  # slow to load, and of no use to a clean file

    id = str(uuid5(NAMESPACE_URL, f"{NAMESPACE} {content}")).upper()
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{_PROPERTIES}" ds:itemID="{{{id}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
