"""What two runs say of the rules: which are broken more often, and which have gone blind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rewriter.evaluation.compared import Blinded, RuleChange
from rewriter.evaluation.pairing import Pair
from rewriter.evaluation.records import Score
from rewriter.result import Severity

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def rule_changes(pairs: Sequence[Pair]) -> tuple[RuleChange, ...]:
    """Rules whose violations in replies have changed in number or place: errors first, then by how many more there are."""
    found = []
    before = [_counts(pair.base) for pair in pairs]
    after = [_counts(pair.new) for pair in pairs]
    for rule, severity in sorted({key for counts in (*before, *after) for key in counts}):
        key = (rule, severity)
        cases = [pair.new.case for pair, old, new in zip(pairs, before, after, strict=True) if new[key] > old[key]]
        base, new = sum(counts[key] for counts in before), sum(counts[key] for counts in after)
        if cases or base != new:
            found.append(RuleChange(rule=rule, severity=severity, base=base, new=new, cases=_once(cases)))
    return tuple(sorted(found, key=lambda change: (_SEVERITIES.index(change.severity), change.base - change.new, change.rule)))


def _counts(score: Score) -> Counter[tuple[str, Severity]]:
    return Counter((violation.rule, violation.severity) for violation in score.violations)


def blinded(pairs: Sequence[Pair]) -> tuple[Blinded, ...]:
    """Rules that find less than before in the same drafts. Drafts do not change with the model, and they are what the rules are there for."""
    first = [pair for pair in pairs if pair.new.repeat == 0]
    found = []
    for rule in sorted({rule for pair in first for rule in pair.base.draft_rules}):
        base, new = (sum(score.draft_rules.get(rule, 0) for score in scores) for scores in zip(*first, strict=True))
        silent = [pair.new.case for pair in first if rule in pair.base.draft_rules and not pair.new.draft_rules.get(rule)]
        # Two violations read as one are no loss: a case in which it is silent now is.
        if silent and new < base:
            found.append(Blinded(rule=rule, base=base, new=new, cases=_once(silent)))
    return tuple(sorted(found, key=lambda rule: (-len(rule.cases), rule.rule)))


def judged_drafts(pairs: Iterable[Pair]) -> bool:
    """Whether both runs have judged drafts: an older scorer did not, and then nothing can be said of blindness."""
    return all(any(score.draft_rules for score in scores) for scores in zip(*pairs, strict=True))


def _once(cases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cases))
