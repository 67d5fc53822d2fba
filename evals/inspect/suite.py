"""Our suite as a task of Inspect: its solver is our pipeline, its scorer our rules.

inspect eval evals/inspect/suite.py --model none -T suite=smoke -T backend=rules-only
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import Generate, Solver, TaskState, solver

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from evals.ours import RULES_ONLY, SUITE, NoReply, judged, rewritten
from rewriter.evaluation.records import SuiteCase
from rewriter.evaluation.suite import load_suite


@task
def rewriter_suite(suite: str = SUITE, backend: str = RULES_ONLY) -> Task:
    """`suite`: a name or a path; `backend`: `rules-only`, `local` or `openai`, with the model of rewriter's settings."""
    return Task(dataset=[_sample(case) for case in load_suite(suite)], solver=rewriting(backend), scorer=by_rules())


def _sample(case: SuiteCase) -> Sample:
    values = case.model_dump(mode="json", exclude_defaults=True)
    return Sample(id=case.id, input=case.draft or " ", target=case.reference or "", metadata={"case": values, "pack": case.pack, "tags": list(case.tags)})


@solver
def rewriting(backend: str = RULES_ONLY) -> Solver:
    """The pipeline; the model of Inspect is not asked."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        case = SuiteCase.model_validate(state.metadata["case"])
        try:
            result = await asyncio.to_thread(rewritten, case, backend)
        except NoReply as error:
            state.metadata["problem"] = str(error)
            return state
        state.output = ModelOutput.from_content(result.model or RULES_ONLY, result.reply)
        state.metadata |= {"status": result.status, "attempts": len(result.attempts)}
        return state

    return solve


@scorer(metrics=[accuracy(), stderr()])
def by_rules() -> Scorer:
    """Correct: what an operator may send. Without a reply the sample is not scored."""

    async def score(state: TaskState, target: Target) -> Score:
        if problem := state.metadata.get("problem"):
            return Score.unscored(explanation=problem)
        case: Any = SuiteCase.model_validate(state.metadata["case"])
        reply = state.output.completion
        verdict, wrong = judged(case, reply, state.metadata["status"])
        found = {"violations": [v.model_dump(mode="json") for v in verdict.violations], "officialese": verdict.readability.reply}
        return Score(value=INCORRECT if wrong else CORRECT, answer=reply, explanation="; ".join(wrong) or "каждое правило соблюдено", metadata=found)

    return score
