"""Openings that say nothing go; a number that only they name goes to what follows."""

from __future__ import annotations

import pytest

from rewriter.case import Case, Context
from rewriter.loop.doubts import doubts
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

# fmt: off
PUT = [
    ("base", "Спешу сразу же ответить, что бассейн открыт с 7:00.", "Бассейн открыт с 7:00."),
    ("base", "По второму вопросу: вернуть билет можно до 5 мая.", "Вернуть билет можно до 5 мая."),
    ("base", "А что касается возраста, то отметка 12+ относится к фильму.", "Отметка 12+ относится к фильму."),
    ("base", "Обращаю Ваше внимание, что бассейн открыт с 7:00.", "Бассейн открыт с 7:00."),
    ("base", "По поводу билета хотела бы пояснить следующее: вернуть его можно до 5 мая.", "Вернуть его можно до 5 мая."),
    ("base", "Начну, пожалуй, с того, что отменить подписку можно до 5 мая.", "Отменить подписку можно до 5 мая."),
    ("base", "На Ваше обращение сообщаем. С суммы удержан сбор.", "С суммы удержан сбор."),
    ("base", "В ответ на Ваш запрос сообщаем, что вернуть билет можно до 5 мая.", "Вернуть билет можно до 5 мая."),
    ("base", "По факту Вашего обращения поясняем следующее. Начисление верное.", "Начисление верное."),
    ("base", "Информируем Вас о том, что тариф изменится.", "Тариф изменится."),
    ("base", "Настоящим уведомляем, что парковка закрыта до 5 мая.", "Парковка закрыта до 5 мая."),
    ("base", "Рады сообщить следующее. Бассейн открыт.", "Бассейн открыт."),
    ("base", "По существу заданных вопросов сообщаем следующее: бассейн открыт с 7:00.", "Бассейн открыт с 7:00."),
    ("base", "По лицевому счёту 3300187452 сообщаем. Показания приняты 25.11.2026.", "По лицевому счёту 3300187452: показания приняты 25.11.2026."),
    ("base", "По заказу № 88-1 сообщаем. Иванов Пётр привезёт его 5 мая.", "По заказу № 88-1: Иванов Пётр привезёт его 5 мая."),
    ("base", "В рамках обращения ML-3390 сообщаем: объём увеличат за 190 руб.", "По обращению ML-3390: объём увеличат за 190 руб."),
    ("base", "По заказу 70493315 сообщаем, что он собран.", "По заказу 70493315: он собран."),
    ("marketplace", "По заказу 70493315 сообщаем. Заказ 70493315 собран.", "Заказ 70493315 собран."),
]
STAYS = [
    "Рады сообщить, что бассейн открыт.",
    "Сообщаем, что заказ собран и что курьер позвонит.",
    "Пароль мы никому не сообщаем.",
    "По вопросу парковки сообщаем, что въезд открыт.",
    "О готовности сообщаем по СМС. Ждите код.",
    "По заказу 70493315 сообщаем.",
]
# fmt: on


def _reading(pack: str, draft: str, ticket_id: str | None = None) -> Reading:
    return Reading(Case(pack=pack, draft=draft, context=Context(ticket_id=ticket_id)), load_pack(pack))


def _prepared(reading: Reading) -> str:
    return " ".join(u.text for u in prepare(reading))


@pytest.mark.parametrize(("pack", "draft", "said"), PUT)
def test_an_opening_goes(pack, draft, said):
    reading = _reading(pack, draft)
    assert _prepared(reading) == said
    assert not [d for d in doubts(reading, read(said)) if "не вошло" in d]


@pytest.mark.parametrize("draft", STAYS)
def test_what_says_something_stays(draft):
    assert "ообща" in _prepared(_reading("base", draft)) or "ообщить" in _prepared(_reading("base", draft))


def test_the_ticket_of_the_letter_need_not_be_named_twice():
    draft = "По обращению LIC-7716 сообщаем. Базы данных хранятся отдельно."
    assert _prepared(_reading("tech-support", draft, ticket_id="LIC-7716")) == "Базы данных хранятся отдельно."
    assert _prepared(_reading("tech-support", draft)) == "По обращению LIC-7716: базы данных хранятся отдельно."


def test_what_an_opening_would_be_joined_to_may_go_first():
    """The number is no bar to cutting the sentence behind it."""
    said = _prepared(_reading("teleshop", "По заказу 70493315 сообщаем. Возвратная посылка поступила на склад. Рассмотрение займёт до 10 дней."))
    assert "поступила" not in said
    assert said.startswith("По заказу 70493315: рассмотрение")


def test_a_topic_that_the_rest_refers_to_stays():
    draft = "Если говорить про цену, то она складывается из двух сборов."
    assert _prepared(_reading("base", draft)) == draft
