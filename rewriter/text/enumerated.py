"""The marks of a list in a client's message: «1) … 2) …», «а) … б) …», «Первое: … Второе: …», «и второй вопрос — …»."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rewriter.text.document import Document

_LETTERS = "абвгдеж"
_ALONE = ("первое во-первых", "второе во-вторых", "третье в-третьих", "четвертое в-четвертых", "пятое в-пятых")
_OF_QUESTION = ("первый", "второй", "третий", "четвертый", "пятый")
_PLACES = {form: place for forms in (_ALONE, _OF_QUESTION) for place, row in enumerate(forms) for form in row.split()}
_ORDINALS = frozenset(_PLACES)
_BEHIND = frozenset(":,.—–-")
_LEADS = frozenset(("и", "а", "мой", "еще"))


class _Mark(NamedTuple):
    """Place in the list; indexes of the mark's first token and of the item's."""

    place: int
    start: int
    end: int


@lru_cache(maxsize=64)
def marks_in(document: Document) -> dict[int, int]:
    """Where each item's mark begins, and where the item's words do: indexes of tokens. Nothing where one mark stands alone."""
    numbers, ordinals = _numbers(document), _ordinals(document)
    # «Куда делись черновики? Второе: …»: what comes first needs no mark; a lone «2.» is the end of an address.
    found = (numbers if len(numbers) > 1 else []) + (ordinals if ordinals and ordinals[-1].place else [])
    return {mark.start: mark.end for mark in found}


def _numbers(document: Document) -> list[_Mark]:
    """«1)», «2.», «б)» in a row, each the next of the one before."""
    found: list[_Mark] = []
    tokens = document.tokens
    for i, (token, sign) in enumerate(pairwise(tokens[:-1])):
        if sign.text not in (")", ".") or sign.start != token.end or (i and tokens[i - 1].end == token.start):
            continue
        if token.kind == "number" and len(token.text) == 1:
            place = int(token.text) - 1
        elif len(token.norm) == 1 and sign.text == ")":
            place = _LETTERS.find(token.norm)
        else:
            continue
        if place == len(found):
            found.append(_Mark(place, i, i + 2))
    return found


def _ordinals(document: Document) -> list[_Mark]:
    """«Первое: …», «во-вторых, …», «вопрос второй — …», each the next of the one before; the first may be left out."""
    if document.norms.isdisjoint(_ORDINALS):
        return []
    found: list[_Mark] = []
    tokens = document.tokens
    for token in document.words:
        if (place := _PLACES.get(token.norm, -1)) != (found[-1].place + 1 if found else min(place, 1)) or place < 0:
            continue
        first, last = token.index, token.index + 1
        if first and tokens[first - 1].norm == "вопрос":
            first -= 1
        elif last < len(tokens) and tokens[last].norm == "вопрос":
            last += 1
        elif token.norm in _OF_QUESTION:
            continue  # «заказ второй, …»
        if last + 1 >= len(tokens) or tokens[last].text not in _BEHIND:
            continue
        while first and tokens[first - 1].norm in _LEADS:
            first -= 1
        found.append(_Mark(place, first, last + 1))
    return found
