"""The same text gets the same verdict in every process, whatever the order in which sets are gone through (PYTHONHASHSEED)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = """
import json, pathlib
from rewriter import Case, check
from rewriter.pack import load_pack, pack_names
from rewriter.pipeline import rewrite
for path in sorted(pathlib.Path("rewriter/rules/cases").glob("*.jsonl")):
    for line in path.read_text(encoding="utf-8").splitlines()[::9]:
        case = Case.model_validate(json.loads(line))
        print(path.stem, check(case).model_dump_json())
for name in pack_names():
    for rule, entries in load_pack(name).entries.items():
        for entry in entries[::20]:
            print(rule, check(Case(pack=name, reply=entry.caught[0])).model_dump_json())
for line in pathlib.Path("evals/suites/smoke.jsonl").read_text(encoding="utf-8").splitlines():
    print(rewrite(Case.model_validate(json.loads(line))).reply.replace(chr(10), " "))
"""


def test_two_processes_say_the_same():
    def said(seed: str) -> list[str]:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=300, check=True)
        return done.stdout.splitlines()

    one, other = said("1"), said("2")
    assert len(one) > 300
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    assert not different, json.dumps(different[:3], ensure_ascii=False, indent=1)
