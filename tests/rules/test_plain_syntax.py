"""plain-syntax: passives turned round stay grammatical, and what plain-words says already is not said twice."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import check, fix, selection
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.noun_chains import chains
from rewriter.text.reading import Reading

ONLY = selection(["plain-syntax"])


def found(text, pack="base"):
    return check(Case(pack=pack, reply=text), None, ONLY).violations


def fixed(text):
    return fix(Reading(Case(draft="", reply=text), load_pack("base")), text, ONLY).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Пересылка оплачивается клиентом.", "Пересылку оплачивает клиент."),
        ("Почтовые расходы компенсируются компанией.", "Почтовые расходы компенсирует компания."),
        ("При наличии брака почтовые расходы компенсируются компанией.", "При наличии брака почтовые расходы компенсирует компания."),
        ("Посылка была отправлена отделением 5 мая.", "Посылку отправило отделение 5 мая."),
        ("Ваша заявка будет рассмотрена менеджером в течение дня.", "Вашу заявку рассмотрит менеджер в течение дня."),
        ("Дата доставки согласовывается курьерской службой по телефону.", "Дату доставки согласовывает курьерская служба по телефону."),
        ("Обращение рассматривается нашими специалистами.", "Обращение рассматривают наши специалисты."),
        ("Мелкие пакеты опускаются почтальоном в ящик.", "Мелкие пакеты опускает почтальон в ящик."),
        ("Платёж отклонён банком.", "Платёж отклонил банк."),
    ],
)
def test_passive_is_turned_round(before, after):
    assert fixed(before) == after
    assert not found(after)
    assert fixed(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "Заявка проверяется и оплачивается бухгалтерией.",  # one subject, two predicates
        "Сборка и доставка оплачиваются покупателем.",  # two subjects
        "Товар упаковывается складом и передаётся перевозчику.",
        "Адрес указан отправителем, а не нами.",
        "Посылка забрана Вами.",
        "Курьер встречается клиентом у подъезда.",
        "Ваш вопрос решается специалистами второй линии.",
    ],
)
def test_doubtful_passives_are_left_to_a_person(text):
    assert all(v.suggestion is None for v in found(text))
    assert fixed(text) == text


def test_message_names_the_doer_and_the_verb():
    assert "«курьер доставляет»" in found("Доставка выполняется курьером.")[0].message
    assert "«мы проверили»" in found("Нами была произведена проверка.")[0].message
    assert "«Вы не предоставили»" in found("Вами не был предоставлен чек.")[0].message


def test_a_split_predicate_is_told_by_both_rules_and_mended_once():
    text = "Мы осуществим возврат товара завтра."
    both = check(Case(reply=text), None, selection(["plain-words", "plain-syntax"])).violations
    assert {v.rule for v in both} == {"plain-words", "plain-syntax"}
    assert fix(Reading(Case(reply=text), load_pack("base")), text, selection(["plain-words", "plain-syntax"])).text == "Мы вернём товар завтра."


def test_terms_and_names_are_no_chains():
    assert not found("Адрес пункта выдачи заказа и номер телефона службы поддержки пришлём.")
    assert not found("Это сказано в документе Правила оказания услуг почтовой связи отделений.")
    assert [c.length for c in chains(read("Номер телефона службы поддержки"))] == [2]


def test_longer_chains_may_be_allowed():
    text = "Причина поломки замка двери ясна."
    assert found(text)
    from rewriter.rules.plain_syntax import PlainSyntax, plain_syntax

    reading = Reading(Case(reply=text), load_pack("base"))
    assert not list(plain_syntax(read(text), reading, PlainSyntax(nouns=5)))
