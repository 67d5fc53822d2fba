"""promptfoo's assertion: the rules of the case's pack and the suite's expectations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def judge(output: str, context: dict[str, Any]) -> dict[str, Any]:
    """Passes what an operator may send. `namedScores`: 0 for a rule of severity error that is broken; facts kept, of all; officialese, 0 (plain) to 100."""
    from evals.ours import judged
    from rewriter.evaluation.records import SuiteCase

    answer = context.get("providerResponse") or {}
    status: Any = (answer.get("metadata") or context.get("metadata") or {}).get("status") or "ok"
    verdict, wrong = judged(SuiteCase.model_validate(context["vars"]["case"]), output, status)
    scores = {f"rule {v.rule}": 0.0 for v in verdict.errors}
    if verdict.facts:
        scores["facts kept"] = sum(f.kept for f in verdict.facts) / len(verdict.facts)
    if verdict.readability.reply is not None:
        scores["officialese"] = verdict.readability.reply
    return {"pass": not wrong, "score": float(not wrong), "reason": "; ".join(wrong) or "каждое правило соблюдено", "namedScores": scores}
