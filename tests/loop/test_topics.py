"""What a reproach is about goes over to the next sentence only where nothing else is told and the next one is about it."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import violations_of
from rewriter.loop.topics import handed_on
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

HANDED = "При получении посылки 80512345678901 Вы должны были осмотреть её при операторе."


def _handed(text: str) -> str | None:
    reading = Reading(Case.model_validate({"id": "1", "pack": "base", "client_message": "", "draft": text}), load_pack("base"))
    document = read(text)
    wrong = next(v for v in violations_of(reading, document)[0] if v.rule == "no-blame-shifting")
    edit = handed_on(document, document.sentences[0], wrong)
    return text[: edit[0]] + edit[2] + text[edit[1] :] if edit is not None else None


def test_handed_on() -> None:
    assert _handed(f"{HANDED} Заявление подают до 5 мая.") == "По посылке 80512345678901 заявление подают до 5 мая."


@pytest.mark.parametrize(
    "text",
    [
        f"{HANDED} Отделение работает до 20:00.",
        f"{HANDED} Посылка 80512345678999 в пути, срок — 5 мая.",
        f"{HANDED} И заявление подают до 5 мая.",
        "При получении посылки 80512345678901 Вы должны были осмотреть её, без акта выплата не назначается. Заявление подают до 5 мая.",
        HANDED,
    ],
)
def test_stays(text: str) -> None:
    assert _handed(text) is None
