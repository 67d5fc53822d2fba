"""`rewriter batch`: no line lost, none doubled, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rewriter.backends import BackendUnavailable
from rewriter.result import Result
from tests.cli.running import CLEAN, DRAFT, ROOT, Done, Stub, environment, process, run, unavailable

SLOW = [sys.executable, str(ROOT / "tests" / "cli" / "slow_batch.py"), "batch", "cases.jsonl", "-o", "results.jsonl"]


def cases(count: int, **more: Any) -> list[str]:
    lines = [json.dumps({"id": f"c{n}", "draft": f"Посылка приедет {n + 1}.10.2024."} | more, ensure_ascii=False) for n in range(count)]
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


@pytest.mark.parametrize("more", [(), ("--jobs", "2")], ids=["alone", "two processes"])
def test_kill_9_again_and_again(more: tuple[str, ...]) -> None:
    ids = cases(30)
    kills, code = 0, None
    for _ in range(40):
        with subprocess.Popen([*SLOW, *more], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()) as running:
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


# Not ru_maxrss: that begins with what the parent, a grown pytest, held when it forked.
MEMORY = """
import re, sys
from pathlib import Path
from rewriter.cli import main
main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_memory_does_not_grow_with_the_file() -> None:
    """Drafts that no rule has to look at; each line is 4 kB on the way in. The second run goes on where the first has stopped: it reads results, too."""
    used, told = [], ""
    for count in (500, 3_000):
        cases(count, draft="", client_message="Где посылка? " * 170)
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, "batch", "cases.jsonl", "-o", "results.jsonl", "--rules-only"],
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
        )
        assert len(results()) == count
        told = done.stderr
        used.append(int(told.splitlines()[-1]))
    assert "Готово раньше: 500 из 3000." in told
    assert used[1] < used[0] + 3_000, "kilobytes; the lines themselves would be 10,000, as objects more"


def test_several_processes_say_the_same() -> None:
    ids = cases(40)
    batch()
    one = Path("results.jsonl").read_bytes()
    Path("results.jsonl").unlink()
    done = batch("--jobs", "2")
    assert [r["id"] for r in results()] == ids
    assert [r["reply"] for r in results()] == [json.loads(line)["reply"] for line in one.splitlines()]
    assert done.out == ""


def test_a_draft_that_kills_its_process_is_told_and_comes_back(tmp_path: Path) -> None:
    """A rule of another package, as installed, ends the process at one draft."""
    where = tmp_path / "site"
    (where / "bomb-1.dist-info").mkdir(parents=True)
    (where / "bomb-1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: bomb\nVersion: 1\n")
    (where / "bomb-1.dist-info/entry_points.txt").write_text("[rewriter.rules]\nbomb = bomb\n")
    (where / "bomb.py").write_text(
        "import os\nfrom rewriter.rules.base import rule\n"
        "@rule('bomb', title='x', source='x', severity='info', hard=False)\n"
        "def bomb(reply, case, options):\n    if '22.10' in reply.text:\n        os._exit(7)\n    yield from ()\n"
    )
    ids = cases(40)
    done = process("batch", "cases.jsonl", "-o", "results.jsonl", "--rules-only", "--jobs", "2", PYTHONPATH=f"{ROOT}{os.pathsep}{where}")
    assert [r["id"] for r in results()] == ids
    told = results()[21]
    assert (told["status"], told["reply"]) == ("failed", "Посылка приедет 22.10.2024.")
    assert told["reason"] == "рабочий процесс дважды умер на этом черновике (код 7)"
    assert f"строка 22: {told['reason']}" in done.err
    assert done.code == 1


def test_a_backend_that_is_not_there_is_told_from_other_processes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    cases(6)
    done = run("batch", "cases.jsonl", "-o", "results.jsonl", "--backend", "openai", "--base-url", "ftp://x", "--jobs", "2")
    assert done.code == 3
    assert "Адрес «ftp://x» не годится" in done.err
    assert "готово 0 из 6" in done.err


def test_processes_with_a_model_each_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    cases(2)
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub("Приедет 1.10.2024."))
    done = run("batch", "cases.jsonl", "-o", "results.jsonl", "--jobs", "3", "--attempts", "1")
    assert "На одной машине 3 процесса с моделью" in done.err
    assert len(results()) == 2


def test_cases_from_a_pipe() -> None:
    cases(3)
    os.mkfifo("pipe.jsonl")
    with subprocess.Popen(["sh", "-c", "cat cases.jsonl > pipe.jsonl"]):
        done = run("batch", "pipe.jsonl", "-o", "results.jsonl", "--rules-only")
    assert done.code in (0, 1)
    assert [r["id"] for r in results()] == ["c0", "c1", "c2"]


def test_a_file_that_changes_meanwhile_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter import pipeline

    cases(3)
    real = pipeline.rewrite

    def meddling(case: Any, **given: Any) -> Result:
        Path("cases.jsonl").write_text(Path("cases.jsonl").read_text().replace("3.10.2024", "4.10.2024"))
        return real(case, **given)

    monkeypatch.setattr("rewriter.pipeline.rewrite", meddling)
    text = Path("cases.jsonl").read_text()
    Path("cases.jsonl").write_text(text.replace("\n", " " * 9_000 + "\n"))  # longer than what is read at once
    done = batch()
    assert done.code == 2
    assert "cases.jsonl:3: строка изменилась, пока шла работа" in done.err
    assert [r["id"] for r in results()] == ["c0", "c1"]


def test_what_an_older_version_has_noted_is_understood() -> None:
    ids = cases(3)
    batch()
    beside = Path("results.jsonl.source")
    noted = json.loads(beside.read_text())
    assert beside.read_text().count("\n") == 5, "a line a case, and JSON as a whole"
    beside.write_text(json.dumps(noted))
    assert "Готово раньше: 3 из 3." in batch().err
    beside.write_text(json.dumps({**noted, "cases": noted["cases"][:2]}))
    assert "файл испорчен" in batch().err
    assert [r["id"] for r in results()] == ids


def test_a_server_gets_as_many_requests_at_once_as_there_are_jobs() -> None:
    from dataclasses import replace

    from tests.backends.fake_server import serving, stream

    ids = cases(6)
    with serving(replace(stream("Здравствуйте! Посылка приедет ", "завтра."), hang_s=2.0)) as server:
        done = run(
            "batch", "cases.jsonl", "-o", "results.jsonl", "--backend", "openai", "--base-url", server.url, "--model", "m", "--jobs", "3", "--attempts", "1"
        )
    assert done.code in (0, 1)
    assert [r["id"] for r in results()] == ids
    assert {(r["backend"], r["model"]) for r in results()} == {("openai", "m")}
    assert len(server.requests) == 6
    assert server.times[2] - server.times[0] < 2.0, "the third does not wait for the first"
    fixed = {json.dumps(request["messages"][0], ensure_ascii=False) for request in server.requests}
    assert len(fixed) == 1, "what a server's prefix cache can keep comes first and is always the same"
