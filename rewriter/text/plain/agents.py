"""Who does a deed, in the instrumental: «(осуществляется) продавцом», «специалистом (проведена) проверка», «нами»."""

from __future__ import annotations

from typing import NamedTuple

from rewriter.text.document import Document
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import at, norm_at

COMPANIES = frozenset(
    "маркетплейс площадка центр мастерская подрядчик перевозчик комиссия управление салон провайдер застройщик служба отдел банк магазин склад компания почта система администрация руководство дирекция бухгалтерия поддержка партнер отделение линия команда техподдержка бригада организация оператор модератор".split()
)
_OTHER = frozenset("третий другой иной".split())
_ENTITLED = frozenset("правами ролью доступом полномочиями".split())
_MOST_WORDS = 4


class Agent(NamedTuple):
    """Tokens [first, last), the name in the nominative and the features of a verb whose subject it becomes."""

    name: str
    agreement: dict[str, str]
    first: int
    last: int


def agent_at(document: Document, index: int, sentence: int) -> Agent | None:
    """A named doer in the instrumental that begins at the token."""
    token = at(document, index, sentence)
    if token is None:
        return None
    # Who writes is a man or a woman, «мы» is neither.
    if token.norm in ("нами", "мною", "мной"):
        return Agent("мы", {"Person": "1", "Number": "Plur"}, index, index + 1)
    found = noun_phrase(document, index, "Ins")
    if found is None or not (found.parse.feats.get("Animacy") == "Anim" or found.parse.lemma in COMPANIES or _person(found, index)):
        return None
    another = found.parse.lemma == "лицо" and len(found.modifiers) == 1 and found.modifiers[0].lemmas & _OTHER and found.parse.feats.get("Number") == "Sing"
    name = "другой человек" if another else found.in_case("Nom")
    agreement = {"Number": "Sing", "Gender": "Masc"} if another else found.agreement
    if not name or norm_at(document, found.last, sentence) in ("и", "или", "либо"):
        return None
    last = found.last
    if norm_at(document, last, sentence) in ("с", "со") and norm_at(document, last + 1, sentence) in _ENTITLED:
        # «пользователем с правами владельца» is one person
        rights = noun_phrase(document, last + 1, "Ins")
        if rights is not None:
            name, last = f"{name} {document.text[document.tokens[last].start : rights.end]}", rights.last
    return Agent(name, {"Person": "3", **agreement}, index, last)


def agent_before(document: Document, last: int, sentence: int) -> Agent | None:
    """A doer that ends before token `last`; with an empty name where it is one (letters that have no case), but cannot be a subject."""
    before = at(document, last - 1, sentence)
    if before is None:
        return None
    if before.kind == "word" and before.text.isupper() and len(before.text) > 1 and not before.text.isascii():
        return Agent("", {}, last - 1, last)
    for first in range(max(document.sentences[sentence].first, last - _MOST_WORDS), last):
        found = agent_at(document, first, sentence)
        if found is not None and found.last == last:
            lead = at(document, first - 1, sentence)
            # «Между клиентом и курьером проведена беседа»
            joined = lead is not None and (
                lead.norm in ("и", "или", "либо") or lead.word is not None and lead.word.top is not None and lead.word.top.pos == "ADP"
            )
            return Agent("", {}, first, last) if joined else found
    return None


def _person(named: NounPhrase, index: int) -> bool:
    """«доверенным лицом», «любым совершеннолетним лицом»: not «в лицо»."""
    return named.parse.lemma == "лицо" and named.last - index > 1
