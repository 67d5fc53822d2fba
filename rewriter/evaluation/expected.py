"""Whether a reply holds a text that a suite expects: as it is written, in other forms of its words, or as the same value written otherwise.

Folded alike on both sides: case, ё and е, NBSP, quotes, dashes. A text without letters and digits (`)))`, an emoji), with a sign that no sentence has, or
with letters of two alphabets in a word is looked for exactly as it stands. One that begins with `~` is for a person, and not judged. `|` parts wordings
any of which will do («не требуется|не нужно»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rewriter.evaluation.records import Expected, SuiteCase
from rewriter.text.document import Document, Token, read
from rewriter.text.facts import Fact, facts_in
from rewriter.text.matching import same, stands_in

FOR_A_PERSON = "~"
OR = "|"
_ORDINARY = re.compile(r"[\w\s.,:;!?…()«»\"“”„'’/№%₽€$*+@#&=\-‐‑‒–—−\u00a0\u202f]*")
_MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[а-яё])[a-zа-яё]{2,}", re.IGNORECASE)
# Besides values, words that a value may lose or change and still read the same («в течение 30 дней», «до 30 дней» is not among them).
_LIGHT = frozenset("в во на за с со к ко у о об от до по для при и а из около это".split())


class Span(NamedTuple):
    """Where a text stands; `sure`: found at the place itself, not only in that sentence."""

    start: int
    end: int
    sure: bool = True


class _Item(NamedTuple):
    """A word or sign that counts, or a whole value."""

    start: int
    end: int
    token: Token
    fact: Fact | None = None


def expectations(case: SuiteCase, reply: str, status: str | None) -> Iterator[Expected]:
    """Every expectation of the case that a program can judge, and whether the reply meets it."""
    document = read(reply)
    for text in case.must_keep:
        if not text.startswith(FOR_A_PERSON):
            yield Expected(kind="must_keep", text=text, met=holds(document, text))
    for text in case.must_go:
        if not text.startswith(FOR_A_PERSON):
            yield Expected(kind="must_go", text=text, met=not holds(document, text, exactly=True))
    if order := [text for text in case.order if not text.startswith(FOR_A_PERSON)]:
        yield Expected(kind="order", text=" → ".join(order), met=in_order(document, order))
    if case.status is not None:
        yield Expected(kind="status", text=case.status, met=case.status == status)


def holds(document: Document, text: str, *, exactly: bool = False) -> bool:
    """Whether the document holds the text; `exactly`: words of the same mood and tense («удалите» is not «удалить»), and not as a value alone."""
    return bool(places(document, text, exactly=exactly))


def in_order(document: Document, texts: Sequence[str]) -> bool:
    """Whether the document holds the texts one after another."""
    at = -1
    for text in texts:
        # The first place behind the last one found: an earlier one never does worse for those that follow.
        found = [p.start for p in places(document, text) if p.start > at or (not p.sure and p.end > at)]
        if not found:
            return False
        at = max(at, min(found))
    return True


@lru_cache(maxsize=256)
def places(document: Document, text: str, *, exactly: bool = False) -> tuple[Span, ...]:
    """Where the text stands in the document, or any of its wordings."""
    if OR in text.strip(OR):
        return tuple(sorted(place for one in text.split(OR) if one.strip() for place in places(document, one.strip(), exactly=exactly)))
    if literal(text):
        return tuple(_literally(document.text, text))
    wanted = read(text)
    items = _items(wanted)
    if not items:
        return tuple(_literally(document.text, text))
    found = tuple(_runs(_items(document), items, exactly=exactly))
    if found or exactly:
        return found
    if text.isascii() and text.isalpha() and (within := tuple(_literally(document.text, text))):
        return within  # «SSL» of «SSL-сертификат»
    return tuple(_runs(_plain(document), _plain(wanted), exactly=False)) or _as_values(document, wanted, items)


def literal(text: str) -> bool:
    """Whether a text is looked for as it stands."""
    return (
        not any(c.isalnum() for c in text)
        or not _ORDINARY.fullmatch(text)
        or bool(_MIXED.search(text))
        or bool("(" not in text and text.rstrip().endswith(")"))  # a smiley behind a word
    )


def _literally(where: str, text: str) -> Iterator[Span]:
    """Case told apart only where one is to be: a text of ordinary letters may begin a sentence."""
    low, wanted = where.lower(), text.lower()
    if len(low) != len(where):
        low, wanted = where, text
    at = low.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        # A word's part is not the word.
        if not (wanted[0].isalnum() and low[at - 1 : at].isalnum()) and not (wanted[-1].isalnum() and low[end : end + 1].isalnum()):
            yield Span(at, end)
        at = low.find(wanted, at + 1)


@lru_cache(maxsize=256)
def _items(document: Document) -> tuple[_Item, ...]:
    """The document's values, and between them its words; a name stays words, which inflect."""
    facts = [f for f in facts_in(document) if f.kind not in ("name", "place", "free", "schedule")]
    items: list[_Item] = []
    end = 0
    for token in document.tokens:
        if token.start < end:
            continue
        fact = next((f for f in facts if f.start <= token.start < f.end), None)
        if fact is not None and fact.start == token.start:
            items.append(_Item(fact.start, fact.end, token, fact))
            end = fact.end
        elif token.kind != "punct":
            items.append(_Item(token.start, token.end, token))
    return tuple(items)


@lru_cache(maxsize=256)
def _plain(document: Document) -> tuple[_Item, ...]:
    """The words and numbers one by one, without those that only name a value's kind: «Ломоносова, д. 81» reads as «Ломоносова, 81»."""
    return tuple(_Item(t.start, t.end, t) for t in document.tokens if t.kind != "punct" and t.norm not in _KINDS)


_KINDS = frozenset("д дом ул улица г город корп корпус кв квартира номер тел телефон".split())


def _runs(where: Sequence[_Item], wanted: Sequence[_Item], *, exactly: bool) -> Iterator[Span]:
    """Runs of the document's items that read as the wanted ones."""
    if not wanted:
        return
    for at in range(len(where) - len(wanted) + 1):
        run = where[at : at + len(wanted)]
        if all(_alike(mine, theirs, exactly=exactly) for mine, theirs in zip(wanted, run, strict=True)) and not (not exactly and _denied(where, at, wanted[0])):
            yield Span(run[0].start, run[-1].end)


def _alike(wanted: _Item, said: _Item, *, exactly: bool) -> bool:
    if wanted.fact is not None and said.fact is not None:
        return same(wanted.fact, said.fact)
    a, b = wanted.token, said.token
    if a.norm == b.norm and a.kind == b.kind:
        return (wanted.fact is None) == (said.fact is None) or wanted.end - wanted.start == said.end - said.start
    if a.word is None or b.word is None or (a.lemmas.isdisjoint(b.lemmas) and (exactly or not _synonyms(a, b))):
        return False
    if _past(a) != _past(b):
        return False  # «поступила» is no «поступит»
    return not exactly or _mood(a) == _mood(b)


# What every editor takes for the same, and the word lists put one for the other.
_SAME = tuple(
    frozenset(words.split()) for words in ("ранее раньше", "позднее позже", "требоваться нужно необходимо нужный", "ориентировочно примерно приблизительно")
)


def _synonyms(a: Token, b: Token) -> bool:
    return any(not a.lemmas.isdisjoint(words) and not b.lemmas.isdisjoint(words) for words in _SAME)


def _past(token: Token) -> bool:
    """Surely a verb in the past."""
    tags = token.tags
    return "past" in tags and not tags & {"noun", "adj", "imper", "inf"}


def _mood(token: Token) -> frozenset[str]:
    """What a verb is; nothing for other words, which inflect freely."""
    tags = token.tags
    return tags & {"inf", "imper", "past", "participle", "gerund"} if tags & {"verb", "inf", "imper"} else frozenset()


def _denied(where: Sequence[_Item], at: int, first: _Item) -> bool:
    """Whether «не» stands before a verb or the like that is expected without it: «не взимается» is no «взимается»."""
    return at > 0 and where[at - 1].token.norm == "не" and first.token.norm != "не" and first.fact is None and bool(first.token.tags & _DENIABLE)


_DENIABLE = frozenset(("verb", "inf", "imper", "past", "participle"))


def _as_values(document: Document, wanted: Document, items: Sequence[_Item]) -> tuple[Span, ...]:
    """A text that is nothing but values: each stands somewhere, in whatever guise the rules take for the same."""
    facts = [item.fact for item in items if item.fact is not None]
    if not facts or any(item.fact is None and item.token.norm not in _LIGHT for item in items):
        return ()
    if not all(stands_in(f, document) and _same_side(f, wanted, document) for f in facts):
        return ()
    exact = [Span(f.start, f.end) for f in facts_in(document) if same(facts[0], f)]
    loose = [Span(s.start, s.end, sure=False) for s in document.sentences if stands_in(facts[0], read(s.text))]
    return tuple(exact or loose or [Span(0, len(document.text), sure=False)])


def _same_side(fact: Fact, wanted: Document, document: Document) -> bool:
    """Whether the value is a limit of the same side, where both say one: «до 18:00» is not «после 18:00»."""
    mine = _side(wanted, fact)
    if not mine:
        return True
    theirs = {_side(document, f) for f in facts_in(document) if same(fact, f)}
    return not theirs or mine in theirs or 0 in theirs


def _side(document: Document, fact: Fact) -> int:
    from rewriter.text.bounds import bound

    return bound(document, fact)
