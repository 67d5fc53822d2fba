"""Sentences that a cut has emptied go; what the draft itself says so stays."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.hollow import without_hollow
from rewriter.pack import load_pack
from rewriter.text.reading import Reading


def _left(client: str, draft: str, text: str) -> str:
    return without_hollow(Reading(Case.model_validate({"id": "1", "pack": "base", "client_message": client, "draft": draft}), load_pack("base")), text)


@pytest.mark.parametrize(
    ("client", "text", "left"),
    [
        ("", "Просрочка выплаты произошла. Срок — до 5 мая.", "Срок — до 5 мая."),
        ("", "Снижение произошло. Рейтинг — в профиле.", "Рейтинг — в профиле."),
        ("Адрес вписала старый, как поменять?", "Указан неверный адрес. Смена адреса бесплатная.", "Смена адреса бесплатная."),
        ("Почему не дошло?", "Указан неверный адрес. Смена адреса бесплатная.", "Указан неверный адрес. Смена адреса бесплатная."),
        ("", "Задержка выплаты составит 3 дня. Срок — до 5 мая.", "Задержка выплаты составит 3 дня. Срок — до 5 мая."),
        ("", "Просрочка выплаты произошла.", "Просрочка выплаты произошла."),
    ],
)
def test_left(client: str, text: str, left: str) -> None:
    assert _left(client, "", text) == left


def test_the_drafts_own_words_stay() -> None:
    said = "Просрочка выплаты произошла. Срок — до 5 мая."
    assert _left("", said, said) == said
