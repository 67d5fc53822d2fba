"""What is not provided for: «других компенсаций договором не предусмотрено» → «других компенсаций договор не предусматривает», «перерыв не предусмотрен» → «перерыва нет»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, norm_at, plainer
from rewriter.text.plain.split_reading import adverbial
from rewriter.text.plain.subjects import agrees, last_said, subject_before
from rewriter.text.plain.verbal_nouns import deed_of

_PROVIDED = frozenset("предусмотрено предусмотрен предусмотрена предусмотрены".split())
_BUILT = frozenset("реализовано реализован реализована реализованы".split())
WORDS = frozenset("предусмотреть реализовать".split())
# What one has or has not; a duty or a sum that is not provided for is said otherwise.
_HAD = frozenset(
    "перерыв скидка компенсация штраф неустойка парковка бонус льгота рассрочка отсрочка надбавка подарок гарантия выходной лифт гардероб трансфер питание завтрак кешбэк кэшбэк акция баллы балл санкция ограничение лимит".split()
)
_BUILT_IN = frozenset("поддержка функция опция синхронизация интеграция режим тема функционал возможность фильтр виджет чат бот".split())
_ABILITY = frozenset("функция функционал опция возможность".split())
_BY = frozenset("договор тариф программа закон правило условие абонемент полис соглашение".split())
_NEAR = 4


def no_such_things(document: Document) -> Iterator[Plainer]:
    """Everything that is not provided for and can be said not to be."""
    for token in document.having(WORDS):
        if norm_at(document, token.index - 1, token.sentence) == "не" and token.norm in _PROVIDED | _BUILT and (found := _none(document, token)) is not None:
            yield found


def _none(document: Document, token: Token) -> Plainer | None:
    here = token.sentence
    by, first, last = _by_what(document, token.index - 1, token.index + 1)
    following = at(document, last, here)
    if not last_said(document, last) or not by and following is not None and _instrumental(following):
        return None  # «не предусмотрен приказом»
    built = token.norm in _BUILT
    # «Пока» joins clauses, too.
    subject = subject_before(document, first - (norm_at(document, first - 1, here) == "пока"))
    if subject is None or not agrees(document, token.index, subject):
        return _of_genitive(document, first, last, by) if token.norm == "предусмотрено" else None
    between = document.text[document.tokens[subject.last - 1].end : document.tokens[first - 1].end]
    if subject.parse.lemma in _ABILITY and not by:
        said = _deed(document, subject)
        return plainer(document, subject.first, last, f"{said}{between} не получится") if said else None
    told = subject.in_case("Gen") if subject.parse.lemma in (_BUILT_IN if built else _HAD) else None
    return plainer(document, subject.first, last, f"{told}{between}{by or ' нет'}") if told else None


def _deed(document: Document, subject: NounPhrase) -> str | None:
    """«Функция экспорта отчётов» → «экспортировать отчёты»."""
    index = subject.head.index + 1
    noun = deed_of(document.tokens[index], "Gen") if index < subject.last else None
    if noun is None or noun.doer or subject.modifiers:
        return None
    if index + 1 == subject.last:
        return noun.verb(perfective=True, with_object=False) or (noun.perfective if noun.client or noun.noun == "обмен" else None)
    thing = noun_phrase(document, index + 1, "Gen")
    verb = noun.verb(perfective=True, with_object=True)
    acted = thing.in_case("Acc") if thing is not None and thing.last == subject.last else None
    return f"{verb} {acted}" if verb and acted else None


def _of_genitive(document: Document, first: int, last: int, by: str) -> Plainer | None:
    """«Других компенсаций (договором) не предусмотрено»: the genitive stays."""
    begin = document.sentences[document.tokens[first].sentence].first
    for index in range(max(begin, first - 8), first):
        if index > begin and not (document.tokens[index - 1].kind == "punct" or document.tokens[index - 1].norm in ("и", "а", "но")):
            continue
        thing = noun_phrase(document, index, "Gen")
        if thing is not None and thing.last <= first and (thing.parse.lemma in _HAD) and adverbial(document.tokens[thing.last : first]):
            between = document.text[document.tokens[thing.last - 1].end : document.tokens[first - 1].end]
            start = document.tokens[thing.last - 1].index
            return plainer(document, start, last, f"{document.tokens[start].text}{between}{by or ' нет'}")
    return None


def _by_what(document: Document, first: int, last: int) -> tuple[str, int, int]:
    """« договор не предусматривает» for «договором (не предусмотрено)» before or behind the participle at [first, last), and the stretch with it."""
    begin = document.sentences[document.tokens[first].sentence].first
    for index in (*range(max(begin, first - _NEAR), first), last):
        thing = noun_phrase(document, index, "Ins")
        if thing is None or thing.parse.lemma not in _BY or (index < first and thing.last != first) or (told := thing.in_case("Nom")) is None:
            continue
        verb = "не предусматривают" if thing.agreement["Number"] == "Plur" else "не предусматривает"
        return (f" {told} {verb}", index, last) if index < first else (f" {told} {verb}", first, thing.last)
    return "", first, last


def _instrumental(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    return top is not None and top.feats.get("Case") == "Ins"
