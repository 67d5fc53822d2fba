"""Questions and mood of a client's message."""

from __future__ import annotations

import pytest

from rewriter.text.document import read
from rewriter.text.mood import mood_of
from rewriter.text.questions import questions_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Где посылка и когда её привезут?", 2),
        ("где посылка и когда её привезут", 2),
        ("Подскажите, пожалуйста, сколько стоит доставка", 1),
        ("Сколько весит гантель, и входит ли в комплект коврик?", 2),
        ("Куда приезжать, во сколько, можно ли с сопровождающим?", 3),
        ("Интересуют сроки, стоимость и адрес", 3),
        ("Слышал, что можно без паспорта. Это так? И как работает отделение завтра.", 2),
        ("Импорт падает на 812 строке. Что не так? Сколько строк максимум?", 2),
        ("А если серьёзно, чек за ноутбук где взять и гарантия сколько?", 2),
        ("Подскажите, доставка сколько стоит и возврат когда?", 2),
        ("Где купить чай и кофе?", 1),
        ("Сколько стоит доставка и сборка шкафа, если заказать сейчас?", 1),
        ("Спасибо, всё получилось!", 0),
        ("Жду.", 0),
        ("Отправил вам документы вчера.", 0),
    ],
)
def test_questions(text, count):
    assert len(questions_in(read(text))) == count, [q.text for q in questions_in(read(text))]


@pytest.mark.parametrize(
    "text",
    ["Это безобразие, верните деньги!", "Третий раз прихожу, а у вас закрыто! Издеваетесь??", "Где мой заказ?!", "УЖЕ ВТОРУЮ НЕДЕЛЮ ЖДУ", "Курьер нахамил"],
)
def test_upset(text):
    assert mood_of(text).upset


@pytest.mark.parametrize("text", ["Где моя посылка?", "Спасибо большое, вы супер!", "Подскажите график работы", "", "Я не расстроена, просто уточняю"])
def test_not_upset(text):
    assert not mood_of(text).upset


@pytest.mark.parametrize(
    ("text", "only"), [("спасибо!", True), ("Ок, понял", True), ("Спасибо, а когда придёт?", False), ("Хорошо, тогда отмените заказ", False), ("", False)]
)
def test_thanks_only(text, only):
    assert mood_of(text).thanks_only is only


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Жду подарок ко дню рождения дочери", "birthday"),
        ("уезжаем в отпуск", "trip"),
        ("завтра экзамен", "exam"),
        ("защита диплома в среду", "defence"),
        ("Где заказ?", None),
    ],
)
def test_life_events(text, event):
    assert mood_of(text).event == event


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "У нас 3 пространства, хотим объединить в одно. Так можно? И сколько это стоит?",
            ["У нас 3 пространства, хотим объединить в одно. Так можно?", "сколько это стоит?"],
        ),
        ("Есть ли льгота, что с обедом и как заказать автобус?", ["Есть ли льгота", "что с обедом", "как заказать автобус?"]),
        ("Скажите, что будет, если опоздать?", ["Скажите, что будет, если опоздать?"]),
        ("Нам нужно перенести 340 карт. Какой формат файла? Будет ли простой?", ["Какой формат файла?", "Будет ли простой?"]),
        ("Прошу перенести визит на вторник. Какой адрес? Есть парковка?", ["Прошу перенести визит на вторник.", "Какой адрес?", "Есть парковка?"]),
    ],
)
def test_what_a_message_asks(message, asked):
    assert [question.text for question in questions_in(read(message))] == asked


def test_a_limit_is_no_time():
    assert [q.asks for q in questions_in(read("До какого веса берёте? До какого числа хранится?"))] == ["howmuch", "when"]
