"""Personal data out of texts before they leave the machine, and back into the answer.

Names, phones, e-mails, addresses and numbers become placeholders such as [ТЕЛ_1]; the same value is the same
placeholder in every text of a request. Square brackets, capitals, an underscore: a form that models copy faithfully;
`unmask` forgives case, spaces, a hyphen. Dates, times, terms and sums stay: they name nobody, and the sentence is
built around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

_STREET = r"(?:улиц[аеуы]|проспект[аеу]?|переул(?:ок|ка|ке)|бульвар[аеу]?|набережн(?:ая|ой|ую)|шоссе|площад[ьи])"
_STREET_SHORT = r"(?:ул|пр-т|просп|пер|бул|наб|пл|ш|мкр)"
_STREET_NAME = r" (?:\d{1,3}[\w\-]{0,4} (?:[а-яё]{1,12} )?)?[А-ЯЁ][\w\-.]{0,30}(?: [А-ЯЁ][\w\-.]{0,30}){0,2}"
_HOUSE = (  # a bare number is a house only before punctuation: «на улице Ленина 10 дней»
    r"(?:,? ?(?:(?:д|дом|к|корп|стр|кв|офис|подъезд|этаж)\b\.? ?\d{1,5}[а-яА-Я]?\b(?:[/\-]\d{1,4}\b)?"
    r"|\d{1,4}[а-яА-Я]?(?:[/\-]\d{1,4})?(?=[,.;)!?\n]|\Z)))"
)
_PREPOSITION = "(?:На|По|За|До|От|Из|С|К|У|Возле|Около|Вдоль|Напротив|Рядом|Эта|Эту|Наша|Ваша)"
_WORD = r"[А-ЯЁ][а-яё\-]{1,30}"
_GREETING = "|".join(
    f"(?<={words} )"
    for words in (
        *("[Уу]важаемый", "[Уу]важаемая", "[Зз]дравствуйте,", "[Пп]риветствую,", "[Мм]еня зовут"),
        *("[Дд]обрый день,", "[Дд]обрый вечер,", "[Дд]оброе утро,", "[Сс] уважением,"),
    )
)
# Of matches that begin together the longest wins. Every repetition is bounded: the time is linear in the text's length.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("ПОЧТА", r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"),
    ("ССЫЛКА", r"(?:https?://|www\.)[^\s<>«»\"]{1,500}(?<![.,;:!?)])"),
    ("НОМЕР", r"\b[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}\b"),  # S10
    (
        "ТЕЛ",
        r"(?<![\w+])(?:\+7|[78])[ \u00a0]?[\-(]? ?\d{3,4} ?\)?[ \u00a0\-]{0,2}\d{2,3}(?:[ \u00a0\-]?\d{2}){2}(?!\d)",
    ),
    ("ТЕЛ", r"\+\d{1,3}(?:[ \u00a0\-()]{0,2}\d{1,4}){2,6}(?!\d)"),
    ("ТЕЛ", r"(?<!\d)\d{2,3}-\d{2}-\d{2}(?!\d)"),
    ("КАРТА", r"(?<!\d)\d{4}(?:[ \u00a0\-]\d{4}){3}(?!\d)"),
    ("ИНДЕКС", r"(?<!\d)\d{6}(?=,? {0,3}(?:г\.|город|[А-ЯЁ]))"),
    (
        "АДРЕС",
        rf"(?:\bг\. ?{_WORD},? )?\b(?:{_STREET_SHORT}|{_STREET})\b\.?{_STREET_NAME}{_HOUSE}{{0,5}}",
    ),
    ("АДРЕС", rf"\b(?!{_PREPOSITION}\b){_WORD} {_STREET}\b{_HOUSE}{{0,4}}"),
    ("АДРЕС", r"\b(?:кв|квартир[аеу])\b\.? ?\d{1,5}"),
    ("НОМЕР", r"(?<![\w.,:/])\d[\d\u00a0\-]{4,30}\d(?![\w%]|[.,:/]\d)"),  # orders, contracts, 14-digit codes, passports
    ("НОМЕР", r"(?<!\d)\d{2} \d{2} \d{6}(?!\d)"),  # passports
    ("НОМЕР", r"(?:(?<=№)|(?<=№ )|(?<=№\u00a0))\w[\w\-/]{0,29}"),
    ("НОМЕР", r"\b(?=[A-Z\-]{0,12}\d)[A-Z][A-Z\d\-]{3,29}\b"),  # ORD-2024-17
    ("ИМЯ", rf"(?:{_GREETING}){_WORD}(?: {_WORD}){{0,2}}"),
    ("ИМЯ", rf"\b{_WORD} [А-ЯЁ][а-яё]{{1,30}}(?:ович|евич|ьич|овн|евн|ичн)(?:[аеуы]|ем|ой)?\b(?: {_WORD})?"),
    # «Отправитель И.И. Иванов», «Иванов И.И. Ваш …»: which word is the name cannot be told, so both go
    ("ИМЯ", rf"(?:\b{_WORD} )?\b[А-ЯЁ]\. ?[А-ЯЁ]\.(?: ?{_WORD})?"),
)
_KINDS = tuple(dict.fromkeys(kind for kind, _ in _PATTERNS))
_PLACEHOLDER = re.compile(rf"\[[ \u00a0]?({'|'.join(_KINDS)})[ \u00a0]?[_\-–—]?[ \u00a0]?(\d{{1,4}})[ \u00a0]?\]", re.IGNORECASE)
_LONGEST = 24  # characters of a placeholder as a model may write it
_NAME_ENDINGS = "(?:а|я|у|ю|е|и|ы|о|й|ой|ей|ою|ею|ом|ем|ём|ым|им|ого|его|ому|ему|ь|ью)?"


@dataclass(frozen=True, slots=True)
class Masked:
    """Texts without personal data. `values`: placeholder → the value it stands for."""

    texts: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)

    def unmask(self, text: str) -> str:
        """Put the values back. A placeholder that stands for nothing is left as it is; `unknown` names it."""
        return _PLACEHOLDER.sub(lambda match: self.values.get(_canonical(match), match[0]), text)

    def unknown(self, text: str) -> tuple[str, ...]:
        """Placeholders of the model's own invention in its answer (before `unmask` or after it), in order."""
        found = (match[0] for match in _PLACEHOLDER.finditer(text) if _canonical(match) not in self.values)
        return tuple(dict.fromkeys(found))


class Unmasker:
    """`unmask` for a text that arrives in pieces: what may be the beginning of a placeholder waits for the rest."""

    def __init__(self, masked: Masked) -> None:
        self._masked = masked
        self._waiting = ""

    def feed(self, piece: str, *, final: bool = False) -> str:
        """The next text that is certain."""
        text = self._waiting + piece
        opening = text.rfind("[")
        open_still = opening >= 0 and "]" not in text[opening:] and len(text) - opening < _LONGEST
        cut = opening if open_still and not final else len(text)
        self._waiting = text[cut:]
        return self._masked.unmask(text[:cut])


def mask(texts: Sequence[str], names: Sequence[str] = ()) -> Masked:
    """Replace personal data. `names`: names known from the case, found in every form that keeps their beginning.

    Texts that hold placeholders already (a masked history) keep them: their numbers are not given out again.
    """
    taken = {_canonical(match) for text in texts for match in _PLACEHOLDER.finditer(text)}
    by_value: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}

    def placeholder(kind: str, value: str) -> str:
        key = (kind, value)
        while key not in by_value:
            counts[kind] = counts.get(kind, 0) + 1
            if (candidate := f"[{kind}_{counts[kind]}]") not in taken:
                by_value[key] = candidate
        return by_value[key]

    patterns = [*_name_patterns(names), *((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)]
    masked = tuple(_mask_one(text, patterns, placeholder) for text in texts)
    return Masked(masked, {name: value for (_, value), name in by_value.items()})


def _mask_one(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]], placeholder: Callable[[str, str], str]) -> str:
    spans: list[tuple[int, int, str]] = [(m.start(), m.end(), "") for m in _PLACEHOLDER.finditer(text)]
    spans += [(m.start(), m.end(), kind) for kind, pattern in patterns for m in pattern.finditer(text)]
    pieces, at = [], 0
    for start, end, kind in _without_overlaps(spans):
        value = text[start:end]
        pieces += [text[at:start], placeholder(kind, value) if kind else value]
        at = end
    return "".join([*pieces, text[at:]])


def _without_overlaps(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """From the left, the longest of those that begin together; what a taken one covers is its part."""
    at = 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at and end > start:
            yield start, end, kind
            at = end


def _name_patterns(names: Sequence[str]) -> list[tuple[str, re.Pattern[str]]]:
    words = sorted({word for name in names for word in re.findall(r"[^\W\d_]{2,}", name)}, key=len, reverse=True)
    if not words:
        return []
    stems = "|".join(_stem(word) for word in words)
    one = rf"(?:{stems})"
    return [("ИМЯ", re.compile(rf"\b{one}(?: {one}){{0,3}}\b", re.IGNORECASE))]


def _stem(word: str) -> str:
    """The word in any case: what stays of it, and the endings it may take."""
    stem = word[:-1] if len(word) > 2 and word[-1].lower() in "аяйьоеиы" else word
    return re.sub("[её]", "[её]", re.escape(stem)) + _NAME_ENDINGS


def _canonical(match: re.Match[str]) -> str:
    return f"[{match[1].upper()}_{int(match[2])}]"
