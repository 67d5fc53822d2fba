"""Every bad input: one clear message in Russian, the right exit code, and the draft back where there is one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, DRAFT, Done, process, run

RUSSIAN = "Посылка приедет завтра, мы проверили."


def both(data: bytes) -> tuple[Done, Done]:
    Path("t.txt").write_bytes(data)
    return run("rewrite", "t.txt", "--rules-only"), run("check", "t.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Черновик пуст"),
        (b" \n\t\n", "Черновик пуст"),
        ("😊📦!!!".encode(), "нет ни одного слова"),
        (b"Dear customer, your parcel will arrive tomorrow.", "не на русском"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "нулевой байт, смещение 8"),
        (b"abc\xff\xfe def", "байт 0xFF, смещение 3"),
        ("я".encode() * 20_001, "20 001 знаков, а предел — 20 000"),
        (b"a" * 1_000_000, "1 МБ — больше 20 000 знаков"),
    ],
    ids=["empty", "blank", "emoji", "english", "nul", "not-utf8", "long", "1MB"],
)
def test_texts_that_cannot_be_rewritten(data: bytes, words: str) -> None:
    done, _ = both(data)
    assert done.code == 2
    assert words in done.err
    assert len(done.err.splitlines()) <= 3
    done = run("rewrite", "t.txt", "--rules-only", "--format", "json")
    assert done.code == 2
    assert done.json["status"] == "failed"
    assert words in done.json["reason"]


@pytest.mark.parametrize("data", [b"\0", b"\xff\xff", b"a" * 1_000_000], ids=["nul", "not-utf8", "1MB"])
def test_texts_that_cannot_be_checked(data: bytes) -> None:
    _, done = both(data)
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("data", [b"", "😊".encode(), b"Dear customer, thank you for your order."], ids=["empty", "emoji", "english"])
def test_odd_replies_are_judged(data: bytes) -> None:
    _, done = both(data)
    assert done.code in (0, 1)
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + RUSSIAN.encode(), RUSSIAN.encode("utf-16"), RUSSIAN.encode("cp1251"), RUSSIAN.encode() + b"\r\n"],
    ids=["bom", "utf-16", "cp1251", "crlf"],
)
def test_encodings_that_are_read(data: bytes) -> None:
    done, checked = both(data)
    assert done.code == 0
    assert "Посылка приедет завтра" in done.out
    assert checked.code == 0
    assert ("Windows-1251" in checked.err) == (data == RUSSIAN.encode("cp1251"))


def test_markdown_is_named() -> None:
    done = run("check", stdin="**Посылка** приедет завтра.")
    assert done.code == 1
    assert "Разметка" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no.txt"], "no.txt: нет такого файла (черновик)"),
        (["."], ".: это папка, а нужен файл"),
        (["t.txt", "--pack", "почта"], "Пакет «почта» не найден. Есть: base, post"),
        (["t.txt", "--client-file", "no.txt"], "no.txt: нет такого файла (сообщение клиента)"),
        (["t.txt", "--client", "a", "--client-file", "t.txt"], "задано дважды"),
        (["t.txt", "--context", "bad.json"], "bad.json:2:3: это не JSON: ожидается имя поля"),
        (["t.txt", "--context", "list.json"], "list.json:1:1: нужен объект"),
        (["t.txt", "--context", "types.json"], 'types.json: operator_gender: нужно одно из: f, m, а не "ж"'),
        (["t.txt", "--context", "types.json"], 'types.json: facts: нужен список, а не "один"'),
        (["t.txt", "--context", "deep.json"], "deep.json:1:1: слишком глубокая вложенность"),
        (["-", "--client-file", "-"], "Стандартный ввод один"),
        (["t.txt", "--paste"], "дважды"),
        (["--paste"], "Буфер обмена недоступен"),
        (["t.txt", "--copy"], "Буфер обмена недоступен"),
    ],
)
def test_rewrite_with_bad_arguments(arguments: list[str], words: str) -> None:
    Path("t.txt").write_text(DRAFT)
    Path("bad.json").write_text("{\n  client_name: 1}")
    Path("list.json").write_text("[1, 2]")
    Path("types.json").write_text(json.dumps({"operator_gender": "ж", "facts": "один"}))
    Path("deep.json").write_text("[" * 10_000)
    done = run("rewrite", *arguments, "--rules-only")
    assert done.code == 2
    assert words in done.err
    assert done.out == (DRAFT + "\n" if arguments[0] == "t.txt" and "--paste" not in arguments else "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read() -> None:
    Path("t.txt").write_text(DRAFT)
    Path("t.txt").chmod(0)
    assert "файл не читается" in run("check", "t.txt").err


def test_odd_paths() -> None:
    assert run("check", "a\0b").code == 2
    assert run("check", "x" * 5000).code == 2
    assert run("check", "/dev/null").code == 1


def test_a_pack_of_ones_own_with_an_error() -> None:
    Path("mine").mkdir()
    Path("mine/pack.yaml").write_text("title: Мой\nextends: base\nrulez: {}\n")
    Path("t.txt").write_text(CLEAN)
    done = run("check", "t.txt", "--pack", "mine")
    assert (done.code, done.out) == (2, "")
    assert "mine/pack.yaml:3:1:" in done.err


def test_a_settings_file_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("c.toml").write_text("pack = \n")
    monkeypatch.setenv("REWRITER_CONFIG", "c.toml")
    Path("t.txt").write_text(DRAFT)
    done = run("rewrite", "t.txt", "--rules-only")
    assert (done.code, done.out) == (2, DRAFT + "\n")
    assert "c.toml: это не TOML" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("rewrite", "no.txt"),
        ("check", "no.txt"),
        ("check", "t.bin"),
        ("batch", "no.jsonl", "-o", "r"),
        ("prompt", "no.txt"),
        ("packs", "show", "no"),
        ("models", "verify", "no"),
        ("rules", "explain", "no"),
    ],
)
def test_no_traceback_from_a_real_process(arguments: tuple[str, ...]) -> None:
    Path("t.bin").write_bytes(b"\x00\x01")
    done = process(*arguments)
    assert done.code in (2, 3)
    assert done.out == ""
    assert "Traceback" not in done.err
    assert any("а" <= c <= "я" for c in done.err)
