"""What the pairs of packs teach already: rule × pack × mood × number of questions, which cells are thin, and which to make next."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rewriter.pack import Pack
from rewriter.pack_schema import Pair
from rewriter.rules import rules
from rewriter.text.document import read
from rewriter.text.questions import questions_in
from rewriter.training.lessons import MoodWord

MOODS: tuple[MoodWord, ...] = ("neutral", "upset", "joyful")
QUESTIONS = (0, 1, 2, 3)
# Fewer pairs than this teach a rule by accident.
ENOUGH = 2
# Rules whose matter there is only in some moods, or only where something is asked; of the rest any cell can be made.
_ONLY_MOODS: dict[str, tuple[MoodWord, ...]] = {"empathy": ("upset", "joyful"), "apology-fits": ("upset", "neutral"), "life-event": ("joyful", "neutral")}
_LEAST_QUESTIONS = {"question-order": 2, "all-questions-answered": 2, "self-service": 1}
# What no bureaucratic draft can be written to break: it is a model's slip, or a hint to the operator that a good reply bears, too.
_NOT_TAUGHT = frozenset(("clean-output", "facts-preserved", "no-new-facts", "meaning-kept", "sticker-hint", "readability", "commitments"))


class Cell(NamedTuple):
    """A kind of pair. `questions`: of the client's message; 3 stands for three and more."""

    pack: str
    rule: str
    mood: MoodWord
    questions: int


def questions_of(client: str) -> int:
    """How many questions a message asks, 3 where there are more."""
    return min(len(questions_in(read(client))), QUESTIONS[-1])


def counted(pairs: Iterable[tuple[str, Pair]]) -> Counter[Cell]:
    """How many pairs of each kind there are, of pairs with their packs' names. A pair counts for every rule that it teaches."""
    found: Counter[Cell] = Counter()
    for pack, pair in pairs:
        number = questions_of(pair.client)
        found.update(Cell(pack, rule, pair.mood, number) for rule in dict.fromkeys(pair.teaches))
    return found


def taught(pack: Pack) -> tuple[str, ...]:
    """The rules that a pair of the pack may teach: those it judges, without what only a model gets wrong, in the catalogue's order."""
    return _taught(pack)


@lru_cache(maxsize=32)
def _taught(pack: Pack) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules().values() if rule.id not in _NOT_TAUGHT and not pack.setting(rule.id).off)


def cells(pack: Pack) -> Iterator[Cell]:
    """Every kind of pair that makes sense in the pack."""
    for rule in taught(pack):
        for mood in _ONLY_MOODS.get(rule, MOODS):
            for questions in QUESTIONS:
                if questions >= _LEAST_QUESTIONS.get(rule, 0):
                    yield Cell(pack.name, rule, mood, questions)


def thin(packs: Sequence[Pack], have: Counter[Cell], enough: int = ENOUGH) -> list[tuple[str, str, int]]:
    """Pack, rule and how many pairs teach it, where these are too few; the fewest first."""
    total = Counter[tuple[str, str]]()
    for cell, count in have.items():
        total[cell.pack, cell.rule] += count
    found = [(pack.name, rule, total[pack.name, rule]) for pack in packs for rule in taught(pack) if total[pack.name, rule] < enough]
    return sorted(found, key=lambda row: row[2])


def wanted(packs: Sequence[Pack], k: int, seed: int = 0, more: Iterable[tuple[str, Pair]] = (), only: Container[Cell] | None = None) -> list[Cell]:
    """The next `k` cells to make pairs for, in order: of the rule that its pack teaches least the emptiest cell, then as if that were made.

    `more`: pairs beyond those of the packs, such as candidates that wait. `only`: cells that can be made, where not all can. Cells alike are drawn by `seed`; the same one gives the same list.
    """
    have = counted([*((pack.name, pair) for pack in packs for pair in own_pairs(pack)), *more])
    places = [cell for pack in packs for cell in cells(pack) if only is None or cell in only]
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    drawn = {cell: chance.random() for cell in places}
    by_rule, by_kind = Counter[tuple[str, str]](), Counter[tuple[str, MoodWord, int]]()
    for cell, count in have.items():
        by_rule[cell.pack, cell.rule] += count
        by_kind[cell.pack, cell.mood, cell.questions] += count
    chosen: list[Cell] = []
    while places and len(chosen) < k:
        cell = min(places, key=lambda c: (by_rule[c.pack, c.rule], have[c], by_kind[c.pack, c.mood, c.questions], drawn[c]))
        have[cell] += 1
        by_rule[cell.pack, cell.rule] += 1
        by_kind[cell.pack, cell.mood, cell.questions] += 1
        chosen.append(cell)
    return chosen


def own_pairs(pack: Pack) -> tuple[Pair, ...]:
    """The pairs of the pack itself, none of those that it only inherits."""
    return pack.pairs if (pack.prompt_folders[0] / "pairs.yaml").is_file() else ()
