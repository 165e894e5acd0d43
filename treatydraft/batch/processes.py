"""Processes of this machine, as an executor: they end with the program, and run no code but the program's.

A process that Python starts looks for modules in the folder one stands in before it looks in the standard library, and
takes over where its parent looks. What lies in that folder is a stranger's; so while processes are started, it is
nowhere on the path.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from pathlib import Path
from types import ModuleType
from typing import Any

import treatydraft
from treatydraft.files.opening import system_reason

PATIENCE = 60
"""Seconds until a process that was started must have answered; an idle machine needs less than one."""

SAFE = "PYTHONSAFEPATH"
"""What keeps the current folder from the path of a Python that is started in it."""


class CannotStart(Exception):
    """No process can be started; says why in a few words."""


def start(jobs: int) -> Executor:
    """As many processes as `jobs`, of which one has answered. CannotStart where they cannot be had."""
    if sys.flags.ignore_environment and not sys.flags.safe_path:
        raise CannotStart("Python was told to ignore the environment, and would run code of the current folder in them")
    others = set(multiprocessing.active_children())
    executor = None
    try:
        executor = _Processes(jobs)
        for answer in [executor.submit(os.getpid) for _ in range(jobs)]:
            answer.result(PATIENCE)
    except Exception as failure:  # whatever it is that keeps a system from starting one
        for process in set(multiprocessing.active_children()) - others:
            process.kill()  # it may wait for work that nobody will give it
        if executor is not None:
            with suppress(RuntimeError):  # the thread that looks after them was not started either
                executor.shutdown()
        raise CannotStart(_why(failure)) from failure
    return executor


def _why(failure: Exception) -> str:
    if isinstance(failure, TimeoutError):
        return f"none has answered in {PATIENCE} seconds"
    if isinstance(failure, ConnectionError | EOFError | BrokenExecutor):
        return "they end as soon as they begin"
    return system_reason(failure) if isinstance(failure, OSError) else str(failure) or "there is not enough memory"


class _Processes(ProcessPoolExecutor):
    """Processes, each started when there is work for it and no other is idle."""

    def __init__(self, jobs: int) -> None:
        ways = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if hasattr(context, "set_forkserver_preload"):
            context.set_forkserver_preload([])  # what it imports itself, it finds by another path than the workers do
        with _on_their_own():
            super().__init__(jobs, mp_context=context, initializer=_watch)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a call made, as `Executor.submit` does."""
        with _on_their_own():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _on_their_own() -> Iterator[None]:
    """Here processes are started that look for modules where the program is installed, and in no current folder.

    They do not run the program's own script again either, which may look for its modules beside itself: a shard needs
    nothing of it.
    """
    path, script, safe = sys.path, sys.modules["__main__"], os.environ.get(SAFE)
    try:
        sys.path = _installed(path)
        sys.modules["__main__"] = ModuleType("__main__")
        os.environ[SAFE] = "1"
        with _silent():
            yield
    finally:
        sys.path = path
        sys.modules["__main__"] = script
        if safe is None:
            os.environ.pop(SAFE, None)
        else:
            os.environ[SAFE] = safe


@contextmanager
def _silent() -> Iterator[None]:
    """Here processes are started whose stderr goes nowhere: what they die of is found out and told by their parent."""
    if sys.__stderr__ is None or os.environ.get("TREATYDRAFT_DEBUG"):
        yield
        return
    with open(os.devnull, "wb") as nowhere:
        ours = os.dup(2)
        try:
            os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            os.dup2(ours, 2)
            os.close(ours)


def _installed(path: list[str]) -> list[str]:
    """A path without the current folder; where the program itself lives there, it stands behind Python's own."""
    here = os.path.realpath(os.curdir)
    folders = [folder for folder in path if os.path.realpath(folder) != here]
    if len(folders) < len(path) and Path(here) == Path(treatydraft.__file__).resolve().parent.parent:
        packages = (n for n, folder in enumerate(folders) if Path(folder).name in ("site-packages", "dist-packages"))
        folders.insert(next(packages, len(folders)), here)
    return folders


def _watch() -> None:
    """In a process that was started: end with its parent, however that ends, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
