"""explain-request: whoever is asked for a document, a photo or a number is told what for (002 rule 7, 003 step 2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rewriter.pack_schema import Entry
from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches
from rewriter.text.document import Document, Token
from rewriter.text.phrases import Match
from rewriter.text.reading import Reading
from rewriter.text.reasons import unexplained
from rewriter.text.requests import ONLY, Request, requests_in

_QUESTIONS = frozenset("какой который где когда куда сколько кто каков чей откуда".split())
# Questions about what the client wishes, and offers of help: their reason is plain.
_WISHES = frozenset(
    "удобный удобно помочь хотеть подойти подходить нравиться понравиться предпочитать предпочесть лучше вопрос интересовать желать обращаться планировать".split()
)
_CHOICES = frozenset("удобный удобно подойти подходить предпочитать предпочесть хотеть выбрать".split())
_OFFERED = frozenset("прислать выслать отправить приложить предъявить показать взять указать сообщить назвать сфотографировать снять направить".split())
# To such a question «нужен паспорт» is the answer.
_ON_THE_SPOT = frozenset(("how", "what", "which", "can", "where"))
_BEHIND = 30
_DETERMINERS = frozenset(("adj", "num", "pron", "participle"))


@rule("explain-request", number=25, title="Просим — и говорим зачем", source="002, 003", severity="warning", hard=False)
def explain_request(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Когда понятно, зачем нужен снимок или номер, клиент охотнее его присылает и присылает именно то, что нужно."""
    requests = requests_in(reply)
    if not requests:
        return
    things = matches(case.pack, "explain-request", reply)
    at = [m.tokens[0].index for _, m in things]
    # Of several requests in a sentence the first one stands for all.
    found = {
        r.verb.sentence: told for r in reversed(requests) if (told := _asked_for(reply, case, r, things[bisect_left(at, r.first) : bisect_left(at, r.last)]))
    }
    if not found or _offered(case):
        return
    for sentence in sorted(unexplained(reply, frozenset(found))):
        start, end, entry = found[sentence]
        words = reply.text[start:end]
        advice = entry.suggest if entry is not None and entry.suggest else "скажите, что это даст: «чтобы …», «так мы …»"
        # A question put in words may be a talk about the matter itself.
        yield Found(start, end, f"Не сказано, зачем: «{words}». Лучше: {advice.rstrip('.')}.", None, None if entry is not None else "info")


def explains_request(reply: Document) -> bool:
    """Whether the reply asks the client to give or do something and says what for; more than what the rule judges, for which a doubt is no violation."""
    asking = {r.verb.sentence for r in requests_in(reply)} | {t.sentence for t in reply.words if t.word is not None and "imper" in t.word.tags}
    return bool(asking - unexplained(reply, frozenset(asking)))


def _asked_for(reply: Document, case: Reading, request: Request, things: Sequence[tuple[Entry, Match]]) -> tuple[int, int, Entry | None] | None:
    """Span from the verb to the thing asked for, and the thing's entry; None where nothing of ours is asked for."""
    if request.kind == "field" or (request.kind == "need" and any(q.asks in _ON_THE_SPOT for q in case.questions)):
        return None
    only = next((things for verb, things in ONLY.items() if request.verb.is_(verb)), None)
    # What stands behind the verb comes first.
    for entry, match in sorted(things, key=lambda x: (x[1].start < request.verb.start, x[1].start)):
        if not _governed(reply, match, request) and (only is None or match.tokens[0].lemmas & only):
            return min(request.verb.start, match.start), max(request.verb.end, _with_genitive(reply, match)), entry
    asked = _question_word(reply, request)
    return (request.verb.start, asked.end, None) if asked is not None else None


def _with_genitive(reply: Document, match: Match) -> int:
    """End of the thing with the noun that belongs to it: «номер заказа», «копию чека», «паспортные данные»."""
    last = match.tokens[-1]
    described = last.word is not None and last.word.top is not None and last.word.top.pos == "ADJ"
    after = reply.tokens[last.index + 1 : last.index + 2]
    belongs = [
        t
        for t in after
        if t.word is not None and t.sentence == last.sentence and (t.word.readings("NOUN", Case="Gen") or (described and "noun" in t.word.tags))
    ]
    return belongs[0].end if belongs else match.end


def _governed(reply: Document, match: Match, request: Request) -> bool:
    """Behind a preposition («на почту»), for the client to choose («удобное время»), or told by us («этот номер»): not what is asked for."""
    if any(t.lemmas & _CHOICES for t in _behind(reply, request)):
        return True
    if request.verb.is_("снять") and match.tokens[0].norm == "видео":
        return False  # «снимите на видео»
    at = match.tokens[0].index - 1
    while at >= request.first and (word := reply.tokens[at].word) is not None and word.tags & _DETERMINERS and "prep" not in word.tags:
        if reply.tokens[at].is_("этот", "наш"):
            return True
        at -= 1
    word = reply.tokens[at].word if at >= request.first else None
    return word is not None and "prep" in word.tags


def _behind(reply: Document, request: Request) -> tuple[Token, ...]:
    """The tokens behind the verb that may say more of the request."""
    verb = request.verb
    return reply.tokens[verb.index + 1 : min(reply.sentences[verb.sentence].last, verb.index + _BEHIND)]


def _question_word(reply: Document, request: Request) -> Token | None:
    """«Подскажите, пожалуйста, где Вы оформили заказ»."""
    after = _behind(reply, request)
    if any(t.lemmas & _WISHES for t in after):
        return None
    for token in after:
        if token.lemmas & _QUESTIONS:
            return token
        if token.text != "," and token.norm not in ("пожалуйста", "нам", "мне", "также", "в", "на", "с", "из", "о", "об", "по", "к", "за"):
            return None
    return None


def _offered(case: Reading) -> bool:
    """Whether the client asked what to give, or offered it: «какие документы нужны?», «куда прислать фото?», «могу прислать чек»."""
    client = case.client
    if not client.words:
        return False
    giving = [t for t in client.having(_OFFERED) if t.word is not None and "inf" in t.word.tags]
    if giving and client.lemmas & {"мочь"}:
        return True
    places = [(q.start, q.end) for q in case.questions]
    wanted = (*giving, *client.having(frozenset(("документ",))))
    return any(a <= t.start < b for t in wanted for a, b in places)
