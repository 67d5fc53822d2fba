"""`rewriter eval run`: the suite's order, resumed after any break, nothing asked twice, nothing of two makes mixed."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rewriter.evaluation.records import Manifest, Output
from rewriter.pack import _loaded
from tests.cli.running import ROOT, Stub, environment, run, terminal, unavailable

SLOW = [sys.executable, str(ROOT / "tests" / "cli" / "slow_batch.py"), "eval", "run", "suite.jsonl", "-o", "r", "--backend", "openai"]


def suite(count: int = 4, **more: Any) -> list[str]:
    lines = [json.dumps({"id": f"c{n}", "draft": f"Посылка приедет {n + 1}.10.2024.", **more}, ensure_ascii=False) for n in range(count)]
    Path("suite.jsonl").write_text("\n".join(lines) + "\n")
    return [f"c{n}" for n in range(count)]


def outputs(folder: str = "r") -> list[Output]:
    text = (Path(folder) / "outputs.jsonl").read_text()
    assert not text or text.endswith("\n")
    return [Output.model_validate_json(line) for line in text.splitlines()]


def replies(folder: str = "r") -> list[str]:
    """What came out, without times."""
    return [o.result.reply if o.result else f"— {o.problem}" for o in outputs(folder)]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    one = Stub("Посылка приедет завтра, ждите.")
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: one)
    return one


def evaluate(*more: str, folder: str = "r") -> Any:
    return run("eval", "run", "suite.jsonl", "-o", folder, *more)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_rules_only_in_the_order_of_the_suite(jobs: str) -> None:
    ids = suite(40)
    done = evaluate("--rules-only", "--jobs", jobs)
    assert (done.code, done.out) == (0, "")
    assert [o.case for o in outputs()] == ids
    assert "Всего 40: " in done.err
    assert "rewriter eval score r" in done.err
    made = Manifest.model_validate_json(Path("r/run.json").read_bytes())
    assert (made.variant, made.backend, made.model, made.cases) == ("rules-only", "none", "", 40)
    assert list(made.packs) == ["base"]


def test_the_model_s_answers_are_kept_and_not_asked_for_again(stub: Stub) -> None:
    suite(3)
    asked: list[Any] = []
    complete = stub.complete

    def listening(request: Any) -> Any:
        asked.append(request)
        return complete(request)

    stub.complete = listening  # type: ignore[method-assign]
    assert evaluate("--backend", "openai").code == 0
    first, count = replies(), len(asked)
    assert count >= 3
    assert not any(o.recorded for o in outputs())
    shutil.rmtree("r2", ignore_errors=True)
    done = evaluate("--backend", "openai", "--calls", "r/calls.jsonl", folder="r2")
    assert (done.code, len(asked), replies("r2")) == (0, count, first)
    assert all(o.recorded for o in outputs("r2"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_recorded_needs_no_model(stub: Stub, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    suite(3)
    evaluate("--backend", "openai")
    monkeypatch.setattr("rewriter.backends.open_backend", unavailable)
    done = evaluate("--recorded", "--calls", "r/calls.jsonl", "--jobs", jobs, folder="r2")
    assert done.code == 0
    assert replies("r2") == replies()
    assert [o.result.timing_ms.model for o in outputs("r2") if o.result] == [o.result.timing_ms.model for o in outputs() if o.result], "the time it took then"
    made = Manifest.model_validate_json(Path("r2/run.json").read_bytes())
    assert (made.backend, made.model) == ("openai", "stub"), "told by the recording"


def test_what_is_not_recorded_is_told_and_made_up_for_later(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    suite(2)
    evaluate("--backend", "openai")
    suite(4)
    done = evaluate("--recorded", "--calls", "r/calls.jsonl", folder="r2")
    assert done.code == 1
    assert [o.problem for o in outputs("r2")] == [None, None, "ответа модели нет в записи", "ответа модели нет в записи"]
    assert "2 случая спросили модель о том, чего нет в записи" in done.err
    assert "без результата 2" in done.err
    done = evaluate("--backend", "openai", folder="r2")
    assert done.code == 0
    assert "Готово раньше: 2 из 4." in done.err
    assert all(o.result for o in outputs("r2"))


def test_a_changed_prompt_is_not_in_the_recording(stub: Stub) -> None:
    shutil.copytree(ROOT / "policies" / "post", "mine")
    Path("mine/pack.yaml").write_text("title: Наш\nextends: post\n")
    Path("mine/guide.md").write_text("Пиши просто.")
    suite(1, pack=str(Path("mine").resolve()))
    evaluate("--backend", "openai")
    before = Manifest.model_validate_json(Path("r/run.json").read_bytes()).packs
    assert evaluate("--recorded", "--calls", "r/calls.jsonl", folder="same").code == 0
    Path("mine/guide.md").write_text("Пиши сухо.")
    _loaded.cache_clear()  # another process, another reading
    done = evaluate("--recorded", "--calls", "r/calls.jsonl", folder="other")
    assert done.code == 1
    assert outputs("other")[0].problem == "ответа модели нет в записи"
    after = Manifest.model_validate_json(Path("other/run.json").read_bytes()).packs
    (one,) = before
    assert before[one]["prompt"] != after[one]["prompt"]
    assert before[one]["policy"] == after[one]["policy"]


def test_runs_of_two_makes_are_not_mixed(stub: Stub) -> None:
    suite(2)
    evaluate("--backend", "openai")
    for more, told in (
        (("--rules-only",), "вариант: был «product», теперь «rules-only»"),
        (("--backend", "openai", "--repeats", "2"), "число повторов: был «1», теперь «2»"),
        (("--backend", "openai", "--limit", "1"), "случаи набора: изменились с тех пор"),
        (("--backend", "openai", "--pack", "post"), "пакет post: запрос к модели"),
    ):
        done = evaluate(*more)
        assert done.code == 2
        assert told in done.err
        assert "Укажите в -o новую папку" in done.err
    assert len(outputs()) == 2


def test_another_rule_is_another_make(monkeypatch: pytest.MonkeyPatch) -> None:
    suite(1)
    evaluate("--rules-only")
    monkeypatch.setattr("rewriter.evaluation.manifest.rules_hash", lambda: "0" * 64)
    done = evaluate("--rules-only")
    assert (done.code, "код правил: изменился с тех пор" in done.err) == (2, True)


@pytest.mark.parametrize("kept", [0, 1, 60, -1])
def test_a_torn_last_line_is_made_anew(kept: int) -> None:
    ids = suite(4)
    evaluate("--rules-only")
    first = replies()
    lines = Path("r/outputs.jsonl").read_bytes().splitlines(keepends=True)
    Path("r/outputs.jsonl").write_bytes(b"".join(lines[:2]) + lines[2][:kept])
    done = evaluate("--rules-only")
    assert "Готово раньше: 2 из 4." in done.err
    assert [o.case for o in outputs()] == ids
    assert replies() == first


def test_kill_9_again_and_again() -> None:
    ids, kills, code = suite(16), 0, None
    calls = Path("r/calls.jsonl")
    for _ in range(30):
        before = calls.stat().st_size if calls.exists() else 0
        with subprocess.Popen(SLOW, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()) as running:
            began = time.monotonic()
            while running.poll() is None and time.monotonic() - began < 60:
                if (calls.stat().st_size if calls.exists() else 0) > before + 2_500:
                    running.send_signal(signal.SIGKILL)
                    kills += 1
                    break
                time.sleep(0.005)
        code = running.returncode
        if code != -signal.SIGKILL:
            break
    assert kills >= 2
    assert code == 0
    assert [o.case for o in outputs()] == ids
    keys = [line["key"] for line in map(json.loads, calls.read_text().splitlines()) if "text" in line]
    assert len(keys) == len(set(keys)), "nothing was asked twice"


def test_ctrl_c_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    suite(3)
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub("Приедет 1.10.2024.", KeyboardInterrupt()))
    done = evaluate("--backend", "openai", "--attempts", "1")
    assert done.code == 130
    assert "готово 1 из 3. Продолжить — та же команда." in done.err


def test_a_model_that_goes_away_ends_the_run_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter.backends import BackendUnavailable

    suite(3)
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub("Приедет 1.10.2024.", BackendUnavailable("Сервер ушёл.")))
    done = evaluate("--backend", "openai", "--attempts", "1")
    assert (done.code, len(outputs())) == (3, 1)
    assert "Сервер ушёл." in done.err


def test_threads_wait_for_a_server_together(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = suite(12)

    class Waiting(Stub):
        def complete(self, request: Any) -> Any:
            time.sleep(0.05)
            return super().complete(request)

    made: list[Stub] = []

    def opened(*_: Any, **__: Any) -> Stub:
        made.append(Waiting("Посылка приедет завтра."))
        return made[-1]

    monkeypatch.setattr("rewriter.backends.open_backend", opened)
    assert evaluate("--backend", "openai", "--jobs", "4").code == 0
    assert [o.case for o in outputs()] == ids
    assert 2 < len(made) <= 5, "a backend a thread, and one that told its name"
    assert all(one.closed for one in made)


def test_repeats_and_tags() -> None:
    suite(2, tags=["срок"])
    evaluate("--rules-only", "--repeats", "2", "--tag", "срок", "--limit", "1")
    assert [(o.case, o.repeat) for o in outputs()] == [("c0", 0), ("c0", 1)]


def test_a_pack_that_does_not_load_is_a_problem_of_its_cases() -> None:
    Path("suite.jsonl").write_text('{"id": "a", "draft": "Раз два.", "pack": "nope"}\n{"id": "b", "draft": "Посылка приедет завтра."}\n')
    done = evaluate("--rules-only")
    assert done.code == 1
    assert outputs()[0].result is None
    assert "nope" in (outputs()[0].problem or "")
    assert outputs()[1].result is not None


def test_a_case_that_is_a_pair_is_refused_where_pairs_are_sent(stub: Stub) -> None:
    from rewriter.pack import load_pack

    pair = load_pack("post").pairs[0]
    Path("suite.jsonl").write_text(json.dumps({"id": "a", "pack": "post", "client_message": pair.client, "draft": pair.draft}, ensure_ascii=False) + "\n")
    done = evaluate("--backend", "openai")
    assert done.code == 1
    assert f"случай почти совпадает с парой «{pair.id}»" in done.err
    assert evaluate("--rules-only", folder="r2").code in (0, 1)
    assert outputs("r2")[0].result is not None, "no pair is sent where there is no model"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--recorded",), 2, "записанных ответов здесь нет"),
        (("--recorded", "--calls", "no.jsonl"), 2, "--calls no.jsonl"),
        (("--variant", "no-brain"), 2, "Нет варианта «no-brain». Есть: product"),
        (("--rules-only", "--variant", "bare"), 2, "--rules-only и --variant вместе"),
        (("--rules-only", "--tag", "нет"), 2, "нет случаев с меткой нет"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], code: int, told: str) -> None:
    suite(1)
    done = evaluate(*arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err


def test_no_model_is_3(monkeypatch: pytest.MonkeyPatch) -> None:
    suite(1)
    monkeypatch.setattr("rewriter.backends.open_backend", unavailable)
    assert evaluate("--backend", "openai").code == 3


def test_a_folder_that_is_no_run() -> None:
    suite(1)
    Path("r").write_text("")
    assert evaluate("--rules-only").code == 2
    Path("r").unlink()
    evaluate("--rules-only")
    Path("r/run.json").write_text("{}")
    done = evaluate("--rules-only")
    assert (done.code, "run.json: это не описание прогона" in done.err) == (2, True)


def test_a_terminal_sees_a_bar() -> None:
    suite(6)
    shown = terminal("eval", "run", "suite.jsonl", "-o", "r", "--rules-only", "--jobs", "1")
    assert "6 из 6" in shown
    assert "█" in shown


def test_suites_are_listed() -> None:
    done = run("eval", "suites", "--format", "json")
    assert {row["name"] for row in done.json} >= {"smoke", "hard", "blind"}
    suite(2, tags=["срок"], must_pass=True)
    done = run("eval", "suites", "suite.jsonl")
    assert "2 случая: base 2" in done.out
    assert "2 обязательных" in done.out
