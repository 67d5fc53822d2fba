"""What a sum is: «вернём 1 200 рублей» must not become «стоит 1 200 рублей»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.text.document import Document, read
from rewriter.text.facts import Fact, facts_in
from rewriter.text.segments import segments_in

_PAID_BACK = frozenset(
    "вернуть возвращать возвратить вернуться возвращаться возврат возместить возмещать возмещение компенсировать компенсация зачислить начислить выплатить выплата перечислить перевести".split()
)
_PRICE = frozenset("стоить цена стоимость обойтись обходиться платный доплатить доплата".split())


class _Sum(NamedTuple):
    fact: Fact
    back: bool
    price: bool


@lru_cache(maxsize=64)
def _sums(text: str) -> tuple[_Sum, ...]:
    document = read(text)
    found = []
    for fact in facts_in(document):
        if fact.kind != "amount":
            continue
        inside = next((s for s in segments_in(document) if s.start <= fact.start < s.end), None)
        if inside is not None:
            found.append(_Sum(fact, not inside.lemmas.isdisjoint(_PAID_BACK), not inside.lemmas.isdisjoint(_PRICE)))
    return tuple(found)


def changed_sums(reply: Document, draft: Document) -> Iterator[tuple[Fact, Fact]]:
    """Sums that are a price in the reply and paid back in the draft, or the other way round, and nowhere there what they are here."""
    told = _sums(draft.text)
    for mine in _sums(reply.text) if told else ():
        same = [s for s in told if s.fact.value == mine.fact.value]
        # «Доставка стоила 300 ₽, эту сумму вернём» says both.
        if not same or mine.back == mine.price or not reply.lemmas.isdisjoint(_PRICE if mine.back else _PAID_BACK):
            continue
        if all((s.back, s.price) == (mine.price, mine.back) for s in same):
            yield mine.fact, same[0].fact
