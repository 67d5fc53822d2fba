"""The embedded model's recorded answers, judged by today's rules, are no worse than the baseline: whoever changes a rule sees here what it does."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.running import run

ROOT = Path(__file__).parents[2]


def test_the_recorded_suite_is_no_worse_than_its_baseline(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "evals" / "recordings" / "embedded", tmp_path / "run")
    scored = run("eval", "score", str(tmp_path / "run"), "--suite", str(ROOT / "evals" / "suites" / "regression.jsonl"))
    assert scored.code == 0, scored.err
    compared = run("eval", "compare", "regression", str(tmp_path / "run"), "--baselines", str(ROOT / "evals" / "baselines"))
    # Worse on purpose? Look at the flips, then: make eval && .venv/bin/rewriter eval bless build/eval
    assert compared.code == 0, compared.out
