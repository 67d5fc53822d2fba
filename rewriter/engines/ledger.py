"""What has been read, who has it in hand and what is done: the book that every engine keeps.

One portion a worker at a time, so it is always known what a dead one had in hand: that portion is done again, input by input, and an
input that has killed two workers, alone in hand, is given up.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

PORTION = 16
AHEAD = 4  # portions for each worker that may wait for their turn

Answers = tuple[list[Any], Exception | None]


@dataclass
class Portion(Generic[T, R]):
    """Inputs done together; `results` None as long as they are not. `error`: what the function raised for the first input without a result."""

    inputs: list[T]
    results: list[R] | None = None
    error: Exception | None = None
    deaths: int = 0
    parts: list[Portion[T, R]] = field(default_factory=list)  # after a death: one portion an input

    @property
    def done(self) -> bool:
        """Whether all of it is."""
        return self.results is not None or (bool(self.parts) and all(part.done for part in self.parts))

    def pairs(self) -> Iterator[tuple[T, R]]:
        """Each input with its result; raises the function's error where it stands."""
        for part in self.parts:
            yield from part.pairs()
        if self.parts:
            return
        yield from zip(self.inputs, self.results or (), strict=self.error is None)
        if self.error is not None:
            raise self.error


class Ledger(Generic[T, R]):
    """The inputs' course. `ahead`: how many portions may wait for their turn, `size`: inputs of one."""

    def __init__(self, inputs: Iterable[T], ahead: int, size: int, given_up: Callable[[T, str], R]) -> None:
        self._inputs, self._ahead, self._size, self._given_up = iter(inputs), ahead, size, given_up
        self._again: deque[Portion[T, R]] = deque()
        self._turn: deque[Portion[T, R]] = deque()  # in the order of the input
        self._more = True

    @property
    def over(self) -> bool:
        """Whether nothing is left to do or to tell."""
        return not self._turn and not self._more

    def take(self) -> Portion[T, R] | None:
        """The next portion to be done; None: there is none, or enough wait for their turn."""
        if self._again:
            return self._again.popleft()
        if not self._more or len(self._turn) >= self._ahead:
            return None
        portion: Portion[T, R] = Portion(list(islice(self._inputs, self._size)))
        self._more = bool(portion.inputs)
        if not self._more:
            return None
        self._turn.append(portion)
        return portion

    def done(self, portion: Portion[T, R], answers: Answers) -> None:
        """A worker's answers to a portion."""
        portion.results, portion.error = answers

    def died(self, portion: Portion[T, R], why: str) -> None:
        """The worker that had this portion in hand has died of `why`."""
        if len(portion.inputs) > 1:
            portion.parts = [Portion([one]) for one in portion.inputs]
            self._again.extend(portion.parts)
            return
        portion.deaths += 1
        if portion.deaths == 1:
            self._again.append(portion)
        else:
            portion.results = [self._given_up(portion.inputs[0], why)]

    def ready(self) -> Iterator[tuple[T, R]]:
        """What can be told by now, in order."""
        while self._turn and self._turn[0].done:
            yield from self._turn.popleft().pairs()


def answers(function: Callable[[Any], Any], inputs: list[Any]) -> Answers:
    """A worker's work: the results, up to the first error if there is one; an error that cannot travel is told in words."""
    results: list[Any] = []
    try:
        for one in inputs:
            results.append(function(one))  # noqa: PERF401 - those before an error count
    except Exception as error:  # noqa: BLE001 - raised again where it can be told
        return results, _portable(error)
    return results, None


def _portable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever its __init__ or __reduce__ says
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
