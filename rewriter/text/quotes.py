"""What stands in quotation marks: names of buttons and sections, somebody's words."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from rewriter.text.document import Document

_OPEN, _CLOSE = "«“„", "»”"


@lru_cache(maxsize=64)
def quoted(document: Document) -> tuple[tuple[int, int], ...]:
    """Spans between quotation marks, the marks included; of nested ones the outer. A mark that is never closed opens nothing."""
    text = document.text
    if not any(mark in text for mark in '«“„"'):
        return ()
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    straight: int | None = None
    for token in document.tokens:
        if token.kind != "punct":
            continue
        if token.text in _OPEN and token.text:
            opened.append(token.start)
        elif token.text in _CLOSE and opened:
            start = opened.pop()
            if not opened:
                spans.append((start, token.end))
        elif token.text == '"':
            if straight is None:
                straight = token.start
            else:
                spans.append((straight, token.end))
                straight = None
    return tuple(sorted(spans))


def in_quotes(document: Document, offset: int) -> bool:
    """Whether the offset lies inside quotation marks."""
    spans = quoted(document)
    at = bisect_right(spans, (offset, len(document.text) + 1)) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]
