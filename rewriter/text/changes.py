"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+(?:[-’']\w+)*|\s+|[^\w\s]")
_SLOW_OVER = 3000  # pieces; beyond, common ones are left out of the matching
_ISLAND = re.compile(r"\w{3,}")


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pieces in reading order: (`=`, `-` or `+`, text)."""
    a, b = _PIECES.findall(before), _PIECES.findall(after)
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _SLOW_OVER).get_opcodes():
        if tag == "equal":
            yield "=", "".join(a[i:j])
            continue
        if i < j:
            yield "-", "".join(a[i:j])
        if k < m:
            yield "+", "".join(b[k:m])


def readable(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The same changes for reading: what is equal between two of them and is hardly a word (a space, «в», a comma) is told with them, once gone and once new."""
    pieces = list(changes(before, after))
    gone, new = "", ""
    for place, (kind, text) in enumerate(pieces):
        if kind == "-":
            gone += text
        elif kind == "+":
            new += text
        elif (gone or new) and place + 1 < len(pieces) and len(_ISLAND.findall(text)) < 2 and "\n" not in text:
            gone, new = gone + text, new + text
        else:
            yield from _both(gone, new)
            gone = new = ""
            yield "=", text
    yield from _both(gone, new)


def _both(gone: str, new: str) -> Iterator[tuple[str, str]]:
    """What two such changes have in common at their ends has not changed."""
    tail = ""
    while gone and new and gone[-1] == new[-1] and gone[-1].isspace():
        gone, new, tail = gone[:-1], new[:-1], gone[-1] + tail
    if gone:
        yield "-", gone
    if new:
        yield "+", new
    if tail:
        yield "=", tail
