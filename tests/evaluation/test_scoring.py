"""Stored replies judged by today's rules: outcomes, metrics, and what cannot be judged."""

from __future__ import annotations

from typing import Any

import pytest

from rewriter.checker import check
from rewriter.evaluation.records import Output, Score, SuiteCase
from rewriter.evaluation.scoring import CHANGED, GONE, Stored, score
from rewriter.evaluation.suite import case_hash
from rewriter.evaluation.summary import spread, summary
from rewriter.result import Attempt, Result, Status, Timing, Usage

DRAFT = "Согласно п. 34 Правил, хранение осуществляется в течение 30 календарных дней."
GOOD = "Здравствуйте, Анна! Посылка хранится 30 календарных дней. Хорошего Вам дня!"


def the_case(**more: Any) -> SuiteCase:
    values: dict[str, Any] = {"id": "a", "draft": DRAFT, "context": {"client_name": "Анна", "first_contact": True}, **more}
    return SuiteCase.model_validate(values)


def stored(case: SuiteCase, reply: str = GOOD, status: Status = "ok", **more: Any) -> Stored:
    verdict = check(case.model_copy(update={"reply": reply}))
    result = Result(
        **dict(verdict),
        status=status,
        reply=reply,
        attempts=(Attempt(text=DRAFT, repair="none"), Attempt(text=reply, repair="fixed")),
        timing_ms=Timing(model=100.0, total=120.0),
        usage=Usage(prompt_tokens=10, completion_tokens=5),
    )
    return Stored(Output(case=case.id, case_hash=case_hash(case), result=result, **more), case)


def test_a_right_reply() -> None:
    found = score(stored(the_case(must_keep=("30 дней",), must_go=("п. 34",), status="ok", tags=("срок",), reference=GOOD, must_pass=True)))
    assert (found.outcome, found.status, found.problem) == ("right", "ok", None)
    assert all(e.met for e in found.expected)
    assert len(found.expected) == 3
    assert (found.facts, found.facts_kept, found.facts_invented) == (1, 1, 0)
    assert found.rules["no-law-citations"] == 0, "judged and nothing found"
    assert "question-order" not in found.rules, "not judged"
    assert (found.attempts, found.repair) == (2, "fixed")
    assert found.similarity == 100.0
    assert found.length_ratio == pytest.approx(len(GOOD) / len(DRAFT), abs=0.001)
    assert found.officialese_before is not None
    assert found.officialese_after is not None
    assert found.officialese_after < found.officialese_before
    assert (found.timing_ms.model, found.usage.prompt_tokens) == (100.0, 10)
    assert (found.tags, found.must_pass, found.questions_in_order) == (("срок",), True, None)


@pytest.mark.parametrize(
    ("reply", "more"),
    [
        ("Здравствуйте, Анна! Согласно п. 34 Правил, посылка хранится 30 дней. Хорошего Вам дня!", {}),
        ("Здравствуйте, Анна! Посылка хранится 15 дней. Хорошего Вам дня!", {}),
        (GOOD, {"must_keep": ("паспорт",)}),
        (GOOD, {"must_go": ("Хорошего Вам дня",)}),
        (GOOD, {"status": "needs_review"}),
        (GOOD, {"order": ("Хорошего Вам дня", "30 дней")}),
    ],
)
def test_what_would_have_been_sent_and_regretted_is_wrong(reply: str, more: dict[str, Any]) -> None:
    assert score(stored(the_case(**more), reply)).outcome == "wrong"


@pytest.mark.parametrize("status", ["needs_review", "failed"])
def test_what_is_left_to_a_person_is_neither(status: Status) -> None:
    found = score(stored(the_case(status=status), "Пункт 34 Правил.", status))
    assert (found.outcome, found.expected[0].met) == ("review", True)


def test_invented_values_are_counted() -> None:
    found = score(stored(the_case(), GOOD.replace("Хорошего", "Пришлём 500 рублей. Хорошего")))
    assert (found.facts_invented, found.outcome) == (1, "wrong")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("Доставка стоит 300 рублей.", "Посылка приедет 5 мая.", False), ("Посылка приедет 5 мая.", "Доставка стоит 300 рублей.", True)],
)
def test_answers_in_order_or_not(first: str, second: str, told: bool) -> None:
    case = the_case(client_message="Когда приедет посылка? Сколько стоит доставка?", draft="Посылка приедет 5 мая. Доставка стоит 300 рублей.")
    found = score(stored(case, f"Здравствуйте, Анна! {first} {second} Хорошего Вам дня!"))
    assert (found.questions, found.questions_in_order) == (2, told)


def test_what_cannot_be_judged_is_neither_passed_nor_failed() -> None:
    good = stored(the_case())
    assert score(Stored(good.output, None)).problem == GONE
    assert score(Stored(good.output, the_case(draft="Другой черновик."))).problem == CHANGED
    missing = Output(case="a", case_hash=good.output.case_hash, result=None, problem="ответа модели нет в записи")
    assert (score(Stored(missing, the_case())).outcome, score(Stored(missing, the_case())).problem) == ("unscored", "ответа модели нет в записи")
    nowhere = the_case(pack="nope")
    lost = score(Stored(good.output.model_copy(update={"case_hash": case_hash(nowhere)}), nowhere))
    assert lost.outcome == "unscored"
    assert "nope" in (lost.problem or "")


def test_without_sacrebleu_there_is_no_similarity(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter.evaluation import metrics

    monkeypatch.setattr(metrics, "chrf", lambda: None)
    assert score(stored(the_case(reference=GOOD))).similarity is None


def test_the_summary_adds_up() -> None:
    right = score(stored(the_case(must_keep=("30 дней",), tags=("срок",), must_pass=True)))
    wrong = score(stored(the_case(must_keep=("паспорт",), pack="post")))
    review = score(stored(the_case(), GOOD, "needs_review"))
    lost = Score(case="b", outcome="unscored", pack="post", problem=GONE)
    found = summary([right, wrong, review, lost])
    assert found.outcomes.model_dump() == {"cases": 4, "right": 1, "wrong": 1, "review": 1, "unscored": 1}
    assert {pack: s.cases for pack, s in found.by_pack.items()} == {"base": 2, "post": 2}
    assert found.by_tag["срок"].right == found.must_pass.right == 1
    assert found.expected == {"must_keep": {"met": 1, "unmet": 1}}
    assert found.unmet == ("a: must_keep: паспорт",)
    assert found.problems == {GONE: 1}
    assert (found.facts, found.facts_kept) == (3, 3)
    assert found.timing_ms["model"].p50 == 100.0
    assert found.timing_ms["prompt"].p50 is None
    assert found.tokens["prompt_tokens"] == 30
    assert found.repairs == {"fixed": 3}
    assert all(r.judged <= 3 for r in found.rules)


def test_percentiles_are_measured_values() -> None:
    assert spread([]).p50 is None
    found = spread([float(n) for n in range(1, 101)])
    assert (found.p50, found.p95, found.mean, found.count) == (50.0, 95.0, 50.5, 100)
    assert spread([7.0]).p95 == 7.0
