"""What a form is to the rules, told once a form: a text is gone through once for all that look for some kind of word.

Most words of a reply are of no kind that any rule looks for. Forty loops over all words cost more than the rules themselves;
here each form has the numbers of its kinds, and what looks for a kind is given the words that have it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Token

_KINDS: list[Callable[[str], object]] = []


class Mark:
    """A kind of word, told by its folded form alone: `Mark(is_doer).words(document)`. Made once, when a module is loaded."""

    def __init__(self, holds: Callable[[str], object]) -> None:
        self._number = len(_KINDS)
        _KINDS.append(holds)
        # A module loaded late: what is known of forms lacks its kind.
        _marks.cache_clear()
        _marked.cache_clear()

    @classmethod
    def of(cls, lemmas: frozenset[str]) -> Mark:
        """The words with any of these lemmas: `Document.having` for a long list that nearly each text is asked for."""
        return cls(lambda form: not morph.word(form).lemmas.isdisjoint(lemmas))

    def words(self, document: Document) -> tuple[Token, ...]:
        """The words of this kind, in reading order."""
        return tuple(_marked(document).get(self._number, ()))


@lru_cache(maxsize=4_096)
def _marks(form: str) -> tuple[int, ...]:
    return tuple(number for number, holds in enumerate(_KINDS) if holds(form))


@lru_cache(maxsize=64)
def _marked(document: Document) -> dict[int, list[Token]]:
    """The words of each kind that any word is of."""
    found: dict[int, list[Token]] = {}
    for token in document.words:
        for number in _marks(token.norm):
            found.setdefault(number, []).append(token)
    return found
