"""plain-words: officialese gives way to plain words, in the right form (002 rule 9, 000)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches, repair
from rewriter.text import conditions, copulas, determiners, joints, notices, obligations, plain_verbs, possibilities, purposes, small_words, split_actives, split_predicates
from rewriter.text.document import Document, Token
from rewriter.text.noun_swap import gender_of, swapped
from rewriter.text.plainer import Plainer, quoted
from rewriter.text.reading import Reading

# Constructions that no list of words can repair, each with the words one of which must be there.
_CONSTRUCTIONS: tuple[tuple[frozenset[str], Callable[[Document], Iterator[Plainer]]], ...] = (
    (split_predicates.LIGHT, split_predicates.split_passives),
    (split_actives.LIGHT | split_actives.BEING, split_actives.split_actives),
    (purposes.WORDS, purposes.purposes),
    (conditions.WORDS, conditions.conditions),
    (joints.WORDS, joints.joints),
    (obligations.WORDS, obligations.obligations),
    (possibilities.WORDS, possibilities.possibilities),
    (copulas.WORDS, copulas.copulas),
    (notices.WORDS, notices.notices),
    (plain_verbs.WORDS, plain_verbs.plain_verbs),
    (small_words.WORDS, small_words.small_words),
    (determiners.WORDS, determiners.determiners),
)


def _other_gender(reply: Document, token: Token, noun: str) -> tuple[Plainer, ...] | None:
    """Where the plain noun has another gender: the phrase with it, or nothing where that is not sure. None: no such matter."""
    mine = gender_of(token.word.lemma) if token.word is not None else None
    theirs = gender_of(noun)
    if mine is None or theirs is None or mine == theirs:
        return None
    found = swapped(reply, token, noun)
    return (found,) if found is not None else ()


@rule("plain-words", number=14, title="Простые слова вместо канцелярита", source="000, 002", severity="warning", hard=False)
def plain_words(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Канцелярит длиннее и холоднее обычного слова и не точнее его."""
    words = reply.by_lemma.keys()
    repaired = [found for triggers, find in _CONSTRUCTIONS if not triggers.isdisjoint(words) for found in find(reply) if not quoted(reply, found.start, found.end)]
    taken: list[Plainer] = []
    for found in sorted(repaired):
        if not taken or found.start >= taken[-1].end:
            taken.append(found)
            text = reply.text[found.start : found.end]
            yield Found(found.start, found.end, f"Канцелярит: «{text}». Лучше: «{found.text}».", found.text)
    for entry, match in matches(case.pack, "plain-words", reply):
        if any(found.start < match.end and match.start < found.end for found in taken) or quoted(reply, match.start, match.end):
            continue
        text = reply.text[match.start : match.end]
        if entry.safe and entry.replace and len(match.tokens) == 1 and (swap := _other_gender(reply, match.tokens[0], entry.replace)) is not None:
            if swap:
                yield Found(swap[0].start, swap[0].end, f"Канцелярит: «{text}». Лучше: «{swap[0].text}».", swap[0].text)
                continue
            fix = None
        else:
            fix = repair(reply, entry, match.tokens) if entry.safe else None
        better = fix or entry.replace or entry.suggest
        yield Found(
            match.start, match.end, f"Канцелярит: «{text}»." + (f" Лучше: «{better}»." if entry.replace or fix else f" Лучше: {better}." if better else ""), fix
        )
