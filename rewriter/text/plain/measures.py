"""What things cost and how long they take, told by a verb: «стоимость доставки составляет 299 ₽» → «доставка стоит 299 ₽», «срок доставки составляет 4 дня» → «доставка займёт 4 дня»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.amounts import date_end
from rewriter.text.plain.noun_phrases import NounPhrase, joint_phrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, more_said, norm_at, plainer
from rewriter.text.plain.verbal_nouns import conjugated
from rewriter.text.segments import is_predicate

WORDS = frozenset(("стоимость", "срок"))
_IS = frozenset(("составляет", "составит"))
# What lasts as long as is told of it.
_LASTING = frozenset(
    "доставка пересылка рассмотрение обработка изготовление проверка исполнение выполнение ремонт поставка подготовка перевыпуск экспертиза диагностика монтаж производство".split()
)
# «Срок хранения письма» → «письмо хранится».
_STATES = {"хранения": "храниться", "действия": "действовать"}
_OF_TIME = frozenset(
    "день дня дней часа часов час месяца месяцев месяц суток минут минуты недель недели неделю минуту лет года рабочих календарных рабочий рабочего календарный".split()
)
_LIMITS = frozenset("до от не менее более максимум минимум около примерно".split())
# «Контрольный срок доставки»: whose it is, the client need not know.
_IDLE = frozenset(("контрольный", "нормативный"))
# «Стоимость оказания услуги по поверке» is that of the check; nobody keeps a number.
_IDLE_DEEDS = frozenset("оказание предоставление осуществление проведение выполнение".split())
_NUMBERS = frozenset("номер трек-номер трек код шпи".split())
_REACH = 14


def measures(document: Document) -> Iterator[Plainer]:
    """Every price and every term that a verb can tell."""
    for token in document.having(WORDS):
        first = token.index - (norm_at(document, token.index - 1, token.sentence) in _IDLE)
        if not clause_begins(document, first) or not any(p.feats.get("Case") == "Nom" for p in (token.word.parses if token.word else ())):
            continue
        found = _costs(document, token) if token.norm == "стоимость" else _takes(document, token, first) if token.norm == "срок" else None
        if found is not None:
            yield found


def _verb_behind(document: Document, thing: NounPhrase, verbs: frozenset[str]) -> int | None:
    """The verb of amount in the same clause, nothing but adverbials between."""
    here = thing.head.sentence
    for index in range(thing.last, min(thing.last + _REACH, document.sentences[here].last)):
        if norm_at(document, index, here) in verbs:
            return index if all(_beside(t) for t in document.tokens[thing.last : index]) else None
    return None


def _beside(token: Token) -> bool:
    """«массой 3 кг», «по направлению Тула – Мурманск»: no clause, no predicate, nobody else."""
    return not (token.kind == "punct" and token.text in ",;:()?!") and not is_predicate(token) and "pron" not in token.tags and token.norm not in ("и", "или")


def _costs(document: Document, token: Token) -> Plainer | None:
    """«Стоимость пересылки (массой 3 кг) составляет 486 ₽» → «пересылка (массой 3 кг) стоит 486 ₽»."""
    thing = joint_phrase(document, token.index + 1, "Gen")
    verb = _verb_behind(document, thing, _IS) if thing is not None and thing.parse.lemma not in _IDLE_DEEDS else None
    if thing is None or verb is None or not _amount(at(document, verb + 1, token.sentence)) or more_said(document, verb + 1):
        return None
    name = thing.in_case("Nom")
    number = thing.agreement["Number"]
    costs = conjugated("стоить", VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number=number)
    if norm_at(document, verb, token.sentence) == "составит":
        costs = "будут стоить" if number == "Plur" else "будет стоить"
    middle = document.text[thing.end : document.tokens[verb - 1].end]
    return plainer(document, token.index, verb + 1, f"{name}{middle} {costs}") if name and costs else None


def _amount(token: Token | None) -> bool:
    return token is not None and (token.kind == "number" or token.norm in _LIMITS)


def _takes(document: Document, token: Token, first: int) -> Plainer | None:
    of = at(document, token.index + 1, token.sentence)
    if of is None:
        return None
    if of.norm in _STATES:
        return _stays(document, token, _STATES[of.norm])
    thing = noun_phrase(document, token.index + 1, "Gen")
    verb = _verb_behind(document, thing, _IS) if thing is not None and thing.parse.lemma in _LASTING else None
    if thing is None or verb is None or not _a_while(document, verb + 1, token.sentence) or more_said(document, verb + 1):
        return None
    name = thing.in_case("Nom")
    middle = document.text[thing.end : document.tokens[verb - 1].end]
    return plainer(document, first, verb + 1, f"{name}{middle} займёт") if name else None


def _a_while(document: Document, index: int, sentence: int) -> bool:
    """«5 рабочих дней», «до 30 дней»: of one form in the nominative and the accusative."""
    while norm_at(document, index, sentence) in _LIMITS:
        index += 1
    count = at(document, index, sentence)
    if count is None or count.kind != "number":
        return False
    while (part := at(document, index, sentence)) is not None and (part.kind == "number" or part.text in "-–—"):
        index += 1
    return norm_at(document, index, sentence) in _OF_TIME


def _stays(document: Document, token: Token, verb: str) -> Plainer | None:
    """«Срок хранения письма составляет 30 дней», «срок действия промокода истекает 31 марта» → «письмо хранится 30 дней», «промокод действует до 31 марта»."""
    here = token.sentence
    thing = noun_phrase(document, token.index + 2, "Gen")
    if thing is not None and thing.modifiers and all(t.is_("этот", "данный", "настоящий") for t in thing.modifiers):
        # «Это отправление хранится» would lean on the sentence before.
        thing = noun_phrase(document, thing.head.index, "Gen")
    if thing is None or thing.parse.feats.get("Animacy") == "Anim" or thing.parse.lemma in _NUMBERS:
        return None
    name, number = thing.in_case("Nom"), thing.agreement["Number"]
    told = conjugated(verb.removesuffix("ся"), VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number=number)
    told = f"{told}ся" if told and verb.endswith("ся") else told
    place = _verb_behind(document, thing, _IS | {"истекает"})
    if place is None or name is None or told is None or more_said(document, place + 1):
        return None
    middle = document.text[thing.end : document.tokens[place - 1].end]
    if norm_at(document, place, here) == "истекает":
        return plainer(document, token.index, place + 1, f"{name}{middle} {told} до") if date_end(document, place + 1, here) is not None else None
    return plainer(document, token.index, place + 1, f"{name}{middle} {told}") if _a_while(document, place + 1, here) else None
