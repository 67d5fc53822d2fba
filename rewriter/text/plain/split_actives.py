"""Split predicates in the active voice: «произвести замену товара» → «заменить товар», «находится на хранении» → «хранится»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, norm_at, plainer
from rewriter.text.plain.split_reading import how_of, joined
from rewriter.text.plain.verbal_nouns import LEMMAS, NOUNS, VerbalNoun, conjugated, reflexive

LIGHT = frozenset("осуществить произвести провести выполнить совершить осуществлять производить проводить выполнять совершать".split())
BEING = frozenset(("находиться",))
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
# What is made of the noun alone: «провести встречу» stays.
_STATES = {"на": "Loc", "в": "Loc"}
_STEPS = frozenset("процесс этап стадия".split())
_STEP_VERBS = {"прохождения": ("проходить", "Acc"), "ожидания": ("ждать", "Gen")}
_STATED = frozenset("хранение рассмотрение проверка согласование доработка обработка модерация ремонт изготовление сборка досмотр".split())


def split_actives(document: Document) -> Iterator[Plainer]:
    """Every split predicate in the active voice that has a sure repair."""
    for token in document.having(LIGHT):
        found = _repaired(document, token)
        if found is not None:
            yield found
    for token in document.having(BEING):
        found = _state(document, token)
        if found is not None:
            yield found


def shape_of(document: Document, token: Token, lemmas: frozenset[str]) -> Parse | None:
    """The light verb's reading; «осуществите» is an imperative unless «Вы» or «если» stands before it."""
    assert token.word is not None
    found = [
        p
        for p in token.word.parses
        if p.lemma in lemmas and p.pos == "VERB" and p.feats.get("VerbForm") in ("Fin", "Inf", "Conv") and p.feats.get("Voice") != "Pass"
    ]
    if len(found) < 2:
        return found[0] if found else None
    before = {norm_at(document, token.index - k, token.sentence) for k in range(1, 5)}
    stated = bool(before & {"вы", "если", "когда", "как", "пока"})
    return next((p for p in found if (p.feats.get("Mood") == "Imp") != stated), found[0])


def _repaired(document: Document, token: Token) -> Plainer | None:
    here = token.sentence
    parse = shape_of(document, token, LIGHT)
    if parse is None or token.norm.endswith(("ся", "сь")):
        return None
    negated = norm_at(document, token.index - 1, here) == "не"
    index, how = token.index + 1, None
    please = (norm_at(document, index, here), norm_at(document, index + 1, here), norm_at(document, index + 2, here)) == (",", "пожалуйста", ",")
    index += 3 * please
    stop = document.sentences[here].last
    while index < stop and (adverb := how_of(document.tokens[index])):
        how, index = adverb, index + 1
    noun = _object(document.tokens[index], negated) if index < stop else None
    if noun is None:
        return _turned(document, token, parse)
    perfective = parse.feats.get("Aspect") == "Perf"
    thing = noun_phrase(document, index + 1, "Gen")
    if thing is None and _genitive_follows(document, index + 1, here):
        return None
    base = noun.verb(perfective=perfective, with_object=thing is not None)
    if base is None or noun.doer or joined(document, thing.last if thing else index + 1):
        return None
    told = conjugated(base, **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    acted = thing.in_case("Acc") if thing else ""
    if told is None or acted is None:
        return None
    told += ", пожалуйста," if please and (how or acted) else ", пожалуйста" if please else ""
    words = [told, how, acted] if please or negated or not acted else [how, told, acted]
    return plainer(document, token.index, thing.last if thing else index + 1, " ".join(w for w in words if w))


def _turned(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«Вход осуществляйте по пин-коду» → «входите по пин-коду», «контроль перемещения осуществлять» → «контролировать перемещение»: the deed stands before."""
    if parse.feats.get("Mood") != "Imp" and parse.feats.get("VerbForm") != "Inf" or norm_at(document, token.index - 1, token.sentence) == "не":
        return None
    perfective = parse.feats.get("Aspect") == "Perf"
    # «Открытие можно осуществлять с пульта»
    able = norm_at(document, token.index - 1, token.sentence)
    stop = token.index - 1 if able in _ABLE else token.index
    for first in range(stop - 1, max(document.sentences[token.sentence].first, token.index - 4) - 1, -1):
        noun = _object(document.tokens[first], negated=False)
        if noun is None or noun.doer:
            continue
        thing = noun_phrase(document, first + 1, "Gen") if first + 1 < stop else None
        if (thing.last if thing is not None else first + 1) != stop:
            return None
        base = noun.verb(perfective=perfective, with_object=thing is not None)
        told = conjugated(base, **{k: v for k, v in parse.feats.items() if k in _SHAPE}) if base else None
        acted = thing.in_case("Acc") if thing is not None else ""
        if not told or acted is None:
            return None
        return plainer(
            document,
            first,
            token.index + 1,
            f"{told} {acted} {able}" if stop < token.index and acted else f"{told} {able}" if stop < token.index else f"{told} {acted}".strip(),
        )
    return None


_ABLE = frozenset("можно нужно необходимо нельзя надо следует".split())


def _object(token: Token, negated: bool) -> VerbalNoun | None:
    """The verbal noun in the accusative, or the genitive of a denial; in the plural only «звонки», «обращения»."""
    if token.word is None or token.lemmas.isdisjoint(LEMMAS):
        return None
    for parse in token.word.parses:
        noun = NOUNS.get(parse.lemma) if parse.pos == "NOUN" else None
        fits = parse.feats.get("Case") == "Acc" or (negated and parse.feats.get("Case") == "Gen")
        if noun is not None and fits and (parse.feats.get("Number") == "Sing" or noun.alone is not None):
            return noun
    return None


def _genitive_follows(document: Document, index: int, sentence: int) -> bool:
    """Something that may belong to the noun, and is not understood."""
    if index >= len(document.tokens) or document.tokens[index].sentence != sentence:
        return False
    token = document.tokens[index]
    if token.kind in ("number", "code") or token.text in "«№":
        return True
    return token.word is not None and any(
        p.feats.get("Case") == "Gen" and p.pos in ("NOUN", "PROPN", "ADJ", "DET", "VERB") and p.prob > 0.1 for p in token.word.parses
    )


def _state(document: Document, token: Token) -> Plainer | None:
    """«будет находиться на хранении» → «будет храниться», «находится в процессе доставки» → «доставляется»."""
    here = token.sentence
    if norm_at(document, token.index + 1, here) not in _STATES:
        return None
    parse = shape_of(document, token, BEING)
    index = token.index + 2
    if parse is None or index >= len(document.tokens) or document.tokens[index].sentence != here:
        return None
    case = "Loc"
    step = bool(document.tokens[index].lemmas & _STEPS)
    if step:
        index, case = index + 1, "Gen"
        if index >= len(document.tokens):
            return None
    word = document.tokens[index].word
    if step and (passed := _passing(document, token, parse, index)) is not None:
        return passed
    noun = next(
        (NOUNS[p.lemma] for p in (word.parses if word else ()) if p.lemma in NOUNS and p.feats.get("Case") == case and p.feats.get("Number") == "Sing"), None
    )
    if noun is None or noun.imperfective is None or not (step or noun.noun in _STATED) or _genitive_follows(document, index + 1, here):
        return None
    base = reflexive(noun.imperfective)
    told = conjugated(base, **{k: v for k, v in parse.feats.items() if k in _SHAPE}) if base else None
    return plainer(document, token.index, index + 1, told) if told else None


def _passing(document: Document, token: Token, parse: Parse, index: int) -> Plainer | None:
    """«находится на стадии прохождения таможенного оформления» → «проходит таможенное оформление»."""
    step = document.tokens[index]
    thing = noun_phrase(document, index + 1, "Gen") if step.norm in _STEP_VERBS else None
    if thing is None or joined(document, thing.last):
        return None
    verb, case = _STEP_VERBS[step.norm]
    told, acted = conjugated(verb, **{k: v for k, v in parse.feats.items() if k in _SHAPE}), thing.in_case(case)
    return plainer(document, token.index, thing.last, f"{told} {acted}") if told and acted else None
