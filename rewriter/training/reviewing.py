"""What a person decides about candidates, each decision on disk before the next; what was accepted goes into its pack.

Decisions are lines that are only added: the state is what they add up to, and an undone one is a line more. Two files tell everything: the candidates,
which nobody changes, and `….decisions.jsonl` beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from rewriter.pack import Pack, PackError
from rewriter.pack_schema import Pair
from rewriter.training.candidates import Candidate
from rewriter.training.judging import with_lesson
from rewriter.training.lint import Problem, Suite, lint
from rewriter.training.pairs import Placed, append, file_of, next_id, pack_of_id, pairs_of, parsed

Status = Literal["open", "accepted", "rejected", "written"]
Action = Literal["accept", "reject", "edit", "undo", "written"]

REASONS = (
    "смысл изменился",
    "так по-русски не говорят",
    "такого черновика не бывает",
    "ответ не помогает клиенту",
    "похоже на другую пару",
    "тон не тот",
)


class Decision(BaseModel):
    """A line of the decisions. `draft`, `reply`: texts as the person has mended them; `as_id`: the id that a written pair got in its pack."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    action: Action
    reason: str = ""
    draft: str | None = None
    reply: str | None = None
    as_id: str = ""
    at: str = ""


@dataclass
class Item:
    """A candidate on the desk. `pack`: whose it would be, "" where nobody can tell; `done`: what was decided of it and not undone, in order."""

    candidate: Candidate
    pack: str
    done: list[Decision] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The candidate's id."""
        return self.candidate.pair.id

    @property
    def status(self) -> Status:
        """What it is now."""
        for decision in reversed(self.done):
            if decision.action == "written":
                return "written"
            if decision.action in ("accept", "reject"):
                return "accepted" if decision.action == "accept" else "rejected"
        return "open"

    @property
    def reason(self) -> str:
        """Why it was rejected."""
        return next((d.reason for d in reversed(self.done) if d.action == "reject"), "") if self.status == "rejected" else ""

    @property
    def edited(self) -> bool:
        """Whether a person has mended it."""
        return any(d.action == "edit" for d in self.done)

    @property
    def pair(self) -> Pair:
        """The pair with its edits in it."""
        pair = self.candidate.pair
        for decision in self.done:
            if decision.action == "edit":
                texts = {"draft": decision.draft, "reply": decision.reply}
                pair = pair.model_copy(update={name: f"{text.strip()}\n" for name, text in texts.items() if text is not None})
        return pair


Keep = Callable[[str], object]


class DecisionsError(Exception):
    """The file of decisions is not what it should be; the message is Russian, without the file's name."""


class Desk:
    """The candidates and what was decided of them. `keep` writes a line of the decisions through to the disk before it returns."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        lines: Iterable[bytes],
        keep: Keep,
        pack_of: Callable[[str], Pack],
        packs: Sequence[str] = (),
        pack: str | None = None,
    ) -> None:
        """`packs`: names that ids begin with; `pack`: whose all of them are. Raises DecisionsError where the decisions cannot be read, PackError where two candidates have one id."""
        self.pack_of = pack_of
        self.items = [Item(c, pack or (c.made.pack if c.made else pack_of_id(c.pair.id, packs))) for c in candidates]
        self._by_id = {item.id: item for item in self.items}
        if len(self._by_id) < len(self.items):
            ids = [item.id for item in self.items]
            raise PackError(f"id повторяются: {', '.join(sorted({i for i in ids if ids.count(i) > 1}))}. Пусть у каждого кандидата будет свой.")
        self._keep = keep
        self._order: list[str] = []
        for number, line in enumerate(lines, 1):
            try:
                self._take(Decision.model_validate(json.loads(line)))
            except (ValueError, ValidationError) as error:
                raise DecisionsError(
                    f"строка {number} — не решение о кандидате ({type(error).__name__}). Удалите её или уберите файл: решения начнутся заново."
                ) from None

    def pack_for(self, item: Item) -> Pack:
        """The pack whose the candidate would be. Raises PackError."""
        if not item.pack:
            raise PackError(f"{item.id}: не видно, чья это пара: id начинается с имени пакета, либо назовите пакет: --pack")
        return self.pack_of(item.pack)

    def __getitem__(self, candidate_id: str) -> Item:
        return self._by_id[candidate_id]

    def __contains__(self, candidate_id: object) -> bool:
        return candidate_id in self._by_id

    def count(self, status: Status) -> int:
        """How many stand so."""
        return sum(item.status == status for item in self.items)

    def accept(self, item: Item) -> None:
        """Takes the candidate as it stands."""
        self._do(Decision(id=item.id, action="accept"))

    def reject(self, item: Item, reason: str) -> None:
        """Lays it aside with the reason."""
        self._do(Decision(id=item.id, action="reject", reason=reason.strip()))

    def edit(self, item: Item, *, draft: str | None = None, reply: str | None = None) -> None:
        """Keeps a mended text; nothing happens where it is the text that stands there."""
        pair = item.pair
        draft = None if draft is None or draft.strip() == pair.draft.strip() else draft
        reply = None if reply is None or reply.strip() == pair.reply.strip() else reply
        if draft is not None or reply is not None:
            self._do(Decision(id=item.id, action="edit", draft=draft, reply=reply))

    def undo(self, item: Item | None = None) -> Item | None:
        """Takes back the last decision, or the item's last; what went into a pack stays. The item that it was about, None where there is none."""
        if item is None:
            last = next((i for i in reversed(self._order) if self._by_id[i].done and self._by_id[i].status != "written"), None)
            if last is None:
                return None
            item = self._by_id[last]
        if not item.done or item.status == "written":
            return None
        self._do(Decision(id=item.id, action="undo"))
        return item

    def wrote(self, item: Item, as_id: str) -> None:
        """Notes that it is in its pack."""
        self._do(Decision(id=item.id, action="written", as_id=as_id))

    def _do(self, decision: Decision) -> None:
        decision = decision.model_copy(update={"at": datetime.now(UTC).isoformat(timespec="seconds")})
        self._keep(decision.model_dump_json(exclude_defaults=True))
        self._take(decision)

    def _take(self, decision: Decision) -> None:
        item = self._by_id.get(decision.id)
        if item is None:  # a candidate that was since taken out of the file
            return
        if decision.action != "undo":
            item.done.append(decision)
            self._order.append(item.id)
        elif item.done:
            item.done.pop()
            # Its last place goes, so that the next undo meets the decision before.
            del self._order[len(self._order) - 1 - self._order[::-1].index(item.id)]


def decisions_of(candidates: Path) -> Path:
    """The file of decisions beside a file of candidates."""
    return candidates.with_name(f"{candidates.name.removesuffix(candidates.suffix)}.decisions.jsonl")


def read_candidates(data: str, path: Path, packs: Sequence[str]) -> list[Candidate]:
    """Candidates of `examples generate`, or pairs of `history candidates` in YAML or JSONL. Raises PackError with the place."""
    pairs = parsed(data, path, packs)
    if path.suffix != ".jsonl":
        return [Candidate(pair=placed.pair) for placed in pairs]
    return [Candidate.of_values(json.loads(line)) for line in data.split("\n") if line.strip()]


@dataclass(frozen=True)
class Writing:
    """What would go into packs: of each pack its new pairs with the items they come from; `problems`: why nothing may."""

    packs: dict[str, tuple[tuple[Item, Pair], ...]]
    problems: tuple[Problem, ...]
    already: tuple[tuple[Item, str], ...] = ()

    @property
    def count(self) -> int:
        """How many pairs."""
        return sum(map(len, self.packs.values()))


def to_write(desk: Desk, suites: Sequence[Suite] = ()) -> Writing:
    """The accepted candidates as pairs of their packs, linted. Raises PackError.

    `already`: those that their pack has to the letter: written before a break that lost the note of it.
    """
    accepted = [item for item in desk.items if item.status == "accepted"]
    packs = {name: desk.pack_of(name) for name in sorted({item.pack for item in accepted if item.pack})}
    own = {name: pairs_of(pack) for name, pack in packs.items()}
    chosen: dict[str, list[tuple[Item, Pair]]] = {name: [] for name in packs}
    placed: list[Placed] = []
    already = []
    for item in accepted:
        there = next((p.pair.id for p in own.get(item.pack, ()) if _same(p.pair, item.pair)), None)
        if there is not None:
            already.append((item, there))
            continue
        pair = item.pair
        if item.pack:
            taken = [*(p.pair.id for p in own[item.pack]), *(p.id for _, p in chosen[item.pack])]
            # An edit may have changed what the pair teaches.
            taught = with_lesson(pair, packs[item.pack]).pair if item.edited or not pair.teaches else pair
            pair = taught.model_copy(update={"id": next_id(item.pack, taken)})
            chosen[item.pack].append((item, pair))
        placed.append(Placed(pair, item.pack, Path(item.id), 1))
    beside = [p for pairs in own.values() for p in pairs]
    problems = tuple(lint(placed, suites, beside, lambda name: packs[name]))
    return Writing({name: tuple(pairs) for name, pairs in chosen.items() if pairs}, problems, tuple(already))


def _same(one: Pair, other: Pair) -> bool:
    return all(getattr(one, name).strip() == getattr(other, name).strip() for name in ("client", "draft", "reply"))


def write(desk: Desk, writing: Writing) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Adds the pairs to their packs' files, a file at a time, and notes it. The files and the new ids. Raises PackError, OSError."""
    for item, there in writing.already:
        desk.wrote(item, there)
    for name, pairs in writing.packs.items():
        path = file_of(desk.pack_of(name))
        append(path, [pair for _, pair in pairs])
        for item, pair in pairs:
            desk.wrote(item, pair.id)
        yield path, tuple(pair.id for _, pair in pairs)
