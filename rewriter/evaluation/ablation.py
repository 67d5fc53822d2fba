"""What each part earns: scored runs of one suite, variant by variant, beside the product's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from rewriter.evaluation.records import Score
from rewriter.evaluation.summary import spread
from rewriter.evaluation.variants import VARIANTS

BASE = "product"


class Row(BaseModel):
    """A variant in the table. Shares are of the replies scored, 0 to 1; `ok`: right and wrong together, what would have been sent.

    `difference`: the share of right replies less the product's, over the cases that both have scored (`paired`), with its 95% interval; None for the
    product itself and where nothing is paired. `model_s`: median seconds of the model's work a reply.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    variant: str
    title: str
    replies: int
    unscored: int
    right: float
    ok: float
    wrong: float
    review: float
    paired: int = 0
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    model_s: float | None = None
    total_s: float | None = None


class _Outcome(NamedTuple):
    outcome: str
    model_ms: float
    total_ms: float


def table(runs: Mapping[str, Iterable[Score]]) -> tuple[Row, ...]:
    """A row a variant, in the given order; differences are to `product`, where it is among them."""
    found = {name: {(s.case, s.repeat): _Outcome(s.outcome, s.timing_ms.model, s.timing_ms.total) for s in scores} for name, scores in runs.items()}
    base = found.get(BASE)
    return tuple(_row(name, outcomes, base if name != BASE else None) for name, outcomes in found.items())


def _row(name: str, outcomes: Mapping[tuple[str, int], _Outcome], base: Mapping[tuple[str, int], _Outcome] | None) -> Row:
    scored = [o for o in outcomes.values() if o.outcome != "unscored"]
    right, wrong, review = (_share(scored, kind) for kind in ("right", "wrong", "review"))
    model = spread([o.model_ms / 1000 for o in scored if o.model_ms])
    total = spread([o.total_ms / 1000 for o in scored])
    row = Row(
        variant=name,
        title=VARIANTS[name].title if name in VARIANTS else name,
        replies=len(scored),
        unscored=len(outcomes) - len(scored),
        right=right,
        ok=right + wrong,
        wrong=wrong,
        review=review,
        model_s=model.p50,
        total_s=total.p50,
    )
    pairs = [key for key in outcomes if base is not None and key in base and "unscored" not in (outcomes[key].outcome, base[key].outcome)]
    if base is None or not pairs:
        return row
    from rewriter.evaluation.statistics import difference

    about = difference(
        [float(base[key].outcome == "right") for key in pairs],
        [float(outcomes[key].outcome == "right") for key in pairs],
        clusters=[case for case, _ in pairs],
    )
    return row.model_copy(update={"paired": len(pairs), "difference": about.mean, "low": about.low, "high": about.high})


def _share(scored: Sequence[_Outcome], kind: str) -> float:
    return sum(o.outcome == kind for o in scored) / len(scored) if scored else 0.0
