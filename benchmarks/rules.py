"""How exact the rules are: recall and false alarms on labelled cases; an error of a hard rule counts as caught, anything that a soft rule says.

python benchmarks/rules.py [--cases FOLDER] [-v] [RULE …]     FOLDER: `<rule-id>.jsonl` files; rewriter/rules/cases where none is named
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from rewriter.rules import rules
from rewriter.rules.labelled import FOLDER, violations_in


def main() -> None:
    """Prints a row a rule; with -v also what was missed and what was wrongly caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--cases", type=Path, default=FOLDER)
    parser.add_argument("-v", "--verbose", action="store_true")
    given = parser.parse_args()
    print(f"{'rule':<24} {'must':>5} {'found':>7} {'must not':>9} {'false alarms':>13}")
    for rule in rules().values():
        path = given.cases / f"{rule.id}.jsonl"
        if (given.rules and rule.id not in given.rules) or not path.is_file():
            continue
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        caught = [(c, violations_in(rule.id, c, errors_only=rule.hard)) for c in cases]
        missed = [c for c, found in caught if c["expect"] and not found]
        alarms = [(c, found) for c, found in caught if not c["expect"] and found]
        must, clean = sum(bool(c["expect"]) for c in cases), sum(not c["expect"] for c in cases)
        print(f"{rule.id:<24} {must:>5} {1 - len(missed) / (must or 1):>7.1%} {clean:>9} {len(alarms) / (clean or 1):>13.1%}")
        if given.verbose:
            for case in missed:
                print(f"    missed {case['id']}: «{case.get('span', '')}» {case['reply']!r} — {case.get('note', '')}")
            for case, found in alarms:
                print(f"    false alarm {case['id']}: {found[0].text!r}: {found[0].message} {case['reply']!r} — {case.get('note', '')}")


if __name__ == "__main__":
    main()
