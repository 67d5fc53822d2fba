"""How exact the hard rules are: recall and false alarms on the labelled cases of tests/rules/cases.

python benchmarks/rules.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from rewriter.rules import rules
from tests.rules.labelled import errors_of, labelled


def main() -> None:
    """Prints a row a rule."""
    print(f"{'rule':<24} {'must':>5} {'found':>7} {'must not':>9} {'false alarms':>13}")
    for rule in rules().values():
        if not rule.hard:
            continue
        cases = labelled(rule.id)
        must = [c for c in cases if c["expect"]]
        clean = [c for c in cases if not c["expect"]]
        found = sum(bool(errors_of(rule.id, c)) for c in must)
        alarms = sum(bool(errors_of(rule.id, c)) for c in clean)
        print(f"{rule.id:<24} {len(must):>5} {found / len(must):>7.1%} {len(clean):>9} {alarms / len(clean):>13.1%}")


if __name__ == "__main__":
    main()
