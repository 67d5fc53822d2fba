"""A sum that says «в размере», a count that says «в количестве»: «плата за хранение в размере 320 руб.» → «плата за хранение (320 руб.)»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.plainer import Plainer, at, norm_at, plainer

WORDS = frozenset("размер количество объем".split())
_LED = frozenset("размере количестве объеме".split())
_UNITS = frozenset("руб рублей рубля рубль р ₽ % процентов шт штук гб мб кг балл балла баллов бонус бонуса бонусов коп".split())
_SPELLED = frozenset("рублей рубля рубль процентов штук балла баллов бонуса бонусов".split())
# «5 рублей», «12 рублей»: the genitive that a number asks for anyway.
_MANY = re.compile(r"(?:[05-9]|1[1-4])\s+\w+$")
# Said of a number alone: it goes.
_COUNTED = frozenset("единиц единицы единица экземпляров".split())
_SUMS = frozenset(
    "плата стоимость оплата доплата предоплата скидка сумма возврат компенсация комиссия штраф бонус балл деньги списание предложение взнос остаток долг задолженность пошлина сбор кешбэк начисление платеж "
    "выплата доставка депозит залог премия надбавка".split()
)
_MOST_WORDS = 6


def in_brackets(document: Document) -> Iterator[Plainer]:
    """Every such sum or count right behind the noun phrase that it is of."""
    for token in document.having(WORDS):
        if token.norm in _LED and norm_at(document, token.index - 1, token.sentence) == "в" and (found := _found(document, token)) is not None:
            yield found


def _found(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index + 1
    first = at(document, index, here)
    before = at(document, token.index - 2, here)
    if first is None or first.kind != "number" or before is None or not _of_a_sum(document, before):
        return None
    last = index
    while (following := at(document, last, here)) is not None and (following.kind == "number" or following.norm in _UNITS or following.text == "."):
        if following.text == "." and norm_at(document, last - 1, here) not in ("руб", "р", "шт", "коп"):
            break
        last += 1
    if at(document, last, here) is None and document.tokens[last - 1].text == "." and norm_at(document, last - 2, here) in _UNITS:
        return None  # the full stop of «руб.» is the sentence's, too
    text = document.text[first.start : document.tokens[last - 1].end]
    if norm_at(document, last, here) in _COUNTED:
        last += 1
    following = at(document, last, here)
    if document.tokens[last - 1].norm in _SPELLED and not _MANY.search(text):
        return None  # «в размере 2 рублей» would have to become «2 рубля»
    if following is not None and following.norm in ("тыс", "тысяч", "млн", "миллионов"):
        return None
    if (
        following is not None
        and following.kind == "word"
        and following.word is not None
        and any(p.feats.get("Case") == "Gen" for p in following.word.parses[:1])
    ):
        return None  # «в размере 50 % стоимости»
    return plainer(document, before.index, last, f"{before.text} ({text})")


def _of_a_sum(document: Document, before: Token) -> bool:
    """Whether the noun before, or what it belongs to, is a sum or a count: «плата за хранение», «бонусы»."""
    if before.word is None or before.word.top is None or before.word.top.pos not in ("NOUN", "ADJ"):
        return False
    begin = max(document.sentences[before.sentence].first, before.index - _MOST_WORDS)
    for token in reversed(document.tokens[begin : before.index + 1]):
        if token.kind == "punct" or token.word is None or token.word.predicative:
            return False
        if token.lemmas & _SUMS:
            return True
    return False
