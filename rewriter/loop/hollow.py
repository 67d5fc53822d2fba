"""Sentences that a cut has emptied: «Задержка зачисления происходит.», «Указан неверный индекс.» to a client who has just said so."""

from __future__ import annotations

import re

from rewriter.text.document import Document, Token, read
from rewriter.text.edits import cut_span
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.in_context import parse_in_context
from rewriter.text.reading import Reading

_EVENTS = frozenset("задержка просрочка ошибка сбой проблема инцидент ситуация накладка заминка снижение отклонение списание".split())
_HAPPENS = frozenset("произойти происходить возникнуть возникать случиться случаться допустить вызвать обусловить связать наблюдаться".split())
_SLIP = Expression(
    r"(?:был[аио]? )?(?:указан|введен|записан|выбран|заполнен|внесен)[аоы]? (?:не ?верн|неправильн|некорректн|ошибочн|стар|устаревш)\w{2,3} [\w-]+[.!]?$"
)
# The client owns up to it.
_OWNED_UP = Expression(
    r"(?:написал|указал|ввел|ввела|вписал|заполнил|вбил|выбрал|поставил)[аи]? [^.?!]{0,25}(?:стар|не т(?:от|а|у|о)\b|неверн|неправильн|ошиб|друг)|(?:стар|не т(?:от|у|о)|неверн|неправильн|друг)\w{0,3} [^.?!]{0,20}(?:написал|указал|ввел|ввела|вписал|заполнил|вбил|выбрал|поставил)|\b(?:ошибл(?:ась|ся)|ошибся|перепутал[аи]?|напутал[аи]?)\b[^.?!]{0,20}(?:индекс|адрес|номер|дом|имен|фамил)|(?:индекс|адрес|номер|дом|имя|фамили)\w{0,3} [^.?!]{0,15}(?:перепутал|напутал|ошибл)"
)
# «…, это проблема» of whom, «…, обращение» in what tracker: the end of a sentence that a cut has left.
_ENDS = Expression(
    r"[,;]\s*(?:(?:а |и |но )?это (?:уже )?(?:проблем|вопрос|вин|ошибк|недоработк|забот|дел)[аоы]|(?:обращени|запрос|заявк|задач|тикет|инцидент)[еа]?)(?=\s*[.!])"
)
# «Известный баг, разработчики накосячили в …» with both put plainly.
_AGAIN = Expression(r"(ошибк[аи])[,:] (?:произошла|случилась) ошибка(?= в\b)", re.IGNORECASE)
# What was asked for has gone: «Закрывающие отправим до 5 числа пожалуйста.»
_PLEASE = Expression(r"(?<=\w) пожалуйста(?=[.!])")
# «Выгрузить не получится, такой возможности нет»: denied twice.
_DENIED_AGAIN = Expression(
    r"((?:не получится|не удастся|нельзя)[^.!?;]{0,60}), (?:такой|этой|подобной) (?:возможности|функции|опции) (?:у нас |пока |сейчас )?(?:нет|не имеется)(?=[.!,;])",
    re.IGNORECASE,
)
# The whole of a sentence that only says that a letter was read, or shrugs.
_COLD = frozenset(
    (
        "слушайте",
        "слушай",
        "послушайте",
        "ну бывает",
        "бывает",
        "всякое бывает",
        "такое бывает",
        "принято",
        "понял",
        "поняла",
        "принято к сведению",
        "информация принята",
    )
)
# «в статусе «Экспортирован», отправлен 6 октября» with the status put plainly.
_TWICE = Expression(r"\b([а-я]{3,}(?:[еа]н[аоы]?)), \1(?= )")
# Whose bank is to be asked, of money of which nothing more may be told.
_UP_TO_BANK = Expression(r"(?:срок )?зачислени[ея] (?:денег |средств )?зависит от (?:вашего |самого )?банка\W*$")


# «(За вещи не отвечаем,) это прописано в оферте.»
_WRITTEN = Expression(
    r"как (?:указано|сказано|написано|прописано|предусмотрено) (?:в|на) (?:\w+ )?\w+\W*$|(?:все )?(?:это|об этом) (?:прописано|указано|сказано|написано|предусмотрено|закреплено|оговорено) (?:в|на) (?:\w+ )?(?:оферте|договоре|правилах|условиях|регламенте|соглашении|сайте|памятке)\W*$"
)
# Courtesy at length, beside what the pack says itself.
EFFUSIVE = Expression(
    r"^\W*(?:(?:позвольте|разрешите) (?:выразить|поблагодарить)[^.\d]*|(?:большое|огромное)(?:-пребольшое|-преогромное)? спасибо,? что (?:вы )?(?:написали|обратились|выбрали)[^.\d]*|(?:мы )?(?:невероятно|безумно|несказанно|очень) рад[аы]?,? "
    r"что вы (?:выбрали|написали|обратились)[^.\d]*|благодар(?:ю|им) вас за то,? что (?:вы )?проявили интерес[^.\d]*|вот такая (?:вот )?информация|как(?:ой|ая|ое|ие)? (?:же )?(?:чудесн|прекрасн|замечательн)[а-я]+ (?:повод|выбор|вопрос|подар)[^.\d]*)\W*$"
)


def without_hollow(reading: Reading, text: str) -> str:
    """The text without sentences and ends of sentences that say nothing, of those that were not the draft's own."""
    text = _TWICE.sub(r"\1", _PLEASE.sub("", text))
    text = _DENIED_AGAIN.sub(r"\1", _AGAIN.sub(r"\1", text))
    for left in reversed(list(_ENDS.finditer(flat(text)))):
        if flat(text)[left.start() : left.end() + 1] not in flat(reading.draft.text):
            text = text[: left.start()] + text[left.end() :]
    document = read(text)
    own = {s.text for s in reading.draft.sentences}
    for sentence in reversed(document.sentences) if len(document.sentences) > 1 else ():
        # These say nothing even where the draft itself has them.
        cold = flat(sentence.text).strip(" .!") in _COLD or EFFUSIVE.match(flat(sentence.text)) is not None
        anyway = cold or _UP_TO_BANK.match(flat(sentence.text)) is not None
        if cold or (anyway or sentence.text not in own) and _is_hollow(reading, document, document.of(sentence)):
            start, end, put = cut_span(document, sentence.start, sentence.end)
            return without_hollow(reading, text[:start] + put + text[end:])
    return text


def _is_hollow(reading: Reading, document: Document, tokens: tuple[Token, ...]) -> bool:
    if any(t.kind not in ("word", "punct") for t in tokens):
        return False
    if _WRITTEN.match(flat(document.text[tokens[0].start : tokens[-1].end])):
        return True
    if _UP_TO_BANK.match(flat(document.text[tokens[0].start : tokens[-1].end])):
        return not any(t.is_("деньги", "возврат", "сумма", "рубль") for t in document.words if t.sentence != tokens[0].sentence)
    return (
        _only_happened(document, tokens)
        or _slip_alone(reading, tokens)
        or _known_anyway(reading, tokens)
        or (_SLIP.match(flat(document.text[tokens[0].start : tokens[-1].end])) is not None and _OWNED_UP.search(flat(reading.case.client_message)) is not None)
    )


def _slip_alone(reading: Reading, tokens: tuple[Token, ...]) -> bool:
    """«Коробки перепутаны.» is all that is left of blame: the client has seen it, and has not asked why."""
    words = [t for t in tokens if t.kind == "word"]
    top = words[-1].word.top if words and words[-1].word is not None else None
    slipped = top is not None and top.feats.get("Variant") == "Short" and bool(words[-1].lemmas & _SLIPS)
    client = flat(reading.case.client_message)
    return slipped and 1 < len(words) <= 3 and bool(_SEEN.search(client)) and not _WHY.search(client)


def _known_anyway(reading: Reading, tokens: tuple[Token, ...]) -> bool:
    """«Подписка подключена.», «Вес неверно указан.» are all that is left of «Вы (сами) …»: the client writes of it himself, or «поэтому» has said what came of it."""
    words = [t for t in tokens if t.kind == "word"]
    top = words[-1].word.top if len(words) in (2, 3) and words[-1].word is not None else None
    if top is None or top.feats.get("Variant") != "Short" or top.pos != "VERB":
        return False
    draft = flat(reading.draft.text)
    if len(words) == 3:
        return words[1].norm in ("неверно", "неправильно") and bool(_WRONGLY.search(draft)) and bool(_CAUSE_TOLD.search(draft))
    return bool(_HIMSELF.search(draft)) and not words[0].lemmas.isdisjoint(reading.client.lemmas)


_HIMSELF = Expression(r"(?<!\w)вы сами(?!\w)")
_WRONGLY = Expression(r"(?<!\w)вы (?:сами )?(?:неверно|неправильно)(?!\w)")
_CAUSE_TOLD = Expression(r"поэтому|в связи с чем|из-за|так как|вследствие")
_SLIPS = frozenset("перепутать спутать напутать забыть".split())
_SEEN = Expression(r"чуж|\bне т(?:от|а|о|у|ого|ой)\b|вместо|перепут|друг(?:ой|ая|ое|ую|ого)|(?:заказывал|просил)[^.?!]{0,40}\bа ")
_WHY = Expression(r"\bпочему\b|\bотчего\b|причин|как так|что (?:случил|произошл)|из-за чего")


def _only_happened(document: Document, tokens: tuple[Token, ...]) -> bool:
    """«Задержка зачисления происходит»: an event, whose it is, and that it is."""
    words = [t for t in tokens if t.kind == "word"]
    # «Двойное списание произошло»
    words = words[1:] if len(words) > 2 and words[0].word is not None and words[0].word.top is not None and words[0].word.top.pos == "ADJ" else words
    if len(words) == 1:
        return bool(words[0].lemmas & _EVENTS)  # «Задержка.», and nothing of it
    if len(words) < 2 or len(words) > 4 or words[0].lemmas.isdisjoint(_EVENTS) or words[-1].lemmas.isdisjoint(_HAPPENS) or any(t.norm == "не" for t in words):
        return False
    between = [parse_in_context(document, t) if t.word is not None else None for t in words[1:-1]]
    return all(p is not None and p.feats.get("Case") == "Gen" for p in between)
