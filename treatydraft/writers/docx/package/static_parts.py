"""The parts that are the same in every draft, as files: styles, settings, fonts, theme, headers, footers, pictures.

Those of the built-in style are the files in the folder ``static``, which `treatydraft.writers.docx.style.built_in`
writes. Those of a house style are the files in a zip file, which `treatydraft.writers.docx.style.house` makes of a
template. Both have the same names; ``sheet.json`` has the paper and margins, the file of each header and footer, and
the pictures in it.
"""

from __future__ import annotations

import io
from pathlib import Path

STATIC = Path(__file__).parent / "static"
THEME = "theme/theme1.xml"
SHEET = "sheet.json"


def static_files(style: bytes | None) -> dict[str, bytes]:
    """The content of each file, by its name under ``word/``: of a house style, or of the built-in one for None."""
    if not style:
        return {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in sorted(STATIC.rglob("*.*"))}
    import zipfile  # for a house style only

    with zipfile.ZipFile(io.BytesIO(style)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
