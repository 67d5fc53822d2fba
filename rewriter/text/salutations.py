"""How a reply opens and ends: greeting, the client's name, farewell, signature; so that rules judge them and the pack composes its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat

_GREETING = Expression(
    r"^\W*(?:уважаем[а-я]+ (?:клиент|покупатель|пользователь|абонент|получатель|[а-я]+)(?: [а-я]+)?|дорог[а-я]+ (?:клиент|друг|[а-я]+)|(?:[а-я]+, )?(?:здравствуйте|добр(?:ый|ого|ое|ой|енький|енькое) (?:день|дня|денек|денечек|вечер|вечера|вечерок|вечерочек|утро|утра|утречко|времени суток|ночи)|приветствую(?: вас)?|рад[аы]? (?:вас )?приветствовать(?: вас)?|привет(?:ик|ики|ули|ос|ствуем(?: вас)?)?|здорово|здрас[ть]+е|драс[ть]+е|хай|хелл?оу?|здаров[а]?|салют|добрый-добрый (?:день|вечер)|доброго времени))(?:[ ,]+(?:вас|в нашем чате|в чате|уважаем[а-я]+|[а-я]+)){0,4}\W*$"
)
_FAREWELL = Expression(
    r"^\W*(?:(?:с уважением|с наилучшими пожеланиями|с пожеланиями)\b.{0,90}|всего (?:вам )?(?:самого )?(?:доброго|хорошего|наилучшего)(?:,? (?:и )?(?:до свидания|до новых встреч|ждем ваших (?:новых )?заказов|ждем вас (?:снова|еще|за покупками)|(?:приятных|удачных) (?:вам )?покупок))?|(?:мы )?(?:всегда )?ждем (?:вас (?:снова|еще|вновь|за (?:новыми )?покупками)|(?:ваших|новых) (?:новых |следующих )?(?:заказов|покупок))(?: снова)?|(?:приятных|удачных) (?:вам )?покупок|до новых встреч|будем рады (?:видеть вас|вас видеть|вашим (?:новым )?заказам|новым заказам)(?: снова| вновь| еще)?|до свидания.{0,25}|(?:хорошего|приятного|доброго|отличного|удачного|прекрасного|замечательного)(?: вам)?(?: \w+)? (?:дня|вечера|настроения|утра|выходных)(?:[ ,]+(?:и|до)?\s?\w*){0,5}|хороших (?:вам )?выходных|(?:благодарим|спасибо) (?:вас )?за (?:ваше )?(?:обращение|внимание|ожидание|понимание|терпение)(?:[ ,]+(?:и|в|за|к)?\s?\w+){0,5}|(?:был[аи]? )?рад[аы]? (?:был[аи]? )?(?:вам )?помочь(?: вам)?|обращайтесь(?:,? (?:ещё|если|будем)[^.!?]{0,50})?|(?:если|при) (?:у вас )?(?:появятся|возникнут|останутся|возникновени[ия]|остались|будут)(?: у вас)?(?: \w+){0,3} вопрос[ыов]*[^.!?]{0,70}|(?:могу|можем) (?:ли )?(?:я |мы )?(?:вам )?(?:чем-нибудь |чем-то |ещё )*помочь.{0,20}|остались (?:ли )?(?:у вас )?(?:ещё )?вопросы|всегда рады (?:вам )?помочь|мы (?:всегда )?(?:на связи|рядом)|команда (?:поддержки|сервиса)[^.!?]{0,40}|служба (?:поддержки|технической поддержки)[^.!?]{0,40}|ваш[аи]? (?:служба|команда)[^.!?]{0,40})\W*$"
)
_LONGEST_SIGNATURE = 150


def is_greeting(sentence: Sentence) -> bool:
    """«Здравствуйте!», «Уважаемый клиент!»."""
    return len(sentence.text) < 70 and bool(_GREETING.match(flat(sentence.text)))


def is_farewell(sentence: Sentence) -> bool:
    """«Всего доброго!», «С уважением, …», «Спасибо за обращение»."""
    return len(sentence.text) < 130 and bool(_FAREWELL.match(flat(sentence.text)))


def signature_at(document: Document) -> int | None:
    """Where «С уважением, …» at the end of the text begins; None where there is none."""
    return next((s.start for s in document.sentences if s.text.lower().startswith("с уважением") and len(document.text) - s.start < _LONGEST_SIGNATURE), None)


def body_of(document: Document) -> list[Sentence]:
    """The sentences that say something: no greeting in front, no farewell behind."""
    sentences = list(document.sentences)
    while sentences and is_greeting(sentences[0]):
        sentences.pop(0)
    if (signed := signature_at(document)) is not None:
        sentences = [s for s in sentences if s.start < signed]
    while sentences and is_farewell(sentences[-1]):
        sentences.pop()
    return [s for s in sentences if not is_greeting(s) or s.index > 2]


# the greeting ------------------------------------------------------------------------------------------------------

_GREETS = frozenset("здравствуйте здравствуй приветствую приветствуем привет приветик хай".split())
_GOOD = frozenset("добрый доброе доброго доброй добрейшего".split())
_TIMES = frozenset("день дня вечер вечера вечерочка утро утра ночи времени".split())
_GLAD = frozenset("рад рада рады".split())
_OPENERS = _GREETS | _GOOD | _GLAD | frozenset("уважаемый дорогой еще снова и".split())
_ANYBODY = ("клиент", "покупатель", "пользователь", "абонент", "получатель", "отправитель", "подписчик", "гость", "друг", "коллега")
_BESIDE = frozenset("вас вам еще раз снова суток всем нашем чате в нашей поддержке и".split())


class Greeting(NamedTuple):
    """A greeting: its span with the name in it, whether it makes the whole sentence, whether it calls somebody by name, where its core ends."""

    start: int
    end: int
    whole: bool
    named: bool
    core: int
    sentence: int


@lru_cache(maxsize=64)
def greetings_in(document: Document) -> tuple[Greeting, ...]:
    """The greetings that open a sentence, in order; a wish of a good day at the end is a farewell."""
    if document.lemmas.isdisjoint(_GREETED):
        return ()
    return tuple(g for s in document.sentences if (g := _greeting(document, s)) is not None)


_GREETED = frozenset("здравствуйте здравствовать приветствовать привет приветик хай добрый добрейший уважаемый".split())


def _greeting(document: Document, sentence: Sentence) -> Greeting | None:
    tokens = [t for t in document.of(sentence) if t.kind != "emoji"]
    at = 0
    named = False
    if len(tokens) > 2 and tokens[1].text == "," and is_called(tokens[0]):
        at, named = 2, True
    elif len(tokens) > 3 and tokens[2].text == "," and is_called(tokens[0]) and is_called(tokens[1]):
        at, named = 3, True
    while at < len(tokens) and tokens[at].norm in ("еще", "раз", "снова", "и", "вновь"):
        at += 1
    core = _core(tokens, at)
    if not core or (tokens[at].norm in ("доброго", "доброй") and sentence.index > 0 and "времени" not in sentence.text.lower()):
        return None
    end = at + core
    last = end
    while last < len(tokens):
        token = tokens[last]
        if token.text == "," and last + 1 < len(tokens) and (is_called(tokens[last + 1]) or tokens[last + 1].is_("уважаемый", "дорогой")):
            last += 1
        elif is_called(token) or token.is_("уважаемый", "дорогой", *_ANYBODY) or token.norm in _BESIDE:
            named = named or is_called(token)
            last += 1
        else:
            break
    whole = all(t.kind == "punct" for t in tokens[last:])
    if not whole and tokens[last].text not in (",", ".", "!", ":", "—", "–"):
        last = end
        if tokens[last].kind == "word" and tokens[last].capital is False and tokens[at].norm in _GLAD:
            return None
    return Greeting(sentence.start if at else tokens[0].start, tokens[last - 1].end, whole, named, tokens[end - 1].end, sentence.index)


def _core(tokens: list[Token], at: int) -> int:
    """How many tokens the greeting's own words take."""
    if at >= len(tokens):
        return 0
    token, after = tokens[at], tokens[at + 1].norm if at + 1 < len(tokens) else ""
    if token.norm in _GREETS:
        return 0 if after in ("—", "–", "это") else 1
    if (token.norm in _GOOD and after in _TIMES) or (token.norm in ("день", "вечер", "утро") and after in ("добрый", "доброе")):
        return 2
    if token.norm in _GLAD:
        return next((k + 1 for k in range(1, 4) if at + k < len(tokens) and tokens[at + k].is_("приветствовать")), 0)
    if token.norm in ("уважаемый", "уважаемая", "уважаемые") and at + 1 < len(tokens) and len(tokens) < 7 and tokens[-1].text in "!,.":
        return 1
    return 0


def is_called(token: Token) -> bool:
    """Whether the word may be the name that somebody is called by."""
    return token.kind == "word" and token.capital and not token.text.isupper() and (_names(token.text) or (token.word is not None and not token.word.known))


@lru_cache(maxsize=4_096)
def _names(text: str) -> bool:
    """«Тоня» and «Серафима» are words of the language, too: capitalised, they are names."""
    readings = (*morph.word(morph.folded(text)).parses, *morph.proper(text))
    return any(p.feats.get("NameType") in ("Giv", "Pat") for p in readings)


# the name ----------------------------------------------------------------------------------------------------------

_NOBODY = frozenset(
    "клиент покупатель пользователь гость заказчик абонент получатель отправитель админ администратор менеджер без имени имя неизвестно аноним".split()
)


_PERSONAL = Expression(r"[А-ЯЁA-Z][а-яёa-z]+(?:[-'][А-ЯЁA-Z][а-яёa-z]+)?|[А-ЯЁA-Z]\.")


@lru_cache(maxsize=64)
def called(name: str) -> str | None:
    """How a client is called: the given name, with the patronymic where the helpdesk has it; None where it is no name of a person."""
    words = [w.title() if w.islower() or (w.isupper() and len(w) > 3) else w for w in re.split(r"[\s,]+", name.strip()) if w]
    if not words or len(words) > 4 or not all(_PERSONAL.fullmatch(w) for w in words):
        return None
    first = next((i for i, w in enumerate(words) if any(p.feats.get("NameType") == "Giv" for p in morph.proper(w))), 0)
    given = words[first]
    if given.lower() in _NOBODY or given.endswith("."):
        return None
    after = words[first + 1] if first + 1 < len(words) else ""
    return f"{given} {after}" if after.lower().endswith(("вна", "вич", "ична", "ьич", "инична")) else given


def calls(document: Document, name: str) -> list[tuple[Token, ...]]:
    """Where the client is called by this name: set apart by punctuation, or in a greeting; «посылка для Анны» calls nobody."""
    wanted = [w.lower().replace("ё", "е") for w in name.split()]
    tokens = document.tokens
    found = []
    for token in document.having(frozenset(wanted[:1])):
        if token.norm != wanted[0] or not token.capital:
            continue
        first, last = token.index, token.index
        if len(wanted) > 1 and last + 1 < len(tokens) and tokens[last + 1].norm == wanted[1]:
            last += 1
        sentence = document.sentences[token.sentence]
        before = tokens[first - 1] if first > sentence.first else None
        after = tokens[last + 1] if last + 1 < sentence.last else None
        closed = after is None or after.text in ",.!?…:" or after.kind == "emoji"
        opened = before is None or before.text in ",—–" or before.norm in _GREETS | _TIMES | {"уважаемая", "уважаемый", "дорогая", "дорогой", "спасибо"}
        if closed and opened and not (before is None and after is None and len(document.sentences) > 1 and sentence.last - sentence.first == 1 and first):
            found.append(tokens[first : last + 1])
    return found


# the ending --------------------------------------------------------------------------------------------------------

_KIND = r"(?:хорош|приятн|добр|отличн|удачн|прекрасн|замечательн|чудесн|легк|тепл|светл|солнечн|продуктивн|счастлив|весел|радостн|мягк|волшебн|спокойн|увлекательн)\w{0,5}"
_WARM_SAID = (
    rf"{_KIND}(?: вам| вас)?(?: \w+){{0,3}} (?:дня|дней|вечер|утра|недел|выходн|настроен|покуп|шоп|праздник|отпуск|поезд|дорог|пут|отдых|путешеств|посадк|ноч|год|каникул|полет|экзамен|защит|свадьб|просмотр|чтени|аппетит|зим|лет|осен|весн|выпускн|работ|ожидани)",
    r"всего (?:вам |самого )*(?:добр|хорош|наилучш|светл)|до (?:свидания|встречи|связи|скор|завтра)|удач[иуа]\b|удачн\w{2,3} \w+|успех|береги(?:те)? себя|не болейте|здоровья|выздор|поправляйтесь|поздравл|ни пуха|держитесь|соболезн",
    r"\bс (?:днем|наступ|праздник|новым|рождеств|8 март|юбиле|новосел|пополнен|победой|почином)|\bпусть |желаем|желаю|улыб",
    r"ждем вас|вас ждем|(?:будем|всегда) (?:вас |рады |вам )*(?:рады|ждать|видеть)|рады (?:вас )?(?:видеть|стараться)|заходите|приходите|возвращайтесь|приезжайте|ждать вас|вас ждать",
    r"рад[аы]? (?:был[аи]? )?(?:вам )?помочь|был[аи]? рад|обращайтесь|пишите|на связи|мы (?:всегда )?(?:рядом|здесь)|всегда (?:рядом|рады|поможем|готовы)|всегда пожалуйста|напишите (?:нам|мне|сюда)",
    r"если (?:у вас |что-то |что\b|вдруг |будут|появ|возник|остан|понадоб|захо|нужна помощь)|остались (?:ли |у вас |еще |какие)|(?:могу|можем|чем)[^.?!]{0,25}помочь|еще (?:\w+ )?вопрос",
    r"спасибо,? что|спасибо (?:вам |вас )?за|благодарим|благодарю|благодар[еын]|оцените|надеемся|надеюсь|порадует|приятно (?:было )?(?:пообщ|общ)|с уважением|с наилучшими|с теплом|с заботой|ваш[аи]? (?:служба|команда|поддержка)",
)
_WARM = Expression("|".join(_WARM_SAID))
_CHEERFUL = Expression(
    rf"(?:желаю |желаем )?(?:вам )?(?:самого )?{_KIND}(?: вам| вас)?(?: \w+)? (?:дня|вечера|утра|недели|выходных|настроения|покупок|шоп+инга|просмотра)(?: и \w+ (?:настроения|покупок|вечера|выходных))?|пусть (?:ваш |этот |сегодняшний |весь )?(?:день|вечер|неделя) [^.!?]{{0,30}}|отличного вам всего|\bудачи(?: вам)?|удачных (?:вам )?покупок|улыбнитесь|побольше улыбок|ждем (?:ваших|новых) (?:новых |следующих )?(?:заказов|покупок)(?: снова)?|ждем вас (?:снова|вновь|за (?:новыми )?покупками)(?: у нас)?|будем рады (?:видеть вас снова|вас снова видеть|вашим новым заказам|новым заказам)"
)
_CHEER = frozenset("день вечер утро неделя выходной настроение покупка шопинг шоппинг просмотр удача улыбнуться улыбка заказ снова вновь".split())
_LAST = 3


def ends_warmly(document: Document) -> bool:
    """Whether one of the last sentences is a farewell, a wish or an invitation to write."""
    return any(_WARM.search(flat(s.text)) for s in document.sentences[-_LAST - 1 :] if s.end > len(document.text) - _FAR)


# A farewell stands among the last so many characters, signature included.
_FAR = 420


def cheerful_in(document: Document) -> list[tuple[int, int]]:
    """Spans of wishes of a good day, good buys, good luck: what an upset client takes for mockery."""
    found = []
    for index in sorted({t.sentence for t in document.having(_CHEER)}):
        sentence = document.sentences[index]
        match = _CHEERFUL.search(flat(sentence.text))
        if match is not None and not re.search(r"\bне\b", flat(sentence.text[: match.start()])):
            found.append((sentence.start + match.start(), sentence.start + match.end()))
    return found
