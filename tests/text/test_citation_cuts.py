"""A citation cut out leaves grammatical Russian, and nothing of what only led to it."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import Selection, fix
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

_RULE = Selection(frozenset(("no-law-citations",)))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Согласно ст. 782 ГК РФ и п. 7.3 договора Вы можете отказаться от услуг.", "Вы можете отказаться от услуг."),
        ("Деньги вернут на карту в порядке, предусмотренном п. 7.3 Положения о возвратах.", "Деньги вернут на карту."),
        ("Чек по заказу 8830, сформированный во исполнение требований 54-ФЗ, отправлен на почту.", "Чек по заказу 8830 отправлен на почту."),
        ("Посылка хранится 30 дней согласно п. 34 Правил оказания услуг почтовой связи.", "Посылка хранится 30 дней."),
    ],
)
def test_what_is_left(said: str, left: str) -> None:
    assert fix(Reading(Case(pack="base", draft=said), load_pack("base")), said, _RULE).text == left
