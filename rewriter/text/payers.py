"""Who pays for what: «пересылку оплачивает покупатель» must not become «пересылку оплатим мы»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.text.actors import CLIENT, US, role
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Token, read
from rewriter.text.segments import Segment, segments_in

_PAYING = frozenset("оплатить оплачивать оплачиваться заплатить платить компенсировать компенсироваться возместить возмещать возмещаться".split())
_BEARING = frozenset("нести понести возлагаться возложить лежать взять брать".split())
_COSTS = frozenset("расход затрата издержка".split())
_OURS = frozenset("магазин площадка сервис маркетплейс почта".split())


class Payer(NamedTuple):
    """Who pays, and the words of what is paid for and on which condition."""

    side: str
    words: frozenset[str]
    start: int
    end: int


@lru_cache(maxsize=64)
def _payers(text: str) -> tuple[Payer, ...]:
    document = read(text)
    found = []
    before: Segment | None = None
    for segment in segments_in(document):
        side = _side(segment.tokens)
        if side is not None:
            # A condition in front of it tells which of two payments is meant.
            near = before.tokens if before is not None and before.kind == "cond" and before.sentence == segment.sentence else ()
            words = frozenset(
                k for t in (*near, *segment.tokens) if t.lemmas.isdisjoint(_PAYING | _BEARING) and (t.word is None or _payer(t) is None) for k in keys_of(t)
            )
            found.append(Payer(side, words, segment.start, segment.end))
        before = segment
    return tuple(found)


def _payer(token: Token) -> str | None:
    if token.norm in ("мы", "нами"):
        return US
    if token.norm in ("вы", "вами"):
        return CLIENT
    if token.word is None or token.word.top is None or token.word.top.pos != "NOUN":
        return None
    return US if token.word.lemma in _OURS else side if (side := role(token.word.lemma)) in (US, CLIENT) else None


def _side(tokens: tuple[Token, ...]) -> str | None:
    """The one who pays; None where nobody is named, two are, or nothing is paid."""
    paying = any(not t.lemmas.isdisjoint(_PAYING) for t in tokens)
    bearing = any(not t.lemmas.isdisjoint(_BEARING) for t in tokens) and any(not t.lemmas.isdisjoint(_COSTS) for t in tokens)
    if not (paying or bearing) or any(t.norm in ("не", "ни", "нет", "если", "или") for t in tokens):
        return None
    sides = set()
    for i, token in enumerate(tokens):
        side = _payer(token)
        if side is None:
            continue
        top = token.word.top if token.word is not None else None
        case = top.feats.get("Case") if top is not None else None
        charged = i > 0 and tokens[i - 1].norm == "на" and case == "Acc"
        if token.norm in ("мы", "вы", "нами", "вами") or case in ("Nom", "Ins") or charged:
            sides.add(side)
    return sides.pop() if len(sides) == 1 else None


def changed_payers(reply: Document, draft: Document) -> Iterator[tuple[Payer, Payer]]:
    """Payments of the reply that fall to another side than in the draft: both of them, the draft's being the one most like it."""
    told = _payers(draft.text)
    for mine in _payers(reply.text) if told else ():
        likeness = sorted(((len(mine.words & other.words), other) for other in told), key=lambda x: -x[0])
        best, other = likeness[0]
        if best and other.side != mine.side and all(n < best for n, o in likeness[1:] if o.side == mine.side):
            yield mine, other
