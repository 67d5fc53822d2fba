"""`rewriter examples generate`: nothing lost, nothing doubled, reasons told."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from rewriter.training.candidates import Candidate
from tests.cli.running import Done, Stub, command, environment, run, unavailable
from tests.training.making import own_pack

OUT, REFUSED = Path("c.jsonl"), Path("c.refused.jsonl")


def generate(*more: str, count: int = 2, backend: str = "none") -> Done:
    return run("examples", "generate", "-p", "post", "-n", str(count), "--backend", backend, "-o", str(OUT), *more)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def numbers() -> list[int]:
    return sorted(row["made"]["number"] for path in (OUT, REFUSED) for row in rows(path))


def test_candidates_the_refused_ones_and_the_table() -> None:
    done = generate(count=3)
    assert done.code == 0
    assert done.out == ""
    accepted, refused = rows(OUT), rows(REFUSED)
    assert len(accepted) == 3
    assert all(not Candidate.of_values(row).refusals for row in accepted)
    assert all(Candidate.of_values(row).refusals for row in refused)
    assert numbers() == list(range(len(accepted) + len(refused)))
    assert f"c.jsonl: 3 кандидата из {len(accepted) + len(refused)}" in done.err
    assert "rewriter examples review c.jsonl" in done.err
    assert ("Почему отклонены" in done.err) == bool(refused)
    assert all({"mood", "client", "draft", "reply", "teaches", "made"} <= set(row) for row in accepted)


def test_lint_reads_them_as_pairs() -> None:
    generate()
    assert run("examples", "lint", str(OUT)).code == 0


def test_the_same_command_goes_on_and_what_is_done_is_done() -> None:
    generate(count=1)
    before = OUT.read_bytes()
    more = generate(count=3)
    assert "Готово раньше: 1 кандидат из 3" in more.err
    assert OUT.read_bytes().startswith(before)
    whole = OUT.read_bytes(), REFUSED.read_bytes()
    OUT.unlink()
    REFUSED.unlink()
    generate(count=3)
    assert (OUT.read_bytes(), REFUSED.read_bytes()) == whole, "interrupted or not, the same comes out"


@pytest.mark.parametrize("kept", [0, 1, 60, -1])
def test_a_torn_last_line_is_made_anew(kept: int) -> None:
    generate()
    whole = OUT.read_bytes()
    lines = whole.splitlines(keepends=True)
    # Attempts behind the torn one are none yet, as after kill -9.
    last = json.loads(lines[1])["made"]["number"]
    REFUSED.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(REFUSED) if row["made"]["number"] < last))
    OUT.write_bytes(lines[0] + lines[1][:kept])
    generate()
    assert OUT.read_bytes() == whole


def test_kill_9_loses_and_doubles_nothing() -> None:
    line = [*command("examples", "generate", "-p", "post", "-n", "6", "--backend", "none", "-o", str(OUT))]
    kills = 0
    for _ in range(3):
        size = OUT.stat().st_size if OUT.exists() else 0
        with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()) as running:
            began = time.monotonic()
            while running.poll() is None and time.monotonic() - began < 120:
                if (OUT.stat().st_size if OUT.exists() else 0) > size:
                    running.send_signal(signal.SIGKILL)
                    kills += 1
                    break
                time.sleep(0.01)
    assert kills >= 2
    assert generate(count=6).code == 0
    assert len(rows(OUT)) == 6
    assert numbers() == list(range(len(numbers()))), "no attempt is missing, none is there twice"


def test_another_seed_or_pack_wants_another_file() -> None:
    generate(count=1)
    seed = generate("--seed", "5")
    assert seed.code == 2
    assert "--seed 0, а сейчас 5" in seed.err
    pack = run("examples", "generate", "-p", "teleshop", "-n", "2", "--backend", "none", "-o", str(OUT))
    assert pack.code == 2
    assert "здесь кандидаты пакета «post»" in pack.err


def test_a_lost_file_of_refused_ones_is_told() -> None:
    generate(count=1)
    row = rows(OUT)[0]
    row["made"]["number"] = 4
    OUT.write_text(json.dumps(row, ensure_ascii=False) + "\n")
    REFUSED.unlink(missing_ok=True)
    done = generate()
    assert done.code == 2
    assert "не хватает попытки 0" in done.err


@pytest.mark.parametrize("line", ["{}", "[1]", "не json", '{"id": "a"}'])
def test_another_file_is_left_alone(line: str) -> None:
    OUT.write_text(line + "\n")
    done = generate()
    assert done.code == 2
    assert "c.jsonl:1: это не кандидат" in done.err
    assert OUT.read_text() == line + "\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-p", "nope"), "Пакет «nope» не найден"),
        (("-n", "0"), "нужно не меньше 1"),
        (("--way", "sideways"), "«sideways» не подходит"),
        (("--seed", "-1"), "нужно не меньше 0"),
        (("--suite", "nope.jsonl"), "nope.jsonl"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], words: str) -> None:
    done = run("examples", "generate", "--backend", "none", "-o", str(OUT), *arguments)
    assert done.code == 2
    assert words in done.err
    assert not OUT.exists() or not OUT.read_bytes()


def test_a_pack_without_situations_says_where_they_go(tmp_path: Path) -> None:
    done = run("examples", "generate", "-p", str(own_pack(tmp_path / "lavka")), "--backend", "none", "-o", str(OUT))
    assert done.code == 2
    assert "situations.yaml: нет такого файла" in done.err


def test_no_model_is_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.open_backend", unavailable)
    done = generate(backend="local")
    assert done.code == 3
    assert "rewriter models pull" in done.err


def test_a_model_is_named_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    stub = Stub("Осуществляется.")
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: stub)
    done = generate("--way", "bureaucratise", count=1, backend="openai")
    assert done.code in (0, 1)
    assert stub.closed
    assert {row["made"]["model"] for path in (OUT, REFUSED) for row in rows(path)} == {"stub"}


def test_ctrl_c_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub(KeyboardInterrupt()))
    done = generate("--way", "bureaucratise", backend="openai")
    assert done.code == 130
    assert "Продолжить — та же команда." in done.err


def test_too_many_refusals_end_it_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.cli.examples.generate._PATIENCE", 1)
    from rewriter.training.candidates import Refusal

    monkeypatch.setattr("rewriter.training.making.refusals", lambda *_: iter([Refusal(kind="same", message="так")]))
    done = generate(count=2)
    assert done.code == 1
    assert "Нужно было 2: слишком многие отклонены" in done.err
    assert "ответ повторяет черновик" in done.err
    assert len(rows(REFUSED)) == 2
