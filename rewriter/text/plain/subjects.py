"""The subject of a clause's predicate, sure enough to be put in another case: «Скидка 20 % (предоставляется)», «При продлении доступ (открывается)»."""

from __future__ import annotations

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import at, norm_at
from rewriter.text.plain.split_reading import adverbial, carried_on

_BREAKS = frozenset("и а но что однако если то поэтому".split())
# What is no part of the subject, and stands before it: «Позднее изменение …», «Обычно документы …».
_LEADS = frozenset("позднее позже затем обычно также дополнительно".split())
_BESIDE = frozenset((("при", "этом"), ("кроме", "того")))
_REACH = 12
_HIM = {"Masc": "его", "Fem": "её", "Neut": "его"}
PRONOUNS = {"он": "его", "она": "её", "оно": "его", "они": "их"}


def subject_before(document: Document, end: int) -> NounPhrase | None:
    """The phrase in the nominative that begins its clause before token `end`, with nothing but an adverbial between."""
    first = document.sentences[document.tokens[end].sentence].first
    for begin in range(max(first, end - _REACH), end):
        if begin > first and not _may_begin(document, begin, first):
            continue
        found = noun_phrase(document, begin, "Nom")
        if found is not None and found.last <= end and _between(document, found.last, end):
            return found
    return None


def _between(document: Document, begin: int, end: int) -> bool:
    """Nothing but adverbials: «физически», «при этом», «по карте»."""
    while begin < end and _adverb(document, begin):
        begin += 1
    return adverbial(document.tokens[begin:end])


def _adverb(document: Document, index: int) -> bool:
    word = document.tokens[index].word
    return word is not None and word.top is not None and word.top.pos == "ADV"


def _may_begin(document: Document, begin: int, first: int) -> bool:
    before = document.tokens[begin - 1]
    if begin - 1 > first and (document.tokens[begin - 2].norm, before.norm) in _BESIDE:
        return True
    # «Технически сложные товары …»
    if _adverb(document, begin - 1) and (begin - 1 == first or document.tokens[begin - 2].kind == "punct"):
        return True
    return (before.kind == "punct" and before.text in ",:;—–(") or before.norm in _BREAKS or before.norm in _LEADS or circumstance(document, begin, first)


def circumstance(document: Document, begin: int, first: int) -> bool:
    """Whether all that stands before the token in its clause is a phrase with a preposition: «При отрицательном решении (выплата …)»."""
    opened = next((i + 1 for i in range(begin - 1, first - 1, -1) if document.tokens[i].text in ",;:—"), first)
    words = document.tokens[opened:begin]
    tops = [t.word.top for t in words if t.word is not None and t.word.top is not None]
    return (
        bool(tops) and tops[0].pos == "ADP" and tops[-1].pos not in ("ADP", "ADJ") and all(p.pos in ("ADP", "NOUN", "ADJ", "DET", "PROPN", "NUM") for p in tops)
    )


def agrees(document: Document, verb: int, subject: NounPhrase) -> bool:
    """Whether the verb or short participle at the token has the subject's number, and gender where it tells one."""
    word = document.tokens[verb].word
    wanted = subject.agreement
    return word is not None and any(
        p.pos in ("VERB", "AUX", "ADJ")
        and p.feats.get("Number") == wanted["Number"]
        and (wanted["Number"] == "Plur" or p.feats.get("Gender", wanted.get("Gender")) == wanted.get("Gender"))
        for p in word.parses
    )


def pronoun_before(document: Document, index: int) -> str | None:
    """«он», «они» at the token as an object: «его», «их»."""
    token = at(document, index, document.tokens[index + 1].sentence) if index >= 0 else None
    return PRONOUNS.get(token.norm) if token is not None else None


def same_subject(document: Document, index: int) -> str | None:
    """«(документы не удалены) и (подлежат …)»: the pronoun for the subject of the predicate before the «и» at token `index`, as an object."""
    here = document.tokens[index].sentence
    if norm_at(document, index, here) != "и":
        return None
    first = document.sentences[here].first
    for verb in range(index - 1, first, -1):
        token = document.tokens[verb]
        if token.kind == "punct" and token.text in ",;:—–(":
            return None
        word = token.word
        top = word.top if word is not None else None
        if top is None or not (top.pos in ("VERB", "AUX") and top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short"):
            continue
        begin = verb - 1 if norm_at(document, verb - 1, here) == "не" else verb
        subject = subject_before(document, begin)
        if subject is None:
            continue
        plural = subject.agreement["Number"] == "Plur"
        return ("их" if plural else _HIM[subject.agreement["Gender"]]) if agrees(document, verb, subject) else None
    return None


def last_said(document: Document, last: int) -> bool:
    """Whether nothing more is said of the subject behind token `last`: it may become an object."""
    here = document.tokens[last - 1].sentence
    end = document.sentences[here].last
    while last < end and _how(document.tokens[last]):
        last += 1
    if norm_at(document, last, here) in ("и", "или", "либо") or carried_on(document, last):
        return False
    for token in document.tokens[last:end]:
        if token.kind == "punct" and token.text in ",;—–:(":
            break
        top = token.word.top if token.word is not None else None
        if top is not None and (top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short" and not _how(token)):
            return False
    return True


def _how(token: Token) -> bool:
    """«удалённо», «платно»: how, and no predicate."""
    top = token.word.top if token.word is not None else None
    return top is not None and top.feats.get("Variant") == "Short" and token.norm.endswith("о")
