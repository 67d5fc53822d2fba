"""Work shared among processes: results in the order of the input, a bounded number of inputs read ahead, nothing lost when a process dies.

Each worker has a pipe of its own and one portion of work at a time, so it is always known what a dead one had in hand: that
portion is done again by a new worker, input by input, and an input that kills its worker alone is given up and told.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PORTION = 16
_AHEAD = 4  # portions for each worker that may wait for their turn


def mapped(function: Callable[[T], R], inputs: Iterable[T], jobs: int, given_up: Callable[[T, str], R]) -> Iterator[tuple[T, R]]:
    """Each input with its result, in order. `jobs` 1: in this process. `given_up`: the result of an input that killed its worker, with the reason."""
    if jobs == 1:
        yield from ((one, function(one)) for one in inputs)
        return
    crew = _Crew(function, jobs, given_up)
    try:
        yield from crew.run(iter(inputs))
    finally:
        crew.stop()


@dataclass
class _Portion(Generic[T, R]):
    """Inputs done together; `results` None as long as they are not."""

    inputs: list[T]
    results: list[R] | None = None
    deaths: int = 0
    parts: list[_Portion[T, R]] = field(default_factory=list)  # after a crash: one portion an input

    @property
    def done(self) -> bool:
        return self.results is not None or (bool(self.parts) and all(part.done for part in self.parts))

    def pairs(self) -> Iterator[tuple[T, R]]:
        if self.parts:
            for part in self.parts:
                yield from part.pairs()
        else:
            yield from zip(self.inputs, self.results or (), strict=True)


@dataclass
class _Worker(Generic[T, R]):
    process: Any
    pipe: Connection
    portion: _Portion[T, R] | None = None


class _Crew(Generic[T, R]):
    """The workers and what they have in hand."""

    def __init__(self, function: Callable[[T], R], jobs: int, given_up: Callable[[T, str], R]) -> None:
        self._function, self._jobs, self._given_up = function, jobs, given_up
        self._workers: list[_Worker[T, R]] = []
        self._again: deque[_Portion[T, R]] = deque()
        self._turn: deque[_Portion[T, R]] = deque()  # in the order of the input
        self._context: Any = multiprocessing.get_context("fork" if _alone() else "spawn")

    def run(self, inputs: Iterator[T]) -> Iterator[tuple[T, R]]:
        """Each input with its result."""
        more = True
        while True:
            while more and len(self._turn) < self._jobs * _AHEAD and (idle := self._idle()) is not None:
                portion: _Portion[T, R] | None = self._again.popleft() if self._again else None
                if portion is None:
                    portion = _Portion(list(islice(inputs, _PORTION)))
                    more = bool(portion.inputs)
                    if not more:
                        break
                    self._turn.append(portion)
                self._hand(idle, portion)
            while self._again and (idle := self._idle()) is not None:
                self._hand(idle, self._again.popleft())
            while self._turn and self._turn[0].done:
                yield from self._turn.popleft().pairs()
            if not self._turn and not more:
                return
            if any(worker.portion for worker in self._workers):
                self._collect()

    def _idle(self) -> _Worker[T, R] | None:
        """A worker with nothing in hand; a new one where there may be more."""
        idle = next((worker for worker in self._workers if worker.portion is None), None)
        if idle is None and len(self._workers) < self._jobs:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(self._function, theirs, ours), daemon=True)
            with _uninterrupted():
                process.start()
            theirs.close()
            idle = _Worker(process, ours)
            self._workers.append(idle)
        return idle

    def _hand(self, worker: _Worker[T, R], portion: _Portion[T, R]) -> None:
        worker.portion = portion
        try:
            worker.pipe.send(portion.inputs)
        except OSError:  # it has died since: told when its results are asked for
            return

    def _collect(self) -> None:
        """Waits for results, or for deaths."""
        busy = {worker.pipe: worker for worker in self._workers if worker.portion is not None}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            assert worker.portion is not None
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(results, Exception):
                raise results
            worker.portion.results, worker.portion = results, None

    def _bury(self, worker: _Worker[T, R]) -> None:
        """A worker has died: what it had in hand is done again one by one; an input that has killed two, alone in hand, is given up."""
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        portion = worker.portion
        assert portion is not None
        if len(portion.inputs) > 1:
            portion.parts = [_Portion([one]) for one in portion.inputs]
            self._again.extend(portion.parts)
            return
        portion.deaths += 1
        if portion.deaths == 1:
            self._again.append(portion)
        else:
            portion.results = [self._given_up(portion.inputs[0], _why(worker.process.exitcode))]

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
    parent = multiprocessing.parent_process()
    assert parent is not None
    try:
        while pipe in wait([pipe, parent.sentinel]):
            inputs = pipe.recv()
            try:
                results: Any = [function(one) for one in inputs]
            except Exception as error:  # noqa: BLE001 - raised again where it can be told
                results = error
            pipe.send(results)
    except (EOFError, OSError):
        os._exit(0)
