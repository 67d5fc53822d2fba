"""`rewriter batch`: no line lost, none doubled, whatever happens."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rewriter.backends import BackendUnavailable
from rewriter.result import Result
from tests.cli.running import CLEAN, DRAFT, ROOT, Done, Stub, environment, run, unavailable

SLOW = [sys.executable, str(ROOT / "tests" / "cli" / "slow_batch.py"), "batch", "cases.jsonl", "-o", "results.jsonl"]


def cases(count: int, **more: Any) -> list[str]:
    lines = [json.dumps({"id": f"c{n}", "draft": f"Посылка приедет {n + 1}.10.2024.", **more}, ensure_ascii=False) for n in range(count)]
    Path("cases.jsonl").write_text("\n".join(lines) + "\n")
    return [f"c{n}" for n in range(count)]


def results() -> list[dict[str, Any]]:
    text = Path("results.jsonl").read_text()
    assert not text or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def batch(*more: str) -> Done:
    return run("batch", "cases.jsonl", "-o", "results.jsonl", "--rules-only", *more)


def test_a_line_each_in_order() -> None:
    ids = cases(5)
    done = batch()
    assert done.out == ""
    assert [r["id"] for r in results()] == ids
    assert all(Result.model_validate(r) for r in results())
    assert done.code == (0 if {r["status"] for r in results()} == {"ok"} else 1)
    assert "Всего 5: " in done.err


def test_a_second_run_has_nothing_to_do() -> None:
    cases(3)
    first = batch()
    before = Path("results.jsonl").read_bytes()
    again = batch()
    assert Path("results.jsonl").read_bytes() == before
    assert again.code == first.code
    assert "Готово раньше: 3 из 3." in again.err


@pytest.mark.parametrize("kept", [0, 1, 40, -1])
def test_a_torn_last_line_is_done_anew(kept: int) -> None:
    ids = cases(4)
    batch()
    whole = Path("results.jsonl").read_bytes()
    lines = whole.splitlines(keepends=True)
    Path("results.jsonl").write_bytes(b"".join(lines[:2]) + lines[2][:kept])
    batch()
    assert [r["id"] for r in results()] == ids


def size_now() -> int:
    path = Path("results.jsonl")
    return path.stat().st_size if path.exists() else 0


def test_kill_9_again_and_again() -> None:
    ids = cases(30)
    kills, code = 0, None
    for _ in range(40):
        with subprocess.Popen(SLOW, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()) as running:
            before = time.monotonic()
            size = size_now()
            while running.poll() is None and time.monotonic() - before < 20:
                now = size_now()
                if now > size + 12_000:
                    running.send_signal(signal.SIGKILL)
                    kills += 1
                    break
                time.sleep(0.005)
        code = running.returncode
        if code != -signal.SIGKILL:
            break
    assert kills >= 2
    assert code in (0, 1)
    assert [r["id"] for r in results()] == ids


def test_ctrl_c_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = cases(3)
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub("Приедет 1.10.2024.", KeyboardInterrupt()))
    done = run("batch", "cases.jsonl", "-o", "results.jsonl", "--attempts", "1")
    assert done.code == 130
    assert "Продолжить — та же команда." in done.err
    assert len(results()) < 3
    batch()
    assert [r["id"] for r in results()] == ids


def test_bad_lines_are_results_too() -> None:
    Path("cases.jsonl").write_text(
        "\n".join(
            [
                json.dumps({"id": "a", "draft": CLEAN}),
                "{не json",
                json.dumps({"id": "b", "draft": DRAFT, "context": {"first_contact": "может быть"}}),
                "",
                json.dumps({"id": "d", "draft": DRAFT, "pack": "nope"}),
                json.dumps({"draft": ""}),
                json.dumps({"draft": "ё" * 20_001}),
                json.dumps({"draft": "\ud800"}),
                "5",
                json.dumps({"id": "z", "draft": DRAFT}),
            ]
        )
    )
    done = batch()
    assert done.code == 2
    found = results()
    assert [r["id"] for r in found] == ["a", "2", "b", "d", "6", "7", "8", "9", "z"]
    assert [r["status"] for r in found[1:8]] == ["failed"] * 7
    assert found[-1]["status"] in ("ok", "needs_review")
    assert found[2]["reply"] == DRAFT, "a draft that could be read comes back"
    assert "cases.jsonl:2:2: это не JSON" in found[1]["reason"]
    assert 'context.first_contact: нужно true или false, а не "может быть"' in found[2]["reason"]
    assert "cases.jsonl:2:2" in done.err
    assert batch().code == 2


def test_results_of_other_cases_are_not_touched() -> None:
    cases(2)
    batch()
    Path("cases.jsonl").write_text(json.dumps({"id": "other", "draft": CLEAN}) + "\n")
    before = Path("results.jsonl").read_bytes()
    done = batch()
    assert done.code == 2
    assert "results.jsonl:1: результат случая «c0», а по порядку здесь «other»" in done.err
    assert Path("results.jsonl").read_bytes() == before
    Path("results.jsonl").write_text("просто текст\n")
    assert "это не результат" in batch().err


def test_places_that_cannot_be_used() -> None:
    cases(1)
    assert "это файл со случаями" in run("batch", "cases.jsonl", "-o", "cases.jsonl", "--rules-only").err
    assert run("batch", "cases.jsonl", "-o", "no/such/folder.jsonl", "--rules-only").code == 2
    assert run("batch", "cases.jsonl", "-o", ".", "--rules-only").code == 2
    assert "нет такого файла" in run("batch", "no.jsonl", "-o", "r.jsonl").err
    Path("empty.jsonl").write_text("\n\n")
    assert "ни одной строки" in run("batch", "empty.jsonl", "-o", "r.jsonl").err
    assert not Path("r.jsonl").exists()


def test_two_at_once_do_not_mix() -> None:
    ids = cases(8)
    with subprocess.Popen(SLOW, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()) as first:
        while not Path("results.jsonl").exists():
            time.sleep(0.01)
        second = batch()
        assert second.code == 2
        assert "уже пишет другая команда rewriter" in second.err
        first.communicate(timeout=30)
    assert [r["id"] for r in results()] == ids


def test_no_backend_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cases(2)
    monkeypatch.setattr("rewriter.backends.open_backend", unavailable)
    done = run("batch", "cases.jsonl", "-o", "results.jsonl")
    assert done.code == 3
    assert results() == []


def test_a_backend_lost_on_the_way_stops_and_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    cases(3)
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub("Приедет 1.10.2024.", BackendUnavailable("Сервер не отвечает.")))
    done = run("batch", "cases.jsonl", "-o", "results.jsonl", "--attempts", "1")
    assert done.code == 3
    assert len(results()) == 1
    assert "готово 1 из 3" in done.err


def test_a_mistake_of_ours_in_one_case_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = cases(3)
    from rewriter import pipeline

    real = pipeline.rewrite

    def sometimes(case: Any, **given: Any) -> Result:
        if case.id == "c1":
            raise IndexError("внутри")
        return real(case, **given)

    monkeypatch.setattr("rewriter.pipeline.rewrite", sometimes)
    done = batch()
    assert done.code == 1
    assert [r["id"] for r in results()] == ids
    assert results()[1]["status"] == "failed"
    assert "IndexError" in results()[1]["reason"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind")
def test_a_full_disk_keeps_whole_lines_and_says_so() -> None:
    ids = cases(30)
    full = subprocess.run(
        ["bash", "-c", f'ulimit -f 8; exec "{sys.executable}" -m rewriter batch cases.jsonl -o results.jsonl --rules-only'],
        capture_output=True, text=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    assert full.returncode == 2
    assert "не записать" in full.stderr
    assert "Traceback" not in full.stderr
    assert 0 < len(results()) < 30
    batch()
    assert [r["id"] for r in results()] == ids


def test_only_a_file_can_be_resumed() -> None:
    cases(1)
    done = run("batch", "cases.jsonl", "-o", "/dev/null", "--rules-only")
    assert done.code == 2
    assert "не обычный файл" in done.err


def test_a_changed_case_or_option_is_not_taken_for_done() -> None:
    def lines(draft: str) -> str:
        return json.dumps({"id": "a", "draft": draft}, ensure_ascii=False) + "\n"

    Path("n.jsonl").write_text(lines("Посылка прибыла."))
    assert run("batch", "n.jsonl", "-o", "n.out", "--rules-only").code == 0
    first = Path("n.out").read_bytes()
    assert run("batch", "n.jsonl", "-o", "n.out", "--rules-only").code == 0, "nothing has changed"
    Path("n.jsonl").write_text(lines("Деньги вернём 5 мая."))
    changed = run("batch", "n.jsonl", "-o", "n.out", "--rules-only")
    assert changed.code == 2
    assert "n.out:1: случай с тех пор изменился" in changed.err
    Path("n.jsonl").write_text(lines("Посылка прибыла.") + json.dumps({"id": "b", "draft": "Ждём Вас."}, ensure_ascii=False) + "\n")
    assert run("batch", "n.jsonl", "-o", "n.out", "--rules-only").code == 0, "new lines at the end are done"
    assert Path("n.out").read_bytes().startswith(first)
    assert len(Path("n.out").read_text().splitlines()) == 2
