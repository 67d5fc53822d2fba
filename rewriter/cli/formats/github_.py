"""Workflow commands that GitHub shows beside the lines of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rewriter.cli.formats import How
from rewriter.cli.judging import Checked
from rewriter.cli.report import advice

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def lines(texts: Iterable[Checked], how: How) -> Iterator[str]:
    """A command for each violation and for each text that could not be judged."""
    for checked in texts:
        file = _escaped(checked.item.file, inside=True)
        if checked.problem:
            yield f"::error file={file},line={checked.place.line}::{_escaped(checked.problem)}"
        for v in checked.outcome.found:
            if how.shows(v):
                (line, column), (end_line, end_column) = checked.place.at(v.start), checked.place.at(v.end)
                suggestion = "" if v.suggestion is None else f" → {advice(v.text, v.suggestion)}"
                where = f"file={file},line={line},col={column},endLine={end_line},endColumn={end_column},title={_escaped(v.rule, inside=True)}"
                yield f"::{_LEVELS[v.severity]} {where}::{_escaped(v.message + suggestion)}"


def _escaped(text: str, *, inside: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text
