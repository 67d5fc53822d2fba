"""A named doer, a cause whose place is left out, money that is late: what the first runs of 27 November got wrong, in words of our own."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.pipeline import rewrite

CASES = [
    ("Получение справки возможно доверенным лицом до 5 мая.", "Получить справку может доверенное лицо до 5 мая."),
    ("Приём груза может быть осуществлён любым совершеннолетним лицом.", "Груз может принять любое совершеннолетнее лицо."),
    ("Подача жалобы может быть осуществлена родителями ребёнка.", "Жалобу могут подать родители ребёнка."),
    ("Оплата заказа возможна частями.", "Оплатить заказ можно частями."),
    ("Доставка крупных товаров осуществляется двумя грузчиками.", "Крупные товары доставляются двумя грузчиками."),
    ("Задержка СМС вызвана сбоем на стороне сервиса рассылки.", "Задержка СМС вызвана сбоем."),
    ("Сбой на стороне провайдера устранён 5 мая.", "Сбой устранён 5 мая."),
]


@pytest.mark.parametrize(("draft", "said"), CASES)
def test_says_who_does_it_in_whole_sentences(draft: str, said: str):
    assert said in rewrite(Case(draft=draft, client_message="Подскажите, пожалуйста, что с этим?")).reply


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Оформляйте возврат в ЛК в течение 14 дней.", "в личном кабинете"),
        ("Заказ перемещается на ПВЗ ул. Садовая, 19.", "в пункт выдачи ул. Садовая, 19"),
        ("Обмен как таковой не нужен, деньги вернутся в срок до 10 рабочих дней.", "Обмен не нужен, деньги вернутся в течение 10 рабочих дней."),
    ],
)
def test_where_and_where_to(draft: str, said: str):
    assert said in rewrite(Case(pack="marketplace", draft=draft, client_message="Что дальше?")).reply


def test_money_that_is_late_is_no_late_order():
    reply = rewrite(Case(pack="marketplace", draft="Деньги отправлены 16.05.2024.", client_message="Вернула куртку, деньги так и не пришли!")).reply
    assert "заказ" not in reply
