"""`rewriter batch`, or `eval run` and `eval score`, on ever longer files: peak memory of the process, and time a line.

Drafts are short and cheap: what grows is the file, not the work on a line.

python benchmarks/scale.py [LINES …] [--jobs N] [--eval]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUN = """
import re, sys
from pathlib import Path
from rewriter.cli import main
main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""


def measured(command: str, lines: int, jobs: int, folder: Path) -> tuple[float, float]:
    """Peak memory in megabytes and seconds of a whole run."""
    cases, out = folder / f"{lines}.jsonl", folder / f"{lines}.out"
    if not cases.exists():
        _write(cases, lines)
    arguments = {
        "batch": ["batch", str(cases), "-o", str(out), "--rules-only"],
        "eval run": ["eval", "run", str(cases), "-o", str(out), "--rules-only"],
        "eval score": ["eval", "score", str(out)],
    }[command]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments, "--jobs", str(jobs)], capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False
    )
    taken = time.monotonic() - began
    told = done.stderr.splitlines()
    assert told, done.stderr
    assert told[-1].isdecimal(), done.stderr
    results = {"batch": out, "eval run": out / "outputs.jsonl", "eval score": out / "scores.jsonl"}[command]
    with results.open("rb") as file:
        assert sum(1 for _ in file) == lines
    return int(told[-1]) / 1024, taken


def _write(cases: Path, lines: int) -> None:
    with cases.open("w", encoding="utf-8") as file:
        for n in range(lines):
            # One in ten has a draft to rewrite, no two alike; the others come back as they are, which is quick.
            draft = f"Посылка {n} осуществит прибытие {n % 28 + 1} мая." if n % 10 == 0 else ""
            file.write(json.dumps({"id": f"c{n}", "draft": draft, "client_message": "Где посылка?"}, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> None:
    commands = ("eval run", "eval score") if "--eval" in arguments else ("batch",)
    jobs = int(arguments[arguments.index("--jobs") + 1]) if "--jobs" in arguments else 1
    wanted = [int(a) for n, a in enumerate(arguments) if a.isdecimal() and arguments[n - 1] != "--jobs"]
    print("command     lines      input   peak memory   times the first   a line   times the first")
    first: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        for lines in wanted or [10_000, 100_000]:
            for command in commands:
                memory, taken = measured(command, lines, jobs, Path(name))
                each = taken / lines * 1000
                before, before_each = first.setdefault(command, (memory, each))
                size = (Path(name) / f"{lines}.jsonl").stat().st_size / 2**20
                print(f"{command:<12}{lines:<8}{size:>5.1f} MB{memory:>11.1f} MB{memory / before:>18.2f}{each:>6.2f} ms{each / before_each:>18.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
