"""Which stretches of a client's message ask something: with or without a question mark, in one breath or in several."""

from __future__ import annotations

import re
from itertools import pairwise

from rewriter.text.document import Document, Token
from rewriter.text.enumerated import marks_in
from rewriter.text.facts import flat

_ASKS = {
    "где": "where", "куда": "where", "откуда": "where", "когда": "when", "сколько": "howmuch", "почем": "howmuch", "почему": "why", "зачем": "why", "отчего": "why", "как": "how", "какой": "which",
    "каков": "which", "кто": "who", "что": "what", "чей": "who", "который": "which", "насколько": "howmuch", "можно": "can", "нельзя": "can", "ли": "can", "долго": "when",
}  # fmt: skip
INDIRECT = frozenset(
    "подсказать подскажите интересовать узнать уточнить скажите сказать расскажите рассказать объяснить объясните сообщить сообщите понять непонятно вопрос пояснить поясните ответить написать спросить знать".split()
)
# «Объясните», «не сказали, когда …» ask; «мне сказали, что …», «сообщу, как только …» tell.
_TELL = frozenset("подсказать сказать рассказать объяснить сообщить пояснить ответить".split())
_WISHES = frozenset("хочу хотим хотел хотела хотели хотелось хочется надо нужно важно желаю".split())
NOUNS_ASKED = frozenset(
    "срок цена стоимость адрес индекс график режим тариф номер статус условие способ телефон расписание причина размер габарит вес порядок дата время".split()
)
CAN = frozenset(
    (
        "можно",
        "могу",
        "можете",
        "может",
        "сможете",
        "смогу",
        "нужно",
        "надо",
        "обязательно",
        "возможно",
        "есть",
        "нельзя",
        "правда",
        "точно",
        "верно",
        "будет",
        "работаете",
        "работает",
        "действует",
    )
)
_OPENERS = frozenset("а и ну здравствуйте добрый день вечер привет еще также но вот тогда так скажите пожалуйста или вообще тут просто".split())
# At the beginning of a stretch these ask without a mark.
_FIRST = frozenset("где когда сколько куда почему зачем откуда можно какой какая какое какие каков какова кто надолго долго".split())
# «Что нового», «что бы ни», «чуть ли не»: no question.
_NO_LI = frozenset("чуть вряд едва то мало шутка".split())
_SHORTENED = frozenset("руб коп ул тел стр обл мин час сек пос пер наб пом эт тыс млн доб каб".split())
_ENDS = frozenset(".?!…")
# Asked in anger, to be answered by nobody.
_RHETORIC = re.compile(
    r"(?:и |а |ну |да ){0,2}(?:вы|ты)?,? ?(?:вообще |там |тут |что |надо мной ){0,3}(?:издеваетесь|смеетесь|шутите|серьезно|нормальные|в своем уме|спите|с ума сошли|совсем обнаглели|за людей нас не считаете)(?: там| тут| вообще| надо мной){0,2} ?[?!]{0,5}"
    r"|(?:это нормально|как так можно|как это понимать|ну как так|сколько можно|доколе|до каких пор|совесть есть|не стыдно|и это сервис|за что я плачу|кто так работает|(?:и |ну )?(?:это )?что (?:это )?за (?:бред|цирк|безобразие|бардак|дела|обман|развод|издевательство|беспредел|наглость|хамство|позор|кидалово)|зачем вы вообще нужны) ?[?!]{1,5}"
    r"|(?:и |ну )?сколько (?:это|еще) (?:еще |это )?(?:будет|может) продолжаться ?\?{0,3}![?!]{0,3}"
)

Stretch = tuple[Token, ...]


def stretches(document: Document) -> tuple[Stretch, ...]:
    """The message's sentences; whoever writes without capitals ends one at a full stop all the same («мне нужен счёт. куда прислать реквизиты»)."""
    found: list[Stretch] = []
    marks = marks_in(document)
    skip = -1
    for sentence in document.sentences:
        tokens = document.of(sentence)
        at = max(0, skip - sentence.first)
        for i in range(len(tokens)):
            if (item := marks.get(tokens[i].index)) is not None:
                # The mark of a list is no part of what is asked; its item may begin in the next sentence («2. | Поднимут ли…»).
                found.append(tokens[at:i])
                skip = item
                at = item - sentence.first
            if not 0 < i < len(tokens) - 1 or i < at:
                continue
            before, here, after = tokens[i - 1], tokens[i], tokens[i + 1]
            if (
                here.text in _ENDS
                and after.kind == "word"
                and after.start > here.end
                and (before.text in "?!" or (before.kind == "word" and len(before.norm) > 2 and before.norm not in _SHORTENED))
            ):
                found.append(tokens[at : i + 1])
                at = i + 1
        found.append(tokens[at:])
    return tuple(s for s in found if s)


def asking(document: Document) -> tuple[tuple[Stretch, bool], ...]:
    """Every stretch of the message with whether it asks."""
    found: list[tuple[Stretch, bool]] = []
    items = frozenset(marks_in(document).values())
    before = False
    for tokens in stretches(document):
        # «Второе: хочу сменить почту», «в) на карту вернёте»: on a list it is to be answered like the questions beside it.
        wished = tokens[0].index in items and (is_request(tokens) or any(t.norm in _WISHES or (before and _of_you(t)) for t in tokens))
        before = not _rhetoric(document, tokens) and (wished or is_question(tokens) or (before and _goes_on(tokens)))
        found.append((tokens, before))
    return tuple(found)


# «Прислали красный, ну как так?»: what went wrong, and a sigh.
_SIGH = re.compile(
    r"(?:ну |и |да |вот ){0,2}(?:как (?:же )?так|это как|что это за (?:дела|безобразие|сервис)|что за (?:дела|безобразие|ерунда)|куда это годится|разве так можно)"
)


def _rhetoric(document: Document, tokens: Stretch) -> bool:
    comma = max((i for i, t in enumerate(tokens) if t.text in (",", "—", "–")), default=0)
    if comma and _SIGH.fullmatch(flat(document.text[tokens[comma].end : tokens[-1].end]).strip(' .,?!—-«»"')) and not is_question(tokens[:comma]):
        return True
    return bool(_RHETORIC.fullmatch(flat(document.text[tokens[0].start : tokens[-1].end]).strip(' .,—-«»"')))


def ask_of(token: Token) -> str | None:
    """What kind of answer the word asks for, if it asks."""
    if token.word is None:
        return None
    if token.norm in ("что",) or token.norm.startswith("как"):
        if token.norm in ("как", "что", "какова", "каковы", "каков") or token.is_("какой"):
            return _ASKS["что" if token.norm == "что" else "как" if token.norm == "как" else "какой"]
        return None
    if token.norm in _ASKS:
        return _ASKS[token.norm]
    return (
        "which"
        if token.is_("какой", "каков")
        else "who"
        if token.is_("кто", "чей")
        else "howmuch"
        if token.is_("сколько")
        else "what"
        if token.norm in ("чем", "чего", "чему")
        else None
    )


def is_question(tokens: Stretch) -> bool:
    """Whether the stretch asks: by its mark, by a word of asking, by «ли»."""
    if any(t.text == "?" for t in tokens):
        return any(t.kind in ("word", "code", "number") for t in tokens)
    words = [t for t in tokens if t.kind == "word"]
    if not words or any(t.norm in ("спасибо", "благодарю") for t in words[:2]):
        return False
    if asks_to_be_told(tokens):
        return any(ask_of(t) for t in words) or any(t.lemmas & NOUNS_ASKED for t in words) or any(t.is_("интересовать") for t in words)
    first = next((i for i, t in enumerate(words) if t.norm not in _OPENERS), None)
    return (first is not None and _begins(words[first:])) or _whether(tokens) or _how_to(tokens)


def asks_to_be_told(tokens: Stretch) -> bool:
    """«Подскажите», «хотела узнать», «мне не объяснили», «вопрос»; not «мне сказали» and «я написала»."""
    wished = False
    for i, token in enumerate(tokens):
        wished = wished or token.norm in _WISHES
        if token.word is None:
            continue
        if token.lemmas & _CLEAR_TO and any(t.norm == "не" for t in tokens[max(0, i - 3) : i]) and _left_open(tokens[i + 1 :]):
            return True
        if token.lemmas.isdisjoint(INDIRECT):
            continue
        tags = token.word.tags
        if token.is_("знать", "узнать"):
            asks = "inf" in tags and (wished or token.is_("узнать"))
        elif token.is_("написать"):
            # «Напишите, что мне положена скидка» tells what to write.
            asks = "imper" in tags and [t.norm for t in tokens[i + 1 : i + 3]] != [",", "что"]
        else:
            tells = not token.lemmas.isdisjoint(_TELL) and any(p.feats.get("Tense") == "Past" or p.feats.get("Person") == "1" for p in token.word.parses)
            asks = not tells or (i > 0 and tokens[i - 1].norm == "не")
        if asks:
            return True
    return False


# «Не очень понятно, почему …», «не понимаю, за что …».
_CLEAR_TO = frozenset("понятно понятный понимать понять ясно ясный".split())


def _left_open(behind: Stretch) -> bool:
    """Whether a clause begins that says what is not understood: a cause, a place, a sum; «не понимаю, как так можно» is a sigh."""
    words = [t for t in behind[:4] if t.kind == "word"]
    return (
        bool(behind)
        and behind[0].text == ","
        and any(ask_of(t) in _OPEN for t in words[:2])
        or (len(words) > 2 and [t.norm for t in words[:2]] == ["за", "что"])
    )


_OPEN = frozenset(("why", "where", "when", "howmuch", "who"))


def _begins(words: list[Token]) -> bool:
    """Whether words that begin a stretch make it a question."""
    first, following = words[0], words[1:]
    if first.norm in _FIRST:
        return True
    # «до скольки вы работаете»
    if first.word is not None and first.word.top is not None and first.word.top.pos == "ADP" and following and ask_of(following[0]) in ("howmuch", "which"):
        return True
    if first.norm == "что":
        return bool(following) and following[0].norm not in ("бы", "то", "касается", "ж") and len(words) > 2
    if first.norm == "как" and any(t.word and ("inf" in t.word.tags or "verb" in t.word.tags) for t in following[:4]):
        return following[0].norm not in ("раз", "будто", "только")
    return any(t.norm == "ли" for t in words[:4]) and len(words) > 2


def _whether(tokens: Stretch) -> bool:
    """«…, и надо ли переустанавливать»: «ли» somewhere behind a joint."""
    return any(
        t.norm == "ли" and i > 1 and tokens[i - 1].norm not in _NO_LI and (tokens[i - 2].norm in ("и", "а", "или", ",")) and i + 1 < len(tokens)
        for i, t in enumerate(tokens)
    )


def _how_to(tokens: Stretch) -> bool:
    """«Хочу отказаться, как это сделать»."""
    return any(
        a.text == "," and b.norm == "как" and any(t.word is not None and "inf" in t.word.tags for t in tokens[i + 2 : i + 4])
        for i, (a, b) in enumerate(pairwise(tokens))
    )


def _goes_on(tokens: Stretch) -> bool:
    """«… Или есть обходной путь», «И обратную дорогу кто оплачивает» behind a question."""
    words = [t for t in tokens if t.kind == "word"]
    if (
        len(words) < 2
        or not (_of_you(words[0]) or (len(words) > 2 and words[0].norm in ("или", "и", "а")))
        or words[1].norm in ("то", "спасибо")
        or tokens[-1].text == "!"
    ):
        return False
    if words[0].norm == "или" or _of_you(words[0]) or any(ask_of(t) or t.norm in CAN_ASKED for t in words):
        return True
    # «И страховка есть на технику», «и разницу вернёте»; «и вы обещаете одно и то же» asks nothing.
    return (
        len(words) <= _SHORT and any(will_you(t) or t.norm == "есть" for t in words[1:]) and all(t.norm not in ("что", "если", "вы", "у", "уже") for t in words)
    )


_SHORT = 6


def will_you(token: Token) -> bool:
    """«Вернёте», «отправите»: what is asked of you for the time to come."""
    return _of_you(token) and token.word is not None and any(p.feats.get("Tense") == "Fut" and p.prob > 0.4 for p in token.word.parses)


def _of_you(token: Token) -> bool:
    """«Планируете исправить», «вернёте»: no imperative."""
    return token.word is not None and any(p.feats.get("Person") == "2" and p.feats.get("Mood") == "Ind" and p.prob > 0.4 for p in token.word.parses)


# What makes a clause without a question mark ask.
CAN_ASKED = frozenset("можно нужно надо обязательно ли".split())


_REQUESTS = frozenset(
    "прислать отменить вернуть изменить подключить отключить удалить продлить выслать оформить поменять добавить заменить перенести отправить проверить восстановить разблокировать выставить закрыть починить исправить переслать забрать убрать прекратить назначить перевести зачислить пересчитать заблокировать включить выключить привезти доставить заморозить аннулировать расторгнуть начислить выдать сменить обновить записать возместить компенсировать перезвонить".split()
)


_HIS_OWN = frozenset("отправить переслать привезти".split())


def demands(token: Token) -> bool:
    """An imperative; «пришли кроссовки с браком» tells what came."""
    return token.word is not None and "imper" in token.word.tags and all(p.feats.get("Tense") != "Past" for p in token.word.parses)


def is_request(tokens: tuple[Token, ...]) -> bool:
    """«Пришлите акт», «прошу отменить заказ»: a thing asked for in front of a question."""
    asks = any(t.norm in ("прошу", "нужно", "надо", "хочу", "хотел", "хотела") for t in tokens)
    # «Хочу отправить бабушке подарок»: what he will do himself.
    wanted = _REQUESTS if any(t.norm == "прошу" for t in tokens) else _REQUESTS - _HIS_OWN
    return any(t.word is not None and (t.lemmas & _REQUESTS and demands(t) or asks and t.lemmas & wanted and "inf" in t.word.tags) for t in tokens)


def request_parts(tokens: Stretch) -> list[Stretch]:
    """«Верните деньги и отключите автопродление», «заберите её и скажите, где моя»: cut in front of each thing that somebody is told to do or to tell behind a joint.

    Only what is told twice is parted: «прошу отменить заказ и вернуть деньги» is one matter.
    """
    cuts: list[int] = []
    asked = False
    for i, token in enumerate(tokens):
        if token.word is None:
            continue
        does = bool(token.lemmas & _REQUESTS)
        if not (does or token.lemmas & INDIRECT) or not demands(token):
            continue
        at = i
        while at and tokens[at - 1].norm in _JOINTS:
            at -= 1
        if asked and any(t.norm in _JOINED for t in tokens[at:i]):
            cuts.append(at)
        asked = asked or does
    return [tokens[a:b] for a, b in pairwise((0, *cuts, len(tokens)))]


# What may stand between two things told to be done, and what of it parts them.
_JOINED = frozenset("и а также заодно еще ,".split())
_JOINTS = _JOINED | frozenset("потом тогда сразу уже".split())


def is_wish(tokens: tuple[Token, ...]) -> bool:
    """«Нам нужно перенести базу», «хочу поменять тариф»: what is wanted, and nobody told to do it."""
    return not any(t.norm in ("прошу", "просим", "просьба") or (t.lemmas & _REQUESTS and demands(t)) for t in tokens)
