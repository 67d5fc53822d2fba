"""Word forms → lemmas and grammar: a thin adapter over rumorph, so that another analyser can stand in.

Dictionary: OpenCorpora (CC BY-SA) as shipped by rumorph; parts of speech and features are Universal Dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

# A perfective partner that every pattern means along with its imperfective.
_ALIASES = {"смочь": "мочь"}
_MIN_PROB = 0.004
_IMPERSONAL = frozenset(
    "можно нельзя нужно надо необходимо нет обязательно необязательно возможно невозможно запрещено доступно недоступно вправе достаточно".split()
)


@dataclass(frozen=True, slots=True)
class Parse:
    """One reading of a form: lemma with ё folded, UD part of speech, UD features."""

    lemma: str
    pos: str
    feats: dict[str, str]
    prob: float
    analysis: Any

    def inflect(self, **feats: str) -> str | None:
        """The lexeme's form with these features, ё as in the dictionary; None where it has none."""
        try:
            return str(self.analysis.inflect(**feats))
        except (LookupError, ValueError):
            return None


@dataclass(frozen=True)
class Word:
    """Everything known of a folded lower-case form, cached by form."""

    form: str
    parses: tuple[Parse, ...]
    known: bool

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Lemmas of all readings and the form itself, so that a pattern may name either."""
        found = {p.lemma for p in self.parses}
        return frozenset(found | {_ALIASES[x] for x in found if x in _ALIASES} | {self.form})

    @cached_property
    def top(self) -> Parse | None:
        """The likeliest reading."""
        return self.parses[0] if self.parses else None

    @cached_property
    def verb_form(self) -> str | None:
        """The verb form of the likeliest reading."""
        return self.top.feats.get("VerbForm") if self.top is not None else None

    @cached_property
    def predicative(self) -> bool:
        """A finite verb, an infinitive, a short participle or adjective, or an impersonal word («можно», «нет»)."""
        if self.form in _IMPERSONAL:
            return True
        top = self.top
        if top is None or top.pos not in ("VERB", "AUX", "ADJ"):
            return False
        short = top.feats.get("Variant") == "Short"
        return short if top.pos == "ADJ" else self.verb_form in ("Fin", "Inf") or self.verb_form == "Part" and short

    @cached_property
    def tags(self) -> frozenset[str]:
        """What readings are possible at all: `inf`, `verb`, `past`, `imper`, `noun`, `adj`, `num`, `pron`, `prep`, `part` …"""
        return frozenset(t for p in self.parses for t in _tags(p))

    @property
    def lemma(self) -> str:
        """The likeliest lemma, with aspect partners as they are."""
        return self.parses[0].lemma if self.parses else self.form

    def readings(self, pos: str, **feats: str) -> tuple[Parse, ...]:
        """Readings of that part of speech with all these features."""
        return tuple(p for p in self.parses if p.pos == pos and all(p.feats.get(k) == v for k, v in feats.items()))


def _tags(parse: Parse) -> tuple[str, ...]:
    feats, pos = parse.feats, parse.pos
    if pos in ("VERB", "AUX"):
        form = feats.get("VerbForm")
        if form == "Inf":
            return ("inf",)
        if form == "Part":
            return ("participle", "adj")
        if form == "Conv":
            return ("gerund",)
        if feats.get("Mood") == "Imp":
            return ("imper",) if feats.get("Person") == "2" else ("verb", "cohortative")
        return ("verb", "past") if feats.get("Tense") == "Past" else ("verb",)
    names = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "DET": "adj", "NUM": "num", "PRON": "pron", "ADP": "prep", "ADV": "adv"}
    extra = ("name",) if feats.get("NameType") in ("Giv", "Sur", "Pat") else ("place",) if feats.get("NameType") == "Geo" else ()
    return (names[pos], *extra) if pos in names else (pos.lower(),)


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """The analyser, loaded once (about 12 ms)."""
    from rumorph import Analyzer

    return Analyzer()


def folded(form: str) -> str:
    """A form as the dictionary is asked for it."""
    return form.lower().replace("ё", "е")


# Guesses of the analyser at words that it does not know: «пуш» is no «пуша» in the genitive.
MISREAD = {"пуш": "пуша", "заморозки": "заморозок"}


@lru_cache(maxsize=4_096)
def word(form: str) -> Word:
    """The record of a folded lower-case form (ё already е)."""
    morph = analyzer()
    parses = tuple(Parse(a.lemma.lower().replace("ё", "е"), a.pos, a.feats, a.prob, a) for a in morph.analyze(form) if a.prob >= _MIN_PROB)
    if form in MISREAD:
        parses = tuple(p for p in parses if p.lemma != MISREAD[form])
    return Word(form, parses, morph.is_known(form))


@lru_cache(maxsize=4_096)
def proper(text: str) -> tuple[Parse, ...]:
    """Readings of a capitalised form as the name of a person or place, likeliest first; the analyser weighs case."""
    return tuple(
        Parse(a.lemma.lower().replace("ё", "е"), a.pos, a.feats, a.prob, a)
        for a in analyzer().analyze(text)
        if a.feats.get("NameType") in ("Giv", "Pat", "Sur", "Geo") and a.prob > 0.1 and a.source == "dictionary"
    )


@lru_cache(maxsize=5_000)
def inflect(lemma: str, pos: str | None = None, **feats: str) -> str | None:
    """A dictionary word in the asked form: `inflect("отделение", Case="Gen")` → «отделения»; None where there is none."""
    base = word(lemma.replace("ё", "е"))
    for parse in base.parses:
        if parse.lemma == lemma.replace("ё", "е") and (pos is None or parse.pos == pos) and (form := parse.inflect(**feats)):
            return form
    return None
