"""The latest rewrites as they were, in memory only: with them an operator's edit is judged on true texts and masked like its draft."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

from rewriter.case import Case
from rewriter.server.history.texts import Texts

_MOST_CHARACTERS = 4_000_000


class Remembered(NamedTuple):
    """A rewrite; `marks` by which it is forgotten."""

    case: Case
    texts: Texts
    marks: frozenset[str]


class Recent:
    """The last `most` of them, fewer where they are long."""

    def __init__(self, most: int = 2000) -> None:
        self._most = most
        self._size = 0
        self._known: OrderedDict[str, Remembered] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, request_id: str, remembered: Remembered) -> None:
        """Remembers it, and forgets the oldest."""
        with self._lock:
            self._take(request_id)
            self._known[request_id] = remembered
            self._size += _size(remembered)
            while len(self._known) > self._most or self._size > _MOST_CHARACTERS:
                self._take(next(iter(self._known)))

    def get(self, request_id: str) -> Remembered | None:
        """The rewrite, where it is still known."""
        with self._lock:
            return self._known.get(request_id)

    def forget(self, mark: str) -> None:
        """Forgets a client's."""
        with self._lock:
            for request_id in [name for name, remembered in self._known.items() if mark in remembered.marks]:
                self._take(request_id)

    def _take(self, request_id: str) -> None:
        if (old := self._known.pop(request_id, None)) is not None:
            self._size -= _size(old)


def _size(remembered: Remembered) -> int:
    return sum(map(len, remembered.texts))
