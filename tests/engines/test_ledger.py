"""The book that engines keep: everything once, in order, whoever dies."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewriter.engines.ledger import Ledger, Portion, answers
from tests.engines.work import noted


class Awkward(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__("сказано")


def awkward(number: int) -> int:
    raise Awkward(number, number)


@given(st.integers(0, 60), st.integers(1, 5), st.integers(1, 6), st.sets(st.integers(0, 59), max_size=4), st.randoms(use_true_random=False))
def test_everything_comes_once_and_in_order(count: int, size: int, jobs: int, deadly: set[int], rng: random.Random) -> None:
    ledger: Ledger[int, str] = Ledger(range(count), 3 * jobs, size, lambda one, why: f"{one} {why}")
    hands: list[Portion[int, str]] = []
    found: list[tuple[int, str]] = []
    while not ledger.over:
        while len(hands) < jobs and (portion := ledger.take()) is not None:
            hands.append(portion)
        if hands:
            portion = hands.pop(rng.randrange(len(hands)))
            if deadly.intersection(portion.inputs) or rng.random() < 0.1 and len(portion.inputs) > 1:
                ledger.died(portion, "умер")
            else:
                ledger.done(portion, answers(str, portion.inputs))
        found += ledger.ready()
    assert found == [(n, f"{n} умер" if n in deadly else str(n)) for n in range(count)]


def test_no_more_than_agreed_is_read_ahead() -> None:
    read: list[int] = []
    ledger: Ledger[int, int] = Ledger(noted(100, read), 3, 2, lambda one, why: 0)
    first = ledger.take()
    assert first is not None
    while (portion := ledger.take()) is not None:
        ledger.done(portion, answers(abs, portion.inputs))
    assert read == list(range(6))
    assert list(ledger.ready()) == [], "the first has its turn"
    ledger.done(first, answers(abs, first.inputs))
    assert [one for one, _ in ledger.ready()] == list(range(6))


def test_an_error_stands_where_it_happened() -> None:
    results, error = answers(lambda n: 6 // n, [3, 2, 0, 1])
    assert results == [2, 3]
    assert isinstance(error, ZeroDivisionError)
    ledger: Ledger[int, int] = Ledger([3, 2, 0, 1], 1, 4, lambda one, why: 0)
    portion = ledger.take()
    assert portion is not None
    ledger.done(portion, (results, error))
    told = ledger.ready()
    assert [next(told), next(told)] == [(3, 2), (2, 3)]
    with pytest.raises(ZeroDivisionError):
        next(told)


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    _, error = answers(awkward, [1])
    assert type(error) is RuntimeError
    assert "Awkward: сказано" in str(error)
