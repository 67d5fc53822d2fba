"""Tokens and sentences: spans of the original, norms to match on."""

from __future__ import annotations

import pytest

from rewriter.text.document import fold, read


def sentences(text):
    return [s.text for s in read(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Посылки, письма и т. д. ждут Вас. Приходите!", ["Посылки, письма и т. д. ждут Вас.", "Приходите!"]),
        ("Сдать можно в офисе: пр. Победы, 40. Офис работает до 19:00.", ["Сдать можно в офисе: пр. Победы, 40.", "Офис работает до 19:00."]),
        ("Возьмите чек, паспорт и пр. Потом зайдите к нам.", ["Возьмите чек, паспорт и пр.", "Потом зайдите к нам."]),
        ("Мыть можно при 55 °C. Лопатку берите деревянную.", ["Мыть можно при 55 °C.", "Лопатку берите деревянную."]),
        ("Отделение: г. Смоленск, ул. Седова, д. 25. Работает с 8:00-22:00.", ["Отделение: г. Смоленск, ул. Седова, д. 25.", "Работает с 8:00-22:00."]),
        ("Оплата до 25.05.2024 г. Спасибо", ["Оплата до 25.05.2024 г.", "Спасибо"]),
        ("Иванов И. И. получил письмо.", ["Иванов И. И. получил письмо."]),
        ("Ждём 😊 Спасибо", ["Ждём 😊", "Спасибо"]),
        ("1. Откройте сайт.\n2. Нажмите «Ещё».", ["1. Откройте сайт.", "2. Нажмите «Ещё»."]),
        ("Первая строка\nпродолжается тут. Вторая.", ["Первая строка\nпродолжается тут.", "Вторая."]),
        ("Вы уверены?! Да.", ["Вы уверены?!", "Да."]),
        ("Стоит 500 руб. Оплатить можно картой.", ["Стоит 500 руб.", "Оплатить можно картой."]),
        ("Напишите на help@post.example. Ответим.", ["Напишите на help@post.example.", "Ответим."]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("RA123456785RU", ["code"]),
        ("https://pochta.example/track.", ["link", "punct"]),
        ("a.b@c.example", ["email"]),
        ("👨‍👩‍👧 👍🏽 🇷🇺 1️⃣", ["emoji"] * 4),
        ("Wi-Fi кто-то", ["word", "word"]),
        ("сайт.рф", ["link"]),
        ("№ 5", ["punct", "number"]),
    ],
)
def test_kinds_of_tokens(text, kinds):
    assert [t.kind for t in read(text).tokens] == kinds


@pytest.mark.parametrize(("text", "norm"), [("Ещё", "еще"), ("зак\u200bон", "закон"), ("пoчта", "почта"), ("RUB", "rub"), ("за\u00adказ", "заказ")])
def test_norms_fold_what_the_eye_does_not_see(text, norm):
    assert fold(text) == norm


def test_spans_point_into_the_untouched_text():
    text = "Ваш\u00a0заказ — «Ёлка» İstanbul 👍🏽!"
    for token in read(text).tokens:
        assert text[token.start : token.end] == token.text
