"""Two scored runs, case by case: what has become worse or better, by how much, whether chance explains it, and what has changed between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rewriter.evaluation.compared import Comparison
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.measures import groups
from rewriter.evaluation.origins import differences
from rewriter.evaluation.pairing import flips, paired
from rewriter.evaluation.records import Score
from rewriter.evaluation.rule_changes import blinded, judged_drafts, rule_changes
from rewriter.evaluation.scored import Scored
from rewriter.evaluation.verdict import EVERYTHING, FailOn, reasons


@dataclass(frozen=True)
class Only:
    """Which cases are compared: of any of these packs, with any of these tags; empty: all."""

    packs: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def of(self, scores: Iterable[Score]) -> list[Score]:
        """Those of the scores that are asked for."""
        return [s for s in scores if (not self.packs or s.pack in self.packs) and (not self.tags or not self.tags.isdisjoint(s.tags))]


def compare(base: Scored, new: Scored, *, only: Only = Only(), fail_on: FailOn = EVERYTHING) -> Comparison:
    """NEW against BASE. Raises EvaluationError where they have no case in common."""
    before, after = only.of(base.scores), only.of(new.scores)
    if (only.packs or only.tags) and not (before or after):
        asked = ", ".join([*(f"пакет {pack}" for pack in sorted(only.packs)), *(f"метка {tag}" for tag in sorted(only.tags))])
        raise EvaluationError(f"Таких случаев ({asked}) нет ни в {base.name}, ни в {new.name}.")
    pairs, apart = paired(before, after)
    if not pairs and not any(case.why.startswith("unscored") for case in apart):
        raise EvaluationError(
            f"Сравнивать нечего: у {base.name} (набор {base.manifest.suite}) и {new.name} (набор {new.manifest.suite}) нет общих случаев, "
            "или черновики в них разные. Сравнивают прогоны одного набора."
        )
    total, changed = groups(pairs), flips(pairs)
    blind = blinded(pairs) if pairs and judged_drafts(pairs) else ()
    return Comparison(
        base=base.name,
        new=new.name,
        pairs=len(pairs),
        same_replies=sum(pair.base.reply == pair.new.reply for pair in pairs),
        differences=differences(base, new),
        groups=total,
        flips=tuple(changed),
        rules=rule_changes(pairs),
        blinded=blind,
        must_pass=sum(pair.base.must_pass or pair.new.must_pass for pair in pairs),
        unpaired=tuple(apart),
        fail_on=fail_on.words(),
        reasons=reasons(total[0], changed, apart, blind, fail_on),
    )
