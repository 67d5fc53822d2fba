"""What workers do in these tests: importable by them, wherever they run."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Killer:
    """Doubles a number. Kills its own process on 7 always, on 20 once (`mark`: the file that remembers)."""

    mark: str

    def __call__(self, number: int) -> int:
        if number == 7 or (number == 20 and not Path(self.mark).exists()):
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number * 2


@dataclass
class Slow:
    """Tells its process with each number, slowly, and how often it has been loaded there."""

    loads: list[int] = field(default_factory=list)

    def __call__(self, number: int) -> tuple[int, int, int]:
        if not self.loads:
            self.loads.append(os.getpid())
        time.sleep(0.05)
        return number, os.getpid(), len(self.loads)


def noted(count: int, read: list[int]) -> Iterator[int]:
    """Numbers, each put down when it is read."""
    for number in range(count):
        read.append(number)
        yield number


def told(number: int, why: str) -> str:
    return f"{number}: {why}"


def broken(number: int) -> int:
    if number == 30:
        raise ValueError("тридцать")
    return number


class Homeless:
    """Can be loaded in the process that made it alone."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return _loaded, (os.getpid(),)

    def __call__(self, number: int) -> int:
        return number


def _loaded(home: int) -> Homeless:
    if os.getpid() != home:
        raise ImportError("здесь такого пакета нет")
    return Homeless()
