"""`rewriter rewrite`: output, evidence, and a draft that is never lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rewriter.result import Result
from tests.cli.running import CLEAN, DRAFT, KEEPING, Stub, command, environment, process, run, unavailable


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("d.txt").write_text(DRAFT + "\n")


def with_backend(monkeypatch: pytest.MonkeyPatch, backend: Stub) -> Stub:
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: backend)
    return backend


def test_rules_only_gives_the_reply_to_stdout_and_evidence_to_stderr() -> None:
    Path("d.txt").write_text(KEEPING)
    done = run("rewrite", "d.txt", "--rules-only", "--client", "Сколько хранится посылка?")
    assert done.code == 0
    assert "п. 34" not in done.out
    assert "30 календарных дней" in done.out
    assert "Факты: 1 из 1" in done.err
    assert "Вопросы: 1 из 1" in done.err
    assert "Правила: проверено" in done.err
    assert "Исправлено: " in done.err
    assert "Время: " in done.err
    assert "проверены:" not in done.err


def test_verbose_shows_everything() -> None:
    done = run("rewrite", "d.txt", "--rules-only", "-v", "--diff")
    assert "проверены: " in done.err
    assert "пропущено question-order" in done.err
    assert "Попытка 1" in done.err
    assert "[-Согласно" in done.err


def test_json_is_one_result_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = with_backend(monkeypatch, Stub("Посылку храним 30 календарных дней."))
    done = run("rewrite", "d.txt", "--format", "json", "--stream")
    result = Result.model_validate(done.json)
    assert result.backend == "openai"
    assert result.model == "stub"
    assert done.code == (0 if result.status == "ok" else 1)
    assert backend.closed


def test_stream_never_shows_what_no_rule_has_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    with_backend(monkeypatch, Stub("Вы сами виноваты, читайте закон № 382-ФЗ."))
    done = run("rewrite", "d.txt", "--stream", "--attempts", "2")
    assert "модель переписывает" in done.err
    assert "382" not in done.out + done.err


def test_needs_review_is_code_1_and_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter import checker, pipeline
    from rewriter.case import Case

    bad = checker.check(Case(draft="Посылка приедет 15.10.2024.", reply="Это вина курьера.")).model_dump()
    result = Result(**bad, status="needs_review", reply="Это вина курьера.", commitments=("Посылка приедет 15.10.2024.",))
    monkeypatch.setattr(pipeline, "rewrite", lambda *_, **__: result)
    done = run("rewrite", "d.txt", "--rules-only")
    assert (done.code, done.out) == (1, "Это вина курьера.\n")
    assert "! Проверьте перед отправкой" in done.err
    assert "Факты: 0 из 1; нет: «15.10.2024»" in done.err
    assert ": ошибка no-blame-shifting: " in done.err
    assert "Обещано: «Посылка приедет 15.10.2024.»" in done.err
    assert run("rewrite", "d.txt", "--rules-only", "--format", "json").json["status"] == "needs_review"


def test_no_backend_is_code_3_and_the_draft_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.open_backend", unavailable)
    done = run("rewrite", "d.txt")
    assert (done.code, done.out) == (3, DRAFT + "\n")
    assert "rewriter models pull" in done.err
    assert "rewriter doctor" in done.err
    done = run("rewrite", "d.txt", "--format", "json")
    assert done.code == 3
    assert (done.json["status"], done.json["reply"], done.json["verdict"]) == ("failed", DRAFT, "fail")
    assert "m.gguf" in done.json["reason"]
    Result.model_validate(done.json)


def test_a_backend_lost_on_the_way_is_code_3_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter.backends import BackendUnavailable

    with_backend(monkeypatch, Stub(BackendUnavailable("Сервер http://x не отвечает.")))
    done = run("rewrite", "d.txt")
    assert (done.code, done.out) == (3, DRAFT + "\n")


def test_our_own_mistake_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Result:
        raise ZeroDivisionError("в глубине")

    monkeypatch.setattr("rewriter.pipeline.rewrite", broken)
    done = run("rewrite", "d.txt", "--rules-only")
    assert (done.code, done.out) == (2, DRAFT + "\n")
    assert "Ошибка в самой программе (rewrite.py:" in done.err
    assert "ZeroDivisionError: в глубине" in done.err
    assert "REWRITER_DEBUG=1" in done.err
    assert "Traceback" not in done.err
    monkeypatch.setenv("REWRITER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("rewrite", "d.txt", "--rules-only")


def test_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    with_backend(monkeypatch, Stub(MemoryError()))
    done = run("rewrite", "d.txt")
    assert (done.code, done.out) == (3, DRAFT + "\n")
    assert "Не хватило памяти" in done.err


def test_ctrl_c_gives_the_draft_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with_backend(monkeypatch, Stub(KeyboardInterrupt()))
    done = run("rewrite", "d.txt")
    assert (done.code, done.out) == (130, DRAFT + "\n")
    assert "Прервано." in done.err
    done = run("rewrite", "d.txt", "--format", "json")
    assert (done.json["status"], done.json["reply"]) == ("failed", DRAFT)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_process_gives_the_draft_back(number: signal.Signals, code: int) -> None:
    script = "import sys, time, rewriter.pipeline as p\nfrom rewriter.cli import main\np.rewrite = lambda *a, **k: (print('go', file=sys.stderr, flush=True), time.sleep(30))\nsys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", script, "rewrite", "d.txt", "--rules-only"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "go\n"
        time.sleep(0.1)
        running.send_signal(number)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (code, DRAFT + "\n")
    assert "Traceback" not in err


def test_a_reader_that_has_enough_is_no_error() -> None:
    Path("many.jsonl").write_text((json.dumps({"draft": DRAFT}) + "\n") * 400)
    with subprocess.Popen(command("check", "--cases", "many.jsonl"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=30) == 0


def test_output_is_utf8_whatever_the_locale() -> None:
    Path("d.txt").write_text(KEEPING)
    done = process("rewrite", "d.txt", "--rules-only", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.code == 0
    assert "Хранение" in done.out


def test_a_whole_process_reads_stdin_and_prints_json() -> None:
    done = process("rewrite", "-", "--rules-only", "--format", "json", "--client", "Когда?", stdin=DRAFT)
    assert done.json["status"] in ("ok", "needs_review")
    assert done.err == ""


def test_context_and_its_shortcuts() -> None:
    Path("c.json").write_text(json.dumps({"client_name": "Борис", "first_contact": True}))
    done = run("rewrite", "d.txt", "--rules-only", "--context", "c.json", "--name", "Анна")
    assert "Анна" in done.out
    assert "Борис" not in done.out
    Path("c.json").write_text(json.dumps({"client_nmae": "Борис"}))
    assert "не знаю полей client_nmae" in run("rewrite", "d.txt", "--rules-only", "--context", "c.json").err


def test_clean_draft_from_stdin_without_a_dash() -> None:
    assert run("rewrite", "--rules-only", stdin=CLEAN).code == 0
