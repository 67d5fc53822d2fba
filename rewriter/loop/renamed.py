"""«Промокод START15 действует до 20.12. Он лежит в профиле»: with the noun in the pronoun's place the second sentence may stand first.

A sentence that opens with a pronoun leans on the one before it, so that the two move only together. Where the client asked the other way round, they change noun and pronoun.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rewriter.text.document import Document, Token, read
from rewriter.text.edits import apply
from rewriter.text.plain.noun_phrases import noun_phrase

_PRONOUNS = {("Sing", "Masc"): "он", ("Sing", "Fem"): "она", ("Sing", "Neut"): "оно", ("Plur", ""): "они"}
_NUMBERS = frozenset(("code", "number"))


class Renamed(NamedTuple):
    """`document` with the noun instead of each pronoun that opens a sentence; `names`: by sentence the noun as it opens one, and its pronoun."""

    document: Document
    names: dict[int, tuple[str, str]]


def renamed(document: Document) -> Renamed | None:
    """The document so changed, or None where nothing in it opens with the pronoun of the sentence before."""
    names: dict[int, tuple[str, str]] = {}
    edits = []
    for before, sentence in zip(document.sentences, document.sentences[1:], strict=False):
        named = _name(document, before.first)
        pronoun = document.tokens[sentence.first]
        if named is not None and pronoun.norm == named[1]:
            names[sentence.index] = named
            edits.append((pronoun.start, pronoun.end, named[0]))
    if not edits:
        return None
    changed = read(apply(document.text, edits))
    return Renamed(changed, names) if len(changed.sentences) == len(document.sentences) else None


def _name(document: Document, first: int) -> tuple[str, str] | None:
    """What the sentence that begins at the token speaks of, with the pronoun that stands for it."""
    phrase = noun_phrase(document, first, "Nom")
    if phrase is None:
        return None
    agreement = phrase.agreement
    pronoun = _PRONOUNS.get((agreement["Number"], agreement.get("Gender", "")))
    last = phrase.last
    while last < len(document.tokens) and document.tokens[last].kind in _NUMBERS:
        last += 1
    return (document.text[phrase.start : document.tokens[last - 1].end], pronoun) if pronoun is not None and _speaks(document.tokens[last : last + 1]) else None


def _speaks(tokens: Sequence[Token]) -> bool:
    """Whether a predicate follows, so that what stands before it is the whole subject."""
    word = tokens[0].word if tokens else None
    return word is not None and word.top is not None and (word.top.pos in ("VERB", "AUX") or word.top.feats.get("Variant") == "Short")


def with_pronouns(texts: Sequence[str], origins: Sequence[int], names: dict[int, tuple[str, str]]) -> list[str]:
    """The sentences in their new order (`origins`: their old places), the noun once and the pronoun behind it."""
    said = list(texts)
    for index, (name, pronoun) in names.items():
        here, there = origins.index(index), origins.index(index - 1)
        later = max(here, there)
        if abs(here - there) == 1 and said[later].startswith(name):
            said[later] = pronoun.capitalize() + said[later][len(name) :]
    return said
