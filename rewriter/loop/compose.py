"""The reply put together from its sentences and the pack's phrases: greeting, empathy, body, ticket, farewell, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

from rewriter.loop.order import Unit
from rewriter.rules.ticket_id import stands
from rewriter.text.concepts import content
from rewriter.text.document import read
from rewriter.text.reading import Reading
from rewriter.text.salutations import is_apology, is_empathy, is_farewell, is_greeting, signature_at

_GENDERED = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}")
_LONG_MESSAGE = 260
# A line of empathy this short names no situation.
_GENERAL = 34


def fill(phrase: str, reading: Reading) -> str:
    """A phrase of the pack with the name, the operator's gender and the ticket put in."""
    context = reading.context
    gender = context.operator_gender
    text = _GENDERED.sub(lambda m: m[1] if gender == "m" else m[2] if gender == "f" else m[3], phrase)
    name = f", {_called(context.client_name)}" if context.client_name else ""
    return text.replace("{name}", name).replace("{ticket_id}", context.ticket_id or "").replace("{operator_name}", context.operator_name or "").strip()


def _called(name: str) -> str:
    """How a client is called: first name, with the patronymic where the helpdesk has it."""
    words = name.split()
    patronymic = len(words) > 1 and words[1].endswith(("вна", "вич", "ична", "инична", "ьич"))
    return " ".join(words[: 2 if patronymic else 1])


def choose(phrases: Sequence[str], reading: Reading) -> str | None:
    """One of the phrases, always the same for the same case; those that need what the context lacks are left out."""
    context = reading.context
    usable = [p for p in phrases if not ("{ticket_id}" in p and not context.ticket_id) and not ("{operator_name}" in p and not context.operator_name)]
    if not usable:
        return None
    # A signature with the operator's name is better than one without.
    usable = [p for p in usable if "{operator_name}" in p] or usable
    return fill(usable[crc32((reading.case.id + reading.case.draft).encode()) % len(usable)], reading)


def _fitting(phrases: Sequence[str], reading: Reading) -> str | None:
    """The line of empathy that names what the client wrote of; where none does, a general one."""
    client = frozenset(k for s in reading.client.sentences for word in content(reading.client, s) for k in word)

    def named(phrase: str) -> int:
        document = read(phrase)
        return sum(1 for s in document.sentences for word in content(document, s) if word & client)

    best = max((named(p) for p in phrases), default=0)
    if best > 1:
        return choose([p for p in phrases if named(p) == best], reading)
    return choose([p for p in phrases if len(p) <= _GENERAL], reading)


def goodbye(reading: Reading) -> str:
    """The whole reply to a bare «ок» or «спасибо»."""
    phrases = reading.pack.phrases
    text = choose(phrases.goodbye or phrases.farewell, reading) or "Всего доброго!"
    ticket = reading.context.ticket_id
    if ticket and not reading.pack.setting("ticket-id").off and not stands(ticket, text):
        text = f"{text} {choose(phrases.ticket, reading) or f'Номер обращения — {ticket}.'}"
    return text


def compose(reading: Reading, units: Sequence[Unit]) -> tuple[str, tuple[str, ...]]:
    """The reply and its chat messages."""
    phrases, mood, context = reading.pack.phrases, reading.mood, reading.context
    body = [u for u in units if u.text.strip()]
    opening: list[str] = []
    letter = reading.channel == "email"
    greeted = (
        bool(reading.draft.sentences)
        and is_greeting(reading.draft.sentences[0])
        or bool(re.match(r"\s*(?:здравствуйте|добрый день)", reading.case.draft, re.IGNORECASE))
    )
    if context.first_contact or letter or (context.first_contact is None and greeted):
        opening.append(choose(phrases.greeting, reading) or "Здравствуйте!")
    said = " ".join(u.text for u in body)
    if mood.upset and not is_empathy(said) and not is_apology(said) and (line := _fitting(phrases.empathy, reading)):
        opening.append(line)
    closing: list[str] = []
    ticket = context.ticket_id
    if ticket and not reading.pack.setting("ticket-id").off and not stands(ticket, " ".join((*opening, said))):
        opening.append(choose(phrases.ticket, reading) or f"Номер обращения — {ticket}.")
    occasion = "family" if mood.others and mood.event == "birthday" else mood.event
    if occasion and not mood.upset and (wish := choose(phrases.wishes.get(occasion, ()), reading)):
        closing.append(wish)
    elif not mood.upset and not any(is_farewell(s) for s in read(said).sentences[-1:]) and (bye := choose(phrases.farewell, reading)):
        closing.append(bye)
    own = _signature(reading)
    if letter and own and not context.operator_name:
        closing.append(own)
    elif letter and (signature := choose(phrases.signature, reading)):
        closing.append(signature)
    paragraphs = _paragraphs(body, split=letter or len(reading.questions) > 1)
    separator = "\n\n" if letter else "\n" if len(paragraphs) > 1 else " "
    blocks = [" ".join(opening) if not letter else "\n\n".join(opening), *paragraphs, (" " if not letter else "\n\n").join(closing)]
    reply = separator.join(b for b in blocks if b)
    return reply, _messages(reading, opening, paragraphs, closing)


def _signature(reading: Reading) -> str | None:
    """The draft's own signature: where nobody says who writes, it stays as the operator wrote it."""
    at = signature_at(reading.draft)
    return reading.draft.text[at:].strip() if at is not None else None


def _paragraphs(body: Sequence[Unit], *, split: bool) -> list[str]:
    """One paragraph a question; list items keep their lines."""
    result: list[str] = []
    last: int | None = None
    for unit in body:
        item = bool(re.match(r"(?:\d{1,2}[.)]|[—–•-])\s", unit.text))
        if result and (not split or unit.question == last or unit.question is None):
            result[-1] += ("\n" if item or re.search(r"(?:^|\n)(?:\d{1,2}[.)]|[—–•-])\s[^\n]*$", result[-1]) and item else " ") + unit.text
        else:
            result.append(unit.text)
        last = unit.question if unit.question is not None else last
    return result


def _messages(reading: Reading, opening: list[str], paragraphs: list[str], closing: list[str]) -> tuple[str, ...]:
    """The reply as chat messages, one a question; a short one stays whole. A letter is one message."""
    whole = [" ".join(opening), *paragraphs, " ".join(closing)]
    text = [w for w in whole if w]
    if reading.channel == "email" or len(paragraphs) < 2 or sum(map(len, text)) < _LONG_MESSAGE:
        return ()
    first = " ".join(w for w in (" ".join(opening), paragraphs[0]) if w)
    last = " ".join(w for w in (paragraphs[-1], " ".join(closing)) if w)
    return (first, *paragraphs[1:-1], last)
