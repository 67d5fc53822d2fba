"""Openings that say nothing: «На Ваше обращение сообщаем следующее», «Информируем Вас, что …», «По заказу 70493315 сообщаем.».

What follows says it itself. A number that only the opening names goes to what follows: «По заказу 70493315: возвратная посылка …».
"""

from __future__ import annotations

import re

from rewriter.text.document import Document, Token, read
from rewriter.text.reading import Reading

_YOU = r"(?: вам| вас)?(?: также| дополнительно| повторно)?"
_MORE = r"(?:(?:повторно|дополнительно|также|настоящим(?: письмом)?) )?"
_TELLING = r"(?:сообща(?:ем|ю)|информиру(?:ем|ю)|уведомля(?:ем|ю)|извеща(?:ем|ю)|поясня(?:ем|ю)|разъясня(?:ем|ю)|отвеча(?:ем|ю)|докладыва(?:ем|ю)|довод(?:им|жу) до вашего сведения)"
# «Рады сообщить, что …» is a good word, «рады сообщить следующее» an empty one.
_GLAD = r"(?:рад(?:\(а\)|/а|а|ы)?|спешим|спешу|готов(?:ы|а)?|хотим|хочу)(?: вам)? сообщить(?: вам)?"
_WRITTEN = r"(?:обращени[а-я]+|запрос[а-я]*|вопрос[а-я]*|письм[а-я]+|сообщени[а-я]+)"
_WHOSE = r"(?:ваш[а-я]*|поступивш[а-я]+|заданн[а-я]+|данн[а-я]+|эт[а-я]+|получен[а-я]+) "
_NOTHING = (
    rf"(?:(?:на|по|в ответ на|в связи с|по факту|по существу|по поводу|относительно|касательно|в рамках) (?:{_WHOSE})*{_WRITTEN}"
    rf"|по (?:{_WHOSE})+(?:факту|случаю|ситуации|поводу|заявлению|теме)"
    # «По факту недовложения», «по части подлинности»: the rest says it itself. «По вопросу парковки» names a topic of its own.
    r"|(?:по (?:факту|части)|в части) (?:[а-яё-]+ ){0,3}[а-яё-]+"
    rf"|по результатам рассмотрения (?:{_WHOSE})*(?:обращени[а-я]+|запрос[а-я]*|письм[а-я]+)"
    rf"|рассмотрев (?:{_WHOSE})*(?:обращение|запрос|письмо))"
)
_CODE = r"(?P<code>(?:№ ?)?[a-zа-яё]{0,5}[-/]?\d[\wа-яё]*(?:[-/][\wа-яё]+)*)"
_NUMBERED = rf"(?P<by>по|в рамках|относительно|касательно) (?P<what>[а-яё-]+(?: [а-яё-]+){{0,2}}) {_CODE}"
_EMPTY = re.compile(
    rf"^{_MORE}(?:{_NOTHING},? )?{_MORE}(?:(?:мы )?{_TELLING}{_YOU}(?P<that>(?: о том)?,? что )|(?:{_TELLING}{_YOU}|{_GLAD})(?: следующее)?\s*(?P<stop>[:.]))",
    re.IGNORECASE,
)
_OF_NUMBER = re.compile(rf"^{_MORE}{_NUMBERED},? {_MORE}{_TELLING}{_YOU}(?:(?P<that>(?: о том)?,? что )|(?: следующее)?\s*(?P<stop>[:.]))", re.IGNORECASE)
_BY = {"обращения": "обращению", "заказа": "заказу", "заявки": "заявке", "договора": "договору", "запроса": "запросу", "отправления": "отправлению"}
# Long courtesy before what is said: «Спешу сразу же ответить, что …», «Обращаю Ваше внимание, что …», «По второму вопросу: …».
_SPEAKING = r"(?:отметить|сказать|пояснить|сообщить|ответить|обрадовать|уточнить|добавить|предупредить|заверить|поделиться|обратить (?:ваше )?внимание)"
_POLITE = re.compile(
    rf"^(?:а |и |ну |также |так вот,? |единственное,? )?(?:(?:по поводу|насч[её]т|относительно) [а-яё -]{{2,40}} )?(?:(?:я |мы )?(?:хотел[аи]? бы|хочу|хотим|хотелось бы|спешу|спешим|позвольте|разрешите|могу)"
    rf" (?:сразу (?:же )?)?(?:вам |вас |также )?{_SPEAKING}(?: и (?:сразу (?:же )?)?{_SPEAKING})?(?: вам| вас)?(?:,? (?:на то,? )?что |(?: следующее)?: )"
    r"|обраща(?:ю|ем) (?:ваше )?внимание,? (?:на то,? )?что |начну,? (?:пожалуй,? )?с того,? что |единственное,? что )",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"^по (?:перв|втор|треть|четв[её]рт)[а-яё]+ (?:вашему )?вопросу(?: сообща(?:ю|ем))?[:,]? ?(?:[—–-] )?", re.IGNORECASE)
# «Что касается возраста, то отметка …»: the topic may go where no «она» needs it.
_TOPIC = re.compile(r"^(?:а |и |ну )?(?:что (?:же )?касается|если (?:же )?говорить (?:про|о|об)) [^,:.]{2,60}, то ", re.IGNORECASE)
_REFERS = re.compile(r"(?<!\w)(?:он|она|оно|они|его|её|ее|их|ему|ей|им|этот|эта|это|такой|такая|так)(?!\w)", re.IGNORECASE)
_THAT_TOO = re.compile(r"\b(?:и|также|а также|или), что\b|\b(?:и|также|или) что\b", re.IGNORECASE)
_ENOUGH = 12


def without_lead_ins(reading: Reading, text: str, *, apart: bool) -> str:
    """The text without such openings, sentence by sentence.

    `apart`: also those that are a sentence with a number. They wait until what must go is gone: what they would be joined to may be cut.
    """
    document = read(text)
    for sentence in reversed(document.sentences):
        line = text[sentence.start : sentence.end]
        polite = _POLITE.match(line) or _ORDINAL.match(line) or (None if _REFERS.search(line) else _TOPIC.match(line))
        if polite is not None and len(line) - polite.end() > _ENOUGH and not _THAT_TOO.search(line, polite.end()):
            begin = sentence.start + polite.end()
            text = text[: sentence.start] + text[begin].upper() + text[begin + 1 :]
            continue
        found = _OF_NUMBER.match(line) or _EMPTY.match(line)
        if found is None or not apart and found["stop"] == "." and "code" in found.groupdict():
            continue
        if found["that"] and _THAT_TOO.search(line, found.end()):
            continue
        begin = sentence.start + found.end()
        rest = len(text[begin:]) - len(text[begin:].lstrip())
        begin += rest
        if begin >= len(text):
            continue
        told = "" if "code" not in found.groupdict() or _stands_elsewhere(reading, text, sentence.start, begin, found["code"]) else _about(found)
        first = _small(document, begin) if told and text[begin] == document.text[begin] else text[begin] if told else text[begin].upper()
        text = text[: sentence.start] + told + first + text[begin + 1 :]
    return text


def opening(sentence: str) -> int:
    """How much of the sentence is such an opening without a number: nobody misses it."""
    found = _EMPTY.match(sentence) or _POLITE.match(sentence) or _ORDINAL.match(sentence)
    return found.end() if found is not None else 0


def _about(found: re.Match[str]) -> str:
    """«По заказу 70493315: »."""
    what = found["what"]
    if found["by"].lower() != "по":
        words = what.split()
        if words[0].lower() not in _BY:
            return f"{found['by']} {what} {found['code']}: "
        what = " ".join((_BY[words[0].lower()], *words[1:]))
    return f"По {what} {found['code']}: "


def _stands_elsewhere(reading: Reading, text: str, start: int, end: int, code: str) -> bool:
    """Whether the number is named without the opening: in the rest of the text, or as the ticket that every letter names."""
    number = code.lstrip("№ ").lower()
    rest = f"{text[:start]} {text[end:]}".lower()
    ticket = (reading.context.ticket_id or "").lower()
    return bool(re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", rest)) or ticket == number and not reading.pack.setting("ticket-id").off


def _small(document: Document, at: int) -> str:
    """The letter there, small where only its sentence's beginning made it a capital."""
    token = document.tokens[document.first_from(at)]
    return document.text[at].lower() if token.start == at and _common(token) else document.text[at]


def _common(token: Token) -> bool:
    """No name, no abbreviation, no «Вы»."""
    top = token.word.top if token.word is not None and token.word.known else None
    if top is None or token.norm.startswith("ваш") or token.norm in ("вы", "вас", "вам", "вами"):
        return False
    return not (token.text.isupper() and len(token.text) > 1) and top.pos != "PROPN" and "NameType" not in top.feats
