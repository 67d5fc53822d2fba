"""Which claim of the draft a claim of the reply restates: same family, then the words and conditions that tell candidates apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rewriter.text.claims import Claim
from rewriter.text.relations import clash


class Pairing(NamedTuple):
    """A claim of the draft beside one of the reply. `turned`: by the heads' opposition or a reversed condition the same sign means the contrary."""

    draft: Claim
    turned: bool
    reversed: bool  # the conditions clash
    shared: frozenset[str]


def candidates(claim: Claim, draft: Iterable[Claim]) -> list[Pairing]:
    """Claims of the draft that speak of the same thing: by root, by opposite roots, else by synonym group."""
    strong: list[Pairing] = []
    weak: list[Pairing] = []
    for other in draft:
        same = bool(claim.roots & other.roots)
        axis = _axis(claim, other)
        elsewhere = claim.inherited and bool(claim.things & other.things)
        if not same and axis == 0 and not claim.kins & other.kins and not elsewhere:
            continue
        clashing = bool(clash(claim.relations, other.relations))
        turned = not elsewhere and (not same and axis < 0) != clashing or elsewhere and clashing
        pairing = Pairing(other, turned, clashing, (claim.words & other.words) - claim.head_keys - other.head_keys)
        (strong if same or axis or elsewhere else weak).append(pairing)
    # «Перевозка авиатранспортом запрещена» speaks of «доставить самолётом», and «доставка морем» of the deed alone.
    most = max((len(p.shared) for p in strong), default=0)
    return strong + [p for p in weak if not strong or len(p.shared) > max(most, 1)]


def _axis(a: Claim, b: Claim) -> int:
    for name, side in a.axes:
        for other, theirs in b.axes:
            if name == other:
                return side * theirs
    return 0


def closer(one: Pairing, other: Pairing, claim: Claim, topic: frozenset[str]) -> int:
    """How much better `one` fits the claim than `other`: conditions that only one of them shares weigh double; what the client asks about (`topic`) tells last."""
    mine, theirs = one.shared - other.shared, other.shared - one.shared
    clashes = 2 * (other.reversed - one.reversed)
    return (
        _weight(mine - topic, claim, one) - _weight(theirs - topic, claim, other) + clashes
        or _weight(mine, claim, one) - _weight(theirs, claim, other) + clashes
    )


def _weight(keys: frozenset[str], claim: Claim, pairing: Pairing) -> int:
    return sum(2 if k in claim.relations and k in pairing.draft.relations else 1 for k in keys)
