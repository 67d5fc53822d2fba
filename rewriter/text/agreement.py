"""Agreement in a sentence: «этот отправление» and «жалобу зарегистрирована» are what small models write."""

from __future__ import annotations

from itertools import pairwise

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse


def disagreement(document: Document) -> str | None:
    """The first words that do not agree: a modifier with the noun behind it, a predicate of one gender with no subject for it. None: all do."""
    for sentence in document.sentences:
        tokens = [t for t in document.of(sentence) if t.kind == "word"]
        for first, second in pairwise(tokens):
            if document.tokens[first.index + 1] is second and _modifies(first) and _is_noun(second) and not _fit(first, second):
                return f"{first.text} {second.text}"
        for token in tokens:
            if (gender := _gender_of_predicate(token)) and not any(_subject_of(t, gender) for t in tokens):
                return token.text
    return None


def _modifies(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and top.pos in ("ADJ", "DET") and "Case" in top.feats and all(p.pos in ("ADJ", "DET") for p in token.word.parses if p.prob > 0.1)  # type: ignore[union-attr]


def _is_noun(token: Token) -> bool:
    return token.word is not None and token.word.known and all(p.pos == "NOUN" and "Case" in p.feats for p in token.word.parses if p.prob > 0.05)


def _fit(modifier: Token, noun: Token) -> bool:
    assert modifier.word is not None
    assert noun.word is not None
    return any(_same(a, b) for a in modifier.word.parses for b in noun.word.parses)


def _same(a: Parse, b: Parse) -> bool:
    if a.feats.get("Case") != b.feats.get("Case") or a.feats.get("Number") != b.feats.get("Number"):
        return False
    return a.feats.get("Number") == "Plur" or "Gender" not in a.feats or a.feats.get("Gender") == b.feats.get("Gender")


def _gender_of_predicate(token: Token) -> tuple[str, str] | None:
    """Number and gender of a short participle or past verb, where they are sure; neuter may have no subject («получилось»)."""
    found = {
        (p.feats.get("Number", ""), p.feats.get("Gender", ""))
        for p in (token.word.parses if token.word else ())
        if p.prob > 0.05 and (p.feats.get("Variant") == "Short" or (p.feats.get("Tense") == "Past" and p.feats.get("VerbForm") == "Fin"))
    }
    others = any(p.prob > 0.05 and p.feats.get("Variant") != "Short" and p.feats.get("Tense") != "Past" for p in (token.word.parses if token.word else ()))
    if len(found) != 1 or others:
        return None
    number, gender = next(iter(found))
    return (number, gender) if number == "Sing" and gender in ("Masc", "Fem") else None


def _subject_of(token: Token, wanted: tuple[str, str]) -> bool:
    if token.word is None:
        return not token.text.isalpha()
    return any(
        p.feats.get("Case", "Nom") == "Nom"
        and p.pos in ("NOUN", "PROPN", "PRON", "DET", "NUM")
        and p.feats.get("Gender", wanted[1]) == wanted[1]
        and p.feats.get("Number", wanted[0]) == wanted[0]
        for p in token.word.parses
    )
