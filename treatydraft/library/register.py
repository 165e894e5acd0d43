"""The registers a library declares: what each binds to, and which ones it is like where it has nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from treatydraft.errors import LibraryError, Problem, nearest
from treatydraft.library.catalogue import RegisterFile
from treatydraft.library.overlay import MergedYaml
from treatydraft.value import Register

_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")


def registers(files: Mapping[str, RegisterFile], source: MergedYaml) -> Mapping[str, Register]:
    """The registers by name, from the `registers` of ``library.yaml``. LibraryError with every mistake in them."""
    likes = {name: tuple(_like(name, files)) for name in files}
    problems = []
    for name, file in files.items():
        if mistake := _mistake(name, file, likes, files):
            problems.append(Problem("wrong-register", source.where(("registers", name)), *mistake))
    if problems:
        raise LibraryError(problems)
    result = {}
    for name, like in likes.items():
        chain = [files[ancestor] for ancestor in (name, *like)]
        result[name] = Register(
            name,
            binding=_first(file.binding for file in chain),
            depositary=_first(file.depositary for file in chain),
            title_page=_first(file.title_page for file in chain),
            like=like,
        )
    return MappingProxyType(result)


def _first(given: Iterable[bool | None]) -> bool:
    """The first value that is given; False where there is none."""
    return next((value for value in given if value is not None), False)


def _like(name: str, files: Mapping[str, RegisterFile]) -> Iterator[str]:
    """The registers that one is like, nearest first; of a circle, each once and the register itself last."""
    seen: set[str] = set()
    while (name := files[name].like) in files and name not in seen:
        seen.add(name)
        yield name


def _mistake(
    name: str, file: RegisterFile, likes: Mapping[str, tuple[str, ...]], files: Mapping[str, RegisterFile]
) -> tuple[str, str] | None:
    """What is wrong with a register, and what to do about it."""
    if not _NAME.fullmatch(name):
        return f"'{name}' cannot name a register", "use small letters, with hyphens between words"
    if file.like and file.like not in files:
        near = nearest(file.like, files)
        hint = f"did you mean '{near}'?" if near else f"there are {', '.join(files)}"
        return f"the register '{name}' is like '{file.like}', which there is not", hint
    if name in likes[name]:
        return f"the register '{name}' is like itself", "take 'like' out of one of them"
    if all(files[ancestor].binding is None for ancestor in (name, *likes[name])):
        return f"nothing says whether the register '{name}' binds", "add 'binding: yes' or 'binding: no'"
    return None
