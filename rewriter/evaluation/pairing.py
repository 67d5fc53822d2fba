"""Cases of two runs side by side: which can be compared, whose outcome has changed, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rewriter.evaluation.compared import Broken, Flip, Unpaired, Why
from rewriter.evaluation.records import Score

# The further down, the worse: a wrong reply that looks right is what an operator would have sent.
_RANK = {"right": 0, "review": 1, "wrong": 2}


class Pair(NamedTuple):
    """A case as it came out in both runs, scored in both."""

    base: Score
    new: Score


def paired(base: Iterable[Score], new: Iterable[Score]) -> tuple[list[Pair], list[Unpaired]]:
    """Cases in NEW's order, then what only BASE has."""
    before = {(score.case, score.repeat): score for score in base}
    pairs: list[Pair] = []
    apart: list[Unpaired] = []
    for score in new:
        old = before.pop((score.case, score.repeat), None)
        why = _incomparable(old, score)
        if why is not None:
            apart.append(_unpaired(old, score, why))
        elif old is not None:
            pairs.append(Pair(old, score))
    return pairs, apart + [_unpaired(score, None, "only-base") for score in before.values()]


def _incomparable(old: Score | None, new: Score) -> Why | None:
    if old is None:
        return "only-new"
    unscored = (old.outcome == "unscored", new.outcome == "unscored")
    if any(unscored):
        return "unscored-both" if all(unscored) else "unscored-new" if unscored[1] else "unscored-base"
    return "changed" if (old.pack, old.draft, old.client_message) != (new.pack, new.draft, new.client_message) else None


def _unpaired(old: Score | None, new: Score | None, why: Why) -> Unpaired:
    there = [score for score in (new, old) if score is not None]
    return Unpaired(
        case=there[0].case,
        repeat=there[0].repeat,
        why=why,
        must_pass=any(score.must_pass for score in there),
        base=old.outcome if old else None,
        new=new.outcome if new else None,
        problem=next((score.problem for score in there if score.problem), None),
    )


def flips(pairs: Iterable[Pair]) -> list[Flip]:
    """Changed outcomes: the worse first, obligatory cases before others, then those that became wrong; else in the suite's order."""
    found = [_flip(pair) for pair in pairs if pair.base.outcome != pair.new.outcome]
    return sorted(found, key=lambda flip: (not flip.worse, not flip.must_pass, -_RANK[flip.new] if flip.worse else _RANK[flip.new]))


def _flip(pair: Pair) -> Flip:
    base, new = pair
    assert base.outcome != "unscored"
    assert new.outcome != "unscored"
    return Flip(
        case=new.case,
        repeat=new.repeat,
        pack=new.pack,
        tags=new.tags,
        must_pass=base.must_pass or new.must_pass,
        base=base.outcome,
        new=new.outcome,
        worse=_RANK[new.outcome] > _RANK[base.outcome],
        client_message=new.client_message,
        draft=new.draft,
        base_reply=base.reply,
        new_reply=new.reply,
        broke=tuple(_beyond(against(new), against(base))),
        mended=tuple(_beyond(against(base), against(new))),
    )


def against(score: Score) -> list[Broken]:
    """All that speaks against a reply: errors, expectations unmet, the reason for leaving it to a person where it has no other."""
    found = [Broken(rule=v.rule, severity=v.severity, text=v.text, message=v.message) for v in score.violations if v.severity == "error"]
    found += [Broken(expected=e.kind, text=e.text) for e in score.expected if not e.met]
    if not found and score.problem:
        found.append(Broken(message=score.problem))
    return found


def _beyond(these: list[Broken], those: list[Broken]) -> Iterator[Broken]:
    """What these have and those have not, the same thing twice counting twice."""
    left = Counter(map(_same, those))
    for broken in these:
        if left[_same(broken)]:
            left[_same(broken)] -= 1
        else:
            yield broken


def _same(broken: Broken) -> tuple[str | None, ...]:
    return broken.rule, broken.expected, " ".join(broken.text.lower().split()), None if broken.rule else broken.message
