"""`rewriter batch` on ever longer files: peak memory of the process, and time a line. Drafts are short and cheap: what grows is the file, not the work on a line.

python benchmarks/scale.py [LINES …] [--jobs N]
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


def measured(lines: int, jobs: int, folder: Path) -> tuple[float, float]:
    """Peak memory in megabytes and seconds of a whole run."""
    cases = folder / f"{lines}.jsonl"
    with cases.open("w", encoding="utf-8") as file:
        for n in range(lines):
            # One in ten has a draft to rewrite; the others come back as they are, which is quick. A thousand different drafts fill what is cached of texts.
            draft = f"Посылка {n} осуществит прибытие {n % 28 + 1} мая." if n % 10 == 0 else ""
            file.write(json.dumps({"id": f"c{n}", "draft": draft, "client_message": "Где посылка?"}, ensure_ascii=False) + "\n")
    arguments = ["batch", str(cases), "-o", str(folder / f"{lines}.out"), "--rules-only", "--jobs", str(jobs)]
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    taken = time.monotonic() - began
    told = done.stderr.splitlines()
    assert told, done.stderr
    assert told[-1].isdecimal(), done.stderr
    with (folder / f"{lines}.out").open("rb") as file:
        assert sum(1 for _ in file) == lines
    return int(told[-1]) / 1024, taken


def main(arguments: list[str]) -> None:
    jobs = int(arguments[arguments.index("--jobs") + 1]) if "--jobs" in arguments else 1
    wanted = [int(a) for a in arguments if a.isdecimal()] if "--jobs" not in arguments else [int(a) for a in arguments[: arguments.index("--jobs")]]
    first: tuple[int, float, float] | None = None
    print("lines      input   peak memory   times the first   a line   times the first")
    with tempfile.TemporaryDirectory() as folder:
        for lines in wanted or [10_000, 100_000]:
            memory, taken = measured(lines, jobs, Path(folder))
            first = first or (lines, memory, taken)
            size = (Path(folder) / f"{lines}.jsonl").stat().st_size / 2**20
            each, before = taken / lines * 1000, first[2] / first[0] * 1000
            print(f"{lines:<8}{size:>5.1f} MB{memory:>11.1f} MB{memory / first[1]:>18.2f}{each:>6.2f} ms{each / before:>18.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
