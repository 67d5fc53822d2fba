"""Violations as a person reads them: place, rule, message, the words underlined, what to write instead."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from rewriter.cli.words import plural
from rewriter.result import CheckResult, Severity, Violation

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_NAMES = {"error": "ошибка", "warning": "замечание", "info": "совет"}
_COUNTED: dict[Severity, tuple[str, str, str]] = {
    "error": ("ошибка", "ошибки", "ошибок"),
    "warning": ("замечание", "замечания", "замечаний"),
    "info": ("совет", "совета", "советов"),
}


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a code point."""
    line = text.count("\n", 0, offset)
    return line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) or c in "\u200d\ufe0f" else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def violation_lines(text: str, violation: Violation, name: str = "", at: tuple[int, int] | None = None) -> Iterator[str]:
    """A violation with its excerpt. `at`: line and column to show instead of those in the text."""
    line, column = at or place(text, violation.start)
    head = click.style(_NAMES[violation.severity], fg=_COLOURS[violation.severity], bold=True)
    yield f"{name + ':' if name else ''}{line}:{column}: {head} {click.style(violation.rule, bold=True)}: {violation.message}"
    before, marked, after = _excerpt(text, violation.start, violation.end)
    if (before + marked + after).strip():
        yield f"    {before}{marked}{after}"
        yield f"    {' ' * width(before)}{click.style('^' * max(width(marked), 1), fg=_COLOURS[violation.severity])}"
    if violation.suggestion is not None:
        yield f"    → {advice(violation.text, violation.suggestion)}"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (AttributeError, ValueError, OSError):
        return 80


def _excerpt(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The line of the text around a span, cut to the terminal: before, the span, after."""
    while start < end and text[start] in " \n":  # a span that begins with the space before it
        start += 1
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    last = len(text) if last < 0 else last
    before, marked, after = text[first:start], text[start : min(end, last)].rstrip(), ""
    after = text[start + len(marked) : last]
    room = max(_columns() - 6, 40)
    if len(marked) > room - 20:
        marked = marked[: room - 21] + "…"
        after = ""
    spare = room - len(marked)
    if len(before) + len(after) > spare:
        right = min(len(after), max(spare // 2, spare - len(before)))
        left = min(len(before), spare - right)
        before = before if left >= len(before) else "…" + before[len(before) - left + 1 :]
        after = after if right >= len(after) else after[: max(right - 1, 0)] + "…"
    return tuple(part.replace("\t", " ") for part in (before, marked, after))  # type: ignore[return-value]


def advice(text: str, suggestion: str) -> str:
    """A cut takes the next word's first letter with it to make it a capital: it is still a cut."""
    what = suggestion.strip()
    return f"«{what}»" if what and not text.lower().endswith(what.lower()) else "убрать"


def counted(violations: Iterable[Violation]) -> str:
    """«2 ошибки, 1 замечание»; empty where there are none."""
    by_severity = Counter(v.severity for v in violations)
    return ", ".join(plural(by_severity[severity], *forms) for severity, forms in _COUNTED.items() if by_severity[severity])


def summary(result: CheckResult, allowed: int = 0) -> str:
    """«2 ошибки, 1 замечание · разрешено 1 · правил проверено 12, пропущено 3»."""
    verdict = counted(result.violations) or click.style("нарушений нет", fg="green")
    stands = f" · разрешено {allowed}" if allowed else ""
    return f"{verdict}{stands} · правил проверено {len(result.rules.checked)}, пропущено {len(result.rules.skipped)}"


def skipped_lines(result: CheckResult) -> Iterator[str]:
    """Rules judged, and those skipped with the reason."""
    yield f"  проверены: {', '.join(result.rules.checked) or 'ни одно'}"
    for rule_id, reason in result.rules.skipped.items():
        yield f"  пропущено {rule_id}: {reason}"
