"""Whether a date or a schedule stands in a text in another guise: «18-го», «сентябрьский», «по будням», «каждую ночь»."""

from __future__ import annotations

import re
from itertools import pairwise

from rewriter.text import morph
from rewriter.text.days import days_in_words
from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat


def same_date(a: str, b: str, strict_year: bool) -> bool:
    """Equality of two dates' values; `a` is the one asked for."""
    if "/" in a or "/" in b:
        parts_a, parts_b = a.split("/"), b.split("/")
        if len(parts_a) == len(parts_b):
            return all(same_date(x, y, strict_year) for x, y in zip(parts_a, parts_b, strict=True))
        return len(parts_b) > len(parts_a) and any(same_date(a, y, strict_year) for y in parts_b)
    if a.startswith("day ") or b.startswith("day "):
        # «18-го» is of the month that stands beside it, and may be of any that the other text gives this day.
        return _day(a) is not None and _day(a) == _day(b)
    if a[:1].isdigit() and b[:1].isdigit() and a[-5:] == b[-5:]:
        years = (a[:-6], b[:-6])
        return years[0] == years[1] or not years[0] or (not years[1] and not strict_year)
    if a.startswith("month ") and re.fullmatch(r"\d{4}-\d{2}", b):
        return int(a[6:]) == int(b[5:])
    return False


def _day(value: str) -> str | None:
    """The day of a date's value: of «2025-02-18», «02-18», «day 18»; a month or a day of the week has none."""
    return value[-2:] if value.startswith("day ") or value[:1].isdigit() and len(value) in (5, 10) else None


def date_in(value: str, document: Document, *, whole: bool) -> bool:
    """Whether the document tells the date otherwise than as one. `whole`: it is a span of days."""
    found = facts_in(document)
    if whole:
        parts = value.split("/")
        # «5 и 6 октября» are «ни пятого, ни шестого».
        spoken = days_in_words(document)
        return all(
            any(f.kind == "date" and any(same_date(p, q, False) for q in f.value.split("/")) for f in found) or int(_day(p) or 0) in spoken for p in parts
        )
    if value.startswith("weekday "):
        day = int(value[8:])
        if any(a <= day <= b for a, b in ((_SHORT_DAYS[m[1]], _SHORT_DAYS[m[2]]) for m in _TWO_DAYS.finditer(flat(document.text)))):
            return True
        if day < 6 and document.lemmas & {"будни", "будний"}:
            return True
        if day < 6 and (day in _weekday_span(document)):
            return True
        if day > 5 and document.lemmas & {"выходной", "выходные"}:
            return True
        return bool(document.lemmas & {"ежедневно", "ежедневный"}) or "каждый день" in flat(document.text) or any(f.value == "24/7" for f in found)
    if value.startswith("today"):
        return False
    if value.startswith("day ") and any(f.kind == "number" and f.value == str(int(value[4:])) for f in found):
        return True  # «с 15 по 25 число»
    if value.startswith("month "):
        # «Акт за сентябрь» is «сентябрьский».
        return any(t.norm.startswith(_MONTHLY[int(value[6:]) - 1]) for t in document.words)
    if (own := _day(value)) is not None and int(own) in days_in_words(document):
        return True
    return any(f.kind == "date" and "/" in f.value and any(same_date(value, q, False) for q in f.value.split("/")) for f in found)


# «пн-пт» with a hyphen is one word.
_SHORT_DAYS = {day: n for n, day in enumerate("пн вт ср чт пт сб вс".split(), 1)}
_TWO_DAYS = re.compile(r"(?<!\w)(пн|вт|ср|чт|пт|сб|вс)-(пн|вт|ср|чт|пт|сб|вс)(?!\w)")
_MONTHLY = "январск февральск мартовск апрельск майск июньск июльск августовск сентябрьск октябрьск ноябрьск декабрьск".split()


def _weekday_span(document: Document) -> set[int]:
    """Days inside «с понедельника по пятницу», «пн–пт»."""
    days = [f for f in facts_in(document) if f.value.startswith("weekday ")]
    inside: set[int] = set()
    for a, b in pairwise(days):
        between = flat(document.text[a.end : b.start]).strip()
        if between in ("-", "по", "до", ". -", ".-"):
            inside |= set(range(int(a.value[8:]), int(b.value[8:]) + 1))
    return inside


def schedule_in(value: str, document: Document) -> bool:
    """Whether the document tells the schedule in other words."""
    text = flat(document.text)
    if value == "24/7":
        return bool(re.search(r"24/7|круглосуточн|24 часа в сутки|кругл(?:ые|ыми) сутк|в любое время (?:дня|суток)", text))
    if value == "daily":
        return bool(_DAILY.search(text))
    return bool({value, morph.word(value).lemma} & document.lemmas) or value[:3] in text


_DAILY = Expression(
    r"ежедневн|(?:кажд|люб)(?:ый день|ую ночь|ое утро|ый вечер)|(?:по|кроме) (?:суббот|воскресен)[а-я]{1,3}(?![а-я])(?: и воскресен[а-я]{1,3})?(?: [а-я]{1,8}){0,2} выходной|в любой день|без выходных|24/7|семь дней в неделю|7 дней в неделю|закрыт[аоы]? (?:мы |он[аио]? )?только (?:в|по) "
)
