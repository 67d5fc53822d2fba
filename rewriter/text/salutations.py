"""Greetings, farewells and signatures, empathy and apologies: told apart from what a draft says, so that the pack can compose its own."""

from __future__ import annotations

import re

from rewriter.text.document import Document, Sentence
from rewriter.text.facts import flat

_GREETING = re.compile(
    r"^\W*(?:уважаем[а-я]+ (?:клиент|покупатель|пользователь|абонент|получатель|[а-я]+)(?: [а-я]+)?|дорог[а-я]+ (?:клиент|друг|[а-я]+)|(?:[а-я]+, )?(?:здравствуйте|добр(?:ый|ого|ое|ой|енький|енькое) (?:день|дня|денек|денечек|вечер|вечера|вечерок|вечерочек|утро|утра|утречко|времени суток|ночи)|приветствую(?: вас)?|рад[аы]? (?:вас )?приветствовать(?: вас)?|привет(?:ик|ики|ули|ос)?|здорово|здрас[ть]+е|салют|доброго времени))(?:[ ,]+(?:вас|в нашем чате|в чате|уважаем[а-я]+|[а-я]+)){0,4}\W*$"
)
_FAREWELL = re.compile(
    r"^\W*(?:(?:с уважением|с наилучшими пожеланиями|с пожеланиями)\b.{0,90}|всего (?:вам )?(?:самого )?(?:доброго|хорошего|наилучшего)(?:,? до свидания)?|до свидания.{0,25}|(?:хорошего|приятного|доброго|отличного|удачного|прекрасного|замечательного)(?: вам)?(?: \w+)? (?:дня|вечера|настроения|утра|выходных)(?:[ ,]+(?:и|до)?\s?\w*){0,5}|хороших (?:вам )?выходных|(?:благодарим|спасибо) (?:вас )?за (?:ваше )?(?:обращение|внимание|ожидание|понимание|терпение)(?:[ ,]+(?:и|в|за|к)?\s?\w+){0,5}|(?:был[аи]? )?рад[аы]? (?:был[аи]? )?(?:вам )?помочь(?: вам)?|обращайтесь(?:,? (?:ещё|если|будем)[^.!?]{0,50})?|(?:если|при) (?:у вас )?(?:появятся|возникнут|останутся|возникновени[ия]|остались|будут)(?: у вас)?(?: \w+){0,3} вопрос[ыов]*[^.!?]{0,70}|(?:могу|можем) (?:ли )?(?:я |мы )?(?:вам )?(?:чем-нибудь |чем-то |ещё )*помочь.{0,20}|остались (?:ли )?(?:у вас )?(?:ещё )?вопросы|всегда рады (?:вам )?помочь|мы (?:всегда )?(?:на связи|рядом)|команда (?:поддержки|сервиса)[^.!?]{0,40}|служба (?:поддержки|технической поддержки)[^.!?]{0,40}|ваш[аи]? (?:служба|команда)[^.!?]{0,40})\W*$"
)
_EMPATHY = re.compile(
    r"понима(?:ю|ем)[^.!?]{0,60}(?:неприятн|беспоко|вас|обидн|тяжел|волн|важн|жда|расстр|досад)|сочувству|(?:очень )?жаль,? что|неприятн[а-я]+ ситуаци|сожале(?:ю|ем)|представля(?:ю|ем),? как"
)
_APOLOGY = re.compile(r"(?:приносим?|приношу|просим|прошу|примите)[^.!?]{0,30}(?:извинени|прощени)|извините|простите")


_LONGEST_SIGNATURE = 150


def is_greeting(sentence: Sentence) -> bool:
    """«Здравствуйте!», «Уважаемый клиент!»."""
    return len(sentence.text) < 70 and bool(_GREETING.match(flat(sentence.text)))


def is_farewell(sentence: Sentence) -> bool:
    """«Всего доброго!», «С уважением, …», «Спасибо за обращение»."""
    return len(sentence.text) < 130 and bool(_FAREWELL.match(flat(sentence.text)))


def is_empathy(text: str) -> bool:
    """A line of empathy."""
    return bool(_EMPATHY.search(flat(text)))


def is_apology(text: str) -> bool:
    """An apology."""
    return bool(_APOLOGY.search(flat(text)))


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
