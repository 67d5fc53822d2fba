"""Clerical verbs whose plain partner depends on what they are said of: «файл формируется» → «готовится», «звук активируется» → «включается», «баллы аннулируются» → «сгорают»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse, word
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, norm_at, plainer
from rewriter.text.plain.subjects import agrees, subject_before
from rewriter.text.plain.verbal_nouns import conjugated

_PAPERS = frozenset(
    "файл отчет выписка архив документ чек счет квитанция сертификат ведомость акт накладная статистика договор справка билет сводка выгрузка".split()
)
_LISTS = frozenset("список реестр график расписание перечень план".split())
_SWITCHED = frozenset(
    "звук уведомление режим функция опция переключатель пауза автопродление тумблер настройка микрофон камера автоплатеж галочка защита фильтр автокопирование".split()
)
_SUMS = frozenset("цена стоимость сумма".split())
_POINTS = frozenset("балл бонус миля кешбэк кэшбэк".split())
_PEOPLE = frozenset("мастер курьер инженер специалист техник сотрудник бригада монтажник представитель врач сборщик замерщик".split())
_ANY: frozenset[str] = frozenset()
# By the verb: what it is said of, and the verb to say. No set: of whatever.
_OF_SUBJECT: dict[str, tuple[tuple[frozenset[str], str], ...]] = {
    "формироваться": ((_PAPERS, "создаваться"), (_LISTS, "составляться"), (_SUMS, "складываться")),
    "активироваться": ((_SWITCHED, "включаться"),),
    "деактивироваться": ((_ANY, "отключаться"),),
    "аннулироваться": ((_POINTS, "сгорать"), (_ANY, "отменяться")),
    "утрачиваться": ((_ANY, "теряться"),),
    "прибыть": ((_PEOPLE, "приехать"),),
}
_LOST_OTHERWISE = frozenset("право сила доверие актуальность".split())
WORDS = frozenset(_OF_SUBJECT) | {"активировать"}
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
_LASTING = frozenset("до за от не около примерно обычно несколько".split())
_REACH = 5


def clerical_verbs(document: Document) -> Iterator[Plainer]:
    """Every such verb whose subject or object settles its partner."""
    for token in document.having(WORDS):
        parse = next((p for p in token.word.parses if p.lemma in WORDS), None) if token.word is not None else None
        if parse is None:
            continue
        found = _switched(document, token, parse) if parse.lemma == "активировать" else _said_of(document, token, parse)
        if found is not None:
            yield found


def _said_of(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«Файл формируется до 15 минут» → «файл готовится до 15 минут»."""
    if parse.feats.get("VerbForm") not in ("Fin", "Inf"):
        return None
    thing = _subject(document, token)
    lemma = thing.parse.lemma if thing is not None else ""
    verb = next((v for things, v in _OF_SUBJECT[parse.lemma] if lemma in things or things is _ANY), None)
    if verb is None or lemma in _LOST_OTHERWISE:
        return None
    following, here = norm_at(document, token.index + 1, token.sentence), token.sentence
    if verb == "создаваться" and _lasts(document, token.index + 1, here):
        verb = "готовиться"
    if verb == "складываться" and following != "из":
        return None
    told = verb if parse.feats.get("VerbForm") == "Inf" else conjugated(verb, **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    return plainer(document, token.index, token.index + 1, told) if told else None


def _lasts(document: Document, index: int, sentence: int) -> bool:
    """«до 15 минут», «в течение часа»."""
    if (norm_at(document, index, sentence), norm_at(document, index + 1, sentence)) == ("в", "течение"):
        return True
    behind = document.tokens[index : min(index + _REACH, document.sentences[sentence].last)]
    return norm_at(document, index, sentence) in _LASTING and any(t.is_("минута", "час", "секунда", "день", "сутки") for t in behind[1:4])


def _subject(document: Document, token: Token) -> NounPhrase | None:
    """What it is said of, before or right behind."""
    here, index = token.sentence, token.index
    begin = index
    while norm_at(document, begin - 1, here) in ("не", "будет", "будут", "может", "могут"):
        begin -= 1
    before = subject_before(document, begin)
    if before is not None and agrees(document, index, before):
        return before
    behind = noun_phrase(document, index + 1, "Nom", tail=False)
    return behind if behind is not None and agrees(document, index, behind) else None


def _switched(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«Активируйте, пожалуйста, переключатель» → «включите, пожалуйста, переключатель»; «звук активирован» → «звук включён»."""
    here, index = token.sentence, token.index
    short = parse.feats.get("Variant") == "Short"
    settled = parse.feats.get("VerbForm") == "Inf" or parse.feats.get("Mood") == "Imp" or parse.feats.get("Tense") == "Past"
    if token.norm.endswith(("ся", "сь")) or not settled or parse.feats.get("VerbForm") == "Part" and not short:
        return None
    if short:
        thing = _subject(document, token)
    else:
        behind = index + 1
        while norm_at(document, behind, here) in (",", "пожалуйста"):
            behind += 1
        thing = noun_phrase(document, behind, "Acc", tail=False) if at(document, behind, here) is not None else None
    if thing is None or thing.parse.lemma not in _SWITCHED:
        return None
    if short:
        base = next((p for p in word("включен").parses if p.feats.get("Variant") == "Short"), None)
        told = base.inflect(**{k: v for k, v in parse.feats.items() if k in ("Number", "Gender")}, Variant="Short") if base is not None else None
    else:
        told = conjugated("включить", **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    return plainer(document, index, index + 1, told) if told else None
