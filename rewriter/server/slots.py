"""Who may use the model next: a bounded queue, fair among users. For one event loop."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class QueueFull(Exception):
    """As many wait as may. `seconds`: when it makes sense to come back."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Все заняты: модель переписывает ответы других. Повторите через {seconds} с.")
        self.seconds = seconds


class Slots(Generic[T]):
    """Things of which each serves one at a time (backends). Users take turns: ten drafts of one do not hold up another's first."""

    def __init__(self, things: Sequence[T], waiting: int, *, usual_s: float = 5.0) -> None:
        self._free = deque(things)
        self._count = len(things)
        self._most = waiting
        self._usual_s = usual_s
        self._waiting: OrderedDict[str, deque[asyncio.Future[T]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return sum(len(line) for line in self._waiting.values())

    @property
    def busy(self) -> int:
        """How many are served now."""
        return self._count - len(self._free)

    async def acquire(self, user: str) -> T:
        """A thing, to be given back by `release`. Raises QueueFull at once where too many wait."""
        return self._free.popleft() if self._free else await self._turn(user)

    async def _turn(self, user: str) -> T:
        if self.waiting >= self._most:
            raise QueueFull(max(1, round(self._usual_s * (self.waiting + 1) / self._count)))
        turn: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(user, deque()).append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # given and cancelled in the same step
                self.release(turn.result())
            elif user in self._waiting and turn in self._waiting[user]:
                self._waiting[user].remove(turn)
                if not self._waiting[user]:
                    del self._waiting[user]
            raise

    def release(self, thing: T) -> None:
        """Gives it to whoever is next."""
        while self._waiting:
            user, line = next(iter(self._waiting.items()))
            turn = line.popleft()
            del self._waiting[user]
            if line:
                self._waiting[user] = line  # behind everybody else
            if not turn.done():
                turn.set_result(thing)
                return
        self._free.append(thing)
