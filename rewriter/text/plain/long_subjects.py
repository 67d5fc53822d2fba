"""The subject that a verb has before it, with all that stands between: «сдача задания № 5 до 13 декабря (является)», «промокод по Вашему профилю (отсутствует)»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import norm_at
from rewriter.text.segments import is_predicate

_BOUNDS = frozenset(",;:—–(!?")
_CLOSING = {"»": "«", ")": "("}
_JOINTS = frozenset("и а но".split())
# What a clause opens with before its subject.
_LEADS = frozenset("и а но что если когда поскольку где также поэтому однако".split())
_LEADING_PAIRS = frozenset((("так", "как"), ("при", "этом"), ("кроме", "того"), ("потому", "что")))
_ADDRESS = frozenset("адрес улица ул проспект пр-т шоссе бульвар переулок площадь".split())
_IN_ADDRESS = frozenset("ул улица д дом г пр пр-т проспект корп корпус кв стр пер оф офис этаж пом".split())
_MOST_INSERTED = 12
_MONEY = frozenset(", . ₽ руб р рублей рубля рубль коп".split())
_GOVERNED = ("Gen", "Dat", "Acc", "Ins", "Loc")
_COMPANY_FORMS = frozenset("ООО ИП АО ПАО ЗАО НКО".split())
# What stands for the subject by its gender: the nominative and the accusative.
PRONOUNS = {"Masc": ("он", "его"), "Fem": ("она", "её"), "Neut": ("оно", "его"), "": ("они", "их")}


@dataclass(frozen=True, slots=True)
class Subject:
    """Tokens [first, last) up to the verb. `phrase`: its noun in the nominative, None for a name."""

    document: Document
    first: int
    last: int
    phrase: NounPhrase | None
    joined: bool  # «чек и квитанция»
    inserted: bool  # «документ, удостоверяющий личность,»

    @property
    def between(self) -> tuple[Token, ...]:
        """What stands between the noun and the verb."""
        return self.document.tokens[self.phrase.last if self.phrase is not None else self.last : self.last]


def subject_before(document: Document, end: int, *, plural: bool) -> Subject | None:
    """The subject of the verb before which tokens end at `end`; None where it is not sure."""
    found = _clause(document, end)
    if found is None:
        return None
    begin, inserted = found
    begin = _after_predicate(document, begin, end)
    while begin < end:
        if (document.tokens[begin].norm, document.tokens[min(begin + 1, end)].norm) in _LEADING_PAIRS:
            begin += 2
        elif document.tokens[begin].norm in _LEADS:
            begin += 1
        else:
            break
    if begin >= end:
        return None
    lead = document.tokens[begin]
    if _preposition(lead):
        candidates = [c for c in _nominatives(document, begin + 1, end, plural=plural) if c.first > begin + 1]
        phrase = candidates[0] if len(candidates) == 1 else None
    else:
        phrase = noun_phrase(document, begin, "Nom") or noun_phrase(document, begin, "Nom", tail=False)
        if phrase is None and not plural and (end == begin + 1 and _name(lead) or _company(document, begin, end)):
            return Subject(document, begin, end, None, joined=False, inserted=False)
    if phrase is None and lead.kind == "number" and not plural and _sum(document, begin, end):
        return Subject(document, begin, end, None, joined=False, inserted=False)
    if phrase is None or phrase.last > end:
        return None
    joined = any(t.norm in ("и", "или", "либо") for t in document.tokens[phrase.last : end])
    if not joined and (phrase.agreement["Number"] == "Plur") != plural:
        return None
    return Subject(document, phrase.first, end, phrase, joined, inserted)


def _sum(document: Document, begin: int, end: int) -> bool:
    """«317,00 руб.»: a sum of money and nothing else."""
    return all(t.kind == "number" or t.norm in _MONEY for t in document.tokens[begin:end]) and document.tokens[end - 1].kind != "number"


def _name(token: Token) -> bool:
    """«Сонлайн», «Марина»: one word with a capital, a first name or one that no dictionary knows."""
    if token.kind != "word" or not token.capital or token.text.isupper():
        return False
    return token.word is None or not token.word.known or any("NameType" in p.feats and p.feats.get("Case") == "Nom" for p in token.word.parses)


def _company(document: Document, begin: int, end: int) -> bool:
    """«ООО «Ромашка»», «ИП Смирнов»."""
    if document.tokens[begin].text not in _COMPANY_FORMS:
        return False
    return document.tokens[begin + 1].text == "«" and document.tokens[end - 1].text == "»" or end == begin + 2 and document.tokens[begin + 1].capital


def _preposition(token: Token) -> bool:
    return token.word is not None and token.word.top is not None and token.word.top.pos == "ADP"


def _nominatives(document: Document, begin: int, end: int, *, plural: bool) -> Iterator[NounPhrase]:
    """Every noun that may be the subject: no preposition before it."""
    index = begin
    while index < end:
        if _preposition(document.tokens[index - 1]):
            # «за последующее время» has no nominative in it
            index = max((f.last for case in _GOVERNED if (f := noun_phrase(document, index, case, tail=False)) is not None), default=index + 1)
            continue
        found = noun_phrase(document, index, "Nom") or noun_phrase(document, index, "Nom", tail=False)
        if found is None or found.last > end or (found.agreement["Number"] == "Plur") != plural:
            index += 1
            continue
        yield found
        index = found.last


def _clause(document: Document, end: int) -> tuple[int, bool] | None:
    """The clause's first token before the verb, and whether a participle in commas stands last; None where brackets or commas do not close."""
    first = document.sentences[document.tokens[end - 1].sentence].first if end else 0
    index, inserted = end - 1, False
    if index < first:
        return None
    if document.tokens[index].text == "," and not _in_address(document, index):
        opened = _insertion(document, index, first)
        if opened is None:
            return None
        index, inserted = opened - 1, True
    while index >= first:
        token = document.tokens[index]
        if token.text in _CLOSING:
            opening = next((i for i in range(index, first - 1, -1) if document.tokens[i].text == _CLOSING[token.text]), None)
            if opening is None:
                return None
            index = opening - 1
            continue
        if token.text in _BOUNDS and not _within(document, index):
            return index + 1, inserted
        index -= 1
    return first, inserted


def _insertion(document: Document, closing: int, first: int) -> int | None:
    """The comma that opens «, удостоверяющего личность,» or «, который …,»."""
    for index in range(closing - 1, max(first, closing - _MOST_INSERTED), -1):
        if document.tokens[index].text != "," or _within(document, index):
            continue
        lead = document.tokens[index + 1]
        participle = lead.word is not None and any(p.feats.get("VerbForm") == "Part" and p.feats.get("Variant") != "Short" for p in lead.word.parses)
        return index if participle or lead.is_("который") or document.tokens[index + 2].is_("который") else None
    return None


def _within(document: Document, index: int) -> bool:
    """Whether the mark is part of a number or an address: «482,60», «по адресу: ул. Мира, 40»."""
    before, after = document.tokens[index - 1] if index else None, document.tokens[index + 1] if index + 1 < len(document.tokens) else None
    if before is None or after is None:
        return False
    token = document.tokens[index]
    if token.text == ",":
        return (before.kind == after.kind == "number" and before.end == token.start and token.end == after.start) or _in_address(document, index)
    return token.text == ":" and (bool(before.lemmas & _ADDRESS) or before.end == token.start and token.end == after.start)


def _in_address(document: Document, index: int) -> bool:
    """A comma before or behind a house's number, «адрес» before it."""
    here = document.tokens[index].sentence
    after, before = norm_at(document, index + 1, here), norm_at(document, index - 1, here)
    near = after[:1].isdigit() or before[:1].isdigit() or after in _IN_ADDRESS
    return near and any(t.lemmas & _ADDRESS for t in document.tokens[max(0, index - 12) : index] if t.sentence == here)


def _after_predicate(document: Document, begin: int, end: int) -> int:
    """Where the last predicate before the verb has its own clause, what follows its «и»; the end where nothing does."""
    depth, last = 0, -1
    for token in document.tokens[begin:end]:
        depth += (token.text in "«(") - (token.text in "»)")
        if depth <= 0 and is_predicate(token) and not any(t.text == "," for t in document.tokens[begin : token.index]):
            last = token.index
    if last < 0:
        return begin
    return next((t.index + 1 for t in document.tokens[last:end] if t.norm in _JOINTS), end)


def second_predicate(document: Document, start: int, subject: Subject | None) -> tuple[Token, Token, str] | None:
    """«(составляет 267 руб.) и взимается при получении»: the «и», the verb behind it that agrees with the subject, and the subject's gender («» for many)."""
    here = document.tokens[start].sentence
    joint = joint_behind(document, start)
    if joint is None or subject is None or subject.phrase is None or subject.joined:
        return None
    place = joint.index + 1 + (norm_at(document, joint.index + 1, here) == "не")
    verb = document.tokens[place] if place < document.sentences[here].last else None
    top = verb.word.top if verb is not None and verb.word is not None else None
    if verb is None or top is None or not (top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short"):
        return None
    agreement = subject.phrase.agreement
    if top.feats.get("Number") != agreement["Number"] or "Gender" in top.feats and top.feats["Gender"] != agreement.get("Gender"):
        return None
    return joint, verb, agreement.get("Gender", "")


def dashed(document: Document, token: Token) -> bool:
    """Whether the token's clause has a dash already: two would be hard to read. «14–21 день» has none."""
    sentence = document.sentences[token.sentence]
    for step, stop in ((-1, sentence.first - 1), (1, sentence.last)):
        for index in range(token.index + step, stop, step):
            mark = document.tokens[index]
            if mark.text in ",;:":
                break
            if mark.text in "—–" and not _range(document, index):
                return True
    return False


def joint_behind(document: Document, start: int) -> Token | None:
    """The first «и» from token `start` in its clause."""
    for token in document.tokens[start : document.sentences[document.tokens[start].sentence].last]:
        if token.norm == "и":
            return token
        if token.text in ",;:—–(" and not _range(document, token.index):
            return None
    return None


def _range(document: Document, index: int) -> bool:
    """The dash of «14–21»."""
    mark, before = document.tokens[index], document.tokens[index - 1] if index else None
    return mark.text in "—–" and before is not None and before.kind == "number" and before.end == mark.start
