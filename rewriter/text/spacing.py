"""Slips of the keyboard between words: a word twice, spaces too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rewriter.text.document import Document, Token

_SPACES = re.compile(r"[^\S\n]{2,}")
# Twice is how they are said: with a hyphen or without, no slip.
_TWICE = frozenset("да нет ну очень много долго давно скоро чуть едва еле вот так тихо раз где кто что как какой ха хи бла ой ай алло тут там".split())
_AFTER = frozenset(",;!?")
_SHORT = 3


def doubled_words(document: Document) -> Iterator[tuple[Token, Token]]:
    """The same word twice in a row: «на на сайте»; not «да да», not across a sign or a line's end."""
    for first, second in pairwise(document.tokens):
        if first.norm == second.norm and first.kind == "word" and second.kind == "word" and first.norm not in _TWICE and first.sentence == second.sentence:
            between = document.text[first.end : second.start]
            if not between.strip(" \u00a0") and second.text in (first.text, first.text.lower()):
                yield first, second


def double_spaces(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of two spaces or more inside a line; what indents a line or ends it is layout."""
    if "  " not in document.text and "\t" not in document.signs and "\u00a0" not in document.signs:
        return
    text = document.text
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if start > 0 and text[start - 1] != "\n" and end < len(text) and text[end] != "\n":
            yield start, end


def misplaced_spaces(document: Document) -> Iterator[tuple[int, int, str]]:
    """Spans with what should stand there: «слово ,слово» → «слово, слово», «Готово!Спасибо» → «Готово! Спасибо»."""
    text = document.text
    for before, sign, after in zip(document.tokens, document.tokens[1:], (*document.tokens[2:], None), strict=False):
        if sign.kind != "punct" or sign.text not in ",;.!?:":
            continue
        loose = (
            before.kind in ("word", "number") and text[before.end : sign.start] == " " and (after is None or after.kind != "punct" and after.start > sign.end)
        )
        stuck = after is not None and after.start == sign.end and after.kind == "word" and before.end == sign.start
        if loose and sign.text in ",;.?!" and not (sign.text in ".!?" and after is not None and not after.capital):
            yield before.end, sign.end, sign.text
        elif stuck and before.kind == "word" and after is not None and _parts(before, sign, after):
            yield sign.start, sign.end, f"{sign.text} "


def _parts(before: Token, sign: Token, after: Token) -> bool:
    if sign.text in _AFTER:
        return len(before.text) > 1 and len(after.text) > 1
    # «получили.Спасибо», not «Яндекс.Маркет», «т.е.».
    return (
        sign.text == "."
        and after.capital
        and not before.capital
        and len(before.text) > _SHORT
        and len(after.text) > 1
        and _cyrillic(before)
        and _cyrillic(after)
    )


def _cyrillic(token: Token) -> bool:
    return all("а" <= c <= "я" or c == "ё" for c in token.text.lower())
