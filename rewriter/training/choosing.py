"""Of pairs that nearly repeat each other the one to keep, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rewriter.pack import Pack, load_pack
from rewriter.training.duplicates import Near, clusters, near
from rewriter.training.lessons import Judged
from rewriter.training.lint import texts_of
from rewriter.training.pairs import Placed


class Cluster(NamedTuple):
    """Pairs that hang together. `kept`: the one to keep, `why` in Russian; `others`: the rest, in order; `found`: which are near which, by places among all."""

    kept: Placed
    why: str
    others: tuple[Placed, ...]
    found: tuple[Near, ...]


def repeating(
    pairs: Sequence[Placed], *, inside: Sequence[bool], pack_of: Callable[[str], Pack] = load_pack, found: Sequence[Near] | None = None
) -> list[Cluster]:
    """The clusters among the pairs, in order. `inside`: of each pair whether its pack has it already; `found`: what is near, looked for where not given."""
    found = near([texts_of(placed) for placed in pairs]) if found is None else found
    result = []
    for places in clusters(found):
        best, why = _best(places, pairs, inside, pack_of)
        own = set(places)
        result.append(Cluster(pairs[best], why, tuple(pairs[i] for i in places if i != best), tuple(one for one in found if one.first in own)))
    return result


def _best(places: Sequence[int], pairs: Sequence[Placed], inside: Sequence[bool], pack_of: Callable[[str], Pack]) -> tuple[int, str]:
    old = [i for i in places if inside[i]]
    if old:
        return old[0], "она уже в пакете" if len(old) < len(places) else "она стоит в файле раньше"
    judged = {i: Judged(pairs[i].pair, pack_of(pairs[i].pack)) for i in places if pairs[i].pack}
    taught = {i: sum(one.teaches(rule) for rule in one.pair.teaches) if one.after.verdict == "pass" else -1 for i, one in judged.items()}
    clean = {i: -len(one.after.violations) for i, one in judged.items()}
    best = max(places, key=lambda i: (taught.get(i, -1), clean.get(i, 0), -i))
    others = [i for i in places if i != best]
    if all(taught.get(best, -1) > taught.get(i, -1) for i in others):
        return best, f"учит большему: {', '.join(pairs[best].pair.teaches)}"
    if all(clean.get(best, 0) > clean.get(i, 0) for i in others):
        return best, "в её ответе меньше замечаний"
    return best, "она стоит раньше, остальное у них равно"
