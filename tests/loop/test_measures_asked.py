"""A price, a term or a weight that the client asks for and the draft is silent of goes to a person; what is told in any words does not."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.measures_asked import measures_asked
from rewriter.pack import load_pack
from rewriter.pipeline import rewrite
from rewriter.text.reading import Reading

# fmt: off
SILENT = [
    ("Можно ли перенести интернет и сколько это стоит?", "Перенос возможен по заявлению. Роутер возьмите с собой.", "цену"),
    ("Какая цена у подписки?", "Подписка открывает архив передач.", "цену"),
    ("Она есть в наличии? Сколько она весит?", "Соковыжималка есть в наличии, скидка 5 %.", "вес"),
    ("Почему нет связи? Когда почините?", "Связи нет из-за аварии на узле.", "срок"),
]
TOLD = [
    ("Сколько стоит перенос?", "Перенос бесплатный."),
    ("Сколько стоит перенос?", "Мастер рассчитает работу на месте."),
    ("Сколько весит швабра?", "Швабра лёгкая, с ней справится ребёнок."),
    ("Когда почините?", "Мастер уже на узле."),
    ("Когда вернёте деньги?", "Деньги придут вместе с зарплатой банка, в пятницу."),
    ("Можно перенести интернет?", "Перенос возможен по заявлению."),
]
# fmt: on


def _asked(client: str, draft: str) -> list[str]:
    return [name for name, _ in measures_asked(Reading(Case(pack="base", client_message=client, draft=draft), load_pack("base")))]


@pytest.mark.parametrize(("client", "draft", "name"), SILENT)
def test_what_the_draft_is_silent_of(client: str, draft: str, name: str) -> None:
    assert _asked(client, draft) == [name]
    result = rewrite(Case(pack="base", client_message=client, draft=draft))
    assert result.status == "needs_review"


@pytest.mark.parametrize(("client", "draft"), TOLD)
def test_what_is_told(client: str, draft: str) -> None:
    assert _asked(client, draft) == []
