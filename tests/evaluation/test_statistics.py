"""Statistics against known values, and by simulation: an interval that promises 95 of 100 holds the truth about so often."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewriter.evaluation.statistics import Estimate, difference, mcnemar, mean, wilson


def ends(estimate: Estimate) -> tuple[float, float]:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low, estimate.high


@pytest.mark.parametrize(
    ("worse", "better", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (0, 6, 0.03125), (8, 1, 0.0390625), (1, 8, 0.0390625), (10, 10, 1.0)],
)
def test_mcnemar_is_the_exact_sign_test_of_the_flips(worse: int, better: int, p: float):
    assert mcnemar(worse, better) == pytest.approx(p)


def test_mcnemar_refuses_what_no_count_can_be():
    with pytest.raises(ValueError, match="-1"):
        mcnemar(-1, 3)


def test_wilson_known_values():
    # Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for hits, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)):
        assert wilson(hits, of) == pytest.approx((low, high), abs=6e-5)
    assert wilson(0, 0) is None


def test_the_bootstrap_agrees_with_scipys():
    from scipy.stats import bootstrap

    values = np.random.default_rng(3).exponential(10, 60)
    theirs = bootstrap((values,), np.mean, n_resamples=9999, method="BCa", rng=np.random.default_rng(1)).confidence_interval
    ours = mean(values.tolist(), draws=9999)
    assert ours.mean == pytest.approx(values.mean())
    assert ends(ours) == pytest.approx((theirs.low, theirs.high), rel=0.02)


def _covered(draw, truth: float, rounds: int = 400) -> float:
    random = np.random.default_rng(11)
    held = 0
    for seed in range(rounds):
        low, high = ends(draw(random, seed))
        held += low <= truth <= high
    return held / rounds


def test_an_interval_of_differences_holds_the_truth_as_often_as_it_promises():
    def draw(random, seed):
        base = random.normal(50, 20, 60)
        return difference(base.tolist(), (base + random.normal(3, 10, 60)).tolist(), seed=seed, draws=600)

    assert 0.92 <= _covered(draw, 3.0) <= 0.98


def test_an_interval_of_skewed_values_holds_the_truth():
    assert 0.90 <= _covered(lambda random, seed: mean(random.exponential(10, 60).tolist(), seed=seed, draws=600), 10.0) <= 0.98


def _repeated(random) -> tuple[list[float], list[int]]:
    """40 cases, 5 repeats each; what makes a case hard is the same in all of its repeats."""
    cases = np.repeat(np.arange(40), 5)
    return (random.normal(0, 3, 40)[cases] + random.normal(0, 1, 200)).tolist(), cases.tolist()


def test_repeats_of_a_case_are_no_cases_of_their_own():
    def clustered(random, seed):
        values, cases = _repeated(random)
        return mean(values, clusters=cases, seed=seed, draws=400)

    def blind(random, seed):
        return mean(_repeated(random)[0], seed=seed, draws=400)

    assert 0.91 <= _covered(clustered, 0.0) <= 0.98
    assert _covered(blind, 0.0) < 0.8


def test_the_share_of_wilson_is_covered():
    random = np.random.default_rng(5)
    found = [wilson(int(hits), 60) for hits in random.binomial(60, 0.9, 1000)]
    held = sum(share is not None and share.low <= 0.9 <= share.high for share in found)
    assert 0.93 <= held / 1000 <= 0.98


def test_the_same_numbers_give_the_same_interval():
    values = [1.0, 5.0, 2.0, 8.0]
    assert mean(values, seed=4) == mean(values, seed=4)
    assert mean(values, clusters=["b", "a", "b", "c"], seed=4) == mean(values, clusters=["y", "x", "y", "z"], seed=4)


def test_where_nothing_varies_or_nothing_is_known():
    assert difference([3, 4], [3, 4]) == Estimate(0.0, 0.0, 0.0, 2)
    assert not difference([3, 4], [3, 4]).certain
    assert mean([7.0]) == Estimate(7.0, None, None, 1)
    assert mean([7.0, 9.0], clusters=["a", "a"]) == Estimate(8.0, None, None, 1)
    assert not mean([7.0]).certain
    assert difference([1, 1, 1], [2, 2, 2]).certain
    with pytest.raises(ValueError, match="no values"):
        mean([])
    with pytest.raises(ValueError, match="2 values against 1"):
        difference([1, 2], [1])
    with pytest.raises(ValueError, match="1 clusters"):
        mean([1, 2], clusters=["a"])


def test_many_cases_are_drawn_in_blocks():
    random = np.random.default_rng(2)
    low, high = ends(mean(random.normal(1, 2, 20_000).tolist(), draws=500))
    assert low < 1 < high
    assert high - low == pytest.approx(2 * 1.96 * 2 / 20_000**0.5, rel=0.2)


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=2, max_size=30))
def test_an_interval_lies_within_the_values(values: list[float]):
    low, high = ends(mean(values, draws=50))
    slack = 1e-6 * max(1.0, *map(abs, values))
    assert min(values) - slack <= low <= high <= max(values) + slack
