"""Russian numerals in words and digits."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text.document import Token
from rewriter.text.morph import word

_UNITS = {
    "ноль": 0, "один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10,
    "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17,
    "восемнадцать": 18, "девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
    "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500,
    "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
}  # fmt: skip
_SCALES = {"тысяча": 1_000, "тыс": 1_000, "миллион": 1_000_000, "млн": 1_000_000}
_SPECIAL = {"полтора": 1.5, "двое": 2, "трое": 3, "пара": 2, "полторы": 1.5, "оба": 2}
_ORDINALS = {
    "первое": 1, "второе": 2, "третье": 3, "четвертое": 4, "пятое": 5, "шестое": 6, "седьмое": 7, "восьмое": 8, "девятое": 9,
    "десятое": 10, "одиннадцатое": 11, "двенадцатое": 12, "тринадцатое": 13, "четырнадцатое": 14, "пятнадцатое": 15, "шестнадцатое": 16,
    "семнадцатое": 17, "восемнадцатое": 18, "девятнадцатое": 19, "двадцатое": 20, "тридцатое": 30,
}  # fmt: skip
_LONGEST = 12  # words: «девятьсот девяносто девять миллионов девятьсот девяносто девять тысяч девятьсот девяносто девять» has 11
LEMMAS = frozenset((*_UNITS, *_SCALES, *_SPECIAL))
_ORDINAL_LEMMAS = {"третий": 3, **{f"{stem[:-2]}{end}": n for stem, n in _ORDINALS.items() if n != 3 for end in ("ый", "ой", "ий")}}
ORDINAL_STEMS = {**{k[:-1]: v for k, v in _ORDINALS.items()}}


def small(token: Token) -> float | None:
    """The value of one numeral word, scales apart; None for any other word."""
    if token.word is None:
        return None
    for lemma in token.lemmas:
        if lemma in _UNITS:
            return _UNITS[lemma]
        if lemma in _SPECIAL:
            return _SPECIAL[lemma]
    return None


def scale(token: Token) -> int | None:
    """1000 for «тысяча», «тыс» …"""
    return next((_SCALES[x] for x in token.lemmas if x in _SCALES), None) if token.word else None


def in_words(tokens: tuple[Token, ...], at: int) -> tuple[float, int] | None:
    """A numeral in words from `at`: (value, index after it). «двадцать пять», «две тысячи сто», «полтора»."""
    total, current, i, seen = 0.0, 0.0, at, False
    while i < min(len(tokens), at + _LONGEST):
        value, factor = small(tokens[i]), scale(tokens[i])
        if value is not None:
            current += value
        elif factor is not None and (seen or i == at):
            total += (current or 1) * factor
            current = 0.0
        else:
            break
        seen = True
        i += 1
    if seen and i + 1 < len(tokens) and tokens[i].norm == "с" and tokens[i + 1].norm == "половиной":
        current += 0.5
        i += 2
    return (total + current, i) if seen else None


@lru_cache(maxsize=5_000)
def ordinal_day(form: str) -> int | None:
    """«пятого» → 5, for days of a month; `form` as folded."""
    if not form.endswith(("ого", "его", "ое", "ье", "ому", "ьего")):
        return None
    own = form.removesuffix("его").removesuffix("ого").removesuffix("ому").rstrip("ьо")
    return next((v for stem, v in ORDINAL_STEMS.items() if own == stem.rstrip("ьо")), None)


def ordinal(lemma: str) -> int | None:
    """«пятый» → 5; None for any other word."""
    return _ORDINAL_LEMMAS.get(lemma)


@lru_cache(maxsize=5_000)
def joined(form: str) -> tuple[float, ...]:
    """«две-три» → 2, 3; nothing for any other word."""
    if "-" not in form:
        return ()
    values = tuple(next((v for x in word(part).lemmas for v in (_UNITS.get(x), _SPECIAL.get(x)) if v is not None), None) for part in form.split("-"))
    return tuple(v for v in values if v is not None) if len(values) > 1 and None not in values else ()
