"""Slips of the keyboard between words: a word twice, spaces too many or too few."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rewriter.text.document import Document, Token
from rewriter.text.expressions import Expression

_SPACES = Expression(r"[^\S\n]{2,}")
_OTHER_SPACES = frozenset("\t\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
# Twice is how they are said: with a hyphen or without, no slip.
_TWICE = frozenset("да нет ну очень много долго давно скоро чуть едва еле вот так тихо раз где кто что как какой ха хи бла ой ай алло тут там".split())
_LOOSE_OR_STUCK = Expression(r"[,;.!?](?=[А-Яа-яЁё])| (?=[,;.!?])")
_STUCK = Expression(r"[,;.!?][А-Яа-яЁё]")
_LOOSE = tuple(f" {sign}" for sign in ",;.!?")
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
    if "  " not in document.text and _OTHER_SPACES.isdisjoint(document.signs):
        return
    text = document.text
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if start > 0 and text[start - 1] != "\n" and end < len(text) and text[end] != "\n":
            yield start, end


def misplaced_spaces(document: Document) -> Iterator[tuple[int, int, str]]:
    """Spans with what should stand there: «слово ,слово» → «слово, слово», «Готово!Спасибо» → «Готово! Спасибо»."""
    text = document.text
    if not _STUCK.search(text) and not any(loose in text for loose in _LOOSE):
        return
    for match in _LOOSE_OR_STUCK.finditer(text):
        at = document.first_from(match.start())
        if at < 1 or at >= len(document.tokens):
            continue
        before, sign = document.tokens[at - 1], document.tokens[at]
        after = document.tokens[at + 1] if at + 1 < len(document.tokens) else None
        if sign.kind != "punct" or match.end() != (sign.end if match.group() == sign.text else sign.start):
            continue
        if match.group() == " ":
            if before.end == match.start() and before.kind in ("word", "number") and _ends(sign, after):
                yield match.start(), sign.end, sign.text + ("" if after is None or after.start > sign.end else " ")
        elif after is not None and after.start == sign.end and before.end == sign.start and after.kind == before.kind == "word" and _parts(before, sign, after):
            yield sign.start, sign.end, f"{sign.text} "


def _ends(sign: Token, after: Token | None) -> bool:
    """Whether the loose sign belongs to the word before it: not «.рф», not «…»."""
    if after is None:
        return True
    return after.kind != "punct" and (after.start > sign.end or after.kind == "word" and _cyrillic(after)) and (sign.text in _AFTER or after.capital)


def _parts(before: Token, sign: Token, after: Token) -> bool:
    """Whether the sign parts two words: «получили.Спасибо», not «Яндекс.Маркет», not «т.е.»."""
    if sign.text in _AFTER:
        return len(before.text) > 1 and len(after.text) > 1
    return after.capital and not before.capital and len(before.text) > _SHORT and len(after.text) > 1 and _cyrillic(before) and _cyrillic(after)


def _cyrillic(token: Token) -> bool:
    return all("а" <= c <= "я" or c == "ё" for c in token.text.lower())
