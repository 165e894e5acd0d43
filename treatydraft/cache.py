"""Caches in memory, from one draft to the next: every cache is made here, bounded, and cleared by one call.

Nothing is cached on disk. A cached value never changes, and its key holds all that it depends on; so a cleared cache
costs time and changes no result.
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
"""Values in a `Cache` before the older half is forgotten: the texts of an outline for some fifty sets of parties."""

FUNCTIONS: list[_lru_cache_wrapper[Any]] = []
"""The functions whose results are cached."""

_CACHES: WeakSet[Cache] = WeakSet()


def cached(size: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """A decorator for a function without effects: its last `size` results are cached."""

    def keep(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        kept = lru_cache(size)(function)
        FUNCTIONS.append(kept)
        return kept

    return keep


def clear_caches() -> None:
    """Clear every cache."""
    for function in FUNCTIONS:
        function.cache_clear()
    for cache in tuple(_CACHES):
        cache.clear()


class Cache:
    """At most `size` values by key. When it is full, values not read since it was last half full are forgotten."""

    def __init__(self, size: int = SIZE) -> None:
        self._most = size // 2
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        _CACHES.add(self)

    def get(self, key: Hashable) -> Any:
        """The value under a key, or None."""
        value = self._young.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: Hashable, value: object) -> None:
        """Cache a value that never changes, under a key that holds all it depends on."""
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = {}, {}
