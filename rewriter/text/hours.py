"""Hours in words, and those whose part of the day is told once for two: «между восемью и десятью утра», «с часа ночи до половины четвёртого»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.text.expressions import Expression

_FORMS = (
    "час часа часу", "два двух двум двумя", "три трех трем тремя", "четыре четырех четырем четырьмя", "пять пяти пятью", "шесть шести шестью", "семь семи семью",
    "восемь восьми восемью", "девять девяти девятью", "десять десяти десятью", "одиннадцать одиннадцати одиннадцатью", "двенадцать двенадцати двенадцатью",
)  # fmt: skip
_HOURS = {form: n for n, forms in enumerate(_FORMS, 1) for form in forms.split()}
# «Половина четвёртого» is half an hour before four.
_HALF_OF = "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого".split()
# Noon and midnight are hours with their own part of the day.
_WHOLE = dict.fromkeys(("полдень", "полудня", "полудню", "полуднем"), "дня") | dict.fromkeys(("полночь", "полуночи", "полуночью"), "ночи")
_HOURS |= dict.fromkeys(_WHOLE, 12)
_WORDS = "|".join(sorted(_HOURS, key=len, reverse=True))
_HOUR = rf"(?:(половин[аеуы] (?:{'|'.join(_HALF_OF)}))|({_WORDS}|1[0-2]|[1-9]))(?: час(?:ов|ам|ами|а|у)?)?(?![а-я\d%-]|[:.,]\d)"
_PART = r"(?: (утра|дня|вечера|ночи)(?![а-я]))"
_TWO = Expression(rf"(?<![а-я])(?:(?:с|со) {_HOUR}{_PART}? (?:до|по)|между {_HOUR}{_PART}? и) {_HOUR}{_PART}?")
_ONE = Expression(rf"(?<![а-я])(?:во?|со?|ко?|до|после|около|на|по|позднее|позже|раньше|ранее) {_HOUR}{_PART}")
_ALONE = Expression(rf"(?<![а-я])(?:во?|со?|ко?|до|после|около|на|по) ({'|'.join(_WHOLE)})(?![а-я])")
_FOLLOWING = Expression(rf"(?<![а-я])(?:(утром|днем|вечером|ночью)|кажд[а-я]{{2}} (утро|вечер|ночь)) (?:во?|со?|ко?|до|после|около) {_HOUR}(?!{_PART})")
_BARE = Expression(
    rf"(?<![а-я])(?:во?|со?|ко?|до|после|около|между|и|позднее|позже|раньше|ранее) {_HOUR}(?! (?:рабоч|календ|дн|сут|недел|мес|год|лет|мин|руб|проц|тыс|ра[зб]|шт))"
)
_TOLD = ("утр", "дня", "день", "днем", "вечер", "ноч", "полд", "полуд", "полн", "полун")
_PART_OF = {"у": "утра", "д": "дня", "в": "вечера", "н": "ночи"}
_NOON = 12 * 60
# «Два дня», «три дня» are days: an hour's number stands there in another case, or counts «дней».
_DAYS = ("два", "три", "четыре")


class Hour(NamedTuple):
    """An hour at a span; `value` as «HH:MM»."""

    start: int
    end: int
    value: str


@lru_cache(maxsize=64)
def hours_in(text: str) -> dict[int, Hour]:
    """The hours of a text (as `fact.flat` gives it) by where they begin; those whose part of the day nobody tells are none."""
    if not any(part in text for part in _TOLD):
        return {}
    found = {hour.start: hour for m in _ONE.finditer(text) if (hour := _one(m)) is not None}
    found.update((m.start(1), Hour(*m.span(1), _value(_of_day(0, _WHOLE[m[1]])))) for m in _ALONE.finditer(text))
    for m in _FOLLOWING.finditer(text):
        if m[4] in _WHOLE:
            continue
        # «Каждую ночь в половине третьего»: the part of the day stands before.
        part, start = _PART_OF[(m[1] or m[2])[0]], m.start(3) if m[3] else m.start(4)
        found[start] = Hour(start, m.end(), _value(_of_day(_clock(m[3], m[4]), part)))
    for m in _TWO.finditer(text):
        found.update((hour.start, hour) for hour in _two(m))
    return found


@lru_cache(maxsize=64)
def half_days(text: str) -> frozenset[str]:
    """Hours in words without a part of the day, each as both that it may be: «с двух до четырёх» tells of 02:00 and of 14:00."""
    told = hours_in(text)
    return frozenset(
        _value(minutes + noon)
        for m in _BARE.finditer(text)
        if (m[1] or not m[2].isdigit()) and (m.start(1) if m[1] else m.start(2)) not in told
        for minutes in (_clock(m[1], m[2]),)
        for noon in (0, _NOON)
    )  # fmt: skip


def _clock(half: str | None, hour: str) -> int:
    """Minutes since midnight or noon; the group of a half, or of an hour."""
    if half:
        return (_HALF_OF.index(half.split()[1]) % 12) * 60 + 30
    return (_HOURS.get(hour) or int(hour)) % 12 * 60


def _of_day(minutes: int, part: str) -> int:
    """Minutes since midnight: three «дня» are 15, eleven «дня» are 11, eleven «ночи» are 23."""
    if part == "дня":
        return minutes + _NOON if minutes < _EARLY else minutes
    if part == "ночи":
        return minutes + _NOON if minutes > _LATE else minutes
    return minutes + _NOON if part == "вечера" and minutes else minutes


_EARLY, _LATE = 7 * 60, 8 * 60


def _value(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _one(m: re.Match[str]) -> Hour | None:
    half, hour, part = m.groups()
    if half is None and (hour.isdigit() or part == "дня" and hour in _DAYS and " час" not in m[0]):
        return None  # in digits it is read with its minutes, see `fact_digits`
    return Hour(m.start(1) if half else m.start(2), m.end(), _value(_of_day(_clock(half, hour), part)))


def _two(m: re.Match[str]) -> Iterator[Hour]:
    """Both hours of «с … до …»; the part of the day that only one has is the nearest for the other."""
    first = 1 if m[1] or m[2] else 4
    near, far = m[first + 2] or _WHOLE.get(m[first + 1]), m[9] or _WHOLE.get(m[8])
    if near is None and far is None:
        return
    one, two = _clock(m[first], m[first + 1]), _clock(m[7], m[8])
    if far is not None:
        two = _of_day(two, far)
    one = _of_day(one, near) if near is not None else max((x for x in (one, one + _NOON) if x < two), default=one + _NOON)
    if far is None:
        two = min((x for x in (two, two + _NOON) if x > one), default=two)
    group = first if m[first] else first + 1
    # «С десяти до полуночи» may begin in the morning or in the evening; «с 10» is read off a clock.
    open_ended = near is None and not m[9] and far == "ночи"
    if open_ended and (m[first + 1] or "").isdigit():
        one = _clock(m[first], m[first + 1])
    if not open_ended or (m[first + 1] or "").isdigit():
        yield Hour(m.start(group), m.end(first + 2) if m[first + 2] else m.end(group), _value(one))
    yield Hour(m.start(7) if m[7] else m.start(8), m.end(), _value(two))
