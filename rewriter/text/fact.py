"""A fact: a value at a span; numbers and days in their normalised form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import isinf

from rewriter.text.fact_patterns import FLAT, MEASURES, MONTHS


# Not `frozen`, for the same reason as tokens are not; nothing ever changes one.
@dataclass(slots=True, unsafe_hash=True)
class Fact:
    """A value at a span. `value` is normalised; `keys` are what equality is tried on."""

    kind: str
    start: int
    end: int
    text: str
    value: str


@lru_cache(maxsize=1_000)
def flat(text: str) -> str:
    """Lower case with ё, NBSP and dashes folded, of the same length as the text."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    # Most texts hold two or three of these: looking for each is ten times quicker than translating every character.
    for sign, plain in FLAT:
        if sign in low:
            low = low.replace(sign, plain)
    return low


def day_value(day: int, month: int, year: str | None) -> str:
    """ISO date, or «MM-DD» where the year is not told; two digits of a year are of this century."""
    full = f"{2000 + int(year)}" if year and len(year) == 2 else year
    return f"{full}-{month:02d}-{day:02d}" if full else f"{month:02d}-{day:02d}"


def month_number(name: str) -> int:
    """1-12 for a month in any case."""
    if name.startswith("ма") and name[2] in "йяе":
        return 5
    return next(i for stem, i in MONTHS.items() if stem != "ма" and name.startswith(stem))


_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def number(text: str) -> str:
    """A number's canonical digits: «1 000,50» → 1000.5."""
    compact = text.replace(" ", "")
    if "." in compact and _THOUSANDS.fullmatch(compact):
        compact = compact.replace(".", "")
    compact = compact.replace(",", ".")
    value = float(compact)
    return compact if isinf(value) else str(int(value)) if value == int(value) else f"{value:g}"


def span_value(values: list[str], unit: tuple[str, int], mark: str) -> str:
    """A term: unit code, the numbers brought to that unit, and `w` for working days."""
    code, factor = unit
    scaled = [float(v) * factor for v in values]
    if code == "s" and all(x % 60 == 0 for x in scaled):
        code, scaled = "m", [x / 60 for x in scaled]
    if code == "m" and all(x % 1440 == 0 for x in scaled):
        code, scaled = "d", [x / 1440 for x in scaled]
    return code + "-".join(f"{x:g}" for x in scaled) + mark


def measure_unit(unit: str) -> str:
    """The short name of a measure: «килограмма» → «кг»."""
    return next((short for stem, short in MEASURES if unit.startswith(stem)), unit)
