"""Who carries a thing: «курьер заберёт холодильник» must not become «привезите холодильник»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.text.actors import CLIENT, US
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Token, read
from rewriter.text.people import STAFF
from rewriter.text.segments import Segment, segments_in

# Somebody comes for it; and it is brought by whoever has it.
_FETCHED = frozenset("забрать забирать вывезти вывозить увезти увозить вывоз забор".split())
_BROUGHT = frozenset("привезти привозить принести приносить отнести относить отвезти отвозить сдать сдавать занести доставить".split())
# To these it may be handed over; a shop or a store is where it is brought.
_PEOPLE = STAFF - frozenset("склад магазин служба отдел пункт офис компания".split())
_MUST = frozenset("нужно надо необходимо придется следует требуется понадобится".split())
# What was named before.
_IT = frozenset("его ее их".split())
_LED = frozenset("если можно можете сможете или либо не ни".split())


class Carrier(NamedTuple):
    """Who carries, the words of what (keys, or a pronoun), and where it is said."""

    side: str
    words: frozenset[str]
    start: int
    end: int


@lru_cache(maxsize=64)
def _carriers(text: str) -> tuple[Carrier, ...]:
    document = read(text)
    return tuple(
        Carrier(side, frozenset(k for t in s.tokens if t.lemmas.isdisjoint(_FETCHED | _BROUGHT | STAFF) for k in (keys_of(t) or s.norms & _IT)), s.start, s.end)
        for s in segments_in(document)
        if (side := _side(s)) is not None
    )


def _side(segment: Segment) -> str | None:
    """Who carries by this statement; None where nothing is carried, nobody is sure, or it is a choice."""
    tokens = segment.tokens
    if not _LED.isdisjoint(segment.norms):
        return None
    if not segment.lemmas.isdisjoint(_FETCHED) and _comes(tokens):
        return US
    brought = [t for t in tokens if not t.lemmas.isdisjoint(_BROUGHT)]
    asked = any("imper" in t.tags and t.norm.endswith(("те", "тесь")) for t in brought) or bool(brought) and not _MUST.isdisjoint(segment.norms)
    return CLIENT if asked and all(t.lemmas.isdisjoint(_PEOPLE) for t in tokens) else None


def _comes(tokens: tuple[Token, ...]) -> bool:
    """Whether it is we, or one of those who work for us, that fetch it."""
    if any("imper" in t.tags and t.lemmas & _FETCHED and t.norm.endswith("те") for t in tokens):
        return False
    return any(t.norm in ("мы", "нами") or not t.lemmas.isdisjoint(_PEOPLE) or not t.lemmas.isdisjoint(STAFF) and _acts(t) for t in tokens)


def _acts(token: Token) -> bool:
    """«Заберёт магазин»; «забрать в магазине» says where."""
    return token.word is not None and token.word.top is not None and token.word.top.feats.get("Case") in ("Nom", "Ins")


def changed_carriers(reply: Document, draft: Document) -> Iterator[tuple[Carrier, Carrier]]:
    """What the reply asks the client to bring though by the draft it is fetched, and by neither text both ways: both statements."""
    told = _carriers(draft.text)
    fetched = [c for c in told if c.side == US]
    if not fetched or any(c.side == CLIENT for c in told) or not reply.lemmas.isdisjoint(_FETCHED):
        return
    if any(not t.lemmas.isdisjoint(_BROUGHT) and "imper" in t.tags for t in draft.words):
        return  # «Сдайте заказ курьеру»: the draft asks the client to bring something, too
    for brought in _carriers(reply.text):
        same = next((f for f in fetched if f.words & brought.words or not brought.words.isdisjoint(_IT)), None)
        if same is not None:
            yield brought, same
