"""What is measured of one reply; each definition stands in docs/evaluation.md."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from rewriter.result import CheckResult, Result


def rule_counts(verdict: CheckResult) -> dict[str, int]:
    """Violations by rule; a rule that was judged and found nothing is there with 0, one that was not judged is not there."""
    found = Counter(v.rule for v in verdict.violations)
    return {rule: found[rule] for rule in sorted({*verdict.rules.checked, *found})}


def invented(verdict: CheckResult) -> int:
    """Values of the reply without a source: the violations of `no-new-facts`."""
    return sum(v.rule == "no-new-facts" for v in verdict.violations)


def in_order(verdict: CheckResult) -> bool | None:
    """Whether the answers stand in the order of the questions; None where fewer than two answers were found, or the rule was not judged."""
    if "question-order" not in verdict.rules.checked or sum(q.span is not None for q in verdict.questions) < 2:
        return None
    return not any(v.rule == "question-order" for v in verdict.violations)


def length_ratio(draft: str, reply: str) -> float | None:
    """Characters of the reply a character of the draft."""
    return round(len(reply) / len(draft), 3) if draft else None


def repair(result: Result) -> str:
    """How the reply that went out came about: the repair of its attempt."""
    return next((a.repair for a in reversed(result.attempts) if a.text == result.reply), "none")


def similarity(reply: str, reference: str | None) -> float | None:
    """ChrF (character n-grams up to 6, beta 2), 0 to 100; None without a reference or without sacrebleu."""
    scorer = chrf()
    if reference is None or scorer is None:
        return None
    return round(float(scorer.sentence_score(reply, [reference]).score), 1)


@lru_cache(maxsize=1)
def chrf() -> Any:
    """Sacrebleu's chrF; None where that is not installed."""
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        return None
    return CHRF()
