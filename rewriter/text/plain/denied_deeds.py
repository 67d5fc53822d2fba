"""A refusal made of a noun: «ускорение ремонта недоступно», «перенос визита не предусмотрен» → «ускорить ремонт не получится».

«Невозможно» put as «недоступно» is the same closed door; with a verb it is at least said what cannot be done, and what is no news of a refusal
(«плата не предусмотрена») stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import how_of, joined
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of

_ALONE = frozenset(
    "недоступно недоступен недоступна неосуществимо неосуществим неосуществима нереально нереален нереальна невозможно невозможен невозможна исключено исключен исключена запрещено запрещен запрещена".split()
)
_DENIED = frozenset(
    "предусмотрено предусмотрен предусмотрена предусматривается допускается практикуется поддерживается положено положен положена подразумевается реализуемо реализуем реализуема "
    "представляется осуществимо осуществим осуществима разрешено разрешен разрешена разрешается предполагается оформляется".split()
)
_LAW = frozenset("допускается исключено исключен исключена запрещено запрещен запрещена разрешено разрешен разрешена разрешается оформляется".split())
# Forbidden once and for all, and not just impossible now.
EVER = frozenset(
    "вложение пересылка использование применение провоз оставление перевозка хранение публикация передача удаление копирование вскрытие разборка изменение".split()
)
# What is clear from what was said before: «срок хранения — 7 дней, продление не предусмотрено».
_SPOKEN_OF = frozenset("продление перенос обмен отсрочка бронирование заморозка досыл переадресация перерасчет".split())
# What things are put into; here a genitive behind is the thing: «вложение в посылку продуктов».
_PUT = frozenset("вложение добавление внесение включение".split())
_INTO = frozenset("посылка заказ бандероль отправление письмо конверт корзина договор тариф заявка команда чат квитанция пространство коробка упаковка".split())
WORDS = _ALONE | _DENIED
# That these are not done is good news.
_WELCOME = frozenset("оплата уплата взимание взыскание удержание списание погашение звонок работа вызов подтверждение блокировка отключение отмена".split())
# «Не предусмотрено функционалом» says no more than «не предусмотрено».
_TOOLS = frozenset("функционал функциональность система программа приложение сервис платформа интерфейс настройка регламент порядок процедура".split())
_COUNTED = frozenset("двух трех четырех обоих обеих нескольких".split())
_BREAKS = ("но", "а", "что", "однако", "и")
_STORES = frozenset("карта диск флешка накопитель носитель сервер облако карточка память регистратор".split())
_REACH = 10


def denied_deeds(document: Document) -> Iterator[Plainer]:
    """Every refusal made of a noun that has a sure repair."""
    for token in document.having(WORDS):
        found = denied_deed(document, token)
        if found is not None:
            yield found


def denied_deed(document: Document, token: Token) -> Plainer | None:
    """The repair of the refusal whose word this is."""
    here, first, last = token.sentence, token.index, token.index + 1
    if token.norm in _DENIED:
        if norm_at(document, first - 1, here) != "не":
            return None
        first -= 1
        if token.norm == "представляется":
            following = norm_at(document, last, here)
            if following not in ("возможным", "возможной", "осуществимым", "осуществимой"):
                return None
            last += 1
    elif token.norm not in _ALONE or norm_at(document, first - 1, here) in ("не", "временно", "сейчас", "пока"):
        return None
    if norm_at(document, last, here) in ("и", "до", "с"):
        return None
    if (by := at(document, last, here)) is not None and _instrumental(by):
        if by.lemmas.isdisjoint(_TOOLS) or not clause_ends(document, last + 1):
            return None  # «не предусмотрен тарифом»: a verb would leave it hanging
        last += 1
    elif first > document.sentences[here].first and _instrumental(by := document.tokens[first - 1]) and not by.lemmas.isdisjoint(_TOOLS):
        # «Продление регламентом не предусмотрено»: by what, says no more either.
        found = _before(document, first - 1, last, "нельзя" if token.norm in _LAW else "не получится")
        if found is not None:
            return found
    return _before(document, first, last, "нельзя" if token.norm in _LAW else "не получится")


def unneeded_deed(document: Document, first: int, last: int) -> Plainer | None:
    """«Повторный запуск выгрузки не требуется» → «запускать выгрузку ещё раз не нужно», for the predicate at [first, last)."""
    return _before(document, first, last, "не нужно", ongoing=True)


def _before(document: Document, first: int, last: int, cannot: str, *, ongoing: bool = False) -> Plainer | None:
    """The deed that opens the clause, with its object and what stands between it and the refusal at [first, last)."""
    here = document.tokens[first].sentence
    begin = document.sentences[here].first
    for index in range(max(begin, first - _REACH), first):
        noun = deed_of(document.tokens[index], "Nom")
        if noun is None or noun.doer or noun.noun in _WELCOME and not ongoing:
            continue
        if (
            noun.noun == "запись"
            and norm_at(document, index + 1, here) == "на"
            and (store := at(document, index + 2, here)) is not None
            and store.lemmas & _STORES
        ):
            continue  # «запись на карту»: nobody puts himself down for it
        opened, how = index, None
        if opened > begin and (how := how_of(document.tokens[opened - 1])) is not None:
            opened -= 1
        before = document.tokens[opened - 1] if opened > begin else None
        if (
            before is not None
            and (before.kind != "punct" or before.text not in ",:;—–.")
            and before.norm not in _BREAKS
            and not _circumstance(document, opened)
        ):
            continue
        if cannot != "не нужно" and noun.noun in _PUT and (put := _put_into(document, noun, index + 1, first)) is not None:
            return plainer(document, opened, last, f"{put} {cannot}") if opened == index else None
        thing = noun_phrase(document, index + 1, "Gen") if index + 1 < first else None
        end = thing.last if thing is not None else index + 1
        middle = document.tokens[end:first]
        if thing is not None and any(t.kind == "number" or t.norm in _COUNTED or "num" in t.tags for t in document.tokens[thing.first : thing.last]):
            return None  # «двух пространств» would have to become «два пространства»
        if (
            end > first
            or not _adverbial(middle)
            or end < first
            and agent_at(document, end, here) is not None
            or thing is not None
            and joined(document, end)
            or _if_before(document, begin, opened)
        ):
            return None
        verb = noun.verb(perfective=True, with_object=thing is not None) or (noun.imperfective if thing is not None else None)
        # «Обмен на другую модель» has its object in the question: «обменять на другую модель не получится».
        verb = verb or (noun.perfective or noun.imperfective if middle and thing is None else None)
        if thing is None and noun.noun in ("возврат", "замена") or _spoken_of_again(document, index, thing, last):
            return None
        if ongoing:
            verb = noun.imperfective if thing is not None else None
        elif thing is None and not middle and verb is None and noun.noun in _SPOKEN_OF and index > begin:
            verb = noun.perfective
        elif cannot == "нельзя" and noun.noun in EVER and noun.imperfective and thing is not None:
            verb = noun.imperfective
        acted = thing.in_case("Acc") if thing is not None else ""
        if not verb or acted is None:
            return None
        between = document.text[document.tokens[end - 1].end : document.tokens[first - 1].end]
        said = " ".join(x for x in ((verb, acted, how) if ongoing else (how, verb, acted)) if x)
        return plainer(document, opened, last, f"{said}{between} {cannot}")
    return None


def _put_into(document: Document, noun: VerbalNoun, index: int, first: int) -> str | None:
    """«(вложение) в посылку продуктов домашнего приготовления» → «вкладывать в посылку продукты домашнего приготовления»."""
    here = document.tokens[index].sentence
    if norm_at(document, index, here) not in ("в", "во"):
        return None
    place = noun_phrase(document, index + 1, "Acc", tail=False)
    thing = noun_phrase(document, place.last, "Gen") if place is not None and place.parse.lemma in _INTO else None
    acted = thing.in_case("Acc") if thing is not None and thing.last == first and not joined(document, thing.last) else None
    verb = noun.imperfective if noun.noun in EVER else noun.perfective
    if place is None or not acted or not verb:
        return None
    return f"{verb} {document.text[document.tokens[index].start : place.end]} {acted}"


def _spoken_of_again(document: Document, index: int, thing: NounPhrase | None, last: int) -> bool:
    """«Прописывание токена не требуется, оно …»: a pronoun behind that means the deed itself."""
    word = document.tokens[index].word
    gender = next((p.feats.get("Gender", "") for p in (word.parses if word else ()) if p.pos == "NOUN"), "")
    if thing is not None and thing.agreement.get("Gender") == gender:
        return False
    rest = document.tokens[last : document.sentences[document.tokens[index].sentence].last]
    return any(t.norm == {"Masc": "он", "Fem": "она", "Neut": "оно"}.get(gender) for t in rest)


def _circumstance(document: Document, opened: int) -> bool:
    """«После удаления восстановление данных …»: all that stands before the deed in its clause is said of when or where."""
    first = document.sentences[document.tokens[opened].sentence].first
    at = next((i + 1 for i in range(opened - 1, first - 1, -1) if document.tokens[i].text in ",;:—"), first)
    words = document.tokens[at:opened]
    tops = [t.word.top for t in words if t.word is not None and t.word.top is not None]
    return (
        bool(tops) and tops[0].pos == "ADP" and tops[-1].pos not in ("ADP", "ADJ") and all(p.pos in ("ADP", "NOUN", "ADJ", "DET", "PROPN", "NUM") for p in tops)
    )


def _if_before(document: Document, begin: int, opened: int) -> bool:
    """«Если экспорт недоступен, …» is no refusal."""
    return any(t.norm in ("если", "когда", "ли", "почему") for t in document.tokens[begin:opened])


def _adverbial(tokens: tuple[Token, ...]) -> bool:
    """«без документа», «на вечер», «дольше месяца», «деньгами»: nothing with a predicate or a subject of its own."""
    for token in tokens:
        top = token.word.top if token.word is not None else None
        if token.kind == "punct" and token.text not in "«»№.-%":
            return False
        if top is not None and (top.pos in ("CCONJ", "SCONJ", "PRON") or top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short"):
            return False
    first = tokens[0] if tokens else None
    return first is None or first.word is None or first.word.top is None or first.word.top.pos in ("ADP", "ADV") or _instrumental(first)


def _instrumental(token: Token) -> bool:
    """«деньгами», «третьим лицам»."""
    top = token.word.top if token.word is not None else None
    return top is not None and top.feats.get("Case") in ("Ins", "Dat")
