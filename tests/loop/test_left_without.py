"""A cut that takes the cause along that the client asked for, or leaves a bare refusal, is looked at; guesses and alibis go whole."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.doubts import doubts
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

WHY = "клиент спросил о причине, а в ответ она не вошла"
# (client's message, draft, reply, whether somebody should look)
CAUSES = [
    ("Почему списали дважды?", "Списание произошло из-за сбоя у провайдера. Деньги вернутся 5 мая.", "Деньги вернутся 5 мая.", True),
    ("из-за чего задержка и когда ждать", "Задержка вызвана ошибкой склада. Заказ прибудет 5 мая.", "Заказ придёт 5 мая.", True),
    ("По какой причине отменили?", "Заказ отменён, так как продавец ошибся. Деньги вернутся 5 мая.", "Заказ отменён. Деньги вернутся 5 мая.", True),
    ("Отчего нет света?", "Вследствие обрыва линии подрядчиком света нет до 18:00.", "Света не будет до 18:00.", True),
    (
        "Почему списали дважды?",
        "Списание произошло из-за сбоя у провайдера. Деньги вернутся 5 мая.",
        "Списание произошло из-за сбоя. Деньги вернутся 5 мая.",
        False,
    ),
    ("Когда вернёте деньги?", "Списание произошло из-за сбоя у провайдера. Деньги вернутся 5 мая.", "Деньги вернутся 5 мая.", False),
    ("Почему подорожало?", "Тариф изменён 1 ноября.", "Тариф изменили 1 ноября.", False),
    ("Отчего нет света?", "Вследствие обрыва линии света нет до 18:00.", "Света нет, потому что линия оборвана, до 18:00.", False),
]
SUM = "клиент спросил о сумме, а в ответ она не вошла"
# (client's message, draft, reply, whether somebody should look)
SUMS = [
    ("Сколько вернёте, 2490?", "Вам вернут 2490 руб. за вычетом доставки. Срок 30 дней.", "Срок 30 дней.", True),
    ("Сколько мне вернёте и когда?", "Вернём 3 490 рублей до 2 мая.", "Вернём 3 490 рублей до 2 мая.", False),
    ("Когда вернёте деньги?", "Вернём 3 490 рублей до 2 мая.", "Вернём до 2 мая.", False),
]
REFUSALS = [
    ("Ускорить не получится.", True),
    ("Отключить звонки не получится.", True),
    ("Заказ в пути. Изменить адрес не удастся. Хорошего дня!", True),
    ("Дать скидку не выйдет.", True),
    ("Ускорить не получится: поезд идёт 5 дней.", False),
    ("Изменить адрес не удастся. Зато можно перенести дату.", False),
    ("Без чека вернуть не получится.", False),
    ("Если войти не получится, напишите нам.", False),
]
# The pack, a draft and what is left of it:
GUESSES = [
    ("teleshop", "Вероятно, Вы сами неверно указали размер. Обменяем до 5 мая.", "Обменяем до 5 мая."),
    ("post", "Видимо, почтальон перепутал подъезды. Посылка ждёт в отделении 443010.", "Посылка ждёт в отделении 443010."),
    ("marketplace", "Скорее всего, продавец ошибся. Деньги вернутся 5 мая.", "Деньги вернутся 5 мая."),
    ("post", "Очевидно, сотрудник отделения неправильно вёл поиск, обратитесь повторно 5 мая.", "Обратитесь, пожалуйста, ещё раз 5 мая."),
]
# Whose failure it was goes, the cause stays.
KEPT = [
    (
        "saas-chat",
        "Плата списана дважды из-за сбоя на стороне платёжного провайдера. Деньги вернутся 5 мая.",
        "Плата списана дважды из-за сбоя. Деньги вернутся 5 мая.",
    ),
    ("marketplace", "Заказ отменён вследствие ошибки на стороне продавца, оформим новый 5 мая.", "Заказ отменён из-за ошибки, оформим новый 5 мая."),
    ("teleshop", "Чек не пришёл из-за неполадки на стороне банка. Пришлём его 5 мая.", "Чек не пришёл из-за неполадки. Пришлём его 5 мая."),
    ("tech-support", "Дверь не открылась из-за сбоя в сети. Мастер приедет 5 мая.", "Дверь не открылась из-за сбоя в сети. Мастер приедет 5 мая."),
]
ALIBIS = [
    ("teleshop", "Звонки совершает подрядная организация, мы за её действия ответственности не несём. Ответим 5 мая.", "Ответим 5 мая."),
    ("marketplace", "Письмо отправил банк, мы за это не отвечаем. Деньги вернутся 5 мая.", "Деньги вернутся 5 мая."),
    ("saas-chat", "Рассылку ведёт сторонняя фирма, к нашему сервису отношения не имеет. Адрес удалим 5 мая.", "Адрес удалим 5 мая."),
    ("tech-support", "Сеть обслуживает провайдер, это не наша зона ответственности. Инженер приедет 5 мая.", "Инженер приедет 5 мая."),
]


def _reading(draft: str, client: str = "", pack: str = "base") -> Reading:
    return Reading(Case(id="x", pack=pack, draft=draft, client_message=client), load_pack(pack))


@pytest.mark.parametrize(("client", "draft", "reply", "doubted"), CAUSES)
def test_the_cause_that_was_asked_for(client: str, draft: str, reply: str, doubted: bool) -> None:
    assert (WHY in list(doubts(_reading(draft, client), read(reply)))) is doubted


@pytest.mark.parametrize(("reply", "doubted"), REFUSALS)
def test_a_bare_refusal(reply: str, doubted: bool) -> None:
    assert any(d.startswith("отказ без причины") for d in doubts(_reading("Ускорение невозможно."), read(reply))) is doubted


@pytest.mark.parametrize(("pack", "draft", "said"), GUESSES + KEPT + ALIBIS)
def test_goes_whole(pack: str, draft: str, said: str) -> None:
    assert " ".join(u.text for u in prepare(_reading(draft, pack=pack))).strip() == said


@pytest.mark.parametrize(("client", "draft", "reply", "missing"), SUMS)
def test_a_sum_asked_for_is_missed(client, draft, reply, missing):
    reading = Reading(Case(id="x", pack="teleshop", client_message=client, draft=draft), load_pack("teleshop"))
    assert (SUM in list(doubts(reading, read(reply)))) is missing


# (draft, reply, whether what the client is asked for has gone)
REQUESTS = [
    ("Сообщите ФИО и телефон, возврат в течение 14 дней. Каталог отключим.", "Каталог отключим.", True),
    ("Сообщите ФИО и телефон, возврат в течение 14 дней. Каталог отключим.", "Каталог отключим. Назовите, пожалуйста, ФИО и телефон.", False),
    ("Пришлите фото чека. Ответим 5 мая.", "Ответим 5 мая, нужно только фото чека.", False),
    ("Каталог отключим.", "Каталог отключим.", False),
]


@pytest.mark.parametrize(("draft", "reply", "gone"), REQUESTS)
def test_a_request_that_a_cut_took_along(draft, reply, gone):
    assert any(d.startswith("просьба к клиенту") for d in doubts(_reading(draft), read(reply))) is gone


def test_money_back_that_the_draft_says_nothing_of() -> None:
    client = "Промокод не применился. Вернёте ли разницу?"
    silent = "Маркетплейс проводит акции. Заказ передан в доставку, дата прибытия — 3 марта."
    told = "Разницу 300 ₽ вернём на карту до 3 марта."
    assert any("черновик об этом молчит" in d for d in doubts(_reading(silent, client), read(silent)))
    assert not any("черновик об этом молчит" in d for d in doubts(_reading(told, client), read(told)))
    assert not any("черновик об этом молчит" in d for d in doubts(_reading(silent, "Можно ли вернуть права доступа?"), read(silent)))


def test_a_verb_that_still_says_ty() -> None:
    broken = "Вы пока ничего не перенастраивай."
    fine = "Вы пока ничего не перенастраивайте."
    assert any("перенастраивай»" in d for d in doubts(_reading("Письма не пропадут."), read(broken)))
    assert not any("перенастраивайте»" in d for d in doubts(_reading("Письма не пропадут."), read(fine)))
