"""Clerical conjunctions and prepositions of cause and way, with the commas and cases that the plain ones need: «в связи с тем, что» → «потому что»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.gerunds import by_doing, waits
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, opens, plainer
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import LEMMAS, NOUNS, deed_of

WORDS = frozenset("связи исключением ввиду вследствие причине силу случае условии того целью тем посредством путем сообщаем".split())
# Each with its words, commas aside: what it becomes, and what where it opens the sentence.
_CONJUNCTIONS: tuple[tuple[str, str, str], ...] = (
    ("в связи с тем что", "потому что", "так как"), ("в связи с тем обстоятельством что", "потому что", "так как"), ("ввиду того что", "потому что", "так как"), ("вследствие того что", "потому что", "так как"),
    ("по причине того что", "потому что", "так как"), ("по той причине что", "потому что", "так как"), ("в силу того что", "потому что", "так как"), ("в том случае если", "если", "если"), ("в случае если", "если", "если"),
    ("при условии что", "если", "если"), ("при том условии что", "если", "если"), ("при условии если", "если", "если"), ("для того чтобы", "чтобы", "чтобы"), ("с тем чтобы", "чтобы", "чтобы"), ("с той целью чтобы", "чтобы", "чтобы"),
    ("с целью того чтобы", "чтобы", "чтобы"),
)  # fmt: skip
_BY_WORD: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
for _words, _plain, _first in _CONJUNCTIONS:
    for _w in {w for w in _words.split() if w in WORDS}:
        _BY_WORD.setdefault(_w, []).append((tuple(_words.split()), _plain, _first))
_NO_COMMA = frozenset("и а но или либо только лишь даже именно".split())
_IDLE = frozenset(("проведение", "выполнение", "осуществление", "наличие", "возникновение", "произведение", "случиться"))
_THANKS = frozenset("праздник юбилей рождение открытие повышение".split())
_BY_MESSAGE = {"смс": "по СМС", "sms": "по SMS", "e-mail": "по e-mail"}
_DEEDS = frozenset("звонок перевод нажатие голосование ввод".split())
_SENDING = frozenset("направление отправка отправление отсылка рассылка высылка".split())
_MEANS = frozenset("письмо сообщение уведомление извещение запрос заявка звонок".split())


def joints(document: Document) -> Iterator[Plainer]:
    """Every clerical joint that has a sure repair."""
    for token in document.having(WORDS):
        found = _conjunction(document, token) or _before_infinitive(document, token)
        if found is None and token.norm == "связи":
            found = _because_of(document, token)
        elif found is None and token.norm == "исключением":
            found = _except(document, token)
        elif found is None and token.norm in ("посредством", "путем"):
            found = _by_way_of(document, token)
        if found is not None:
            yield found


def _spoken(document: Document, index: int, sentence: int, words: tuple[str, ...]) -> int | None:
    """One past the last token if these words stand here, commas between them passed over."""
    for n, word in enumerate(words):
        if n and norm_at(document, index, sentence) == ",":
            index += 1
        if norm_at(document, index, sentence) != word:
            return None
        index += 1
    return index


def _conjunction(document: Document, token: Token) -> Plainer | None:
    for words, plain, opening in _BY_WORD.get(token.norm, ()):
        place = words.index(token.norm)
        # Only the comma before «что», «если», «чтобы» can stand inside, and that behind every key word.
        first = token.index - place
        if first < 0:
            continue
        last = _spoken(document, first, token.sentence, words)
        if last is not None and document.tokens[first].sentence == token.sentence:
            return _joined(document, first, last, plain, opening)
    return None


def _joined(document: Document, first: int, last: int, plain: str, opening: str) -> Plainer | None:
    if norm_at(document, first - 1, document.tokens[first].sentence) == "не":
        return None
    if clause_begins(document, first) and document.tokens[first - 1].norm not in ("и", "а", "но", "что"):
        return plainer(document, first, last, opening if opens(document, first) else plain)
    before = document.tokens[first - 1]
    if plain == "если" and before.norm in _NO_COMMA:
        return None  # «и при условии, что»: a second condition behind another one
    if before.norm in _NO_COMMA or before.kind == "punct":
        return plainer(document, first, last, plain if before.norm not in ("и", "а", "но", "что") else opening)
    return plainer(document, before.index, last, f"{before.text}, {plain}")


def _before_infinitive(document: Document, token: Token) -> Plainer | None:
    """«с целью проверить адрес» → «чтобы проверить адрес»."""
    here, index = token.sentence, token.index
    following = at(document, index + 1, here)
    if token.norm != "целью" or norm_at(document, index - 1, here) != "с" or following is None or following.word is None or "inf" not in following.word.tags:
        return None
    if opens(document, index - 1):
        return None  # a comma would be due behind the whole clause
    return _joined(document, index - 1, index + 1, "чтобы", "чтобы")


def _because_of(document: Document, token: Token) -> Plainer | None:
    """«в связи с ремонтом» → «из-за ремонта», «в связи с проведением работ» → «из-за работ»."""
    here, first = token.sentence, token.index - 1
    if norm_at(document, first, here) != "в" or norm_at(document, token.index + 1, here) not in ("с", "со") or norm_at(document, first - 1, here) == "не":
        return None
    index = token.index + 2
    head = noun_phrase(document, index, "Ins", tail=False)
    if head is None or head.parse.lemma in _THANKS:
        return None
    if head.parse.lemma in _IDLE and not head.modifiers:
        thing = noun_phrase(document, head.last, "Gen", tail=False)
        if thing is not None and not joined(document, thing.last):
            return plainer(document, first, head.last, "из-за")
    told = head.in_case("Gen")
    return plainer(document, first, head.last, f"из-за {told}") if told and not joined(document, head.last, "Ins") else None


def _except(document: Document, token: Token) -> Plainer | None:
    """«ежедневно за исключением воскресенья» → «ежедневно, кроме воскресенья»."""
    first = token.index - 1
    if norm_at(document, first, token.sentence) != "за" or opens(document, first):
        return None
    before = document.tokens[first - 1]
    if before.kind == "punct":
        return plainer(document, first, first + 2, "кроме")
    thing = noun_phrase(document, first + 2, "Gen")
    return (
        plainer(document, before.index, first + 2, f"{before.text}, кроме")
        if thing is not None and clause_ends(document, thing.last) and before.norm not in _NO_COMMA
        else None
    )


_BOTH_REACH = 8
_COME_OF = frozenset("увеличиваться увеличиться расширяться расшириться повышаться повыситься уменьшаться снижаться возрастать вырасти".split())


def _by_both(document: Document, first: int, head: NounPhrase) -> Plainer | None:
    """«путём нажатия кнопки «Пригласить» и указания адреса» → «нажатием кнопки «Пригласить» и указанием адреса»: both deeds or neither."""
    here = document.tokens[first].sentence
    stop = min(head.last + _BOTH_REACH, document.sentences[here].last)
    places = [i for i in range(head.last, stop) if document.tokens[i].norm in ("и", "или")]
    if len(places) != 1 or any(document.tokens[i].text in ",;:—–" for i in range(head.last, places[0])):
        return None
    second = noun_phrase(document, places[0] + 1, "Gen", tail=False)
    if second is None or not _is_deed(head.parse.lemma) or not _is_deed(second.parse.lemma) or joined(document, second.last, "Gen"):
        return None
    one, other = head.in_case("Ins"), second.in_case("Ins")
    between = document.text[document.tokens[head.last - 1].end : document.tokens[places[0] + 1].start]
    return plainer(document, first, second.last, f"{one}{between}{other}") if one and other else None


def _by_itself(document: Document, token: Token) -> Plainer | None:
    """«лимит увеличивается путём докупки места» → «лимит увеличивается, если докупить место»: what comes of the deed by itself."""
    here, index = token.sentence, token.index
    verb, deed = at(document, index - 1, here), deed_of(at(document, index + 1, here), "Gen")
    thing = noun_phrase(document, index + 2, "Gen") if deed is not None and deed.client else None
    if verb is None or not verb.lemmas & _COME_OF or deed is None or thing is None or joined(document, thing.last):
        return None
    told, acted = deed.verb(perfective=True, with_object=True), thing.in_case("Acc")
    return plainer(document, verb.index, thing.last, f"{verb.text}, если {told} {acted}") if told and acted else None


def _is_deed(lemma: str) -> bool:
    return lemma in LEMMAS or lemma in _DEEDS or lemma.endswith(("ание", "ение", "тие"))


def _by_way_of(document: Document, token: Token) -> Plainer | None:
    """«посредством СМС» → «по СМС», «посредством раздела» → «через раздел», «путём перевода» → «переводом»."""
    here, first, index = token.sentence, token.index, token.index + 1
    if (doing := by_doing(document, token)) is not None or waits(document, token):
        return doing
    if token.norm == "путем" and (condition := _by_itself(document, token)) is not None:
        return condition
    head = noun_phrase(document, index, "Gen", tail=False)
    if head is None:
        following = at(document, index, here)
        told = _BY_MESSAGE.get(following.norm) if following is not None else None
        return plainer(document, first, index + 1, told) if told else None
    if token.norm == "путем" and norm_at(document, first - 1, here) in ("тем", "таким", "этим", "другим", "одним", "каким"):
        return None
    if head.parse.lemma in _MEANS:
        told = head.in_case("Ins")
        return plainer(document, first, head.last, told) if told and not joined(document, head.last) else None
    if head.head.norm in _BY_MESSAGE and not head.modifiers:
        return plainer(document, first, head.last, _BY_MESSAGE[head.head.norm])
    if head.parse.lemma in _SENDING and not head.modifiers:
        sent = at(document, head.last, here)
        if sent is not None and sent.norm in _BY_MESSAGE:
            return plainer(document, first, head.last + 1, _BY_MESSAGE[sent.norm])
        thing = noun_phrase(document, head.last, "Gen", tail=False)
        if thing is not None and thing.parse.lemma in _MEANS and not joined(document, thing.last):
            told = thing.in_case("Ins")
            return plainer(document, first, thing.last, told) if told else None
    if joined(document, head.last, "Gen"):
        return _by_both(document, first, head) if token.norm == "путем" else None
    made = head.parse.lemma in LEMMAS or head.parse.lemma in _DEEDS
    if made and (head.parse.lemma in NOUNS or token.norm == "путем"):
        told = head.in_case("Ins")
        # «Подписка оформляется путём указания адреса» → «с указанием адреса»
        lead = "с " if head.parse.lemma == "указание" else ""
        return plainer(document, first, head.last, f"{lead}{told}") if told else None
    if token.norm == "посредством":
        told = head.in_case("Acc")
        way = head.parse.lemma in (
            "раздел",
            "сайт",
            "приложение",
            "кабинет",
            "портал",
            "чат",
            "форма",
            "бот",
            "сервис",
            "меню",
            "интернет",
            "терминал",
            "банкомат",
        )
        return plainer(document, first, head.last, f"через {told}") if way and told else None
    return None
