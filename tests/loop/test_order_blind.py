"""Blind drafts whose answers kept a wrong order unseen: what the ready draft says, in the order of the client's questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from rewriter.case import Case
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.reading import Reading

BLIND = Path(__file__).parents[2] / "evals" / "suites" / "blind.jsonl"
WANTED = {
    "r8-07": ("Возмещение", "pochta.ru/claim", "30 дней"),
    "r8-16": ("5526640", "Нож", "2 суток"),
    "r8-28": ("490", "с даты добавления"),
    "r8-31": ("11 880", "Автопродление", "90 дней"),
    "r8-40": ("Глубина архива", "3 500", "CV-410"),
    "r7-27": ("Задержка", "Отмена только чайника", "199"),
    "r6-saas-chat-07": ("на серверах", "152-ФЗ", "legal@"),
}


def _cases() -> dict[str, dict[str, object]]:
    lines = (json.loads(line) for line in BLIND.read_text(encoding="utf-8").splitlines())
    return {line["id"]: line for line in lines if line["id"] in WANTED}


CASES = _cases()


@pytest.mark.parametrize(("case_id", "wanted"), WANTED.items())
def test_the_draft_is_put_in_order(case_id: str, wanted: Sequence[str]) -> None:
    given = {key: CASES[case_id][key] for key in ("id", "pack", "client_message", "draft", "context")}
    case = Case.model_validate(given)
    text = " ".join(unit.text for unit in prepare(Reading(case, load_pack(case.pack))))
    places = [text.index(snippet) for snippet in wanted]
    assert places == sorted(places)
