"""Whether a reply leaves the next word to somebody: it asks the client for something, or asks to wait while something is looked up."""

from __future__ import annotations

from rewriter.text.document import Document, Token
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat

_TELL = frozenset(
    "прислать написать сообщить уточнить подсказать назвать ответить подтвердить рассказать описать продиктовать указать приложить выслать отправить сфотографировать напомнить".split()
)
_LOOK = frozenset(
    "уточнить уточнять проверить проверять посмотреть смотреть считать посчитать рассчитать рассчитывать узнать узнавать искать поискать найти сверить сверять отследить отслеживать запросить запрашивать выяснить выяснять изучить изучать "
    "разобраться разбираться подобрать подбирать открыть открывать подготовить готовить глянуть просмотреть".split()
)
_SOON = Expression(r"\b(?:минут|секунд|момент|подожд|ожида|сейчас|вернусь|вернемся|на линии|не отключайтесь|скоро|ждете|сразу)")
_ELSEWHERE = Expression(
    r"в отделени|в пункте|на почте|сотрудник|курьеру|продавцу|отправител|администратор|при получени|в заявлени|в письме|в анкет|руководител"
)


def asks(reply: Document) -> bool:
    """Whether the reply asks the client something and waits for the answer. «Остались вопросы?» waits for nothing."""
    if "?" in reply.signs and any(s.text.rstrip(' »")').endswith("?") and not _OFFER.search(flat(s.text)) for s in reply.sentences):
        return True
    return any(_demands(t) and not _ELSEWHERE.search(flat(reply.sentences[t.sentence].text)) and not _conditional(reply, t) for t in reply.having(_TELL))


_OFFER = Expression(r"остал\w{1,20}[^?]{0,25}вопрос|(?:могу|можем|чем)[^?]{0,30}помочь|что-(?:то|нибудь) еще")


def _demands(token: Token) -> bool:
    return (
        token.word is not None and token.norm.endswith("те") and any(p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" for p in token.word.parses)
    )


def _conditional(reply: Document, token: Token) -> bool:
    """«Если код не придёт, напишите нам»: an invitation."""
    sentence = reply.sentences[token.sentence]
    return any(t.norm in ("если", "когда") for t in reply.tokens[sentence.first : token.index])


def looks_up(token: Token) -> bool:
    """«Проверю», «смотрю», «уточняем»: a look-up of ours, now or next."""
    return (
        token.word is not None
        and not token.lemmas.isdisjoint(_LOOK)
        and any(p.pos == "VERB" and p.feats.get("Person") == "1" and p.prob > 0.2 for p in token.word.parses)
    )


LOOK = _LOOK


def holds(reply: Document) -> bool:
    """Whether the reply asks to wait a moment while something is looked up."""
    for token in reply.having(_LOOK):
        if looks_up(token) and _SOON.search(flat(reply.sentences[token.sentence].text)):
            return True
    return any(_HOLD.match(flat(s.text)) for s in reply.sentences[-2:])


_HOLD = Expression(
    r"\W*(?:одну |пару |буквально |еще )*(?:минут|секунд|момент)|\W*(?:подождите|обождите|не отключайтесь|оста\w+тесь(?:, пожалуйста,)? на (?:линии|связи))"
)
