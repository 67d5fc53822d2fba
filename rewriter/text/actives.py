"""A passive with its doer said in the active: «Пересылка оплачивается клиентом» → «Пересылку оплачивает клиент».

What is spoken of comes first, what is new last: the doer where nothing follows, else what follows («Заказ курьер доставит завтра»).
"""

from __future__ import annotations

from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.passives import MYSELF, PEOPLE, Passive, active_verb, phrase_start
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import clause_ends, norm_at, opens
from rewriter.text.plain.subjects import agrees, last_said, subject_before

_AND = frozenset(("и", "или", "либо"))
# Verbs that say nothing without the deed: in the active they are as stiff.
_EMPTY = frozenset("осуществлять осуществить производить произвести совершать совершить".split())


class Active(NamedTuple):
    """What stands for [start, end) when the passive is turned round."""

    start: int
    end: int
    text: str


def in_active(document: Document, found: Passive) -> Active | None:
    """The clause's start turned round; None where it is not sure."""
    if found.doer.norm in PEOPLE and found.doer.index < found.verb.index:
        return _by_you(document, found)
    here, begin = found.verb.sentence, (found.copula or found.verb).index
    denied = norm_at(document, begin - 1, here) == "не"
    named = _named(document, found)
    if named is None or found.copula is not None and norm_at(document, begin - 1, here) in ("может", "могут", "должен", "должна", "должно", "должны"):
        return None
    who, agreement, last = named
    subject = subject_before(document, begin - denied)
    if subject is None or subject.parse.feats.get("Animacy") == "Anim" or not agrees(document, found.verb.index, subject) or not last_said(document, last):
        return None
    thing, verb = subject.in_case("Acc"), _conjugated(found, agreement)
    if thing is None or verb is None or _leans(document, subject, last):
        return None
    between = document.text[subject.end : document.tokens[begin - denied].start]
    said = f"{'не ' if denied else ''}{verb}"
    turned = f"{said} {who}" if _last_said(document, last) and found.doer.norm not in PEOPLE else f"{who} {said}"
    return Active(subject.start, document.tokens[last - 1].end, f"{thing}{between}{turned}")


def _by_you(document: Document, found: Passive) -> Active | None:
    """«Вами при регистрации был указан старый номер» → «Вы при регистрации указали старый номер»."""
    begin = (found.copula or found.verb).index
    who, number, person, gender = PEOPLE[found.doer.norm]
    thing = noun_phrase(document, found.verb.index + 1, "Nom")
    if thing is None or thing.parse.feats.get("Animacy") == "Anim" or not agrees(document, found.verb.index, thing) or _leans(document, thing, thing.last):
        return None
    said, verb = thing.in_case("Acc"), _conjugated(found, {"Number": number, "Person": person, "Gender": gender})
    if said is None or verb is None or not last_said(document, thing.last):
        return None
    between = document.text[found.doer.end : document.tokens[begin].start]
    who = who if not opens(document, found.doer.index) else who[:1].upper() + who[1:]
    return Active(found.doer.start, thing.end, f"{who}{between}{verb} {said}")


def _named(document: Document, found: Passive) -> tuple[str, dict[str, str], int] | None:
    """The doer right behind the verb: as a subject, what its verb agrees with, and one past its last token."""
    if found.doer.norm in MYSELF:
        return None
    if found.doer.norm in PEOPLE:
        who, number, person, gender = PEOPLE[found.doer.norm]
        return (who, {"Number": number, "Person": person, "Gender": gender}, found.doer.index + 1) if found.doer.index == found.verb.index + 1 else None
    first, here = phrase_start(document.tokens, found.doer.index), found.verb.sentence
    if first != found.verb.index + 1:
        return None
    agent = agent_at(document, first, here)
    if agent is not None:
        return (agent.name, agent.agreement, agent.last) if agent.name else None
    phrase = noun_phrase(document, first, "Ins")
    name = phrase.in_case("Nom") if phrase is not None else None
    if phrase is None or not name or norm_at(document, phrase.last, here) in _AND:
        return None
    return name, {"Person": "3", **phrase.agreement}, phrase.last


def _last_said(document: Document, last: int) -> bool:
    """Whether nothing follows the doer, or only its name: «(остановила) подрядная организация ООО «Подъём»»."""
    return clause_ends(document, last) or document.tokens[last].capital or document.tokens[last].text == "«"


def _leans(document: Document, subject: NounPhrase, last: int) -> bool:
    """Whether something joined to the doer or to the subject would be left without its case: «(делается) клиентом в приложении или оператором»."""
    here = subject.head.sentence
    if norm_at(document, last, here) in _AND or norm_at(document, subject.last, here) in _AND:
        return True
    if (norm_at(document, last, here) in ("с", "со")) and norm_at(document, last + 2, here) == "стороны":
        return True  # «пользователем с Вашей стороны» is one person
    if norm_at(document, last, here) == "," and norm_at(document, last + 1, here) in ("а", "но"):
        return True  # «отправителем, а не нами»
    end = last
    while not clause_ends(document, end):
        end += 1
    return any(document.tokens[i].norm in _AND and agent_at(document, i + 1, here) is not None for i in range(last, end))


def doing(document: Document, found: Passive, verb: str | None = None) -> tuple[str, str] | None:
    """The doer in the nominative and its verb in the active, («клиент», «оплачивает»); `verb`: another one to say instead."""
    if found.doer.norm in PEOPLE:
        who, number, person, gender = PEOPLE[found.doer.norm]
        agreement = {"Number": number, "Person": person, "Gender": gender}
    elif found.doer.norm in MYSELF:
        return None
    else:
        phrase = noun_phrase(document, phrase_start(document.tokens, found.doer.index), "Ins", tail=False)
        name = phrase.in_case("Nom") if phrase is not None else None
        if phrase is None or name is None:
            return None
        who, agreement = name, {"Person": "3", **phrase.agreement}
    form = _conjugated(found, agreement, verb)
    return (who, form) if form else None


def _conjugated(found: Passive, agreement: dict[str, str], verb: str | None = None) -> str | None:
    lemma = verb or (active_verb(found.verb.norm) if found.kind == "reflexive" else _lemma(found.verb))
    if lemma is None or verb is None and lemma in _EMPTY:
        return None
    number, person = agreement.get("Number", "Sing"), agreement.get("Person", "3")
    finite = {"VerbForm": "Fin", "Mood": "Ind", "Number": number}
    if found.kind == "reflexive":
        tense = found.verb.word.top.feats.get("Tense") if found.verb.word and found.verb.word.top else None
        return morph.inflect(lemma, "VERB", Tense="Pres", Person=person, **finite) if tense == "Pres" else None
    if found.copula is not None and found.copula.norm == "быть":
        return None  # «может быть переведён»
    if found.copula is not None and found.copula.norm in ("будет", "будут"):
        return morph.inflect(lemma, "VERB", Tense="Fut", Person=person, **finite)
    return morph.inflect(lemma, "VERB", Tense="Past", **finite, **({} if number == "Plur" else {"Gender": agreement.get("Gender", "Masc")}))


def _lemma(verb: Token) -> str | None:
    return next((p.lemma for p in (verb.word.parses if verb.word else ()) if p.pos == "VERB"), None)
