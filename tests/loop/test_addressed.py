"""The client is told of to his face, where the form is sure."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.pipeline import rewrite


def _said(draft: str, pack: str = "base", client: str = "Что с моим заказом?") -> str:
    return rewrite(Case(pack=pack, draft=draft, client_message=client)).reply


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Информацию о дате передачи клиент может уточнить у отправителя.", "Информацию о дате передачи Вы можете уточнить у отправителя."),
        ("Дата доставки согласуется с клиентом по телефону.", "Дата доставки согласуется с Вами по телефону."),
        ("Отзыв клиента будет передан в службу доставки.", "Ваш отзыв будет передан в службу доставки."),
        ("Возврат товара для клиента бесплатный.", "Возврат товара для Вас бесплатный."),
        ("Карта клиента заблокирована 5 мая.", "Ваша карта заблокирована 5 мая."),
        ("Клиент оплатил заказ 5 мая.", "Вы оплатили заказ 5 мая."),
        ("Звонок поступил от клиента 3 мая.", "Звонок поступил от Вас 3 мая."),
        ("Заморозка есть, для этого клиенту нужно подать заявление.", "для этого Вам нужно подать заявление."),
    ],
)
def test_the_third_person_is_the_one_who_reads(draft: str, said: str):
    assert said in _said(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "Каждый клиент получает бонус 5 мая.",  # any client, not this one
        "Клиент — физическое лицо, счёт открыт 5 мая.",
        "Клиенты оплачивают доставку сами.",
    ],
)
def test_who_is_not_meant_stays(draft: str):
    said = _said(draft)
    assert "лиент" in said
    assert "Вы " not in said


def test_a_predicate_that_would_not_agree_is_left_alone():
    assert "Вы были уведомлён" not in _said("Клиент был уведомлён 5 мая.")


def test_whoever_has_clients_of_his_own_is_not_one_of_them():
    assert "клиент" in _said("Клиент может отменить запись до 5 мая.", client="Могут ли наши клиенты отменять запись?").lower()


def test_the_pronoun_is_written_as_in_the_rest_of_the_draft():
    said = _said("Возврат вы оформляете в приложении, отзыв клиента передан 5 мая.", pack="marketplace")
    assert "ваш отзыв передан 5 мая" in said
