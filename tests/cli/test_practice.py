"""`rewriter practice`: from a pipe, on a terminal, in an editor."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from rewriter.pack import load_pack
from tests.cli.running import run
from tests.training.making import own_pack

GOOD = load_pack("post").pairs[0].reply
BAD = "РПО едет. Ожидайте.\n"


@pytest.fixture(autouse=True)
def _own_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REWRITER_PRACTICE", str(tmp_path / "practice.jsonl"))


def kept() -> list[dict[str, object]]:
    return [json.loads(line) for line in Path("practice.jsonl").read_text(encoding="utf-8").splitlines()]


def test_wrong_then_right() -> None:
    done = run("practice", "--pack", "post", "-n", "1", stdin=f"{BAD}.\n{GOOD}.\n")
    assert done.code == 0
    order = [
        "Упражнение 1 из 1 · post-01",
        "Клиент пишет",
        "имя клиента — Анна; Вы женщина; первое обращение",
        "Черновик",
        "Ещё не так: ",
        "ошибка no-internal-details",
        "Почему: Статусы, сокращения",
        "✓ Все правила соблюдены",
        "Один из хороших ответов",
        "Сделано 1 упражнение: с первого раза верно 0, в итоге верно 1.",
    ]
    places = [done.out.index(words) for words in order]
    assert places == sorted(places)
    (exercise,) = kept()
    assert (exercise["pair"], exercise["tries"], exercise["passed"]) == ("post-01", 2, True)
    assert "no-internal-details" in exercise["wrong"]  # type: ignore[operator]
    assert BAD.strip() not in Path("practice.jsonl").read_text(encoding="utf-8")


def test_giving_up_shows_the_answer_and_the_pair_comes_again_later() -> None:
    run("practice", "--pack", "post", "-n", "1", stdin=f"{BAD}.\n.\n")
    assert kept()[0]["passed"] is False
    seen = []
    for _ in range(4):
        done = run("practice", "--pack", "post", "-n", "1", stdin=f"{BAD}.\n.\n")
        assert "Один из хороших ответов" in done.out
        seen.append(str(kept()[-1]["pair"]))
    assert "post-01" not in seen[:3]
    assert len(set(seen)) == 4


def test_three_tries_at_most() -> None:
    done = run("practice", "--pack", "post", "-n", "1", stdin=f"{BAD}.\n" * 5)
    assert kept()[0]["tries"] == 3
    assert done.out.count("Ещё не так") == 3


def test_an_answer_that_is_not_there_counts_nothing() -> None:
    done = run("practice", "--pack", "post", stdin="")
    assert done.code == 0
    assert "Ответа нет — упражнение не засчитано." in done.out
    assert not Path("practice.jsonl").exists()


def test_only_one_rule() -> None:
    run("practice", "--pack", "post", "--rule", "empathy", "-n", "9", stdin=f"{BAD}.\n.\n" * 9)
    assert {str(row["pair"]) for row in kept()} == {one.id for one in load_pack("post").pairs if "empathy" in one.teaches}


def test_progress() -> None:
    assert "Упражнений ещё не было" in run("practice", "--progress").out
    run("practice", "--pack", "post", "-n", "1", stdin=f"{BAD}.\n.\n")
    run("practice", "--pack", "post", "-n", "1", "--rule", "self-service", stdin=f"{GOOD}.\n")
    with Path("practice.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"at": "20')
    done = run("practice", "--progress")
    assert "Сделано 2 упражнения" in done.out
    assert "«Без внутренней кухни»" in done.out
    assert "не прочитано строк: 1" in done.err
    value = run("practice", "--progress", "--format", "json").json
    assert value["exercises"] == 2
    assert {row["rule"] for row in value["rules"] if row["kept"] < row["met"]} >= {"no-internal-details"}


def test_a_pack_of_ones_own_practises_what_it_inherits(tmp_path: Path) -> None:
    own_pack(tmp_path / "lavka")
    done = run("practice", "--pack", "lavka", "-n", "1", stdin=f"{GOOD}.\n")
    assert "✓ Все правила соблюдены" in done.out
    assert kept()[0]["pack"] == "lavka"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--pack", "base", "--rule", "ticket-id"), "нет пар, которые учат ticket-id"),
        (("--rule", "empaty"), "Может быть, empathy?"),
        (("--pack", "nope"), "не найден"),
        (("--format", "json"), "только вместе с --progress"),
        (("-n", "0"), "нужно не меньше 1"),
        (("--file", "."), ".: не прочитать"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = run("practice", *arguments, stdin="x\n")
    assert done.code == 2
    assert words in done.err


def test_in_an_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "edit.sh"
    script.write_text(f"#!/bin/sh\ngrep -q 'РПО RA123456785RU' \"$1\" || exit 1\ncat > \"$1\" <<'END'\n{GOOD}END\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setenv("VISUAL", str(script))
    done = run("practice", "--pack", "post", "-n", "1", "--editor")
    assert "✓ Все правила соблюдены" in done.out, done.err
    assert kept()[0]["tries"] == 1


def test_on_a_terminal() -> None:
    pytest.importorskip("pty")
    from tests.cli.test_asking import Terminal

    terminal = Terminal("practice", "--pack", "post", "-n", "1")
    terminal.wait_for("Ваш ответ")
    terminal.wait_for("Ctrl-D)")
    time.sleep(0.3)
    terminal.type("РПО едет.\n.\n")
    terminal.wait_for("Ещё раз")
    time.sleep(0.3)
    terminal.type(GOOD + ".\n")
    terminal.wait_for("в итоге верно 1")
    assert terminal.end() == 0
