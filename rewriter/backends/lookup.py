"""Guessing an answer's next tokens from a text it probably copies: several tokens verified at once cost less than one by one."""

from __future__ import annotations

from collections.abc import Sequence

_KEY = 3  # tokens that must agree before the text is trusted to go on the same way
_LEAST, _MOST = 4, 24  # tokens guessed: more once a guess was right throughout


class Lookup:
    """The text's tokens, found by any `_KEY` of them in a row."""

    def __init__(self, source: Sequence[int]) -> None:
        self._source = list(source)
        self._places: dict[tuple[int, ...], list[int]] = {}
        for end in range(_KEY, len(self._source)):
            self._places.setdefault(tuple(self._source[end - _KEY : end]), []).append(end)
        self._answer: list[int] = []
        self._given: list[int] = []
        self._at = 0
        self._size = _LEAST

    def add(self, token: int) -> None:
        """The answer's next token."""
        self._answer.append(token)

    def guess(self) -> list[int]:
        """What may come after the tokens added so far; empty where the text does not hold the last ones."""
        right = bool(self._given) and self._answer[self._at : self._at + len(self._given)] == self._given
        self._size = min(self._size * 2, _MOST) if right else _LEAST
        places = self._places.get(tuple(self._answer[-_KEY:]), [])
        place = next(iter(places), None)
        self._given = self._source[place : place + self._size] if place is not None else []
        self._at = len(self._answer)
        return self._given
