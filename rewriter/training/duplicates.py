"""Near-duplicates among pairs, by the lemmas they share: facts masked, so that another number makes no other pair.

Two texts are as near as their sets of three lemmas in a row are alike (Jaccard). Not all pairs of pairs are compared: of each set only
the rarest members are looked up, so many that two sets as near as asked must share one of them (Bayardo et al., «Scaling up all pairs
similarity search»). The answer is exact, and 5,000 pairs take seconds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import NamedTuple

from rewriter.text.document import read
from rewriter.text.facts import facts_in

# Measured on the pairs that come with the library and on changed copies of them: docs/trainers.md.
BEFORE, REPLY, BOTH = 0.5, 0.6, 0.3
_GRAM = 3
# A shorter reply («Рада помочь! Хорошего Вам дня!») is nobody's own.
_OWN_WORDS = 14

Shingles = frozenset[tuple[str, ...]]


class Texts(NamedTuple):
    """A pair or a case of a suite: what it starts from, and its reply, empty where it has none."""

    client: str
    draft: str
    reply: str = ""


class Near(NamedTuple):
    """Two that are near: their places among the texts given, the first one less; Jaccard of draft and message, and of the replies, 0 to 1. `meaning`: cosine, where asked for."""

    first: int
    second: int
    before: float
    reply: float
    meaning: float | None = None

    @property
    def score(self) -> float:
        """The greater of both."""
        return max(self.before, self.reply)


def lemmas(text: str) -> tuple[str, ...]:
    """The words of a text by their likeliest lemmas; a fact is its kind in brackets, punctuation and emoji are nothing."""
    document = read(text)
    facts = iter(facts_in(document))
    fact = next(facts, None)
    found: list[str] = []
    for token in document.tokens:
        while fact is not None and fact.end <= token.start:
            fact = next(facts, None)
        if fact is not None and token.start >= fact.start:
            if token.start == fact.start or not found or not found[-1].startswith("["):
                found.append(f"[{fact.kind}]")
        elif token.kind == "word" and token.word is not None:
            found.append(token.word.lemma)
        elif token.kind in ("number", "code", "link", "email"):
            found.append(f"[{token.kind}]")
    return tuple(found)


def shingles(*texts: str) -> Shingles:
    """Every three lemmas in a row, of each text apart; a shorter text is one shingle."""
    return _grams(*map(lemmas, texts))


def _grams(*texts: tuple[str, ...]) -> Shingles:
    return frozenset(words[i : i + _GRAM] for words in texts if words for i in range(max(1, len(words) - _GRAM + 1)))


def jaccard(one: Shingles, other: Shingles) -> float:
    """Shared members of all, 0 to 1; 0 for two empty sets."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def near(texts: Sequence[Texts], others: Sequence[Texts] | None = None) -> list[Near]:
    """Those that nearly repeat each other: all of `texts` among themselves, or, where `others` are given, each with those alone.

    Near are two whose drafts and messages are (`BEFORE`), or whose replies are (`REPLY`) while the drafts have something in common (`BOTH`),
    too. In order of their places.
    """
    all_texts = [*texts, *(others or ())]
    before = [shingles(t.client, t.draft) for t in all_texts]
    replies = [lemmas(t.reply) for t in all_texts]
    reply = [_grams(words) for words in replies]
    border = len(texts) if others is not None else None

    def wanted(a: int, b: int) -> bool:
        return border is None or a < border <= b

    found: dict[tuple[int, int], Near] = {}
    for a, b in _alike(before, BEFORE, wanted):
        found[a, b] = Near(a, b, jaccard(before[a], before[b]), jaccard(reply[a], reply[b]))
    for a, b in _alike([_grams(words) if len(words) >= _OWN_WORDS else frozenset() for words in replies], REPLY, wanted):
        score = jaccard(before[a], before[b])
        if score >= BOTH:
            found[a, b] = Near(a, b, score, jaccard(reply[a], reply[b]))
    return [found[key] for key in sorted(found)]


def _alike(sets: Sequence[Shingles], least: float, wanted: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Pairs of places whose sets are at least so alike."""
    common = Counter(shingle for one in sets for shingle in one)
    by_first: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for b, one in enumerate(sets):
        # Two sets as alike as asked share at least `least` of the greater one: its rest cannot hold all that they share.
        rare = sorted(one, key=lambda s: (common[s], s))[: len(one) - ceil(least * len(one)) + 1]
        met = {a for shingle in rare for a in by_first[shingle]}
        found += [(a, b) for a in sorted(met) if wanted(a, b) and jaccard(sets[a], one) >= least]
        for shingle in rare:
            by_first[shingle].append(b)
    return found


def clusters(found: Iterable[Near]) -> list[tuple[int, ...]]:
    """Places that hang together, each cluster in order, by its first member."""
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        while parent.setdefault(i, i) != i:
            i = parent[i]
        return i

    for one in found:
        a, b = sorted((root(one.first), root(one.second)))
        parent[b] = a
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in sorted(parent):
        groups[root(i)].append(i)
    return [tuple(groups[i]) for i in sorted(groups)]
