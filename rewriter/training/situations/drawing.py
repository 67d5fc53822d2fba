"""A situation drawn: who writes, what is asked, with which data; the client's message, the draft in officialese, the good reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rewriter.case import Case, Context
from rewriter.pack import Pack
from rewriter.phrasing import choose, greeting, parting
from rewriter.text.reading import Reading
from rewriter.training.situations.data import Chance, filled, values_for
from rewriter.training.situations.schema import Mood, Opening, Point, Situation

_GREETS = re.compile(r"^(?:здравствуйте|добрый|доброе)", re.IGNORECASE)
_SHORT = 8
_MOST_EMOJI = 2


@dataclass(frozen=True)
class Drawn:
    """What is settled of a candidate. `points`: those asked, in the client's order; `asked`: how many of them as questions (none where the client only tells)."""

    situation: Situation
    opening: Opening
    points: tuple[Point, ...]
    asked: int
    values: dict[str, str]
    context: Context
    client: str


def draw(situation: Situation, mood: Mood, questions: int, pack: Pack, by: Chance) -> Drawn | None:
    """The situation in that mood with so many questions (3: three and more), or None where it has no such."""
    openings = [o for o in situation.openings if o.mood == mood]
    if not openings or (questions == 0 and not situation.tells) or questions > len(situation.points):
        return None
    opening = by.random.choice(openings)
    count = max(1, questions) if questions < 3 else by.random.randint(3, len(situation.points))
    # The message that only tells is answered by the first point; of more questions any may be asked.
    picked = [0] if questions == 0 else sorted(by.random.sample(range(len(situation.points)), count))
    points = tuple(situation.points[i] for i in picked)
    values = values_for(situation, by)
    client = _client(situation, opening, points, questions, values, by)
    return Drawn(situation, opening, points, questions and count, values, _context(pack, client, opening.gender, by), client)


def _client(situation: Situation, opening: Opening, points: Sequence[Point], questions: int, values: dict[str, str], by: Chance) -> str:
    parts = [opening.client] if opening.client else []
    if questions == 0:
        parts.append(by.random.choice(situation.tells))
    else:
        asked: list[str] = []
        for number, point in enumerate(points):
            before = asked[-1] if asked else ""
            if number and point.joined:
                question = by.random.choice(point.joined)
                if before.count("?") <= 1 and " и " not in before and ":" not in before and by.random.random() < 0.4:
                    mark = "?" if before.endswith("?") else ""
                    asked[-1] = f"{before.rstrip('?')} и {question}{mark}"
                else:
                    asked.append(f"{question[0].upper()}{question[1:]}?")
            else:
                asked.append(by.random.choice(point.asks))
        parts += asked
    # A whole message may begin with a small letter, as chats do; a sentence behind another may not.
    parts = [part if number == 0 else part[0].upper() + part[1:] for number, part in enumerate(parts)]
    return filled(" ".join(p if p[-1] in ".!?…" or n == len(parts) - 1 else f"{p}." for n, p in enumerate(parts)), values)


def _context(pack: Pack, client: str, client_gender: str | None, by: Chance) -> Context:
    """What the helpdesk knows: a greeting comes with a first message, letters are signed and have a ticket."""
    random = by.random
    letter = pack.channel == "email"
    operator_gender = random.choice("fm")
    return Context(
        client_name=by.name(client_gender or random.choice("fm")) if letter or random.random() < 0.6 else None,
        operator_name=by.name(operator_gender) if letter else None,
        operator_gender="f" if operator_gender == "f" else "m",
        first_contact=True if letter or _GREETS.match(client) else random.random() < 0.3,
        ticket_id=f"TS-{random.randint(48_000, 59_999)}" if not pack.setting("ticket-id").off else None,
        channel="email" if letter else None,
    )


def stiff(drawn: Drawn, by: Chance) -> list[str]:
    """The answers in officialese, a text each point, in the client's order."""
    return [filled(by.random.choice(p.stiff), drawn.values) for p in drawn.points]


def good(drawn: Drawn, pack: Pack, by: Chance) -> list[str]:
    """The answers in plain words; in a pack with emoji some end with one, none where the client is upset."""
    answers, emoji = [], 0
    for point in drawn.points:
        text = filled(by.random.choice(point.good), drawn.values)
        if point.emoji and pack.emoji.emoji and drawn.opening.mood != "upset" and emoji < _MOST_EMOJI and by.random.random() < 0.6:
            text, emoji = f"{text if text.endswith('руб.') else text.rstrip('.')} {point.emoji}", emoji + 1
        answers.append(text)
    return answers


def composed(drawn: Drawn, answers: Sequence[str], pack: Pack) -> str:
    """The whole good reply: greeting, a line on what the client feels, answers, farewell or wish, signature."""
    case = Case(id=drawn.client, pack=pack.name, client_message=drawn.client, draft=" ".join(answers), context=drawn.context)
    reading = Reading(case, pack)
    letter = drawn.context.channel == "email"
    opening = [greeting(reading) or ""] if drawn.context.first_contact or letter else []
    if drawn.opening.feeling:
        opening.append(filled(drawn.opening.feeling, drawn.values))
    if drawn.context.ticket_id and not pack.setting("ticket-id").off:
        # «Обращение … мы получили» opens a letter that answers nothing yet.
        opening.append(choose([p for p in pack.phrases.ticket if "получили" not in p], reading) or "")
    closing = [filled(drawn.opening.wish, drawn.values)] if drawn.opening.wish else [parting(reading) or ""] if drawn.opening.mood != "upset" else []
    if letter:
        closing.append(choose(pack.phrases.signature, reading) or "")
    body = list(answers)
    if len(body) > 2 and letter:
        body = ["\n".join(f"{n}. {text}" for n, text in enumerate(body, 1))]
    if letter:
        return "\n\n".join(t for t in (*opening, *body, *closing) if t)
    opened, closed = " ".join(t for t in opening if t), " ".join(t for t in closing if t)
    lines = len(body) > 1 and (sum(len(t.split()) for t in body) > _SHORT or not body[-1].endswith("."))
    separator = "\n" if lines or not body[-1].endswith((".", "!")) else " "
    return separator.join(t for t in (opened, *body, closed) if t)
