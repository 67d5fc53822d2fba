"""What will not be, where it could be said what will: «без оплаты не отправим», «до вторника не доставим», «пока не проверим, не вернём»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from rewriter.text import framing_words as known
from rewriter.text import morph
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.facts import facts_in, may_tell_time
from rewriter.text.noun_chains import shape
from rewriter.text.quotes import in_quotes

# without: «без X не …»; until: «пока не …, не …»; unless: «если не …, не …»; time: «до X не …», «сегодня не …»; otherwise: «иначе не …»;
# only: «будет только X»; earlier: «не раньше X».
Kind = Literal["without", "until", "unless", "time", "otherwise", "only", "earlier"]

TRIGGERS = frozenset(("не", "нельзя", "невозможный", "только", "лишь", "недоступный"))
_IT = frozenset("него нее них этого того".split())
_OFF = frozenset("невозможный недоступный".split())
_NEAR = 4


class Framing(NamedTuple):
    """A statement of what will not be. `bound`: the words of its condition or time; `sentence`: index of its sentence."""

    kind: Kind
    start: int
    end: int
    bound: tuple[Token, ...]
    sentence: int


class _Denied(NamedTuple):
    first: int  # place of «не» or «нельзя» in the clause
    verb: int
    known: bool = True  # a deed that clients wait for; else any that is not good news


def framings(document: Document) -> Iterator[Framing]:
    """The statements in reading order, at most one a clause."""
    if document.lemmas.isdisjoint(TRIGGERS):
        return
    for sentence in [document.sentences[n] for n in dict.fromkeys(t.sentence for t in document.having(TRIGGERS))]:
        tokens = document.of(sentence)
        if any(not t.lemmas.isdisjoint(known.SAFE) for t in tokens) or tokens[-1].text == "?":
            continue
        parts = clauses(document, sentence.index)
        waits = {n for n, part in enumerate(parts) if _waits(part)}
        for n, part in enumerate(parts):
            if _opener(part) in known.CONDITIONS:
                continue
            found = _in_clause(document, part, sentence.index)
            if found is None and (denied := _denied(part)) is not None:
                near = next((w for w in (n - 1, n + 1) if w in waits), None)
                if near is not None:
                    both = (parts[near], part) if near < n else (part, parts[near])
                    kind: Kind = "unless" if _opener(parts[near]) == "если" else "until"
                    found = Framing(kind, both[0][0].start, _last(both[1]).end, parts[near], sentence.index)
                elif denied.known and _last(part).norm in ("раньше", "ранее") and n + 1 < len(parts) and parts[n + 1][0].norm == "чем":
                    found = Framing("until", part[denied.first].start, _last(parts[n + 1]).end, parts[n + 1], sentence.index)
                elif denied.known and any(t.norm == "иначе" for t in part[: denied.first]) or [t.norm for t in part[:3]] == ["в", "противном", "случае"]:
                    found = Framing("otherwise", part[0].start, part[denied.verb].end, (), sentence.index)
            if found is not None and not in_quotes(document, found.start):
                yield found


def told_otherwise(document: Document, found: Framing) -> bool:
    """Whether the reply itself says when it will be, in the same sentence or the next: then it can begin with that."""
    sentences = document.sentences[found.sentence : found.sentence + 2]
    rest = [t for s in sentences for t in document.of(s) if not found.start <= t.start < found.end]
    if found.kind not in ("time", "only", "earlier"):
        return False
    times = _times(document)
    near = times[bisect_left(times, (sentences[0].start,)) : bisect_left(times, (sentences[-1].end,))]
    timed = any(kind in ("date", "time") and not found.start <= a < found.end for a, _, kind in near)
    return timed or any(not t.lemmas.isdisjoint(known.WEEKDAYS | known.DAYS) for t in rest)


def _in_clause(document: Document, part: tuple[Token, ...], sentence: int) -> Framing | None:
    """What the clause alone shows."""
    denied = _denied(part)
    if denied is not None:
        if _outage(part, denied):
            return None
        bound = _without(part)
        kind: Kind = "without"
        if bound and _guarded(bound, part[denied.verb]):
            return None
        if not bound:
            bound, kind = _time(document, part, denied) or _scheduled(document, part, denied, sentence), "time"
        if bound:
            first, last = min(bound[0].start, part[denied.first].start), max(bound[-1].end, part[_complete(part, denied.verb)].end)
            found = Framing(kind, first, last, bound, sentence)
            return found if denied.known or (kind == "without" and not bound[-1].lemmas.isdisjoint(known.NEEDED)) or told_otherwise(document, found) else None
    for i, token in enumerate(part):
        if token.norm in ("только", "лишь"):
            bound = _later(document, part, i)
            return Framing("only", token.start, bound[-1].end, bound, sentence) if bound else None
        if token.norm == "не" and i + 1 < len(part) and part[i + 1].norm in ("раньше", "ранее"):
            bound = _from(document, part, i + 2)
            return Framing("earlier", token.start, bound[-1].end, bound, sentence) if bound else None
    return None


def _outage(part: tuple[Token, ...], denied: _Denied) -> bool:
    """«Сервер был недоступен 14 мая», «недоступен с 9:15»: what has happened, not what will not be."""
    if part[denied.first].lemmas.isdisjoint(_OFF):
        return False
    after = part[denied.first + 1].norm if denied.first + 1 < len(part) else ""
    return after in ("с", "со") or any(t.norm in ("был", "была", "было", "были") for t in part)


def _guarded(bound: tuple[Token, ...], verb: Token) -> bool:
    """«Без Вашего подтверждения подписку не продлим»: a protection, no refusal."""
    return any(t.is_("ваш") for t in bound) and not bound[-1].lemmas.isdisjoint(known.WORD) and not _deeds(verb.norm).isdisjoint(known.GUARDED)


def _scheduled(document: Document, part: tuple[Token, ...], denied: _Denied, sentence: int) -> tuple[Token, ...]:
    """«Сегодня магазин не работает»: a present that stands for what will be, where the reply itself says what time is the better one."""
    if part[denied.first].norm != "не" or any(t.norm in ("сейчас", "пока", "еще") or not t.lemmas.isdisjoint(known.THINGS) for t in part):
        return ()
    for i, token in enumerate(part):
        ahead = part[i + 1 : i + 2]
        if token.norm in known.DAYS:
            bound: tuple[Token, ...] = (token,)
        elif token.norm in ("в", "во", "на", "по") and ahead and not ahead[0].lemmas.isdisjoint(known.WEEKDAYS):
            bound = part[i : i + 2]
        else:
            continue
        first, last = min(bound[0].start, part[denied.first].start), max(bound[-1].end, part[denied.verb].end)
        return bound if told_otherwise(document, Framing("time", first, last, bound, sentence)) else ()
    return ()


def _complete(part: tuple[Token, ...], verb: int) -> int:
    """Place of the infinitive that «не сможем» leads to, else of the verb itself."""
    if part[verb].lemmas.isdisjoint(known.MODAL):
        return verb
    return next((n for n in range(verb + 1, min(verb + 4, len(part))) if "inf" in part[n].tags), verb)


def _opener(part: tuple[Token, ...]) -> str:
    words = [t.norm for t in part[:3] if t.kind == "word"]
    return words[1] if len(words) > 1 and words[0] in ("и", "а", "но", "то") else words[0] if words else ""


def _last(part: tuple[Token, ...]) -> Token:
    """The clause's last word, its closing punctuation aside."""
    return next((t for t in reversed(part) if t.kind != "punct"), part[-1])


def _waits(part: tuple[Token, ...]) -> bool:
    """«пока не поступит оплата», «если не оплатите»."""
    words = [t.norm for t in part if t.kind == "word"]
    at = next((i for i, w in enumerate(words[:5]) if w in ("пока", "если")), None)
    return at is not None and not {"не", "нет"}.isdisjoint(words[at + 1 : at + 1 + _NEAR])


@lru_cache(maxsize=4_096)
def _ahead_form(form: str) -> str | None:
    """The person of a form of what is or will be: «доставим» 1, «придёт» 3; None for other forms."""
    return next(
        (
            p.feats.get("Person")
            for p in morph.word(form).parses
            if p.pos in ("VERB", "AUX") and p.feats.get("Mood") == "Ind" and p.feats.get("Tense") in ("Fut", "Pres")
        ),
        None,
    )


@lru_cache(maxsize=4_096)
def _deeds(form: str) -> frozenset[str]:
    """The lemmas of a form, reflexive verbs also without -ся."""
    lemmas = morph.word(form).lemmas
    return lemmas | {x[:-2] for x in lemmas if x.endswith(("ся", "сь")) and x not in known.APART}


def _denied(part: tuple[Token, ...]) -> _Denied | None:
    """The first deed that the clause denies: «не доставим», «не будет отправлен», «нельзя забрать», «вход невозможен»."""
    for i, token in enumerate(part):
        if token.norm == "нельзя":
            verb = next((n for n in range(i + 1, min(i + 1 + _NEAR, len(part))) if not _deeds(part[n].norm).isdisjoint(known.GOT | known.DEEDS)), None)
            before = next((n for n in range(i - 1, max(-1, i - 1 - _NEAR), -1) if not _deeds(part[n].norm).isdisjoint(known.GOT | known.DEEDS)), None)
            if verb is not None:
                return _Denied(i, verb)
            if before is not None:
                return _Denied(before, i)
        if not token.lemmas.isdisjoint(_OFF) and token.word is not None and not (i + 1 < len(part) and part[i + 1].norm == "не"):
            return _Denied(i, i)
        if token.norm != "не" or i + 1 >= len(part):
            continue
        verb = i + 1
        person = _ahead_form(part[verb].norm)
        lemmas = _deeds(part[verb].norm)
        if "быть" in lemmas and person in ("1", "3"):
            # «не будет отправлен», «не будем отправлять», «отправлен не будет»
            verb = next(
                (
                    n
                    for n in (*range(i + 2, min(i + 5, len(part))), i - 1)
                    if n >= 0 and not _deeds(part[n].norm).isdisjoint(known.DEEDS | {"готовый", "доступный"})
                ),
                -1,
            )
            if verb >= 0:
                return _Denied(min(i, verb), max(verb, i + 1))
            done = any(_infinitive(t) for t in part[i + 2 : i + 5])
            if not done and any(not t.lemmas.isdisjoint(known.COMING) for t in part[max(0, i - 2) : i + 4]):
                return _Denied(i, i + 1)
            continue
        if person is None:
            # «без трек-номера посылку не найти»
            if _infinitive(part[verb]) and lemmas.isdisjoint(known.SPARED - {"увидеть", "узнать"}) and any(t.norm == "без" for t in part):
                return _Denied(i, verb)
            # «не свободна до среды», but not «не готовы ждать»
            if not lemmas.isdisjoint(known.READY) and _short(part[verb].norm) and not (verb + 1 < len(part) and _infinitive(part[verb + 1])):
                return _Denied(i, verb)
            continue
        if person != "2" and _will_be(part[verb].norm) and lemmas.isdisjoint(known.SPARED | known.DEEDS | known.MODAL | known.APART):
            return _Denied(i, verb, known=False)
        if not lemmas.isdisjoint(known.DEEDS if person != "2" else known.GOT) or not lemmas.isdisjoint(known.MODAL):
            return _Denied(i, verb)
    return None


@lru_cache(maxsize=4_096)
def _will_be(form: str) -> bool:
    return any(p.pos == "VERB" and p.feats.get("Tense") == "Fut" for p in morph.word(form).parses)


@lru_cache(maxsize=64)
def _short(form: str) -> bool:
    return any(p.feats.get("Variant") == "Short" for p in morph.word(form).parses)


def _infinitive(token: Token) -> bool:
    return "inf" in token.tags


def _without(part: tuple[Token, ...]) -> tuple[Token, ...]:
    """«без паспорта», «без Вашего подтверждения»: what is needed for the deed, up to its noun."""
    for i, token in enumerate(part):
        if token.norm == "без" and i + 1 < len(part):
            if part[i + 1].norm in _IT:
                return part[i : i + 2]
            noun = next((n for n in range(i + 1, min(i + 1 + _NEAR, len(part))) if not shape(part[n].norm).modifier), None)
            if noun is not None and _needed(part[noun]):
                return part[i : noun + 1]
    return ()


def _needed(token: Token) -> bool:
    """A thing or a deed, no person: «без паспорта», «без визита»."""
    if not shape(token.norm).noun:
        return False
    named = not token.lemmas.isdisjoint(known.NEEDED) or shape(token.norm).deed is not None
    person = any(p.feats.get("Animacy") == "Anim" for p in token.word.parses) if token.word is not None else True
    return named or (not person and token.lemmas.isdisjoint(known.NEVER))


def _stretch(part: tuple[Token, ...], denied: _Denied) -> tuple[Token, ...]:
    """The clause up to the comma behind the denied deed: what comes after it has a time of its own."""
    marks = [
        n
        for n, t in enumerate(part)
        if t.kind == "punct" and t.text in ",:;—–(" and not (0 < n < len(part) - 1 and part[n - 1].kind == part[n + 1].kind == "number")
    ]
    first = next((n + 1 for n in reversed(marks) if n < denied.first and part[n].text != ","), 0)
    last = next((n for n in marks if n > denied.verb), len(part))
    return part[first:last]


@lru_cache(maxsize=64)
def _times(document: Document) -> tuple[tuple[int, int, str], ...]:
    """Start, end and kind of the text's dates, times and terms."""
    return tuple((f.start, f.end, f.kind) for f in facts_in(document) if f.kind in known.TIMES)


def dated(document: Document, at: int) -> bool:
    """Whether a date or time covers this code point."""
    times = _times(document)
    n = bisect_left(times, (at + 1,)) - 1
    return n >= 0 and times[n][1] > at and times[n][2] in ("date", "time")


def _timed(document: Document, part: tuple[Token, ...]) -> list[tuple[str, int, int]]:
    """The clause's dates, times and terms: kind and span."""
    if not may_tell_time(part):
        return []
    times = _times(document)
    first = bisect_left(times, (part[0].start,))
    last = bisect_left(times, (part[-1].end,))
    return [(kind, a, b) for a, b, kind in times[first:last]]


def _time(document: Document, part: tuple[Token, ...], denied: _Denied) -> tuple[Token, ...]:
    """When it will not be: «сегодня», «до вторника», «на этой неделе», «5 мая»; a schedule («по выходным») only where it is of the future."""
    future = any(p.feats.get("Tense") == "Fut" for p in _verb_parses(part[denied.verb])) or any(t.norm in ("будет", "будут", "будем") for t in part)
    off = part[denied.first].norm != "не"
    part = _stretch(part, denied)
    timed = _timed(document, part)
    for i, token in enumerate(part[:-1]):
        skip = next((n for n in range(i + 1, min(i + 3, len(part))) if not shape(part[n].norm).modifier), i + 1) if token.norm == "до" else i + 1
        skip += 2 if [t.text for t in part[skip + 1 : skip + 2]] == ["%"] else 0
        ahead = part[skip : skip + 2]
        if not ahead:
            continue
        if token.norm in ("раньше", "ранее", "до") and not (i and part[i - 1].norm in ("даже", "и")):
            event = token.norm == "до" and (
                not ahead[0].lemmas.isdisjoint(known.EVENTS) or shape(ahead[0].norm).deed or not ahead[0].lemmas.isdisjoint(known.NEEDED)
            )
            if ahead[0].word is not None and (event or not ahead[0].lemmas.isdisjoint(known.WEEKDAYS | known.DAYS | known.SPANS | known.MONTHS)):
                return part[i : skip + 1]
            if len(ahead) > 1 and ahead[0].kind == "number" and ahead[1].is_("число"):
                return part[i : i + 3]
            end = next((b for _, a, b in timed if a <= ahead[0].start < b), None)
            if end is not None and not (i and part[i - 1].kind == "number"):
                return tuple(t for t in part[i:] if t.start < end)
        elif (future or off) and token.norm in ("в", "во", "на"):
            if not ahead[0].lemmas.isdisjoint(known.WEEKDAYS):
                return part[i : i + 2]
            if len(ahead) > 1 and not ahead[1].lemmas.isdisjoint(known.SPANS | known.WEEKDAYS) and ahead[0].is_("этот", "ближайший", "следующий", "текущий"):
                return part[i : i + 3]
    if not (future or off):
        return ()
    if day := next((t for t in part if t.norm in known.DAYS), None):
        return (day,)
    exact = [(a, b) for kind, a, b in timed if kind != "period" or future]
    return tuple(t for t in part if exact[0][0] <= t.start < exact[0][1]) if exact else ()


def _verb_parses(token: Token) -> tuple[morph.Parse, ...]:
    return tuple(p for p in (token.word.parses if token.word is not None else ()) if p.pos in ("VERB", "AUX"))


def _from(document: Document, part: tuple[Token, ...], i: int) -> tuple[Token, ...]:
    """What stands behind «не раньше»: a date, a time, a weekday, «чем через 3 дня»; nothing where it is asked of the client."""
    told = any(_ahead_form(t.norm) in ("1", "3") or t.is_("готовый") for t in part)
    # «Доставка в Ваш город — не раньше среды»
    named = all(t.word is None or t.word.top is None or t.word.top.pos not in ("VERB", "AUX") for t in part) and any(
        shape(t.norm).deed or not t.lemmas.isdisjoint(known.COMING) for t in part
    )
    if i >= len(part) or not (told or named):
        return ()
    at = i + 1 if part[i].norm == "чем" and i + 1 < len(part) else i
    at = at + 1 if part[at].norm in ("через", "в") and at + 1 < len(part) else at
    if not part[at].lemmas.isdisjoint(known.WEEKDAYS | known.DAYS):
        return part[i : at + 1]
    end = next((b for _, a, b in _timed(document, part) if a <= part[at].start < b), None)
    return tuple(t for t in part[i:] if t.start < end) if end is not None else ()


def _later(document: Document, part: tuple[Token, ...], i: int) -> tuple[Token, ...]:
    """The time that «только» puts off: «только в понедельник», «только на следующей неделе», «только после оплаты»; of what will be once, no schedule."""
    if i and part[i - 1].norm in ("как", "не"):
        return ()
    if not any(_future_deed(t) for t in part):
        return ()
    ahead = part[i + 1 : i + 4]
    if not ahead or ahead[0].norm in ("сегодня", "сейчас"):
        return ()
    if ahead[0].norm in known.DAYS:
        return ahead[:1]
    if ahead[0].norm in ("после", "через"):
        return ahead[:2]
    if ahead[0].norm in ("в", "во", "на", "к", "с") and len(ahead) > 1:
        if not ahead[1].lemmas.isdisjoint(known.WEEKDAYS):
            return ahead[:2]
        if len(ahead) > 2 and not ahead[2].lemmas.isdisjoint(known.SPANS) and ahead[1].is_("следующий", "будущий"):
            return ahead[:3]
        ahead = ahead[1:]
    end = next((b for _, a, b in _timed(document, part) if ahead and a <= ahead[0].start < b), None)
    return tuple(t for t in part[i + 1 :] if t.start < end) if end is not None else ()


def _future_deed(token: Token) -> bool:
    if token.is_("готовый"):
        return True
    return any(p.feats.get("Tense") == "Fut" for p in _verb_parses(token)) and not _deeds(token.norm).isdisjoint(known.DEEDS | {"смочь", "быть"})
