"""The notes of a document: comments in its margin, or footnotes.

The author of a comment is the product, its date the draft's own if it has one. It begins with the source of the note:
the drafter, the commentary on a clause, its precedents, the reason for it, a finding. The library's notes on one clause
are one comment; the drafter's notes and the findings are one each, since each is answered by itself. The notes on one
paragraph are one footnote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from treatydraft.instrument.plain_text import reference_text
from treatydraft.instrument.tree import Inlines, Note, Reference, Text, rewrite
from treatydraft.writers.docx.markup.elements import HEAD, NAMESPACES, paragraph, run, run_properties
from treatydraft.writers.docx.package.parts import PackagePart, part
from treatydraft.writers.status import start_of_day

AUTHOR = "treatydraft"
APART = ("drafter", "finding")
"""The sources of notes that are a comment each."""
WriteWords = Callable[[Inlines], str]

_MARK = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr>{}</w:r>'
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
    f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


class Notes:
    """Collects the notes of one document in its order, as ``comments`` or as ``footnotes``.

    `source_name` gives the name of a note's source; `date` is the draft's, in ISO form or empty.
    """

    def __init__(self, kind: str, date: str, source_name: Callable[[str], str] = str) -> None:
        self.kind = kind
        self.source_name = source_name
        stamp = start_of_day(date)
        self.dated = f' w:date="{stamp}"' if stamp else ""
        self.entries: list[str] = []

    def attach(self, inside: str, notes: tuple[Note, ...], write_words: WriteWords, next_id: Callable[[], int]) -> str:
        """The runs of a paragraph with its notes on them. Each comment takes the next id of the document."""
        if not notes:
            return inside
        if self.kind == "footnotes":
            return inside + self._footnote(notes, write_words)
        comments = list(_by_comment(notes))
        ids = [next_id() for _ in comments]
        self.entries += (self._comment(id, each, write_words) for id, each in zip(ids, comments, strict=True))
        starts = "".join(f'<w:commentRangeStart w:id="{id}"/>' for id in ids)
        ends = "".join(f'<w:commentRangeEnd w:id="{id}"/>' for id in ids)
        marks = "".join(_MARK.format("CommentReference", f'<w:commentReference w:id="{id}"/>') for id in ids)
        return f"{starts}{inside}{ends}{marks}"

    def _comment(self, id: int, notes: Iterable[Note], write_words: WriteWords) -> str:
        mark = _MARK.format("CommentReference", "<w:annotationRef/>")
        inside = self._paragraphs("CommentText", mark, notes, write_words)
        return f'<w:comment w:id="{id}" w:author="{AUTHOR}"{self.dated} w:initials="td">{inside}</w:comment>'

    def _footnote(self, notes: Iterable[Note], write_words: WriteWords) -> str:
        id = len(self.entries) + 1
        mark = _MARK.format("FootnoteReference", "<w:footnoteRef/>") + run(" ")
        inside = self._paragraphs("FootnoteText", mark, notes, write_words)
        self.entries.append(f'<w:footnote w:id="{id}">{inside}</w:footnote>')
        return _MARK.format("FootnoteReference", f'<w:footnoteReference w:id="{id}"/>')

    def _paragraphs(self, style: str, mark: str, notes: Iterable[Note], write_words: WriteWords) -> str:
        first, *others = (self._words(note, write_words) for note in notes)
        return "".join(paragraph(style, words) for words in (mark + first, *others))

    def _words(self, note: Note, write_words: WriteWords) -> str:
        """A note as runs, its source first; a reference in it is plain words, since it is no part of the text."""
        plain = rewrite(note.words, lambda word: Text(reference_text(word)) if isinstance(word, Reference) else word)
        return run(f"{self.source_name(note.source)}: ", run_properties(italic=True)) + write_words(plain)

    def parts(self) -> tuple[PackagePart, ...]:
        """The part that holds them; none for a document without notes."""
        if not self.entries:
            return ()
        rules = _RULES if self.kind == "footnotes" else ""
        inside = "".join(self.entries)
        xml = f"{HEAD}<w:{self.kind} {NAMESPACES}>{rules}{inside}</w:{self.kind}>"
        return (part(self.kind, f"{self.kind}.xml", self.kind, xml),)


def _by_comment(notes: Iterable[Note]) -> Iterator[tuple[Note, ...]]:
    """The notes of each comment."""
    for alone, each in groupby(notes, lambda note: note.source in APART):
        if alone:
            yield from ((note,) for note in each)
        else:
            yield tuple(each)
