"""What a noun is to its statement: a condition with or without it, before, during or after it («до передачи», «без заявки»)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from rewriter.text import morph
from rewriter.text.concepts import key, keys_of
from rewriter.text.document import Token
from rewriter.text.segments import Segment, is_predicate

Relation = Literal["with", "without", "before", "during", "after"]
Relations = dict[str, frozenset[Relation]]

_LEADS: dict[str, Relation] = {
    "до": "before", "перед": "before", "прежде": "before", "раньше": "before", "после": "after", "спустя": "after", "по истечении": "after", "по окончании": "after", "по завершении": "after", "позже": "after",
    "не позднее": "before", "не позже": "before", "не ранее": "after", "не раньше": "after", "самое позднее": "before", "самое раннее": "after", "позднее": "after", "в течение": "during", "в период": "during", "во время": "during", "на протяжении": "during",
    "при": "with", "с": "with", "со": "with", "по": "with", "через": "with", "без": "without", "кроме": "without", "в отсутствие": "without", "при отсутствии": "without", "в случае отсутствия": "without", "при условии отсутствия": "without",
    "за исключением": "without", "при наличии": "with", "в случае наличия": "with", "при условии наличия": "with", "при условии": "with", "ранее": "before", "с момента": "after", "со дня": "after", "с даты": "after", "от даты": "after",
}  # fmt: skip
# The words that these begin with, each with how many the longest has.
_LONGEST: dict[str, int] = {}
for _lead in _LEADS:
    _LONGEST[_lead.split()[0]] = max(_LONGEST.get(_lead.split()[0], 0), len(_lead.split()))
_OPPOSED: frozenset[frozenset[Relation]] = frozenset((frozenset(("with", "without")), frozenset(("before", "after")), frozenset(("during", "after"))))
_THEM = frozenset("него нее них ней ним ними нему этого этому этим".split())


@lru_cache(maxsize=256)  # a segment has several claims, and its values are looked at, too
def relations(segment: Segment) -> Relations:
    """Each content key with how it conditions the statement; keys that condition nothing are left out. Not to be changed."""
    found: dict[str, set[Relation]] = {}
    tokens = segment.tokens
    whole = _of_clause(segment)
    lead: Relation | None = None
    i = reach = 0
    while i < len(tokens):
        token = tokens[i]
        if token.norm in _LONGEST:
            width, relation = _lead_at(tokens, i)
            if relation is not None:
                lead, reach, i = relation, 0, i + width
                continue
        if token.norm in ("с", "со"):
            lead, reach = "after" if lead == "during" else None, 0  # «в течение 30 дней с получения»
        if lead is not None and reach == 0 and token.norm in _THEM:
            lead = None  # «без них обмен не получится»: the exchange is not what it is without
            i += 1
            continue
        if lead is not None and (_ends_lead(token, reach, whole) or reach and _subject(token)):
            lead = None
        relation = lead if lead is not None else whole
        reach += 1
        if token.word is not None and _may_be_state(token.norm) and (state := _state(tokens, i)) is not None:
            found.setdefault(state[0], set()).add(state[1])
            i += 1
            continue
        if relation is not None and (reach <= 5 or whole):
            for key in _keys(token):
                found.setdefault(key, set()).add(relation)
        i += 1
    return {k: frozenset(v) for k, v in found.items()}


def _ends_lead(token: Token, reach: int, whole: Relation | None) -> bool:
    """Whether what leads to a noun («до», «без») reaches no further than this."""
    if token.kind == "punct":
        return True
    top = token.word.top if token.word is not None else None
    return reach > 3 and top is not None and top.pos == "ADP" or whole is None and is_predicate(token)


@lru_cache(maxsize=4_096)
def _may_be_state(form: str) -> bool:
    """Whether `_state` has to look: most words are neither «не…» nor a participle."""
    word = morph.word(form)
    top = word.top
    return top is not None and (top.pos == "ADJ" and word.lemma.startswith("не") or top.feats.get("VerbForm") == "Part")


def _state(tokens: tuple[Token, ...], at: int) -> tuple[str, Relation] | None:
    """What state a thing is in: «вскрытый товар» with, «невскрытый», «если не вскрыт» without."""
    word = tokens[at].word
    if word is None or word.top is None:
        return None
    if (
        word.top.pos == "ADJ"
        and word.lemma.startswith("не")
        and len(word.lemma) > 6
        and any(p.feats.get("VerbForm") == "Part" for p in morph.word(word.lemma[2:]).parses)
    ):
        participle = next(p for p in morph.word(word.lemma[2:]).parses if p.feats.get("VerbForm") == "Part")
        return key(participle.lemma), "without"
    if word.top.feats.get("VerbForm") == "Part" and word.top.feats.get("Tense") == "Past":
        negated = at > 0 and tokens[at - 1].norm == "не"
        attribute = word.top.feats.get("Variant") != "Short"
        if attribute or negated and any(t.norm == "если" for t in tokens[:3]):
            return key(word.lemma), "without" if negated else "with"
    return None


def _subject(token: Token) -> bool:
    """A noun that can only be the subject or object: «при оплате | скидка не предусмотрена»."""
    word = token.word
    return (
        word is not None
        and word.top is not None
        and word.top.pos == "NOUN"
        and word.top.feats.get("Case") == "Nom"
        and not any(p.feats.get("Case") in ("Gen", "Dat", "Ins", "Loc") for p in word.parses)
    )


def _keys(token: Token) -> frozenset[str]:
    if token.kind in ("number", "code"):
        return frozenset((token.norm,))
    return keys_of(token)


def _lead_at(tokens: tuple[Token, ...], at: int) -> tuple[int, Relation | None]:
    """How many words from here lead to a noun, and in which relation; `tokens[at]` begins some of these."""
    for width in range(_LONGEST[tokens[at].norm], 0, -1):
        name = " ".join(t.norm for t in tokens[at : at + width])
        if len(tokens) - at >= width and name in _LEADS:
            if name in ("с", "со") and not _instrumental(tokens, at + 1):
                return 1, "after" if any(t.kind == "number" for t in tokens[at + 1 : at + 2]) else None
            if name == "раньше" and at + 1 < len(tokens) and tokens[at + 1].norm == "чем":
                return 2, "before"
            return width, _LEADS[name]
    return 1, None


def _instrumental(tokens: tuple[Token, ...], at: int) -> bool:
    return any(t.word is not None and any(p.feats.get("Case") == "Ins" for p in t.word.parses) for t in tokens[at : at + 2])


_ELAPSED = frozenset("прошло прошли прошел прошла истек истекли истекло минуло минули вышел закончился кончился".split())


def _of_clause(segment: Segment) -> Relation | None:
    """The relation that a whole conditional clause stands in."""
    if segment.kind != "cond":
        return None
    norms = [t.norm for t in segment.tokens if t.kind == "word"]
    absent = any(n in ("нет", "отсутствует", "отсутствуют", "без") for n in norms)
    negated = absent or "не" in norms
    if "пока" in norms[:3] and negated and not _ELAPSED.isdisjoint(norms):
        return None  # «пока не прошло 14 дней» is «в течение 14 дней»
    if "пока" in norms[:3]:
        return "before" if negated else "during"
    if "до" in norms[:2]:
        return "before"
    if "даже" in norms[:2] and "уже" in norms and not negated:
        return "after"  # «даже если уже передан» against «до передачи»
    if "только" in norms[:3] or "после" in norms[:2] or "когда" in norms[:3]:
        return "after"
    if (
        negated
        and not absent
        and not any(t.is_("приложить", "иметь", "предоставить", "предъявить", "указать", "оформить", "прикрепить", "добавить", "взять") for t in segment.tokens)
    ):
        return None  # «если списание не пройдёт» is no «без списания»
    return "without" if negated else "with"


def clash(mine: Relations, theirs: Relations) -> frozenset[str]:
    """Keys that condition the two statements in opposite ways and in no common one."""
    return frozenset(
        k for k in mine.keys() & theirs.keys() if not mine[k] & theirs[k] and any(frozenset((a, b)) in _OPPOSED for a in mine[k] for b in theirs[k])
    )
