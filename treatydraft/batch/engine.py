"""Engines: where shards are made. In this process, in others of this machine, or on a cluster.

All that is asked of an engine is `submit`, as `concurrent.futures` has it. A window of shards is under way at a time,
so that a million rows need no more memory than a hundred. A process that dies takes no row with it but the one that
kills it: what was under way is made again alone, and halved until that row is found.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import chdir, closing
from dataclasses import replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import treatydraft
from treatydraft.batch.manifest import ManifestLine
from treatydraft.batch.processes import CannotStart, start
from treatydraft.batch.shard import Shard
from treatydraft.errors import Location, Problem, TreatydraftError, UsageError

Work = Callable[[Shard], tuple[ManifestLine, ...]]

_TRIES = 3  # how often a shard may end its process after the rows that do so were found
_UNDER_WAY = 256  # shards under way on a cluster, whose size nobody tells


def run(
    shards: Iterable[Shard],
    work: Work,
    *,
    jobs: int,
    engine: str = "local",
    note: Callable[[str], None] = lambda text: None,
) -> Generator[tuple[ManifestLine, ...], None, None]:
    """Make every shard and give its entries, as they are done. `work` must be known by name to other processes.

    With one job on this machine it is done in this process; also where no other can be started, which `note` is told.
    UsageError for an engine that cannot be had; an error of ours that `work` raises ends the run, after what is under
    way has come to its end.
    """
    executor = None
    if engine != "local":
        executor = _cluster(engine)
    elif jobs > 1:
        try:
            executor = start(jobs)
        except CannotStart as why:
            note(f"all drafts are made in one process, for no other can be started: {why}")
    if executor is None:
        yield from map(work, shards)
    else:
        with closing(_Engine(engine, jobs, work, executor)) as shard_engine:
            yield from shard_engine.run(iter(shards))


class _Engine:
    """Shards on an executor that can be had again after it broke."""

    def __init__(self, engine: str, jobs: int, work: Work, executor: Executor) -> None:
        self._engine = engine
        self._local = engine == "local"
        self._jobs = jobs
        self._work = work
        self._executor = executor
        self._pending: dict[Future[tuple[ManifestLine, ...]], Shard] = {}
        self._broken = False
        self._reason = ""

    def run(self, shards: Iterator[Shard]) -> Iterator[tuple[ManifestLine, ...]]:
        """The entries of every shard, as they are done; those whose process died are made again alone."""
        window = 2 * self._jobs if self._local else _UNDER_WAY
        while True:
            for shard in islice(shards, window - len(self._pending)):
                self._pending[self._submit(shard)] = shard
            if not self._pending:
                return
            lost = []
            done = wait(self._pending, return_when=FIRST_COMPLETED).done
            while done:
                for future in done:
                    shard = self._pending.pop(future)
                    entries = self._result(future)
                    if entries is None:
                        lost.append(shard)
                    else:
                        yield entries
                # an executor that broke has lost all that was under way
                done = wait(self._pending).done if self._broken else set()
            self._renew()
            for shard in lost:
                yield self._alone(shard)

    def close(self) -> None:
        """Give up what has not begun, and wait for what has."""
        for future in self._pending:
            future.cancel()
        self._executor.shutdown(wait=True)

    def _submit(self, shard: Shard) -> Future[tuple[ManifestLine, ...]]:
        try:
            return self._executor.submit(self._work, shard)
        except (BrokenExecutor, OSError, EOFError) as broken:  # the shard is as lost as if it had been under way
            future: Future[tuple[ManifestLine, ...]] = Future()
            future.set_exception(BrokenExecutor(str(broken)))
            return future

    def _result(self, future: Future[tuple[ManifestLine, ...]]) -> tuple[ManifestLine, ...] | None:
        """The entries of a shard, or None where the process that made it died."""
        try:
            return future.result()
        except TreatydraftError:
            raise
        except BrokenExecutor as broken:
            self._broken = True
            self._reason = str(broken)
        except Exception as failure:
            if self._local:
                raise
            self._reason = str(failure)  # each cluster has its own way to say that a worker died
        return None

    def _renew(self) -> None:
        if self._broken:
            self._executor.shutdown(wait=True)
            self._executor = _again(self._jobs) if self._local else _cluster(self._engine)
            self._broken = False

    # -------------------------------------------------------------------------------------------- the one that kills

    def _alone(self, shard: Shard) -> tuple[ManifestLine, ...]:
        """Make a shard by itself; where it ends its process, without the rows that do."""
        killers: set[int] = set()
        for _ in range(_TRIES):
            entries = self._attempt(shard.blamed(killers))
            if entries is not None:
                return entries
            killers |= self._killers(replace(shard.blamed(killers), trial=True))
        entries = self._attempt(shard.blamed({item.row.number for item in shard.items}))
        if entries is None:
            what = f"the processes of {self._engine} die whatever they are given: {' '.join(self._reason.split())}"
            raise UsageError(
                Problem("process-died", Location(key="--engine"), what, "look at its memory and at its log")
            )
        return entries

    def _killers(self, shard: Shard) -> set[int]:
        """The numbers of the rows that end the process that makes them: by halves, each tried alone."""
        if self._attempt(shard) is not None:
            return set()
        if len(shard.items) == 1:
            return {shard.items[0].row.number}
        half = len(shard.items) // 2
        parts = shard.items[:half], shard.items[half:]
        return set().union(*(self._killers(replace(shard, items=items)) for items in parts))

    def _attempt(self, shard: Shard) -> tuple[ManifestLine, ...] | None:
        if self._local:  # in a process of its own, so that nothing else can be what ends it
            with _again(1) as alone:
                return self._result(alone.submit(self._work, shard))
        entries = self._result(self._submit(shard))
        self._renew()
        return entries


# ------------------------------------------------------------------------------------------------ executors


def _again(jobs: int) -> Executor:
    """Processes of this machine in the place of some that died. UsageError where it has no more."""
    try:
        return start(jobs)
    except CannotStart as why:
        raise UsageError(
            Problem(
                "engine-unavailable",
                Location(key="--jobs"),
                f"no more processes can be started: {why}",
                "go on with --jobs 1",
            )
        ) from why


def _cluster(engine: str) -> Executor:
    """The executor of an engine: ``dask:ADDRESS``, ``ray:ADDRESS`` or ``MODULE:FACTORY``. UsageError."""
    kind, _, address = engine.partition(":")
    if not kind or not address:
        what = f"'{engine}' names no engine"
        raise UsageError(
            Problem(
                "unknown-option-value",
                Location(key="--engine"),
                what,
                "it can be local, dask:ADDRESS, ray:ADDRESS or MODULE:FACTORY",
            )
        )
    try:
        return _CLUSTERS[kind](address) if kind in _CLUSTERS else _made_by(kind, address)
    except TreatydraftError:
        raise
    except Exception as failure:  # each has its own way to say that nobody answers
        what = f"'{engine}' cannot be had: {failure}"
        raise UsageError(
            Problem(
                "engine-unavailable", Location(key="--engine"), what, "see whether it runs and can be reached from here"
            )
        ) from failure


def _dask(address: str) -> Executor:
    client = _imported("distributed", "dask", "distributed").Client(address)
    executor: Executor = client.get_executor(pure=False)  # else equal shards would be one task
    return executor


class _Ray(Executor):
    """ray, as an executor: its references give futures of the standard library."""

    def __init__(self, address: str) -> None:
        self._ray = _imported("ray", "ray", "ray")
        # its processes look for modules in what is its current folder now
        with chdir(Path(treatydraft.__file__).parent.parent):
            self._ray.init(address=address, ignore_reinit_error=True, log_to_driver=False)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self._ray.remote(_call).remote(fn, *args, **kwargs).future()
        return future


def _call(fn: Any, /, *args: Any, **kwargs: Any) -> Any:
    """What ray is given: it takes plain functions only."""
    return fn(*args, **kwargs)


_CLUSTERS: dict[str, Callable[[str], Executor]] = {"dask": _dask, "ray": _Ray}


def _imported(module: str, engine: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        what = f"the engine {engine} needs the package {package}, which is not installed"
        raise UsageError(
            Problem("engine-unavailable", Location(key="--engine"), what, f"install it with 'pip install {package}'")
        ) from None


def _made_by(module: str, factory: str) -> Executor:
    try:
        made = getattr(import_module(module), factory)()
    except (ImportError, AttributeError) as failure:
        hint = "name a module that can be imported and a function in it that gives an executor"
        raise UsageError(
            Problem(
                "engine-unavailable", Location(key="--engine"), f"'{module}:{factory}' cannot be had: {failure}", hint
            )
        ) from failure
    if not callable(getattr(made, "submit", None)):
        what = f"'{module}:{factory}' gives no executor"
        raise UsageError(
            Problem(
                "engine-unavailable",
                Location(key="--engine"),
                what,
                "it must give what concurrent.futures calls an Executor",
            )
        )
    result: Executor = made
    return result


__all__ = ["Work", "run"]
