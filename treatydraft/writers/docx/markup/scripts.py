"""Words in another script than that of the text: a party's name in Arabic, Greek, Japanese, Ukrainian.

Each stretch becomes a run of its own with its language, its direction and which of a style's fonts it takes, so that
word processors show it, read it aloud and check its spelling as what it is. One script serves several languages; the
table takes the likeliest among the parties, and Ukrainian for Cyrillic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from treatydraft.cache import cached


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its letters as ranges of a character class, its language, and the kind of font it is set in.

    `kind` is empty for a script set like Latin, ``eastAsia``, or ``rtl`` for one that runs from right to left.
    """

    letters: str
    language: str
    kind: str = ""

    @property
    def fonts(self) -> str:
        """The property of a run that chooses among the fonts of its style."""
        return '<w:rFonts w:hint="eastAsia"/>' if self.kind == "eastAsia" else ""

    @property
    def marks(self) -> str:
        """The properties of a run that say its direction and language."""
        name = {"": "val", "rtl": "bidi"}.get(self.kind, self.kind)
        return f'{"<w:rtl/>" if self.kind == "rtl" else ""}<w:lang w:{name}="{self.language}"/>'


SCRIPTS = (
    Script("\u0370-\u03ff\u1f00-\u1fff", "el-GR"),
    Script("\u0400-\u052f\u1c80-\u1c8f", "uk-UA"),
    Script("\u0530-\u058f", "hy-AM"),
    Script("\u10a0-\u10ff\u1c90-\u1cbf", "ka-GE"),
    Script("\u0590-\u05ff\ufb1d-\ufb4f", "he-IL", "rtl"),
    Script("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "ar-SA", "rtl"),
    Script("\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3", "ko-KR", "eastAsia"),
    Script(
        "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0002fa1f",
        "ja-JP",
        "eastAsia",
    ),
)

_OWN = {
    "el": ("el-GR",),
    **dict.fromkeys(("uk", "bg", "mk", "sr", "be", "ru"), ("uk-UA",)),
    **{code: (language,) for code, language in (("hy", "hy-AM"), ("ka", "ka-GE"), ("he", "he-IL"), ("ar", "ar-SA"))},
    **dict.fromkeys(("ja", "ko", "zh"), ("ja-JP", "ko-KR")),
}  # the scripts a language is itself written in, under the languages of the table


@cached(16)
def _finder(locale: str) -> tuple[tuple[Script, ...], re.Pattern[str], re.Pattern[str]]:
    """The scripts foreign to a language, a pattern for any letter of them, and one with a group for a stretch of each.

    A stretch is letters and what stands between two of them.
    """
    own = _OWN.get(locale.partition("-")[0], ())
    scripts = tuple(script for script in SCRIPTS if script.language not in own)
    each = (f"([{script.letters}](?:[^\\w\\n\\t]*[{script.letters}\\u0300-\\u036f\\d])*)" for script in scripts)
    return scripts, re.compile(f"[{''.join(script.letters for script in scripts)}]"), re.compile("|".join(each))


def stretches(text: str, locale: str) -> Iterable[tuple[str, Script | None]]:
    """The text in order, as pieces and their scripts: cut where a script foreign to the language begins and ends.

    The script of a piece is None where it is the language's own.
    """
    scripts, letter, stretch = _finder(locale)
    return _split(text, scripts, stretch) if letter.search(text) else ((text, None),)


def _split(text: str, scripts: tuple[Script, ...], stretch: re.Pattern[str]) -> Iterator[tuple[str, Script | None]]:
    at = 0
    for match in stretch.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], None
        yield match[0], scripts[(match.lastindex or 1) - 1]
        at = match.end()
    if at < len(text):
        yield text[at:], None
