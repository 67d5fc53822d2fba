"""What is held and has no verb of its own: «поверка производится специалистом» → «поверку проводит специалист», «лечение осуществляется» → «лечение проводится»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_begins, norm_at, plainer
from rewriter.text.plain.split_reading import LIGHT, LightVerb, adverbial, verb_at
from rewriter.text.plain.verbal_nouns import conjugated

HELD = frozenset(
    "поверка экспертиза обследование аудит инвентаризация инструктаж лечение обучение техобслуживание вебинар занятие экскурсия тренировка вакцинация анкетирование калибровка опрессовка".split()
)
_BY_ITSELF = frozenset("автоматически каждый каждые каждую мгновенно моментально".split())
_REACH = 8
_AGREEING = ("Number", "Gender")


def held(document: Document) -> Iterator[Plainer]:
    """Every deed of these with a light verb that has a sure repair."""
    for token in document.having(LIGHT):
        verb = verb_at(document, token)
        found = _repaired(document, verb) if verb is not None else None
        if found is not None:
            yield found


def _subject(document: Document, verb: LightVerb) -> NounPhrase | None:
    """«Лечение под седацией (осуществляется)»: the deed that opens the clause, with nothing but circumstances between it and the verb."""
    first = document.sentences[verb.token.sentence].first
    for index in range(max(first, verb.first - _REACH), verb.first):
        found = noun_phrase(document, index, "Nom") if clause_begins(document, index) else None
        if found is not None and found.parse.lemma in HELD and found.last <= verb.first and adverbial(document.tokens[found.last : verb.first]):
            return found
    return None


def _repaired(document: Document, verb: LightVerb) -> Plainer | None:
    if verb.negated:
        return None
    thing = _subject(document, verb)
    if thing is None:
        return _going_on(document, verb)
    agent = agent_at(document, verb.last, verb.token.sentence) if thing.last == verb.first else None
    if agent is not None:
        told, acted = _active(verb, agent.agreement), thing.in_case("Acc")
        return plainer(document, thing.first, agent.last, f"{acted} {told} {agent.name}") if told and acted else None
    told = _passive(verb.token)
    return plainer(document, verb.token.index, verb.token.index + 1, told) if told and told != verb.token.text else None


def _going_on(document: Document, verb: LightVerb) -> Plainer | None:
    """«Перерасчёт осуществляется автоматически» → «перерасчёт происходит автоматически», where the noun has no other repair."""
    token = verb.token
    if (
        verb.tense != "Pres"
        or not token.norm.endswith("тся")
        or clause_begins(document, verb.first)
        or norm_at(document, verb.last, token.sentence) not in _BY_ITSELF
    ):
        return None
    return plainer(document, token.index, token.index + 1, "происходят" if token.norm.endswith(("ются", "ятся")) else "происходит")


def _active(verb: LightVerb, agreement: dict[str, str]) -> str | None:
    """«проводит», «провела», «проведут», in the light verb's tense."""
    finite = {"VerbForm": "Fin", "Mood": "Ind"}
    if verb.tense == "Done":
        return conjugated("провести", **finite, Tense="Past", **{k: v for k, v in agreement.items() if k in _AGREEING})
    if verb.tense not in ("Pres", "WillBe"):
        return None
    base, tense = ("проводить", "Pres") if verb.tense == "Pres" else ("провести", "Fut")
    return conjugated(base, **finite, Tense=tense, Person=agreement["Person"], Number=agreement["Number"])


def _passive(token: Token) -> str | None:
    """«проводится», «проведена» for another light verb in the same form."""
    parse = next((p for p in (token.word.parses if token.word else ()) if p.lemma in LIGHT), None)
    if parse is None or parse.lemma.startswith("провод") or parse.lemma == "провести":
        return None
    if parse.feats.get("Variant") == "Short":
        shape = {k: v for k, v in parse.feats.items() if k in _AGREEING}
        return conjugated("провести", VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", **shape)
    if parse.feats.get("Tense") == "Pres":
        return "проводятся" if parse.feats.get("Number") == "Plur" else "проводится"
    return None
