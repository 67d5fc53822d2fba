"""Facts of a text: values that must survive a rewrite, each with its span and a normalised value.

Kinds: tracking, order, date, time, period, amount, percent, number, phone, postcode, address, link, email, name, place,
schedule, free. Sources of the formats: UPU S10 (tracking), Russian Post's 14-digit codes, Russian phone numbering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isinf

from rewriter.text import morph, numerals
from rewriter.text.document import Document, Token, read

_MONTHS = {m: i for i, m in enumerate("январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split(), 1)}
_MONTH = r"(январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе])(?![а-я])"
_YEAR = r"(?:\s?(\d{4})(?!\d))?(?:\s?(?:года|году|год|г\.?)(?![а-я]))?"
_NUM = r"\d{1,3}(?:[ .]\d{3})+(?![\d])(?:,\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?"
_UNIT = {
    "день": ("d", 1), "дн": ("d", 1), "сутки": ("d", 1), "сут": ("d", 1), "неделя": ("d", 7), "нед": ("d", 7), "месяц": ("mo", 1), "мес": ("mo", 1), "год": ("mo", 12),
    "лет": ("mo", 12), "час": ("m", 60), "ч": ("m", 60), "минута": ("m", 1), "мин": ("m", 1), "секунда": ("s", 1), "сек": ("s", 1), "минутка": ("m", 1), "часик": ("m", 60),
    "полугодие": ("mo", 6), "декада": ("d", 10), "квартал": ("mo", 3),
}  # fmt: skip
_ADJ = {"рабочий": "w", "раб": "w", "банковский": "w", "календарный": "", "кал": "", "полный": "", "следующий": "", "ближайший": "", "последний": "", "целый": ""}
_PERIOD_LEADS = frozenset("через в за на около до спустя примерно каждый раз".split()) | {"течение", "течении", "раньше", "позже"}
_CURRENCY = {"руб": "RUB", "рубль": "RUB", "₽": "RUB", "р": "RUB", "$": "USD", "доллар": "USD", "usd": "USD", "€": "EUR", "евро": "EUR", "eur": "EUR", "юань": "CNY", "тенге": "KZT", "rub": "RUB"}
_FLAT = {0xA0: " ", 0x202F: " ", 0x2009: " ", ord("ё"): "е", ord("Ё"): "е"} | {ord(c): "-" for c in "‐‑‒–—−"}
_CYR_TO_LAT = str.maketrans("АВЕКМНОРСТУХавекмнорстух", "ABEKMHOPCTYXABEKMHOPCTYX")

_S10 = re.compile(r"[a-zавекмнорстух]{2}[ -]?\d(?:[ ]?\d){8}[ ]?[a-zавекмнорстух]{2}(?![a-zа-я\d])")
_POSTAL14 = re.compile(r"(?:\d{14}|\d{6} \d{2} \d{5} \d|\d{3} ?\d{3} ?\d{2} ?\d{5} ?\d)(?!\d)")
_PHONE = re.compile(r"(?:\+ ?7|[78])(?:[ ()-]{0,2}\d){10}(?!\d)|\d{3}-\d{2}-\d{2}(?!\d)|\(\d{3,5}\) ?\d{1,3}-\d{2}-\d{2}(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DMY = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d/])(?:\s?(?:года|г\.?)(?![а-я]))?")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:-?(?:го|ое|е))?(?:\s?-\s?|\s(?:по|до|и|или)\s))?(\d{1,2})(?:-?(?:го|ое|е|му))?(?:\s(?:числа\s)?|(?=[а-я]))" + _MONTH + _YEAR)
_SINCE_DAY = re.compile(r"(\d{1,2})(?:-?(?:го))?(?=\s(?:по|до)\s\d{1,2}(?:-?(?:го|ое|е))?\s" + _MONTH + ")")
_MONTH_YEAR = re.compile(_MONTH + r"\s(\d{4})(?!\d)(?:\s?(?:года|году|г\.?)(?![а-я]))?")
_TIME = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.:]*\d)(?:\s?(?:час(?:ов|а)?|ч\.?)(?![а-я]))?")
_HOURS_RANGE = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?\s?(?:-|до|по)\s?([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(?:\s?(?:час(?:ов|а)?|ч\.?)(?![а-я]))?(?![\d:.,-]*\d)")
_HOUR = re.compile(r"([01]?\d|2[0-4])\s?(?:час(?:ов|а|ам)?|ч\.?)?\s?(утра|вечера|дня|ночи)(?![а-я])|([01]?\d|2[0-4])\s?(?:час(?:ов|а|ам)|ч\.?)(?![а-я])(?:\s(\d{1,2})\s?мин(?:ут[аы]?|\.)?(?![а-я]))?")
_AMOUNT_NUM = re.compile(rf"({_NUM})(?:\s?(тыс|тысяч[аиу]?|млн|миллион(?:а|ов)?)\.?)?\s?(рубл[а-я]*|руб|₽|р(?![а-я])|доллар[а-я]*|евро|\$|€|юан[а-я]*|тенге|usd|eur|rub)\.?(?:\s?(\d{{1,2}})\s?(?:коп(?:е[а-я]+)?)\.?)?")
_KOPECKS = re.compile(r"(\d{1,2})\s?коп(?:е[а-я]+|\.)?(?![а-я])")
_PERCENT = re.compile(rf"({_NUM})\s?(?:%|процент[а-я]*)")
_MEASURE = re.compile(rf"({_NUM})\s?(килограмм[а-я]*|кг|грамм[а-я]*|гр?|километр[а-я]*|км|сантиметр[а-я]*|см|миллиметр[а-я]*|мм|метр[а-я]*|м|литр[а-я]*|л|мл|гигабайт[а-я]*|гб|мегабайт[а-я]*|мб|терабайт[а-я]*|тб|килобайт[а-я]*|кб|[мг]бит(?:/с)?|gb|mb|tb|kb)(?![а-яa-z0-9])")
_MEASURES = (("килограмм", "кг"), ("грамм", "г"), ("гр", "г"), ("километр", "км"), ("сантиметр", "см"), ("миллиметр", "мм"), ("метр", "м"), ("литр", "л"), ("гигабайт", "гб"), ("мегабайт", "мб"), ("терабайт", "тб"), ("килобайт", "кб"), ("gb", "гб"), ("mb", "мб"), ("tb", "тб"), ("kb", "кб"), ("мбит", "мбит"), ("гбит", "гбит"))
_NUMBER = re.compile(_NUM)
_NTH = re.compile(r"(\d+)-?(?:й|я|е|го|му|м|ый|ой|ая|ую|ом|х|ти)(?![\w-])")
_RANGE_TAIL = re.compile(rf"(?:\s?-\s?|\s(?:до|по)\s)(?=(?:{_NUM}))")
_ORDER = re.compile(r"\d{2,}(?:-\d+)+|\d{5,}")
_STREET = r"(?:ул(?:иц[а-я]+|\.)?|просп(?:ект[а-я]*|\.)?|пр-?к?т\.?|пр\.|пер(?:еул[а-я]+|\.)?|бул(?:ьвар[а-я]*|\.)?|б-р|шоссе|ш\.|наб(?:ережн[а-я]+|\.)?|площад[а-я]+|пл\.|проезд[а-я]*|тупик[а-я]*|мкр\.?|микрорайон[а-я]*)"
_ADDRESS = re.compile(rf"{_STREET}\s?([^\W\d_][\w-]*\.?(?:\s[^\W\d_][\w-]*){{0,2}}?)(?:,?\s?(?:дом[а-я]*|д\.?)?\s?(\d+[а-я]?(?:[/-]\d+[а-я]?)?)(?![\d:])(?:,?\s?(?:к(?:орп(?:ус)?)?|стр(?:оение)?|с)\.?\s?(\d+[а-я]?)(?![\w:]))?)?(?![\w])")
_STREET_STARTS = frozenset(("ул", "пр", "пе", "бу", "б-", "шо", "ш.", "на", "пл", "ту", "мк", "ми"))  # of what _STREET begins with
_HOUSE_TAIL = re.compile(r",?\s?(?:дом[а-я]*|д\.?)\s?(\d+[а-я]?(?:/\d+[а-я]?)?)(?:,?\s?(?:к(?:орп(?:ус)?)?|стр(?:оение)?)\.?\s?(\d+[а-я]?)(?!\w))?(?!\w)")
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„\n]{2,60})[»\"”“]")
_WEEKDAYS = {"понедельник": 1, "пн": 1, "вторник": 2, "вт": 2, "среда": 3, "ср": 3, "четверг": 4, "чт": 4, "пятница": 5, "пт": 5, "суббота": 6, "сб": 6, "воскресенье": 7, "вс": 7, "воскресение": 7}
_RELATIVE = {"сегодня": "today", "завтра": "today+1", "послезавтра": "today+2", "вчера": "today-1", "позавчера": "today-2", "сегодняшний": "today", "завтрашний": "today+1", "вчерашний": "today-1"}
_SCHEDULE = {"круглосуточно": "24/7", "круглосуточный": "24/7", "ежедневно": "daily", "ежедневный": "daily", "утром": "утро", "вечером": "вечер", "ночью": "ночь", "утро": "утро", "вечер": "вечер"}
_FREE = frozenset(("бесплатно", "бесплатный", "безвозмездно", "безвозмездный", "даром"))
_COMMON_LATIN = frozenset("sms email e-mail mail online offline wifi wi-fi id vip push ok faq pin qr url it pdf jpg png html push-уведомление www http https".split())
_COMMON_NAMES = frozenset("вера надежда любовь роман лев слава мир роза лилия злата рада снежана майя ника карим май август марта".split())

_MONTH_STARTS = frozenset(("янв", "фев", "мар", "апр", "май", "мая", "мае", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"))
_BEGIN = frozenset((*_RELATIVE, *_WEEKDAYS, *_FREE, *_UNIT, *numerals.LEMMAS, "полчаса", "получаса", "дом", "д", "доме", "дома"))

SOFT_KINDS = frozenset(("place",))


@dataclass(frozen=True, slots=True)
class Fact:
    """A value at a span. `value` is normalised; `keys` are what equality is tried on."""

    kind: str
    start: int
    end: int
    text: str
    value: str


def flat(text: str) -> str:
    """Lower case with ё, NBSP and dashes folded, of the same length as the text."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_FLAT)


def _day(day: int, month: int, year: str | None) -> str:
    full = f"{2000 + int(year)}" if year and len(year) == 2 else year
    return f"{full}-{month:02d}-{day:02d}" if full else f"{month:02d}-{day:02d}"


def _month(name: str) -> int:
    if name.startswith("ма") and name[2] in "йяе":
        return 5
    return next(i for stem, i in _MONTHS.items() if stem != "ма" and name.startswith(stem))


def number(text: str) -> str:
    """A number's canonical digits: «1 000,50» → 1000.5."""
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", compact):
        compact = compact.replace(".", "")
    compact = compact.replace(",", ".")
    value = float(compact)
    return compact if isinf(value) else str(int(value)) if value == int(value) else f"{value:g}"


@lru_cache(maxsize=256)
def _facts(text: str) -> tuple[Fact, ...]:
    return tuple(sorted(_Reader(read(text)).run(), key=lambda f: (f.start, f.end)))


def facts_in(document: Document) -> tuple[Fact, ...]:
    """All facts in reading order; each document is read once."""
    return _facts(document.text)


@lru_cache(maxsize=50_000)
def _tells(form: str) -> bool:
    """Whether a word of this form can begin a fact other than a name: most cannot."""
    return (
        form in _BEGIN
        or form in _SCHEDULE
        or form[:3] in _MONTH_STARTS
        or form.endswith(("ого", "его", "ое", "ье", "ому", "ьего"))
        or not morph.word(form).lemmas.isdisjoint(_BEGIN)
    )


class _Reader:
    """One pass over the tokens; what a longer fact covers is not read again."""

    def __init__(self, document: Document) -> None:
        self.doc = document
        self.text = document.text
        self.flat = flat(document.text)
        self.tokens = document.tokens

    def run(self) -> Iterator[Fact]:
        done = 0
        for i, token in enumerate(self.tokens):
            if token.start < done:
                continue
            fact = self._at(i, token)
            if fact is not None:
                done = fact.end
                yield fact
        yield from self._quoted()

    def _fact(self, kind: str, start: int, end: int, value: str) -> Fact:
        return Fact(kind, start, end, self.text[start:end], value)

    def _at(self, i: int, token: Token) -> Fact | None:
        if token.kind == "email":
            return self._fact("email", token.start, token.end, token.norm)
        if token.kind == "link":
            return self._fact("link", token.start, token.end, re.sub(r"^(?:https?://)?(?:www\.)?", "", token.norm).rstrip("/"))
        if token.kind in ("number", "code") or token.text in "+(":
            return self._digits(i, token)
        if token.kind == "word":
            return self._word(i, token)
        return None

    # digits ---------------------------------------------------------------------------------------------------------

    def _digits(self, i: int, token: Token) -> Fact | None:
        at, flat_text = token.start, self.flat
        if token.text in "+(" and not _PHONE.match(flat_text, at):
            return None
        if self._list_marker(i, token):
            return None
        for finder in (self._tracking, self._phone, self._date, self._amount, self._clock, self._period_digits, self._percent):
            if fact := finder(i, at):
                return fact
        if token.kind == "number" and (m := _MEASURE.match(flat_text, at)):
            return self._fact("number", at, m.end(), f"{number(m[1])} {_measure(m[2])}")
        if m := _ORDER.match(flat_text, at):
            end = m.end()
            kind = "postcode" if re.fullmatch(r"\d{6}", m.group()) else "order"
            if end >= len(flat_text) or not (flat_text[end].isalnum()):
                return self._fact(kind, at, end, m.group())
        if token.kind == "code" and (m := _NTH.match(flat_text, at)):
            return self._fact("number", at, m.end(), m[1])
        if token.kind == "code" and (m := _MEASURE.match(flat_text, at)):
            return self._fact("number", at, m.end(), f"{number(m[1])} {_measure(m[2])}")
        if token.kind == "code":
            return self._fact("order", token.start, token.end, token.text.upper().translate(_CYR_TO_LAT))
        if token.kind == "number":
            m = _NUMBER.match(flat_text, at)
            end = m.end() if m else token.end
            return self._fact("number", at, end, number(flat_text[at:end]) if len(flat_text[at:end]) < 25 else flat_text[at:end])
        return None

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

    def _tracking(self, i: int, at: int) -> Fact | None:
        if (m := _POSTAL14.match(self.flat, at)) and (self.flat[at].isdigit()):
            return self._fact("tracking", at, m.end(), m.group().replace(" ", ""))
        return self._s10(at)

    def _s10(self, at: int) -> Fact | None:
        if m := _S10.match(self.flat, at):
            return self._fact("tracking", at, m.end(), re.sub("[ -]", "", self.text[at : m.end()]).upper().translate(_CYR_TO_LAT))
        return None

    def _phone(self, i: int, at: int) -> Fact | None:
        if (m := _PHONE.match(self.flat, at)) and (at == 0 or not self.flat[at - 1].isalnum()):
            digits = re.sub(r"\D", "", m.group())
            if len(digits) in (10, 11) or len(digits) == 7:
                return self._fact("phone", at, m.end(), digits[-10:])
        return None

    def _date(self, i: int, at: int) -> Fact | None:
        s = self.flat
        if m := _ISO.match(s, at):
            return self._fact("date", at, m.end(), f"{m[1]}-{m[2]}-{m[3]}")
        if (m := _DAY_MONTH.match(s, at)) and 1 <= int(m[2]) <= 31:
            end = m.end()
            while s[end - 1] == " ":
                end -= 1
            day = _day(int(m[2]), _month(m[3]), m[4])
            first = f"{_day(int(m[1]), _month(m[3]), m[4])}/" if m[1] else ""
            return self._fact("date", at, end, first + day)
        if (m := _SINCE_DAY.match(s, at)) and (n := _DAY_MONTH.search(s, m.end())):
            return self._fact("date", at, m.end(), _day(int(m[1]), _month(n[3]), n[4]))
        if (m := _DMY.match(s, at)) and 1 <= int(m[1]) <= 31 and 1 <= int(m[2]) <= 12 and (m[3] or len(m[2]) == 2):
            lead = self.tokens[i - 1].norm if i else ""
            if m[3] or "/" not in m.group():
                if not m[3] and self._after_is(m.end(), ("кг", "см", "м", "км", "г", "л", "%", "руб", "тыс", "мб", "гб", "час", "балл", "мм", "верси", "₽", "р.")):
                    return None
                if not m[3] and lead in ("с", "до") and self._looks_like_hours(s, m.end(), lead):
                    return None
                if not m[3] and (lead in ("ios", "android", "windows") or (i and self.tokens[i - 1].is_("версия", "пункт", "раздел", "вес", "оценка", "рейтинг"))):
                    return None
                return self._fact("date", at, m.end(), _day(int(m[1]), int(m[2]), m[3]))
        return None

    def _looks_like_hours(self, s: str, end: int, lead: str) -> bool:
        tail = s[end : end + 12]
        return bool(re.match(r"\s?(?:до|-)\s?\d{1,2}[.:]\d{2}", tail)) and int(re.findall(r"\d{2}", tail)[-1] or 0) > 12 or bool(re.match(r"\s(?:до)\s\d{1,2}[.:]00", tail))

    def _after_is(self, end: int, stems: tuple[str, ...]) -> bool:
        return self.flat[end : end + 10].lstrip().startswith(stems)

    def _amount(self, i: int, at: int) -> Fact | None:
        s = self.flat
        if m := _AMOUNT_NUM.match(s, at):
            return self._fact("amount", at, m.end() - (1 if s[m.end() - 1] == "." and self._ends_sentence(m.end()) else 0), self._money(m))
        low = _NUMBER.match(s, at)
        if low and (tail := _RANGE_TAIL.match(s, low.end())) and (m := _AMOUNT_NUM.match(s, tail.end())):
            factor = m[2]
            return self._fact("amount", at, m.end(), f"{self._scaled(low.group(), factor)}-{self._money(m)}")
        if m := _KOPECKS.match(s, at):
            return self._fact("amount", at, m.end(), f"{int(m[1]) / 100:g} RUB")
        return None

    def _ends_sentence(self, end: int) -> bool:
        return end >= len(self.text) or self.text[end] in "\n" or (end + 1 < len(self.text) and self.text[end + 1].isupper())

    def _scaled(self, digits: str, factor: str | None) -> str:
        value = float(number(digits)) * (1_000_000 if factor and factor.startswith(("млн", "милл")) else 1_000 if factor else 1)
        return str(int(value)) if not isinf(value) and value == int(value) else f"{value:.2f}".rstrip("0")

    def _money(self, m: re.Match[str]) -> str:
        value = float(self._scaled(m[1], m[2])) + (int(m[4]) / 100 if m[4] else 0)
        unit = m[3].rstrip(".")
        code = next((v for k, v in _CURRENCY.items() if unit.startswith(k)), "RUB")
        return f"{value:.2f}".rstrip("0").rstrip(".") + f" {code}"

    def _clock(self, i: int, at: int) -> Fact | None:
        s = self.flat
        lead = self.tokens[i - 1].norm if i else ""
        if s.startswith("24/7", at):
            return self._fact("schedule", at, at + 4, "24/7")
        if (m := _TIME.match(s, at)) and (":" in m.group() or lead in ("в", "до", "с", "со", "к", "после", "около", "на", "-", "–", "—", "по") or self.tokens[i - 1].kind == "word"):
            if not self._after_is(m.end(), ("кг", "см", "км", "м ", "%", "руб", "тыс", "мб", "гб", "₽")) and not (":" not in m.group() and lead in ("версия", "версии", "весом", "вес")):
                if ":" in m.group() or not (i and self.tokens[i - 1].is_("версия", "вес", "размер", "пункт", "раздел", "глава", "рейтинг", "оценка")):
                    return self._fact("time", at, m.end(), f"{int(m[1]):02d}:{m[2]}")
        if lead in ("с", "со") and (m := _HOURS_RANGE.match(s, at)) and not self._counted(m.end()):
            first = f"{int(m[1]):02d}:{m[2] or '00'}"
            end = re.compile(r"\d+(?:[:.]\d\d)?").match(s, at)
            return self._fact("time", at, end.end() if end else at + 1, first)
        if lead in ("до", "по", "-", "–", "—") and i >= 3 and (m := _HOUR.match(s, at)) is None and (prev := self._hour_before(i)):
            n = re.compile(r"([01]?\d|2[0-4])(?![\d:.,]*\d)(?:\s?(?:час(?:ов|а)?|ч\.?)(?![а-я]))?").match(s, at)
            if n and prev and not self._counted(n.end()):
                return self._fact("time", at, n.end(), f"{int(n[1]):02d}:00")
        if m := _HOUR.match(s, at):
            if m[2] and not (m[2] == "дня" and "ч" not in m.group().split("дня")[0] and not (lead in ("в", "к", "с") and int(m[1]) < 7)):
                hour = int(m[1]) % 24
                hour += 12 if (m[2] in ("вечера", "дня") and hour < 12) else 0
                return self._fact("time", at, m.end(), f"{hour:02d}:00")
            if m[3] is None:
                return None
            if lead in ("в", "к", "после") or (lead in ("до", "с") and int(m[3]) > 6) or (lead in ("до", "-", "–", "—") and self._hour_before(i)):
                return self._fact("time", at, m.end(), f"{int(m[3]):02d}:{int(m[4] or 0):02d}")
        return None

    def _hour_before(self, i: int) -> bool:
        """«с 8 до 20»: the number two tokens back was an hour."""
        back = self.flat[max(0, self.tokens[i].start - 22) : self.tokens[i].start]
        return bool(re.search(r"(?:^|[^\w])(?:с|со)\s(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?(?:утра|час(?:ов|а)?|ч\.?)?\s?(?:до|по|-)\s?$", back)) or bool(re.search(r"\d{1,2}[:.]\d{2}\s?(?:до|по|-)\s?$", back))

    def _counted(self, end: int) -> bool:
        """What follows is counted or dated, so the numbers are no hours."""
        tail = self.flat[end : end + 24].lstrip()
        return bool(re.match(r"(?:рабоч|календ|банк|дн|сут|недел|мес|год|лет|мин|руб|₽|%|процент|тыс|кг|шт|км|см|" + _MONTH[1:-1].split(")")[0].replace("(", "") + ")", tail))

    def _percent(self, i: int, at: int) -> Fact | None:
        if m := _PERCENT.match(self.flat, at):
            return self._fact("percent", at, m.end(), number(m[1]) + "%")
        return None

    def _period_digits(self, i: int, at: int) -> Fact | None:
        low = _NUMBER.match(self.flat, at)
        if not low:
            return None
        first, end = low.group(), low.end()
        values = [number(first)]
        if tail := _RANGE_TAIL.match(self.flat, end):
            high = _NUMBER.match(self.flat, tail.end())
            if high:
                values.append(number(high.group()))
                end = high.end()
        suffix = re.compile(r"-?(?:х|ти|и|ми|ех)(?=[\s-])-?").match(self.flat, end)
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
        if unit is None:
            return None
        return self._fact("period", at, self.tokens[j].end, _span_value(values, unit, mark))

    def _adjective(self, token: Token) -> str | None:
        return next((_ADJ[x] for x in token.lemmas if x in _ADJ), None) if token.word else None

    def _unit(self, token: Token) -> tuple[str, int] | None:
        if token.word is None or token.norm in ("час-пик",):
            return None
        return next((_UNIT[x] for x in token.lemmas if x in _UNIT), None)

    # words ----------------------------------------------------------------------------------------------------------

    def _word(self, i: int, token: Token) -> Fact | None:
        if len(token.text) == 2 and (fact := self._s10(token.start)):
            return fact
        if self.flat[token.start : token.start + 2] in _STREET_STARTS and (m := _ADDRESS.match(self.flat, token.start)) and self._is_street(m):
            house = (m[2] or "") + (f"к{m[3]}" if m[3] else "")
            return self._fact("address", token.start, m.end(), f"{_street(m[1])} {house}".strip())
        return self._told(i, token) if _tells(token.norm) else self._name(i, token)

    def _told(self, i: int, token: Token) -> Fact | None:
        norm = token.norm
        if norm.startswith(("дом", "д")) and norm in ("дом", "д", "доме", "дома") and (m := _HOUSE_TAIL.match(self.flat, token.start)):
            return self._fact("address", token.start, m.end(), f"{m[1]}" + (f"к{m[2]}" if m[2] else ""))
        if norm[:3] in _MONTH_STARTS:
            if m := _MONTH_YEAR.match(self.flat, token.start):
                return self._fact("date", token.start, m.end(), f"{m[2]}-{_month(m[1]):02d}")
            if (m := re.compile(_MONTH).match(self.flat, token.start)) and m.end() == token.end and i and self.tokens[i - 1].norm in ("в", "до", "с", "по", "к", "за", "на", "начале", "конце", "середине"):
                return self._fact("date", token.start, token.end, f"month {_month(m[1])}")
        if (day := numerals.ordinal_day(token)) is not None and i + 1 < len(self.tokens) and (m := re.compile(_MONTH).match(self.flat, self.tokens[i + 1].start)):
            return self._fact("date", token.start, self.tokens[i + 1].end, _day(day, _month(m[1]), None))
        if fact := self._number_words(i, token):
            return fact
        for lemma in token.lemmas:
            if lemma in _RELATIVE:
                return self._fact("date", token.start, token.end, _RELATIVE[lemma])
            if lemma in _WEEKDAYS and not (norm in ("ср", "среде", "среды", "средой") and not self._weekday_context(i)):
                return self._fact("date", token.start, token.end, f"weekday {_WEEKDAYS[lemma]}")
            if lemma in _FREE:
                return self._fact("free", token.start, token.end, "0")
        if norm in _SCHEDULE and not (norm in ("утро", "вечер")):
            return self._fact("schedule", token.start, token.end, _SCHEDULE[norm])
        if lone := self._lone_period(i, token):
            return lone
        return self._name(i, token)

    def _weekday_context(self, i: int) -> bool:
        near = [t.norm for t in self.tokens[max(0, i - 2) : i + 3]]
        return bool({"в", "во", "до", "с", "по", "к", "ближайшую"} & set(near)) and "цифровой" not in near and "окружающей" not in near

    def _is_street(self, m: re.Match[str]) -> bool:
        at = m.start(1)
        return bool(self.text[at].isupper() or self.text[at].isdigit()) and (at == 0 or m.group()[:2] != "пр" or m.group()[:3] in ("пр.", "про", "пр-"))

    def _number_words(self, i: int, token: Token) -> Fact | None:
        """«сто рублей», «две недели», «полчаса», «от трёх до пяти дней»: numerals with a unit; without one they are no facts."""
        if token.norm in ("полчаса", "получаса"):
            return self._fact("period", token.start, token.end, "m30")
        if numerals.small(token) is None and numerals.scale(token) is None:
            return None
        read_ = numerals.in_words(self.tokens, i)
        if read_ is None:
            return None
        value, j = read_
        values = [number(f"{value:g}") if value < 1e6 else f"{value:.0f}"]
        if j + 1 < len(self.tokens) and self.tokens[j].norm in ("до", "-", "–") and (more := numerals.in_words(self.tokens, j + 1)):
            values.append(f"{more[0]:g}")
            j = more[1]
        if j >= len(self.tokens):
            return None
        unit = self.tokens[j]
        if unit.norm in ("руб", "₽") or unit.is_("рубль", "доллар", "евро", "копейка"):
            code = "USD" if unit.is_("доллар") else "EUR" if unit.is_("евро") else "RUB"
            amount = f"{value / 100:g}" if unit.is_("копейка") else values[-1]
            return self._fact("amount", token.start, unit.end, f"{amount} {code}")
        if unit.is_("процент"):
            return self._fact("percent", token.start, unit.end, f"{values[-1]}%")
        if token.is_("один", "пара") and unit.is_("день", "раз", "год") and not token.is_("пара"):
            # «в один из дней», «однажды»: a set phrase more often than a term.
            return None if i + 1 != j or self.tokens[i - 1].norm not in ("через", "за", "течение", "до") else self._period(token.start, self.tokens[j - 1].end, values)
        return self._period(token.start, self.tokens[j - 1].end, values)

    def _lone_period(self, i: int, token: Token) -> Fact | None:
        """«через неделю», «в течение месяца», «за сутки»: a unit with no number means one."""
        unit = self._unit(token)
        if unit is None or not i or token.norm in ("ч", "мин", "сек", "дн", "лет", "день", "дня", "год", "года", "минутку", "минуту", "секунду"):
            if unit is None or not i or token.norm not in ("день", "дня", "год", "года", "минуту"):
                return None
        k, mark = i - 1, ""
        while k > 0 and (adj := self._adjective(self.tokens[k])) is not None:
            mark = mark or adj
            k -= 1
        lead = self.tokens[k].norm
        if lead == "в" and token.norm in ("месяц", "год", "день", "час", "сутки", "неделю", "минуту") and k and (self.tokens[k - 1].norm in ("₽", "р", "руб", ".", "%", "раз", "раза", "$", "€") or self.tokens[k - 1].is_("рубль", "доллар", "евро", "раз", "гб", "стоить", "платить")):
            return self._fact("period", token.start, token.end, "per " + unit[0] + str(unit[1]))
        if lead in ("через", "спустя", "течение", "течении", "около") or (lead == "за" and token.norm in ("сутки", "неделю", "месяц", "час")) or (lead in ("до", "раз") and token.norm in ("недели", "месяца", "суток", "неделю", "месяц", "года", "год")):
            if mark == "" and any(self.tokens[n].is_("рабочий", "следующий", "последний", "ближайший") for n in range(k + 1, i)) and token.norm in ("дня", "год", "года"):
                return None
            return self._fact("period", token.start, token.end, _span_value(["1"], unit, mark))
        return None

    def _name(self, i: int, token: Token) -> Fact | None:
        text = token.text
        if not token.capital and not text[:1].isascii():
            return None
        if text[0].isascii():
            if len(text) < 2 or token.norm in _COMMON_LATIN or not any(c.isascii() and c.isalpha() for c in text):
                return None
            if any("а" <= c <= "я" for c in token.norm):
                return None
            end = token.end
            for later in self.tokens[i + 1 : i + 4]:
                if later.kind in ("word", "number", "code") and (later.kind == "word" or len(later.text) < 6) and later.text[0].isascii() and not re.match(r"\d+[.,:]\d", self.flat[later.start :][:8]) and later.start - end == 1 and self.text[end] == " " and (later.text[0].isupper() or later.kind != "word"):
                    end = later.end
                else:
                    break
            return self._fact("name", token.start, end, self.flat[token.start : end].replace(" ", "").replace("-", ""))
        if token.word is None:
            return None
        if len(text) < 2 or (text.isupper() and len(text) <= 5):
            return None
        opens = self.doc.sentences[token.sentence].first == i or self.tokens[i - 1].text in ":«\"("
        beside = self._beside_name(i) or self._initials(i)
        readings = morph.proper(text)
        person = [p for p in readings if p.feats["NameType"] != "Geo"]
        if beside and not opens and (person or not readings):
            return self._fact("name", token.start, token.end, _name_key(token))
        if person and (not readings or readings[0].feats["NameType"] != "Geo"):
            common = token.norm in _COMMON_NAMES or (token.word.known and any(p.pos not in ("PROPN",) and p.prob > 0.2 for p in token.word.parses))
            surname = all(p.feats["NameType"] == "Sur" for p in person)
            if opens and (surname or common) and not (beside or (i + 1 < len(self.tokens) and self.tokens[i + 1].text in ",!" and not surname)):
                return None
            return self._fact("name", token.start, token.end, _name_key(token))
        if readings and (not opens or not token.word.known) and not (i and self.tokens[i - 1].is_("почта", "банк")):
            return self._fact("place", token.start, token.end, _name_key(token))
        return None

    def _initials(self, i: int) -> bool:
        """«Петровой М. В.», «М. В. Петренко»."""
        after = self.tokens[i + 1 : i + 3]
        if len(after) == 2 and len(after[0].text) == 1 and after[0].text.isupper() and after[1].text == ".":
            return True
        back = self.tokens[max(0, i - 2) : i]
        return len(back) == 2 and back[1].text == "." and len(back[0].text) == 1 and back[0].text.isupper()

    def _beside_name(self, i: int) -> bool:
        near = (*self.tokens[max(0, i - 1) : i], *self.tokens[i + 1 : i + 2])
        return any(t.kind == "word" and t.capital and any(p.feats["NameType"] in ("Giv", "Pat") and p.prob > 0.3 for p in morph.proper(t.text)) for t in near)

    def _quoted(self) -> Iterator[Fact]:
        """Names in quotes: services, sections, buttons. Whole sentences in quotes are somebody's words, not names."""
        for m in _QUOTED.finditer(self.text):
            inner = m[1].strip()
            if not inner or not (inner[0].isupper() or inner[0].isdigit()) or len(inner.split()) > 6 or inner[-1] in ".!?" or not any(c.isalpha() for c in inner):
                continue
            yield self._fact("name", m.start(), m.end(), " ".join(t.norm for t in read(inner).tokens if t.kind != "punct"))


def _measure(unit: str) -> str:
    return next((short for stem, short in _MEASURES if unit.startswith(stem)), unit)


def _name_key(token: Token) -> str:
    return min((p.lemma for p in morph.proper(token.text)), key=len, default=token.norm)


def _street(name: str) -> str:
    return " ".join(t.word.lemma if t.word else t.norm for t in read(name.strip(" .")).tokens if t.kind != "punct")


def _span_value(values: list[str], unit: tuple[str, int], mark: str) -> str:
    code, factor = unit
    scaled = [float(v) * factor for v in values]
    if code == "m" and all(x % 1440 == 0 for x in scaled):
        code, scaled = "d", [x / 1440 for x in scaled]
    return code + "-".join(f"{x:g}" for x in scaled) + mark
