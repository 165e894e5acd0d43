"""What every file of a library is read into: a mapping with these keys and no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A mapping with these keys and no others. `remedy` is where a person sees what can stand in such a file.

    `formerly` has the keys that had another name: the old one, and the present one or, in a few words, where it stands
    now.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    remedy: ClassVar[str] = "compare the file of this name in the bundled library"
    formerly: ClassVar[Mapping[str, str]] = {}
