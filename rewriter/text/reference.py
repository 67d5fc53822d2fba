"""Whom «он» can stand for: a pronoun may not outlive the noun that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from rewriter.text.document import Token

_MALE = frozenset("он его ему им него нему ним нем оно".split())
_FEMALE = frozenset("она ее ей нее ней".split())
_MANY = frozenset("они их им них ним ими ними".split())
PRONOUNS = _MALE | _FEMALE | _MANY


def refers(pronoun: str, tokens: Iterable[Token]) -> bool:
    """Whether the pronoun can stand for a noun among the tokens."""
    if pronoun not in PRONOUNS:
        return False
    return any(
        p.pos == "NOUN"
        and p.prob > 0.1
        and (
            p.feats.get("Number") == "Plur"
            and pronoun in _MANY
            or p.feats.get("Number") == "Sing"
            and (pronoun in _MALE and p.feats.get("Gender") in ("Masc", "Neut") or pronoun in _FEMALE and p.feats.get("Gender") == "Fem")
        )
        for t in tokens
        if t.word is not None
        for p in t.word.parses
    )
