"""Whether a fact stands in a text: equality after normalisation (rules.md, rule 6)."""

from __future__ import annotations

import re
from functools import lru_cache

from rewriter.text import morph, numerals
from rewriter.text.compounds import told_in_words
from rewriter.text.document import Document, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.fact import measure_unit
from rewriter.text.fact_patterns import QUOTED
from rewriter.text.facts import Fact, facts_in, flat, number
from rewriter.text.hours import half_days
from rewriter.text.matching_dates import date_in, same_date, schedule_in
from rewriter.text.matching_terms import period_in

_FREE_SAID = Expression(
    r"не взима|без взимани|не предполага\w{1,3} (?:\w{1,15} )?(?:оплат|плат)|(?:денег|плат[уы]) за \w{1,20} не бер|без оплат|без доплат|без комисси|ничего не (?:будет )?сто(?:ит|ить|ят)|сто(?:ит|ить|ят) (?:\w{1,8} ){0,2}ничего не|не сто(?:ит|ить|ят) ничего|не (?:нужно|надо|требуется|придется) (?:ничего |вам )?(?:плат|опла|доплач)|за наш счет|платить не|платить за (?:\w{1,20} ){1,3}(?:вам )?не (?:нужно|надо|потреб|прид)"
    r"|(?:оплат|плат)[аыу] (?:за \w{1,20} )?не (?:взима|требу|потреб|бер)|не подлеж\w{1,4} (?:тарифик|оплат)|(?:тарифик|оплат)\w{1,6} не подлеж|не (?:тарифициру|оплачива)"
    r"|(?:ничего|денег|лишнего) (?:[а-я]{1,12} ){0,3}не (?:бер|возьм|прос|попрос)|не (?:бер|возьм)[а-я]{1,3} (?:за [а-я]{1,20} )?(?:ничего|денег)"
)
# «Возвращается 100 % стоимости» — «вся сумма вернётся».
_WHOLE = Expression(r"(?<!\w)(?:полностью|целиком|вс(?:я|ю|е) (?:эт\w{1,2} )?(?:сумм|стоимост|деньг)|полн(?:ая|ую|ой) (?:сумм|стоимост))")
_CODES = frozenset(("tracking", "order", "postcode", "number", "phone"))
_NUMERIC = frozenset(("number", "percent", "amount", "period", "order", "postcode"))


@lru_cache(maxsize=256)
def stands_in(fact: Fact, document: Document, *, strict_year: bool = False) -> bool:
    """Whether the document holds this fact in any spelling. `strict_year`: a year must stand there too, not be left out."""
    alike = _by_group(document).get(_group(fact.kind), ())
    return any(same(fact, other, strict_year=strict_year) for other in alike) or _loosely(fact, document)


def _group(kind: str) -> str:
    """Facts of different groups are never the same."""
    return "code" if kind in _CODES else "money" if kind in ("free", "amount") else kind


@lru_cache(maxsize=256)
def _by_group(document: Document) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts_in(document):
        found.setdefault(_group(fact.kind), []).append(fact)
    return found


def same(a: Fact, b: Fact, *, strict_year: bool = False) -> bool:
    """Equality of two facts; `a` is the one asked for."""
    if a.kind in _CODES and b.kind in _CODES:
        if " " in a.value and " " in b.value:
            return a.value == b.value
        if a.kind == "number" and b.kind == "number":
            return a.value.split(" ")[0] == b.value.split(" ")[0]
        if a.kind == "phone" or b.kind == "phone":
            return (a.kind == b.kind or len(_alnum(b.value)) >= 10 <= len(_alnum(a.value))) and (
                a.value == b.value or a.value.endswith(b.value) or b.value.endswith(a.value)
            )
        return _alnum(a.value) == _alnum(b.value)
    if a.kind != b.kind:
        return {a.kind, b.kind} == {"free", "amount"} and {a.value, b.value} == {"0", "0 RUB"}
    if a.value == b.value:
        return True
    if a.kind == "date":
        return same_date(a.value, b.value, strict_year)
    if a.kind == "time":
        return {a.value, b.value} == {"00:00", "24:00"}
    if a.kind == "link":
        return _same_link(a.value, b.value)
    if a.kind in ("name", "place"):
        return _same_name(a, b)
    if a.kind == "address":
        return _same_address(a.value, b.value)
    return False


@lru_cache(maxsize=4_096)
def _alnum(value: str) -> str:
    return re.sub(r"[^0-9A-Za-zА-Яа-я]", "", value).lower()


def _same_link(a: str, b: str) -> bool:
    return a.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0] == b.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]


@lru_cache(maxsize=4_096)
def _lemmas(text: str) -> tuple[frozenset[str], ...]:
    return tuple(_name_lemmas(t) for t in read(text).tokens if t.kind != "punct")


def _name_lemmas(token: Token) -> frozenset[str]:
    """A name's lemmas from its capitalised form; a form that no dictionary knows stands for itself without its ending."""
    return _capitalised(token.text, token.norm) if token.capital and token.word else token.lemmas


@lru_cache(maxsize=4_096)
def _capitalised(text: str, form: str) -> frozenset[str]:
    if names := frozenset(p.lemma for p in morph.proper(text)):
        return names | {form}
    word = morph.word(form)
    return word.lemmas if word.known else frozenset((form, _stem(form)))


def _stem(form: str) -> str:
    return re.sub(r"(?:ого|ому|ым|ой|ою|ей|ом|ем|ую|ая|ый|ий|а|у|ы|е|и|о|я|ю)$", "", form)


def _same_name(a: Fact, b: Fact) -> bool:
    first, second = _lemmas(a.text), _lemmas(b.text)
    return len(first) == len(second) and all(x & y for x, y in zip(first, second, strict=True))


def _same_address(a: str, b: str) -> bool:
    street_a, _, house_a = a.rpartition(" ")
    street_b, _, house_b = b.rpartition(" ")
    if _house(house_a) != _house(house_b):
        return False
    return not street_a or not street_b or _same_street(street_a, street_b)


def _same_street(a: str, b: str) -> bool:
    words_a, words_b = a.split(), b.split()
    return any(x[:5] == y[:5] for x in words_a for y in words_b)


@lru_cache(maxsize=4_096)
def _house(value: str) -> str:
    return re.sub(r"[^0-9а-яa-z/к]", "", value.lower())


def _loosely(fact: Fact, document: Document) -> bool:
    """The value in another guise than the same kind of fact."""
    kind, value = fact.kind, fact.value
    if kind in _CODES:
        return _code_in(fact, document) or _range_in(value, document)
    if kind == "date":
        return date_in(value, document, whole="/" in value)
    if kind == "time":
        # «До 24 часов» is a term and an hour.
        return (
            value == "24:00"
            and any(f.kind == "period" and f.value == "d1" for f in facts_in(document))
            or value in ("00:00", "24:00")
            and any(f.kind == "schedule" and f.value == "24/7" for f in facts_in(document))
            or value in half_days(flat(document.text))
        )
    if kind == "period":
        # «150 000 ₽ в сутки» is «за сутки до 150 000 ₽».
        whole = value.removeprefix("per ")
        if value == "d1" and any(f.kind == "time" and f.value == "24:00" for f in facts_in(document)):
            return True
        return period_in(value, document) or whole != value and any(f.kind == "period" and f.value == whole for f in facts_in(document))
    if kind == "amount":
        return _amount_in(value, document)
    if kind == "percent":
        if value == "100%" and _WHOLE.search(flat(document.text)):
            return True
        return any(f.value in (value, value.rstrip("%")) for f in facts_in(document) if f.kind in ("number", "percent"))
    if kind == "address":
        return _address_in(value, document)
    if kind in ("name", "place"):
        return _name_in(fact, document)
    if kind == "schedule":
        return schedule_in(value, document)
    if kind == "free":
        return bool(document.lemmas & {"бесплатно", "бесплатный", "безвозмездно"}) or bool(_FREE_SAID.search(flat(document.text)))
    if kind == "link":
        return value in re.sub(r"https?://|www\.", "", document.text.lower())
    return False


_RANGE = re.compile(r"(\d{1,3})[-–](\d{1,3})")


def _range_in(value: str, document: Document) -> bool:
    """«Размеры 46–52» — «от 46 до 52», «с 46 по 52»."""
    found = _RANGE.fullmatch(value)
    return found is not None and re.search(rf"(?<!\d){found[1]}(?!\d)[^.;\d]{{0,12}} (?:до|по) {found[2]}(?!\d)", flat(document.text)) is not None


def _code_in(fact: Fact, document: Document) -> bool:
    mine = _alnum(fact.value)
    if fact.kind == "number" and " " in fact.value:
        digits, unit = fact.value.split(" ")
        return _number_word(digits, document) and any(
            t.norm.startswith(unit) or (unit == "л" and t.is_("литр")) or (unit == "кг" and t.is_("килограмм", "кило")) or measure_unit(t.norm) == unit
            for t in document.tokens
        )
    if fact.kind == "number":
        if fact.value in _values(document) or f"day {fact.value:0>2}" in _values(document):
            return True
        return _number_word(fact.value, document)
    if fact.kind == "order" and told_in_words(fact.text, document):
        return True
    if (ends := _ends(fact)) is not None and ends <= {f.value for f in facts_in(document)}:
        return True  # «10115–14199» is «с 10115 по 14199»
    if any(fact.value in ends for f in facts_in(document) if (ends := _ends(f)) is not None):
        return True
    compact = _compact(document.text)
    at = compact.find(mine)
    while at >= 0 and len(mine) >= 5:
        if not compact[max(0, at - 1) : at].isdigit() and not compact[at + len(mine) : at + len(mine) + 1].isdigit():
            return True
        at = compact.find(mine, at + 1)
    if len(mine) < 5 or not mine.isdigit():
        return any(_alnum(t.norm) == mine for t in document.tokens)
    return False


@lru_cache(maxsize=256)
def _values(document: Document) -> frozenset[str]:
    """The values in which a number may stand, whole and part by part: «3-5», «ленина 17»."""
    values = [f.value for f in facts_in(document) if f.kind in _NUMBERED]
    days = (f.value for f in facts_in(document) if f.value.startswith("day "))  # «с 15 по 25 число» is «с 15-го по 25-е число»
    return frozenset((*values, *days, *(part for value in values for part in _NO_DIGITS.split(value))))


def _ends(fact: Fact) -> frozenset[str] | None:
    """Both ends of a row of codes; «48213-07» is none."""
    m = _ENDS.fullmatch(fact.value) if fact.kind == "order" else None
    return frozenset((m[1], m[2])) if m is not None and len(m[1]) == len(m[2]) and m[1] < m[2] else None


_ENDS = re.compile(r"(\d{4,6})[-–—](\d{4,6})")
_NUMBERED = _NUMERIC | {"address", "name"}
_NO_DIGITS = re.compile(r"[^\d.]+")


@lru_cache(maxsize=64)
def _compact(text: str) -> str:
    compact = "".join(text.split())
    for sign in "-–—().№":
        compact = compact.replace(sign, "")
    return compact.lower()


@lru_cache(maxsize=256)
def _numbers(document: Document) -> frozenset[str]:
    """All numbers of a text, in words or digits; those of a list's lines («2. Оплатите») count nothing."""
    words = (numerals.in_words(document.tokens, i) for i, t in enumerate(document.tokens) if t.word is not None)
    joined = (v for t in document.words if "-" in t.norm for v in numerals.joined(t.norm))
    listed = {s.first for s in document.sentences if s.last - s.first > 2 and document.tokens[s.first + 1].text in (".", ")")}
    return frozenset(
        (
            *(f"{w[0]:g}" for w in words if w),
            *(f"{v:g}" for v in joined),
            *(number(t.text) for t in document.tokens if t.kind == "number" and t.index not in listed),
        )
    )


@lru_cache(maxsize=256)
def ordinals_in(document: Document) -> frozenset[str]:
    """Numbers told as ordinals: «на третий этаж» is «3 этаж»."""
    return frozenset(str(n) for n in map(numerals.ordinal, document.lemmas) if n is not None)


def _number_word(value: str, document: Document) -> bool:
    if value in _numbers(document) or value in ordinals_in(document):
        return True
    if value == "1" and any(t.norm == "раз" and t.index + 1 < len(document.tokens) and document.tokens[t.index + 1].norm == "в" for t in document.words):
        return True  # «раз в три месяца»
    return (
        value == "1"
        and bool(document.lemmas & {"один", "единственный", "первый", "однократно"})
        or value == "2"
        and bool(document.lemmas & {"второй", "дважды", "оба"})
    )


def _amount_in(value: str, document: Document) -> bool:
    digits, _, code = value.partition(" ")
    low, _, high = digits.partition("-")
    found = facts_in(document)
    if high:
        return all(any(f.kind in ("amount", "number") and f.value.split(" ")[0] == x for f in found) for x in (low, high))
    if any(f.kind == "amount" and "-" in f.value and low in f.value.split(" ")[0].split("-") for f in found):
        return True
    # «1500» without its unit is still the sum where it stands alone as a number.
    return any(f.kind in ("number", "order") and f.value == low for f in found) and code == "RUB"


@lru_cache(maxsize=256)
def _houses(document: Document) -> frozenset[str]:
    """Everything in a text that may be a house's number."""
    squeezed = re.sub(r"\s", "", flat(document.text))
    standing = re.findall(r"(?<![\d/])\d+(?:/\d+)?[а-я]?(?![\d])|(?<![\d/])\d+[а-я]?/\d+[а-я]?", squeezed)
    codes = (t.norm for t in document.tokens if t.kind in ("number", "code"))
    return frozenset(map(_house, (*standing, *codes, *(f.value.rpartition(" ")[2] for f in facts_in(document) if f.kind == "address"))))


def _address_in(value: str, document: Document) -> bool:
    street, _, house = value.rpartition(" ")
    numbers = _houses(document)
    if house and house[0].isdigit() and _house(house) not in numbers and _house(house.split("к")[0]) not in numbers:
        return False
    street_words = (street if house[:1].isdigit() else value).split()
    return not street_words or any(
        _same_street(w, lemma) for w in street_words if len(w) > 2 for t in document.tokens for lemma in ((t.word.lemma, t.norm) if t.word else (t.norm,))
    )


_SQUEEZED = re.compile(r"[\s\-]")
# «По территории РФ» is «по России».
_COUNTRY = frozenset(("россия", "рф", "российский"))
# The clock of Moscow: «по Москве», «по московскому времени», «МСК».
_BY_MOSCOW = frozenset(("москва", "московский", "мск"))


# «из экселя» is «из Excel».
_SPOKEN = {
    "excel": ("эксел", "ексел"), "word": ("ворд",), "telegram": ("телеграм", "телег"), "whatsapp": ("ватсап", "вотсап", "вацап"), "google": ("гугл",), "iphone": ("айфон",), "android": ("андроид",),
    "windows": ("виндо", "винд"), "viber": ("вайбер",), "youtube": ("ютуб",), "wi-fi": ("вайфай", "вай-фай"), "bluetooth": ("блютус", "блютуз"), "email": ("имейл", "емейл", "мейл"), "e-mail": ("имейл", "емейл", "мейл"), "ipad": ("айпад",), "chrome": ("хром",), "zoom": ("зум",),
}  # fmt: skip


def _name_in(fact: Fact, document: Document) -> bool:
    words = [t for t in read(fact.text).tokens if t.kind != "punct"]
    if all(_is_latin(t) for t in words):
        if (spoken := _SPOKEN.get(fact.value)) is not None and any(n.startswith(spoken) for n in document.norms):
            return True
        return _SQUEEZED.sub("", fact.value) in _SQUEEZED.sub("", document.text.lower())
    if fact.kind == "place" and fact.value in _COUNTRY and not document.lemmas.isdisjoint(_COUNTRY):
        return True
    if fact.kind == "place" and "москва" in fact.value and not document.lemmas.isdisjoint(_BY_MOSCOW):
        return True
    content = [t for t in words if len(t.norm) > 2] or words
    said = _all_name_lemmas(document)
    if any(_name_lemmas(t).isdisjoint(said) for t in content):
        return False
    # «Заказы» is a section's name: that the text speaks of an order does not tell where to look; «в настройках» does.
    return fact.text[:1] not in '«"“„' or len(content) > 1 or _shown(content[0], document)


def _shown(name: Token, document: Document) -> bool:
    """Whether the one word of a name stands in the text as a name, or at least in its own number."""
    number = _number_of(name)
    quoted = [t for m in QUOTED.finditer(document.text) for t in document.between(*m.span())] if not _QUOTES.isdisjoint(document.signs) else []
    return any(
        not _name_lemmas(name).isdisjoint(t.lemmas | _name_lemmas(t)) and (t.capital or t in quoted or not number or not _number_of(t).isdisjoint(number))
        for t in document.words
    )


_QUOTES = frozenset('«"“„')


def _number_of(token: Token) -> frozenset[str]:
    return frozenset(p.feats["Number"] for p in token.word.parses if p.pos == "NOUN" and "Number" in p.feats and p.prob > 0.1) if token.word else frozenset()


@lru_cache(maxsize=256)
def _all_name_lemmas(document: Document) -> frozenset[str]:
    """Lemmas of every word, and of the capitalised ones as names."""
    return frozenset().union(*(t.lemmas for t in document.tokens), *(_name_lemmas(t) for t in document.tokens if t.capital))


def _is_latin(token: Token) -> bool:
    return bool(token.norm) and token.norm[0].isascii()
