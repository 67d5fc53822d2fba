"""`rewriter history`: a client erased, the history exported, edits handed to trainers as pairs that hold their pack's rules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from rewriter.case import Case
from rewriter.checker import check
from rewriter.pack import load_pack
from rewriter.pack_schema import Pair
from rewriter.training.lessons import for_masked
from tests.cli.running import run
from tests.server.conftest import CASE, GOOD, Served
from tests.server.history.making import PERSONAL, PERSONAL_CASE, desk_for
from tests.stubs import StubBackend

DRAFT = "Согласно п. 34 Правил посылка RA123456785RU находится на хранении в отделении по адресу: ул. Полевая, д. 12. Телефон отделения: +7 912 345-67-89."
EDIT = "Здравствуйте, Анна! Посылка RA123456785RU ждёт Вас в отделении: ул. Полевая, д. 12. Телефон отделения: +7 912 345-67-89. Хорошего Вам дня!"
WITH_NAMES = {**PERSONAL_CASE, "client_message": "Добрый день, меня зовут Анна Смирнова. Где посылка RA123456785RU?", "draft": DRAFT}


@pytest.fixture(params=["masked", "full", "off"])
def told(request: pytest.FixtureRequest, database: str) -> tuple[str, str]:
    """A history in which operators have edited: a good edit twice, one that cites the law, one that was never judged good; and one accepted."""
    with Served(desk_for(database, StubBackend([GOOD]), history=request.param)) as service:

        def edited(case: Mapping[str, object], text: str | None) -> None:
            request_id = service.client.post("/v1/rewrite", params={"rules_only": True}, json=case).headers["x-request-id"]
            outcome = {"outcome": "edited", "text": text} if text else {"outcome": "accepted"}
            assert service.client.post("/v1/feedback", json={"request_id": request_id, **outcome}).status_code == 200

        edited(WITH_NAMES, EDIT)
        edited(WITH_NAMES, EDIT)
        edited(WITH_NAMES, DRAFT)
        edited(CASE, GOOD)
        edited(CASE, None)
    return database, request.param


def test_candidates(told: tuple[str, str], tmp_path: Path):
    database, setting = told
    file = tmp_path / "candidates.yaml"
    done = run("history", "candidates", "-o", str(file), "--database", database)
    assert done.code == 0
    if setting == "off":
        assert "0 пар" in done.err
        assert yaml.safe_load(file.read_text()) == []
        return
    assert "2 пары" in done.err
    text = file.read_text(encoding="utf-8")
    assert [word for word in PERSONAL if word in text] == []
    pairs = TypeAdapter(list[Pair]).validate_python(yaml.safe_load(text))
    assert len({pair.id for pair in pairs}) == 2
    plain, named = pairs
    assert plain.teaches == ("plain-words",)
    assert plain.reply.strip() == GOOD
    assert "no-law-citations" in named.teaches
    assert named.context.client_name == "[ИМЯ_1]"
    for placeholder in ("[НОМЕР_1]", "[АДРЕС_1]", "[ТЕЛ_1]"):
        assert placeholder in named.draft
        assert placeholder in named.reply
    pack = for_masked(load_pack("post"))
    for pair in pairs:
        case = Case(pack="post", client_message=pair.client, draft=pair.draft, context=pair.context)
        errors = check(case.model_copy(update={"reply": pair.reply}), pack).errors
        assert [error for error in errors if not error.text.startswith("ИМЯ_")] == []  # another form of the name
        broken = {violation.rule for violation in check(case, pack).violations}
        assert set(pair.teaches) <= broken
    lines = run("history", "candidates", "--format", "jsonl", "--pack", "post", "--database", database)
    assert [json.loads(line)["id"] for line in lines.out.splitlines()] == [pair.id for pair in pairs]
    assert run("history", "candidates", "--pack", "base", "--database", database).out == ""


def test_export_and_erase(told: tuple[str, str], tmp_path: Path):
    database, setting = told
    file = tmp_path / "all.jsonl"
    assert run("history", "export", "-o", str(file), "--database", database).code == 0
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(entries) == 5
    assert {entry["texts"] for entry in entries} == {setting}
    assert len(run("history", "export", "--client", "анна смирнова", "--database", database).lines) == 3
    asked = run("history", "erase", "--client", "Анна Смирнова", "--database", database, stdin="n\n")
    assert asked.code != 0
    assert "Стереть 3 ответа" in asked.err
    assert run("history", "erase", "--client", "Анна Смирнова", "--yes", "--database", database).out == "Стёрто: 3 ответа.\n"
    assert run("history", "erase", "--client", "Анна Смирнова", "--yes", "--database", database).out == "О таком клиенте ничего не сохранено.\n"
    assert len(run("history", "export", "--database", database).lines) == 2


def test_a_file_that_cannot_be_written_is_told(told: tuple[str, str], tmp_path: Path):
    done = run("history", "export", "-o", str(tmp_path / "no" / "x.jsonl"), "--database", told[0])
    assert done.code == 2
    assert "не записать" in done.err
