"""How verdicts are written: a module a format, each a generator from checked texts to lines of stdout. Nothing is kept but what the format demands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rewriter.cli.judging import Checked
    from rewriter.result import Severity, Violation

FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class How:
    """What the command line asks for. `least`: the least severity shown; `several`: more than one text may come; `tell`: says at once what was written."""

    least: Severity
    verbose: bool = False
    several: bool = False
    fix: bool = False
    write: bool = False
    tell: Callable[[str], None] = print

    def shows(self, violation: Violation) -> bool:
        """Whether it is shown; what counts is not decided here."""
        return SEVERITIES.index(violation.severity) <= SEVERITIES.index(self.least)


Format = Callable[[Iterable["Checked"], How], Iterator[str]]


def format_of(name: str) -> Format:
    """The format's generator."""
    from importlib import import_module

    lines: Format = import_module(f"{__name__}.{'json' if name == 'jsonl' else name}_").lines
    return lines
