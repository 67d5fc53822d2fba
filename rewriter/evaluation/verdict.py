"""Whether a comparison is a regression, and why.

By default NEW is one where

- `must-pass`: an obligatory case that was right, or is new, is not right or not there;
- `wrong`: a case that was not wrong in BASE is wrong now: a reply that passes for good and is not;
- `unscored`: a case that had a score has none;
- `flips`: more cases have stopped being right than have become so. Runs are deterministic (recorded answers, no sampling), so a loss is the work of a
  change, not of chance. Where cases are repeated, answers are drawn by chance and a loss of one means little: then `share` decides;
- `share`: the share of right cases is lower, and chance does so less than once in 20 times (McNemar's exact p below 0.05);
- `blind`: a rule is silent on drafts in which it found something.

A run against itself has none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rewriter.evaluation.compared import Blinded, Flip, Group, Kind, Reason, Unpaired

KINDS: tuple[Kind, ...] = ("must-pass", "wrong", "unscored", "flips", "share", "blind")
_SIGNIFICANT = 0.05
_NAMED = 5


class FailOn(NamedTuple):
    """What counts as a regression; `flips`: how many cases more than have become right may stop being so, None: the default for this kind of run."""

    kinds: frozenset[Kind] = frozenset(KINDS)
    flips: int | None = None

    def words(self) -> tuple[str, ...]:
        """As the option is written."""
        return tuple(f"flips:{self.flips}" if kind == "flips" and self.flips is not None else kind for kind in KINDS if kind in self.kinds)


EVERYTHING = FailOn()


class BadFailOn(ValueError):
    """What stands in `--fail-on` and is none of ours."""


def fail_on(words: Iterable[str]) -> FailOn:
    """From the option: kinds, `flips:N`, or `nothing`; commas or several options. Nothing given: all. Raises BadFailOn with the word."""
    kinds: set[Kind] = set()
    flips, given = None, False
    for word in (part.strip() for words_ in words for part in words_.split(",")):
        given = True
        if match := re.fullmatch(r"flips:(\d+)", word, re.ASCII):
            flips = int(match[1])
            kinds.add("flips")
        elif word in KINDS:
            kinds.add(word)
        elif word != "nothing":
            raise BadFailOn(word)
    return FailOn(frozenset(kinds), flips) if given else EVERYTHING


def reasons(total: Group, flips: Sequence[Flip], unpaired: Sequence[Unpaired], blinded: Sequence[Blinded], asked: FailOn) -> tuple[Reason, ...]:
    """Why NEW is a regression, the gravest first; none where it is not."""
    return tuple(reason for reason in _reasons(total, flips, unpaired, blinded, asked.flips) if reason.kind in asked.kinds)


def _reasons(total: Group, flips: Sequence[Flip], unpaired: Sequence[Unpaired], blinded: Sequence[Blinded], allowed: int | None) -> Iterator[Reason]:
    lost = [flip.case for flip in flips if flip.must_pass and flip.base == "right"]
    lost += [case.case for case in unpaired if case.must_pass and case.base in ("right", None) and case.new != "right"]
    if lost:
        yield Reason(kind="must-pass", text=f"обязательные случаи не верны: {named(lost)}")
    if wrong := [flip.case for flip in flips if flip.new == "wrong"]:
        yield Reason(kind="wrong", text=f"ответ выглядит годным, а неверен: {named(wrong)}")
    if unscored := [case.case for case in unpaired if case.why == "unscored-new"]:
        yield Reason(kind="unscored", text=f"были оценены, а теперь оценки нет: {named(unscored)}")
    repeated = total.pairs > total.cases
    if (total.worse - total.better > (allowed or 0)) and not (repeated and allowed is None):
        yield Reason(kind="flips", text=f"перестали быть верными {total.worse}, стали верными {total.better}")
    if total.worse > total.better and total.p < _SIGNIFICANT:
        yield Reason(kind="share", text=f"доля верных упала, и это не случайность (p = {number(total.p)})")
    for rule in blinded:
        yield Reason(
            kind="blind", text=f"правило {rule.rule} больше не находит того, что находило в черновиках: {rule.base} → {rule.new} ({named(rule.cases)})"
        )


def named(cases: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    unique = list(dict.fromkeys(cases))
    more = len(unique) - _NAMED
    return ", ".join(unique[:_NAMED]) + (f" и ещё {more}" if more > 0 else "")


def number(p: float) -> str:
    """«0,031», «< 0,001»."""
    return "< 0,001" if p < 0.001 else f"{p:.3f}".replace(".", ",")
