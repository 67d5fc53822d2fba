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
        ("Ваша заявка будет рассмотрена менеджером в течение дня.", "Вашу заявку менеджер рассмотрит в течение дня."),
        ("Дата доставки согласовывается курьерской службой по телефону.", "Дату доставки курьерская служба согласовывает по телефону."),
        ("Обращение рассматривается нашими специалистами.", "Обращение рассматривают наши специалисты."),
        ("Вами при регистрации был указан старый номер.", "Вы при регистрации указали старый номер."),
        ("Отзыв скрыт, поскольку Вами было указано имя курьера.", "Отзыв скрыт, поскольку Вы указали имя курьера."),
        ("Ваш вопрос решается специалистами второй линии.", "Ваш вопрос решают специалисты второй линии."),
        ("Посылка забрана Вами.", "Посылку Вы забрали."),
        ("Автопродление отключено нами 14 марта.", "Автопродление мы отключили 14 марта."),
        ("Заявка по заказу № 6612093 рассматривается специалистом.", "Заявку по заказу № 6612093 рассматривает специалист."),
        ("Лифт остановлен подрядной организацией ООО «Подъём».", "Лифт остановила подрядная организация ООО «Подъём»."),
        ("Доставка заказа 6620917 не запланирована курьерской службой.", "Доставку заказа 6620917 не запланировала курьерская служба."),
        ("Мелкие пакеты опускаются почтальоном в ящик.", "Мелкие пакеты почтальон опускает в ящик."),
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
        "Курьер встречается клиентом у подъезда.",
        "База удалена пользователем с Вашей стороны 24 ноября.",
        "Продление делается клиентом через приложение или оператором по телефону.",
        "Вещь обнаружена водителем и сдана в камеру хранения.",
    ],
)
def test_doubtful_passives_are_left_to_a_person(text):
    assert all(v.suggestion is None for v in found(text))
    assert fixed(text) == text


def test_message_names_the_doer_and_the_verb():
    assert "«курьер доставляет»" in found("Доставка выполняется курьером.")[0].message
    assert "«мы проверили»" in found("Нами была произведена проверка.")[0].message
    assert "«Вы не предоставили чек»" in found("Вами не был предоставлен чек.")[0].message


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
