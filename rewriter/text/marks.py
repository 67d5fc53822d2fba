"""What a form is to the rules, told once a form: a text is gone through once for all that look for some kind of word.

Most words of a reply are of no kind that any rule looks for. Forty loops over all words cost more than the rules themselves;
here each word has a number with a bit for each kind, and what looks for a kind sees only the words that have any.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rewriter.text.document import Document, Token

_KINDS: list[Callable[[str], object]] = []


class Mark:
    """A kind of word, told by its folded form alone: `Mark(is_doer).words(document)`. Made once, when a module is loaded."""

    def __init__(self, holds: Callable[[str], object]) -> None:
        self._bit = 1 << len(_KINDS)
        _KINDS.append(holds)
        # A module loaded late: what is known of forms lacks its kind.
        _marks.cache_clear()
        _marked.cache_clear()

    def words(self, document: Document) -> list[Token]:
        """The words of this kind, in reading order."""
        bit = self._bit
        return [token for marks, token in _marked(document) if marks & bit]


@lru_cache(maxsize=50_000)
def _marks(form: str) -> int:
    return sum(1 << number for number, holds in enumerate(_KINDS) if holds(form))


@lru_cache(maxsize=256)
def _marked(document: Document) -> tuple[tuple[int, Token], ...]:
    """The words that are of any kind, with the bits of their kinds."""
    return tuple((marks, token) for token in document.words if (marks := _marks(token.norm)))
