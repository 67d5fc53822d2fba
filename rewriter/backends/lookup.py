"""Guessing an answer's next tokens from a text it probably copies: several tokens verified at once cost less than one by one."""

from __future__ import annotations

from collections.abc import Sequence

_KEY = 3  # tokens that must agree before the text is trusted to go on the same way
# Tokens guessed. Batches of up to 7 give logits equal to the last bit to those of single tokens (llama.cpp changes its
# kernels at 8), so that guessing does not change the answer; longer guesses were hardly faster.
_SIZE = 5


class Lookup:
    """The text's tokens, found by any `_KEY` of them in a row."""

    def __init__(self, source: Sequence[int]) -> None:
        self._source = list(source)
        self._next: dict[tuple[int, ...], int] = {}
        for end in range(_KEY, len(self._source)):
            self._next.setdefault(tuple(self._source[end - _KEY : end]), end)
        self._last: tuple[int, ...] = ()

    def add(self, token: int) -> None:
        """The answer's next token."""
        self._last = (*self._last, token)[-_KEY:]

    def guess(self) -> list[int]:
        """What may come after the tokens added so far; empty where the text does not hold the last ones."""
        at = self._next.get(self._last)
        return [] if at is None else self._source[at : at + _SIZE]
