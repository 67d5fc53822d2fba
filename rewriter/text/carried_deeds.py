"""Deeds that an empty verb only carries: «производить проверку», «приём осуществляется»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.noun_chains import shape
from rewriter.text.passives import passive

# Say nothing without their deed; «выполнить» and «провести» may stand by themselves.
HOLLOW = frozenset("осуществлять осуществить осуществляться осуществиться производить произвести производиться совершать совершить совершаться".split())
LIGHT = HOLLOW | frozenset("проводить провести проводиться выполнять выполнить выполняться".split())
_AHEAD, _BEHIND, _GENITIVES = 5, 10, 3


class Split(NamedTuple):
    """The verb and the deed that it only carries."""

    verb: Token
    noun: Token

    @property
    def start(self) -> int:
        """First code point."""
        return min(self.verb.start, self.noun.start)

    @property
    def end(self) -> int:
        """One past the last code point."""
        return max(self.verb.end, self.noun.end)


def splits(document: Document) -> Iterator[Split]:
    """The split predicates in reading order."""
    for verb in document.having(LIGHT):
        if (noun := carried(document, verb)) is not None:
            yield Split(verb, noun)


def carried(document: Document, verb: Token) -> Token | None:
    """The deed that the empty verb carries."""
    top = verb.word.top if verb.word is not None else None
    if top is None or top.pos != "VERB" or (top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"):
        return None
    spoken = passive(verb.norm) is not None or verb.norm.endswith(("ся", "сь"))
    return _ahead(document, verb, "Nom" if spoken else "Acc") or (_subject(document, verb) if spoken else _before(document, verb))


@lru_cache(maxsize=4_096)
def _deed_in(form: str, case: str) -> bool:
    """Whether the form is a deed in that case; a negated verb takes the genitive for the accusative."""
    if not shape(form).deed:
        return False
    cases = ("Acc", "Gen") if case == "Acc" else (case,)
    return any(p.pos == "NOUN" and p.feats.get("Case") in cases for p in morph.word(form).parses)


def _ahead(document: Document, verb: Token, case: str) -> Token | None:
    """The deed right behind the verb, adjectives and «не» aside: «производим полную проверку»."""
    for token in document.tokens[verb.index + 1 : verb.index + 1 + _AHEAD]:
        if token.text == "," or token.norm == "пожалуйста":
            continue
        if token.word is None or token.sentence != verb.sentence:
            return None
        if shape(token.norm).noun:
            return token if _deed_in(token.norm, case) else None
        top = token.word.top
        if top is None or top.pos not in ("ADJ", "DET", "ADV", "PRON", "PART", "AUX"):
            return None
    return None


def _before(document: Document, verb: Token) -> Token | None:
    """«проверку провели», «проверку платежа провели»: the deed before an active verb, over its genitives."""
    for i in range(verb.index - 1, max(-1, verb.index - 1 - _GENITIVES), -1):
        token = document.tokens[i]
        if token.sentence != verb.sentence or token.word is None:
            return None
        if _deed_in(token.norm, "Acc") and not _deed_in(token.norm, "Nom"):
            return token
        if not (shape(token.norm).noun and shape(token.norm).genitive):
            return None
    return None


def _subject(document: Document, verb: Token) -> Token | None:
    """The deed that is the subject before a passive verb, over its genitives and over phrases with a preposition: «Приём обращений в чате осуществляется»."""
    head: Token | None = None
    for i in range(verb.index - 1, max(-1, verb.index - 1 - _BEHIND), -1):
        token = document.tokens[i]
        if token.sentence != verb.sentence or token.kind == "punct":
            break
        if token.word is None:
            continue
        found = shape(token.norm)
        top = token.word.top
        if found.noun:
            head = token
        elif top is not None and top.pos == "ADP":
            head = None
        elif top is not None and top.pos == "VERB" and top.feats.get("VerbForm") != "Part":
            break
    return head if head is not None and _deed_in(head.norm, "Nom") else None
