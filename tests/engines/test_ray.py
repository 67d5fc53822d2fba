"""A real cluster of two workers on this machine: whoever is killed, every input comes once, in order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from rewriter.engines import Engine, EngineUnavailable, opened
from rewriter.engines.ray import _fitting, _reach
from tests.cli.running import environment, process, run
from tests.engines.work import Homeless, Killer, Slow, broken, noted, told

# Not imported here: the engine says how before it does so.
pytestmark = [pytest.mark.alone, pytest.mark.skipif(find_spec("ray") is None or sys.platform == "win32", reason="needs ray, and SIGKILL")]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Engine]:
    try:
        with opened("ray", 2) as engine:
            yield engine
    except EngineUnavailable as error:
        if "timed out during startup" not in str(error) or os.getloadavg()[0] < 2 * (os.cpu_count() or 1):
            raise
        pytest.skip(f"the machine is too busy for Ray to start within its own 30 s: {error}")


@pytest.fixture
def address(cluster: Engine) -> str:
    import ray

    return str(ray.get_runtime_context().gcs_address)


def test_killed_workers_lose_and_double_nothing(cluster: Engine, tmp_path: Path) -> None:
    found = list(cluster.mapped(Killer(str(tmp_path / "was")), range(40), told, portion=4))
    assert [number for number, _ in found] == list(range(40))
    assert [result for number, result in found if number != 7] == [2 * n for n in range(40) if n != 7], "20 killed its worker once only"
    assert found[7][1] == f"7: процесс Ray на машине {socket.gethostname()}"


def test_a_worker_killed_from_outside(cluster: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    numbers = []
    found: Iterator[tuple[int, Any]] = cluster.mapped(Slow(), range(40), told, portion=1)
    for number, (same, pid, loads) in found:
        numbers.append(number)
        assert (same, loads) == (number, 1), "what a worker has opened it keeps"
        if number == 5:
            os.kill(pid, signal.SIGKILL)
    assert numbers == list(range(40))
    assert capfd.readouterr() == ("", ""), "Ray's own words would spoil JSON"


def test_an_error_comes_in_its_turn(cluster: Engine) -> None:
    found = cluster.mapped(broken, range(60), told, portion=4)
    assert [next(found) for _ in range(30)] == [(n, n) for n in range(30)]
    with pytest.raises(ValueError, match="тридцать"):
        next(found)


def test_what_is_read_ahead_is_bounded(cluster: Engine) -> None:
    read: list[int] = []
    found = cluster.mapped(abs, noted(2_000, read), told)
    for expected in range(500):
        assert next(found) == (expected, expected)
        assert len(read) - expected <= 2 * 4 * 16
    found.close()  # type: ignore[attr-defined]
    assert len(read) < 700


def test_workers_without_the_package_are_told(cluster: Engine) -> None:
    with pytest.raises(EngineUnavailable, match=r"рабочий процесс не начал работу: .*здесь такого пакета нет.*тот же rewriter"):
        list(cluster.mapped(Homeless(), range(3), told))


def test_batch_is_stopped_and_killed_and_goes_on(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, then kill -9 of the command itself; its workers end with it."""
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps({"id": f"c{n}", "draft": f"Посылка приедет {n % 28 + 1}.10.2024. " * 12}, ensure_ascii=False) for n in range(60)]
    Path("c.jsonl").write_text("\n".join(lines))
    arguments = ("batch", "c.jsonl", "-o", "r.jsonl", "--rules-only", "--engine", "ray", "--ray-address", address, "--jobs", "2")
    results = Path("r.jsonl")
    before = b""
    for number in (signal.SIGINT, signal.SIGKILL):
        with subprocess.Popen([sys.executable, "-m", "rewriter", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as child:
            assert child.stderr is not None
            deadline = time.monotonic() + 60
            while child.poll() is None and time.monotonic() < deadline and (not results.exists() or results.stat().st_size <= len(before)):
                time.sleep(0.01)
            child.send_signal(number)
            said = child.stderr.read().decode()
        assert child.returncode == (130 if number == signal.SIGINT else -number)
        assert number == signal.SIGKILL or "Продолжить — та же команда." in said
        assert len(before) < results.stat().st_size
        before = results.read_bytes()
    assert before.count(b"\n") < 60
    done = process(*arguments)
    assert done.code in (0, 1)
    assert done.out == ""
    assert "Готово раньше: " in done.err
    assert results.read_bytes().startswith(before[: before.rfind(b"\n") + 1])
    assert [json.loads(line)["id"] for line in results.read_text().splitlines()] == [f"c{n}" for n in range(60)]
    one_process = run("batch", "c.jsonl", "-o", "same.jsonl", "--rules-only")
    assert one_process.code == done.code
    assert [json.loads(a)["reply"] for a in results.read_text().splitlines()] == [json.loads(b)["reply"] for b in Path("same.jsonl").read_text().splitlines()]


def test_an_evaluation_runs_there_too(address: str, tmp_path: Path) -> None:
    done = process(
        "eval", "run", "smoke", "-o", str(tmp_path / "run"), "--rules-only", "--limit", "6", "--engine", "ray", "--ray-address", address, "--jobs", "2"
    )
    assert (done.code, done.out) == (0, "")
    here = run("eval", "run", "smoke", "-o", str(tmp_path / "here"), "--rules-only", "--limit", "6", "--jobs", "1")
    assert here.code == 0

    def replies(name: str) -> list[tuple[str, str]]:
        return [(line["case"], line["result"]["reply"]) for line in map(json.loads, (tmp_path / name / "outputs.jsonl").read_text().splitlines())]

    assert replies("run") == replies("here")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1"])
def test_nobody_there(address: str, tmp_path: Path) -> None:
    Path(tmp_path / "c.jsonl").write_text('{"draft": "Посылка приедет завтра."}\n')
    done = run("batch", str(tmp_path / "c.jsonl"), "-o", str(tmp_path / "r.jsonl"), "--rules-only", "--engine", "ray", "--ray-address", address)
    assert done.code == 3
    assert f"--ray-address {address}: там никто не отвечает" in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "r.jsonl").read_bytes() == b""


@pytest.mark.parametrize("address", ["сервер", "http://x:1", "x", "host:порт", ":6379"])
def test_no_address(address: str) -> None:
    with pytest.raises(EngineUnavailable, match="нужен вида машина:6379"):
        _reach(address)


def test_an_address_needs_its_engine(tmp_path: Path) -> None:
    done = run("batch", "c.jsonl", "-o", str(tmp_path / "r.jsonl"), "--ray-address", "a:1")
    assert (done.code, done.err) == (2, "--ray-address a:1 нужен только вместе с --engine ray.\n")


def test_another_version_is_refused() -> None:
    with pytest.raises(EngineUnavailable, match=r"на машине gpu-7 rewriter 0\.0\.1"):
        _fitting(("0.0.1", "gpu-7"))


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'rewriter\[ray\]'"), opened("ray", 2):
        pass
