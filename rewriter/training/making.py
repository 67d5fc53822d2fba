"""One attempt at a candidate: what is wanted next, a situation drawn for it, draft and reply made one of two ways, the result judged.

Attempt `number` hangs on the seed, its number, the packs, and what was accepted before: whoever repeats the command goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from rewriter.backends.protocol import Backend, BackendError, BackendUnavailable
from rewriter.case import Case
from rewriter.checker import ALL, Selection, check, selection
from rewriter.pack import Pack
from rewriter.pack_schema import Pair
from rewriter.pipeline import Budget, rewrite
from rewriter.training.bureaucratise import by_model, by_words
from rewriter.training.candidates import Candidate, Made, Refusal, Verdict, Way
from rewriter.training.coverage import MOODS, QUESTIONS, Cell, own_pairs, wanted
from rewriter.training.duplicates import Texts
from rewriter.training.judging import case_of_texts, refusals, verdict_of, with_lesson
from rewriter.training.lint import Suite
from rewriter.training.situations.data import Chance, chance
from rewriter.training.situations.drawing import Drawn, composed, draw, good, stiff
from rewriter.training.situations.loading import situations_of
from rewriter.training.spoiling import ORDER, makeable, spoiled, spoilers_for

_DRAWS = 12
_AHEAD = 32
_SECOND_SPOILER = 0.4


class Start(NamedTuple):
    """What a candidate starts from: the situation drawn, its answers (in officialese, or the good ones), the draft made of them without a model, the rules that spoilers break."""

    drawn: Drawn
    answers: tuple[str, ...]
    draft: str
    rules: tuple[str, ...]


@dataclass
class Maker:
    """Makes candidates for some packs. `ways`: one of them or both; `backend` None: rules and word tables alone; `suites`: what must not be repeated."""

    packs: Sequence[Pack]
    ways: Sequence[Way]
    seed: int = 0
    backend: Backend | None = None
    budget: Budget = field(default_factory=Budget)
    suites: Sequence[Suite] = ()
    accepted: list[tuple[str, Pair]] = field(default_factory=list)
    used: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused_in_a_row: int = 0
    _cells: tuple[int, list[Cell]] | None = None

    def went(self, candidate: Candidate) -> None:
        """Takes note of an attempt, made now or read from the files: the next ones hang on it."""
        if candidate.refusals:
            self.refused_in_a_row += 1
        else:
            self.refused_in_a_row = 0
            assert candidate.made is not None
            self.used[candidate.made.pack, candidate.made.situation] += 1
            self.accepted.append((candidate.made.pack, candidate.pair))

    def attempt(self, number: int) -> Candidate:
        """The attempt of that number, judged. Raises BackendUnavailable, PackError."""
        can = self._can  # found once, and before `chance`: all draw from one Faker
        by = chance(self.seed, number)
        way: Way = by.random.choice(list(self.ways))
        cell, pack, start = self._started(by, way, can)
        made = Made(
            seed=self.seed,
            number=number,
            way=way,
            pack=pack.name,
            situation=start.drawn.situation.id,
            asked=cell.rule,
            backend=self.backend.name if self.backend else "none",
            model=self.backend.model if self.backend else "",
        )
        trouble: list[Refusal] = []
        try:
            draft, reply = self._rewritten(pack, start, trouble) if way == "rewrite" else self._stiffened(pack, start, by)
        except BackendUnavailable:
            raise
        except BackendError as error:
            draft, reply = start.draft, ""
            trouble.append(Refusal(kind="backend", message=str(error)))
        judged = with_lesson(self._pair(pack, start.drawn, draft, reply, number), pack)
        if not trouble:
            trouble += refusals(judged, (cell.rule,), self._others(pack), self._cases)
        return Candidate(pair=judged.pair, made=made.model_copy(update={"verdict": verdict_of(judged) if reply else Verdict()}), refusals=tuple(trouble))

    def _started(self, by: Chance, way: Way, can: frozenset[Cell]) -> tuple[Cell, Pack, Start]:
        """The emptiest cell that our situations can fill, and a start for it; after refusals the next ones get their turn."""
        if self._cells is None or self._cells[0] != len(self.accepted):
            self._cells = len(self.accepted), wanted(self.packs, _AHEAD, self.seed, self.accepted, can)
        cells = self._cells[1]
        packs = {pack.name: pack for pack in self.packs}
        for turn in range(len(cells)):
            cell = cells[(self.refused_in_a_row + turn) % len(cells)]
            pack = packs[cell.pack]
            if (start := _start(pack, cell, by, way, self.used)) is not None:
                return cell, pack, start
        raise RuntimeError(f"no situation can be drawn for {len(cells)} kinds of pairs")

    @cached_property
    def _can(self) -> frozenset[Cell]:
        return frozenset(cell for pack in self.packs for cell in can_make(pack))

    def _rewritten(self, pack: Pack, start: Start, trouble: list[Refusal]) -> tuple[str, str]:
        case = Case(id=start.drawn.situation.id, pack=pack.name, client_message=start.drawn.client, draft=start.draft, context=start.drawn.context)
        result = rewrite(case, pack=pack, backend=self.backend, budget=self.budget)
        if result.status != "ok":
            why = result.reason or "; ".join(f"{v.rule}: {v.message}" for v in result.errors)
            trouble.append(Refusal(kind="review", message=why or result.status))
        return start.draft, result.reply

    def _stiffened(self, pack: Pack, start: Start, by: Chance) -> tuple[str, str]:
        drawn, draft = start.drawn, start.draft
        if self.backend is not None:
            worse = [by_model(_without_emoji(text), pack, self.backend, by.random, self.budget.seconds) for text in start.answers]
            draft = spoiled(worse, start.rules, spoilers_for(situations_of(pack), drawn.situation), drawn.values, by.random)
        return draft, composed(drawn, start.answers, pack)

    def _pair(self, pack: Pack, drawn: Drawn, draft: str, reply: str, number: int) -> Pair:
        return Pair(
            id=f"{pack.name}-generated-{self.seed}-{number}",
            situation=drawn.situation.topic,
            mood=drawn.opening.mood,
            client=f"{drawn.client}\n",
            draft=f"{draft}\n",
            reply=f"{reply}\n",
            context=drawn.context,
        )

    def _others(self, pack: Pack) -> list[tuple[str, Texts]]:
        pairs = [*own_pairs(pack), *(pair for name, pair in self.accepted if name == pack.name)]
        return [(pair.id, Texts(pair.client, pair.draft, pair.reply)) for pair in pairs]

    @cached_property
    def _cases(self) -> list[tuple[str, Texts]]:
        return [(case.id, case_of_texts(case)) for suite in self.suites for _, case in suite.cases]


def _start(pack: Pack, cell: Cell, by: Chance, way: Way, used: Counter[tuple[str, str]]) -> Start | None:
    """A situation for the cell whose draft breaks the cell's rule; None where some draws bring none."""
    file = situations_of(pack)
    # What has had its turn waits for the others.
    weights = [0.25 ** used[pack.name, one.id] for one in file.situations]
    for _ in range(_DRAWS):
        situation = by.random.choices(file.situations, weights)[0]
        drawn = draw(situation, cell.mood, cell.questions, pack, by)
        if drawn is None:
            continue
        spoilers = spoilers_for(file, situation)
        can = makeable(file, drawn)
        rules = [cell.rule] if cell.rule in can else []
        others = [rule for rule in can if rule not in (cell.rule, ORDER)]
        # A good reply with only its words made stiff is no bad draft yet.
        if others and (by.random.random() < _SECOND_SPOILER or (way == "bureaucratise" and not rules)):
            rules.append(by.random.choice(others))
        answers = stiff(drawn, by) if way == "rewrite" else good(drawn, pack, by)
        worse = answers if way == "rewrite" else [by_words(_without_emoji(text), by.random) for text in answers]
        draft = spoiled(worse, rules, spoilers, drawn.values, by.random)
        if _broken(pack, drawn, draft, selection((cell.rule,))):
            return Start(drawn, tuple(answers), draft, tuple(rules))
    return None


def _broken(pack: Pack, drawn: Drawn, draft: str, chosen: Selection = ALL) -> frozenset[str]:
    """The rules that the draft breaks, hints left out: nobody learns from a hint."""
    case = Case(pack=pack.name, client_message=drawn.client, draft=draft, context=drawn.context)
    return frozenset(v.rule for v in check(case, pack, chosen).violations if v.severity != "info")


@lru_cache(maxsize=32)
def can_make(pack: Pack) -> frozenset[Cell]:
    """The kinds of pairs that the pack's situations can make: what spoilers break, and what a draft of each breaks in each mood without them."""
    file, found = situations_of(pack), set[Cell]()
    for number, situation in enumerate(file.situations):
        by = chance(number, 0)
        for mood in MOODS:
            drawn = {n: one for n in QUESTIONS if (one := draw(situation, mood, n, pack, by)) is not None}
            if not drawn:
                continue
            longest = drawn[max(drawn)]
            broken = _broken(pack, longest, " ".join(stiff(longest, by)))
            found |= {Cell(pack.name, rule, mood, n) for n, one in drawn.items() for rule in {*makeable(file, one), *broken}}
    return frozenset(found)


def _without_emoji(text: str) -> str:
    """A sentence of a good reply with its full stop back where an emoji stood."""
    bare = text.rstrip()
    while bare and not (bare[-1].isalnum() or bare[-1] in ".!?…»)"):
        bare = bare[:-1].rstrip()
    return bare if bare.endswith((".", "!", "?", "…")) else f"{bare}."


Told = Callable[[Candidate], None]


def run(maker: Maker, first: int, have: int, most: int, attempts: int, told: Told) -> None:
    """Attempts from `first` on until `most` are accepted, `have` of which there are, or so many attempts are spent; `told` keeps each before the next begins."""
    for number in range(first, attempts):
        if have >= most:
            return
        candidate = maker.attempt(number)
        told(candidate)
        maker.went(candidate)
        have += not candidate.refusals
