"""Files: text, YAML with the place of every value, changes that keep a person's comments, whole-or-nothing writes.

`opening.py` opens regular files, `text.py` reads whole files, `writing.py` writes them, `source.py`
reads YAML by a narrow rule, `changes.py` changes the data of it and `editing.py` the text, in place.
"""

from __future__ import annotations

from treatydraft.files.changes import REMOVE, Delete, Edit, edit_data
from treatydraft.files.editing import edit_text, edit_yaml, rename_in_yaml
from treatydraft.files.opening import open_regular, system_reason
from treatydraft.files.source import MAX_DEPTH, MAX_VALUES, Source, parse_yaml, read_yaml
from treatydraft.files.text import MAX_BYTES, read_bytes, read_stdin, read_text
from treatydraft.files.writing import check_writable, make_folder, same_file, write_all, write_whole

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_VALUES",
    "REMOVE",
    "Delete",
    "Edit",
    "Source",
    "check_writable",
    "edit_data",
    "edit_text",
    "edit_yaml",
    "make_folder",
    "open_regular",
    "parse_yaml",
    "read_bytes",
    "read_stdin",
    "read_text",
    "read_yaml",
    "rename_in_yaml",
    "same_file",
    "system_reason",
    "write_all",
    "write_whole",
]
