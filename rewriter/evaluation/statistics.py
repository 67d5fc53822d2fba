"""What chance explains: exact McNemar, paired bootstrap intervals, Wilson's interval. Seeded: the same numbers give the same intervals."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 2000
_BLOCK = 4_000_000  # numbers drawn at once: 32 MB
_SKEW_UP_TO = 2000  # clusters; beyond, skew is corrected by less than the draws' own noise, and the jackknife costs their square


class Interval(NamedTuple):
    """Both ends, in the units of what is estimated."""

    low: float
    high: float


class Estimate(NamedTuple):
    """A mean (or mean difference) with the interval that holds the true one in 95 of 100 repetitions.

    `low` and `high` None: fewer than two independent cases, so nothing is known of how far it varies. `cases`: how many are independent.
    """

    mean: float
    low: float | None
    high: float | None
    cases: int

    @property
    def certain(self) -> bool:
        """Whether the interval lies on one side of zero: a difference that chance does not explain."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def mcnemar(worse: int, better: int) -> float:
    """The exact two-sided p of McNemar's test: how often a fair coin would split the changed cases so unevenly. 1.0 where nothing changed.

    `worse` and `better`: cases right in one run only. Raises ValueError for negative counts.
    """
    if min(worse, better) < 0:
        raise ValueError(f"counts of flips cannot be negative: {worse}, {better}")
    if worse + better == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(worse, worse + better, 0.5).pvalue)


def wilson(hits: int, of: int, *, level: float = 0.95) -> Interval | None:
    """Wilson's interval for a share, 0 to 1; None of nothing. Unlike the textbook one it keeps its promise near 0 and 1."""
    if of == 0:
        return None
    from scipy.stats import binomtest

    low, high = binomtest(hits, of).proportion_ci(level, method="wilson")
    return Interval(float(low), float(high))


def mean(values: Sequence[float], *, clusters: Sequence[Hashable] | None = None, seed: int = 0, draws: int = DRAWS, level: float = 0.95) -> Estimate:
    """The mean of values with a bootstrap interval. Raises ValueError without values.

    `clusters`: of each value what it belongs to (repeats of a case are no cases of their own); whole clusters are drawn.
    The interval is bias-corrected and accelerated (BCa), plain percentiles beyond 2000 clusters.
    """
    if not values:
        raise ValueError("a mean of no values")
    if clusters is not None and len(clusters) != len(values):
        raise ValueError(f"{len(values)} values, {len(clusters)} clusters")
    import numpy as np

    sums, counts = _clustered(values, clusters)
    about = float(sums.sum() / counts.sum())
    if len(sums) < 2:
        return Estimate(about, None, None, len(sums))
    each = sums / counts
    if np.ptp(each) == 0:  # all alike: every draw gives the same
        return Estimate(about, about, about, len(sums))
    drawn = _drawn(sums, counts, draws, seed)
    low, high = np.quantile(drawn, _ends(sums, counts, drawn, about, level))
    return Estimate(about, float(low), float(high), len(sums))


def difference(
    base: Sequence[float],
    new: Sequence[float],
    *,
    clusters: Sequence[Hashable] | None = None,
    seed: int = 0,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Estimate:
    """The mean of `new` − `base`, paired: the two have a value of the same case at the same place. Raises ValueError where their lengths differ."""
    if len(base) != len(new):
        raise ValueError(f"unpaired: {len(base)} values against {len(new)}")
    return mean([after - before for before, after in zip(base, new, strict=True)], clusters=clusters, seed=seed, draws=draws, level=level)


def _clustered(values: Sequence[float], clusters: Sequence[Hashable] | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each cluster, in order of appearance, the sum of its values and their number."""
    import numpy as np

    if clusters is None:
        return np.asarray(values, float), np.ones(len(values))
    places: dict[Hashable, int] = {}
    which = np.array([places.setdefault(cluster, len(places)) for cluster in clusters])
    return np.bincount(which, weights=np.asarray(values, float)).astype(float), np.bincount(which).astype(float)


def _drawn(sums: NDArray[np.float64], counts: NDArray[np.float64], draws: int, seed: int) -> NDArray[np.float64]:
    """Means of as many clusters drawn with replacement, block by block."""
    import numpy as np

    random = np.random.default_rng(seed)
    size = len(sums)
    at_once = max(1, _BLOCK // size)
    blocks = []
    for first in range(0, draws, at_once):
        chosen = random.integers(0, size, (min(at_once, draws - first), size))
        blocks.append(sums[chosen].sum(axis=1) / counts[chosen].sum(axis=1))
    return np.concatenate(blocks)


def _ends(sums: NDArray[np.float64], counts: NDArray[np.float64], drawn: NDArray[np.float64], about: float, level: float) -> tuple[float, float]:
    """Which quantiles of the draws are the interval's ends (Efron 1987: bias correction and acceleration by the jackknife)."""
    import numpy as np
    from scipy.special import ndtr, ndtri

    tail = (1 - level) / 2
    below = float(np.mean(drawn < about) + np.mean(drawn == about) / 2)
    if len(sums) > _SKEW_UP_TO or not 0 < below < 1:
        return tail, 1 - tail
    left_out = (sums.sum() - sums) / (counts.sum() - counts)
    apart = left_out.mean() - left_out
    apart /= np.abs(apart).max() or 1.0  # what follows has no unit; cubes of tiny numbers would vanish
    acceleration = float((apart**3).sum() / (6 * ((apart**2).sum() or 1.0) ** 1.5))
    bias = float(ndtri(below))

    def end(share: float) -> float:
        z = bias + float(ndtri(share))
        return float(ndtr(bias + z / (1 - acceleration * z)))

    return end(tail), end(1 - tail)
