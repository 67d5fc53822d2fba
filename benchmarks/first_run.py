"""What the rules find in texts that their author wrote without having seen them, and which good replies they condemn.

python benchmarks/first_run.py [-v] FILE …          -v: each miss and false alarm

A line is a case with `rule` and `expect` (`caught` or `passed`), or without them: a reply that no hard rule may condemn. The files of evals/first_runs/ were
first run on the commit that evals/first_runs/README.md names, and mended by since: what today's rules find in them says nothing of other texts. To repeat
the first run, check that commit out beside and put it first:

git worktree add /tmp/then COMMIT && PYTHONPATH=/tmp/then python benchmarks/first_run.py FILE …
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from rewriter import Case, check
from rewriter.rules import rules


def found(case: dict[str, Any]) -> list[str]:
    """The rules that catch the case: an error of a hard rule, anything that a soft one says where it is asked for."""
    hits = check(Case.model_validate({k: v for k, v in case.items() if k not in ("rule", "expect")})).violations
    asked = case.get("rule")
    soft = asked is not None and not rules()[asked].hard
    return [v.rule for v in hits if v.severity == "error" or (soft and v.rule == asked)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    seen: Counter[tuple[str, bool]] = Counter()
    wrong: Counter[tuple[str, bool]] = Counter()
    condemned: list[tuple[str, list[str]]] = []
    good = 0
    for line in (line for file in given.files for line in file.read_text(encoding="utf-8").splitlines()):
        case = json.loads(line)
        hits = found(case)
        if "rule" not in case:
            good += 1
            if hits:
                condemned.append((case["id"], sorted(set(hits))))
            continue
        key = (case["rule"], case["expect"] == "caught")
        seen[key] += 1
        if (case["rule"] in hits) != key[1]:
            wrong[key] += 1
            if given.v:
                print("missed" if key[1] else "false alarm", case["id"], case["rule"], case["reply"])
    if seen:
        print(f"{'rule':<24}{'missed':>10}{'false':>10}")
    for rule in sorted({rule for rule, _ in seen}):
        print(f"{rule:<24}{wrong[rule, True]:>5} of {seen[rule, True]:<3}{wrong[rule, False]:>5} of {seen[rule, False]}")
    if good:
        print(f"good replies condemned: {len(condemned)} of {good}")
    for case_id, by in condemned if given.v else ():
        print("condemned", case_id, *by)


if __name__ == "__main__":
    main()
