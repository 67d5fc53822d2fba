"""Words that show the speaker's gender: doubled ones («рад/а», «передал(-а)») and plain ones («рада», «проверил»), with their other forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token

# States that a speaker says of oneself.
STATES = frozenset("рад рада готов готова благодарен благодарна признателен признательна уверен уверена согласен согласна счастлив счастлива".split())
FILLERS = frozenset("очень уже тоже также всегда бы искренне только обязательно сразу".split())
# Deeds of an operator: at a sentence's start, with nobody else in it, they are the speaker's own.
DEEDS = frozenset(
    "проверить передать зафиксировать уточнить посмотреть отправить найти оформить отменить записать понять увидеть создать рассчитать связаться узнать "
    "направить добавить изменить исправить сверить посчитать переслать зарегистрировать обновить начислить внести принять ознакомиться разобраться".split()
)
STOPS = frozenset(",:;()—–.!?…")
REACH = 4
_SIGNS = frozenset("/(_")
WAS = frozenset("был была буду".split())
_OTHERS = frozenset("он она оно они кто мы".split())
_ENDING = 4


class Forms(NamedTuple):
    """A word in its three forms; `kind`: past (verb), short (adjective, participle), full (adjective, «ваш»)."""

    masc: str
    fem: str
    plural: str
    kind: str

    def of(self, gender: str | None) -> str:
        """The form for `m` or `f`; the plural where the gender is not known."""
        return self.masc if gender == "m" else self.fem if gender == "f" else self.plural


class Doubled(NamedTuple):
    """Both forms at once: tokens [first, last] of the document."""

    first: int
    last: int
    forms: Forms


def doubled(document: Document) -> Iterator[Doubled]:
    """«рад/а», «рада/рад», «рад(-а)», «зафиксировал (а)», «уважаемый(ая)»; not «и/или», «км/ч», «логин/пароль»."""
    if _SIGNS.isdisjoint(document.signs):
        return
    tokens = document.tokens
    for i in range(1, len(tokens) - 1):
        sign = tokens[i].text
        if sign not in _SIGNS or tokens[i - 1].word is None or tokens[i].start - tokens[i - 1].end > 1:
            continue
        at = i + 2 if tokens[i + 1].text in ("-", "–") else i + 1
        last = at + 1 if sign == "(" else at
        if last >= len(tokens) or tokens[at].word is None or (sign == "(" and tokens[last].text != ")") or tokens[at].start - tokens[i].end > 1:
            continue
        forms = pair(tokens[i - 1].norm, tokens[at].norm)
        if forms is not None:
            yield Doubled(i - 1, last, forms)


@lru_cache(maxsize=2_000)
def pair(first: str, second: str) -> Forms | None:
    """The forms, where the second is the feminine (or its ending) of the first, or the masculine of the first; None otherwise."""
    known = list(_forms(first))
    for forms in known:
        if _plain(forms.fem) in (second, first + second):
            return forms
    if len(second) <= _ENDING:
        for forms in known:
            if _plain(forms.fem).endswith(second) and second.endswith(("а", "я")):
                return forms
    return next((forms for forms in _forms(second) if _plain(forms.fem) == first), None)


def _forms(masc: str) -> Iterator[Forms]:
    for parse in morph.word(masc).parses:
        feats = parse.feats
        # «Уверена, что…», not «уверенна»: a person is, a gait looks.
        if feats.get("Gender") != "Masc" or feats.get("Number") != "Sing" or (masc == "уверен" and parse.pos == "ADJ"):
            continue
        case: dict[str, str] = {}
        if parse.pos in ("VERB", "AUX") and feats.get("VerbForm") == "Fin" and feats.get("Tense") == "Past":
            kind = "past"
        elif feats.get("Variant") == "Short":
            kind = "short"
        elif masc == "сам":
            kind, case = "short", {"Case": "Nom"}
        elif parse.pos in ("ADJ", "DET") and feats.get("Case") == "Nom":
            kind, case = "full", {"Case": "Nom"}
        else:
            continue
        fem, plural = parse.inflect(Gender="Fem", Number="Sing", **case), parse.inflect(Number="Plur", **case)
        own = parse.inflect(Gender="Masc", Number="Sing", **case)
        if fem and plural and own:
            yield Forms(own if _plain(own) == masc else masc, fem, plural, kind)


@lru_cache(maxsize=2_000)
def told(form: str) -> tuple[str, Forms] | None:
    """The gender (`m`, `f`) that a past tense or short adjective shows, and its forms; None where it shows none for sure."""
    for parse in morph.word(form).parses:
        feats = parse.feats
        gender = {"Masc": "m", "Fem": "f"}.get(feats.get("Gender", ""))
        past = parse.pos in ("VERB", "AUX") and feats.get("VerbForm") == "Fin" and feats.get("Tense") == "Past"
        if gender is None or feats.get("Number") != "Sing" or not (past or feats.get("Variant") == "Short"):
            continue
        masc = form if gender == "m" else parse.inflect(Gender="Masc", Number="Sing")
        forms = next((f for f in _forms(_plain(masc)) if _plain(f.of(gender)) == form), None) if masc else None
        if forms is not None:
            return gender, forms
    return None


def _plain(form: str) -> str:
    return form.lower().replace("ё", "е")


def someone_else(tokens: tuple[Token, ...], *, things: bool) -> bool:
    """Whether the tokens name who or what is spoken of: a person, «он», «посылка» (never an object's form); with `things` any noun that may be a subject."""
    return any(t.norm in _OTHERS or t.word is not None and _subject(t.word, things=things) for t in tokens)


def _subject(word: morph.Word, *, things: bool) -> bool:
    nouns = [p for p in word.parses if p.pos in ("NOUN", "PROPN")]
    if not any(p.feats.get("Case") == "Nom" for p in nouns):
        return False
    return (
        things or any(p.feats.get("Case") == "Nom" and p.feats.get("Animacy") == "Anim" for p in nouns) or not any(p.feats.get("Case") == "Acc" for p in nouns)
    )


def said_of_oneself(document: Document, token: Token) -> bool:
    """Whether only the operator can say this word, and of oneself."""
    sentence = document.sentences[token.sentence]
    left = token.index
    while left > sentence.first and document.tokens[left - 1].text not in STOPS and document.tokens[left - 1].norm not in ("и", "а", "но"):
        left -= 1
    if left > sentence.first and document.tokens[left - 1].norm in ("и", "а", "но") and someone_else(document.tokens[sentence.first : left], things=True):
        return False  # «Он согласен и готов подняться»
    right = token.index + 1
    while right < sentence.last and document.tokens[right].text not in STOPS:
        right += 1
    before = tuple(t for t in document.tokens[left : token.index] if t.norm not in FILLERS)
    after = document.tokens[token.index + 1 : right]
    if any(t.norm == "я" for t in before[-REACH:]):
        return not someone_else(tuple(t for t in before if t.norm != "я"), things=False)
    if any(t.norm not in WAS for t in before):
        return False
    if token.norm in STATES:
        return token.norm not in ("готов", "готова") or bool(after and after[0].word is not None and "inf" in after[0].word.tags)
    if token.norm in WAS:
        return bool(after and after[0].norm in STATES)
    # «Зафиксирован инцидент»: a passive has no object, so the noun is its subject.
    passive = token.word is not None and any(p.feats.get("Variant") == "Short" for p in token.word.parses)
    return left == sentence.first and bool(token.lemmas & DEEDS) and not someone_else(after, things=passive)
