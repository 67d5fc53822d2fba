"""What a trainee has done: an exercise a line in the user's data folder, and what to give next.

A pair done wrong comes again after three others, one done right at the first try after twice as many as before (Leitner's boxes, counted in
exercises, not days: a class practises in one go).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from rewriter.training.pairs import Placed

_MOST_BOX = 6
_SPACE = 3


class Exercise(BaseModel):
    """One exercise. `rules`: what the draft breaks or the pair teaches; `wrong`: what the first answer broke; `tries`: answers given; `passed`: the last one broke nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: str
    pack: str
    pair: str
    rules: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    tries: int = 1
    passed: bool = False

    @property
    def clean(self) -> bool:
        """Right at the first try."""
        return not self.wrong


class ByRule(NamedTuple):
    """How often a rule was to be kept, and how often the first answer kept it; `lately`: of the last five."""

    rule: str
    met: int
    kept: int
    lately: tuple[bool, ...]


def default_file() -> Path:
    """`REWRITER_PRACTICE`, else a file in the user's data folder."""
    if told := os.environ.get("REWRITER_PRACTICE"):
        return Path(told)
    from platformdirs import user_data_path

    return user_data_path("rewriter") / "practice.jsonl"


def load(path: Path) -> tuple[list[Exercise], int]:
    """What is kept, in order, and how many lines cannot be read (the last one after a power cut). Raises OSError."""
    if not path.exists():
        return [], 0
    found, torn = [], 0
    for line in path.read_bytes().split(b"\n"):
        if not line.strip():
            continue
        try:
            found.append(Exercise.model_validate_json(line))
        except ValidationError:
            torn += 1
    return found, torn


def keep(path: Path, exercise: Exercise) -> None:
    """Adds a line, on the disk when this returns. A torn last line stays a line of its own. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        if stream.tell():
            stream.seek(-1, os.SEEK_END)
            torn = stream.read(1) != b"\n"
            stream.seek(0, os.SEEK_END)
        else:
            torn = False
        stream.write(b"\n" * torn + json.dumps(exercise.model_dump(mode="json"), ensure_ascii=False).encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def by_rule(history: Iterable[Exercise]) -> list[ByRule]:
    """Each rule met, those kept least often first."""
    kept: dict[str, list[bool]] = {}
    for exercise in history:
        for rule in dict.fromkeys((*exercise.rules, *exercise.wrong)):
            kept.setdefault(rule, []).append(rule not in exercise.wrong)
    rows = [ByRule(rule, len(said), sum(said), tuple(said[-5:])) for rule, said in kept.items()]
    return sorted(rows, key=lambda row: (row.kept / row.met, -row.met, row.rule))


def following(pairs: Sequence[Placed], history: Sequence[Exercise]) -> Placed:
    """The pair to practise next: one that is due before one that is not; among these what teaches rules that were got wrong; then a new one, in the pack's order.

    `pairs` must not be empty.
    """
    weak = {row.rule: 1 - sum(row.lately) / len(row.lately) for row in by_rule(history)}
    last: dict[tuple[str, str], int] = {}
    box: dict[tuple[str, str], int] = {}
    for number, exercise in enumerate(history):
        key = exercise.pack, exercise.pair
        last[key] = number
        box[key] = min(box.get(key, 0) + 1, _MOST_BOX) if exercise.clean else 0

    def rank(place: int) -> tuple[bool, float, int, int]:
        key = pairs[place].pack, pairs[place].pair.id
        since = len(history) - last[key] if key in last else None
        due = since is None or since > _SPACE * 2 ** box[key]
        need = max((weak.get(rule, 0.0) for rule in pairs[place].pair.teaches), default=0.0)
        return not due, -need, -(since or 0), place

    return pairs[min(range(len(pairs)), key=rank)]
