"""How often the answers come out in the order of the questions, on letters that people labelled.

    python benchmarks/order.py [--words] [--wrong]

A minute; `--words`: without the embedding model, half a minute; `--wrong`: the ids of what came out wrong. `order/letters.jsonl` holds 692 drafts of the suites
with two or more matters, as the loop has prepared them, and what four readers who had seen no code said of each: whose answer a sentence is (`answers`, the main
question first), behind which sentence it must stay (`leans_on`, -1 for none), the order in which they would send them, and whether the operator's order may stay.
Right is an order that the reader gave, the operator's where it may stay, or any in which no answer stands before that of an earlier question and nothing before what it leans on.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rewriter.backends import embedding
from rewriter.case import Case
from rewriter.loop.followers import groups
from rewriter.loop.order import Closeness, ordered
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

LETTERS = Path(__file__).parent / "order" / "letters.jsonl"


def in_order(letter: dict[str, Any], order: list[int]) -> bool:
    """Whether no sentence stands before one that answers an earlier question, or before what it leans on."""
    place = {sentence: i for i, sentence in enumerate(order)}
    owners = [a[0] if len(a) == 1 else None for a in letter["answers"]]
    known = [i for i, owner in enumerate(owners) if owner is not None]
    answers = all(place[i] < place[j] for i in known for j in known if owners[i] < owners[j])  # type: ignore[operator]
    return answers and all(place[head] < place[i] for i, head in enumerate(letter["leans_on"]) if head >= 0)


def order_of(letter: dict[str, Any], closeness: Closeness | None) -> list[int]:
    """The sentences as the loop would send them; each is known by a mark at its beginning."""
    reading = Reading(Case(pack=letter["pack"], client_message=letter["client_message"], draft=letter["draft"]), load_pack(letter["pack"]))
    document = read(letter["draft"])
    left = [s.text.rstrip(".!?… ")[-24:] for s in document.sentences]
    order = []
    for unit in ordered(reading, document, closeness):
        # A sentence that moved may have lost its first word, never its last ones.
        at = next(i for i, tail in enumerate(left) if tail and unit.text.rstrip(".!?… ").endswith(tail))
        left[at] = ""
        order.append(at)
    return order


def main() -> None:
    """Prints the table."""
    closeness = None if "--words" in sys.argv else embedding.hint()
    letters = [json.loads(line) for line in LETTERS.read_text(encoding="utf-8").splitlines()]
    told: Counter[tuple[str, str]] = Counter()
    wrong = []
    for letter in letters:
        document = read(letter["draft"])
        if len(document.sentences) != len(letter["answers"]):
            told["read otherwise than then", "—"] += 1
            continue
        own = list(range(len(document.sentences)))
        stays = letter["stays"] or in_order(letter, own)
        order = order_of(letter, closeness)
        right = order == letter["order"] or (stays and order == own) or in_order(letter, order)
        told["operator's order may stay" if stays else "must be turned", "right" if right else "left as it was" if order == own else "wrong"] += 1
        if not right:
            wrong.append(letter["id"])
    for (kind, came), number in sorted(told.items()):
        print(f"{kind:28} {came:16} {number:4}")
    judged = sum(n for (_, came), n in told.items() if came != "—")
    good = sum(n for (_, came), n in told.items() if came == "right")
    alone = sum(len(groups(read(letter["draft"]))) < 2 for letter in letters)
    print(f"right: {good} of {judged} ({good / judged:.1%}); {alone} letters hold together as one part")
    if "--wrong" in sys.argv:
        print(" ".join(wrong))


if __name__ == "__main__":
    main()
