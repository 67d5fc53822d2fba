""".pre-commit-hooks.yaml: what pre-commit runs in a repo of canned answers."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.running import ROOT, Done, process

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


@pytest.fixture(scope="module")
def hook() -> dict[str, object]:
    [found] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_pre_commit_takes_the_manifest() -> None:
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout


def ran(hook: dict[str, object], *arguments: str) -> Done:
    """The entry with pre-commit's way of calling it: arguments, then the files that match."""
    program, *entry = shlex.split(str(hook["entry"]))
    assert program == "rewriter"
    files = sorted(str(path) for path in Path().rglob("*") if path.is_file() and re.search(str(hook["files"]), str(path)))
    return process(*entry, *arguments, *files)


def test_the_hook_runs_over_the_files_it_is_given(hook: dict[str, object]) -> None:
    assert (hook["id"], hook["pass_filenames"], hook["language"]) == ("rewriter-check", True, "python")
    Path("macros").mkdir()
    Path("macros/срок.md").write_text("# Срок\n\nЗдравствуйте, {{имя}}! Посылка приедет завтра.\n")
    Path("macros/отказ.txt").write_text("Здравствуйте, {{имя}}! Мы не можем ускорить доставку.\n")
    Path("macros/table.csv").write_text("id;ответ\n1;Согласно п. 34 Правил, посылка хранится 30 дней.\n")
    Path("macros/logo.png").write_bytes(b"\x89PNG")
    done = ran(hook, "--column", "ответ")
    assert done.code == 1
    assert done.err == ""
    assert "macros/отказ.txt:1:24: ошибка forbidden-phrases" in done.out
    assert "macros/table.csv:2:3: ошибка no-law-citations" in done.out
    assert "имя" not in "".join(re.findall(r"ошибка .*", done.out)), "placeholders are what macros have"
    Path("macros/отказ.txt").write_text("Здравствуйте, {{имя}}! Доставим завтра.\n")
    Path("macros/table.csv").unlink()
    assert ran(hook).code == 0
