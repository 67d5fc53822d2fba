"""The pack's phrases put into words: name, gender, ticket filled in, one chosen for a case and always the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

from rewriter.text.apologies import apologies_in
from rewriter.text.concepts import content
from rewriter.text.courtesy import heard_in, is_offer
from rewriter.text.document import Document, read
from rewriter.text.failings import kind_of
from rewriter.text.reading import Reading
from rewriter.text.salutations import called, greetings_in
from rewriter.text.segments import segments_in
from rewriter.text.tact import mistaken, parts, praised, rings, sympathises, travels, waits, welcomes
from rewriter.text.tickets import stands

_GENDERED = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}")
_CAPITAL = re.compile(r"\b(?:Вы|Вас|Вам|Вами|Ваш\w*)\b")
_LOWER = re.compile(r"\b(?:вы|вас|вам|вами|ваш\w{0,3})\b")
# Money or a code that has not come: what speaks of an order's delay is beside the point.
_MONEY_LATE = re.compile(
    r"(?:деньг|денег|средств|возврат|выплат|компенсаци)\w*[^.!?]{0,40}\b(?:не (?:приш|поступ|верну|зачисл|дош|получил)|нет\b|жд[уе]|где\b)"
    r"|(?<!\w)(?:код|смс|sms|уведомлени|ссылк|пароль|пуш)\w{0,3}[^.!?]{0,40}\b(?:не (?:приш|прих|поступ)|нет\b)|не (?:приш|приход|поступ)\w* (?:мне )?(?:код|смс|sms|уведомлени|ссылк|пароль)"
    r"|(?:не (?:приш|поступ|верну|зачисл)\w*|где|жду)\s[^.!?]{0,30}(?:деньг|денег|средств|возврат|выплат|компенсаци)",
    re.IGNORECASE,
)
# «Почему отменили мой заказ?»: it is not late, it does not come.
_CANCELLED = re.compile(r"\bотмен(?:или|ил[ао]?|яете|яют|[её]н[аоы]?)\b", re.IGNORECASE)
_LATE = re.compile(r"дольше|задержк", re.IGNORECASE)
_ON_ITS_WAY = re.compile(r"заказ|посылк|отправлен|доставк|товар", re.IGNORECASE)
# A line of empathy this short names no situation.
_GENERAL = 34


def fill(phrase: str, reading: Reading) -> str:
    """A phrase of the pack with the name, the operator's gender and the ticket put in."""
    context = reading.context
    gender = context.operator_gender
    text = _GENDERED.sub(lambda m: m[1] if gender == "m" else m[2] if gender == "f" else m[3], phrase)
    name = f", {known}" if context.client_name and (known := called(context.client_name)) else ""
    return text.replace("{name}", name).replace("{ticket_id}", context.ticket_id or "").replace("{operator_name}", context.operator_name or "").strip()


def choose(phrases: Sequence[str], reading: Reading, beside: Document | None = None) -> str | None:
    """One of the phrases, always the same for the same case; those that need what the context lacks are left out.

    `beside`: the reply that it joins, whose «вы» or «Вы» it takes over.
    """
    context = reading.context
    usable = [p for p in phrases if not ("{ticket_id}" in p and not context.ticket_id) and not ("{operator_name}" in p and not context.operator_name)]
    if not usable:
        return None
    # A signature with the operator's name is better than one without.
    usable = [p for p in usable if "{operator_name}" in p] or usable
    phrase = fill(usable[crc32((reading.case.id + reading.case.draft).encode(errors="surrogatepass")) % len(usable)], reading)
    return phrase if beside is None else _addressed(phrase, reading, beside)


def _addressed(phrase: str, reading: Reading, reply: Document) -> str:
    """The phrase with «вы» in lower case where the reply has it so."""
    if reading.pack.address == "Вы" or not _CAPITAL.search(phrase) or _CAPITAL.search(reply.text[1:]) or not _LOWER.search(reply.text):
        return phrase
    return _CAPITAL.sub(lambda m: m[0].lower() if m.start() else m[0], phrase)


def fitting(phrases: Sequence[str], reading: Reading, beside: Document | None = None) -> str | None:
    """The line of empathy that names what the client wrote of; where none does, a general one."""
    phrases = [p for p in phrases if sympathises(p, reading) and _to_the_point(p, reading)]
    if waiting := [p for p in phrases if waits(p)]:
        return choose(waiting, reading, beside)
    client = frozenset(k for s in reading.client.sentences for word in content(reading.client, s) for k in word)

    def named(phrase: str) -> int:
        document = read(phrase)
        return sum(1 for s in document.sentences for word in content(document, s) if word & client)

    best = max((named(p) for p in phrases), default=0)
    if best > 1:
        return choose([p for p in phrases if named(p) == best], reading, beside)
    return choose([p for p in phrases if len(p) <= _GENERAL], reading, beside)


def regret(reading: Reading, beside: Document | None = None) -> str | None:
    """A short word of regret that names no situation; None where the pack has none."""
    return choose([p for p in reading.pack.phrases.empathy if len(p) <= _GENERAL and sympathises(p, reading)], reading, beside)


def _to_the_point(phrase: str, reading: Reading) -> bool:
    message = reading.case.client_message
    return not (_ON_ITS_WAY.search(phrase) and (_MONEY_LATE.search(message) or _LATE.search(phrase) and _CANCELLED.search(message)))


def greeting(reading: Reading, beside: Document | None = None) -> str | None:
    """The pack's greeting; with thanks for writing, or who we are, only where that is news and welcome."""
    return choose([p for p in reading.pack.phrases.greeting if welcomes(p, reading)], reading, beside)


def parting(reading: Reading, beside: Document | None = None) -> str | None:
    """The pack's farewell that suits how the client feels. Behind an offer of help it is another one: «…, звоните, если появятся вопросы» needs no «Пишите, если …»."""
    fits = [p for p in reading.pack.phrases.farewell if parts(p, reading)]
    if beside is not None and beside.sentences and _offers(beside.sentences[-1].text):
        fits = [p for p in fits if not _offers(p)] or fits
    return choose(fits, reading, beside)


def _offers(text: str) -> bool:
    return is_offer(segments_in(read(text)))


def pleased(reading: Reading, beside: Document | None = None) -> str | None:
    """An answer to a client who thanks us for something done; None else."""
    return choose(reading.pack.phrases.thanks, reading, beside) if praised(reading) else None


def joy(reading: Reading, beside: Document | None = None) -> str | None:
    """A line of joy that fits any good news: one that says what is good («…, что всё получилось») may not."""
    return choose([p for p in reading.pack.phrases.joy if "," not in p or "поделились" in p], reading, beside)


def sorry(reading: Reading, kinds: frozenset[str], beside: Document | None = None) -> str | None:
    """The pack's apology for such failures; None where it has none that fits."""
    named = bool((reading.pack.setting("apology-fits").model_extra or {}).get("named"))
    usable = [p for p in reading.pack.phrases.apology if rings(p, reading) and _to_the_point(p, reading) and not ("ошибк" in p and _blameless(reading, kinds))]
    fits = {p: _fit(p, kinds, named) for p in usable}
    best = max(fits.values(), default=0)
    return choose([p for p, fit in fits.items() if fit == best], reading, beside) if best else None


def _blameless(reading: Reading, kinds: frozenset[str]) -> bool:
    """Whether what happened is no mistake of anybody's, for all that is told."""
    return kinds.isdisjoint(("mix-up", "missing")) and not mistaken(reading)


def _fit(phrase: str, kinds: frozenset[str], named: bool) -> int:
    """How well the apology suits such a failure: 2 where it names it («за задержку»), 1 where it may be said of any, 0 else. `named`: «за неудобства» is too little."""
    about = next(iter(apologies_in(read(phrase))), None)
    if about is None or (named and about.about == "general"):
        return 0
    if about.about == "slip" and about.head not in _FOR:
        return 2 if kinds == {"silence"} or (_KEPT_WAITING.search(phrase) and kinds <= {"silence", "delay"}) else 0
    of = _FOR.get(about.head) or frozenset(filter(None, (kind_of(about.head),)))
    return 1 if not of else 2 if kinds & of and (about.head in _FOR or kinds <= of) else 0


_KEPT_WAITING = re.compile("ждать|ожидание")
_FOR = {"сбой": frozenset(("technical",)), "ошибка": frozenset(("mix-up", "missing", "money", "other")), "путаница": frozenset(("mix-up",))}


def wish(reading: Reading, beside: Document | None = None) -> str | None:
    """The pack's wish for what the client told of; None where nothing was told or the client is upset."""
    mood = reading.mood
    occasion = ("family" if mood.others else mood.event) or ("health" if mood.sorrow == "illness" else None)
    if mood.upset or occasion is None:
        return None
    return choose([p for p in reading.pack.phrases.wishes.get(occasion, ()) if travels(p, reading)], reading, beside)


def condolence(reading: Reading, beside: Document | None = None) -> str | None:
    """The pack's line for a sorrow: where somebody has died, or a firm closes; None else."""
    sorrow = reading.mood.sorrow
    return choose(reading.pack.phrases.wishes.get(sorrow, ()), reading, beside) if sorrow in ("loss", "closing") else None


def opening_of(reply: Document) -> tuple[int, str]:
    """Where a line that opens the body goes (behind the greeting and a line of empathy), and what parts it from what follows."""
    at = 0
    after = {g.sentence for g in greetings_in(reply) if g.whole} | {s.index for s in heard_in(reply)}
    while at < len(reply.sentences) and at in after:
        at += 1
    if at >= len(reply.sentences):
        return len(reply.text), ""
    start = reply.sentences[at].start
    gap = reply.text[reply.sentences[at - 1].end : start] if at else ""
    return start, "\n\n" if "\n\n" in gap else "\n" if "\n" in gap else " "


def goodbye(reading: Reading) -> str:
    """The whole reply to a bare «ок» or «спасибо»."""
    phrases = reading.pack.phrases
    text = choose(phrases.goodbye or phrases.farewell, reading) or "Всего доброго!"
    ticket = reading.context.ticket_id
    if ticket and not reading.pack.setting("ticket-id").off and not stands(ticket, text):
        text = f"{text} {choose(phrases.ticket, reading) or f'Номер обращения — {ticket}.'}"
    return text
