"""Facts that begin with a digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import isinf

from rewriter.text import morph, numerals
from rewriter.text.days import day_at
from rewriter.text.document import Document, Token
from rewriter.text.fact import Fact, day_value, flat, measure_unit, month_number, number, span_value
from rewriter.text.fact_patterns import (
    ADJ,
    AMOUNT_NUM,
    CURRENCY,
    CYR_TO_LAT,
    DAY_MONTH,
    DMY,
    HOUR,
    HOURS_RANGE,
    ISO,
    KOPECKS,
    MEASURE,
    MONTH,
    NTH,
    NUMBER,
    ORDER,
    PERCENT,
    PHONE,
    POSTAL14,
    RANGE_TAIL,
    S10,
    SINCE_DAY,
    TIME,
    UNIT,
    VERSION,
)

# «29.12 мы» is a date, «29.12 м» a length.
UNIT_BEHIND = re.compile(r"\s*(?:(?:кг|см|м|км|г|л|мб|гб|мм|р)(?![а-я])|%|₽|руб|тыс|час|балл|верси)")
_JUBILEE = re.compile(r"(\d{1,3})-лети[а-я]{1,3}(?![\w-])")
_DATE_PARTS = 3
_LASTING = ("занимать", "занять", "составлять", "составить", "длиться", "продолжаться", "требовать", "потребоваться", "продолжительность", "длительность")
# Digits of a day and a year; the fewest that a parcel's code or a telephone number without its «8» begins with.
_DAY, _YEAR, _LEAST_CODE = 2, 4, 3
_COUNTED_BY = re.compile(r"-?(?:х|ти|и|ми|ех)(?=[\s-])-?")
_HOUR_END = re.compile(r"\d+(?:[:.]\d\d)?")
_UP_TO_HOUR = re.compile(r"([01]?\d|2[0-4])(?![\d:.,]*\d)(?:\s?(?:час(?:ов|а)?|ч\.?)(?![а-я]))?")
_MONTHS = 12
_OF_A_CALENDAR = 1900


def _is_date(text: str) -> bool:
    """«05.03.2025», «5.3.25» against a version, «5.14.2»."""
    parts = text.split(".")
    return len(parts) == _DATE_PARTS and len(parts[2]) in (2, 4) and 1 <= int(parts[0]) <= 31 and 1 <= int(parts[1]) <= _MONTHS


@lru_cache(maxsize=4_096)
def _adjective(form: str) -> str | None:
    return next((ADJ[x] for x in morph.word(form).lemmas if x in ADJ), None)


@lru_cache(maxsize=4_096)
def _unit(form: str) -> tuple[str, int] | None:
    return next((UNIT[x] for x in morph.word(form).lemmas if x in UNIT), None) if form != "час-пик" else None


# «Прибытие на ст. Каневская — 15 ч. 40 мин.» is an hour, «время в пути — 15 ч. 40 мин.» is none.
_TIMETABLE = ("прибытие", "отправление", "вылет", "прилет", "начало", "посадка", "открытие", "закрытие", "сеанс")
# Of two factors, and of no order.
_ABBREVIATIONS = frozenset(("2fa", "2фа"))
# «За 3 — 1 470 ₽» counts things and gives their price.
_A_FEW, _LEAP = 100, 20


class Digits:
    """What begins with a digit: codes, phones, dates, sums, hours, terms. One pass over a document's tokens."""

    def __init__(self, document: Document) -> None:
        self.doc = document
        self.text = document.text
        self.flat = flat(document.text)
        self.tokens = document.tokens

    def _fact(self, kind: str, start: int, end: int, value: str) -> Fact:
        return Fact(kind, start, end, self.text[start:end], value)

    def _digits(self, i: int, token: Token) -> Fact | None:
        at, flat_text = token.start, self.flat
        if token.text in "+(" and not PHONE.match(flat_text, at):
            return None
        if self._list_marker(i, token):
            return None
        for finder in self._finders(token):
            if fact := finder(i, at):
                return fact
        if token.kind == "number" and (m := MEASURE.match(flat_text, at)):
            return self._fact("number", at, m.end(), f"{number(m[1])} {measure_unit(m[2])}")
        if m := ORDER.match(flat_text, at):
            end = m.end()
            kind = "postcode" if re.fullmatch(r"\d{6}", m.group()) else "order"
            if end >= len(flat_text) or not (flat_text[end].isalnum()):
                return self._fact(kind, at, end, m.group())
        if token.kind == "code" and (m := _JUBILEE.match(flat_text, at)):
            return self._fact("period", at, token.end, span_value([m[1]], UNIT["лет"], ""))
        if (day := day_at(self.tokens, i)) is not None:
            return self._fact("date", at, day[1], f"day {day[0]:02d}")
        if token.kind == "code" and (m := NTH.match(flat_text, at)):
            return self._fact("number", at, m.end(), m[1])
        if token.kind == "code" and (m := MEASURE.match(flat_text, at)):
            return self._fact("number", at, m.end(), f"{number(m[1])} {measure_unit(m[2])}")
        if token.kind == "code" and token.norm not in _ABBREVIATIONS:
            return self._fact("order", token.start, token.end, token.text.upper().translate(CYR_TO_LAT))
        if token.kind == "number":
            m = NUMBER.match(flat_text, at)
            end = m.end() if m else token.end
            if i + 1 < len(self.tokens) and self.tokens[i + 1].start == end + 1 and (factor := numerals.scale(self.tokens[i + 1])):
                return self._fact("number", at, self.tokens[i + 1].end, f"{float(number(flat_text[at:end])) * factor:.0f}")  # «50 тысяч»
            return self._fact("number", at, end, number(flat_text[at:end]) if len(flat_text[at:end]) < 25 else flat_text[at:end])
        return None

    def _finders(self, token: Token) -> Iterator[Callable[[int, int], Fact | None]]:
        """What may begin with the token, in this order: of a number its length tells most of it."""
        digits = len(token.text) if token.kind == "number" else 0
        if not 0 < digits < _LEAST_CODE:
            yield self._tracking
        if not digits or digits == _LEAST_CODE or token.text[0] in "78":
            yield self._phone
        if digits <= _DAY or digits == _YEAR or self.flat[token.end : token.end + 1] == ".":
            yield self._date
        yield from (self._amount, self._clock, self._period_digits, self._percent)

    def _list_marker(self, i: int, token: Token) -> bool:
        """«1.» or «2)» at the start of a line or sentence numbers a list, not a thing."""
        if token.kind != "number" or len(token.text) > 2 or i + 1 >= len(self.tokens):
            return False
        after = self.tokens[i + 1]
        if after.text not in ".)" or after.start != token.end:
            return False
        line_start = not self.text[: token.start].rstrip(" \t") or self.text[: token.start].rstrip(" \t").endswith("\n")
        if i + 2 < len(self.tokens) and self.tokens[i + 2].start == after.end and self.tokens[i + 2].kind == "number":
            return False
        opens = self.doc.sentences[token.sentence].first == i
        return line_start or opens or (after.text == ")" and "(" not in self.text[max(0, token.start - 20) : token.start])

    def _tracking(self, _: int, at: int) -> Fact | None:
        if (m := POSTAL14.match(self.flat, at)) and (self.flat[at].isdigit()):
            return self._fact("tracking", at, m.end(), m.group().replace(" ", ""))
        return self._s10(at)

    def _s10(self, at: int) -> Fact | None:
        if m := S10.match(self.flat, at):
            return self._fact("tracking", at, m.end(), re.sub("[ -]", "", self.text[at : m.end()]).upper().translate(CYR_TO_LAT))
        return None

    def _phone(self, _: int, at: int) -> Fact | None:
        if (m := PHONE.match(self.flat, at)) and (at == 0 or not self.flat[at - 1].isalnum()):
            digits = re.sub(r"\D", "", m.group())
            if len(digits) in (10, 11) or len(digits) == 7:
                return self._fact("phone", at, m.end(), digits[-10:])
        return None

    def _date(self, i: int, at: int) -> Fact | None:
        s = self.flat
        if self.tokens[i].kind == "number" and s[self.tokens[i].end : self.tokens[i].end + 1] in (".", "/"):
            return self._parted_date(i, at)
        if m := ISO.match(s, at):
            return self._fact("date", at, m.end(), f"{m[1]}-{m[2]}-{m[3]}")
        # «Задание № 5 до 13 декабря»: the first number is none of a day.
        if (m := DAY_MONTH.match(s, at)) and 1 <= int(m[2]) <= 31 and not (m[1] and s[:at].rstrip().endswith("№")):
            end = m.end()
            while s[end - 1] == " ":
                end -= 1
            day = day_value(int(m[2]), month_number(m[3]), m[4])
            first = f"{day_value(int(m[1]), month_number(m[3]), m[4])}/" if m[1] else ""
            return self._fact("date", at, end, first + day)
        if (m := SINCE_DAY.match(s, at)) and not s[:at].rstrip().endswith("№") and (n := DAY_MONTH.search(s, m.end())):
            return self._fact("date", at, m.end(), day_value(int(m[1]), month_number(n[3]), n[4]))
        return None

    def _parted_date(self, i: int, at: int) -> Fact | None:
        """«05.03.2025», «25.05», «1/2»; «5.14.2» is a version."""
        s = self.flat
        if (m := VERSION.match(s, at)) and not _is_date(m.group()):
            return self._fact("number", at, m.end(), m.group())
        if (m := DMY.match(s, at)) and 1 <= int(m[1]) <= 31 and 1 <= int(m[2]) <= 12 and (m[3] or len(m[2]) == 2):
            lead = self.tokens[i - 1].norm if i else ""
            if m[3] or "/" not in m.group():
                if not m[3] and UNIT_BEHIND.match(s, m.end()):
                    return None
                if not m[3] and lead in ("с", "до") and self._looks_like_hours(s, m.end()):
                    return None
                if not m[3] and (
                    lead in ("ios", "android", "windows") or (i and self.tokens[i - 1].is_("версия", "пункт", "раздел", "вес", "оценка", "рейтинг"))
                ):
                    return None
                return self._fact("date", at, m.end(), day_value(int(m[1]), int(m[2]), m[3]))
        return None

    def _looks_like_hours(self, s: str, end: int) -> bool:
        tail = s[end : end + 12]
        return (
            bool(re.match(r"\s?(?:до|-)\s?\d{1,2}[.:]\d{2}", tail))
            and int(re.findall(r"\d{2}", tail)[-1] or 0) > 12
            or bool(re.match(r"\s(?:до)\s\d{1,2}[.:]00", tail))
        )

    def _after_is(self, end: int, stems: tuple[str, ...]) -> bool:
        return self.flat[end : end + 10].lstrip().startswith(stems)

    def _amount(self, _: int, at: int) -> Fact | None:
        s = self.flat
        if m := AMOUNT_NUM.match(s, at):
            return self._fact("amount", at, m.end() - (1 if s[m.end() - 1] == "." and self._ends_sentence(m.end()) else 0), self._money(m))
        low = NUMBER.match(s, at)
        if low and (tail := RANGE_TAIL.match(s, low.end())) and (m := AMOUNT_NUM.match(s, tail.end())) and not self._falls(low, tail, m[1], m[2]):
            factor = m[2]
            return self._fact("amount", at, m.end(), f"{self._scaled(low.group(), factor)}-{self._money(m)}")
        if m := KOPECKS.match(s, at):
            return self._fact("amount", at, m.end(), f"{int(m[1]) / 100:g} RUB")
        return None

    def _falls(self, low: re.Match[str], tail: re.Match[str], high: str, factor: str | None) -> bool:
        """«По квитанции 5518 — 6 месяцев», «за 3 — 1 470 ₽»: what falls or leaps over a spaced dash is no range, but a thing and its value."""
        first, second = float(number(low.group())), float(self._scaled(high, factor))
        return tail.group() == " - " and (first > second or not factor and first < _A_FEW and first * _LEAP < second)

    def _ends_sentence(self, end: int) -> bool:
        rest = self.text[end : end + 4]
        return not rest.strip() or rest[0] == "\n" or rest[1:2].isupper()

    def _scaled(self, digits: str, factor: str | None) -> str:
        value = float(number(digits)) * (1_000_000 if factor and factor.startswith(("млн", "милл")) else 1_000 if factor else 1)
        return str(int(value)) if not isinf(value) and value == int(value) else f"{value:.2f}".rstrip("0")

    def _money(self, m: re.Match[str]) -> str:
        value = float(self._scaled(m[1], m[2])) + (int(m[4]) / 100 if m[4] else 0)
        unit = m[3].rstrip(".")
        code = next((v for k, v in CURRENCY.items() if unit.startswith(k)), "RUB")
        return f"{value:.2f}".rstrip("0").rstrip(".") + f" {code}"

    def _clock(self, i: int, at: int) -> Fact | None:
        s = self.flat
        lead = self.tokens[i - 1].norm if i else ""
        if s.startswith("24/7", at):
            return self._fact("schedule", at, at + 4, "24/7")
        if (
            (m := TIME.match(s, at))
            and (":" in m.group() or lead in ("в", "до", "с", "со", "к", "после", "около", "на", "-", "–", "—", "по") or self.tokens[i - 1].kind == "word")
            and not self._after_is(m.end(), ("кг", "см", "км", "м ", "%", "руб", "тыс", "мб", "гб", "₽"))
            and not (":" not in m.group() and lead in ("версия", "версии", "весом", "вес"))
            and (":" in m.group() or not (i and self.tokens[i - 1].is_("версия", "вес", "размер", "пункт", "раздел", "глава", "рейтинг", "оценка")))
            and (":" in m.group() or f"{m[1]}." not in self._versions())
        ):
            return self._fact("time", at, m.end(), f"{int(m[1]):02d}:{m[2]}")
        if lead in ("с", "со") and (m := HOURS_RANGE.match(s, at)) and not self._counted(m.end()):
            first = f"{int(m[1]):02d}:{m[2] or '00'}"
            end = _HOUR_END.match(s, at)
            return self._fact("time", at, end.end() if end else at + 1, first)
        if lead in ("до", "по", "-", "–", "—") and i >= 3 and (m := HOUR.match(s, at)) is None and self._hour_before(i):
            n = _UP_TO_HOUR.match(s, at)
            if n and not self._counted(n.end()):
                return self._fact("time", at, n.end(), f"{int(n[1]):02d}:00")
        if m := HOUR.match(s, at):
            if m[2] and not (m[2] == "дня" and "ч" not in m.group().split("дня")[0] and not (lead in ("в", "к", "с") and int(m[1]) < 7)):
                hour = int(m[1]) % 24
                hour += 12 if (m[2] in ("вечера", "дня") and hour < 12) else 0
                return self._fact("time", at, m.end(), f"{hour:02d}:00")
            if m[3] is None:
                return None
            if lead == "до" and any(t.is_(*_LASTING) for t in self.tokens[max(0, i - 4) : i - 1]):
                return None  # «проверка занимает до 24 часов»
            timetable = lead in ("-", "–", "—", ":") and m[4] is not None and any(t.is_(*_TIMETABLE) for t in self.tokens[max(0, i - 8) : i - 1])
            if timetable or lead in ("в", "к", "после") or (lead in ("до", "с") and int(m[3]) > 6) or (lead in ("до", "-", "–", "—") and self._hour_before(i)):
                return self._fact("time", at, m.end(), f"{int(m[3]):02d}:{int(m[4] or 0):02d}")
        return None

    def _versions(self) -> frozenset[str]:
        """The majors of the versions named so: beside «версия 5.12», «выйдет в 5.13» is no hour."""
        return frozenset(re.findall(r"верси\w* (\d{1,2}\.)\d", self.flat)) if "верси" in self.flat else frozenset()

    def _hour_before(self, i: int) -> bool:
        """«с 8 до 20»: the number two tokens back was an hour."""
        back = self.flat[max(0, self.tokens[i].start - 22) : self.tokens[i].start]
        return bool(re.search(r"(?:^|[^\w])(?:с|со)\s(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?(?:утра|час(?:ов|а)?|ч\.?)?\s?(?:до|по|-)\s?$", back)) or bool(
            re.search(r"\d{1,2}[:.]\d{2}\s?(?:до|по|-)\s?$", back)
        )

    def _counted(self, end: int) -> bool:
        """What follows is counted or dated, so the numbers are no hours."""
        tail = self.flat[end : end + 24].lstrip()
        return bool(
            re.match(
                r"(?:рабоч|календ|банк|дн|сут|недел|мес|год|лет|мин|руб|₽|%|процент|тыс|кг|шт|км|см|"
                + MONTH[1:-1].split(")", maxsplit=1)[0].replace("(", "")
                + ")",
                tail,
            )
        )

    def _percent(self, _: int, at: int) -> Fact | None:
        if m := PERCENT.match(self.flat, at):
            return self._fact("percent", at, m.end(), number(m[1]) + "%")
        return None

    def _period_digits(self, _: int, at: int) -> Fact | None:
        low = NUMBER.match(self.flat, at)
        if not low:
            return None
        first, end = low.group(), low.end()
        values = [number(first)]
        if tail := RANGE_TAIL.match(self.flat, end):
            high = NUMBER.match(self.flat, tail.end())
            if high and not self._falls(low, tail, high.group(), None):
                values.append(number(high.group()))
                end = high.end()
        suffix = _COUNTED_BY.match(self.flat, end)
        if suffix:
            end = suffix.end()
        return self._period(at, end, values)

    def _period(self, at: int, end: int, values: list[str]) -> Fact | None:
        """«… рабочих дней» after numbers already read."""
        j = self.doc.first_from(end)
        while j < len(self.tokens) and self.tokens[j].text in "-–":
            j += 1
        mark = ""
        while j < len(self.tokens) and self.tokens[j].kind in ("word", "punct") and (adj := self._adjective(self.tokens[j])) is not None:
            mark = mark or adj
            j += 1
            if j < len(self.tokens) and self.tokens[j].text == "." and self.tokens[j].start == self.tokens[j - 1].end:
                j += 1
        if j >= len(self.tokens):
            return None
        unit = self._unit(self.tokens[j])
        if self.tokens[j].norm == "г" and not float(values[-1]) > _OF_A_CALENDAR:
            return None  # «800 г» are grams, «2025 г.» a year
        if unit is None:
            lent = self._lent(at) if len(values) > 1 and not mark and j == self.doc.first_from(end) and self.tokens[j].kind == "punct" else None
            return self._fact("period", at, end, span_value(values, *lent)) if lent else None
        return self._fact("period", at, self.tokens[j].end, span_value(values, unit, mark))

    def _lent(self, at: int) -> tuple[tuple[str, int], str] | None:
        """«Наземным путём 14–20 дней, самолётом — 7–9»: the unit that the sentence's other range of days names."""
        sentence = self.doc.sentence_at(at)
        if sentence is None:
            return None
        for j in range(sentence.first + 3, sentence.last):
            adj = self._adjective(self.tokens[j - 1])
            last = j - 1 - (adj is not None)
            high, dash, low = self.tokens[last], self.tokens[last - 1], self.tokens[last - 2]
            if high.kind == low.kind == "number" and dash.text in "-–—" and low.end == dash.start and (unit := self._unit(self.tokens[j])) and unit[0] == "d":
                return unit, adj or ""
        return None

    def _adjective(self, token: Token) -> str | None:
        return _adjective(token.norm) if token.word is not None else None

    def _unit(self, token: Token) -> tuple[str, int] | None:
        return _unit(token.norm) if token.word is not None else None
