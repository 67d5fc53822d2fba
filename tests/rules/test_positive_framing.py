"""positive-framing: silent where the negation is the answer or the good news; the date said as what will be."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import check, fix, selection
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

ONLY = selection(["positive-framing"])


def found(text, client="", pack="base"):
    return check(Case(pack=pack, reply=text, client_message=client), None, ONLY).violations


@pytest.mark.parametrize(
    ("client", "reply"),
    [
        ("Можно забрать посылку без паспорта?", "Без паспорта посылку не выдадут."),
        ("Привезёте сегодня?", "Сегодня не привезём."),
        ("Вы работаете в воскресенье?", "В воскресенье магазин не откроется."),
        ("Успеете до пятницы?", "До пятницы не доставим."),
    ],
)
def test_negation_that_answers(client, reply):
    assert found(reply)
    assert not found(reply, client)
    assert found(reply, "Когда ждать заказ?")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Доставим не раньше 5 мая.", "Доставим 5 мая или позже."),
        ("Ответ придёт не ранее 23.06.2024.", "Ответ придёт 23.06.2024 или позже."),
        ("Не раньше чем через 3 дня мастер приедет.", "Через 3 дня или позже мастер приедет."),
        ("Приедем не раньше 18:00.", "Приедем в 18:00 или позже."),
    ],
)
def test_not_before_is_from(before, after):
    assert fix(Reading(Case(reply=before), load_pack("base")), before, ONLY).text == after
    assert not found(after)


@pytest.mark.parametrize("text", ["Готово будет не раньше среды, 21 мая.", "Приедем не раньше 5 мая, после обеда.", "Приезжайте не раньше 10:00."])
def test_not_before_is_left_where_more_would_change(text):
    assert all(v.suggestion is None for v in found(text))


def test_shades_weigh_more_in_saas_chat():
    text = "Отправим только в понедельник."
    assert {v.severity for v in found(text)} == {"info"}
    assert {v.severity for v in found(text, pack="saas-chat")} == {"warning"}
    assert {v.severity for v in found("Без оплаты не отправим.")} == {"warning"}


def test_advice_fits_what_is_needed():
    assert "после оплаты" in found("Без оплаты не отправим.")[0].message
    assert "с паспортом" in found("Без паспорта не выдадут.")[0].message
    assert "Вы можете отменить" in found("Изменить адрес невозможно. Вы можете отменить заказ.")[0].message
