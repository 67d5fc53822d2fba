"""Requests to give us something: which verbs ask, for whom, and whether the client is told why."""

from __future__ import annotations

import pytest

from rewriter.text.document import read
from rewriter.text.reasons import unexplained
from rewriter.text.requests import requests_in


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Пришлите, пожалуйста, фото.", ["ask"]),
        ("Просим прислать фото.", ["ask"]),
        ("Пришлёте фото?", ["ask"]),
        ("Нам нужен скриншот.", ["ask"]),
        ("Нужен скриншот.", ["need"]),
        ("В разделе «Оплата» укажите номер.", ["field"]),
        ("Укажите номер в ответном письме.", ["ask"]),
        ("Откройте профиль и укажите номер.", ["field"]),
        ("Назовите код курьеру.", []),
        ("Мы пришлём фото.", []),
        ("Чтобы прислать фото, нажмите на скрепку.", []),
        ("Присылать фото не нужно.", []),
        ("Вам нужен паспорт.", []),
    ],
)
def test_kind_of_request(text, kinds):
    assert [r.kind for r in requests_in(read(text))] == kinds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Пришлите чек. По нему найдём заказ.", True),
        ("Чтобы найти заказ, нам нужен чек.", True),
        ("Пришлите чек и фото бирки. Укажите номер. Так мы быстрее найдём заказ.", True),
        ("Без чека заказ не найти. Пришлите его.", True),
        ("Пришлите чек. Ответим за 3 дня.", False),
        ("Для Вашего удобства пришлите чек.", False),
        ("Для начала пришлите чек.", False),
    ],
)
def test_reason_stands_beside(text, told):
    document = read(text)
    requests = requests_in(document)
    asking = frozenset(r.verb.sentence for r in requests)
    assert unexplained(document, asking) == (frozenset() if told else asking)
