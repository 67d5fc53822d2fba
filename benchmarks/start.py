"""How fast commands start: whole processes, against `python -c pass` in the same run (design.md, Limits)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPLY = "Здравствуйте, Анна!\n\nПосылка RA123456785RU уже в отделении 101000, заберите её до 25 мая. Хорошего Вам дня!\n"
RUNS = int(os.environ.get("RUNS", "15"))


def once(arguments: list[str], environment: dict[str, str]) -> float:
    """Wall time of a process, milliseconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, env=environment, cwd=ROOT, check=False)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        reply = Path(folder) / "reply.txt"
        reply.write_text(REPLY, encoding="utf-8")
        cached = dict(os.environ) | {"PYTHONPYCACHEPREFIX": f"{folder}/pyc", "REWRITER_CACHE": f"{folder}/cache"}
        cached.pop("PYTHONDONTWRITEBYTECODE", None)
        check = ["-m", "rewriter", "check", str(reply), "--pack", "post"]
        processes = (
            ("python -c pass", ["-c", "pass"], cached, ""),
            ("python -c 'import rewriter'", ["-c", "import rewriter"], cached, "50 ms"),
            ("rewriter --help", ["-m", "rewriter", "--help"], cached, "200 ms"),
            ("the libraries alone (click, pydantic)", ["-c", "import click, pydantic.main, pydantic.types"], cached, ""),
            ("rewriter check FILE --pack post", check, cached, "400 ms"),
            ("the same, packs read from YAML", check, cached | {"REWRITER_CACHE": "/dev/null/none"}, ""),
        )
        # In turn, so that what else the machine does weighs on all alike; the first round leaves compiled modules and the packs' cache.
        rounds = [[once(arguments, environment) for _, arguments, environment, _ in processes] for _ in range(RUNS + 1)][1:]
        base = statistics.median(taken[0] for taken in rounds)
        print(f"{'process':<40}{'median':>8}{'fastest':>9}{'times pass':>12}   budget")
        for (name, _, _, budget), taken in zip(processes, zip(*rounds, strict=True), strict=True):
            print(f"{name:<40}{statistics.median(taken):>5.0f} ms{min(taken):>6.0f} ms{statistics.median(taken) / base:>12.1f}   {budget}")


if __name__ == "__main__":
    main()
