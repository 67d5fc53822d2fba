"""Who can do it: «получить супругом возможно» → «супруг может получить»."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, plainer


def person_before(document: Document, index: int) -> NounPhrase | None:
    """The doer that ends before the token: «(получить) супругом (возможно)»; None where there is none."""
    for begin in range(max(document.sentences[document.tokens[index].sentence].first + 1, index - 3), index):
        found = noun_phrase(document, begin, "Ins")
        led = "prep" in document.tokens[begin - 1].tags
        if found is not None and found.last == index and found.parse.feats.get("Animacy") == "Anim" and not led:
            return found
    return None


def can_be_done_by(document: Document, person: NounPhrase, index: int) -> Plainer | None:
    """«Получить супругом возможно» → «супруг может получить»; behind a verbal noun nothing yet: first its verb must stand there."""
    verb, name = document.tokens[person.first - 1], person.in_case("Nom")
    if "inf" not in verb.tags or not name:
        return None
    able = "могут" if person.agreement.get("Number") == "Plur" else "может"
    return plainer(document, verb.index, index + 1, f"{name} {able} {verb.text.lower()}")
