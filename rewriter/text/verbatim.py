"""A sentence that says what the draft says in the draft's own words, but for what rules have cut or put plainly."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from rewriter.text.document import Document, Sentence

# Words that turn a meaning: they must stand in both, in the same order.
_TURNS = frozenset("не ни нет без нельзя можно нужно если до после только кроме мы вы".split())
# Limits turn it, too, in whichever of two words.
_LIMITS = {"позднее": "позднее", "позже": "позднее", "раньше": "раньше", "ранее": "раньше", "минимум": "минимум", "максимум": "максимум"}
_LEAST = 4


def _turning(word: str) -> bool:
    """Whether a word that stands in one of the two only may turn the meaning: a negation, a duty or a right."""
    return word.startswith(("не", "без", "запре", "отказ", "отмен", "обяз", "долж", "вправ", "разреш", "допуск", "возмож", "доступ", "можн", "нужн", "треб"))


def _turns(words: list[str]) -> list[str]:
    return [_LIMITS.get(w, w) for w in words if w in _TURNS or w in _LIMITS]


@lru_cache(maxsize=256)  # each finding is compared with the whole draft
def _said(document: Document, sentence: Sentence) -> list[str]:
    return [t.norm for t in document.of(sentence) if t.kind != "punct"]


def verbatim(reply: Document, start: int, draft: Document) -> bool:
    """Whether the reply's sentence at `start` stands in the draft: its words in order, at most a seventh of them new, the turning words all there."""
    sentence = reply.sentence_at(start)
    if sentence is None:
        return False
    words = _said(reply, sentence)
    turns, least = _turns(words), max(_LEAST, 0.85 * len(words))
    for other in draft.sentences:
        # No more words can be common than the shorter of the two has: most sentences are told at once.
        if other.last - other.first < least:
            continue
        said = _said(draft, other)
        if len(words) < 0.5 * len(said) or turns != _turns(said):
            continue
        shared = sum((Counter(words) & Counter(said)).values())
        if shared < least or shared < 0.5 * len(said):
            continue
        mine, theirs = set(words), set(said)
        if any(_turning(w) for w in (mine - theirs) | (theirs - mine)):
            continue
        if [w for w in words if w in theirs] == [w for w in said if w in mine]:
            return True
    return False
