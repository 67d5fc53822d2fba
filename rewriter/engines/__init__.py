"""Where work is shared out: processes of this machine, or the machines of a Ray cluster. What is done is the same, so is the order.

An engine has workers. A worker keeps the function that it was given, and with it whatever that has opened: a model is loaded once a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ENGINES = ("processes", "ray")


class EngineUnavailable(Exception):
    """The engine is not to be had (exit code 3); the message, in Russian, says what, with what value, and what to do."""


class Engine(Protocol):
    """Workers that are ready for work. `jobs`: how many; `share`: how many of them one machine has to bear, at the most."""

    @property
    def jobs(self) -> int:
        """How many workers there are."""

    @property
    def share(self) -> int:
        """How many of them share a machine's cores and memory."""

    def mapped(self, function: Callable[[T], R], inputs: Iterable[T], given_up: Callable[[T, str], R], *, portion: int = ...) -> Iterator[tuple[T, R]]:
        """Each input with its result, in order.

        `function` and `given_up` are called in other processes, or not: whatever they hold can be pickled. `portion`: inputs handed out together;
        1 where each takes seconds. No more than some portions a worker are read ahead. An input in hand when its worker dies is done again; one that
        kills two alone comes to `given_up(input, why)`. An exception of `function` is raised here, behind the results before it.
        """


def opened(engine: str, jobs: int | None, address: str | None = None, *, model: bool = False) -> AbstractContextManager[Engine]:
    """An engine of ENGINES. `jobs` None: one process; with Ray a worker a core, or, where each loads a `model`, one a machine.

    `address`: of a Ray cluster; None: one on this machine, for as long as it is needed. Raises EngineUnavailable.
    """
    if engine == "ray":
        from rewriter.engines.ray import opened as ray

        return ray(jobs, address, model=model)
    from contextlib import nullcontext

    from rewriter.engines.processes import Processes

    return nullcontext(Processes(jobs or 1))


__all__ = ["ENGINES", "Engine", "EngineUnavailable", "opened"]
