"""The built-in style as a Word template, from which a ministry makes a style of its own.

It is a short sample text with a paragraph of every style, so that each can be seen and changed where it stands. Its
headers and footers keep their placeholders ``{draft}``, ``{title}`` and ``{number}``.
"""

from __future__ import annotations

from dataclasses import replace

from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Heading,
    Hole,
    Inlines,
    Instrument,
    Part,
    Provision,
    Signatory,
    Table,
    Term,
    Text,
    Unit,
)
from treatydraft.language import Language
from treatydraft.writers.docx import write_docx
from treatydraft.writers.options import Options


def style_template(language: Language) -> bytes:
    """The built-in style as a .docx whose text shows every style by its name."""
    unfilled = replace(language, page={**language.page, "draft": "{draft}"})
    options = Options(clean=True, contents=True, title_page=True)
    return write_docx(number(_sample(next(iter(language.registers))), language), unfilled, options, template=True)


def _words(text: str) -> Inlines:
    return (Text(text),)


def _list(kind: str, name: str) -> Unit:
    """A paragraph with a subparagraph and a point below it, each saying the name of its style."""
    point = Unit("point", _words(f"{name} Point"))
    below = Unit("subparagraph", _words(f"{name} Subparagraph:"), "", (point, point), "and")
    return Unit(kind, _words(f"{name} Paragraph:"), "", (below, below), "and")


def _sample(register: str) -> Instrument:
    marked = (
        Term("Treaty Term", "", True), Text(", "), Bracket(_words("Treaty Bracket")), Text(", "), Hole("Treaty Hole"),
        Text(", "), Emphasis(_words("emphasis")),
    )  # fmt: skip
    article = Provision(
        "article", "style/article", _words("Treaty Article"), (_list("paragraph", "Treaty"), Unit("paragraph", marked))
    )
    table = Table(
        (_words("Table Head"), _words("Table Head")),
        ("left", "right"),
        ((_words("Table Text"), _words("1")), (_words("Table Text"), _words("2"))),
        (_words("Table Total"), _words("3")),
        _words("Treaty Caption"),
    )
    annex = Provision(
        "annex",
        "style/annex",
        _words("Treaty Annex"),
        (
            _list("paragraph", "Annex"),
            Unit("paragraph", _words("Annex Paragraph")),
            Heading(_words("Annex Heading")),
            table,
        ),
    )
    parties = tuple(
        Signatory(code, f"Cover Party {code}", code, (), f"Treaty Signature {code}", "Treaty Signature Date:")
        for code in ("A", "B")
    )
    return Instrument(
        _words("{title}"),
        register,
        "en",
        parties,
        (Unit("text", _words("Treaty Text")),),
        (Provision("recital", "style/recital", (), (Unit("text", _words("Treaty Recital,")),)),),
        _words("Treaty Enacting:"),
        (
            Part(
                "part",
                "part",
                _words("Treaty Part"),
                (Part("chapter", "chapter", _words("Treaty Chapter"), (article,)),),
            ),
        ),
        _words("Treaty Testimonium"),
        _words("Treaty Done"),
        (annex,),
    )
