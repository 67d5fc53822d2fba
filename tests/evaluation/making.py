"""Scored runs for tests: real replies, judged by the real rules. Whoever tests the scorer itself makes no use of this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rewriter.case import Case
from rewriter.checker import check
from rewriter.evaluation.records import Expected, Manifest, Output, Score, SuiteCase
from rewriter.evaluation.scored import Scored
from rewriter.result import Attempt, Result, Timing

GOOD = "Здравствуйте, Анна! Посылка RR482715360RU ждёт Вас в отделении 620014 до 19.09.2025. Хорошего Вам дня!"
LAW = "Здравствуйте, Анна! Согласно п. 34 Правил посылка RR482715360RU ждёт Вас в отделении 620014 до 19.09.2025. Хорошего Вам дня!"
SHORT = "Здравствуйте, Анна! Посылка ждёт Вас в отделении. Хорошего Вам дня!"
CASE = SuiteCase(
    id="c-01",
    pack="post",
    client_message="Добрый день! До какого числа лежит посылка RR482715360RU?",
    draft="РПО RR482715360RU хранится в ОПС 620014 до 19.09.2025 в соответствии с п. 34 Правил.",
    context={"client_name": "Анна", "first_contact": True, "channel": "chat"},  # type: ignore[arg-type]
    tags=("law",),
    must_keep=("RR482715360RU",),
)
MANIFEST = Manifest(
    suite="sample",
    suite_hash="a" * 64,
    cases=1,
    backend="local",
    model="sample-model",
    packs={"post": {"prompt": "1" * 64, "policy": "2" * 64}},
    rules="3" * 64,
    commit="c" * 40,
    versions={"rewriter": "0.1"},
    started="2026-01-01T10:00:00+00:00",
    machine="Linux x86_64",
)


@lru_cache(maxsize=512)
def _judged(case: Case, reply: str) -> Any:
    return check(case.model_copy(update={"reply": reply}))


def scored_as(case: SuiteCase, reply: str, **other: Any) -> Score:
    """The score of a reply, by the rules as they are."""
    result = _judged(Case.model_validate(case.model_dump()), reply)
    draft = _judged(Case.model_validate(case.model_dump()), case.draft)
    expected = [Expected(kind="must_keep", text=text, met=text in reply) for text in case.must_keep]
    expected += [Expected(kind="must_go", text=text, met=text not in reply) for text in case.must_go]
    status = other.pop("status", "needs_review" if result.errors else "ok")
    good = not result.errors and all(e.met for e in expected)
    counts: dict[str, int] = dict.fromkeys(result.rules.checked, 0)
    for violation in result.violations:
        counts[violation.rule] += 1
    broken: dict[str, int] = {}
    for violation in draft.violations:
        broken[violation.rule] = broken.get(violation.rule, 0) + 1
    values: dict[str, Any] = {
        "case": case.id,
        "pack": case.pack,
        "tags": case.tags,
        "must_pass": case.must_pass,
        "outcome": "review" if status != "ok" else "right" if good else "wrong",
        "status": status,
        "reply": reply,
        "draft": case.draft,
        "client_message": case.client_message,
        "violations": result.violations,
        "rules": counts,
        "draft_rules": broken,
        "expected": tuple(expected),
        "facts": len(result.facts),
        "facts_kept": sum(f.kept for f in result.facts),
        "questions": len(result.questions),
        "questions_answered": sum(bool(q.answered) for q in result.questions),
        "officialese_before": result.readability.draft,
        "officialese_after": result.readability.reply,
        "attempts": 1,
        "timing_ms": Timing(prompt=2, model=800, check=8, total=810),
    }
    return Score.model_validate(values | other)


def output_of(case: SuiteCase, reply: str, status: str) -> Output:
    """The output that such a score is of."""
    result = _judged(Case.model_validate(case.model_dump()), reply)
    made = Result.model_validate(
        result.model_dump()
        | {"status": status, "reply": reply, "attempts": [Attempt(text=reply, violations=result.violations)], "model": "sample-model", "backend": "local"}
    )
    return Output(case=case.id, case_hash="0" * 64, result=made)


def cases(count: int, **changes: Any) -> list[SuiteCase]:
    """As many cases, c-01, c-02, …"""
    return [CASE.model_copy(update={"id": f"c-{number:02}"} | changes) for number in range(1, count + 1)]


def run_of(replies: Mapping[str, str] | Sequence[str], *, name: str = "run", of: Sequence[SuiteCase] | None = None, **manifest: Any) -> Scored:
    """A scored run in memory: a reply a case."""
    of = of or cases(len(replies))
    texts = [replies[case.id] for case in of] if isinstance(replies, Mapping) else replies
    return scored_run([scored_as(case, reply, status="ok") for case, reply in zip(of, texts, strict=True)], name=name, **manifest)


def scored_run(scores: Iterable[Score], *, name: str = "run", **manifest: Any) -> Scored:
    """A scored run in memory."""
    scores = tuple(scores)
    known = {"cases": len({s.case for s in scores}), "repeats": max((s.repeat for s in scores), default=0) + 1}
    return Scored(name, Path(name), MANIFEST.model_copy(update=known | manifest), scores)


def written(run: Scored, folder: Path, outputs: Iterable[Output] = ()) -> Path:
    """The run as its files; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(run.manifest.model_dump_json(indent=2), encoding="utf-8")
    (folder / "scores.jsonl").write_text("".join(score.model_dump_json() + "\n" for score in run.scores), encoding="utf-8")
    (folder / "outputs.jsonl").write_text("".join(output.model_dump_json() + "\n" for output in outputs), encoding="utf-8")
    return folder
