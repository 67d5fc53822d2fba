"""What operators type in a hurry: hyphens for dashes, «тк», a look at the screen told of, orders without a mood, a contract that «says so»."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

SAID = [
    ("post", "Сменить пункт нельзя, тк заказ уже едет.", "Сменить пункт нельзя, так как заказ уже едет."),
    ("saas-chat", "Насколько вижу, перенос доступен с 5 мая.", "Перенос доступен с 5 мая."),
    ("saas-chat", "Минуту, уточнила: перенос доступен с 5 мая.", "Перенос доступен с 5 мая."),
    ("saas-chat", "Перенос - администратором, лимит - 5 в день.", "Перенос — администратором, лимит — 5 в день."),
    ("tech-support", "Пользователю необходимо зайти в профиль и сменить пароль.", "Вам нужно зайти в профиль и сменить пароль."),
    ("tech-support", "Если деньги не поступят до 5 мая — запросить выписку.", "Если деньги не поступят до 5 мая — запросите, пожалуйста, выписку."),
    ("marketplace", "За вещи не отвечаем, это прописано в оферте. Вернём 500 ₽ 5 мая.", "Вернём 500 ₽ 5 мая."),
    (
        "marketplace",
        "Двойное списание подтверждается, сбой на стороне провайдера. Вернём 500 ₽ до 5 мая.",
        "Двойное списание подтверждается, это сбой. Вернём 500 ₽ до 5 мая.",
    ),
    ("post", "Передам СВ, ответим до 5 мая.", "Передам руководителю, ответим до 5 мая."),
]
STAYS = [
    ("post", "Груз везёт партнёрская ТК."),
    ("saas-chat", "Заморозка подписки стоит 100 ₽."),
    ("post", "Бланк по форме 22 отдайте, пожалуйста, оператору."),
    ("tech-support", "Резервных копий старше 5 дней нет."),
    ("marketplace", "Оплатить можно картой и наличными."),
]


def _said(pack: str, draft: str) -> str:
    return " ".join(u.text for u in prepare(Reading(Case(id="x", pack=pack, draft=draft), load_pack(pack)))).strip()


@pytest.mark.parametrize(("pack", "draft", "said"), SAID)
def test_what_was_typed_in_a_hurry_is_said(pack: str, draft: str, said: str) -> None:
    assert _said(pack, draft) == said


@pytest.mark.parametrize(("pack", "draft"), STAYS)
def test_what_needs_no_mending_stays(pack: str, draft: str) -> None:
    assert _said(pack, draft) == draft
