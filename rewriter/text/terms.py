"""Terms that a text names: «до 18:00», «в течение 3 дней», «завтра», «до конца недели»."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rewriter.text.document import Document, Token
from rewriter.text.facts import facts_in, may_tell_time

_KINDS = frozenset(("date", "time", "period"))
# Words that lead to a term and belong to it: «не позднее», «в течение», «примерно через».
_LEADS = frozenset(
    "до к ко с со в во на за через по период не позднее позже ранее раньше течение около примерно ориентировочно после уже максимум этот этой следующий "
    "следующей ближайший ближайшие ближайшую будущей текущей текущего рабочий рабочего конца концу".split()
)
_JOINS = frozenset((",", "и", "-", "–", "—", "(", *_LEADS))
_MOST_LEADS = 4
_SPOKEN = frozenset("конца концу вечера вечеру обеда обеду утра утру выходных неделе месяце день завтрашнему".split())
# What is «запланировано на 15 мая» is still to come.
_PLANS = frozenset(("запланировать", "назначить", "наметить", "перенести"))
_NEAR_DAYS = frozenset(("рабочий", "следующий", "ближайший", "тот", "же", "этот"))


class Term(NamedTuple):
    """A term with its span and the sentence it stands in."""

    start: int
    end: int
    sentence: int


def _of_a_paper(document: Document, start: int) -> bool:
    """«договор № 7 от 3 марта», «счёт от 5 мая»: the date of a paper is no term."""
    at = document.first_from(start)
    back = document.tokens[max(0, at - 4) : at]
    return (
        bool(back)
        and back[-1].norm == "от"
        and any(t.is_("договор", "счет", "акт", "заявление", "письмо", "обращение", "чек", "накладная") or t.text == "№" for t in back)
    )


@lru_cache(maxsize=64)
def terms_in(document: Document) -> tuple[Term, ...]:
    """The terms in reading order, each with the words that lead to it; «до 15 мая, 18:00» is one."""
    tokens = document.tokens
    spans = [(f.start, f.end) for f in facts_in(document) if f.kind in _KINDS and not f.value.startswith("per ") and not _of_a_paper(document, f.start)]
    spans.extend((t.start, _ended(tokens, t)) for t in document.having(_SPOKEN) if _is_spoken(tokens, t))
    found: list[Term] = []
    for start, end in sorted(spans):
        first = document.first_from(start)
        here = tokens[first].sentence
        at = first
        while at > 0 and first - at < _MOST_LEADS and tokens[at - 1].sentence == here and tokens[at - 1].norm in _LEADS:
            at -= 1
        if found and found[-1].sentence == here and all(t.norm in _JOINS for t in document.between(found[-1].end, start)):
            found[-1] = found[-1]._replace(end=max(end, found[-1].end))
        else:
            found.append(Term(tokens[at].start, end, here))
    return tuple(found)


@lru_cache(maxsize=64)
def terms_of(document: Document, sentence: int) -> tuple[Term, ...]:
    """The sentence's terms. Most sentences name none, and show it at a glance."""
    tokens = document.of(document.sentences[sentence])
    if not may_tell_time(tokens) and all(t.lemmas.isdisjoint(_SPOKEN) for t in tokens):
        return ()
    return tuple(t for t in terms_in(document) if t.sentence == sentence)


def _is_spoken(tokens: tuple[Token, ...], token: Token) -> bool:
    """«до конца недели», «к вечеру», «на этой неделе», «на следующий день»: terms that no fact is made of."""
    back = tokens[max(0, token.index - 3) : token.index]
    if not back:
        return False
    if token.norm in ("неделе", "месяце"):
        return back[-1].is_("этот", "следующий", "будущий", "текущий", "ближайший")
    if token.norm == "день":
        return bool(back[-1].lemmas & _NEAR_DAYS) and any(t.norm in ("в", "на") for t in back)
    return back[-1].norm in ("до", "к", "после")


def _ended(tokens: tuple[Token, ...], token: Token) -> int:
    """Where the term ends: «до конца недели» with the noun behind it."""
    after = tokens[token.index + 1 : token.index + 3]
    last = 2 if len(after) == 2 and after[0].is_("этот", "рабочий", "текущий", "следующий") else 1
    return after[last - 1].end if token.norm in ("конца", "концу") and after and after[last - 1].sentence == token.sentence else token.end


def is_past(tokens: tuple[Token, ...]) -> bool:
    """Whether every verb of these words tells of what has been («оперативно ответили», «зарегистрировано 5 мая»)."""
    tenses = {
        "Plan" if top.lemma in _PLANS else top.feats.get("Tense") if top.feats.get("Mood") != "Imp" else "Imp"
        for t in tokens
        if t.word is not None
        and (top := t.word.top) is not None
        and top.pos in ("VERB", "AUX")
        and (top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short")
    }
    return tenses == {"Past"}
