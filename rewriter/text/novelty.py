"""Statements made of words that nobody said: «Упаковка была вскрыта» where neither the draft nor the client speaks of a wrapping or of opening."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rewriter.text.concepts import keys_of
from rewriter.text.courtesy import is_courtesy
from rewriter.text.denials import denies, softened
from rewriter.text.document import Document, Token
from rewriter.text.facts import facts_in
from rewriter.text.reading import Reading
from rewriter.text.segments import Segment, is_predicate, segments_in
from rewriter.text.sources import Sources, content_words, of_one, of_texts, of_wording

_SAYING = frozenset(("NOUN", "PROPN", "VERB", "ADJ"))


# Verbs that put off what is said to the next word.
_EMPTY = ("быть", "стать", "сделать", "попробовать", "попытаться", "постараться", "помочь", "смочь", "рассказать", "подсказать", "идти")


def novel(reply: Document, segments: Sequence[Segment], case: Reading) -> Segment | None:
    """The first statement of a sentence that has a subject of its own, at least two new words, and hardly an old one.

    A word of one of the pack's phrases is no source for another sentence: that «Как хорошо, что всё заработало!» stands in a pack
    lets no reply say that something works. What is nearly one of these phrases, though, is that phrase; and a value of the draft
    («через сутки») ties a statement to it whatever its words are.
    """
    known: Sources | None = None
    for segment in segments:
        if segment.kind not in ("main", "reason") or is_courtesy(segment) or _anchored(reply, segment, case):
            continue
        words = [t for t in content_words(segment.tokens) if _says(t)]
        if len(words) < 2 or not any(map(is_predicate, segment.tokens)):
            continue
        known = known or _known(case)
        new = [t for t in words if not known.bears(t)]
        if len(new) < 2 or 3 * len(new) < 2 * len(words) or not any(map(_named, new)):
            continue
        if any(t.norm == "не" for t in segment.tokens) and softened(segment.tokens):
            continue  # «ещё не поступил» tells only that it is to come
        if denies(segment.tokens) and any(denies(s.tokens) and _keys(words) & _keys(s.tokens) for s in segments_in(case.draft)):
            continue  # a denial of the draft in other words
        if not any(_is_of(words, phrase) for phrase in _phrases(case.pack.said)):
            return segment
    return None


def _anchored(reply: Document, segment: Segment, case: Reading) -> bool:
    return any(t.kind in ("number", "code") or _counts(t) for t in segment.tokens) or any(
        segment.start <= f.start < segment.end and f.kind not in ("name", "place") and case.sourced(f) for f in facts_in(reply)
    )


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(k for t in tokens for k in keys_of(t))


def _counts(token: Token) -> bool:
    return token.word is not None and token.word.top is not None and token.word.top.pos == "NUM"


def _known(case: Reading) -> Sources:
    one, other = of_texts(case), of_wording(case)
    return Sources(one.keys | other.keys, one.roots | other.roots)


def _says(token: Token) -> bool:
    """A noun, an adjective, a verb of its own: «точно», «совсем» and «быть» say nothing that needs a source."""
    return token.word is not None and token.word.top is not None and token.word.top.pos in _SAYING and not token.is_(*_EMPTY)


def _named(token: Token) -> bool:
    """A thing that the statement is about."""
    word = token.word
    return word is not None and word.top is not None and word.top.pos == "NOUN"


@lru_cache(maxsize=32)
def _phrases(texts: tuple[str, ...]) -> tuple[Sources, ...]:
    return tuple(of_one(t) for t in texts)


def _is_of(words: list[Token], phrase: Sources) -> bool:
    return 3 * sum(1 for t in words if phrase.holds(t)) >= 2 * len(words)
