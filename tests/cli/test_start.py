"""How fast commands start and what they do not import (design.md, Limits)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, command, environment

HEAVY = ("guardrails", "openai", "llama_cpp", "fastapi", "numpy", "httpx", "httpx2")
SCRIPT = """
import sys
from rewriter.cli import main
code = main(sys.argv[1:])
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def imported(*arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, env=environment(), timeout=60, check=False)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("rewrite", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments).isdisjoint((*HEAVY, "pydantic", "yaml", "jinja2"))


def test_check_imports_nothing_heavy() -> None:
    Path("r.txt").write_text(CLEAN)
    assert imported("check", "r.txt").isdisjoint((*HEAVY, "jinja2"))


def fastest(arguments: list[str], environment: dict[str, str], times: int = 5) -> float:
    """Processor time of the fastest of some runs: what the machine does beside them does not count."""
    best = 60.0
    for _ in range(times):
        before = os.times()
        subprocess.run(arguments, capture_output=True, env=environment, timeout=60, check=False)
        after = os.times()
        best = min(best, after.children_user + after.children_system - before.children_user - before.children_system)
    return best


@pytest.mark.parametrize(("arguments", "most", "times"), [(("--help",), 0.2, 1.5), (("check", "r.txt", "--pack", "post"), 0.4, 4.5)])
def test_commands_start_in_time(arguments: tuple[str, ...], most: float, times: float, tmp_path: Path) -> None:
    """Within the design's seconds, or, on a machine that is busy with other things, within so many times the libraries' own import."""
    Path("r.txt").write_text(CLEAN)
    # As installed: with compiled modules, which the first run leaves in a folder of this test.
    where = environment(PYTHONPYCACHEPREFIX=str(tmp_path / "pyc"))
    where.pop("PYTHONDONTWRITEBYTECODE", None)
    libraries = [sys.executable, "-c", "import click, pydantic.main, pydantic.types, yaml"]
    for warm_up in (libraries, command(*arguments)):
        subprocess.run(warm_up, capture_output=True, env=where, timeout=60, check=False)
    assert fastest(command(*arguments), where) < max(most, times * fastest(libraries, where))
