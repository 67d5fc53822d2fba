"""Candidates: made alike for the same seed, judged strictly, each refusal with its kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from random import Random

import pytest

from rewriter.backends.protocol import BackendError, Request
from rewriter.case import Case
from rewriter.pack import load_pack
from rewriter.training.bureaucratise import by_model, by_words, messages_for
from rewriter.training.candidates import Candidate
from rewriter.training.duplicates import Texts
from rewriter.training.judging import KINDS, case_of_texts, refusals, with_lesson
from rewriter.training.making import Maker, can_make
from rewriter.training.situations.loading import situations_of
from rewriter.training.spoiling import spoiled
from tests.stubs import StubBackend
from tests.training.making import DRAFT, REPLY, pair

POST = load_pack("post")


def maker(**more: object) -> Maker:
    return Maker([POST], ("rewrite", "bureaucratise"), seed=3, **more)  # type: ignore[arg-type]


def made(count: int, one: Maker) -> list[Candidate]:
    found = []
    for number in range(count):
        found.append(one.attempt(number))
        one.went(found[-1])
    return found


def test_who_goes_on_makes_what_an_unbroken_run_makes() -> None:
    whole = made(4, maker())
    later = maker()
    for candidate in whole[:2]:
        later.went(Candidate.of_values(json.loads(candidate.line())))
    assert [later.attempt(2).line()] == [whole[2].line()]
    assert len({c.pair.id for c in whole}) == 4


def test_candidates_do_not_hang_on_the_hash_seed() -> None:
    program = "from rewriter.pack import load_pack; from rewriter.training.making import Maker; m = Maker([load_pack('post')], ('bureaucratise',), seed=1); print(m.attempt(0).line())"
    outputs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in "12"
    }
    assert len(outputs) == 1
    assert next(iter(outputs)).startswith("{")


def test_an_accepted_candidate_is_what_it_says() -> None:
    accepted = [c for c in made(5, maker()) if not c.refusals]
    assert accepted
    for candidate in accepted:
        assert candidate.made is not None
        judged = with_lesson(candidate.pair, load_pack(candidate.made.pack))
        assert candidate.made.asked in judged.broken
        assert candidate.pair.teaches == judged.pair.teaches
        assert not [v for v in judged.after.violations if v.severity != "info"]
        assert all(f.kept for f in judged.after.facts)


def test_spoilers_and_order_can_be_made_in_every_pack() -> None:
    rules = {cell.rule for cell in can_make(POST)}
    assert set(situations_of(POST).spoilers) | {"question-order", "plain-words"} <= rules


def kinds(asked: tuple[str, ...] = (), others: tuple[Texts, ...] = (), cases: tuple[Texts, ...] = (), **changed: object) -> set[str]:
    judged = with_lesson(pair(**changed), POST)
    found = {r.kind for r in refusals(judged, asked, [("other", t) for t in others], [("case", t) for t in cases])}
    assert found <= set(KINDS)
    return found


def test_a_sound_pair_is_not_refused() -> None:
    assert kinds(asked=("no-law-citations",)) == set()


OWN = Texts("Сколько хранится посылка RA123456785RU?", DRAFT, REPLY)


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("same", {"reply": DRAFT}),
        ("facts", {"reply": "Посылка хранится 20 дней. Хорошего Вам дня!"}),
        ("after", {"reply": REPLY.replace("Хорошего", "Дарим скидку! Ты — лучший, братан. Хорошего")}),
        ("warning", {"reply": "Посылка RA123456785RU хранится 30 календарных дней."}),
        ("before", {"asked": ("no-blame-shifting",)}),
        ("before", {"draft": REPLY.replace(" Хорошего Вам дня!", "")}),
        ("mood", {"mood": "joyful"}),
        ("repeat", {"others": (OWN,)}),
        ("leak", {"cases": (OWN,)}),
        ("questions", {"client": "Сколько хранится посылка RA123456785RU? Как её вернуть отправителю?"}),
    ],
)
def test_what_speaks_against_a_candidate(expected: str, given: dict[str, object]) -> None:
    if expected == "warning":
        # The post's farewell is a hint; officialese in the reply is a warning.
        given = {"reply": "Хранение посылки RA123456785RU осуществляется 30 календарных дней."}
    assert expected in kinds(**given)  # type: ignore[arg-type]


def test_a_suite_is_compared_by_its_texts() -> None:
    case = Case(client_message="а", draft="б", reply=None)
    assert case_of_texts(case) == Texts("а", "б", "")


def test_words_become_stiff_and_please_goes() -> None:
    text = by_words("Да, сейчас деньги придут на карту. Пришлите, пожалуйста, чек, если он есть.", Random(1), share=1.0)
    assert text == "В настоящий момент денежные средства поступят на карту. Предоставьте чек, в случае если он есть."


def test_whole_words_only() -> None:
    assert by_words("Этот пример — если-то.", Random(1), share=0.0) == "Этот пример — если-то."
    assert "денежн" not in by_words("Деньгами не платят.", Random(1), share=1.0)


def test_the_model_writes_sentence_by_sentence_with_values_kept() -> None:
    backend = StubBackend(["Хранение посылки осуществляется <1>."], sentences=True)
    assert by_model("Посылка хранится 15 дней.", POST, backend, Random(1)) == "Хранение посылки осуществляется 15 дней."
    request: Request = backend.requests[0]
    assert request.grammar is not None
    assert request.messages == messages_for(POST, "Посылка хранится <1>.")
    assert [m["role"] for m in request.messages[:3]] == ["system", "user", "assistant"]


@pytest.mark.parametrize(
    "answer",
    [
        "Хранение посылки осуществляется.",
        "Хранение посылки осуществляется <1> в по отделении.",
        "Хронение посылки осуществляется <1>.",
        "Хранение посылки не осуществляется <1>.",
        "Посылка хранится <1>.",
        "",
    ],
)
def test_what_the_model_spoiled_is_made_stiff_by_words(answer: str) -> None:
    backend = StubBackend([answer])
    assert by_model("Посылка хранится 15 дней.", POST, backend, Random(1)) == "Посылка находится на хранении 15 дней."
    assert len(backend.requests) == 2


def test_a_backend_that_fails_refuses_the_candidate_and_no_more() -> None:
    one = Maker([POST], ("bureaucratise",), seed=3, backend=StubBackend([BackendError("сервер занят")]))
    candidate = one.attempt(0)
    assert [(r.kind, r.message) for r in candidate.refusals] == [("backend", "сервер занят")]


def test_an_opening_goes_before_an_answer_never_before_another_spoiler() -> None:
    for seed in range(20):
        text = spoiled(["Срок — 5 дней.", "РПО в пути."], ("a", "b", "question-order"), {"a": ("Согласно закону …",), "b": ("Ждите.",)}, {}, Random(seed))
        assert "Согласно закону срок" in text or "Согласно закону РПО" in text
        assert text.index("РПО") < text.index("рок — 5")
        assert text.startswith("Ждите.") or text.endswith("Ждите.")
