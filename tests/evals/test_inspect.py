"""evals/inspect: solver and scorer, called as Inspect calls them; with the tool itself where it is installed."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from rewriter.evaluation.suite import load_suite

SUITE = Path(__file__).parents[2] / "evals" / "inspect" / "suite.py"


class _Score(SimpleNamespace):
    @classmethod
    def unscored(cls, **given: Any) -> _Score:
        return cls(value=None, **given)


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The task's module with stand-ins for what it takes from Inspect: decorators that change nothing, records."""

    def record(**given: Any) -> SimpleNamespace:
        return SimpleNamespace(**given)

    def same(thing: Any) -> Any:
        return thing

    parts: dict[str, dict[str, Any]] = {
        "inspect_ai": {"Task": record, "task": same},
        "inspect_ai.dataset": {"Sample": record},
        "inspect_ai.model": {"ModelOutput": SimpleNamespace(from_content=lambda model, content: record(model=model, completion=content))},
        "inspect_ai.scorer": {
            "CORRECT": "C", "INCORRECT": "I", "Score": _Score, "Scorer": Any, "Target": Any, "accuracy": record, "stderr": record, "scorer": lambda **_: same,
        },
        "inspect_ai.solver": {"Generate": Any, "Solver": Any, "TaskState": Any, "solver": same},
    }  # fmt: skip
    for name, values in parts.items():
        module = ModuleType(name)
        module.__dict__.update(values)
        monkeypatch.setitem(sys.modules, name, module)
    spec = importlib.util.spec_from_file_location("inspect_suite", SUITE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "inspect_suite", module)
    spec.loader.exec_module(module)
    return module


def done(task: Any, sample: Any) -> Any:
    """The sample's state, solved, and its score."""
    state = SimpleNamespace(metadata=dict(sample.metadata), output=None)
    state = asyncio.run(task.solver(state, None))
    return state, asyncio.run(task.scorer(state, None))


def test_every_case_is_a_sample(suite: ModuleType) -> None:
    task = suite.rewriter_suite("hard")
    assert [sample.id for sample in task.dataset] == [case.id for case in load_suite("hard")]
    assert all(json.loads(json.dumps(sample.metadata)) == sample.metadata for sample in task.dataset)


def test_a_sample_is_solved_and_scored(suite: ModuleType) -> None:
    task = suite.rewriter_suite()
    state, score = done(task, task.dataset[0])
    assert (score.value, score.explanation) == ("C", "каждое правило соблюдено")
    assert score.answer == state.output.completion
    state.output.completion = load_suite("smoke").case("smoke-01").draft  # type: ignore[union-attr]
    score = asyncio.run(task.scorer(state, None))
    assert score.value == "I"
    assert "forbidden-phrases" in score.explanation
    assert "forbidden-phrases" in {v["rule"] for v in score.metadata["violations"]}


def test_without_a_backend_nothing_is_scored(suite: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    task = suite.rewriter_suite(backend="openai")
    _, score = done(task, task.dataset[0])
    assert score.value is None
    assert "OPENAI_API_KEY" in score.explanation


def test_inspect_itself(tmp_path: Path) -> None:
    """pip install inspect-ai beside rewriter, or INSPECT=path."""
    tool = os.environ.get("INSPECT") or shutil.which("inspect")
    if tool is None:
        pytest.skip("inspect-ai is not installed: pip install inspect-ai")
    root = SUITE.parents[2]
    arguments = [
        tool,
        "eval",
        str(SUITE.relative_to(root)),
        "--model",
        "none",
        "--limit",
        "3",
        "--log-format",
        "json",
        "--log-dir",
        str(tmp_path),
        "--display",
        "none",
    ]
    run = subprocess.run(arguments, env={**os.environ, "PYTHONPATH": str(root)}, cwd=root, capture_output=True, text=True, timeout=300, check=False)
    logs = list(tmp_path.glob("*.json"))
    assert logs, run.stdout + run.stderr
    log = json.loads(logs[0].read_text())
    assert log["status"] == "success"
    assert [s["scores"]["by_rules"]["value"] for s in log["samples"]] == ["C", "C", "C"]
