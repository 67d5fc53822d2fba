"""What several commands of `rewriter eval` take, and how they share out their work."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.look import Number

if TYPE_CHECKING:
    from rewriter.evaluation.running import Mapper
    from rewriter.evaluation.suite import Chosen

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

limit_option = click.option("--limit", type=Number(1), help="Только первые столько случаев.")
tag_option = click.option("--tag", "tags", multiple=True, metavar="МЕТКА", help="Только случаи с этой меткой; можно несколько.")
jobs_option = click.option("--jobs", "-j", type=Number(1), help="Сколько работ вести сразу (по числу ядер; местная модель — всегда одна).")


def chosen_of(given: dict[str, Any]) -> Chosen:
    """The cases that the options choose."""
    from rewriter.evaluation.suite import Chosen

    return Chosen(frozenset(given.get("tags") or ()), given.get("limit"), given.get("pack"))


def cores() -> int:
    """As many workers as may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes() -> Mapper:
    """Tasks shared among processes of this machine."""
    from rewriter.engines.processes import mapped

    return mapped
