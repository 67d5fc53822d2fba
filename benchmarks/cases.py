"""`rewriter check --cases` with one process and with two: whole processes, in turns, the ratio of their wall times."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rewriter.pack import load_pack

ROOT = Path(__file__).parents[1]
COUNT = int(os.environ.get("COUNT", "10000"))
RUNS = int(os.environ.get("RUNS", "2"))


def lines(count: int) -> list[str]:
    """Finished replies, each a new text: two replies of the pack's pairs put together."""
    rng, pack = random.Random(7), load_pack("post")
    found = []
    for number in range(count):
        first, second = rng.sample(pack.pairs, 2)
        found.append(json.dumps({"id": str(number), "pack": pack.name, "draft": "", "reply": f"{first.reply} {second.reply} № {number}."}, ensure_ascii=False))
    return found


def seconds(cases: Path, jobs: int, out: Path) -> float:
    start = time.perf_counter()
    with out.open("wb") as stream:
        command = [sys.executable, "-m", "rewriter", "check", "--cases", str(cases), "--jobs", str(jobs)]
        subprocess.run(command, stdout=stream, stderr=subprocess.DEVNULL, cwd=ROOT, check=False)  # 1: some of the replies break a rule
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases.jsonl"
        cases.write_text("\n".join(lines(COUNT)) + "\n", encoding="utf-8")
        outs = Path(folder) / "1.jsonl", Path(folder) / "2.jsonl"
        # In turns, so that what else the machine does weighs on both alike; the fastest of each counts.
        rounds = [(seconds(cases, 1, outs[0]), seconds(cases, 2, outs[1])) for _ in range(RUNS)]
        one, two = (min(taken) for taken in zip(*rounds, strict=True))
        same = outs[0].read_bytes() == outs[1].read_bytes()
        print(f"{COUNT} cases, {os.cpu_count()} cores: --jobs 1 {one:.1f} s ({one / COUNT * 1000:.2f} ms a case), --jobs 2 {two:.1f} s")
        print(f"two processes: {one / two:.2f} times as fast; the same output: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()
