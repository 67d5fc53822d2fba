"""When the small embedding model is asked for the order of answers: only where it can change something."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rewriter.case import Case
from rewriter.loop.order import ordered
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

ASKED = "Сколько стоит доставка? Нужен ли паспорт?"
CLEAR = ("Доставка стоит 300 рублей.", "Паспорт нужен.")
VAGUE = ("Возьмите с собой любой документ.", "За всё отдадите 300 рублей.")


class Near:
    """A closeness that counts how often it is asked, and finds the first question nearest to the second sentence."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, questions: Sequence[str], sentences: Sequence[str]) -> list[list[float]]:
        self.asked += 1
        return [[0.1 if q + s == len(sentences) - 1 else 0.0 for s in range(len(sentences))] for q in range(len(questions))]


def placed(sentences: Sequence[str], near: Near, client: str = ASKED) -> list[str]:
    draft = " ".join(sentences)
    reading = Reading(Case(client_message=client, draft=draft), load_pack("base"))
    return [unit.text for unit in ordered(reading, read(draft), near)]


def test_words_that_leave_no_doubt_are_enough():
    near = Near()
    assert placed(CLEAR, near) == list(CLEAR)
    assert near.asked == 0


def test_it_is_asked_where_words_do_not_tell():
    near = Near()
    assert placed(VAGUE, near) == list(reversed(VAGUE))
    assert near.asked == 1


def test_it_is_asked_before_sentences_are_moved():
    near = Near()
    placed(tuple(reversed(CLEAR)), near)
    assert near.asked == 1


@pytest.mark.parametrize("client", ["Сколько стоит доставка?", "Спасибо, всё понятно."])
def test_nobody_is_asked_for_the_order_of_one_answer(client):
    near = Near()
    placed(CLEAR, near, client)
    assert near.asked == 0
