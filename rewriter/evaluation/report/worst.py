"""Which case is worse, and the words that say by what."""

from __future__ import annotations

from rewriter.evaluation.records import Score

_ORDER = ("wrong", "review", "unscored", "right")
# What the report says of its order; it is `badness` in words.
STATED = (
    "Сначала ответы, которые выглядят годными, но неверны; затем отданные на проверку, неоценённые и верные. "
    "Внутри: обязательные случаи, больше ошибок, больше невыполненных ожиданий, больше потерянных и выдуманных фактов, больше замечаний."
)


def badness(score: Score) -> tuple[int, ...]:
    """A key that sorts the worst first; the suite's order decides what is equally bad."""
    lost = score.facts - score.facts_kept + score.facts_invented
    return (
        _ORDER.index(score.outcome),
        -int(score.must_pass),
        -sum(v.severity == "error" for v in score.violations),
        -sum(not e.met for e in score.expected),
        -lost,
        -sum(v.severity == "warning" for v in score.violations),
    )
