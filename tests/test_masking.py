"""Personal data leaves no text, and comes back whole."""

from __future__ import annotations

import time

import pytest

from rewriter.masking import Masked, Unmasker, mask

PERSONAL = [
    ("Позвоните: +7 (912) 345-67-89.", "345-67-89"),
    ("Позвоните: +7 912 345 67 89.", "912"),
    ("Позвоните: 8 (800) 100-00-00.", "100-00-00"),
    ("Позвоните: 8-800-1000000.", "1000000"),
    ("Позвоните: 89123456789.", "89123456789"),
    ("Местный: 345-67-89.", "345-67-89"),
    ("Из Казахстана: +375 29 123-45-67.", "123-45-67"),
    ("Пишите на anna.petrova+post@mail.example.ru.", "petrova"),
    ("Пишите на поддержка@почта.рф.", "поддержка"),
    ("Отправление RA123456785RU в пути.", "123456785"),
    ("Отправление RA 123 456 785 RU в пути.", "456"),
    ("Отправление 14080012345678 в пути.", "14080012345678"),
    ("Заказ № 12345-АБ готов.", "12345"),
    ("Заказ №77 готов.", "77"),
    ("Заказ ORD-2024-17 готов.", "2024-17"),
    ("Паспорт 45 10 123456.", "123456"),
    ("Карта 4276 1234 5678 9010.", "5678"),
    ("Карта 4276123456789010.", "4276"),
    ("Адрес: 190000, г. Смоленск, ул. Седова, д. 25, кв. 7.", "Седова"),
    ("Адрес: 190000, г. Смоленск, ул. Седова, д. 25, кв. 7.", "кв. 7"),
    ("Курьер приедет на Тверскую улицу, дом 3/2.", "дом 3"),
    ("Курьер приедет на проспект Ленина, 5.", "Ленина"),
    ("Здравствуйте, Анна Петрова!", "Анна"),
    ("Уважаемый Иван Иванович!", "Иванович"),
    ("Ответ для Ивановой Марии Сергеевны готов.", "Сергеевны"),
    ("Отправитель Иванов И. И. получил уведомление.", "Иванов"),
    ("Отправитель И.И. Иванов получил уведомление.", "Иванов"),
    ("Меня зовут Ольга.", "Ольга"),
    ("Ссылка: https://post.example/track?code=77.", "track"),
]
HARMLESS = [
    "Срок — 10 рабочих дней, с 8:00 до 22:00, до 12.05.2024.",
    "Стоимость 1 500 руб. 50 коп., скидка 15%, 15-20 дней.",
    "Мы на складе 10 дней ведём ремонт.",
    "Спасибо! Хорошего дня 😊",
    "Позвоните в службу поддержки: мы рядом 24 часа.",
    "",
]


@pytest.mark.parametrize(("text", "secret"), PERSONAL)
def test_personal_data_is_masked_and_comes_back(text: str, secret: str) -> None:
    masked = mask([text])
    assert secret not in masked.texts[0]
    assert masked.unmask(masked.texts[0]) == text
    assert masked.unknown(masked.texts[0]) == ()


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays(text: str) -> None:
    assert mask([text]) == Masked((text,), {})


@pytest.mark.parametrize("text", ["Передайте Анне.", "Анны нет.", "Спросите у АННЫ", "Анна, ждём", "Петровой звонили", "Пётр"])
def test_given_names_are_masked_in_every_case(text: str) -> None:
    masked = mask([text], ["Анна Петрова", "Петр"])
    assert "[ИМЯ_1]" in masked.texts[0]
    assert masked.unmask(masked.texts[0]) == text


def test_a_number_after_a_street_is_not_always_a_house() -> None:
    assert mask(["На улице Ленина 10 дней идёт ремонт."]).texts == ("На [АДРЕС_1] 10 дней идёт ремонт.",)


def test_a_name_inside_a_longer_word_stays() -> None:
    assert mask(["Аннулируйте заказ"], ["Анна"]).values == {}


def test_the_same_value_is_the_same_placeholder_in_all_texts() -> None:
    masked = mask(["Номер 8 912 345-67-89", "Не 8 912 345-67-80, а 8 912 345-67-89"])
    assert masked.texts == ("Номер [ТЕЛ_1]", "Не [ТЕЛ_2], а [ТЕЛ_1]")


@pytest.mark.parametrize("written", ["[ТЕЛ_1]", "[тел_1]", "[ ТЕЛ_1 ]", "[ТЕЛ-1]", "[ТЕЛ 1]", "[Тел _ 1]", "[ТЕЛ_01]"])
def test_a_model_may_bend_a_placeholder(written: str) -> None:
    masked = mask(["Номер 8 912 345-67-89"])
    assert masked.unmask(f"Звоните: {written}!") == "Звоните: 8 912 345-67-89!"


def test_made_up_placeholders_are_reported() -> None:
    masked = mask(["Номер 8 912 345-67-89"])
    answer = "Звоните [ТЕЛ_1] или [ТЕЛ_7], [ИМЯ_1]"
    assert masked.unknown(answer) == ("[ТЕЛ_7]", "[ИМЯ_1]")
    assert masked.unmask(answer).endswith("[ТЕЛ_7], [ИМЯ_1]")


def test_a_placeholder_typed_by_the_client_is_not_given_out() -> None:
    text = "[ТЕЛ_1] и 8 912 345-67-89"
    masked = mask([text])
    assert masked.texts[0] == "[ТЕЛ_1] и [ТЕЛ_2]"
    assert masked.unmask(masked.texts[0]) == text


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_a_streamed_answer_is_unmasked_across_pieces(size: int) -> None:
    text = "Анна, звоните 8 912 345-67-89 [всегда] [да"
    masked = mask([text], ["Анна"])
    unmasker = Unmasker(masked)
    sent = masked.texts[0]
    pieces = [unmasker.feed(sent[i : i + size]) for i in range(0, len(sent), size)]
    assert "".join(pieces) + unmasker.feed("", final=True) == text


@pytest.mark.parametrize(
    "junk",
    [
        "8 ",
        "1-",
        "ул. ",
        "А",
        "а.@",
        "+7 912 ",
        "Иванов ",
        "д. 5, ",
        "[",
        "a",
        "AB1-",
        "1",
        "А. ",
        "г. А",
        "ул. А 1, ",
        "[ТЕЛ_",
    ],
)
def test_time_grows_linearly(junk: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        mask([text], ["Анна"])
        return time.process_time() - start

    text = junk * (20_000 // len(junk))
    short, long = min(seconds(text) for _ in range(3)), min(seconds(text * 4) for _ in range(3))
    assert long < 10 * short + 0.05
