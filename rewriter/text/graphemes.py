"""Where a text may be cut: not between a letter and its mark, nor inside an emoji put together from several."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

JOINER = "\u200d"
# Variation selectors, skin tones and the signs that flags of regions are spelled with.
_EXTENDING = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)))) | {JOINER, "\u20e3"}


@lru_cache(maxsize=4_096)
def extends(sign: str) -> bool:
    """Whether the sign belongs to the one before it: a combining mark, a variation selector, a skin tone, a joiner."""
    return sign in _EXTENDING or (sign >= "\u0300" and unicodedata.category(sign) in ("Mn", "Me"))


def is_border(text: str, at: int) -> bool:
    """Whether what stands at `at` is not part of what stands before."""
    return at <= 0 or at >= len(text) or not (extends(text[at]) or (text[at - 1] == JOINER and not text[at].isspace() and text[at] > "\u2000"))


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to borders; a mark or joiner that is itself what is wrong stays alone."""
    if start >= end or all(map(extends, text[start:end])):
        return start, end
    while not is_border(text, start):
        start -= 1
    while not is_border(text, end):
        end += 1
    return start, end
