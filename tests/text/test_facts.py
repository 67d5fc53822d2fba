"""Facts: what is found, and what counts as the same."""

from __future__ import annotations

import pytest

from rewriter.text.document import read
from rewriter.text.facts import facts_in
from rewriter.text.matching import stands_in


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("трек RA 123 456 785 RU", "tracking", "RA123456785RU"),
        ("РПО 80110463598160", "tracking", "80110463598160"),
        ("07.02.2024", "date", "2024-02-07"),
        ("7 февраля 2024 года", "date", "2024-02-07"),
        ("пятого мая", "date", "05-05"),
        ("в мае 2024", "date", "2024-05"),
        ("до 18.30", "time", "18:30"),
        ("в 9 вечера", "time", "21:00"),
        ("30 календарных дней", "period", "d30"),
        ("3-5 рабочих дней", "period", "d3-5w"),
        ("полтора часа", "period", "m90"),
        ("через неделю", "period", "d7"),
        ("453 рубля 2 копейки", "amount", "453.02 RUB"),
        ("10 тыс. рублей", "amount", "10000 RUB"),
        ("сто рублей", "amount", "100 RUB"),
        ("8 (4852) 30-15-77", "phone", "4852301577"),
        ("скидка 15 %", "percent", "15%"),
        ("индекс 214010", "postcode", "214010"),
        ("ул. Седова, д. 25", "address", "седов 25"),
        ("https://www.post.example/es/", "link", "post.example/es"),
        ("круглосуточно", "schedule", "24/7"),
        ("в субботу", "date", "weekday 6"),
        ("завтра", "date", "today+1"),
        ("2 ГБ", "number", "2 гб"),
    ],
)
def test_a_fact_is_found_and_normalised(text, kind, value):
    assert (kind, value) in [(f.kind, f.value) for f in facts_in(read(text))]


@pytest.mark.parametrize("text", ["один из способов", "1. Откройте сайт.\n2. Нажмите кнопку.", "Здравствуйте! Хорошего дня!", "Вера в успех", "цифровой среде"])
def test_no_fact_where_there_is_none(text):
    assert facts_in(read(text)) == ()


SAME = [
    ("до 07.02.2024", "до 7 февраля 2024 года"), ("07.02.2024", "7 февраля"), ("10 000 руб.", "10000 ₽"), ("8 (800) 000-00-00", "+7 800 000-00-00"), ("с 8:00 до 20:00", "8:00–20:00"), ("с 8:00 до 20:00", "с 8 до 20"),
    ("30 календарных дней", "30 дней"), ("сто рублей", "100 ₽"), ("две недели", "14 дней"), ("г. Смоленск, ул. Седова, д. 25", "в Смоленске на улице Седова, 25"), ("3-5 дней", "от трёх до пяти дней"), ("пн-пт 9:00-18:00", "по будням с 9 до 18"),
    ("Анна", "Анне"), ("услуга «Автоплатёж»", "подключите автоплатеж"), ("RM159199669НК", "RM 159 199 669 HK"), ("полтора часа", "90 минут"), ("24 часа", "сутки"), ("1 500 руб. 50 коп.", "1500,50 ₽"), ("3,5 литра", "три с половиной литра"),
    ("в месяц", "в месяц"), ("бесплатно", "плата не взимается"),
]  # fmt: skip
OTHER = [
    ("30 рабочих дней", "30 дней"), ("15 мая", "16 мая"), ("15 мая", "15 июня"), ("10 дней", "20 дней"), ("2 ГБ", "2 МБ"), ("ул. Седова, д. 25", "ул. Седова, д. 26"), ("500 рублей", "5000 рублей"), ("RA123456785RU", "RA123456758RU"), ("8:00", "9:00"),
    ("Мельников Игорь", "Игорь Мельниченко"), ("15 %", "10 %"), ("https://post.example/a", "https://post.example/b"), ("завтра", "сегодня"), ("в субботу", "в среду"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "reply"), SAME)
def test_the_same_in_another_spelling(draft, reply):
    assert all(stands_in(f, read(reply)) for f in facts_in(read(draft)))


@pytest.mark.parametrize(("draft", "reply"), OTHER)
def test_another_value_is_not_the_same(draft, reply):
    assert not all(stands_in(f, read(reply)) for f in facts_in(read(draft)))
