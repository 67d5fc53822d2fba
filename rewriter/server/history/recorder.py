"""A thread that writes rewrites down. The reply never waits for it; what cannot be written now is tried again, up to a bound, then told as lost."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Generic, NamedTuple, TypeVar

from rewriter.server.history.store import passing, reason

log = logging.getLogger("rewriter.server")
D = TypeVar("D")
R = TypeVar("R")
_BATCH = 100
_DAY_S = 24 * 3600.0
_QUIET_S = 60.0  # a database that stays away is not told of for every reply


class Taken(NamedTuple, Generic[D]):
    """What came, and when."""

    done: D
    at: datetime


class Recorder(Generic[D, R]):
    """Takes things of type D; writes them as rows of type R. All callables are called in its thread.

    `prepare` makes a row; `write` writes some in one transaction; `daily` runs at the start and once a day, and first opens the database.
    `failed` and `lost` count: an attempt that did not succeed, so many rewrites that will never be written.
    """

    def __init__(
        self,
        *,
        prepare: Callable[[D, datetime], R],
        write: Callable[[Sequence[R]], None],
        daily: Callable[[], None],
        failed: Callable[[], None],
        lost: Callable[[int], None],
        most: int = 500,
        retry_s: float = 15.0,
    ) -> None:
        self._prepare, self._write, self._daily, self._failed, self._lost = prepare, write, daily, failed, lost
        self._most, self._retry_s = most, retry_s
        self._taken: deque[Taken[D]] = deque()
        self._rows: deque[R] = deque()
        self._changed = threading.Condition()
        self._wanted = self._served = 0  # attempts asked for, and those that have been made since
        self._stopping = False
        self._daily_due = 0.0
        self._quiet_until = 0.0
        self._thread = threading.Thread(target=self._work, name="rewriter-history", daemon=True)

    def start(self) -> None:
        """Begins: the database is opened, and tidied."""
        self._thread.start()
        self._ask()

    def take(self, done: D) -> None:
        """Keeps it for the thread; never waits, never raises."""
        with self._changed:
            self._taken.append(Taken(done, datetime.now(UTC)))
            over = max(0, len(self._taken) + len(self._rows) - self._most)
            for _ in range(over):
                (self._rows or self._taken).popleft()
        if over:
            self._tell_lost(over)
        self._ask()

    @property
    def waiting(self) -> int:
        """How many are not written yet."""
        return len(self._taken) + len(self._rows)

    def flush(self, seconds: float) -> bool:
        """Asks for an attempt now and waits for it; whether everything is written."""
        if not self._thread.is_alive():
            return not self.waiting
        wanted = self._ask()
        with self._changed:
            self._changed.wait_for(lambda: self._served >= wanted, seconds)
            return self._served >= wanted and not self.waiting

    def stop(self, seconds: float) -> None:
        """Writes what waits and ends; what cannot be written in that time is lost, and told."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(seconds)
        if left := self.waiting:
            self._tell_lost(left)

    def _ask(self) -> int:
        with self._changed:
            self._wanted += 1
            self._changed.notify_all()
            return self._wanted

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted > self._served or self._stopping, self._pause())
                stopping, wanted = self._stopping, self._wanted
            try:
                self._attempt()
                self._quiet_until = 0.0
            except Exception as error:  # noqa: BLE001 - whatever it is, the thread has to live for the next rewrite
                self._tell(error)
            with self._changed:
                self._served = wanted
                self._changed.notify_all()
            if stopping:
                return

    def _pause(self) -> float:
        return self._retry_s if self.waiting or self._daily_due == 0.0 else max(0.1, self._daily_due - time.monotonic())

    def _attempt(self) -> None:
        """Everything that waits, then the daily work where it is due. What may pass is raised, and the rows wait for the next attempt."""
        while self.waiting:
            self._prepare_some()
            with self._changed:
                batch = [self._rows[i] for i in range(min(_BATCH, len(self._rows)))]
            try:
                self._write(batch)
            except Exception as error:
                if passing(error):
                    raise
                self._tell(error)
                self._one_by_one(batch)
            else:
                self._drop(batch)
        if time.monotonic() >= self._daily_due:
            self._daily()
            self._daily_due = time.monotonic() + _DAY_S

    def _one_by_one(self, batch: Sequence[R]) -> None:
        """One of these is itself wrong: the others need not be lost for it."""
        for row in batch:
            try:
                self._write([row])
            except Exception as error:
                if passing(error):
                    raise
                self._tell_lost(1)
            self._drop([row])

    def _drop(self, rows: Sequence[R]) -> None:
        """These are done. They are the first of all; one that was pushed out meanwhile is gone already."""
        with self._changed:
            for row in rows:
                if self._rows and self._rows[0] is row:
                    self._rows.popleft()

    def _prepare_some(self) -> None:
        for _ in range(_BATCH):
            with self._changed:
                if not self._taken:
                    return
                taken = self._taken[0]
            try:
                row = self._prepare(taken.done, taken.at)
            except Exception as error:  # noqa: BLE001 - this one would fail again
                self._tell(error)
                self._tell_lost(1)
                row = None
            with self._changed:
                if self._taken and self._taken[0] is taken:
                    self._taken.popleft()
                    if row is not None:
                        self._rows.append(row)

    def _tell(self, error: Exception) -> None:
        self._failed()
        if time.monotonic() >= self._quiet_until:
            self._quiet_until = time.monotonic() + _QUIET_S
            log.warning("history: not written (%s); %d wait and will be tried again; replies are not affected", reason(error), self.waiting)

    def _tell_lost(self, count: int) -> None:
        self._lost(count)
        log.warning("history: %d rewrite(s) will never be in it; the replies themselves were given", count)
