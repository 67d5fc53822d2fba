"""What a deed was done to: the object of a verb with the words that agree with it, ready to become a subject."""

from __future__ import annotations

from typing import NamedTuple

from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.people import STAFF


class Object(NamedTuple):
    """Indices are those of the clause: `head` the noun, `modifiers` before it, `group` the whole with a name in quotes behind; `forms`: the nominatives."""

    head: int
    modifiers: tuple[int, ...]
    group: tuple[int, ...]
    number: str
    gender: str
    forms: dict[int, str]

    @property
    def agreement(self) -> dict[str, str]:
        """What a predicate has to agree in."""
        return {"Number": self.number} if self.number == "Plur" else {"Number": self.number, "Gender": self.gender}


def object_of(document: Document, part: tuple[Token, ...], among: list[int], *, negated: bool, fronted: bool = False) -> Object | None:
    """The first object among these words of the clause. `negated`: its verb is; `fronted`: it stands before the verb, where it may look like a subject."""
    cases = ("Acc", *(("Gen",) if negated else ()), *(("Nom",) if fronted else ()))
    for i in among:
        token = part[i]
        before = part[i - 1] if i else None
        if before is not None and _tagged(before, "verb") and (token.kind == "code" or token.kind == "number" and len(token.text) > 2):
            return Object(i, (), (i,), "Sing", "Neut", {})
        if token.word is None or before is not None and _tagged(before, "prep"):
            continue
        parse = parse_in_context(document, token)
        if parse is not None and token.norm in ("его", "ее", "их") and (parse.pos == "PRON" or i + 1 < len(part) and _tagged(part[i + 1], "past")):
            return _pronoun(document, token, i)
        if token.text.isascii() and not token.word.known and before is not None:
            modifiers = _modifiers(document, part, i, "Acc")
            return Object(i, modifiers, (*modifiers, i), "Sing", "Masc", {})
        if parse is None or parse.feats.get("Case") not in cases:
            continue
        if parse.pos == "NUM" or parse.feats.get("Animacy") == "Anim":
            return None
        if parse.pos != "NOUN" or parse.feats["Case"] == "Nom" and not any(p.feats.get("Case") == "Acc" for p in token.word.parses):
            continue
        modifiers = _modifiers(document, part, i, parse.feats["Case"])
        ahead = part[i - len(modifiers) - 1] if i > len(modifiers) else None
        if ahead is not None and (_tagged(ahead, "prep") or _tagged(ahead, "num") or ahead.kind == "number"):
            continue
        return _named(document, part, i, modifiers, parse.feats.get("Number", "Sing"), parse.feats.get("Gender", "Masc"))
    return None


def modifies(document: Document, token: Token, case: str) -> bool:
    """Whether the token is an adjective or participle in that case."""
    if token.word is None or not token.word.tags & {"adj", "participle"}:
        return False
    parse = parse_in_context(document, token)
    return parse is not None and parse.feats.get("Case") == case and (parse.pos in ("ADJ", "DET") or parse.feats.get("VerbForm") == "Part")


def _named(document: Document, part: tuple[Token, ...], head: int, modifiers: tuple[int, ...], number: str, gender: str) -> Object | None:
    forms: dict[int, str] = {}
    for k in (*modifiers, head):
        form = _nominative(document, part[k], number, gender, noun=k == head)
        if form is None:
            return None
        forms[k] = form
    end = head + 1
    if end < len(part) and part[end].text == "«":
        end = next((k + 1 for k in range(end, min(end + 8, len(part))) if part[k].text == "»"), end)
    return Object(head, modifiers, (*modifiers, *range(head, end)), number, gender, forms)


def _tagged(token: Token, tag: str) -> bool:
    return token.word is not None and tag in token.word.tags


def _modifiers(document: Document, part: tuple[Token, ...], at: int, case: str) -> tuple[int, ...]:
    first = at
    while first > 0 and modifies(document, part[first - 1], case):
        first -= 1
    return tuple(range(first, at))


def _pronoun(document: Document, token: Token, at: int) -> Object | None:
    if token.norm == "их":
        return Object(at, (), (at,), "Plur", "Masc", {at: "они"})
    if token.norm == "ее":
        return Object(at, (), (at,), "Sing", "Fem", {at: "она"})
    gender = _antecedent(document, token)
    return Object(at, (), (at,), "Sing", gender, {at: "он" if gender == "Masc" else "оно"}) if gender else None


def _antecedent(document: Document, token: Token) -> str | None:
    """Gender of the nearest singular noun before the pronoun that «его» can stand for."""
    for before in reversed(document.tokens[max(0, token.index - 30) : token.index]):
        if not _tagged(before, "noun") or before.lemmas & STAFF:
            continue
        parse = parse_in_context(document, before)
        if parse is not None and parse.pos == "NOUN" and parse.feats.get("Number") == "Sing" and parse.feats.get("Case") in ("Nom", "Acc"):
            gender = parse.feats.get("Gender")
            if gender in ("Masc", "Neut"):
                return gender
    return None


def _nominative(document: Document, token: Token, number: str, gender: str, *, noun: bool) -> str | None:
    parse = parse_in_context(document, token)
    if parse is None:
        return None
    wanted = {} if noun else {"Number": number} if number == "Plur" else {"Number": number, "Gender": gender}
    form = parse.inflect(Case="Nom", **wanted)
    if form is None:
        return None
    if form.lower().replace("ё", "е") == token.norm:
        return token.text
    return form[0].upper() + form[1:] if token.capital else form
