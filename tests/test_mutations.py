"""Good replies, broken: each rule finds its share of the mutants (benchmarks/mutations.py has all of them), and says no error of the good ones."""

from __future__ import annotations

import pytest

from benchmarks.mutators import MUTATORS, goods, mutants, verdict
from benchmarks.mutators.questions import ANSWERS, answers_of
from rewriter.checker import check
from rewriter.rules import rules

# Of the good replies every so many, for the sake of time; more where only a few can be broken so. The floor is what is reached on these today.
EVERY = 19
OFTEN = dict.fromkeys(
    (
        "question-order",
        "all-questions-answered",
        "life-event",
        "ticket-id",
        "empathy",
        "farewell",
        "capital-vy",
        "greeting",
        "no-bare-imperatives",
        "structure",
        "formula-letter",
    ),
    3,
)
FLOOR = {
    "meaning-kept": 0.95, "all-questions-answered": 0.92, "question-order": 0.92, "farewell": 0.75, "life-event": 0.7, "plain-words": 0.9, "apology-fits": 0.9, "empathy": 0.8,
    "no-bare-imperatives": 0.9, "explain-request": 0.7, "jargon": 0.8, "concrete-terms": 0.85,
}  # fmt: skip
DEFAULT = 0.95
MUTATED = [r for r in dict.fromkeys(m.rule for m in MUTATORS) if r in rules()]


def test_every_hard_rule_has_mutators():
    assert {r.id for r in rules().values() if r.hard and r.check.__module__.startswith("rewriter.")} <= set(MUTATED)


@pytest.mark.parametrize("rule_id", MUTATED)
def test_mutants_are_found(rule_id):
    made = [(m, verdict(m)) for by in MUTATORS if by.rule == rule_id for m in mutants(by, every=OFTEN.get(rule_id, EVERY))]
    lost = [f"{became}: {mutant}" for mutant, became in made if became != "found"]
    assert made
    assert 1 - len(lost) / len(made) >= FLOOR.get(rule_id, DEFAULT), "\n".join(lost)


def test_mutants_are_the_same_in_every_run():
    by = next(m for m in MUTATORS if m.rule == "facts-preserved")
    assert [m.broken for m in mutants(by, every=EVERY)] == [m.broken for m in mutants(by, every=EVERY)]


@pytest.mark.parametrize("good", goods(), ids=lambda g: g.id)
def test_good_replies_have_no_errors(good):
    assert not check(good.case, good.pack).errors


def test_answers_told_by_hand_stand_in_the_pairs():
    by_id = {g.id: g for g in goods()}
    assert [i for i in ANSWERS if i not in by_id or not answers_of(by_id[i])] == []
