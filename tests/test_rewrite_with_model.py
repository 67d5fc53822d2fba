"""Real rewrites with the embedded model: what the whole loop returns as `ok` holds when it is judged anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rewriter.backends import Backend, BackendUnavailable, open_backend
from rewriter.case import Case
from rewriter.checker import check
from rewriter.pipeline import Budget, Progress, rewrite

pytestmark = pytest.mark.model
SMOKE = {line["id"]: line for line in map(json.loads, (Path(__file__).parent.parent / "evals/suites/smoke.jsonl").read_text(encoding="utf-8").splitlines())}


@pytest.fixture(scope="module")
def local() -> Backend:
    try:
        return open_backend("local")
    except BackendUnavailable as reason:
        pytest.fail(f"{reason} (rewriter models pull)")


@pytest.mark.parametrize("name", ["smoke-01", "smoke-08"])  # those that rules alone do not make plain
def test_a_smoke_draft(local, name):
    case = Case.model_validate(SMOKE[name])
    seen: list[Progress] = []
    result = rewrite(case, backend=local, budget=Budget(seconds=120), progress=seen.append)
    assert result.status == "ok", [(v.rule, v.text) for v in result.errors]
    assert any(p.stage == "model" for p in seen), "the model was asked"
    assert result.usage.completion_tokens > 0
    assert all(f.kept for f in result.facts)
    assert check(case.model_copy(update={"reply": result.reply})).verdict == "pass"


def test_the_static_part_is_read_once(local):
    other = {
        "id": "other",
        "pack": "teleshop",
        "client_message": "На каком языке квитанция?",
        "draft": "Квитанция предоставляется исключительно на русском языке.",
    }  # of one pack
    _, second = (rewrite(Case.model_validate(case), backend=local, budget=Budget(seconds=120)) for case in (SMOKE["smoke-08"], other))
    assert second.usage.cached_tokens > second.usage.prompt_tokens / 2


def test_cancelling_stops_the_model_at_once(local):
    seen: list[str] = []

    def until_the_model(progress: Progress) -> bool:
        seen.append(progress.stage)
        return progress.stage != "model"

    result = rewrite(Case.model_validate(SMOKE["smoke-08"]), backend=local, progress=until_the_model)
    assert "model" in seen
    assert result.usage.completion_tokens <= 1
    assert "41001280345710" in result.reply
