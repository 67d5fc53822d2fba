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


def times(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Median and fastest wall time of a process, milliseconds."""
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, env=environment, cwd=ROOT, check=False)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:]), min(taken[1:])  # the first leaves compiled modules and the packs' cache


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        reply, environment = Path(folder) / "reply.txt", dict(os.environ)
        reply.write_text(REPLY, encoding="utf-8")
        environment |= {"PYTHONPYCACHEPREFIX": f"{folder}/pyc", "REWRITER_CACHE": f"{folder}/cache"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        check = ["-m", "rewriter", "check", str(reply), "--pack", "post"]
        base, _ = times(["-c", "pass"], environment)
        print(f"{'process':<44}{'median':>8}{'fastest':>9}{'times pass':>12}   budget")
        for name, arguments, budget in (
            ("python -c pass", ["-c", "pass"], ""),
            ("python -c 'import rewriter'", ["-c", "import rewriter"], "50 ms"),
            ("rewriter --help", ["-m", "rewriter", "--help"], "200 ms"),
            ("the libraries alone (click, pydantic)", ["-c", "import click, pydantic.main, pydantic.types"], ""),
            ("rewriter check FILE --pack post", check, "400 ms"),
        ):
            middle, least = times(arguments, environment)
            print(f"{name:<44}{middle:>5.0f} ms{least:>6.0f} ms{middle / base:>12.1f}   {budget}")
        middle, least = times(check, environment | {"REWRITER_CACHE": "/dev/null/none"})
        print(f"{'the same, packs read from YAML':<44}{middle:>5.0f} ms{least:>6.0f} ms{middle / base:>12.1f}")


if __name__ == "__main__":
    main()
