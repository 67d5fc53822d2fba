"""Blame said without the doer: what comes out is grammatical Russian in which nobody is at fault."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import Selection, fix
from rewriter.pack import load_pack
from rewriter.rules.no_blame_shifting import no_blame_shifting
from rewriter.text.document import read
from rewriter.text.doerless import without_doer
from rewriter.text.fault_adjunct import fault_adjunct
from rewriter.text.reading import Reading

_RULE = Selection(frozenset(("no-blame-shifting",)))


def _mended(text: str, pack: str = "base") -> str:
    return fix(Reading(Case(pack=pack, draft=text), load_pack(pack)), text, _RULE).text


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("Кладовщик перепутал артикулы.", "Артикулы перепутаны."),
        ("Наш менеджер неправильно внёс Вашу фамилию.", "Ваша фамилия неправильно внесена."),
        ("Посылку потеряла курьерская служба.", "Посылка потеряна."),
        ("Разработчики выпустили обновление с ошибкой.", "Обновление выпущено с ошибкой."),
        ("Оператор ошибся и не отметил выкуп, поэтому звонки идут.", "Выкуп не отмечен, поэтому звонки идут."),
        ("Упаковщик забыл положить насадку.", "Насадка не положена."),
        ("Сотрудник пункта на Мира, 48 ошибся и выдал Вам чужой пакет.", "В пункте на Мира, 48 Вам выдан чужой пакет."),
        ("Отделение 630099 потеряло Ваше письмо.", "В отделении 630099 Ваше письмо потеряно."),
        ("Пропуск не работает, так как сотрудник завёл его с ошибкой.", "Пропуск не работает, так как он заведён с ошибкой."),
        ("Вы сами указали неверный пароль 5 раз подряд.", "Указан неверный пароль 5 раз подряд."),
        ("Вы сами их архивировали 12 мая в 16:20.", "Они архивированы 12 мая в 16:20."),
        ("Вы не проверили папку «Спам».", "Папка «Спам» не проверена."),
        ("Ошибка допущена разработчиком при обновлении.", "Ошибка допущена при обновлении."),
        ("Неисправность возникла по вине подрядчика, который повредил кабель.", "Неисправность возникла из-за повреждения кабеля."),
        ("Отключение произошло по вине строителей, оборвавших кабель.", "Отключение произошло из-за обрыва кабеля."),
        ("Инженер не перезвонил Вам вчера.", "Мы не перезвонили Вам вчера."),
        ("Сотрудница магазина на Мира, 5 нагрубила Вам.", "В магазине на Мира, 5 Вам нагрубили."),
        ("Вы не ответили на звонок курьера 2 декабря в 15:10.", "Звонок курьера 2 декабря в 15:10 остался без ответа."),
        (
            "Списание произошло по вине банка, который задублировал операцию 3 мая на 540 рублей.",
            "Списание произошло: задублирована операция 3 мая на 540 рублей.",
        ),
        ("Подписка закончилась, о чём Вы были уведомлены письмом от 18 августа.", "Подписка закончилась, мы писали об этом 18 августа."),
        ("Вы были предупреждены о штрафе 500 рублей.", "Мы сообщали о штрафе 500 рублей."),
        ("Вам следовало сохранить чек, так как без него заявление не принимается.", "Без чека заявление не принимается."),
        ("Надо было воспользоваться ссылкой https://id.example.ru/reset.", "Нужно воспользоваться ссылкой https://id.example.ru/reset."),
        ("Читайте внимательнее справку: help.example.ru/import.", "Подробности — в справке: help.example.ru/import."),
    ],
)
def test_blame_is_said_otherwise(said, better):
    assert _mended(said) == better
    reading = Reading(Case(reply=better), load_pack("base"))
    assert not list(no_blame_shifting(read(better), reading, None)), "what comes out breaks no rule"


@pytest.mark.parametrize(
    "text",
    [
        "Сотрудник ввёл Вас в заблуждение.",  # nobody is to become the subject
        "Сотрудник склада ошибся при сборке и будет оштрафован.",  # «будет оштрафован» is not said of us
        "Оператор не перезвонил, потому что заболел.",
        "Вы не прочитали условия.",  # a reproach without the client is still a reproach
        "Товар закончился из-за срыва поставки поставщиком.",  # cut by the loop, not by a suggestion
    ],
)
def test_what_cannot_be_said_otherwise_is_left_alone(text):
    assert _mended(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Доставка не состоялась по вине курьера, он перепутал маршрут.", False),
        ("Посылка задержана по вине курьера, она вернулась отправителю.", True),
    ],
)
def test_what_he_did_goes_with_him_and_what_became_of_the_thing_stays(text, left):
    found = fault_adjunct(read(text), text.index("вине"), text.index("вине") + 4)
    assert found is not None
    assert (found.end == found.last) is left


def test_a_condition_and_a_question_are_no_deeds():
    for text in ("Если курьер потерял посылку, напишите нам.", "Курьер потерял посылку?"):
        assert without_doer(read(text), 0, len(text)) is None
