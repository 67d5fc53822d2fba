"""What the scores of a run come to: counted one by one, so that any number of them needs no memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from rewriter.evaluation.records import Score

_OUTCOMES = ("right", "wrong", "review", "unscored")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleSummary(_Record):
    """`judged`: replies that the rule judged; `replies`: those it found something in; `violations`: how much."""

    rule: str
    judged: int
    replies: int
    violations: int


class Spread(_Record):
    """Of some numbers the median, the 95th percentile (nearest rank) and the mean."""

    count: int = 0
    p50: float | None = None
    p95: float | None = None
    mean: float | None = None


class Shares(_Record):
    """Outcomes counted. `ok`: replies of status ok, right or wrong."""

    cases: int = 0
    right: int = 0
    wrong: int = 0
    review: int = 0
    unscored: int = 0


class JudgedBy(_Record):
    """What judged, as SHA-256 in hex: the code of the rules, and each pack's policy. A run's manifest says what did when the replies were made."""

    rules: str
    policies: dict[str, str]


class Summary(_Record):
    """The whole of a run; times in milliseconds by stage, only of replies with a time; tokens summed."""

    cases: int
    outcomes: Shares
    by_pack: dict[str, Shares]
    by_tag: dict[str, Shares]
    must_pass: Shares
    rules: tuple[RuleSummary, ...]
    expected: dict[str, dict[str, int]]
    unmet: tuple[str, ...] = Field(description="the first unmet expectations: case, kind, text")
    problems: dict[str, int]
    facts: int
    facts_kept: int
    facts_invented: int
    questions: int
    questions_answered: int
    out_of_order: int
    order_judged: int
    officialese_before: Spread
    officialese_after: Spread
    similarity: Spread
    length_ratio: Spread
    attempts: Spread
    repairs: dict[str, int]
    timing_ms: dict[str, Spread]
    tokens: dict[str, int]
    judge: Spread = Spread()
    stale: dict[str, Any] = Field(default_factory=dict)
    judged_by: JudgedBy | None = None


_MOST_UNMET = 20


def summary(scores: Iterable[Score], stale: dict[str, Any] | None = None, judged_by: JudgedBy | None = None) -> Summary:
    """The scores summed up, in one pass; only numbers are held."""
    counted = Counter[str]()
    outcomes: dict[tuple[str, str], Counter[str]] = {}
    judged, hit, found = Counter[str](), Counter[str](), Counter[str]()
    expected: dict[str, Counter[str]] = {}
    unmet: list[str] = []
    problems, repairs, tokens = Counter[str](), Counter[str](), Counter[str]()
    spreads: dict[str, list[float]] = {}
    for score in scores:
        groups = [("all", ""), ("pack", score.pack), *(("tag", tag) for tag in score.tags), *([("must", "")] if score.must_pass else [])]
        for group in groups:
            outcomes.setdefault(group, Counter())[score.outcome] += 1
        if score.problem is not None:
            problems[score.problem] += 1
        if score.outcome == "unscored":
            continue
        for rule, count in score.rules.items():
            judged[rule] += 1
            hit[rule] += bool(count)
            found[rule] += count
        for one in score.expected:
            expected.setdefault(one.kind, Counter())["met" if one.met else "unmet"] += 1
            if not one.met and len(unmet) < _MOST_UNMET:
                unmet.append(f"{score.case}: {one.kind}: {one.text}")
        for name in ("facts", "facts_kept", "facts_invented", "questions", "questions_answered"):
            counted[name] += getattr(score, name)
        if score.questions_in_order is not None:
            counted["order_judged"] += 1
            counted["out_of_order"] += not score.questions_in_order
        for name in ("officialese_before", "officialese_after", "similarity", "length_ratio", "attempts", "judge"):
            if (value := getattr(score, name)) is not None:
                spreads.setdefault(name, []).append(value)
        repairs[score.repair] += 1
        for stage, ms in score.timing_ms.model_dump().items():
            if ms:
                spreads.setdefault(f"ms {stage}", []).append(ms)
        tokens.update(score.usage.model_dump())
    return Summary(
        cases=sum(outcomes.get(("all", ""), Counter()).values()),
        outcomes=_shares(outcomes.get(("all", ""), Counter())),
        by_pack={name: _shares(c) for (kind, name), c in sorted(outcomes.items()) if kind == "pack"},
        by_tag={name: _shares(c) for (kind, name), c in sorted(outcomes.items()) if kind == "tag"},
        must_pass=_shares(outcomes.get(("must", ""), Counter())),
        rules=tuple(RuleSummary(rule=r, judged=judged[r], replies=hit[r], violations=found[r]) for r in sorted(judged, key=lambda r: (-hit[r], r))),
        expected={kind: {"met": c["met"], "unmet": c["unmet"]} for kind, c in sorted(expected.items())},
        unmet=tuple(unmet),
        problems=dict(sorted(problems.items())),
        facts=counted["facts"],
        facts_kept=counted["facts_kept"],
        facts_invented=counted["facts_invented"],
        questions=counted["questions"],
        questions_answered=counted["questions_answered"],
        out_of_order=counted["out_of_order"],
        order_judged=counted["order_judged"],
        officialese_before=spread(spreads.get("officialese_before", [])),
        officialese_after=spread(spreads.get("officialese_after", [])),
        similarity=spread(spreads.get("similarity", [])),
        length_ratio=spread(spreads.get("length_ratio", [])),
        attempts=spread(spreads.get("attempts", [])),
        judge=spread(spreads.get("judge", [])),
        repairs=dict(sorted(repairs.items())),
        timing_ms={stage: spread(spreads.get(f"ms {stage}", [])) for stage in ("prompt", "model", "check", "total")},
        tokens=dict(sorted(tokens.items())),
        stale=stale or {},
        judged_by=judged_by,
    )


def _shares(counts: Counter[str]) -> Shares:
    return Shares(cases=counts.total(), **{name: counts[name] for name in _OUTCOMES})


def spread(values: list[float]) -> Spread:
    """Median, 95th percentile and mean; nothing where there are no values."""
    if not values:
        return Spread()
    ranked = sorted(values)
    return Spread(count=len(ranked), p50=round(_rank(ranked, 50), 2), p95=round(_rank(ranked, 95), 2), mean=round(sum(ranked) / len(ranked), 2))


def _rank(ranked: list[float], percent: int) -> float:
    """The nearest rank: a value that was measured, none between two."""
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]
