"""evals/promptfoo: its files do what promptfoo asks of them; with the tool itself where it is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from rewriter.evaluation.suite import load_suite

HERE = Path(__file__).parents[2] / "evals" / "promptfoo"


def loaded(name: str) -> ModuleType:
    """By its path, as promptfoo does."""
    spec = importlib.util.spec_from_file_location(f"promptfoo_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_configuration_names_files_and_functions_that_are_there() -> None:
    config = yaml.safe_load((HERE / "promptfooconfig.yaml").read_text(encoding="utf-8"))
    assert config["prompts"] == ["{{draft}}"]
    assert [provider["id"] for provider in config["providers"]] == ["file://provider.py"]
    assert callable(loaded("provider").call_api)
    for named in (config["tests"], config["defaultTest"]["assert"][0]["value"]):
        file, function = named.removeprefix("file://").split(".py:")
        assert callable(getattr(loaded(file), function))


def test_every_case_of_the_suite_is_a_test() -> None:
    tests = loaded("cases").cases()
    assert [test["description"] for test in tests] == [case.id for case in load_suite("smoke")]
    assert all(json.loads(json.dumps(test)) == test for test in tests)
    assert len(loaded("cases").cases({"suite": "hard"})) == load_suite("hard").count


def test_another_suite_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REWRITER_SUITE", "hard")
    assert len(loaded("cases").cases()) == load_suite("hard").count


def test_a_case_goes_through_the_pipeline_and_is_judged() -> None:
    test = loaded("cases").cases()[0]
    answer = loaded("provider").call_api(test["vars"]["draft"], {"config": {"backend": "rules-only"}}, {"vars": test["vars"]})
    assert answer["metadata"]["status"] == "ok"
    judge = loaded("judge").judge
    good = judge(answer["output"], {"vars": test["vars"], "providerResponse": answer})
    assert (good["pass"], good["score"]) == (True, 1.0)
    assert good["namedScores"]["facts kept"] == 1
    bad = judge(test["vars"]["draft"], {"vars": test["vars"], "providerResponse": answer})
    assert bad["pass"] is False
    assert "forbidden-phrases" in bad["reason"]
    assert bad["namedScores"]["rule forbidden-phrases"] == 0.0
    left = judge(answer["output"], {"vars": test["vars"], "providerResponse": {"metadata": {"status": "needs_review"}}})
    assert (left["pass"], left["reason"]) == (False, "status: needs_review")


def test_expectations_count() -> None:
    case = {"id": "a", "pack": "post", "draft": "Посылка приедет 5 мая.", "must_keep": ["5 мая"]}
    judged = loaded("judge").judge("Здравствуйте! Посылка скоро приедет.", {"vars": {"case": case}})
    assert "must_keep: 5 мая" in judged["reason"]


@pytest.mark.parametrize(
    ("case", "backend", "said"),
    [({"pack": "nope"}, "rules-only", "nope"), ({}, "openai", "OPENAI_API_KEY"), ({}, "gpt", "gpt")],
)
def test_what_cannot_be_had_is_an_error_of_this_test_alone(monkeypatch: pytest.MonkeyPatch, case: dict[str, str], backend: str, said: str) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    answer = loaded("provider").call_api("Посылка приедет завтра.", {"config": {"backend": backend}}, {"vars": {"case": {"id": "a", **case}}})
    assert said in answer["error"]
    assert "output" not in answer


def test_promptfoo_itself(tmp_path: Path) -> None:
    """npm install --global promptfoo, or PROMPTFOO=path."""
    tool = os.environ.get("PROMPTFOO") or shutil.which("promptfoo")
    if tool is None:
        pytest.skip("promptfoo is not installed: npm install --global promptfoo")
    report = tmp_path / "report.json"
    quiet = {"PROMPTFOO_DISABLE_TELEMETRY": "1", "PROMPTFOO_DISABLE_UPDATE": "1", "PROMPTFOO_CONFIG_DIR": str(tmp_path), "PROMPTFOO_PYTHON": sys.executable}
    arguments = [tool, "eval", "--no-cache", "--no-table", "--no-progress-bar", "--filter-first-n", "3", "-o", str(report)]
    done = subprocess.run(arguments, cwd=HERE, env={**os.environ, **quiet}, capture_output=True, text=True, timeout=300, check=False)
    assert report.exists(), done.stdout + done.stderr
    stats = json.loads(report.read_text())["results"]["stats"]
    assert (stats["successes"], stats["errors"]) == (3, 0)
