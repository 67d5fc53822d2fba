"""Purposes: «для получения отправления необходимо …» → «чтобы получить отправление, необходимо …», «в целях подтверждения личности» → «чтобы подтвердить личность»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of

WORDS = frozenset("для целях целью предмет".split())
# What says what must be done for it; whoever acts there may act for the purpose, too.
_DEMANDS = frozenset(
    "необходимо необходим необходима необходимы нужно нужен нужна нужны надо требуется требуются потребуется потребуются понадобится понадобятся достаточно следует надлежит можно вам вы рекомендуется советуем пожалуйста".split()
)
# What the company does and the client wants done: «чтобы вернуть деньги, нужно …».
_SHARED = frozenset("возврат замена восстановление устранение настройка перенос продление возмещение исправление разблокировка ремонт поиск снятие".split())
_HIS = frozenset(("его", "ее", "их"))
_WHOSE_OWN = frozenset("вам вы".split())


def purposes(document: Document) -> Iterator[Plainer]:
    """Every purpose with a verbal noun that has a sure repair."""
    for token in document.having(WORDS):
        found = _repaired(document, token)
        if found is not None:
            yield found


def _lead(document: Document, token: Token) -> tuple[int, int] | None:
    """Tokens [first, last) of the preposition: «для», «в целях», «с целью»."""
    here, index = token.sentence, token.index
    if token.norm == "для":
        return index, index + 1
    before = norm_at(document, index - 1, here)
    if (token.norm, before) in (("целях", "в"), ("целью", "с"), ("предмет", "на")):
        return index - 1, index + 1
    return None


def _repaired(document: Document, token: Token) -> Plainer | None:
    lead = _lead(document, token)
    if lead is None:
        return None
    first, index = lead
    here = token.sentence
    noun = deed_of(at(document, index, here), "Gen")
    if noun is None and norm_at(document, index, here) in _HIS:
        return _done_to_it(document, first, index)
    if noun is None or noun.doer:
        return None
    thing = noun_phrase(document, index + 1, "Gen")
    last = thing.last if thing is not None else index + 1
    base = noun.verb(perfective=True, with_object=thing is not None)
    if noun.noun == "предъявление" and thing is not None and thing.parse.lemma in ("претензия", "требование", "иск"):
        base = "предъявить"
    acted = f" {acc}" if thing is not None and (acc := thing.in_case("Acc")) else ""
    if thing is None and noun.alone is None:
        return None  # «чтобы вернуть, нужно …» asks at once: what?
    if base is None or (thing is not None and not acted) or joined(document, last):
        return None
    told = f"чтобы {base}{acted}"
    if clause_begins(document, first):
        return _opening(document, first, last, told, noun)
    # «для» in the middle belongs to a noun as often as not: «код для получения заказа».
    if token.norm != "для" and noun.client and clause_ends(document, last):
        before = document.tokens[first - 1]
        return plainer(document, before.index, last, f"{before.text}, {told}")
    return None


def _done_to_it(document: Document, first: int, index: int) -> Plainer | None:
    """«Для её устранения нужно …» → «чтобы её устранить, нужно …»."""
    noun = deed_of(at(document, index + 1, document.tokens[first].sentence), "Gen")
    base = noun.verb(perfective=True, with_object=True) if noun is not None and not noun.doer else None
    if noun is None or base is None or not clause_begins(document, first):
        return None
    return _opening(document, first, index + 2, f"чтобы {document.tokens[index].text} {base}", noun)


def _opening(document: Document, first: int, last: int, told: str, noun: VerbalNoun) -> Plainer | None:
    """At a clause's beginning a comma goes behind, before what must be done."""
    following = at(document, last, document.tokens[first].sentence)
    if following is None or following.word is None:
        return None
    demanded = following.norm in _DEMANDS and (noun.client or (noun.noun in _SHARED and following.norm not in _WHOSE_OWN))
    asked = noun.client and following.norm not in _DEMANDS and any(p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" for p in following.word.parses)
    if not (demanded or asked):
        return None
    before = document.tokens[first - 1] if first > document.sentences[document.tokens[first].sentence].first else None
    if before is not None and before.norm in ("и", "а", "но", "что"):
        return None  # the comma before «чтобы» depends on what is joined
    return plainer(document, first, last, told + ",")
