"""LanguageTool's contract, by hand and by a real client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import language_tool_python
import pytest

from rewriter import Case, check
from rewriter.settings import Settings
from tests.server.conftest import TOKEN, Served, desk_with

TEXT = "😊👩‍💻 Данная посылка приедет завтра. Согласно п. 34 Правил ждите."


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    with Served(desk_with(settings=Settings(pack="post"))) as served:
        yield served


def matches(service: Served, **form: str) -> list[dict[str, Any]]:
    answer = service.client.post("/v2/check", data={"language": "ru-RU", **form})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["matches"]
    return found


def units(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def test_matches_are_the_library_s_violations(service: Served):
    expected = [v for v in check(Case(pack="post", draft=TEXT)).violations if v.end > v.start]
    found = matches(service, text=TEXT)
    assert [m["rule"]["id"] for m in found] == [v.rule for v in expected]
    assert [units(TEXT, m["offset"], m["length"]) for m in found] == [v.text for v in expected]
    assert [[r["value"] for r in m["replacements"]] for m in found] == [[] if v.suggestion is None else [v.suggestion] for v in expected]


def test_what_a_match_tells(service: Served):
    by_rule = {m["rule"]["id"]: m for m in matches(service, text=TEXT)}
    law = by_rule["no-law-citations"]
    assert law["sentence"] == "Согласно п. 34 Правил ждите."
    assert law["rule"]["issueType"] == "grammar"
    assert law["rule"]["category"] == {"id": "REWRITER_HARD", "name": "Жёсткие правила ответа"}
    assert law["rule"]["description"]
    assert law["shortMessage"] == law["rule"]["description"]
    word = by_rule["plain-words"]
    assert word["rule"]["issueType"] == "style"
    context = word["context"]
    assert units(context["text"], context["offset"], context["length"]) == "Данная"


def test_the_context_of_a_long_text(service: Served):
    text = "Посылка приедет завтра. " * 10 + "Данная 😊 посылка приедет завтра. " + "Посылка приедет завтра. " * 10
    word = next(m for m in matches(service, text=text) if m["rule"]["id"] == "plain-words")
    context = word["context"]
    assert context["text"].startswith("…")
    assert context["text"].endswith("…")
    assert units(context["text"], context["offset"], context["length"]) == "Данная"


def test_fields_that_clients_rely_on(service: Served):
    body = service.client.post(
        "/v2/check", data={"language": "auto", "text": "Посылка приедет завтра.", "motherTongue": "ru", "level": "picky", "preferredVariants": "en-US"}
    ).json()
    assert body["software"]["apiVersion"] == 1
    assert body["language"]["code"] == body["language"]["detectedLanguage"]["code"] == "ru-RU"
    assert body["warnings"] == {"incompleteResults": False}
    assert {x["longCode"] for x in service.client.get("/v2/languages").json()} == {"ru", "ru-RU"}


def test_annotated_text_counts_its_markup(service: Served):
    parts = [
        {"text": "😊 "},
        {"markup": "<b>"},
        {"text": "Данная"},
        {"markup": "</b>"},
        {"text": " посылка"},
        {"markup": "<br/>", "interpretAs": "\n"},
        {"text": "приедет завтра."},
    ]
    sent = "".join(p.get("text", p.get("markup", "")) for p in parts)
    found = matches(service, data=json.dumps({"annotation": parts}))
    word = next(m for m in found if m["rule"]["id"] == "plain-words")
    assert units(sent, word["offset"], word["length"]) == "Данная"
    assert matches(service, data=json.dumps({"text": "Данная посылка."}))


def test_rules_and_packs_are_chosen(service: Served):
    assert {m["rule"]["id"] for m in matches(service, text=TEXT, enabledRules="plain-words,HUNSPELL_RULE", enabledOnly="true")} == {"plain-words"}
    assert "plain-words" not in {m["rule"]["id"] for m in matches(service, text=TEXT, disabledRules="plain-words")}
    assert {m["rule"]["category"]["id"] for m in matches(service, text=TEXT, disabledCategories="REWRITER_STYLE,REWRITER_ADVICE")} == {"REWRITER_HARD"}
    assert matches(service, text=TEXT, pack="base")
    unknown = service.client.post("/v2/check", data={"text": TEXT, "pack": "нет"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "unknown_pack")


@pytest.mark.parametrize(
    ("form", "count"), [({"text": ""}, 0), ({"text": "   "}, 0), ({}, 0), ({"text": "Данная посылка", "language": "en-US"}, 0), ({"text": "\u0000"}, None)]
)
def test_odd_texts(service: Served, form: dict[str, str], count: int | None):
    found = matches(service, **form)
    assert count is None or len(found) == count


@pytest.mark.parametrize("data", ["{", "[]", '{"annotation": 5}', '{"annotation": [{}]}', '{"a": 1}'])
def test_data_that_cannot_be_read(service: Served, data: str):
    answer = service.client.post("/v2/check", data={"language": "ru", "data": data})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_data")


def test_too_long_a_text_json_and_no_token(service: Served):
    assert service.client.post("/v2/check", data={"text": "я" * 20_001}).status_code == 413
    assert service.client.post("/v2/check", json={"text": "я"}).status_code == 415
    assert httpx.post(f"{service.url}/v2/check", data={"text": "я"}).status_code == 401
    assert httpx.post(f"{service.url}/k/wrong-token/v2/check", data={"text": "я"}).status_code == 401
    assert httpx.post(f"{service.url}/k/{TOKEN}/v2/check", data={"text": "я"}).status_code == 200


def test_a_real_client_with_the_token_in_its_address(service: Served):
    with language_tool_python.LanguageTool("ru-RU", remote_server=f"{service.url}/k/{TOKEN}/") as tool:
        found = tool.check(TEXT)
        # The client turns UTF-16 offsets into Python's: the two emoji in front must not shift them.
        assert "Данная" in [TEXT[m.offset : m.offset + m.error_length] for m in found if m.rule_id == "plain-words"]
        assert {m.rule_id for m in found} == {v.rule for v in check(Case(pack="post", draft=TEXT)).violations if v.end > v.start}
        tool.disabled_rules = {"no-law-citations", "no-bare-imperatives"}
        assert tool.correct("Здравствуйте 😊! Данная посылка приедет завтра.") == "Здравствуйте 😊! Эта посылка приедет завтра."
