"""Cards «Как было — как стало»: what stands on each, and how large it can be written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from rewriter.result import Violation
from rewriter.rules import rules
from rewriter.training.lessons import Judged

# A slide of 16:9, in CSS pixels, and what its margins, headings and gaps take.
WIDTH, HEIGHT = 1280, 720
_TAKEN = 214
# Type sizes, in CSS pixels; the texts' own, that of the lesson below them is smaller (`_SMALLER`).
SIZES = (26, 24, 22, 20, 18, 16.5, 15, 14, 13, 12, 11, 10)
_SMALLER = 0.78
# A space's width and a line's height, in units of the size. As `_wide`, a little more than those of DejaVu Sans, the widest of the fonts in deck.css.
_SPACE, _LINE = 0.33, 1.35
_MOST_WHY = 170


@dataclass(frozen=True)
class Piece:
    """A stretch of the draft: underlined where it breaks rules; `marks`: numbers of the findings that end with it."""

    text: str
    wrong: bool
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Point:
    """A rule that the pair teaches: its number in the draft, None where nothing is underlined for it; title and why."""

    number: int | None
    title: str
    why: str


@dataclass(frozen=True)
class Card:
    """A pair as a slide. `size`: of its texts, in CSS pixels; None: too long for a slide, it takes the room that it needs."""

    id: str
    pack: str
    client: str
    draft: tuple[Piece, ...]
    reply: str
    points: tuple[Point, ...]
    size: float | None

    @property
    def small(self) -> float:
        """Type size of the lesson."""
        return max((self.size or SIZES[-1]) * _SMALLER, 9)


def card(judged: Judged) -> Card:
    """The card of a pair. Of all that the draft breaks, what the pair teaches is shown."""
    pair, known = judged.pair, rules()
    draft = pair.draft.rstrip()
    found = [v for v in judged.before.violations if v.rule in pair.teaches]
    numbers = {rule: i for i, rule in enumerate(dict.fromkeys(rule for rule in pair.teaches if any(v.rule == rule for v in found)), 1)}
    points = tuple(
        Point(numbers.get(rule), known[rule].title, _short(known[rule].why)) for rule in sorted(pair.teaches, key=lambda r: numbers.get(r, 99)) if rule in known
    )
    client, reply = pair.client.strip(), pair.reply.strip()
    return Card(pair.id, judged.pack.title, client, pieces(draft, found, numbers), reply, points, size_for(client, draft, reply, points))


def _short(why: str) -> str:
    """The first sentences that fit."""
    if len(why) <= _MOST_WHY:
        return why
    at = max(why.rfind(sign, 0, _MOST_WHY) for sign in ".;:")
    return why[: at + 1].rstrip(";:") if at > 0 else why[: _MOST_WHY - 1].rsplit(" ", 1)[0] + "…"


def pieces(text: str, found: list[Violation], numbers: dict[str, int]) -> tuple[Piece, ...]:
    """The text cut where a finding begins or ends; what is missing as a whole is marked at its place without an underline."""
    spans = [(*_trimmed(text, min(v.start, len(text)), min(v.end, len(text))), numbers[v.rule]) for v in found]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    result: list[Piece] = []
    opening = tuple(sorted({number for start, end, number in spans if start == end == 0}))
    if opening:
        result.append(Piece("", wrong=False, marks=opening))
    for start, end in pairwise(cuts):
        wrong = any(a <= start and end <= b for a, b, _ in spans if a < b)
        result.append(Piece(text[start:end], wrong, tuple(sorted({number for _, b, number in spans if b == end}))))
    return tuple(result)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the white space at its ends, and without the letter that a cut takes from the next word to make it a capital."""
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def size_for(client: str, draft: str, reply: str, points: tuple[Point, ...]) -> float | None:
    """The greatest size at which all of it stands on the slide, by estimate; None where there is none."""
    return next((size for size in SIZES if _height(client, draft, reply, points, size) <= HEIGHT - _TAKEN), None)


def _height(client: str, draft: str, reply: str, points: tuple[Point, ...], size: float) -> float:
    small = max(size * _SMALLER, 9)
    columns = max(_lines(draft, 542, size, 1.2 * len(points)), _lines(reply, 542, size))
    rows = [_lines(f"{point.title}. {point.why}", 530, small) for point in points]
    lesson = sum(max(rows[i : i + 2]) for i in range(0, len(rows), 2))
    return (columns + _lines(client, 1136, size)) * size * _LINE + lesson * small * _LINE + 8 * ceil(len(rows) / 2)


def _lines(text: str, wide: float, size: float, more: float = 0) -> int:
    """Lines that the text takes, its words laid out one after another; `more`: width of the marks in it, in units of the size."""
    room = wide / size
    count = 0
    for line in text.split("\n") if text else ():
        count, left = count + 1, room - more
        for word in line.split(" "):
            need = sum(map(_wide, word))
            if need > left and left < room:
                count, left = count + 1, room
            count += int(need / room)  # a link longer than a line is broken
            left -= need % room + _SPACE
    return count


def _wide(character: str) -> float:
    """A character's width, in units of the size."""
    if character in ".,:;!|'()[]-ilj":
        return 0.4
    if character.isupper() or character in "шщжюфмыШЩЖЮФМЫ—…%№@":
        return 0.86
    return 1.3 if character > "\u2190" else 0.635
