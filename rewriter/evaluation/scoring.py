"""Phase two: stored replies judged by today's rules. No model, and nothing that loads one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from rewriter.evaluation import metrics
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.expected import expectations
from rewriter.evaluation.lines import lines_in
from rewriter.evaluation.records import Expected, Manifest, Output, Score, SuiteCase
from rewriter.evaluation.running import outputs_in
from rewriter.evaluation.suite import Chosen, Suite, case_hash, load_suite
from rewriter.evaluation.summary import JudgedBy
from rewriter.result import CheckResult, Status

CHANGED = "случай с тех пор изменился"
GONE = "такого случая в наборе больше нет"


class Stored(NamedTuple):
    """An output and its case as it is now, None where the suite has it no more."""

    output: Output
    case: SuiteCase | None


class Mapper(Protocol):
    """Shares stored outputs among workers (`rewriter.engines.processes.mapped`)."""

    def __call__(
        self, function: Callable[[Stored], Score], inputs: Iterable[Stored], jobs: int, given_up: Callable[[Stored, str], Score]
    ) -> Iterator[tuple[Stored, Score]]:
        """The pairs, in order."""


def score(stored: Stored) -> Score:
    """The verdict of today's rules on one stored output."""
    from rewriter.checker import check
    from rewriter.pack import PackError

    output, case = stored
    if case is None:
        return unscored(stored, GONE)
    if output.result is None:
        return unscored(stored, output.problem or "ответа нет")
    if case_hash(case) != output.case_hash:
        return unscored(stored, CHANGED)
    result = output.result
    try:
        verdict = check(case.model_copy(update={"reply": result.reply}))
        draft = check(case.model_copy(update={"reply": case.draft}))
    except PackError as error:
        return unscored(stored, str(error))
    except Exception as error:  # one case must not take the others down
        if os.environ.get("REWRITER_DEBUG"):
            raise
        return unscored(stored, f"ошибка в самой программе: {type(error).__name__}: {error}")
    expected = tuple(expectations(case, result.reply, result.status))
    return Score(
        case=case.id,
        repeat=output.repeat,
        pack=case.pack,
        tags=case.tags,
        must_pass=case.must_pass,
        outcome=outcome(result.status, verdict, expected),
        status=result.status,
        reply=result.reply,
        draft=case.draft,
        client_message=case.client_message,
        violations=verdict.violations,
        rules=metrics.rule_counts(verdict),
        draft_rules={rule: count for rule, count in metrics.rule_counts(draft).items() if count},
        expected=expected,
        facts=len(verdict.facts),
        facts_kept=sum(f.kept for f in verdict.facts),
        facts_invented=metrics.invented(verdict),
        questions=len(verdict.questions),
        questions_answered=sum(q.answered is True for q in verdict.questions),
        questions_in_order=metrics.in_order(verdict),
        officialese_before=verdict.readability.draft,
        officialese_after=verdict.readability.reply,
        similarity=metrics.similarity(result.reply, case.reference),
        length_ratio=metrics.length_ratio(case.draft, result.reply),
        attempts=len(result.attempts),
        repair=metrics.repair(result),
        timing_ms=result.timing_ms,
        usage=result.usage,
    )


def outcome(status: Status, verdict: CheckResult, expected: Iterable[Expected]) -> Literal["right", "wrong", "review"]:
    """`right`, `wrong` or `review`: what an operator would have sent and regretted is wrong, what was left to a person is neither."""
    if status != "ok":
        return "review"
    from rewriter.checker import NOT_RUN

    # A rule that broke down has not found the reply fine.
    broken = any(why.startswith(NOT_RUN) for why in verdict.rules.skipped.values())
    return "wrong" if broken or verdict.errors or not all(e.met for e in expected) else "right"


def unscored(stored: Stored, why: str) -> Score:
    """Neither passed nor failed, and why."""
    output, case = stored
    return Score(
        case=output.case,
        repeat=output.repeat,
        pack=case.pack if case else output.result.pack if output.result else "",
        tags=case.tags if case else (),
        must_pass=bool(case and case.must_pass),
        outcome="unscored",
        problem=why,
        draft=case.draft if case else "",
        client_message=case.client_message if case else "",
    )


@dataclass(frozen=True)
class Stale:
    """What is not as it was when the answers were recorded. `prompts`, `policies`: packs; `rules`: whether the judging code is another; `missing`: cases of the suite without an output."""

    prompts: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    rules: bool = False
    missing: int = 0


def suite_of(manifest: Manifest, path: str | None = None) -> Suite:
    """The suite of a run as it is today, or the one at `path`. Raises EvaluationError."""
    try:
        return load_suite(path or manifest.suite, Chosen(pack=manifest.pack))
    except EvaluationError as error:
        raise EvaluationError(f"{error}\nГде теперь набор этого прогона, скажите параметром --suite.") from None


def stale(manifest: Manifest) -> Stale:
    """In what the run is of another make than today's product."""
    from rewriter.evaluation.manifest import pack_hashes, rules_hash

    now = pack_hashes(manifest.packs)
    return Stale(
        prompts=tuple(p for p, then in manifest.packs.items() if now.get(p, {}).get("prompt") != then.get("prompt")),
        policies=tuple(p for p, then in manifest.packs.items() if now.get(p, {}).get("policy") != then.get("policy")),
        rules=manifest.rules != rules_hash(),
    )


def judged_by(manifest: Manifest) -> JudgedBy:
    """What judges now."""
    from rewriter.evaluation.manifest import pack_hashes, rules_hash

    return JudgedBy(rules=rules_hash(), policies={pack: hashes["policy"] for pack, hashes in pack_hashes(manifest.packs).items()})


def stored_in(folder: Path, suite: Suite) -> Iterator[Stored]:
    """The outputs of a run's folder, each with its case of today."""
    return (Stored(output, suite.case(output.case)) for output in outputs_in(folder))


def scores_in(folder: Path) -> Iterator[Score]:
    """The scores of a run's folder, one at a time. Raises EvaluationError."""
    path = folder / "scores.jsonl"
    if not path.exists():
        raise EvaluationError(f"{folder}: прогон ещё не оценён. Оцените: rewriter eval score {folder}.")
    for number, (_, data) in enumerate(lines_in(path), 1):
        try:
            yield Score.model_validate_json(data)
        except ValueError:
            raise EvaluationError(f"{path}:{number}: это не оценка ответа. Оцените прогон заново: rewriter eval score {folder}.") from None
