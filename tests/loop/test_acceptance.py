"""A model's sentence that bends the meaning does not stand for the rule-fixed one."""

from __future__ import annotations

from rewriter.case import Case
from rewriter.loop.acceptance import refusal
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

SOURCE = "При невостребовании получателем отправление возвращается отправителю 15 марта."


def _refusal(candidate: str) -> str | None:
    return refusal(Reading(Case(pack="post", draft=SOURCE), load_pack("post")), SOURCE, candidate)


def test_sides_exchanged():
    assert _refusal("При невостребовании отправителя отправление возвращается получателю 15 марта.") == "изменилось, кому"


def test_sides_kept():
    assert _refusal("При невостребовании получателем вернём отправление отправителю 15 марта.") != "изменилось, кому"
