"""Who of ours knows, approves, files and closes: the client is told what is done and when, without them."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

GONE = [
    ("teleshop", "Ждём товар 25 марта. СВ в курсе.", "Ждём товар 25 марта."),
    ("marketplace", "Менеджер в курсе, вернём деньги 5 мая.", "Вернём деньги 5 мая."),
    ("teleshop", "Ждём товар 25 марта, супервайзер в курсе.", "Ждём товар 25 марта."),
    ("teleshop", "Доставим 5 мая. Руководство в курсе ситуации.", "Доставим 5 мая."),
    ("teleshop", "Заказ приедет 5 мая. Супервайзер потом подтвердит заказ.", "Заказ приедет 5 мая. Потом подтвердим заказ."),
    ("teleshop", "Руководитель подтвердит возврат, деньги придут до 5 мая.", "Подтвердим возврат, деньги придут до 5 мая."),
    ("marketplace", "Компенсация 500 ₽ согласована с руководителем.", "Компенсация 500 ₽ одобрена."),
    ("marketplace", "Тимлид одобрил компенсацию 500 ₽.", "Мы одобрили компенсацию 500 ₽."),
    ("tech-support", "Данная проблема известна, заведён баг в Jira PASS-2291.", "Эта проблема известна."),
    ("tech-support", "Проблема известна, баг заведён. Исправим до 5 мая.", "Проблема известна. Исправим до 5 мая."),
    ("saas-chat", "Исправим до 5 мая, завели баг разработчикам.", "Исправим до 5 мая."),
    ("saas-chat", "Возврат 11 880 ₽ согласован биллингом. Тикет закрываю.", "Возврат 11 880 ₽ одобрен."),
    ("saas-chat", "Возврат одобрен бухгалтерией, деньги придут до 5 мая.", "Возврат одобрен, деньги придут до 5 мая."),
    ("tech-support", "Ключ заменён. Обращение закрываю.", "Ключ заменён."),
    ("marketplace", "Деньги вернули 5 мая, диалог закрываю.", "Деньги вернули 5 мая."),
]
STAYS = [
    ("marketplace", "Заявка ушла в банк 11 марта."),
    ("saas-chat", "Руководитель проекта подтвердит доступ в разделе «Команда»."),
    ("saas-chat", "Ваш руководитель подтвердит заявку в личном кабинете."),
    ("tech-support", "Закроем обращение, если до 5 мая вопросов не будет."),
    ("marketplace", "Возврат одобрен, деньги придут до 5 мая."),
    ("saas-chat", "Задача заведена в проекте «Лето», её видно на доске."),
    ("tech-support", "После 19 марта заявка закрывается автоматически."),
    ("saas-chat", "Держим в курсе: обновление выйдет 5 мая."),
    ("teleshop", "Я в курсе Вашего вопроса, отвечу до 18:00."),
    ("post", "Руководитель отделения ответит Вам до 5 мая."),
]


def _said(pack: str, draft: str) -> str:
    return " ".join(u.text for u in prepare(Reading(Case(id="x", pack=pack, draft=draft), load_pack(pack)))).strip()


@pytest.mark.parametrize(("pack", "draft", "said"), GONE)
def test_the_kitchen_goes(pack: str, draft: str, said: str) -> None:
    assert _said(pack, draft) == said


@pytest.mark.parametrize(("pack", "draft"), STAYS)
def test_what_the_client_may_know_stays(pack: str, draft: str) -> None:
    assert _said(pack, draft) == draft
