"""Whether a term stands in a text in another guise: «среднемесячный», «за сутки», «7 из них», «второй день»."""

from __future__ import annotations

import re
from itertools import pairwise

from rewriter.text import morph, numerals
from rewriter.text.document import Document
from rewriter.text.fact_patterns import UNIT
from rewriter.text.facts import facts_in, flat

# «опоздаю минут на 10», «дней через 5»
_TURNED_ROUND = re.compile(r"(?<!\w)(минут\w?|час\w{0,2}|дн\w{1,2}|дней|недел\w?|месяц\w{0,2}) (?:на|через|за) (\d{1,3})(?!\d)")
_EACH = re.compile(r"(?<!\w)в каждый(?: из них)?(?! [а-я])")
# «За день до начала», «на день позже».
_A_DAY = re.compile(r"(?<!\w)(?:за|на|через) день(?= (?:до|позже|раньше|после))")


def period_in(value: str, document: Document) -> bool:
    """Whether the document tells the term otherwise than as one."""
    if "-" in value:
        code = re.match("[a-z]+", value)
        mark = "w" if value.endswith("w") else ""
        low, high = value[len(code.group()) if code else 0 :].removesuffix("w").split("-")[:2]
        prefix = code.group() if code else ""
        known = {f.value for f in facts_in(document)}
        if _range_without_unit(low, high, document):
            return True
        return f"{prefix}{high}{mark}" in known and (f"{prefix}{low}{mark}" in known or low in known)
    if value == "mo6" and "полугодие" in document.lemmas:
        return True
    if value.startswith("per "):
        words = {"per mo1": "ежемесячн", "per mo12": "ежегодн", "per d1": "ежедневн", "per d7": "еженедельн", "per m60": "ежечасн"}
        # «делится на шесть месяцев, по 1 990 ₽ в каждый»
        each = value == "per mo1" and _EACH.search(flat(document.text)) and any(f.kind == "period" and f.value.startswith("mo") for f in facts_in(document))
        return bool(each) or words.get(value, "?") in flat(document.text)
    if (m := _DAYS.match(value)) and _of_them(m[1], flat(document.text)):
        # «14 рабочих дней, 7 из них бесплатные»
        return any(f.kind == "period" and f.value.startswith("d") for f in facts_in(document))
    if (counted := _COUNT.match(value)) and _unit_told_before(document, counted[1], counted[2]):
        return True
    if counted and _nth(document, counted[1], counted[2]):
        return True
    if counted and any(
        UNIT[x][0] == counted[1] and f"{float(m[2]) * UNIT[x][1]:g}" == counted[2]
        for m in _TURNED_ROUND.finditer(flat(document.text))
        for x in morph.word(m[1]).lemmas
        if x in UNIT
    ):
        return True
    if value == "d1" and _A_DAY.search(flat(document.text)):
        return True
    if value in _SPOKEN and not document.lemmas.isdisjoint(_SPOKEN[value]):
        return True
    if value in _LONE:
        # «за сутки» is one day, «7 суток» are not.
        return any(not t.lemmas.isdisjoint(_LONE[value]) and not (t.index and document.tokens[t.index - 1].kind == "number") for t in document.words)
    return False


def _range_without_unit(low: str, high: str, document: Document) -> bool:
    """«Урок рассчитан на детей от пяти до семи»: both numbers of «5–7 лет», one behind the other."""
    tokens = document.tokens
    wanted = {(f"{float(low) / n:g}", f"{float(high) / n:g}") for n in (1, 7, 12, 60)}  # in days, weeks, months, years, minutes or hours
    for i, token in enumerate(tokens):
        first = numerals.in_words(tokens, i) if token.word is not None else None
        if first is None or first[1] + 1 >= len(tokens) or tokens[first[1]].norm not in ("до", "по", "-", "–", "—"):
            continue
        second = numerals.in_words(tokens, first[1] + 1)
        if second is not None and (f"{first[0]:g}", f"{second[0]:g}") in wanted:
            return True
    return False


def _nth(document: Document, unit: str, count: str) -> bool:
    """«Второй день жду» tells of two days, «вторую неделю» of two weeks."""
    return any(
        (nth := numerals.ordinal(word.lemma)) is not None and any(UNIT[x][0] == unit and f"{nth * UNIT[x][1]:g}" == count for x in after.lemmas if x in UNIT)
        for token, after in pairwise(document.tokens)
        if (word := token.word) is not None and after.word is not None
    )


def _of_them(number: str, low: str) -> bool:
    """«7 из них», «остальные 7»."""
    if f"{number} из " not in low and f"остальные {number}" not in low:
        return False  # an expression for each number takes long to compile
    return bool(re.search(rf"(?<!\d){number} из (?:них|этих)(?![а-я])|остальные {number}(?!\d)", low))


_COUNT = re.compile(r"([a-z]+)(\d+)$")


def _unit_told_before(document: Document, unit: str, count: str) -> bool:
    """«Пауза длится от 7 дней, а всего их может набраться до 45»: a bare number behind a term counts its unit."""
    found = facts_in(document)
    first = next((f.end for f in found if f.kind == "period" and f.value.startswith(unit)), None)
    return first is not None and any(
        f.kind == "number" and f.value == count and f.start > first and not document.text[f.end : f.end + 2].strip(" ")[:1].isalnum() for f in found
    )


_DAYS = re.compile(r"d(\d+)w?$")
# «по среднемесячному показателю» is «по среднему за месяц».
_SPOKEN = {
    "d1": frozenset("суточный среднесуточный посуточно посуточный однодневный".split()),
    "d7": frozenset("недельный еженедельный еженедельно".split()),
    "mo1": frozenset("месячный среднемесячный ежемесячный ежемесячно помесячно помесячный".split()),
    "mo12": frozenset("годовой среднегодовой ежегодный ежегодно годичный".split()),
}
_LONE = {v: frozenset(w.split()) for v, w in (("d1", "сутки"), ("m60", "час"), ("d7", "неделя"), ("mo1", "месяц"), ("mo12", "год года году"))}
