"""The contract under /v1, over a real connection."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from rewriter import Case, check
from rewriter.backends import BackendError, BackendUnavailable
from rewriter.result import Result
from tests.server.conftest import CASE, GOOD, Served, desk_with
from tests.stubs import StubBackend


def events(response: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    found, name = [], ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            found.append((name, json.loads(line[6:])))
    return found


def test_a_rewrite_is_the_result_of_the_contract(served: Served):
    answer = served.client.post("/v1/rewrite", json=CASE)
    assert answer.status_code == 200
    result = Result.model_validate(answer.json())
    assert (result.status, result.reply) == ("ok", GOOD)
    assert result.attempts
    assert result.rules.checked
    assert result.backend == "stub"
    assert answer.headers["x-rewriter-verdict"] == "ok"
    assert len(answer.headers["x-request-id"]) == 32


def test_a_check_says_what_the_library_says(served: Served):
    case = {**CASE, "reply": "Курьер потерял посылку, это его вина. Согласно п. 34 Правил ждите."}
    answer = served.client.post("/v1/check", json=case)
    assert answer.json() == check(Case.model_validate(case)).model_dump(mode="json")
    only = served.client.post("/v1/check", params={"select": "no-law-citations"}, json=case).json()
    assert {v["rule"] for v in only["violations"]} == {"no-law-citations"}


def test_rules_only_asks_no_model(served: Served):
    result = served.client.post("/v1/rewrite", params={"rules_only": True}, json=CASE).json()
    assert result["backend"] == "none"
    assert "завтра" in result["reply"]
    assert result["status"] == "ok"


def test_progress_comes_as_events_and_no_text_before_it_is_judged(served: Served):
    with served.client.stream("POST", "/v1/rewrite", json=CASE, headers={"Accept": "text/event-stream"}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        found = events(response)
    names = [name for name, _ in found]
    assert names[-1] == "result"
    assert set(names[:-1]) == {"progress"}
    assert [data["stage"] for name, data in found if name == "progress"][:2] == ["queue", "fix"]
    assert any(data.get("errors") == 0 for _, data in found[:-1])
    assert not any("text" in data or "посылка" in json.dumps(data, ensure_ascii=False) for _, data in found[:-1])
    assert found[-1][1]["reply"] == GOOD


def test_packs_and_rules_are_listed(served: Served):
    assert [p["name"] for p in served.client.get("/v1/packs").json()] == ["base", "post"]
    rules = {r["id"]: r for r in served.client.get("/v1/rules", params={"pack": "post"}).json()}
    assert rules["no-law-citations"]["severity"] == "error"
    assert rules["no-law-citations"]["hard"]


@pytest.mark.parametrize(
    ("case", "status", "words"),
    [
        ({**CASE, "pack": "nope"}, 422, "Пакета «nope» здесь нет"),
        ({**CASE, "pack": "/etc"}, 422, "здесь нет"),
        ({**CASE, "draft": 5}, 422, "draft: нужна строка"),
        ([], 422, "нужен объект"),
    ],
)
def test_bad_cases_are_told_in_russian(served: Served, case: object, status: int, words: str):
    answer = served.client.post("/v1/rewrite", json=case)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]


def test_a_draft_that_cannot_be_rewritten_comes_back_with_the_reason(served: Served):
    result = served.client.post("/v1/rewrite", json={**CASE, "draft": "Only English words here"}).json()
    assert (result["status"], result["reply"]) == ("failed", "Only English words here")
    assert "не на русском" in result["reason"]


def test_an_unknown_rule_and_an_unknown_address(served: Served):
    assert served.client.post("/v1/check", params={"select": "no-such"}, json=CASE).json()["error"]["code"] == "unknown_rule"
    missing = served.client.get("/v1/nothing")
    assert missing.status_code == 404
    assert missing.json()["error"]["message"] == "Такого адреса здесь нет."


@pytest.mark.parametrize("failure", [BackendError("сервер ответил половиной ответа"), BackendUnavailable("сервер не отвечает")])
def test_a_model_that_breaks_costs_its_words_and_not_the_draft(failure: Exception):
    with Served(desk_with(StubBackend([failure]))) as service:
        result = service.client.post("/v1/rewrite", json=CASE).json()
        assert "завтра" in result["reply"]
        assert result["status"] in ("ok", "needs_review")
        assert str(failure) in result["reason"]
        assert service.client.post("/v1/rewrite", json=CASE).status_code == 200  # and the next one is served


def test_without_a_model_the_rules_rewrite_and_readyz_says_so():
    with Served(desk_with(BackendUnavailable("нет файла модели"))) as service:
        assert service.client.get("/readyz").status_code == 503
        assert service.client.get("/readyz").json() == {"ready": False, "state": "no-model", "detail": "нет файла модели"}
        result = service.client.post("/v1/rewrite", json=CASE).json()
        assert result["status"] == "ok"
        assert "модели нет" in result["reason"]
        assert result["backend"] == "none"


def test_health_and_metrics(served: Served):
    assert served.client.get("/healthz").json() == {"status": "ok"}
    assert served.client.get("/readyz").json()["ready"] is True
    served.client.post("/v1/rewrite", json=CASE)
    text = served.client.get("/metrics").text
    for line in (
        'rewriter_results_total{pack="post",status="ok"}',
        'rewriter_stage_seconds_count{stage="model"}',
        'rewriter_tokens_total{kind="prompt"}',
        "rewriter_queue_waiting 0.0",
    ):
        assert line in text
    assert "посылка" not in text


def test_the_openapi_document_and_its_page_need_no_other_server(served: Served):
    paths = httpx.get(f"{served.url}/openapi.json").json()["paths"]
    assert {"/v1/rewrite", "/v1/check", "/v1/packs", "/v1/rules", "/healthz", "/readyz", "/metrics"} <= set(paths)
    page = httpx.get(f"{served.url}/docs").text
    assert "/static-offline-docs/swagger-ui-bundle.js" in page
    assert "cdn" not in page
    assert httpx.get(f"{served.url}/static-offline-docs/swagger-ui-bundle.js").status_code == 200


@pytest.mark.parametrize("log_texts", [False, True])
def test_texts_are_logged_only_where_that_was_asked_for(caplog: pytest.LogCaptureFixture, log_texts: bool):
    caplog.set_level("DEBUG")
    with Served(desk_with(log_texts=log_texts)) as service:
        service.client.post("/v1/rewrite", json=CASE)
        service.client.post("/v1/check", json=CASE)
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "POST /v1/rewrite 200" in said
    assert ("посылка" in said.lower()) is log_texts
