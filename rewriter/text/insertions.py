"""Commas around what is put into a sentence: «пожалуйста», «к сожалению», a name behind a greeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token

# Words of the set phrases that say nothing else; «наверное», «конечно» may stand without commas in an answer of one word.
_PHRASES = {
    "пожалуйста": (), "сожалению": ("к",), "счастью": ("к",), "во-первых": (), "во-вторых": (), "в-третьих": (), "кстати": (), "увы": (),
}  # fmt: skip
_ALWAYS = frozenset("всегда и а но да ну или большое же что когда если раз ведь не вам".split())
_KIND = frozenset(("word", "number", "code"))
_HELLO = frozenset(("здравствуйте",))
_DAY = frozenset("день утро вечер".split())


class Unset(NamedTuple):
    """Tokens [first, last] that lack a comma before, behind, or both."""

    first: int
    last: int
    before: bool
    behind: bool


def unset(document: Document) -> Iterator[Unset]:
    """What lacks its commas, in reading order."""
    for token in document.having(_WORDS):
        found = _phrase(document, token) if token.norm in _PHRASES else _greeted(document, token) if token.norm in _WORDS else None
        if found is not None:
            yield found


def _phrase(document: Document, token: Token) -> Unset | None:
    lead = _PHRASES[token.norm]
    first = token.index - len(lead)
    sentence = document.sentences[token.sentence]
    if first < sentence.first or tuple(t.norm for t in document.tokens[first : token.index]) != lead:
        return None
    left = document.tokens[first - 1] if first > sentence.first else None
    right = document.tokens[token.index + 1] if token.index + 1 < sentence.last else None
    if left is not None and (left.norm in _ALWAYS or "\n" in document.text[left.end : document.tokens[first].start]):
        return None
    if right is not None and "\n" in document.text[token.end : right.start]:
        right = None
    before = left is not None and (left.kind in _KIND or left.text == "»")
    behind = right is not None and (right.kind in _KIND or right.text == "«") and right.norm not in ("же", "и", "или")
    if token.norm != "пожалуйста" and right is not None and right.norm in ("для", "всех", "моему", "нашему") or token.norm == "кстати" and before:
        return None
    return Unset(first, token.index, before, behind) if before or behind else None


def _greeted(document: Document, token: Token) -> Unset | None:
    """«Здравствуйте Анна!», «Добрый день Анна!»: the name is addressed."""
    at = token.index
    if document.text[token.end : token.end + 1] != " " or at + 1 >= len(document.tokens):
        return None
    if token.norm in _DAY and (at == 0 or document.tokens[at - 1].norm not in ("добрый", "доброе", "доброго")):
        return None
    name = document.tokens[at + 1]
    if name.sentence != token.sentence or not name.capital or name.word is None or name.start != token.end + 1:
        return None
    called = any(p.feats.get("NameType") == "Giv" and p.feats.get("Case") == "Nom" for p in morph.proper(name.text))
    return Unset(name.index, name.index, before=True, behind=False) if called else None


_WORDS = frozenset(_PHRASES) | _HELLO | _DAY
