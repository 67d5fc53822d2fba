"""A sentence with its values as placeholders, and the grammar that holds a rewrite to them.

«Срок хранения — 30 дней» becomes «Срок хранения — <1>»; the grammar lets the model write Cyrillic words and each placeholder
once: no digit, Latin letter or emoji can be invented, no value lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations

from rewriter.text.document import read
from rewriter.text.facts import Fact, facts_in, flat

_MASKED = frozenset("tracking order date time period amount percent number phone postcode address link email name".split())
_RANGE_GAP = re.compile(r"\s?(?:-|–|—|до|по|и|,|, с|,? в)\s?$")
_LEADS = re.compile(
    r"(?:^|(?<=[\s(«]))(?:(?:не\s)?(?:позднее|ранее|более|менее)\s(?:чем\s)?(?:через\s|за\s)?|(?:в\sтечение|в\sсрок\sдо|начиная\sс|вплоть\sдо|с|со|до|к|ко|по|от|около|через|за|на|в|во|из|у)\s)$",
    re.IGNORECASE,
)
_TOWN = re.compile(r"(?:г|гор|город|пос|п|с|д|дер)\.?\s[А-ЯЁ][\w-]+,\s$")
_MOST_PERMUTED = 3
# What the model may write between placeholders. Digits, Latin letters, emoji and angle brackets are out.
_TEXT = '[а-яёА-ЯЁ ,:;()«»"–—-]'


@dataclass(frozen=True)
class Masked:
    """A sentence for the model: `text` with placeholders <1>…, `values` they stand for."""

    text: str
    values: tuple[str, ...]

    def restore(self, text: str) -> str:
        """The values put back."""
        for number, value in enumerate(self.values, 1):
            text = text.replace(f"<{number}>", value)
        return text

    @property
    def grammar(self) -> str:
        """GBNF: one sentence with every placeholder once, in any order up to three of them, else in the given one."""
        marks = [f'"<{i}>"' for i in range(1, len(self.values) + 1)]
        orders = list(permutations(marks)) if len(marks) <= _MOST_PERMUTED else [tuple(marks)]
        body = " | ".join(" ".join(f"{m} t" for m in order) for order in orders)
        root = f"root ::= s ({body}) e" if marks else "root ::= s e"
        return f"{root}\ns ::= {_TEXT}{{0,160}}\nt ::= {_TEXT}{{0,120}}\ne ::= [.!?]\n"


def mask(sentence: str) -> Masked:
    """The sentence's values as placeholders; the words of a range («с 8 до 20») and the preposition that rules its case go with it."""
    document = read(sentence)
    spans: list[tuple[int, int]] = []
    for fact in facts_in(document):
        if fact.kind not in _MASKED or not _needs(fact):
            continue
        start, end = fact.start, fact.end
        if spans and start < spans[-1][1]:
            continue
        if sentence[:start].endswith(("№ ", "№")):
            start = sentence.rindex("№", 0, start)
        if fact.kind == "address" and (town := _TOWN.search(sentence[:start])):
            start = town.start()
            if spans and start < spans[-1][1]:
                spans.pop()
        if spans and sentence[spans[-1][1] : start] == " " and fact.kind in ("tracking", "order", "number"):
            spans[-1] = (spans[-1][0], end)
            continue
        if spans and _RANGE_GAP.fullmatch(flat(sentence[spans[-1][1] : start])) and _same_sort(fact, spans[-1], sentence):
            spans[-1] = (spans[-1][0], end)
            continue
        lead = _LEADS.search(flat(sentence[:start])) if fact.kind in ("time", "date", "period", "amount") else None
        spans.append((lead.start() if lead else start, end))
    text, values, at = [], [], 0
    for number, (start, end) in enumerate(spans, 1):
        value = sentence[start:end]
        text.append(sentence[at:start])
        text.append(f"<{number}>")
        values.append(value)
        at = end
    text.append(sentence[at:])
    return Masked("".join(text), tuple(values))


def _needs(fact: Fact) -> bool:
    """Cyrillic names stay words: the model inflects them, and the rules see whether they survive."""
    if fact.kind == "name":
        return fact.text[0] in '«"“„' or any(c.isascii() and c.isalpha() for c in fact.text)
    return True


def _same_sort(fact: Fact, span: tuple[int, int], sentence: str) -> bool:
    return fact.kind in ("time", "date", "period", "amount") and any(f.kind == fact.kind for f in facts_in(read(sentence[span[0] : span[1]])))
