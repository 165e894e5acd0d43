"""The notes of a document: comments in its margin, or footnotes.

A comment is by the product and nobody else, on the draft's own date if it has one, and says whose words it holds: the
drafter's, the commentary's of a clause, its precedents', the reason for it, a finding's. What the library says of one
clause is one comment; the drafter's notes and the findings are one each, since each is answered on its own. The notes
on one paragraph are one footnote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from treatydraft.instrument.plain_text import reference_text
from treatydraft.instrument.tree import Inlines, Note, Reference, Text, rewrite
from treatydraft.writers.docx.markup import HEAD, NAMESPACES, look, paragraph, run
from treatydraft.writers.docx.package import Part, part
from treatydraft.writers.status import moment

AUTHOR = "treatydraft"
APART = ("drafter", "finding")
"""Who speaks in notes that are answered one by one."""
Say = Callable[[Inlines], str]

_MARK = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr>{}</w:r>'
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
    f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


class Notes:
    """Collects the notes of one document as they are met, as ``comments`` or as ``footnotes``.

    `speaker` is how whoever speaks in a note is called, by the note's source.
    """

    def __init__(self, kind: str, date: str, speaker: Callable[[str], str] = str) -> None:
        self.kind = kind
        self.speaker = speaker
        stamp = moment(date)
        self.dated = f' w:date="{stamp}"' if stamp else ""
        self.made: list[str] = []

    def on(self, inside: str, notes: tuple[Note, ...], say: Say, next_id: Callable[[], int]) -> str:
        """The runs of a paragraph with its notes on them. Each comment takes the next id of the document."""
        if not notes:
            return inside
        if self.kind == "footnotes":
            return inside + self._footnote(notes, say)
        together = list(_together(notes))
        ids = [next_id() for _ in together]
        self.made += (self._comment(id, each, say) for id, each in zip(ids, together, strict=True))
        starts = "".join(f'<w:commentRangeStart w:id="{id}"/>' for id in ids)
        ends = "".join(f'<w:commentRangeEnd w:id="{id}"/>' for id in ids)
        marks = "".join(_MARK.format("CommentReference", f'<w:commentReference w:id="{id}"/>') for id in ids)
        return f"{starts}{inside}{ends}{marks}"

    def _comment(self, id: int, notes: Iterable[Note], say: Say) -> str:
        mark = _MARK.format("CommentReference", "<w:annotationRef/>")
        inside = self._paragraphs("CommentText", mark, notes, say)
        return f'<w:comment w:id="{id}" w:author="{AUTHOR}"{self.dated} w:initials="td">{inside}</w:comment>'

    def _footnote(self, notes: Iterable[Note], say: Say) -> str:
        id = len(self.made) + 1
        mark = _MARK.format("FootnoteReference", "<w:footnoteRef/>") + run(" ")
        inside = self._paragraphs("FootnoteText", mark, notes, say)
        self.made.append(f'<w:footnote w:id="{id}">{inside}</w:footnote>')
        return _MARK.format("FootnoteReference", f'<w:footnoteReference w:id="{id}"/>')

    def _paragraphs(self, style: str, mark: str, notes: Iterable[Note], say: Say) -> str:
        first, *others = (self._words(note, say) for note in notes)
        return "".join(paragraph(style, words) for words in (mark + first, *others))

    def _words(self, note: Note, say: Say) -> str:
        """Who speaks, and what a note says; a reference in it is plain words, since it is no part of the text."""
        plain = rewrite(note.words, lambda word: Text(reference_text(word)) if isinstance(word, Reference) else word)
        return run(f"{self.speaker(note.source)}: ", look(italic=True)) + say(plain)

    def parts(self) -> tuple[Part, ...]:
        """The part that holds them; none for a document without notes."""
        if not self.made:
            return ()
        rules = _RULES if self.kind == "footnotes" else ""
        inside = "".join(self.made)
        xml = f"{HEAD}<w:{self.kind} {NAMESPACES}>{rules}{inside}</w:{self.kind}>"
        return (part(self.kind, f"{self.kind}.xml", self.kind, xml),)


def _together(notes: Iterable[Note]) -> Iterator[tuple[Note, ...]]:
    """The notes of each comment."""
    for alone, each in groupby(notes, lambda note: note.source in APART):
        if alone:
            yield from ((note,) for note in each)
        else:
            yield tuple(each)
