"""What is «initiated»: «инициировать возврат» → «оформить возврат», «инициировать приостановление услуг» → «приостановить услуги», «розыск инициируется отправителем» → «розыск начинает отправитель»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.subjects import agrees, last_said, subject_before
from rewriter.text.plain.verbal_nouns import conjugated, deed_of

WORDS = frozenset(("инициировать", "инициироваться"))
# What one does himself with a button or a paper, from beginning to end.
_DONE_AT_ONCE = frozenset("приостановление приостановка отключение подключение отмена заморозка смена перенос продление расторжение удаление сброс".split())
# What is filed, and done by others.
_FILED = frozenset("возврат обмен замена доставка".split())
_CAN = frozenset("может можете можно могут вправе нужно чтобы нельзя сможете".split())
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")


def initiated(document: Document) -> Iterator[Plainer]:
    """Every «initiated» deed that has a sure repair."""
    for token in document.having(WORDS):
        parse = next((p for p in token.word.parses if p.lemma in WORDS), None) if token.word is not None else None
        if parse is None:
            continue
        if token.norm in ("инициируется", "инициируются"):
            found = _by_whom(document, token)
        elif parse.feats.get("Variant") == "Short":
            found = _filed(document, token, parse)
        else:
            found = _deed(document, token, parse)
        if found is not None:
            yield found


def _by_whom(document: Document, token: Token) -> Plainer | None:
    """«Розыск инициируется отправителем»."""
    here, index = token.sentence, token.index
    subject, agent = subject_before(document, index), agent_at(document, index + 1, here)
    if (
        subject is None
        or agent is None
        or not agrees(document, index, subject)
        or norm_at(document, index - 1, here) == "не"
        or not last_said(document, agent.last)
    ):
        return None
    acted = subject.in_case("Acc")
    verb = "оформлять" if subject.parse.lemma in _FILED else "начинать"
    number, person = agent.agreement.get("Number", "Sing"), agent.agreement.get("Person", "3")
    told = conjugated(verb, VerbForm="Fin", Mood="Ind", Tense="Pres", Person=person, Number=number)
    between = document.text[document.tokens[subject.last - 1].end : document.tokens[index - 1].end]
    return plainer(document, subject.first, agent.last, f"{acted}{between} {told} {agent.name}") if acted and told else None


def _filed(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«Возврат 1 990 ₽ инициирован» → «… оформлен»; a search is begun, as the list has it."""
    here, index = token.sentence, token.index
    begin = index
    while norm_at(document, begin - 1, here) in ("был", "была", "было", "были", "будет", "будут", "не", "уже", "быть", "может", "могут", "нами"):
        begin -= 1
    subject = subject_before(document, begin)
    head = subject.parse.lemma if subject is not None and agrees(document, index, subject) else ""
    if head not in _FILED:
        head = next((t.norm for t in document.tokens[max(0, begin - 8) : begin] if t.norm == "возврат" and clause_begins(document, t.index)), "")
    if head not in _FILED:
        return None
    told = {"Masc": "оформлен", "Fem": "оформлена", "Neut": "оформлено"}.get(parse.feats.get("Gender", ""), "оформлены")
    return plainer(document, index, index + 1, told)


def _deed(document: Document, token: Token, parse: Parse) -> Plainer | None:
    here, index = token.sentence, token.index
    noun = deed_of(at(document, index + 1, here), "Acc")
    infinitive = parse.feats.get("VerbForm") == "Inf"
    if noun is None or joined(document, index + 2):
        return None
    if noun.noun in _FILED:
        told = "оформить" if infinitive else conjugated("оформить", **{k: v for k, v in parse.feats.items() if k in _SHAPE}) if _settled(parse) else None
        return plainer(document, index, index + 1, told) if told else None
    if noun.noun not in _DONE_AT_ONCE or not infinitive or not _for_the_client(document, index, here):
        return None
    thing = noun_phrase(document, index + 2, "Gen")
    verb = noun.verb(perfective=True, with_object=thing is not None)
    acted = thing.in_case("Acc") if thing is not None else ""
    if verb is None or acted is None or thing is not None and joined(document, thing.last):
        return None
    return plainer(document, index, thing.last if thing is not None else index + 2, f"{verb} {acted}".strip())


def _settled(parse: Parse) -> bool:
    return parse.feats.get("Mood") == "Imp" or parse.feats.get("Tense") == "Past"


def _for_the_client(document: Document, index: int, sentence: int) -> bool:
    """«Вы можете», «можно», «абонент вправе»: no deed of ours."""
    return any(norm_at(document, index - k, sentence) in _CAN for k in (1, 2)) and not any(
        norm_at(document, index - k, sentence) in ("мы", "можем") for k in (1, 2, 3)
    )
