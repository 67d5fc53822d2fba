"""The reply put together from its sentences and the pack's phrases: greeting, empathy, body, ticket, farewell, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rewriter.loop.order import Unit
from rewriter.phrasing import choose, condolence, fitting, greeting, joy, parting, pleased, regret, sorry, wish
from rewriter.text.apologies import consoled
from rewriter.text.courtesy import is_apology, is_empathy, rejoices
from rewriter.text.document import read
from rewriter.text.reading import Reading
from rewriter.text.salutations import called, is_farewell, is_greeting, signature_at
from rewriter.text.tact import owed, regretted
from rewriter.text.tickets import stands

_LONG_MESSAGE = 260
_HAPPENED = "так вышло"


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
        opening.append(greeting(reading) or "Здравствуйте!")
    said = " ".join(u.text for u in body)
    if feeling := _feeling(reading, said):
        opening.append(feeling)
    closing: list[str] = []
    ticket = context.ticket_id
    if ticket and not reading.pack.setting("ticket-id").off and not stands(ticket, " ".join((*opening, said))):
        opening.append(choose(phrases.ticket, reading) or f"Номер обращения — {ticket}.")
    if (wished := wish(reading)) is not None:
        closing.append(wished)
    elif not mood.somber and not any(is_farewell(s) for s in read(said).sentences[-1:]) and (bye := parting(reading, read(said))):
        closing.append(bye)
    own = _signature(reading)
    if letter and own and not context.operator_name:
        closing.append(own)
    elif letter and (signature := choose(phrases.signature, reading)):
        closing.append(signature)
    paragraphs = [_with_capitals(p) for p in _paragraphs(body, split=letter or len(reading.questions) > 1)]
    if paragraphs and opening and (name := called(context.client_name or "")) is not None and name in opening[0]:
        paragraphs[0] = _not_called_again(paragraphs[0], name)
    separator = "\n\n" if letter else "\n" if len(paragraphs) > 1 else " "
    blocks = [" ".join(opening) if not letter else "\n\n".join(opening), *paragraphs, (" " if not letter else "\n\n").join(closing)]
    reply = separator.join(b for b in blocks if b)
    return reply, _messages(reading, opening, paragraphs, closing)


def _feeling(reading: Reading, said: str) -> str:
    """What answers the client's feeling before the matter: a line of condolence, empathy or joy, and an apology for what was our fault. What the body says is not said twice."""
    kinds = frozenset() if is_apology(said) else owed(reading, read(said))
    apology = sorry(reading, kinds) if kinds else None
    lines = [_sympathy(reading, said), apology]
    if all(line and _HAPPENED in line for line in lines):
        # «Мне очень жаль, что так вышло. Простите, что так вышло»
        lines = [apology]
    return " ".join(line for line in lines if line)


def _sympathy(reading: Reading, said: str) -> str | None:
    mood, body = reading.mood, read(said)
    if (condoled := condolence(reading)) is not None:
        return condoled
    if mood.upset:
        return None if is_empathy(said) or consoled(body) else fitting(reading.pack.phrases.empathy, reading)
    if rejoices(body):
        return None
    if regretted(reading):
        # An apology says as much.
        return None if is_empathy(said) or consoled(body) or owed(reading, body) else regret(reading)
    return joy(reading) if mood.joyful and mood.event is None else pleased(reading)


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


def _not_called_again(paragraph: str, name: str) -> str:
    """«Здравствуйте, Виктор! Виктор, номер передам …»: once is enough."""
    for called_so in (name, name.split(maxsplit=1)[0]):
        if paragraph.startswith(f"{called_so}, ") and len(paragraph) > len(called_so) + 2:
            rest = paragraph[len(called_so) + 2 :]
            return rest[0].upper() + rest[1:]
    return paragraph


def _with_capitals(paragraph: str) -> str:
    """«…, если бликует. не помогло — потяните экран вниз»: who types in haste has no capitals."""
    text = paragraph
    for sentence in read(paragraph).sentences:
        before = paragraph[: sentence.start].rstrip()
        if re.match("[а-яё]", sentence.text) and (not before or before[-1] in ".!?…"):
            text = text[: sentence.start] + sentence.text[0].upper() + text[sentence.start + 1 :]
    return text


def _messages(reading: Reading, opening: list[str], paragraphs: list[str], closing: list[str]) -> tuple[str, ...]:
    """The reply as chat messages, one a question; a short one stays whole. A letter is one message."""
    whole = [" ".join(opening), *paragraphs, " ".join(closing)]
    text = [w for w in whole if w]
    if reading.channel == "email" or len(paragraphs) < 2 or sum(map(len, text)) < _LONG_MESSAGE:
        return ()
    first = " ".join(w for w in (" ".join(opening), paragraphs[0]) if w)
    last = " ".join(w for w in (paragraphs[-1], " ".join(closing)) if w)
    return (first, *paragraphs[1:-1], last)
