"""Promises: their span, their term, and what promises nothing; the terms themselves."""

from __future__ import annotations

import pytest

from rewriter.text.commitments import commitments_in, promises_in
from rewriter.text.document import read
from rewriter.text.terms import is_past, terms_in


@pytest.mark.parametrize(
    ("text", "words", "term"),
    [
        ("Передам вопрос коллегам.", "Передам вопрос коллегам", None),
        ("Заказ 72840156-0034 привезём 16 мая с 10:00 до 14:00.", "Заказ 72840156-0034 привезём 16 мая с 10:00 до 14:00", "16 мая с 10:00 до 14:00"),
        ("Вопрос у инженера, и он ответит до конца недели.", "он ответит до конца недели", "до конца недели"),
        ("Деньги вернём в течение 5 дней после того, как примем товар.", "Деньги вернём в течение 5 дней после того, как примем товар", "в течение 5 дней"),
        ("1. Ошибка будет исправлена к вечеру.", "Ошибка будет исправлена к вечеру", "к вечеру"),
        ("Вам перезвонят завтра.", "Вам перезвонят завтра", "завтра"),
        ("Если мастер не приедет, вернём деньги.", "вернём деньги", None),
        ("Беру Ваш вопрос на контроль.", "Беру Ваш вопрос на контроль", None),
    ],
)
def test_promise_with_its_term(text, words, term):
    (promise,) = promises_in(read(text))
    assert text[promise.start : promise.end] == words
    assert promise.term == term


@pytest.mark.parametrize(
    "text",
    [
        "Передать коллегам?",
        "Передали вопрос коллегам.",
        "Звонить не будем.",
        "Давайте проверим вместе.",
        "Пришлите номер: по нему найдём заказ.",
        "Клиент пишет: «Перезвоним завтра».",
        "Если появятся вопросы, ответим.",
        "Мы используем почту.",
        "Лампа и карта приедут вместе.",
    ],
)
def test_what_promises_nothing(text):
    assert promises_in(read(text)) == ()


def test_a_sentence_is_told_once():
    text = "Код отправим ещё раз, а деньги вернём. Спасибо!"
    assert len(promises_in(read(text))) == 2
    assert commitments_in(read(text)) == ("Код отправим ещё раз, а деньги вернём.",)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Ответим не позднее 15 мая, до 18:00.", "не позднее 15 мая, до 18:00"),
        ("Вернёмся на этой неделе.", "на этой неделе"),
        ("Приедем в ближайший рабочий день.", "в ближайший рабочий день"),
        ("Напишем до конца дня.", "до конца дня"),
    ],
)
def test_term_has_the_words_that_lead_to_it(text, term):
    assert [text[t.start : t.end] for t in terms_in(read(text))] == [term]


def test_a_price_a_month_is_no_term():
    assert terms_in(read("Тариф стоит 480 рублей в месяц.")) == ()


@pytest.mark.parametrize(
    ("text", "past"), [("Обращение получено 5 мая.", True), ("Ремонт запланирован на 5 мая.", False), ("Ответили и ещё напишем.", False), ("Скоро!", False)]
)
def test_past(text, past):
    assert is_past(read(text).tokens) is past
