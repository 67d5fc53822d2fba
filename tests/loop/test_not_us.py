"""«Это не мы»: what is said only to say that it depends on others, or who it was, goes; what has happened and when stays."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

GONE = [
    ("marketplace", "Заявка ушла в банк 11 марта, дальше всё зависит от банка, мы на это не влияем.", "Заявка ушла в банк 11 марта."),
    ("post", "Срок рассмотрения — 30 дней, повлиять на это мы не можем.", "Срок рассмотрения — 30 дней."),
    ("post", "Срок рассмотрения — 30 дней, повлиять на это не получится.", "Срок рассмотрения — 30 дней."),
    ("marketplace", "Деньги придут до 5 мая, теперь всё зависит только от банка.", "Деньги придут до 5 мая."),
    ("marketplace", "Мы никак не влияем на работу курьерской службы. Доставка будет 5 мая.", "Доставка будет 5 мая."),
    ("tech-support", "Тариф сменили 5 мая по заявке бухгалтера, так что вопросы к нему.", "Тариф сменили 5 мая по заявке бухгалтера."),
    ("teleshop", "Гарантия — 12 месяцев. Производитель гонит брак, к нам вопросов быть не может.", "Гарантия — 12 месяцев."),
    (
        "marketplace",
        "Возврат бесплатный. Косяк продавца, он при сборке перепутал артикул, мы ему штраф выпишем.",
        "Возврат бесплатный. При сборке перепутан артикул.",
    ),
    ("marketplace", "Возврат бесплатный. Косяк склада, там при сборке перепутали размер.", "Возврат бесплатный. При сборке перепутали размер."),
    ("marketplace", "Это косяк поставщика, он прислал не тот цвет. Возврат бесплатный.", "Прислан не тот цвет. Возврат бесплатный."),
    ("marketplace", "Поставщик шлёт брак партиями. Возврат бесплатный.", "Возврат бесплатный."),
    ("marketplace", "Заказ задержан до 5 мая, дальше решает только курьерская служба.", "Заказ задержан до 5 мая."),
    ("tech-support", "Починим до 12:30, тут мы ничего не решаем.", "Починим до 12:30."),
]
STAYS = [
    ("marketplace", "Срок зачисления зависит от банка, обычно это 3 дня."),
    ("saas-chat", "Смена тарифа не влияет на данные."),
    ("saas-chat", "На скорость выгрузки можно повлиять в разделе «Настройки»."),
    ("marketplace", "Мы не влияем на цены продавцов, но поможем сравнить предложения."),
    ("saas-chat", "Это не повлияет на доступ."),
    ("post", "Стоимость зависит от веса: до 1 кг — 300 рублей."),
    ("teleshop", "Производитель даёт гарантию 12 месяцев."),
    ("tech-support", "Всё зависит от нас, ответим до 18:00."),
    ("marketplace", "Поставщик пришлёт замену 5 мая."),
    ("post", "Возврат зависит от того, получена ли посылка."),
]


def _said(pack: str, draft: str) -> str:
    return " ".join(u.text for u in prepare(Reading(Case(id="x", pack=pack, draft=draft), load_pack(pack)))).strip()


@pytest.mark.parametrize(("pack", "draft", "said"), GONE)
def test_what_only_says_not_us_goes(pack: str, draft: str, said: str) -> None:
    assert _said(pack, draft) == said


@pytest.mark.parametrize(("pack", "draft"), STAYS)
def test_what_depends_on_what_stays(pack: str, draft: str) -> None:
    assert _said(pack, draft) == draft
