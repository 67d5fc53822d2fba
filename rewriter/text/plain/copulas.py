"""Verbs that only join: «чек является подтверждением» → «чек — подтверждение», «задержка обусловлена непогодой» → «задержка — из-за непогоды», «имеется» → «есть»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.advices import few_things
from rewriter.text.plain.long_subjects import PRONOUNS, Subject, dashed, second_predicate, subject_before
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, more_said, norm_at, plainer
from rewriter.text.plain.qualities import quality, quality_first
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import conjugated

_DUE = frozenset("обусловлен обусловлена обусловлено обусловлены".split())
_COMING_UP = {"возникновение": "возникать", "появление": "появляться"}
_JOINING = frozenset("являться явиться послужить служить выступать стать".split())
WORDS = _DUE | frozenset("является являются имеется имеются".split()) | _JOINING
# «Причиной задержки послужил ремонт» → «Причина задержки — ремонт»; «является» names first whatever it will.
_NAMED_FIRST = frozenset("причина альтернатива основание подтверждение решение условие поводом повод выход исключение способ вариант".split())
# «Причиной является то, что …» → «Причина в том, что …».
_IN_THAT = frozenset("причина проблема сложность особенность отличие преимущество".split())
_NOT_BEFORE = frozenset("также тоже уже еще лишь только именно это".split())
_MOST_NAMED = 9
_MOST_LED = 4


def copulas(document: Document) -> Iterator[Plainer]:
    """Every joining verb that a dash or «есть» can stand for."""
    for token in document.having(WORDS):
        if token.lemmas & _JOINING and (found := _named_first(document, token)) is not None:
            yield found
            continue
        if token.norm in _DUE:
            found = _due_to(document, token)
        elif token.norm in ("является", "являются"):
            found = _is(document, token)
        elif token.norm.startswith("име"):
            found = _there_is(document, token)
        if found is not None:
            yield found


def _named_first(document: Document, token: Token) -> Plainer | None:
    """«Причиной (задержки) явилось окончание акции» → «Причина (задержки) — окончание акции»; only where the noun opens the clause."""
    here, index = token.sentence, token.index
    if token.word is None or token.word.top is None or token.word.top.feats.get("VerbForm") != "Fin" or dashed(document, token):
        return None
    sure = token.norm in ("является", "являются")
    for begin in range(max(document.sentences[here].first, index - _MOST_NAMED), index):
        if not _opens_clause(document, begin):
            continue
        if (found := _first_of(document, token, begin)) is not None:
            return found
        # «наиболее быстрым вариантом»: the word of degree goes into «самый».
        most = norm_at(document, begin, here) in ("наиболее", "более", "менее")
        named = noun_phrase(document, begin + most, "Ins") or noun_phrase(document, begin + most, "Ins", tail=False)
        if named is None or named.last > index or not (sure or named.parse.lemma in _NAMED_FIRST) or not _hangs(document, named.last, index):
            continue
        told, middle = named.in_case("Nom"), document.text[named.end : document.tokens[index - 1].end]
        if most:
            said = document.tokens[begin].norm
            degree = (inflect("самый", Case="Nom", **named.agreement) if said == "наиболее" else said) if named.modifiers else None
            told = f"{degree} {told[:1].lower()}{told[1:]}" if told and degree else None
        if not told:
            return None
        if [norm_at(document, index + k, here) for k in (1, 2, 3)] == ["то", ",", "что"]:
            return plainer(document, begin, index + 2, f"{told}{middle} в том") if named.parse.lemma in _IN_THAT else None
        return plainer(document, begin, index + 1, f"{told}{middle} —") if _names(document, token) else None
    return None


def _opens_clause(document: Document, begin: int) -> bool:
    """Whether a clause begins there, «если» or a short «для Вас» before it passed over."""
    if clause_begins(document, begin):
        return True
    here = document.tokens[begin].sentence
    before = document.tokens[begin - 1]
    if before.norm in ("если", "когда", "как"):
        return True
    for first in range(begin - 1, max(document.sentences[here].first, begin - _MOST_LED) - 1, -1):
        if clause_begins(document, first):
            led = "prep" in document.tokens[first].tags and first < begin - 1
            ends = before.word is not None and before.word.top is not None and before.word.top.pos in ("NOUN", "PRON", "PROPN")
            return led and ends and not any(t.word is not None and t.word.predicative for t in document.tokens[first:begin])
    return False


def _first_of(document: Document, token: Token, begin: int) -> Plainer | None:
    """«Одним из вариантов является замена» → «Один из вариантов — замена»."""
    here = token.sentence
    if norm_at(document, begin, here) not in ("одним", "одной") or norm_at(document, begin + 1, here) != "из":
        return None
    which = noun_phrase(document, begin + 2, "Gen")
    told = inflect("один", Case="Nom", Number="Sing", Gender=which.parse.feats.get("Gender", "Masc")) if which is not None else None
    if which is None or which.last != token.index or not told or not _names(document, token):
        return None
    return plainer(document, begin, token.index + 1, f"{told} из {document.text[which.start : which.end]} —")


def _hangs(document: Document, first: int, last: int) -> bool:
    """Whether tokens [first, last) are what belongs to the noun: nothing, «для отказа», «по вопросам возврата», «сейчас»."""
    if first >= last:
        return first == last
    between, lead = document.tokens[first:last], document.tokens[first]
    led = lead.word is not None and lead.word.top is not None and lead.word.top.pos == "ADP"
    plain = all(t.kind in ("word", "number", "code") and t.norm not in ("не", "и", "или") and not (t.word is not None and t.word.predicative) for t in between)
    return plain and (led or [t.norm for t in between] in (["сейчас"], ["теперь"]))


def _names(document: Document, token: Token) -> bool:
    """Whether the subject stands behind the verb: a noun in the nominative that agrees with it, or a name."""
    here, begin = token.sentence, token.index + 1
    begin += norm_at(document, begin, here) in ("только", "лишь", "именно")
    head = at(document, begin, here)
    if head is None or _parallel(document, head):
        return False
    if head.kind in ("number", "code"):
        return True
    if head.kind == "word" and head.capital and (head.word is None or not head.word.known or any("NameType" in p.feats for p in head.word.parses)):
        return True
    if noun_phrase(document, begin, "Nom", tail=False) is not None:
        return True
    behind = [t for t in document.tokens[begin : begin + 3] if t.sentence == here and t.word is not None]
    return any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.1 for t in behind if t.word is not None for p in t.word.parses)


def _parallel(document: Document, head: Token) -> bool:
    """«Первым этапом является осмотр, вторым — ремонт»: what stands before the dash agrees with the first instrumental."""
    rest = document.tokens[head.index : document.sentences[head.sentence].last]
    return any(
        t.text in "—–" and (before := rest[i - 1].word) is not None and any(p.feats.get("Case") == "Ins" for p in before.parses)
        for i, t in enumerate(rest)
        if i
    )


def _due_to(document: Document, token: Token) -> Plainer | None:
    """«Код 429 обусловлен превышением лимита» → «код 429 — из-за превышения лимита», «возникновение ошибки обусловлено …» → «ошибка возникает из-за …»."""
    here, index = token.sentence, token.index
    if (found := _there_are(document, token)) is not None:
        return found
    subject = phrase_before(document, index - 1)
    if subject is None:
        return _due(document, token)
    if dashed(document, token):
        return None
    if [norm_at(document, index + k, here) for k in (1, 2, 3)] == ["тем", ",", "что"]:
        last, cause = index + 2, "из-за того"
    else:
        thing = noun_phrase(document, index + 1, "Ins")
        told = thing.in_case("Gen") if thing is not None and norm_at(document, thing.last, here) not in ("и", "или", "а") else None
        if thing is None or told is None:
            return None
        last, cause = thing.last, f"из-за {told}"
    verb = _COMING_UP.get(subject.parse.lemma)
    coming = noun_phrase(document, subject.head.index + 1, "Gen") if verb is not None and not subject.modifiers else None
    if verb is None or coming is None or coming.last != index:
        return plainer(document, subject.first, last, f"{document.text[subject.start : subject.end]} — {cause}")
    name, agreement = coming.in_case("Nom"), coming.agreement
    happens = conjugated(verb, VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number=agreement["Number"])
    return plainer(document, subject.first, last, f"{name} {happens} {cause}") if name and happens else None


_CAUSE = ("тем", ",", "что")


def _due(document: Document, token: Token) -> Plainer | None:
    """«Разница в цене обусловлена тем, что …» → «разница в цене — из-за того, что …»."""
    here, index = token.sentence, token.index
    subject = subject_before(document, index, plural=token.norm == "обусловлены")
    if subject is None or subject.inserted or dashed(document, token):
        return None
    if tuple(norm_at(document, index + k, here) for k in (1, 2, 3)) == _CAUSE:
        return plainer(document, index, index + 2, "— из-за того")
    cause = noun_phrase(document, index + 1, "Ins")
    told = cause.in_case("Gen") if cause is not None and not joined(document, cause.last, "Ins") else None
    return plainer(document, index, cause.last, f"— из-за {told}") if cause is not None and told else None


def _there_are(document: Document, token: Token) -> Plainer | None:
    """«Наличие двух сумм в квитанции обусловлено тем, что …» → «В квитанции две суммы, потому что …»."""
    here, index = token.sentence, token.index
    if token.norm != "обусловлено" or tuple(norm_at(document, index + k, here) for k in (1, 2, 3)) != _CAUSE:
        return None
    for begin in range(max(document.sentences[here].first, index - _MOST_NAMED), index - 2):
        if norm_at(document, begin, here) != "наличие" or not clause_begins(document, begin):
            continue
        counted, thing = few_things(document, begin + 1), noun_phrase(document, begin + 1, "Gen")
        last, told = counted or ((thing.last, thing.in_case("Nom")) if thing is not None else (0, None))
        place = at(document, last, here)
        if not told or place is None or place.norm not in ("в", "на") or any(t.kind == "punct" for t in document.tokens[last:index]):
            return None
        where = document.text[place.start : document.tokens[index - 1].end]
        return plainer(document, begin, index + 4, f"{where} {told}, потому что")
    return None


def phrase_before(document: Document, end: int, case: str = "Nom") -> NounPhrase | None:
    """The phrase in the case that begins a clause and ends at token `end`, with at most a prepositional phrase between: then None."""
    first = document.sentences[document.tokens[end].sentence].first
    for begin in range(max(first, end - 8), end + 1):
        if begin > first:
            before = document.tokens[begin - 1]
            if before.kind != "punct" and before.norm not in ("и", "а", "но", "что", "если", "при", "этом", "также", "когда", "поскольку"):
                continue
        found = noun_phrase(document, begin, case)
        if found is not None and found.last == end + 1:
            return found
    return None


def _is(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    negated = norm_at(document, index - 1, here) == "не"
    end = index - 1 - negated
    if end < 0 or document.tokens[end].sentence != here:
        return None
    if not negated and (found := quality_first(document, token)) is not None:
        return found
    if clause_ends(document, index + 1):
        return _named_before(document, token, end + 1, negated=negated)
    subject = subject_before(document, end + 1, plural=token.norm == "являются") if document.tokens[end].norm not in _NOT_BEFORE else None
    named = noun_phrase(document, index + 1, "Ins")
    if named is None and (found := _one_of(document, token, subject, end)) is not None:
        return found if not negated else None
    if named is None:
        return quality(document, token, subject, end, negated=negated)
    if subject is None and phrase_before(document, end) is None or norm_at(document, named.last, here) in ("и", "или", "либо"):
        return None
    told = named.in_case("Nom")
    if told is None or dashed(document, token):
        return None
    said = f"{document.tokens[end].text} — {'не ' if negated else ''}{told}"
    if not more_said(document, named.last):
        return plainer(document, end, named.last, said)
    # «Заявление — основание для возврата, его принимают …»: the second predicate has a subject of its own.
    more = second_predicate(document, named.last, subject)
    if more is None:
        return None
    joint, _, gender = more
    between = document.text[named.end : document.tokens[joint.index - 1].end]
    return plainer(document, end, joint.index + 1, f"{said}{between}, {PRONOUNS[gender][0]}")


def _named_before(document: Document, token: Token, end: int, *, negated: bool) -> Plainer | None:
    """«потеря талона основанием для отказа не является» → «потеря талона — не основание для отказа»."""
    for begin in range(end - 1, max(document.sentences[token.sentence].first, end - _MOST_NAMED), -1):
        named = noun_phrase(document, begin, "Ins") or noun_phrase(document, begin, "Ins", tail=False)
        if named is None or named.last > end or not _hangs(document, named.last, end):
            continue
        before = document.tokens[begin - 1]
        if before.word is not None and before.word.top is not None and before.word.top.pos in ("ADP", "ADJ", "DET"):
            continue
        subject = subject_before(document, begin, plural=token.norm == "являются")
        told = named.in_case("Nom")
        if subject is None or told is None or dashed(document, token):
            return None
        middle = document.text[named.end : document.tokens[end - 1].end]
        return plainer(document, begin - 1, token.index + 1, f"{before.text} — {'не ' if negated else ''}{told}{middle}")
    return None


def _one_of(document: Document, token: Token, subject: Subject | None, end: int) -> Plainer | None:
    """«тариф является одним из лучших» → «тариф — один из лучших»."""
    here, index = token.sentence, token.index
    one = norm_at(document, index + 1, here)
    if subject is None or subject.phrase is None or one not in ("одним", "одной") or norm_at(document, index + 2, here) != "из" or dashed(document, token):
        return None
    told = "одна" if one == "одной" else "одно" if subject.phrase.agreement.get("Gender") == "Neut" else "один"
    return plainer(document, end, index + 2, f"{document.tokens[end].text} — {told}") if not more_said(document, index + 3) else None


def _there_is(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    if (
        norm_at(document, index - 1, here) == "не"
        or (norm_at(document, index + 1, here), norm_at(document, index + 2, here)) == ("в", "виду")
        or norm_at(document, index - 1, here) == "виду"
    ):
        return None
    if norm_at(document, index + 1, here) == "возможность":
        return None
    return plainer(document, index, index + 1, "есть")
