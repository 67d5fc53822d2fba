"""Facts of a text: values that must survive a rewrite, each with its span and a normalised value.

Kinds: tracking, order, date, time, period, amount, percent, number, phone, postcode, address, link, email, name, place,
schedule, free. Sources of the formats: UPU S10 (tracking), Russian Post's 14-digit codes, Russian phone numbering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rewriter.text import morph, numerals
from rewriter.text.document import Document, Token, fold, read
from rewriter.text.fact import Fact, day_value, flat, month_number, number, span_value
from rewriter.text.fact_digits import Digits
from rewriter.text.fact_patterns import (
    ADDRESS,
    BEGIN,
    COMMON_LATIN,
    COMMON_NAMES,
    FREE,
    HOUSE_TAIL,
    MONTH_NAME,
    MONTH_STARTS,
    MONTH_YEAR,
    QUOTED,
    RELATIVE,
    SCHEDULE,
    STREET_STARTS,
    STREET_WORD,
    WEEKDAYS,
)
from rewriter.text.hours import hours_in

__all__ = ["Fact", "facts_in", "flat", "number"]


@lru_cache(maxsize=64)
def _facts(text: str) -> tuple[Fact, ...]:
    return tuple(sorted(_Reader(read(text)).run(), key=lambda f: (f.start, f.end)))


def facts_in(document: Document) -> tuple[Fact, ...]:
    """All facts in reading order; each document is read once."""
    return _facts(document.text)


@lru_cache(maxsize=4_096)
def _tells(form: str) -> bool:
    """Whether a word of this form can begin a fact other than a name: most cannot."""
    return (
        form in BEGIN
        or form in SCHEDULE
        or form[:3] in MONTH_STARTS
        or numerals.ordinal_day(form) is not None
        or bool(numerals.joined(form))
        or not morph.word(form).lemmas.isdisjoint(BEGIN)
    )


def may_tell_time(tokens: Iterable[Token]) -> bool:
    """Whether a date, a time, a term or a schedule may begin here: much sooner told than by reading the text's facts."""
    return any(t.kind in ("number", "code") or t.kind == "word" and _tells(t.norm) for t in tokens)


@lru_cache(maxsize=4_096)
def _idle(text: str) -> bool:
    """Whether a word as it is written begins no fact: in lower case, no numeral, unit, day or month, no street."""
    low = flat(text)
    return text.islower() and not text[0].isascii() and not _tells(fold(text)) and not (STREET_WORD.fullmatch(low) or STREET_WORD.fullmatch(f"{low}."))


@lru_cache(maxsize=4_096)
def _capitalised(text: str) -> bool:
    """Whether a word with a capital begins no fact, unless a name stands beside it: no name itself, and else like an idle one."""
    low = flat(text)
    return text[0].isupper() and not text[0].isascii() and not _tells(fold(text)) and low[:2] not in STREET_STARTS and not morph.proper(text)


def name_key(token: Token) -> str:
    return min((p.lemma for p in morph.proper(token.text)), key=len, default=token.norm)


def street_key(name: str) -> str:
    return " ".join(t.word.lemma if t.word else t.norm for t in read(name.strip(" .")).tokens if t.kind != "punct")


_YOU = frozenset("вы вас вам вами ваш ваша ваше ваши".split())  # «мастер Ольга Вас ждёт»
_OPENING = frozenset('«"“„')
_HALVES = {"полчаса": "m30", "получаса": "m30", "полгода": "mo6", "полугода": "mo6", "полмесяца": "d15"}
_COUNTED = frozenset("дня дней суток недели недель месяца месяцев года лет часа часов минут минуты рублей рубля".split())


def _is_given_name(token: Token) -> bool:
    return token.kind == "word" and token.capital and _given_name(token.text)


@lru_cache(maxsize=4_096)
def _given_name(text: str) -> bool:
    return any(p.feats["NameType"] in ("Giv", "Pat") and p.prob > 0.3 for p in morph.proper(text))


class _Reader(Digits):
    """One pass over the tokens; what a longer fact covers is not read again."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.hours = hours_in(self.flat)

    def run(self) -> Iterator[Fact]:
        done = 0
        for i, token in enumerate(self.tokens):
            if token.start < done:
                continue
            # What most tokens are: words that no fact begins with, and signs.
            if token.kind == "word":
                nothing = _idle(token.text) or _capitalised(token.text) and not self._beside_name(i) and not self._initials(i)
                if nothing and (len(token.text) != 2 or not self._parted_code(token)):
                    continue
            elif token.kind == "punct" and token.text not in "+(":
                continue
            fact = self._at(i, token)
            if fact is not None:
                done = fact.end
                yield fact
        yield from self._quoted()

    def _parted_code(self, token: Token) -> bool:
        """«ra 123456785 ru»: a code's two letters may stand apart."""
        return any(map(str.isdigit, self.flat[token.end : token.end + 2]))

    def _at(self, i: int, token: Token) -> Fact | None:
        if (hour := self.hours.get(token.start)) is not None:
            return self._fact("time", hour.start, hour.end, hour.value)
        if token.kind == "word":
            return self._word(i, token)
        if token.kind in ("number", "code") or token.text in "+(":
            return self._digits(i, token)
        if token.kind == "email":
            return self._fact("email", token.start, token.end, token.norm)
        if token.kind == "link":
            return self._fact("link", token.start, token.end, re.sub(r"^(?:https?://)?(?:www\.)?", "", token.norm).rstrip("/"))
        return None

    def _word(self, i: int, token: Token) -> Fact | None:
        if len(token.text) == 2 and (fact := self._s10(token.start)):
            return fact
        if self.flat[token.start : token.start + 2] in STREET_STARTS and (m := ADDRESS.match(self.flat, token.start)) and self._is_street(m):
            house = (m[2] or "") + (f"к{m[3]}" if m[3] else "")
            return self._fact("address", token.start, m.end(), f"{street_key(m[1])} {house}".strip())
        return self._told(i, token) if _tells(token.norm) else self._name(i, token)

    def _told(self, i: int, token: Token) -> Fact | None:
        norm = token.norm
        if (
            norm.startswith(("дом", "д"))
            and norm in ("дом", "д", "доме", "дома")
            and (m := HOUSE_TAIL.match(self.flat, token.start))
            and not self._dated(m.end())
        ):
            return self._fact("address", token.start, m.end(), f"{m[1]}" + (f"к{m[2]}" if m[2] else ""))
        if norm[:3] in MONTH_STARTS:
            if m := MONTH_YEAR.match(self.flat, token.start):
                return self._fact("date", token.start, m.end(), f"{m[2]}-{month_number(m[1]):02d}")
            if (
                (m := MONTH_NAME.match(self.flat, token.start))
                and m.end() == token.end
                and i
                and self.tokens[i - 1].norm in ("в", "до", "с", "по", "к", "за", "на", "начале", "конце", "середине")
            ):
                return self._fact("date", token.start, token.end, f"month {month_number(m[1])}")
        if (
            token.word is not None
            and (day := numerals.ordinal_day(norm)) is not None
            and i + 1 < len(self.tokens)
            and (m := MONTH_NAME.match(self.flat, self.tokens[i + 1].start))
        ):
            return self._fact("date", token.start, self.tokens[i + 1].end, day_value(day, month_number(m[1]), None))
        if fact := self._number_words(i, token):
            return fact
        for lemma in token.lemmas:
            if lemma in RELATIVE and not (lemma == "сегодняшний" and self._so_far(i)):
                return self._fact("date", token.start, token.end, RELATIVE[lemma])
            if lemma in WEEKDAYS and not (norm in ("ср", "среде", "среды", "средой") and not self._weekday_context(i)):
                return self._fact("date", token.start, token.end, f"weekday {WEEKDAYS[lemma]}")
            if lemma in FREE:
                return self._fact("free", token.start, token.end, "0")
        if norm in SCHEDULE and norm not in ("утро", "вечер") and not self._part_of_hour(i):
            return self._fact("schedule", token.start, token.end, SCHEDULE[norm])
        if lone := self._lone_period(i, token):
            return lone
        return self._name(i, token)

    def _so_far(self, i: int) -> bool:
        """«На сегодняшний день» is «now», and no date."""
        return 0 < i < len(self.tokens) - 1 and self.tokens[i - 1].norm == "на" and self.tokens[i + 1].norm in ("день", "момент")

    def _part_of_hour(self, i: int) -> bool:
        """«Вечером с шести до девяти»: the part of the day belongs to the hour."""
        return i + 2 < len(self.tokens) and self.tokens[i + 2].start in self.hours

    def _weekday_context(self, i: int) -> bool:
        near = [t.norm for t in self.tokens[max(0, i - 2) : i + 3]]
        return bool({"в", "во", "до", "с", "по", "к", "ближайшую"} & set(near)) and "цифровой" not in near and "окружающей" not in near

    def _dated(self, end: int) -> bool:
        """«На дом 2 декабря»: the number is a day's."""
        return MONTH_NAME.match(self.flat, end + 1) is not None

    def _is_street(self, m: re.Match[str]) -> bool:
        at = m.start(1)
        return bool(self.text[at].isupper() or self.text[at].isdigit()) and (at == 0 or m.group()[:2] != "пр" or m.group()[:3] in ("пр.", "про", "пр-"))

    def _number_words(self, i: int, token: Token) -> Fact | None:
        """«сто рублей», «две недели», «полчаса», «от трёх до пяти дней»: numerals with a unit; without one they are no facts."""
        if token.norm in _HALVES:
            return self._fact("period", token.start, token.end, _HALVES[token.norm])
        if token.norm.startswith("четверт") and i + 1 < len(self.tokens) and self.tokens[i + 1].norm == "часа":
            return self._fact("period", token.start, self.tokens[i + 1].end, "m15")
        if turned := self._turned_number(i, token):
            return turned
        if pair := numerals.joined(token.norm):
            return self._period(token.start, token.end, [f"{v:g}" for v in pair])
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
            return (
                None
                if i + 1 != j or self.tokens[i - 1].norm not in ("через", "за", "течение", "до")
                else self._period(token.start, self.tokens[j - 1].end, values)
            )
        return self._period(token.start, self.tokens[j - 1].end, values)

    def _turned_number(self, i: int, token: Token) -> Fact | None:
        """«дней пять», «часа через два», «рублей триста»: about so many."""
        if (
            token.norm not in _COUNTED
            or i + 1 >= len(self.tokens)
            or i
            and (self.tokens[i - 1].kind == "number" or numerals.small(self.tokens[i - 1]) is not None)
        ):
            return None
        at = i + 1 + (self.tokens[i + 1].norm in ("через", "за", "по") and i + 2 < len(self.tokens))
        if self.tokens[at].sentence != token.sentence or (read_ := numerals.in_words(self.tokens, at)) is None:
            return None
        value, j = read_
        after = self.tokens[j].word if j < len(self.tokens) else None
        if after is not None and after.top is not None and after.top.pos in ("NOUN", "ADJ"):
            return None  # «в течение недели две заявки», «за годы два раза»
        unit = self._unit(token)
        if unit is None:
            return self._fact("amount", token.start, self.tokens[j - 1].end, f"{value:g} RUB")
        return self._fact("period", token.start, self.tokens[j - 1].end, span_value([f"{value:g}"], unit, ""))

    def _lone_period(self, i: int, token: Token) -> Fact | None:
        """«через неделю», «в течение месяца», «за сутки»: a unit with no number means one."""
        unit = self._unit(token)
        # «час», «мин» need a number; «дня», «года», «минуту» do without one behind «через», «в течение».
        if unit is None or not i or token.norm in ("ч", "мин", "сек", "дн", "лет", "минутку", "секунду"):
            return None
        k, mark = i - 1, ""
        while k > 0 and (adj := self._adjective(self.tokens[k])) is not None:
            mark = mark or adj
            k -= 1
        lead = self.tokens[k].norm
        if i + 2 < len(self.tokens) and self.tokens[i + 1].norm in ("с", "со") and self.tokens[i + 2].kind == "number":
            return None  # «за неделю со 2 по 8 июня»: the days say which
        if (
            lead == "в"
            and token.norm in ("месяц", "год", "день", "час", "сутки", "неделю", "минуту")
            and k
            and (
                self.tokens[k - 1].norm in ("₽", "р", "руб", "%", "раз", "раза", "дважды", "трижды", "$", "€")
                or (self.tokens[k - 1].text == "." and self.tokens[k - 1].sentence == token.sentence)
                or self.tokens[k - 1].is_("рубль", "доллар", "евро", "раз", "гб", "стоить", "платить")
            )
        ):
            return self._fact("period", token.start, token.end, "per " + unit[0] + str(unit[1]))
        if (
            lead in ("через", "спустя", "течение", "течении", "около")
            or (lead == "за" and token.norm in ("сутки", "неделю", "месяц", "час"))
            or (lead in ("до", "раз") and token.norm in ("недели", "месяца", "суток", "неделю", "месяц", "года", "год"))
        ):
            if (
                mark == ""
                and any(self.tokens[n].is_("рабочий", "следующий", "последний", "ближайший") for n in range(k + 1, i))
                and token.norm in ("дня", "год", "года")
            ):
                return None
            return self._fact("period", token.start, token.end, span_value(["1"], unit, mark))
        return None

    def _name(self, i: int, token: Token) -> Fact | None:
        text = token.text
        if not token.capital and not text[:1].isascii() or token.norm in _YOU:
            return None
        if text[0].isascii():
            if len(text) < 2 or token.norm in COMMON_LATIN or not any(c.isascii() and c.isalpha() for c in text):
                return None
            if any("а" <= c <= "я" for c in token.norm):
                return None
            end = token.end
            for later in self.tokens[i + 1 : i + 4]:
                if (
                    later.kind in ("word", "number", "code")
                    and (later.kind == "word" or len(later.text) < 6)
                    and later.text[0].isascii()
                    and not re.match(r"\d+[.,:]\d", self.flat[later.start :][:8])
                    and later.start - end == 1
                    and self.text[end] == " "
                    and (later.text[0].isupper() or later.kind != "word")
                ):
                    end = later.end
                else:
                    break
            return self._fact("name", token.start, end, self.flat[token.start : end].replace(" ", "").replace("-", ""))
        if token.word is None:
            return None
        if len(text) < 2 or (text.isupper() and len(text) <= 5):
            return None
        opens = self.doc.sentences[token.sentence].first == i or self.tokens[i - 1].text in ':«"('
        readings = morph.proper(text)
        if opens and not readings:
            return None
        beside = self._beside_name(i) or self._initials(i)
        if not readings and not beside or self._abbreviated(i):
            return None
        person = [p for p in readings if p.feats["NameType"] != "Geo"]
        if beside and not opens and (person or not readings):
            return self._fact("name", token.start, token.end, name_key(token))
        if person and (not readings or readings[0].feats["NameType"] != "Geo"):
            common = token.norm in COMMON_NAMES or (token.word.known and any(p.pos not in ("PROPN",) and p.prob > 0.2 for p in token.word.parses))
            surname = all(p.feats["NameType"] == "Sur" for p in person)
            if opens and (surname or common) and not (beside or (i + 1 < len(self.tokens) and self.tokens[i + 1].text in ",!" and not surname)):
                return None
            return self._fact("name", token.start, token.end, name_key(token))
        if readings and (not opens or not token.word.known) and not (i and self.tokens[i - 1].is_("почта", "банк")):
            return self._fact("place", token.start, token.end, name_key(token))
        return None

    def _abbreviated(self, i: int) -> bool:
        """«Зак. 7720164», «Отпр. № 5»: a word cut short before its number."""
        after = self.tokens[i + 1 : i + 3]
        return (
            len(after) == 2 and after[0].text == "." and after[0].start == self.tokens[i].end and len(self.tokens[i].text) <= 5
            and (after[1].kind in ("number", "code") or after[1].text == "№")
            and (after[1].sentence == self.tokens[i].sentence or self.doc.sentences[self.tokens[i].sentence].first == i)
        )  # fmt: skip

    def _initials(self, i: int) -> bool:
        """«Петровой М. В.», «М. В. Петренко»."""
        after = self.tokens[i + 1 : i + 3]
        if len(after) == 2 and len(after[0].text) == 1 and after[0].text.isupper() and after[1].text == ".":
            return True
        back = self.tokens[max(0, i - 2) : i]
        degrees = back and back[0].index and self.tokens[back[0].index - 1].text == "°"  # «до 55 °C. Использование …»
        return len(back) == 2 and back[1].text == "." and len(back[0].text) == 1 and back[0].text.isupper() and not degrees

    def _beside_name(self, i: int) -> bool:
        tokens = self.tokens
        return i > 0 and _is_given_name(tokens[i - 1]) or i + 1 < len(tokens) and _is_given_name(tokens[i + 1])

    def _quoted(self) -> Iterator[Fact]:
        """Names in quotes: services, sections, buttons. Whole sentences in quotes are somebody's words, not names."""
        for m in QUOTED.finditer(self.text) if not _OPENING.isdisjoint(self.doc.signs) else ():
            inner = m[1].strip()
            if (
                not inner
                or not (inner[0].isupper() or inner[0].isdigit())
                or len(inner.split()) > 6
                or inner[-1] in ".!?"
                or not any(c.isalpha() for c in inner)
            ):
                continue
            yield self._fact("name", m.start(), m.end(), " ".join(t.norm for t in read(inner).tokens if t.kind != "punct"))
