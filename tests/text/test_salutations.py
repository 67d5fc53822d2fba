"""How a reply opens and ends, and how the client is called."""

from __future__ import annotations

import pytest

from rewriter.text.document import read
from rewriter.text.salutations import called, calls, cheerful_in, ends_warmly, greetings_in
from rewriter.text.waiting import asks, holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Здравствуйте, Анна! Заказ в пути.", ["Здравствуйте, Анна"]),
        ("Добрый день, заказ в пути.", ["Добрый день"]),
        ("Анна, здравствуйте! Заказ в пути.", ["Анна, здравствуйте"]),
        ("И снова здравствуйте! Заказ в пути.", ["И снова здравствуйте"]),
        ("Рады приветствовать Вас в нашем чате, Павел! Заказ в пути.", ["Рады приветствовать Вас в нашем чате, Павел"]),
        ("Заказ в пути. Доброго дня!", []),
        ("Доброго времени суток! Заказ в пути.", ["Доброго времени суток"]),
        ("Начните письмо словами «Здравствуйте, друзья!».", []),
        ("Добрый совет: проверьте адрес.", []),
        ("Привет — это название набора.", []),
    ],
)
def test_greetings(text, said):
    assert [text[g.start : g.end] for g in greetings_in(read(text))] == said


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Анна", "Анна"),
        ("анна", "Анна"),
        ("Анна Петровна", "Анна Петровна"),
        ("Петров Иван Сергеевич", "Иван Сергеевич"),
        ("Айгуль", "Айгуль"),
        ("John", "John"),
        ("user_4412", None),
        ("Покупатель", None),
        ("И. П.", None),
        ("", None),
    ],
)
def test_how_a_client_is_called(name, expected):
    assert called(name) == expected


@pytest.mark.parametrize(
    ("text", "times"),
    [("Анна, заказ в пути. Спасибо, Анна!", 2), ("Посылка на имя Анна Смирнова. Анна может забрать её.", 0), ("Здравствуйте Анна! Заказ в пути.", 1)],
)
def test_when_she_is_called(text, times):
    assert len(calls(read(text), "Анна")) == times


WARM = [
    "Хорошего дня!",
    "Будем рады Вас видеть!",
    "Пишите, если что.",
    "Лёгкой дороги!",
    "Здоровья Вашей маме!",
    "С уважением, Ольга",
    "До свидания.",
    "Спасибо, что выбрали нас!",
]
COLD = ["Заказ в пути.", "Хороший размер коробки — 40 на 60.", "Ваш день доставки — среда.", "Отделение открыто с 9:00."]


@pytest.mark.parametrize("text", WARM)
def test_a_warm_ending(text):
    assert ends_warmly(read(f"Заказ в пути. {text}"))


@pytest.mark.parametrize("text", COLD)
def test_no_warm_ending(text):
    assert not ends_warmly(read(text))


@pytest.mark.parametrize(
    ("text", "cheerful"), [("Хорошего Вам дня!", True), ("Приятных покупок!", True), ("Всего доброго.", False), ("Доставим в хороший день.", False)]
)
def test_cheer(text, cheerful):
    assert bool(cheerful_in(read(text))) is cheerful


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Пришлите, пожалуйста, фото.", True),
        ("Какой у Вас город?", True),
        ("Остались вопросы?", False),
        ("Если код не придёт, напишите нам.", False),
        ("Назовите код сотруднику в пункте выдачи.", False),
        ("Заказ в пути.", False),
    ],
)
def test_who_has_the_next_word(text, waits):
    assert asks(read(text)) is waits


@pytest.mark.parametrize(
    ("text", "waits"),
    [("Минуту, пожалуйста: считаю срок.", True), ("Сейчас проверю заказ.", True), ("Подождите, пожалуйста.", True), ("Проверю завтра.", False)],
)
def test_a_moment_please(text, waits):
    assert holds(read(text)) is waits
