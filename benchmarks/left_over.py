"""How many replies still have a phrase that their drafts' authors want gone (`must_go` of the keys in evals/first_runs/).

    rewriter batch evals/suites/blind.jsonl -o OUT.jsonl --rules-only
    python benchmarks/left_over.py [-v] OUT.jsonl          -v: each phrase, with the sentence that has it

Counted word by word in replies that are `ok`; a phrase in another form is not seen, one that another rule wants to stay counts all the same. So the count compares
versions, and says nothing of how many replies are right.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

KEYS = Path(__file__).parent.parent / "evals" / "first_runs"


def folded(text: str) -> str:
    """The words alone, small and with spaces around."""
    return f" {' '.join(re.findall(r'[0-9a-zа-я]+', text.lower().replace('ё', 'е')))} "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("replies", type=Path, help="what `rewriter batch` wrote")
    parser.add_argument("-v", "--verbose", action="store_true")
    asked = parser.parse_args()
    unwanted: dict[str, list[str]] = {}
    for path in sorted(KEYS.glob("*/drafts_key*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            key = json.loads(line)
            unwanted[key["id"]] = key.get("must_go") or []
    judged = kept = 0
    for line in asked.replies.read_text(encoding="utf-8").splitlines():
        result = json.loads(line)
        if result["status"] != "ok" or result["id"] not in unwanted:
            continue
        judged += 1
        sentences = re.split(r"(?<=[.!?…])\s+|\n", result["reply"])
        found = [(phrase, s) for phrase in unwanted[result["id"]] for s in sentences if folded(phrase).strip() and folded(phrase) in folded(s)]
        kept += bool(found)
        for phrase, sentence in found if asked.verbose else ():
            print(f"{result['id']}  «{phrase}»  {sentence}")
    print(f"{kept} of {judged} replies that are `ok` still have such a phrase")


if __name__ == "__main__":
    main()
