"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+(?:[-’']\w+)*|\s+|[^\w\s]")
_SLOW_OVER = 3000  # pieces; beyond, common ones are left out of the matching


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
