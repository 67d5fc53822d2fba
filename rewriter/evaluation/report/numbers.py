"""The report's numbers, all computed before anything is drawn; `report.json` is these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from rewriter.evaluation.compared import Comparison
from rewriter.evaluation.records import Manifest, Score
from rewriter.evaluation.report.worst import badness
from rewriter.evaluation.scored import Scored
from rewriter.evaluation.statistics import Estimate, Interval, mean, wilson
from rewriter.result import Severity

STAGES = (("prompt", "сборка запроса"), ("model", "модель"), ("check", "проверка и правки"), ("total", "всё вместе"))
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
WORST = 10


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Outcomes(_Record):
    """How many scored replies are how; `share`: Wilson's interval for the share of right ones among those scored, 0 to 1."""

    name: str
    right: int
    wrong: int
    review: int
    unscored: int
    share: Interval | None

    @property
    def scored(self) -> int:
        """Those that have a verdict."""
        return self.right + self.wrong + self.review

    @property
    def total(self) -> int:
        """All."""
        return self.scored + self.unscored


class RuleNumbers(_Record):
    """A rule over all scored replies: how many it judged, how many break it, violations by their worst severity there."""

    rule: str
    severity: Severity
    judged: int
    broken: int
    violations: int


class StageNumbers(_Record):
    """Milliseconds of a stage as recorded: quantiles 5, 25, 50, 75, 95 % and the most."""

    stage: str
    title: str
    quantiles: tuple[float, float, float, float, float, float]


class Officialese(_Record):
    """Mean officialese of drafts and of their replies, 0 to 100, over cases that have both."""

    name: str
    before: float
    after: float
    cases: int


class Numbers(_Record):
    """All that a report tells, but for the texts. `worst`: (case, repeat) of the worst, the very worst first."""

    name: str
    manifest: Manifest
    all: Outcomes
    packs: tuple[Outcomes, ...]
    tags: tuple[Outcomes, ...]
    rules: tuple[RuleNumbers, ...]
    facts: Estimate | None
    questions: Estimate | None
    similarity: Estimate | None
    officialese: tuple[Officialese, ...]
    stages: tuple[StageNumbers, ...]
    worst: tuple[tuple[str, int], ...]
    comparison: Comparison | None = None


def numbers_of(run: Scored, comparison: Comparison | None = None) -> Numbers:
    """The numbers of a scored run."""
    scores = run.scores
    known = [score for score in scores if score.outcome != "unscored"]
    packs, tags = sorted({s.pack for s in scores}), sorted({tag for s in scores for tag in s.tags})
    return Numbers(
        name=run.name,
        manifest=run.manifest,
        all=_outcomes("все", scores),
        packs=tuple(_outcomes(pack, [s for s in scores if s.pack == pack]) for pack in packs),
        tags=tuple(_outcomes(tag, [s for s in scores if tag in s.tags]) for tag in tags),
        rules=_rules(known),
        facts=_mean(known, lambda s: s.facts_kept / s.facts if s.facts else None),
        questions=_mean(known, lambda s: s.questions_answered / s.questions if s.questions else None),
        similarity=_mean(known, lambda s: s.similarity),
        officialese=tuple(_officialese(known, packs)),
        stages=_stages(known),
        worst=tuple((s.case, s.repeat) for s in sorted(scores, key=badness)[:WORST] if s.outcome != "right"),
        comparison=comparison,
    )


def _outcomes(name: str, scores: Sequence[Score]) -> Outcomes:
    counts = {outcome: sum(s.outcome == outcome for s in scores) for outcome in ("right", "wrong", "review", "unscored")}
    return Outcomes(name=name, share=wilson(counts["right"], len(scores) - counts["unscored"]), **counts)


def _rules(scores: Sequence[Score]) -> tuple[RuleNumbers, ...]:
    """Every rule that judged some reply, those that most replies break first."""
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    worst: dict[str, Severity] = {}
    for violation in (v for s in scores for v in s.violations):
        worst[violation.rule] = min(worst.get(violation.rule, "info"), violation.severity, key=severities.index)
    found = []
    for rule in sorted({rule for s in scores for rule in s.rules} | set(worst)):
        counts = [s.rules.get(rule, sum(v.rule == rule for v in s.violations)) for s in scores if rule in s.rules or any(v.rule == rule for v in s.violations)]
        found.append(
            RuleNumbers(rule=rule, severity=worst.get(rule, "info"), judged=len(counts), broken=sum(n > 0 for n in counts), violations=sum(counts)),
        )
    return tuple(sorted(found, key=lambda r: (-r.broken, severities.index(r.severity), r.rule)))


def _mean(scores: Sequence[Score], of: Callable[[Score], float | None]) -> Estimate | None:
    both = [(value, s.case) for s in scores if (value := of(s)) is not None]
    return mean([value for value, _ in both], clusters=[case for _, case in both]) if both else None


def _officialese(scores: Sequence[Score], packs: Iterable[str]) -> Iterable[Officialese]:
    both = [(s.pack, s.officialese_before, s.officialese_after) for s in scores if s.officialese_before is not None and s.officialese_after is not None]
    for name in ("все", *packs):
        chosen = [(before, after) for pack, before, after in both if name in ("все", pack)]
        if chosen:
            before, after = (sum(values) / len(chosen) for values in zip(*chosen, strict=True))
            yield Officialese(name=name, before=before, after=after, cases=len(chosen))


def _stages(scores: Sequence[Score]) -> tuple[StageNumbers, ...]:
    import numpy as np

    found = []
    for stage, title in STAGES:
        spent: list[float] = [getattr(s.timing_ms, stage) for s in scores]
        if spent and max(spent) > 0:
            five, quarter, half, three, most, top = (round(float(q), 1) for q in np.quantile(spent, _QUANTILES))
            found.append(StageNumbers(stage=stage, title=title, quantiles=(five, quarter, half, three, most, top)))
    return tuple(found)
