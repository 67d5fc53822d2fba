"""Work shared among processes of this machine: each has a pipe of its own and one portion of work at a time."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from rewriter.engines.ledger import AHEAD, PORTION, Ledger, Portion, answers

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Processes:
    """The engine (rewriter.engines.Engine)."""

    jobs: int

    @property
    def share(self) -> int:
        """All of them."""
        return self.jobs

    def mapped(self, function: Callable[[T], R], inputs: Iterable[T], given_up: Callable[[T, str], R], *, portion: int = PORTION) -> Iterator[tuple[T, R]]:
        """See `Engine.mapped`."""
        return mapped(function, inputs, self.jobs, given_up, portion=portion)


def mapped(function: Callable[[T], R], inputs: Iterable[T], jobs: int, given_up: Callable[[T, str], R], *, portion: int = PORTION) -> Iterator[tuple[T, R]]:
    """Each input with its result, in order. `jobs` 1: in this process. `given_up`: the result of an input that killed its worker, with the reason."""
    if jobs == 1:
        yield from ((one, function(one)) for one in inputs)
        return
    crew = _Crew(function, jobs)
    try:
        yield from crew.run(Ledger(inputs, jobs * AHEAD, portion, given_up))
    finally:
        crew.stop()


@dataclass
class _Worker(Generic[T, R]):
    process: Any
    pipe: Connection
    portion: Portion[T, R] | None = None


class _Crew(Generic[T, R]):
    """The workers and what they have in hand."""

    def __init__(self, function: Callable[[T], R], jobs: int) -> None:
        self._function, self._jobs = function, jobs
        self._workers: list[_Worker[T, R]] = []
        self._context: Any = multiprocessing.get_context("fork" if _alone() else "spawn")

    def run(self, ledger: Ledger[T, R]) -> Iterator[tuple[T, R]]:
        """Each input with its result."""
        while not ledger.over:
            while self._free() and (portion := ledger.take()) is not None:
                self._hand(self._idle(), portion)
            yield from ledger.ready()
            if any(worker.portion for worker in self._workers):
                self._collect(ledger)

    def _free(self) -> bool:
        return len(self._workers) < self._jobs or any(worker.portion is None for worker in self._workers)

    def _idle(self) -> _Worker[T, R]:
        """A worker with nothing in hand; a new one where there is none."""
        idle = next((worker for worker in self._workers if worker.portion is None), None)
        if idle is None:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(self._function, theirs, ours), daemon=True)
            with _uninterrupted():
                process.start()
            theirs.close()
            idle = _Worker(process, ours)
            self._workers.append(idle)
        return idle

    def _hand(self, worker: _Worker[T, R], portion: Portion[T, R]) -> None:
        worker.portion = portion
        try:
            worker.pipe.send(portion.inputs)
        except OSError:  # it has died since: told when its results are asked for
            return

    def _collect(self, ledger: Ledger[T, R]) -> None:
        """Waits for results, or for deaths."""
        busy = {worker.pipe: worker for worker in self._workers if worker.portion is not None}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            assert worker.portion is not None
            try:
                told = worker.pipe.recv()
            except (EOFError, OSError):
                self._workers.remove(worker)
                worker.process.join()
                worker.pipe.close()
                ledger.died(worker.portion, _why(worker.process.exitcode))
                continue
            ledger.done(worker.portion, told)
            worker.portion = None

    def stop(self) -> None:
        """Ends all workers, whatever they are at. Killed: one that has just begun may still have our own answer to SIGTERM, and live on."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()


def _alone() -> bool:
    """Whether a fork, which shares what this process has read, is safe: on Linux, with no threads about, be they of Python or of a library."""
    try:
        return sys.platform.startswith("linux") and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return False


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits, and does not reach a process begun meanwhile before it has said that it is none of its business."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _why(code: int) -> str:
    try:
        return f"сигнал {signal.Signals(-code).name}" if code < 0 else f"код {code}"
    except ValueError:
        return f"сигнал {-code}"


def _work(function: Callable[[Any], Any], pipe: Connection, others_end: Connection) -> None:
    """A worker: does portions until there are no more or the parent is gone. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    others_end.close()
    # A model may be at one answer for minutes, and a fork holds what its parent has locked: an orphan ends in the middle of it.
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    try:
        while True:
            pipe.send(answers(function, pipe.recv()))
    except (EOFError, OSError):
        os._exit(0)


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(0)
