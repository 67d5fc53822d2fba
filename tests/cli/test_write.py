"""`--fix` shows, `--fix --write` writes: in one step, only what was mended, and nothing is lost whatever fails."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from rewriter.cli import writing
from tests.cli.running import CLEAN, DRAFT, run, terminal

LAW = "Согласно п. 34 Правил, посылка хранится 30 дней."
MENDED = "Посылка хранится 30 дней."


def fixed(*arguments: str) -> str:
    done = run("check", *arguments, "--fix", "--write")
    assert done.err == ""
    return done.out


def test_a_file_is_written_and_said_to_be() -> None:
    Path("a.txt").write_text(DRAFT + "\n")
    Path("b.txt").write_text(CLEAN)
    before = Path("b.txt").stat()
    out = fixed("a.txt", "b.txt")
    assert "[-" in out
    assert "a.txt: записано, 3 правки: no-law-citations, forbidden-phrases" in out
    assert Path("a.txt").read_text() == run("check", "a.txt", "--fix").out, "what was shown before"
    assert "b.txt" not in out
    assert (Path("b.txt").stat().st_mtime_ns, Path("b.txt").stat().st_ino) == (before.st_mtime_ns, before.st_ino), "nothing mended, nothing written"
    assert fixed("a.txt").count("записано") == 0, "a second time there is nothing to write"


def test_permissions_links_encoding_and_line_breaks_stay() -> None:
    Path("real.txt").write_bytes(f"\ufeffДобрый день!\r\n\r\n{LAW}\r\n\r\n".encode())
    Path("real.txt").chmod(0o640)
    Path("link.txt").symlink_to("real.txt")
    fixed("link.txt")
    assert Path("link.txt").is_symlink()
    assert stat.S_IMODE(Path("real.txt").stat().st_mode) == 0o640
    assert Path("real.txt").read_bytes() == f"\ufeffДобрый день!\r\n\r\n{MENDED}\r\n\r\n".encode()
    assert sorted(path.name for path in Path().iterdir()) == ["link.txt", "real.txt"], "nothing is left lying about"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_only_the_cell_changes(encoding: str) -> None:
    table = f'id;text\r\n1; {CLEAN}\r\n2;"{LAW}\r\nОн сказал ""да""."\r\n3;{LAW};\r\n'
    Path("t.csv").write_bytes(table.encode(encoding))
    run("check", "t.csv", "--column", "text", "--fix", "--write")
    assert Path("t.csv").read_bytes() == table.replace(LAW, MENDED).encode(encoding)


def test_only_the_string_changes() -> None:
    lines = '{"id": 1,  "reply":"%s\\n\\"да\\"", "draft": null}\n\n{"draft": %s}\n[1]\n'
    Path("j.jsonl").write_text(lines % (LAW, json.dumps(LAW)))
    run("check", "j.jsonl", "--fix", "--write")
    assert Path("j.jsonl").read_text() == lines % (MENDED, json.dumps(MENDED))


def test_front_matter_and_title_stay() -> None:
    Path("a.md").write_text(f"---\na: 1\n---\n# Согласно п. 34 Правил\n\n{LAW}\n")
    fixed("a.md")
    assert Path("a.md").read_text() == f"---\na: 1\n---\n# Согласно п. 34 Правил\n\n{MENDED}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--fix", "--write"), "стандартный ввод записать некуда"),
        (("-", "--fix", "--write"), "стандартный ввод записать некуда"),
        (("a.txt", "--write"), "укажите оба"),
        (("--cases", "a.jsonl", "--fix", "--write"), "--write не работает с --cases"),
        (("a.txt", "--fix", "--format", "sarif"), "--fix с --format sarif — только вместе с --write"),
        (("a.txt", "--fix", "--suppress", "plain-words"), "Либо --fix, либо --suppress"),
    ],
)
def test_what_cannot_be_written(arguments: tuple[str, ...], words: str) -> None:
    Path("a.txt").write_text(DRAFT)
    done = run("check", *arguments, stdin=DRAFT)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert Path("a.txt").read_text() == DRAFT


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_costs_nothing(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("a.txt", "b.txt"):
        Path(name).write_text(DRAFT)
    if call == "fsync":
        monkeypatch.setattr("rewriter.replacing.os.fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    done = run("check", "a.txt", "b.txt", "--fix", "--write")
    assert done.code == 2
    assert "a.txt: не записано (No space left on device); файл остался прежним." in done.err
    assert "записано" not in done.out
    assert {path.name: path.read_text() for path in Path().iterdir()} == {"a.txt": DRAFT, "b.txt": DRAFT}


def test_a_file_changed_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(DRAFT)
    real = writing.Rewritten.write

    def late(self: writing.Rewritten) -> None:
        Path("a.txt").write_text("Кто-то правит файл.")
        real(self)

    monkeypatch.setattr(writing.Rewritten, "write", late)
    done = run("check", "a.txt", "--fix", "--write")
    assert done.code == 2
    assert "a.txt: файл изменился, пока шла проверка, — не записано" in done.err
    assert Path("a.txt").read_text() == "Кто-то правит файл."


def test_an_encoding_that_lacks_the_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter import checker

    data = f"id;text\n1;{LAW}\n".encode("cp1251")
    Path("t.csv").write_bytes(data)
    monkeypatch.setattr(checker, "tidy", lambda text: text.replace(" 30", " − 30"))
    done = run("check", "t.csv", "--column", "text", "--fix", "--write")
    assert done.code == 2
    assert "t.csv: не записано — в Windows-1251 нет знака «−»" in done.err
    assert Path("t.csv").read_bytes() == data


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everything")
def test_a_folder_that_may_not_be_written() -> None:
    Path("m").mkdir()
    Path("m/a.txt").write_text(DRAFT)
    Path("m").chmod(0o500)
    assert "m/a.txt: не записано" in run("check", "m/a.txt", "--fix", "--write").err


def test_other_formats_stay_clean() -> None:
    Path("a.txt").write_text(DRAFT)
    done = run("check", "a.txt", "--fix", "--write", "--format", "json")
    assert done.json["text"] == Path("a.txt").read_text()
    assert "a.txt: записано" in done.err


def test_on_a_terminal_the_change_is_coloured_and_the_text_not_shown_twice() -> None:
    Path("a.txt").write_text(DRAFT)
    shown = terminal("check", "a.txt", "--fix")
    assert "\x1b[31m" in shown
    assert "\x1b[32m" in shown
    assert shown.count("ускорить доставку") == 1
    assert "Файлы не тронуты. Записать правки: та же команда с --fix --write." in shown
    assert Path("a.txt").read_text() == DRAFT
    assert "\x1b[31m" not in terminal("check", "a.txt", "--fix", NO_COLOR="1")
