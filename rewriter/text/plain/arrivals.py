"""What comes, and who: «поступление заказа ожидается 22 апреля» → «заказ поступит 22 апреля», «выезд мастера возможен 13 июня» → «мастер может приехать 13 июня», «утрата данных исключена» → «данные не пропадут»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.amounts import date_end
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import adverbial, carried_on
from rewriter.text.plain.verbal_nouns import LEMMAS, conjugated, deed_of

# The noun, and the verb of what stands behind it in the genitive.
_COMING = {"поступление": "поступить", "прибытие": "прибыть", "зачисление": "поступить", "приход": "прийти"}
_VISITS = {"выезд": "приехать", "приезд": "приехать", "визит": "прийти", "прибытие": "приехать"}
_LOSSES = frozenset(("утрата", "потеря", "пропажа"))
WORDS = frozenset(_COMING) | frozenset(_VISITS) | _LOSSES | {"произойти"}
_MONEY = frozenset("деньги средство сумма балл бонус кешбэк кэшбэк платеж возврат компенсация".split())
_AWAITED = frozenset("ожидается планируется предполагается состоится произойдет".split())
_SET = frozenset("запланировано запланирован назначено назначен намечено намечен".split())
_POSSIBLE = frozenset(("возможен", "возможно"))
_NEVER = (("не", "происходит"), ("не", "произойдет"), ("исключена",), ("исключается",), ("невозможна",), ("не", "возникает"))
# What is spoken of in the sentence before, and may be the subject unsaid: «Поступит в отделение 16 марта».
_THINGS = frozenset("заказ отправление посылка письмо бандероль товар перевод пакет груз".split())
_REACH = 10


def arrivals(document: Document) -> Iterator[Plainer]:
    """Every coming and every loss that a verb can tell."""
    for token in document.having(WORDS | LEMMAS if document.lemmas & {"произойти"} else WORDS):
        if token.word is None or not any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Sing" for p in token.word.parses):
            continue
        if not clause_begins(document, token.index):
            continue
        if token.lemmas & LEMMAS and (happened := _happened(document, token)) is not None:
            yield happened
            continue
        if token.lemmas.isdisjoint(WORDS):
            continue
        found = _lost(document, token) if token.lemmas & _LOSSES else _comes(document, token)
        if found is not None:
            yield found


def _comes(document: Document, token: Token) -> Plainer | None:
    here = token.sentence
    thing = noun_phrase(document, token.index + 1, "Gen")
    after = thing.last if thing is not None else token.index + 1
    verb = _told_at(document, after, here)
    if verb is None or carried_on(document, verb + 1):
        return None
    lemma = next(x for x in token.lemmas if x in WORDS)
    person = thing is not None and thing.parse.feats.get("Animacy") == "Anim"
    base = _VISITS.get(lemma) if person else _COMING.get(lemma)
    if base is None or lemma == "зачисление" and (thing is None or thing.head.lemmas.isdisjoint(_MONEY)):
        return None
    name, number = _subject(document, token, thing)
    if name is None:
        return None
    between = document.text[document.tokens[after - 1].end : document.tokens[verb - 1].end]
    last = verb + 1
    if document.tokens[verb].norm in _SET:
        if norm_at(document, last, here) != "на" or (day := at(document, last + 1, here)) is None or day.kind != "number":
            return None
        last += 1
    if document.tokens[verb].norm in _POSSIBLE:
        told: str | None = f"{'могут' if number == 'Plur' else 'может'} {base}"
    else:
        told = conjugated(base, VerbForm="Fin", Mood="Ind", Tense="Fut", Person="3", Number=number)
    if told is None:
        return None
    if between.startswith(" по "):
        # «Мастер по заявке HD-87990 приедет 24.11»
        return plainer(document, token.index, last, f"{name}{between} {told}".strip())
    day = at(document, last, here)
    if between and day is not None and day.kind != "word" and between[-1].isdigit():
        # «поступит 18 марта в отделение 160009»: no two numbers side by side.
        end = date_end(document, last, here)
        return plainer(document, token.index, end, f"{name} {told} {document.text[day.start : document.tokens[end - 1].end]}{between}".strip()) if end else None
    return plainer(document, token.index, last, f"{name} {told}{between}".strip())


def _told_at(document: Document, begin: int, sentence: int) -> int | None:
    """Where it is told that it comes: «(поступление) в отделение планируется»."""
    for index in range(begin, min(begin + _REACH, document.sentences[sentence].last)):
        norm = norm_at(document, index, sentence)
        if norm in _AWAITED | _SET | _POSSIBLE:
            return index if adverbial(document.tokens[begin:index]) and not clause_ends(document, index + 1) else None
    return None


def _subject(document: Document, token: Token, thing: NounPhrase | None) -> tuple[str | None, str]:
    """Who or what comes; an empty name where the sentence before has named it."""
    if thing is not None:
        return thing.in_case("Nom"), "Plur" if thing.money else thing.agreement["Number"]
    named = document.sentences[max(0, token.sentence - 1)].first
    for earlier in reversed(document.tokens[named : token.index]):
        parse = next((p for p in (earlier.word.parses if earlier.word else ()) if p.lemma in _THINGS and p.feats.get("Case") == "Nom"), None)
        if parse is not None:
            return ("", "Sing") if parse.feats.get("Number") == "Sing" else (None, "")
    return None, ""


def _happened(document: Document, token: Token) -> Plainer | None:
    """«Приостановление услуг произошло 2 февраля» → «услуги приостановили 2 февраля»: what somebody has done, whoever it was."""
    noun, thing = deed_of(token, "Nom"), noun_phrase(document, token.index + 1, "Gen")
    if noun is None or thing is None or noun.doer or noun.noun in _BY_ITSELF or norm_at(document, thing.last, token.sentence) not in _HAPPENED:
        return None
    base, acted = noun.verb(perfective=True, with_object=True), thing.in_case("Acc")
    told = conjugated(base, VerbForm="Fin", Mood="Ind", Tense="Past", Number="Plur") if base else None
    if not told or not acted or carried_on(document, thing.last + 1):
        return None
    return plainer(document, token.index, thing.last + 1, f"{acted} {told}")


_HAPPENED = frozenset("произошло произошла произошел".split())
# What may come about with nobody doing it.
_BY_ITSELF = frozenset(
    "снижение повышение увеличение уменьшение исключение улучшение изменение обновление прекращение сохранение обнаружение выявление потеря".split()
)


def _lost(document: Document, token: Token) -> Plainer | None:
    """«Утрата данных при смене тарифа не происходит» → «данные при смене тарифа не пропадут»."""
    here = token.sentence
    thing = noun_phrase(document, token.index + 1, "Gen")
    name = thing.in_case("Nom") if thing is not None else None
    if thing is None or name is None:
        return None
    for index in range(thing.last, min(thing.last + _REACH, document.sentences[here].last)):
        never = next((n for n in _NEVER if tuple(norm_at(document, index + i, here) for i in range(len(n))) == n), None)
        if never is None:
            continue
        if not adverbial(document.tokens[thing.last : index]) or carried_on(document, index + len(never)):
            return None
        told = conjugated("пропасть", VerbForm="Fin", Mood="Ind", Tense="Fut", Person="3", Number=thing.agreement["Number"])
        between = document.text[thing.end : document.tokens[index - 1].end]
        return plainer(document, token.index, index + len(never), f"{name}{between} не {told}") if told else None
    return None
