"""Many cases: in order, in constant memory, on several processes, and none lost or doubled whatever happens to those."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rewriter.engines import processes
from tests.cli.running import CLEAN, command, environment, process, run, terminal

# One rule, so that ten thousand texts are judged in seconds.
QUICK = ("--select", "ticket-id", "--pack", "tech-support")
BOMB = """\
import os, time
from rewriter.rules.base import rule
@rule("bomb", title="x", source="x", severity="info", hard=False)
def bomb(reply, case, options):
    if "бомба" in reply.text:
        os._exit(7)
    if "сон" in reply.text:
        time.sleep(60)
    if "однажды" in reply.text and not os.path.exists("was"):
        open("was", "w").close()
        os.kill(os.getpid(), 9)
    yield from ()
"""


def cases(path: str, texts: list[str]) -> None:
    Path(path).write_text(
        "".join(json.dumps({"id": f"c{n}", "reply": text, "context": {"ticket_id": "30417"}}, ensure_ascii=False) + "\n" for n, text in enumerate(texts))
    )


@pytest.fixture
def bomb(tmp_path: Path) -> dict[str, str]:
    """A rule of another package that ends its process; as installed."""
    where = tmp_path / "site"
    (where / "bomb-1.dist-info").mkdir(parents=True)
    (where / "bomb-1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: bomb\nVersion: 1\n")
    (where / "bomb-1.dist-info/entry_points.txt").write_text("[rewriter.rules]\nbomb = bomb\n")
    (where / "bomb.py").write_text(BOMB)
    return {"PYTHONPATH": f"{environment()['PYTHONPATH']}{os.pathsep}{where}"}


def group(pid: int) -> list[str]:
    """The processes of a process group that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if entry.name.isdecimal() and int(fields[2]) == pid and fields[0] not in "ZX":
            found.append(entry.name)
    return found


def test_ten_thousand_cases_in_order_on_two_processes() -> None:
    cases("c.jsonl", [f"Добрый день! Обращение {30417 if n % 3 else n}." for n in range(10_000)])
    done = process("check", "--cases", "c.jsonl", "--jobs", "2", *QUICK)
    assert (done.code, done.err) == (1, "")
    verdicts = [(line["id"], line["verdict"]) for line in done.lines]
    assert verdicts == [(f"c{n}", "pass" if n % 3 or n == 30417 else "fail") for n in range(10_000)]


MEMORY = "import resource, sys; from rewriter.cli import main; main(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"


@pytest.mark.parametrize("form", ["jsonl", "junit", "sarif"])
def test_memory_does_not_grow_with_the_file(form: str) -> None:
    used = []
    for count in (2_000, 12_000):
        cases("c.jsonl", [CLEAN] * count)
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, "check", "--cases", "c.jsonl", "--format", form, *QUICK], capture_output=True, env=environment(), check=False
        )
        assert done.stdout.count(b"\n") >= 5
        used.append(int(done.stderr))
    assert used[1] < used[0] + 10_000, "kilobytes; ten thousand results would be some 20,000"


def test_a_case_is_answered_before_the_next_one_comes() -> None:
    with subprocess.Popen(command("check", "--cases", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for case_id in ("a", "b"):
            child.stdin.write(json.dumps({"id": case_id, "reply": CLEAN}).encode() + b"\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["id"] == case_id
        child.stdin.close()
    assert child.returncode == 0


def test_what_is_read_ahead_is_bounded() -> None:
    read = 0

    def inputs() -> Iterator[int]:
        nonlocal read
        while read < 10_000:
            read += 1
            yield read

    found = processes.mapped(abs, inputs(), 2, lambda one, why: -1)
    for expected in range(1, 5_001):
        assert next(found) == (expected, expected)
        assert read - expected <= 2 * 4 * 16
    found.close()  # type: ignore[attr-defined]
    assert read < 5_200


def test_an_error_of_the_function_is_raised_here() -> None:
    with pytest.raises(TypeError):
        list(processes.mapped(abs, ["а"], 2, lambda one, why: 0))  # type: ignore[arg-type]


def test_a_case_that_kills_its_worker_is_told_and_no_other_is_lost(bomb: dict[str, str]) -> None:
    cases("c.jsonl", ["бомба" if n in (5, 6, 199) else "однажды" if n == 100 else CLEAN for n in range(200)])
    done = process("check", "--cases", "c.jsonl", "--jobs", "2", "--select", "bomb", **bomb)
    assert [line["id"] for line in done.lines] == [f"c{n}" for n in range(200) if n not in (5, 6, 199)]
    assert done.code == 2
    assert done.err.splitlines() == [f"c.jsonl:{n}: не проверено — рабочий процесс дважды упал на этом тексте (код 7)." for n in (6, 7, 200)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_when_it_is_stopped_no_process_stays(bomb: dict[str, str], number: signal.Signals) -> None:
    cases("c.jsonl", [CLEAN] * 40 + ["сон"] * 40)
    arguments = command("check", "--cases", "c.jsonl", "--jobs", "2", "--select", "bomb")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**bomb), start_new_session=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert json.loads(child.stdout.readline())["id"] == "c0"
        time.sleep(0.3)
        if number == signal.SIGINT:
            os.killpg(child.pid, number)  # as a terminal does
        else:
            child.send_signal(number)
        assert child.stderr.read().decode().strip() == "Прервано."
        assert child.wait(20) == (130 if number == signal.SIGINT else 143)
    assert group(child.pid) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_workers_do_not_outlive_a_killed_parent() -> None:
    with subprocess.Popen(
        command("check", "--cases", "-", "--jobs", "2", *QUICK), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), start_new_session=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write((json.dumps({"reply": CLEAN}).encode() + b"\n") * 320)
        child.stdin.flush()
        child.stdout.readline()
        assert len(group(child.pid)) == 3
        child.kill()
        child.wait(20)
        deadline = time.monotonic() + 20
        while group(child.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert group(child.pid) == []


def test_jobs_serve_files_and_fixes_too() -> None:
    for n in range(40):
        Path(f"{n:02}.txt").write_text("Согласно п. 34 Правил, посылка хранится 30 дней.")
    done = run("check", ".", "--jobs", "2", "--fix", "--write")
    assert done.code == 0
    assert [line.split(":")[0] for line in done.out.splitlines() if "записано" in line] == [f"{n:02}.txt" for n in range(40)]
    assert {path.read_text() for path in Path().glob("*.txt")} == {"Посылка хранится 30 дней."}


def test_progress_is_for_a_terminal_s_stderr_alone() -> None:
    cases("c.jsonl", [CLEAN] * 300)
    shown = terminal("check", "--cases", "c.jsonl", *QUICK, stdout=False)
    assert re.search(r"█+░* 300 текстов", shown)
    assert shown.endswith("\r\x1b[K"), "and is taken away"
    assert "█" not in terminal("check", "--cases", "c.jsonl", *QUICK)
    assert process("check", "--cases", "c.jsonl", *QUICK).err == ""


def test_a_progress_bar_makes_room_for_complaints() -> None:
    Path("c.jsonl").write_text(json.dumps({"reply": CLEAN}) + "\n{\n" + json.dumps({"reply": CLEAN}) + "\n")
    shown = terminal("check", "--cases", "c.jsonl", stdout=False)
    assert "\x1b[Kc.jsonl:2:" in shown


def test_where_a_fork_is_not_safe_processes_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_alone", lambda: False)
    cases("c.jsonl", [CLEAN] * 40)
    done = run("check", "--cases", "c.jsonl", "--jobs", "2", *QUICK)
    assert [line["id"] for line in done.lines] == [f"c{n}" for n in range(40)]
