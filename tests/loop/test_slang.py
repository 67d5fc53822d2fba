"""Shop talk put into words that everybody knows, in the form of what it replaces; the client told of as a «юзер» is told «Вы»."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

SAID = [
    ("saas-chat", "Если кодов нет – пишите саппу с почты владельца.", "Если кодов нет – напишите, пожалуйста, в поддержку с почты владельца."),
    ("saas-chat", "Саппорт ответит до 18:00.", "Поддержка ответит до 18:00."),
    ("tech-support", "Если не поможет – пингуйте нас.", "Если не поможет – напишите нам, пожалуйста."),
    ("tech-support", "Юзер в ЛК может сделать сам.", "Вы можете сделать это сами в личном кабинете."),
    ("saas-chat", "Юзер может сменить пароль в разделе «Профиль».", "Вы можете сменить пароль в разделе «Профиль»."),
    ("saas-chat", "Юзер сам меняет пароль.", "Пользователь сам меняет пароль."),
    ("saas-chat", "Всё есть в доке: help.example.", "Всё есть в документации: help.example."),
    ("marketplace", "Пуш придёт.", "Уведомление придёт."),
    (
        "marketplace",
        "Вторая транзакция на 5 670 ₽ является холдом. Холд снимается автоматически в течение 3 суток.",
        "Вторая операция на 5 670 ₽ — это временная блокировка. Временная блокировка снимается автоматически в течение 3 суток.",
    ),
    ("marketplace", "Транзакция прошла 5 мая и отменена банком.", "Операция прошла 5 мая и отменена банком."),
    ("marketplace", "Из-за холда деньги вернутся 5 мая.", "Из-за временной блокировки деньги вернутся 5 мая."),
    ("tech-support", "Заявка автоматом закрывается 19 марта.", "Заявка автоматически закрывается 19 марта."),
    ("tech-support", "Сбой вызван кривым релизом девелоперов в 07:40, дежурный инженер проспал алерт.", "Сбой вызван неудачным обновлением в 07:40."),
    ("marketplace", "Завтра придёт пуш.", "Завтра придёт уведомление."),
    ("marketplace", "Оплата в холде до 5 мая.", "Оплата заблокирована до 5 мая."),
    ("marketplace", "Деньги захолдированы до 5 мая.", "Деньги заблокированы до 5 мая."),
    ("tech-support", "Пинганите саппорт, если сервак упадёт.", "Напишите, пожалуйста, в поддержку, если сервер упадёт."),
    ("tech-support", "Алерт придёт на почту.", "Оповещение придёт на почту."),
    ("tech-support", "Девелоперы накосячили, починим до 12:30.", "Починим до 12:30."),
]
STAYS = [
    ("teleshop", "Покупку подтвердит кассир с автоматом оплаты."),
    ("saas-chat", "Пуш-уведомление придёт на телефон."),
    ("saas-chat", "Пользователь может сменить пароль в разделе «Профиль»."),
    ("saas-chat", "Кривая роста есть в отчёте."),
    ("marketplace", "Холодильник привезут 5 мая."),
    ("post", "Номер операции есть в чеке."),
]


def _said(pack: str, draft: str) -> str:
    return " ".join(u.text for u in prepare(Reading(Case(id="x", pack=pack, draft=draft), load_pack(pack)))).strip()


@pytest.mark.parametrize(("pack", "draft", "said"), SAID)
def test_the_plain_word_is_put(pack: str, draft: str, said: str) -> None:
    assert _said(pack, draft) == said


@pytest.mark.parametrize(("pack", "draft"), STAYS)
def test_common_words_stay(pack: str, draft: str) -> None:
    assert _said(pack, draft) == draft
