"""Flags over variables over the file, and errors that name the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rewriter.settings import KEYS, Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS:
        monkeypatch.delenv(f"REWRITER_{key.upper()}", raising=False)


def file(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(config=tmp_path / "none.toml") == Settings()


def test_flags_over_variables_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, 'pack = "post"\nattempts = 5\ntime_budget_s = 30\nmask = false\nn_ctx = 2048\n')
    monkeypatch.setenv("REWRITER_ATTEMPTS", "4")
    monkeypatch.setenv("REWRITER_MASK", "yes")
    monkeypatch.setenv("REWRITER_N_CTX", "")
    settings = load_settings({"attempts": 2, "model": None}, config=path)
    assert settings == Settings(pack="post", attempts=2, time_budget_s=30.0, mask=True, n_ctx=2048)


def test_the_file_is_named_by_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REWRITER_CONFIG", str(file(tmp_path, 'pack = "post"')))
    assert load_settings().pack == "post"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pak = 1", ["config.toml", "«pak»", "pack"]),
        ("attempts = 0", ["config.toml", "attempts = 0", "не меньше 1"]),
        ('attempts = "много"', ["attempts = 'много'", "целое число"]),
        ("attempts = 2.5", ["attempts = 2.5", "целое число"]),
        ("attempts = true", ["целое число"]),
        ("n_ctx = 10", ["не меньше 512"]),
        ("time_budget_s = nan", ["time_budget_s"]),
        ("time_budget_s = inf", ["time_budget_s"]),
        ('mask = "может"', ["mask = 'может'", "true или false"]),
        ("pack = 5", ["нужна строка"]),
        ('backend = "cloud"', ["local, openai"]),
        ("pack = ", ["config.toml", "не TOML"]),
    ],
)
def test_a_bad_file_is_told_by_place_and_value(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(config=file(tmp_path, text))
    assert [word for word in words if word not in str(caught.value)] == []


def test_bad_variables_and_flags_are_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="--n-ctx"):
        load_settings({"n_ctx": 1}, config=tmp_path / "none.toml")
    monkeypatch.setenv("REWRITER_THREADS", "-1")
    with pytest.raises(SettingsError, match="REWRITER_THREADS"):
        load_settings(config=tmp_path / "none.toml")


def test_a_binary_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="не читается"):
        load_settings(config=path)
