"""What is installed, and that it is locked: every pin has a hash, no lock carries an address, a wheel carries the packs and the page."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+?)(?: ; .*?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str]]:
    return {(match[1], match[2]) for match in _PIN.finditer((ROOT / "requirements" / f"{name}.txt").read_text())}


def direct(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    texts = project["dependencies"] + [text for extra in extras for text in project["optional-dependencies"][extra]]
    return [requirement for text in texts if (requirement := Requirement(text)).name != "rewriter"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_is_pins_with_hashes_and_nothing_else(path: Path) -> None:
    text = path.read_text()
    assert _PIN.sub("", text).strip() == ""
    assert "://" not in text


@pytest.mark.parametrize(("lock", "extras"), [("demo", ("local",)), ("dev", ("local", "openai", "guardrails", "dev"))])
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    locked = dict(pins(lock))
    stale = [
        f"{wanted} is locked at {locked.get(wanted.name.lower())}" for wanted in direct(*extras) if locked.get(wanted.name.lower(), "") not in wanted.specifier
    ]
    assert not stale, f"run make lock: {stale}"


@pytest.mark.parametrize("smaller", ["demo", "build"])
def test_locks_agree(smaller: str) -> None:
    versions: dict[str, set[str]] = {}
    for name, version in pins("dev"):
        versions.setdefault(name, set()).add(version)
    assert not [(name, version) for name, version in pins(smaller) if version not in versions.get(name, {version})]


def test_no_lock_with_addresses_is_in_the_repository() -> None:
    assert not [*ROOT.glob("uv.lock"), *ROOT.glob("pylock*.toml")]


def test_a_wheel_carries_packs_page_types_and_licences(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    data = {f"rewriter/_data/{path.relative_to(ROOT)}" for folder in ("policies", "prompts") for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert data <= names
    assert {str(path.relative_to(ROOT)) for path in (ROOT / "rewriter/server/page").rglob("*.*") if "__pycache__" not in path.parts} <= names
    assert "rewriter/py.typed" in names
    assert {Path(name).name for name in names} >= {"LICENSE", "NOTICE"}
    assert not [name for name in names if name.startswith(("tests/", "policies/", "prompts/"))]
