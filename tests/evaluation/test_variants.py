"""What each variant leaves out, and what is sent without anybody's look."""

from __future__ import annotations

from typing import Any

import pytest

from rewriter.case import Case, Context
from rewriter.evaluation.ablation import table
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.records import Score
from rewriter.evaluation.variants import VARIANTS, variant_of
from rewriter.pack import load_pack
from rewriter.result import Result
from tests.stubs import StubBackend

pytestmark = pytest.mark.usefixtures("own_loop")

CASE = Case(
    id="a",
    pack="post",
    client_message="Сколько хранится посылка?",
    draft="Согласно п. 34 Правил, хранение отправления осуществляется в течение 30 календарных дней с момента поступления.",
    context=Context(client_name="Анна", first_contact=True),
)
LAW = "Здравствуйте, Анна! Согласно п. 34 Правил, посылка хранится 30 календарных дней. Хорошего Вам дня!"


def rewritten(name: str, *answers: Any, sentences: bool = False, attempts: int = 3) -> tuple[Result, StubBackend]:
    stub = StubBackend(answers, sentences=sentences)
    return variant_of(name).rewrite(CASE, stub, attempts), stub


def asked(stub: StubBackend, number: int = 0) -> str:
    return "\n".join(m["content"] for m in stub.requests[number].messages)


def test_rules_only_asks_nobody() -> None:
    result, stub = rewritten("rules-only", "нет")
    assert (stub.requests, result.backend, result.status) == ([], "none", "ok")


@pytest.mark.parametrize("sentences", [True, False])
def test_no_pairs(sentences: bool) -> None:
    with_pairs, without = (rewritten(name, LAW, sentences=sentences)[1] for name in ("product", "no-pairs"))
    assert len(with_pairs.requests[0].messages) > 2
    assert [m["role"] for m in without.requests[0].messages] == ["system", "user"]
    assert without.requests[0].messages[0] == with_pairs.requests[0].messages[0], "the guide stays"


def test_no_guide() -> None:
    guide = load_pack("post").guide.strip().splitlines()[0]
    assert guide in asked(rewritten("product", LAW)[1])
    without = asked(rewritten("no-guide", LAW)[1])
    assert guide not in without
    assert "Руководство" not in without
    assert "Что проверяют правила" in without
    sentence = rewritten("no-guide", LAW, sentences=True)[1].requests[0].messages
    assert sentence[0]["content"] == "Перепиши предложение."
    assert len(sentence) > 2, "the examples stay"


def test_no_loop_asks_once() -> None:
    wrong = "Здравствуйте, Анна! Посылка пока хранится в отделении."
    assert len(rewritten("product", wrong)[1].requests) == 3
    assert len(rewritten("no-loop", wrong)[1].requests) == 1


def test_no_fixes_leaves_the_answer_as_it_is() -> None:
    fixed, _ = rewritten("product", LAW)
    as_is, _ = rewritten("no-fixes", LAW)
    assert "п. 34" not in fixed.reply
    assert (as_is.reply, as_is.status) == (LAW, "needs_review")


def test_no_fixes_gives_the_model_the_draft_s_own_sentences() -> None:
    _, stub = rewritten("no-fixes", "Мы храним всё.", sentences=True)
    assert "п. <1> Правил" in asked(stub) or "п. 34 Правил" in asked(stub)
    assert "п. 34" not in asked(rewritten("product", "Мы храним всё.", sentences=True)[1])


def test_whole_asks_for_the_whole_reply_of_any_backend() -> None:
    _, stub = rewritten("whole", LAW, sentences=True)
    assert stub.requests[0].grammar is None
    assert "<черновик>" in asked(stub)


@pytest.mark.parametrize("name", ["bare", "tone"])
def test_what_nobody_checks_is_sent_as_it_comes(name: str) -> None:
    result, stub = rewritten(name, LAW, sentences=True)
    assert (result.reply, result.status, result.verdict, len(stub.requests)) == (LAW, "ok", "fail", 1)
    assert any(v.rule == "no-law-citations" for v in result.violations)
    assert result.usage.prompt_tokens == 10
    empty, _ = rewritten(name, " ")
    assert (empty.status, empty.reply) == ("failed", CASE.draft)


def test_tone_sends_the_draft_alone() -> None:
    _, stub = rewritten("tone", LAW)
    assert [m["content"] for m in stub.requests[0].messages][1:] == [CASE.draft]


def test_guardrails_asks_again_in_its_own_words() -> None:
    good = "Здравствуйте, Анна! Посылка хранится 30 календарных дней с момента поступления. Хорошего Вам дня!"
    result, stub = rewritten("guardrails", LAW, good)
    assert (result.reply, result.status, len(stub.requests)) == (good, "ok", 2)
    assert "This was a previous response you generated" in asked(stub, 1)
    assert [a.text for a in result.attempts] == [LAW, good]
    twice = "Согласно п. 34 Правил, посылка хранится 15 дней по вине сортировки."
    result, stub = rewritten("guardrails", twice, attempts=2)
    assert len(stub.requests) == 2
    assert (result.status, result.verdict) == ("ok", "fail"), "it calls valid what one validator has mended and none has judged"


def test_a_failing_backend_stays_itself_under_guardrails() -> None:
    from rewriter.backends import BackendUnavailable

    with pytest.raises(BackendUnavailable, match="ушёл"):
        rewritten("guardrails", BackendUnavailable("Сервер ушёл."))


def test_an_unknown_variant_is_told() -> None:
    with pytest.raises(EvaluationError, match=r"Нет варианта «x». Есть: product, rules-only"):
        variant_of("x")
    assert all(v.title for v in VARIANTS.values())


def test_the_table_pairs_cases() -> None:
    def scores(*outcomes: str) -> list[Score]:
        return [Score.model_validate({"case": f"c{n}", "pack": "base", "outcome": o}) for n, o in enumerate(outcomes)]

    product, bare = table({"product": scores("right", "right", "right", "review", "right"), "bare": scores("wrong", "right", "wrong", "wrong", "unscored")})
    assert (product.right, product.ok, product.wrong, product.review, product.difference) == (0.8, 0.8, 0.0, 0.2, None)
    assert (bare.replies, bare.unscored, bare.right, bare.ok, bare.wrong) == (4, 1, 0.25, 1.0, 0.75)
    assert (bare.paired, bare.difference) == (4, -0.5)
    assert bare.low is not None
    assert bare.high is not None
    assert bare.low <= -0.5 <= bare.high
