"""A text with what the rules found in it marked: underlined and coloured, so that it shows without colours, too."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from rewriter.result import Violation

_STYLES = {"error": "underline bold red", "warning": "underline yellow", "info": "underline dim"}

# Longer than a sentence: an order of answers, lines, length.
_WHOLE = 160


def marked(text: str, violations: Iterable[Violation]) -> Text:
    """The text with its violations marked; a lighter one under a graver one gives way, and what is said of the whole text is not marked at all."""
    shown = Text(text)
    order = {"info": 0, "warning": 1, "error": 2}
    for v in sorted(violations, key=lambda v: order[v.severity]):
        if 0 < v.end - v.start < _WHOLE:
            shown.stylize(_STYLES[v.severity], v.start, v.end)
    return shown
