"""A noun in place of one of another gender, with what agrees with it: «по данному инциденту» → «по этой ситуации»."""

from __future__ import annotations

from rewriter.text.document import Document, Token
from rewriter.text.in_context import CASE_OF
from rewriter.text.morph import Parse, word
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_begins, plainer

_MOST_MODIFIERS = 3


def gender_of(noun: str) -> str | None:
    """The gender of a noun in its dictionary form; None for anything else."""
    return next((p.feats.get("Gender") for p in word(noun.replace("ё", "е")).parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom"), None)


def swapped(document: Document, token: Token, noun: str) -> Plainer | None:
    """The phrase that ends in `token` with `noun` for it; None where its case, or what agrees with it elsewhere, is not sure."""
    case = _case(document, token)
    base = next((p for p in word(noun.replace("ё", "е")).parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom"), None)
    agreeing = _agreeing(document, token) if case == "Nom" else ()
    if case is None or base is None or agreeing is None or _described(document, token):
        return None
    first = document.sentences[token.sentence].first
    found: NounPhrase | None = None
    for begin in range(max(first, token.index - _MOST_MODIFIERS), token.index + 1):
        candidate = noun_phrase(document, begin, case, tail=False)
        if candidate is not None and candidate.head is token:
            found = candidate
            break
    if found is None:
        return None
    number = found.parse.feats.get("Number", "Sing")
    form = base.inflect(Case=case, Number=number)
    if form is None:
        return None
    wanted = {**base.feats, "Case": case, "Number": number}
    words = [_agreed(t, wanted) for t in found.modifiers]
    said = " ".join((*[w for w in words if w], form))
    last = token
    for other in agreeing:
        told = _told(other, number, base.feats.get("Gender", "Masc"))
        if told is None:
            return None
        said += document.text[last.end : other.start] + told
        last = other
    return plainer(document, found.first, last.index + 1, said) if all(words) else None


def _told(token: Token, number: str, gender: str) -> str | None:
    """The past tense or short form in the gender of the noun."""
    shape = {"Number": number} | ({"Gender": gender} if number == "Sing" else {})
    top = token.word.top if token.word is not None else None
    return top.inflect(**shape) if top is not None else None


def _agreed(token: Token, wanted: dict[str, str]) -> str | None:
    shape = {"Case": wanted["Case"], "Number": wanted["Number"]}
    if shape["Number"] == "Sing":
        shape["Gender"] = wanted.get("Gender", "Masc")
    for parse in token.word.parses if token.word else ():
        if parse.pos in ("ADJ", "DET", "VERB") and "Case" in parse.feats:
            form = parse.inflect(**shape, Animacy="Inan") if shape["Case"] == "Acc" else None
            form = form or parse.inflect(**shape)
            return form[:1].upper() + form[1:] if form and token.capital else form
    return None


def _case(document: Document, token: Token) -> str | None:
    """The noun's case where it is sure: the form has one, or a preposition, a verb or the clause's beginning before it tells."""
    parses: list[Parse] = [p for p in (token.word.parses if token.word else ()) if p.pos == "NOUN" and "Case" in p.feats]
    cases = {p.feats["Case"] for p in parses}
    if len(cases) == 1:
        return next(iter(cases))
    index, first = token.index, document.sentences[token.sentence].first
    while index > first and (w := document.tokens[index - 1].word) is not None and w.top is not None and w.top.pos in ("ADJ", "DET"):
        index -= 1
        told = {p.feats.get("Case", "") for p in w.parses} & cases
        if len(told) == 1:
            return next(iter(told))
    before = document.tokens[index - 1].word if index > first else None
    leader = document.tokens[index - 1].norm if index > first else ""
    if "Gen" in cases and (leader == "нет" or CASE_OF.get(leader) == "Gen"):
        return "Gen"
    if cases <= {"Nom", "Acc"}:
        if before is not None and before.top is not None and (before.top.pos == "ADP" or (before.top.pos == "VERB" and _governs(before.top))):
            return "Acc"
        return "Nom" if clause_begins(document, index) or leader == "есть" or not _acted_before(document, index, first) else None
    return None


def _acted_before(document: Document, index: int, first: int) -> bool:
    """Whether a verb that may have the noun as its object stands before it in the sentence."""
    return any(t.word is not None and t.word.predicative for t in document.tokens[first:index])


def _governs(verb: Parse) -> bool:
    """A transitive verb whose doer cannot be the noun behind it: «изучили», «разобрать»."""
    feats = verb.feats
    settled = feats.get("VerbForm") == "Inf" or feats.get("Person") in ("1", "2") or (feats.get("Number") == "Plur" and feats.get("VerbForm") == "Fin")
    return "tran" in verb.analysis.labels and feats.get("Voice") == "Act" and settled


def _agreeing(document: Document, token: Token) -> tuple[Token, ...] | None:
    """The past tense or short forms behind, up to the end of the clause, that have the noun's gender; None where something else refers to it."""
    found: list[Token] = []
    for following in document.tokens[token.index + 1 : document.sentences[token.sentence].last]:
        if following.is_("который", "он", "она", "оно"):
            return None
        if not _gendered(following):
            continue
        if any(t.kind == "punct" and t.text in ",;:—–(" for t in document.tokens[token.index + 1 : following.index]):
            return None
        found.append(following)
    return tuple(found)


def _described(document: Document, token: Token) -> bool:
    """«Задолженность (312 рублей), подлежащая погашению», «задолженность, которую …»: what describes it has its gender."""
    for following in document.tokens[token.index + 1 : document.sentences[token.sentence].last]:
        before = document.tokens[following.index - 1]
        if before.text == ",":
            top = following.word.top if following.word is not None else None
            full = top is not None and top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"
            return full or following.is_("который")
    return False


def _gendered(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and (
        (top.pos in ("VERB", "AUX") and top.feats.get("Tense") == "Past" and top.feats.get("VerbForm") == "Fin") or top.feats.get("Variant") == "Short"
    )
