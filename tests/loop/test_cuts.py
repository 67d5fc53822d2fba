"""A cut leaves whole sentences, and takes no fact and no answer along."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.cuts import salvaged
from rewriter.pack import load_pack
from rewriter.pipeline import rewrite
from rewriter.text.reading import Reading


def _cut(text: str, pack: str = "base", client: str = "") -> str:
    return salvaged(Reading(Case(pack=pack, draft=text, client_message=client), load_pack(pack)), text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("После идентификации заказа в CRM Вам назовут срок.", "После идентификации заказа Вам назовут срок."),
        ("По данным CRM заказ собран.", "Заказ собран."),
        ("Из-за высокой нагрузки на линию ответ задерживается до 5 мая.", "Ответ задерживается до 5 мая."),
        ("У нас летучка, отвечу через час.", "Отвечу через час."),
        ("Ваше обращение 5521 передано, сотрудник будет наказан.", "Ваше обращение 5521 передано."),
        ("Доставка перенесена на 5 мая, все вопросы к ним.", "Доставка перенесена на 5 мая."),
        ("Товар закончился из-за срыва поставки поставщиком. Привезём его 5 мая.", "Товар закончился. Привезём его 5 мая."),
        ("Задержка произошла по вине склада, который не собрал заказ. Привезём посылку 5 мая.", "Привезём посылку 5 мая."),
        ("Отчёт готов 5 мая. Увеличить лимит не получится. Если он мал, это проблема на вашей стороне.", "Отчёт готов 5 мая. Увеличить лимит не получится."),
        ("Об ускорении речи быть не может, это не получится. Привезём 5 мая.", "Привезём 5 мая."),
    ],
)
def test_what_is_wrong_goes_and_the_rest_stands(text, left):
    assert _cut(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Пункт на ул. Мира, 12 не несёт ответственности за бой.",  # the address would go
        "Заказ в корзине, его нужно подтвердить заново.",  # «его» would have no noun
    ],
)
def test_a_cut_that_would_lose_something_is_not_made(text):
    assert _cut(f"Здравствуйте. {text} Ответим 5 мая.", pack="teleshop").count(text.split(",")[0]) == 1


def test_only_a_wait_is_no_answer():
    result = rewrite(Case(pack="post", client_message="Где посылка?", draft="Ожидайте."))
    assert result.status == "needs_review"


def test_a_bureaucratic_draft_becomes_a_reply_by_rules_alone():
    draft = (
        "Вашему заказу № 7734512 присвоен статус «Буфер», согласно CRM СВ подтвердит отгрузку 12 июня. Оператор ошибся и не отметил выкуп. "
        "Заказ собирают на ФФ в Хоругвино. Ускорить доставку мы не имеем возможности, соблюдение сроков мы не гарантируем."
    )
    result = rewrite(Case(pack="teleshop", client_message="Где заказ 7734512?", draft=draft))
    assert not result.errors  # the probe of rewriter.loop.suspicion asks for a look at the warehouse: one of its false alarms
    assert result.reply.startswith(
        "Ваш заказ № 7734512 ждёт поставки товара, подтвердим отправку 12 июня. Выкуп не отмечен. "
        "Заказ собирают на складе в Хоругвино. Ускорить доставку не получится."
    )


def test_a_cut_at_the_end_of_a_sentence_leaves_a_full_stop():
    draft = "Отправление едет в Пермь, задержка возникла по вине перевозчика, к нам вопросов быть не может. Поступление в отделение 614039 — 9 августа."
    reply = rewrite(Case(pack="post", client_message="Где посылка?", draft=draft)).reply
    assert "едет в Пермь. Поступление в отделение 614039 — 9 августа." in reply
