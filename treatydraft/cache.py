"""What is kept in memory from one draft to the next: every cache of the program is made here, bounded, and emptied.

Nothing is kept on disk. What is kept never changes, and its key says all that it depends on; so an emptied cache costs
time and changes no result.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

T = TypeVar("T")

SIZE = 4000
"""Things kept before the older half is forgotten: the texts of an outline in some fifty different companies."""

FUNCTIONS: list[_lru_cache_wrapper[Any]] = []
"""The functions whose results are kept."""

_CACHES: WeakSet[Cache] = WeakSet()


def cached(size: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """For a function without effects: its last `size` results are kept."""

    def keep(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        kept = lru_cache(size)(function)
        FUNCTIONS.append(kept)
        return kept

    return keep


def clear_caches() -> None:
    """Forget everything that is kept."""
    for function in FUNCTIONS:
        function.cache_clear()
    for cache in tuple(_CACHES):
        cache.clear()


class Cache:
    """Things by key. When it is full, what was not asked for since it was last half full is forgotten."""

    def __init__(self, size: int = SIZE) -> None:
        self._most = size // 2
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        _CACHES.add(self)

    def get(self, key: Hashable) -> Any:
        """What is kept under a key, or None."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value that never changes, under a key that says all it depends on."""
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = {}, {}
