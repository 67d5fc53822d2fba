"""`rewriter models`, `rewriter doctor` and the clipboard: what this machine has and what not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rewriter.backends.fetch import pull
from rewriter.cli import clipboard
from tests.cli.running import CLEAN, KEEPING, run


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REWRITER_CACHE", str(tmp_path / "cache"))


def test_models_list() -> None:
    done = run("models", "list")
    assert done.code == 0
    assert "qwen2.5-coder-1.5b (по умолчанию)" in done.out
    assert "rewriter models pull" in done.out
    listed = run("models", "list", "--format", "json").json
    assert listed[0]["present"] is False
    assert listed[0]["sha256"].startswith("cc324af0")


@pytest.mark.parametrize(
    ("model", "words"), [(None, "Нет файла модели"), ("nope", "не известна"), ("x.gguf", "Нет файла модели x.gguf"), ("t.gguf", "это не модель GGUF")]
)
def test_models_verify_without_a_right_file(model: str | None, words: str) -> None:
    Path("t.gguf").write_bytes(b"text")
    done = run("models", "verify", *([model] if model else []))
    assert (done.code, done.out) == (3, "")
    assert words in done.err


def test_models_verify_of_ones_own_file() -> None:
    Path("t.gguf").write_bytes(b"GGUF" + b"\1" * 100)
    done = run("models", "verify", "t.gguf")
    assert done.code == 0
    assert len(done.out.split()[0]) == 64
    assert "Эталона" in done.err


def test_models_pull_shows_progress_and_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(name: str | None, progress: object) -> Path:
        assert callable(progress)
        for part in range(11):
            progress(part * 100, 1000)
        return Path("cache/m.gguf")

    monkeypatch.setattr("rewriter.backends.fetch.pull", fetched)
    done = run("models", "pull")
    assert (done.code, done.out) == (0, "")
    assert done.err.count("%") == 11
    assert "Готово: cache/m.gguf" in done.err
    monkeypatch.setattr("rewriter.backends.fetch.pull", pull)
    assert run("models", "pull", "x.gguf").code == 3


def test_doctor_names_what_is_missing_and_the_command() -> None:
    done = run("doctor", "--quick")
    assert done.code == 3
    assert "✗ Модель: Нет файла модели" in done.out
    assert "    rewriter models pull" in done.out
    assert "— Буфер обмена" in done.out
    found = {finding["name"]: finding for finding in run("doctor", "--quick", "--format", "json").json}
    assert found["Python"]["state"] == "ok"
    assert found["Модель"]["remedy"] == "rewriter models pull"


def test_doctor_tells_a_crash_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter.backends.probe import explain

    Path("t.gguf").write_bytes(b"GGUF" + b"\1" * 100)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr("rewriter.backends.probe.probe", lambda model: explain(-11, ""))
    done = run("doctor", "--model", "t.gguf")
    assert done.code == 3
    assert "SIGSEGV" in done.out
    assert "    CMAKE_ARGS=" in done.out
    monkeypatch.setattr("rewriter.backends.probe.probe", lambda model: None)
    assert "✓ Пробный запуск" in run("doctor", "--model", "t.gguf").out
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = run("doctor", "--quick", "--model", "t.gguf")
    assert "✗ llama-cpp-python: не установлен" in done.out
    assert "[local]" in done.out


def test_doctor_with_the_openai_backend_and_with_bad_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("doctor", "--backend", "openai")
    assert done.code == 3
    assert "export OPENAI_API_KEY" in done.out
    monkeypatch.setenv("REWRITER_BACKEND", "gpt")
    done = run("doctor", "--quick")
    assert done.code == 3
    assert "✗ Настройки: переменная REWRITER_BACKEND" in done.out


@pytest.fixture
def xclip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A clipboard: a program of that name that keeps the text in a file."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the Linux clipboard")
    kept, folder = tmp_path / "clipboard", tmp_path / "bin"
    folder.mkdir()
    (folder / "xclip").write_text(f'#!/bin/sh\nfor a; do [ "$a" = -o ] && exec /bin/cat "{kept}"; done\nexec /bin/cat > "{kept}"\n')
    (folder / "xclip").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    return kept


def test_from_the_clipboard_and_back(xclip: Path) -> None:
    xclip.write_text(KEEPING)
    done = run("rewrite", "--paste", "--copy", "--rules-only")
    assert done.code == 0
    assert xclip.read_text() == done.out.rstrip("\n")
    assert "Ответ в буфере обмена." in done.err


def test_an_empty_clipboard(xclip: Path) -> None:
    xclip.write_text(" ")
    done = run("rewrite", "--paste", "--rules-only")
    assert (done.code, done.out) == (2, "")
    assert "В буфере обмена нет текста" in done.err


def test_a_reply_that_needs_review_is_not_copied(xclip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rewriter import pipeline

    xclip.write_text("прежнее")
    Path("d.txt").write_text(CLEAN)
    real = pipeline.rewrite
    monkeypatch.setattr("rewriter.pipeline.rewrite", lambda *a, **k: real(*a, **k).model_copy(update={"status": "needs_review"}))
    done = run("rewrite", "d.txt", "--copy", "--rules-only")
    assert done.code == 1
    assert xclip.read_text() == "прежнее"
    assert "В буфер не скопировано" in done.err


def test_which_program_serves_the_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.cli.clipboard.shutil.which", lambda name: name)
    monkeypatch.setattr(sys, "platform", "linux")
    assert clipboard.tool() is None
    monkeypatch.setenv("DISPLAY", ":0")
    assert "xclip" in str(clipboard.tool())
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "wl-paste" in str(clipboard.tool())
    monkeypatch.setattr("rewriter.cli.clipboard.shutil.which", lambda name: None)
    assert "sudo apt install wl-clipboard" in clipboard.remedy()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert clipboard.tool() is None
