"""The numbers by which runs are compared, and how each differs between two runs over the same cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from rewriter.evaluation.compared import Group, Measured
from rewriter.evaluation.pairing import Pair
from rewriter.evaluation.records import Score
from rewriter.evaluation.statistics import difference, mcnemar


class Measure(NamedTuple):
    """A number of a scored case; None where the case has none. `title`: Russian."""

    name: str
    title: str
    unit: Literal["share", "points", "ms"]
    more_is_better: bool
    of: Callable[[Score], float | None]


MEASURES = (
    Measure("right", "верно", "share", True, lambda s: float(s.outcome == "right")),
    Measure("wrong", "неверно, а выглядит годным", "share", False, lambda s: float(s.outcome == "wrong")),
    Measure("facts", "факты сохранены", "share", True, lambda s: s.facts_kept / s.facts if s.facts else None),
    Measure("invented", "выдумано фактов на ответ", "points", False, lambda s: float(s.facts_invented)),
    Measure("questions", "вопросы с ответом", "share", True, lambda s: s.questions_answered / s.questions if s.questions else None),
    Measure("officialese", "канцелярит в ответе", "points", False, lambda s: s.officialese_after),
    Measure("similarity", "похоже на образцовый ответ (chrF)", "points", True, lambda s: s.similarity),
    Measure("latency", "время ответа (записанное)", "ms", False, lambda s: s.timing_ms.total or None),
)


def groups(pairs: Sequence[Pair], *, seed: int = 0) -> tuple[Group, ...]:
    """All cases, then each pack, then each tag, by name; a single pack is not told twice."""
    packs = sorted({pair.new.pack for pair in pairs})
    tags = sorted({tag for pair in pairs for tag in pair.new.tags})
    found = [_group("all", "", pairs, seed)]
    if len(packs) > 1:
        found += [_group("pack", pack, [pair for pair in pairs if pair.new.pack == pack], seed) for pack in packs]
    found += [_group("tag", tag, [pair for pair in pairs if tag in pair.new.tags], seed) for tag in tags]
    return tuple(found)


def _group(kind: Literal["all", "pack", "tag"], name: str, pairs: Sequence[Pair], seed: int) -> Group:
    gains: dict[str, int] = {}
    for base, new in pairs:
        gains[new.case] = gains.get(new.case, 0) + (new.outcome == "right") - (base.outcome == "right")
    # A case with its repeats is one coin, not several.
    worse, better = sum(gain < 0 for gain in gains.values()), sum(gain > 0 for gain in gains.values())
    return Group(
        kind=kind,
        name=name,
        cases=len(gains),
        pairs=len(pairs),
        right_base=sum(pair.base.outcome == "right" for pair in pairs),
        right_new=sum(pair.new.outcome == "right" for pair in pairs),
        worse=worse,
        better=better,
        p=mcnemar(worse, better),
        measures=tuple(_measured(pairs, seed)),
    )


def _measured(pairs: Sequence[Pair], seed: int) -> Iterable[Measured]:
    for measure in MEASURES:
        both = [(new.case, old, now) for base, new in pairs if (old := measure.of(base)) is not None and (now := measure.of(new)) is not None]
        if not both:
            continue
        before, after = [old for _, old, _ in both], [now for _, _, now in both]
        yield Measured(
            name=measure.name,
            title=measure.title,
            unit=measure.unit,
            more_is_better=measure.more_is_better,
            base=sum(before) / len(before),
            new=sum(after) / len(after),
            difference=difference(before, after, clusters=[case for case, _, _ in both], seed=seed),
        )
