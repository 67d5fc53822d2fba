"""What could be cut to be rid of a violation: from a few words to the whole sentence, the least loss first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rewriter.loop.inner_words import inner_phrases
from rewriter.loop.scolding import scolding
from rewriter.loop.topics import handed_on
from rewriter.pack_schema import Entry
from rewriter.result import Violation
from rewriter.rules.entries import matches
from rewriter.text.blame_repair import guessed
from rewriter.text.clauses import clauses, has_predicate
from rewriter.text.concepts import keys_of
from rewriter.text.disclosures import passed_to_partner
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.fault_adjunct import fault_adjunct
from rewriter.text.in_context import parse_in_context
from rewriter.text.others_at_fault import OTHERS
from rewriter.text.reading import Reading
from rewriter.text.reference import refers

# Content words beside what is wrong that a cut may take along; more than these is news that somebody must look at.
_FEW = 2
# What the list marks as saying nothing may go with more of them.
_MANY = 8
# What must not be told goes with all that is said of it.
_ALL = 40
_EVENTS = frozenset("произойти возникнуть случиться допустить вызвать происходить связать обусловить".split())


class Removable(NamedTuple):
    """A stretch [start, end) that may be cut; `most`: content words that it may take along; `wrong`: spans in it that are at fault besides the violations.

    `told`: it may hold an answer; what says nothing, or must not be said, holds none. `edit`: what is done instead of a plain cut.
    """

    start: int
    end: int
    most: int = _FEW
    wrong: tuple[tuple[int, int], ...] = ()
    told: bool = True
    edit: tuple[int, int, str] | None = None


def removable(reading: Reading, document: Document, violation: Violation) -> Iterator[Removable]:
    """Stretches to cut for the violation, the best first."""
    sentence = document.sentence_at(violation.start)
    if sentence is None:
        return
    entry = _entry(reading, document, violation)
    nothing = entry is not None and entry.drop
    secret = violation.rule == "no-confidential-claims"
    told = not (nothing or secret)
    if violation.rule == "no-internal-details":
        for phrase in inner_phrases(document, violation, whole=nothing):
            yield Removable(phrase.start, phrase.end, _MANY if phrase.cause else _FEW)
        if (hearsay := _hearsay(document, sentence, violation)) is not None:
            yield Removable(*hearsay)
    if violation.rule == "no-blame-shifting":
        yield from _blame(document, sentence, violation)
    if violation.rule == "no-familiarity" and (order := _joined_order(document, sentence, violation)) is not None:
        yield Removable(*order, told=False)
    if (aside := _aside(document, sentence, violation)) is not None:
        yield Removable(*aside)
    if (remark := _remark(document, sentence, violation)) is not None:
        yield Removable(*remark, _MANY, told=False)
    most = _ALL if secret else _MANY if nothing else _FEW
    refusal = violation.rule == "forbidden-phrases"
    empty = not refusal or entry is None or nothing
    parts = clauses(document, sentence.index)
    # A refusal says something unless it is a mere brush-off: it is put otherwise, not cut out of what it speaks of.
    brush_off = not refusal or (empty and _beside(_without_reason(document.of(sentence)), violation) <= _FEW)
    if len(parts) > 1 and empty:
        at = _holding(parts, violation)
        last = next((i for i, p in enumerate(parts) if p[0].start < violation.end <= p[-1].end), at)
        if secret and last > at and passed_to_partner(parts[at]):
            # «Заказ передан партнёру, он находится на их складе»: where it is goes, whose it is stays.
            yield from (part._replace(told=told) for part in _clause(document, sentence, parts, last, most))
        if brush_off or _beside(parts[at], violation) <= _FEW:
            yield from (part._replace(told=told) for part in _clause(document, sentence, parts, at, most))
    if brush_off and _beside(document.of(sentence), violation) <= most + 3:
        yield Removable(sentence.start, sentence.end, most, told=told)
    if violation.rule == "no-blame-shifting" and (edit := handed_on(document, sentence, violation)) is not None:
        yield Removable(sentence.start, sentence.end, _MANY, told=False, edit=edit)


def _blame(document: Document, sentence: Sentence, violation: Violation) -> Iterator[Removable]:
    if (reproach := scolding(document, sentence, violation)) is not None:
        yield Removable(*reproach, _MANY, told=False)
    if (event := _event_alone(document, sentence, violation)) is not None:
        yield Removable(*event, told=False)
    if guessed(document, violation.start, violation.end):
        yield from _guess(document, sentence, violation)
    if (alibi := _alibi(document, sentence, violation)) is not None:
        yield Removable(*alibi, _MANY)
    yield from _adjunct(document, sentence, violation)
    if (threat := _second_predicate(document, sentence, violation)) is not None:
        yield Removable(*threat)


def _entry(reading: Reading, document: Document, violation: Violation) -> Entry | None:
    """The word-list entry behind the violation."""
    found = matches(reading.pack, violation.rule, document)
    return next((entry for entry, match in found if match.start < violation.end and violation.start < match.end), None)


def _beside(tokens: tuple[Token, ...], violation: Violation) -> int:
    return sum(1 for t in tokens if keys_of(t) and not violation.start <= t.start < violation.end)


def _without_reason(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The sentence up to «…, так как ошибка плавающая»: a reason is of no use without what it is the reason of."""
    for i in range(1, len(tokens) - 1):
        if tokens[i - 1].text == "," and (
            tokens[i].norm in ("поскольку", "ведь") or (tokens[i].norm, tokens[i + 1].norm) in (("так", "как"), ("потому", "что"))
        ):
            return tokens[:i]
    return tokens


def _holding(parts: tuple[tuple[Token, ...], ...], violation: Violation) -> int:
    """Which clause holds most of the violation; of two that hold as much the later one, where its verb stands."""
    inside = [sum(1 for t in p if violation.start <= t.start < violation.end and t.kind == "word") for p in parts]
    return max(range(len(parts)), key=lambda i: (inside[i], i))


def _clause(document: Document, sentence: Sentence, parts: tuple[tuple[Token, ...], ...], at: int, most: int) -> Iterator[Removable]:
    last = sentence.end - (document.text[sentence.end - 1] in ".!?")
    if at > 0:
        stop = parts[at][-1].end if at + 1 < len(parts) else last
        told = parts[at][0].norm == "что" or document.text[parts[at - 1][-1].end : parts[at][0].start].strip() == ":"
        if told and parts[at - 1][-1].lemmas & _TELLING and not any(t.kind in ("number", "code") for t in parts[at - 1]):
            # «По поводу пенсии сообщаем, что …», «по обращению установлено: …» goes with what it announces.
            yield Removable(parts[at - 1][0].start, last if at + 1 == len(parts) else stop, _MANY)
        if (lead := _led_in(parts[at - 1], parts[at])) is not None:
            yield Removable(lead, stop, most)
        yield Removable(parts[at][0].start, stop, most)
        return
    following = parts[1]
    if not _depends(following):
        if _has_subject(document, following, parts[0]):
            yield Removable(parts[0][0].start, parts[0][-1].end, most)
    elif (joint := _joint(following)) is not None:
        yield Removable(parts[0][0].start, joint, most)


def _has_subject(document: Document, part: tuple[Token, ...], gone: tuple[Token, ...]) -> bool:
    """A subject of its own, or none needed: «ответим завтра», «подождите», «нужно приложить чек». «Его» would have nobody to stand for."""
    if any(refers(t.norm, gone) for t in part):
        return False
    for token in part:
        parse = parse_in_context(document, token) if token.word is not None else None
        if parse is None:
            continue
        if parse.pos in ("NOUN", "PRON", "PROPN", "NUM") and parse.feats.get("Case") == "Nom" or parse.feats.get("Person") in ("1", "2"):
            return True
        if (
            parse.feats.get("VerbForm") == "Inf"
            or token.norm in ("нужно", "можно", "нет", "надо")
            or parse.feats.get("Number") == "Plur"
            and parse.feats.get("Tense") == "Past"
        ):
            return True
    return False


_TELLING = frozenset(
    "сообщать сообщить информировать проинформировать уведомлять уведомить пояснять пояснить отмечать отметить установить выявить выяснить обнаружить выясниться показать показывать".split()
)
_LEAD_INS = (("в", "связи", "с", "тем"), ("из-за", "того"), ("по", "причине", "того"), ("ввиду", "того"), ("вследствие", "того"), ("в", "силу", "того"))


def _led_in(before: tuple[Token, ...], part: tuple[Token, ...]) -> int | None:
    """Where «… в связи с тем, что» begins, that leads to the clause."""
    words = tuple(t.norm for t in before)
    lead = next((x for x in _LEAD_INS if words[-len(x) :] == x), None)
    return before[-len(lead)].start if lead is not None and len(lead) < len(before) and part[0].norm == "что" else None


# With these a clause goes on from the one before it, and can stand without it.
_JOINTS = (
    ("в", "связи", "с", "чем"),
    ("вследствие", "чего"),
    ("из-за", "чего"),
    ("поэтому",),
    ("поэтому", "и"),
    ("так", "что"),
    ("а",),
    ("но",),
    ("и",),
    ("однако",),
    ("зато",),
)


def _joint(part: tuple[Token, ...]) -> int | None:
    """Where the clause begins without its joint, if it has a subject of its own."""
    words = tuple(t.norm for t in part[:4])
    joint = max((j for j in _JOINTS if words[: len(j)] == j), key=len, default=None)
    if joint is None or len(part) <= len(joint) + 1:
        return None
    if not any(t.word is not None and any(p.feats.get("Case") == "Nom" for p in t.word.parses) for t in part[len(joint) : len(joint) + 4]):
        return None
    return part[len(joint)].start


def _depends(clause: tuple[Token, ...]) -> bool:
    """Whether a clause cannot stand without the one before it."""
    return clause[0].norm in _DEPENDENT


_DEPENDENT = frozenset(
    "который которая которое которые что чтобы так поскольку потому если когда где поэтому и а но однако зато также причем тем либо или в вследствие из-за".split()
)


def _event_alone(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Авария произошла (на стороне провайдера, …).»: without whose it was nothing is told."""
    left = [t for t in document.of(sentence) if keys_of(t) and not violation.start <= t.start < violation.end]
    told = any(t.kind in ("number", "code", "link") for t in document.of(sentence))
    return (sentence.start, sentence.end) if not told and len(left) <= _FEW and any(t.lemmas & _EVENTS for t in left) else None


def _guess(document: Document, sentence: Sentence, violation: Violation) -> Iterator[Removable]:
    """«Вероятно, Вы сами неверно указали артикул»: with all that is guessed."""
    parts = clauses(document, sentence.index)
    if len(parts) > 1:
        if not any(t.kind in ("number", "code", "link") for t in document.of(sentence)) and any(
            _POINTS_BACK.search(document.text[p[0].start : p[-1].end]) for p in parts
        ):
            # «…, в инструкции об этом написано»: of a guess that is gone.
            yield Removable(sentence.start, sentence.end, _MANY, told=False)
        yield from _clause(document, sentence, parts, _holding(parts, violation), _MANY)
    elif not any(t.kind in ("number", "code", "link") for t in document.of(sentence)):
        yield Removable(sentence.start, sentence.end, _MANY)


_POINTS_BACK = re.compile(
    r"\b(?:об этом|про это|этого|там) (?:же |и |всё |все )?(?:\w+ ){0,2}(?:написан|сказан|указан|предупре|говорит|нельзя|запрещ)", re.IGNORECASE
)
# «Мы за неё не отвечаем», «к нам отношения не имеет».
_DENIED = frozenset("ответственность отношение отвечать зависеть вина компетенция".split())


def _alibi(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Звонки совершает подрядная организация, мы за неё не отвечаем»: who did it was said only to say that it was not us."""
    inside = tuple(document.between(violation.start, violation.end))
    parts = clauses(document, sentence.index)
    if len(parts) != 2 or not any(t.lemmas & _DENIED for t in inside) or not any(t.norm == "не" for t in inside):
        return None
    if violation.start < parts[1][0].start or any(t.kind in ("number", "code", "link") for t in document.of(sentence)):
        return None
    doer = any(
        t.lemmas & (OTHERS | _OUTSIDERS) and t.word is not None and t.word.top is not None and t.word.top.feats.get("Case") in ("Ins", "Nom") for t in parts[0]
    )
    return (sentence.start, sentence.end) if doer and sum(1 for t in parts[0] if keys_of(t)) <= _SHORT else None


_OUTSIDERS = frozenset("организация компания сторона лицо подрядчик сервис фирма".split())
_SHORT = 5


def _adjunct(document: Document, sentence: Sentence, violation: Violation) -> Iterator[Removable]:
    """«… по вине начальника отделения, который …»: what happened stays said, unless it is only that something did."""
    found = fault_adjunct(document, violation.start, violation.end)
    if found is None:
        return
    tokens = document.tokens
    start, end = tokens[found.first].start, tokens[max(found.last, found.end) - 1].end
    wrong = ((start, end),)
    part = next((p for p in clauses(document, sentence.index) if p[0].start <= start <= p[-1].start), document.of(sentence))
    left = [t for t in part if keys_of(t) and not start <= t.start < end]
    if left and len(left) <= _FEW and any(t.lemmas & _EVENTS for t in left):
        # «Задержка произошла» alone tells the client nothing; «посылка утеряна» does.
        whole = (sentence.start, sentence.end) if len(part) > len(document.of(sentence)) - 3 else (part[0].start, max(part[-1].end, end))
        yield Removable(*whole, _FEW, wrong, told=False)
    yield Removable(start, end, _FEW, wrong)


def _aside(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Повторяю ещё раз: …», «Как я уже говорил, …», «…, милочка»: words that punctuation sets apart from the rest."""
    text = document.text
    before = text[sentence.start : violation.start].rstrip()
    rest = text[violation.end : sentence.end]
    opens = not before.strip(' «"—–-')
    if (
        opens
        and (
            m := re.match(
                r"(?:\s+(?:ещё раз|еще раз|вам|снова|уже))*\s*(?:,\s*что\b|[,:—–])\s*(?:(?:поэтому|и поэтому|и|а|но|однако|зато|так что|в связи с чем|из-за чего|вследствие чего)\s+)?",
                rest,
            )
        )
        and rest[m.end() :].strip(" .!?")
    ):
        return sentence.start, violation.end + m.end()
    # «…, все вопросы к ним.»: a word or two of the same breath go along.
    lead = re.search(r",\s*((?:(?:а|и|но|это|все|всё|эти|любые|ваши|тут|уже)\s+){0,2})$", text[sentence.start : violation.start], re.IGNORECASE)
    if lead is not None and re.match(r"\s*[,.!?]", rest):
        return sentence.start + lead.start(1), violation.end
    return None


# What opens a remark on whose fault something is, or that it cannot be helped.
_REMARKS = {
    "no-blame-shifting": frozenset("это так и вы мы они он она их а но вина надо нужно следовало стоило к за маркетплейс сервис компания".split()),
    "forbidden-phrases": frozenset("без иначе а и раньше дальше остальное нас меня к такое всякое".split()),
}


def _remark(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«…, так что это Ваша вина», «…, Вы должны были сделать это сразу», «…, без этого ничем помочь не сможем»: what is added between commas."""
    tokens = document.of(sentence)
    inside = [i for i, t in enumerate(tokens) if violation.start <= t.start < violation.end]
    if not inside:
        return None
    first = next((i for i in range(inside[0], 0, -1) if tokens[i - 1].text in ",;—–"), 0)
    last = next((i for i in range(inside[-1] + 1, len(tokens)) if tokens[i].text in ",;.!?"), len(tokens))
    if not first or tokens[first].norm not in _REMARKS.get(violation.rule, ()) or any(t.kind in ("number", "code", "link") for t in tokens[first:last]):
        return None
    if not has_predicate(tokens[: first - 1]) or tokens[first - 1].text in "—–" and _topic(tokens[: first - 1]):
        return None
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].norm == "а":
        # «…, это их зона, а не наша»
        last = next((i for i in range(last + 1, len(tokens)) if tokens[i].text in ",;.!?"), len(tokens))
    # «… — это Ваша вина»: the dash goes along.
    return tokens[first - 1 if tokens[first - 1].text in "—–" else first].start, tokens[last - 1].end


def _topic(before: tuple[Token, ...]) -> bool:
    """«…, задержка с его стороны (— это не наша проблема)»: what the remark is about, with no predicate of its own."""
    comma = max((i for i, t in enumerate(before) if t.text in ",;"), default=-1)
    part = before[comma + 1 :]
    named = any(t.word is not None and t.word.top is not None and t.word.top.pos == "NOUN" and t.word.top.feats.get("Case") == "Nom" for t in part)
    return named and not has_predicate(part)


def _second_predicate(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Сотрудник ошибся и будет оштрафован»: the second of two predicates, when it is the one at fault."""
    tokens = document.of(sentence)
    joint = next(
        (
            i
            for i, t in enumerate(tokens)
            if t.norm == "и" and violation.start < t.start < violation.end and i and tokens[i - 1].text != "," and tokens[i - 1].norm != "так"
        ),
        None,
    )
    if joint is None or joint + 1 >= len(tokens) or not has_predicate((tokens[joint + 1],)):
        return None
    end = next((t.start for t in tokens[joint + 1 :] if t.text in ",;.!?"), sentence.end)
    return (tokens[joint].start, end) if has_predicate(tokens[:joint]) and end <= violation.end + 1 else None


def _joined_order(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Не берите трубку и не нервничайте»: the second of two things that the client is told."""
    tokens = document.of(sentence)
    at = next((i for i, t in enumerate(tokens) if t.start == violation.start), 0)
    if (
        at < 2
        or tokens[at - 1].norm != "и"
        or not any("imper" in t.tags for t in tokens[: at - 1])
        or has_predicate(tuple(t for t in tokens[at:] if t.start >= violation.end))
    ):
        return None
    return tokens[at - 1].start, violation.end


def _hearsay(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Наставник сказал, что решение будет завтра» → «решение будет завтра»."""
    tokens = document.of(sentence)
    if violation.start != sentence.start:
        return None
    at = next((i for i, t in enumerate(tokens) if t.start >= violation.end), len(tokens))
    if (
        at + 3 < len(tokens)
        and tokens[at].is_("сказать", "сообщить", "подтвердить", "ответить", "говорить")
        and tokens[at + 1].text == ","
        and tokens[at + 2].norm == "что"
    ):
        return sentence.start, tokens[at + 3].start
    return None
