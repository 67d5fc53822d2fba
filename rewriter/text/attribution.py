"""Whether a value still belongs to what the draft gives it to: «цена 3 200, доставка 450» must not come out the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rewriter.text.bounds import bound
from rewriter.text.citations import citations
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document
from rewriter.text.facts import Fact, facts_in
from rewriter.text.matching import ordinals_in, same
from rewriter.text.paper_forms import form_numbers
from rewriter.text.paraphrases import meanings
from rewriter.text.reading import Reading
from rewriter.text.relations import relations
from rewriter.text.segments import Segment, segments_in
from rewriter.text.superseded import superseded

_MONEY = frozenset(("amount", "free"))
_KINDS = frozenset(("amount", "free", "percent", "period", "time", "date", "number", "phone", "email", "link", "order", "tracking", "address", "schedule"))


def _kind(fact: Fact) -> str:
    return "money" if fact.kind in _MONEY else "code" if fact.kind in ("order", "tracking", "number") else fact.kind


# A text with more values of a kind than this is a table, not a statement.
_MOST = 40


def _surroundings(document: Document, kinds: frozenset[str]) -> list[tuple[Fact, frozenset[str]]]:
    """Each value of these kinds with the content keys of its segment (and of conditions beside it)."""
    values = [f for f in facts_in(document) if f.kind in _KINDS and _kind(f) in kinds]
    if len(values) > _MOST:
        return []
    by_sentence: dict[int, list[Segment]] = {}
    for segment in segments_in(document):
        by_sentence.setdefault(segment.sentence, []).append(segment)
    found = []
    for fact in values:
        sentence = document.sentence_at(fact.start)
        if sentence is None:
            continue
        segments = by_sentence.get(sentence.index, [])
        own = [s for s in segments if s.start <= fact.start < s.end + 2]
        at = segments.index(own[0]) if own else -1
        near = list(own)
        # «Отмена возможна до передачи, то есть до 12 ноября», «Сборка не входит, она стоит 1 900 ₽»: what the value belongs to stands before.
        before = at
        while own and before > 0 and segments[before - 1].kind == "main" and (_bare(segments[before], fact) or segments[before].tokens[0].norm in _ASIDE):
            before -= 1
            near += [segments[before]] if segments[before].tokens[0].norm not in _ASIDE else []
        # A condition before or behind belongs to the value's statement.
        near += [s for n, s in enumerate(segments) if own and s.kind == "cond" and abs(n - at) == 1]
        found.append((fact, _keys(near, fact, _bounds(document, values, fact, sentence.start, sentence.end))))
    return found


def _bare(segment: Segment, fact: Fact) -> bool:
    """Whether the value's segment names nothing of its own."""
    said = [t for t in segment.tokens if not fact.start <= t.start < fact.end]
    return (
        [t.norm for t in said[:2]] in (["то", "есть"], ["т", "е"])
        or any(t.norm in _THIRD for t in said[:2])
        or not any(t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "PROPN", "X") and not t.is_(*_PRICING) for t in said)
    )


# «…, как того требует порядок, …» stands between a value and what it belongs to.
_ASIDE = frozenset(("как", "что", "согласно"))
_THIRD = frozenset("он она оно они".split())


def _bounds(document: Document, values: list[Fact], fact: Fact, start: int, end: int) -> tuple[int, int]:
    """Where the value's own words begin and end beside other values of its kind: «обычная — 300 ₽, экспресс — 700 ₽»."""
    for other in values:
        if _kind(other) != _kind(fact) or not start <= other.start < end:
            continue
        low, high = (other.end, fact.start) if other.end <= fact.start else (fact.end, other.start)
        cut = next((t.start for t in document.between(low, high) if t.text in (",", ";") or t.norm in ("и", "а")), None)
        if cut is None:
            continue
        if other.end <= fact.start:
            start = max(start, cut)
        else:
            end = min(end, cut)
    return start, end


def _keys(segments: list[Segment], fact: Fact, bounds: tuple[int, int]) -> frozenset[str]:
    within = [s for s in segments if s.kind == "cond"]
    inside = [t for s in segments for t in s.tokens if (bounds[0] <= t.start < bounds[1] or s in within) and not fact.start <= t.start < fact.end]
    inside = [t for t in inside if _kind(fact) != "money" or not t.is_(*_PRICING)]
    without = {k for s in segments for k, r in relations(s).items() if r == {"without"}}
    return frozenset(f"-{k}" if k in without else k for t in inside for k in (*keys_of(t), *meanings(t.norm)))


# Beside money these say that it is money, not what for.
_PRICING = ("стоить", "стоимость", "цена", "плата", "взиматься", "взимать", "составлять", "составить", "обойтись", "выйти")


def misplaced(reply: Document, case: Reading) -> Iterator[tuple[Fact, Fact]]:
    """Values of the reply that stand where the draft has another one of their kind; both facts as (reply's, draft's rightful one)."""
    cited = [(case.draft.tokens[c.lead].start, case.draft.tokens[c.last - 1].end) for c in citations(case.draft)]
    cited += [*((f.start, f.end) for f in superseded(case.draft)), *form_numbers(case.draft.text, short=True)]
    several = Counter(kind for kind, _ in {(_kind(f), f.value) for f in case.draft_facts if f.kind in _KINDS and not _within(f, cited)})
    kinds = frozenset(kind for kind, count in several.items() if count > 1)
    if not kinds:
        return
    # The number of a cited article goes with the citation: nothing has taken its place.
    theirs = [(f, keys) for f, keys in _surroundings(case.draft, kinds) if not _within(f, cited)]
    mine = _surroundings(reply, kinds)
    topic = frozenset(k for t in case.client.words for k in keys_of(t))
    for fact, near in mine:
        rivals = [(f, keys) for f, keys in theirs if _kind(f) == _kind(fact)]
        own = [keys for f, keys in rivals if same(f, fact)]
        others = [
            (f, keys)
            for f, keys in rivals
            if not same(f, fact)
            and (f.value.startswith("month ") == fact.value.startswith("month "))
            and not any(same(f, g) for g, _ in rivals if same(g, fact))
            and not (f.kind == "number" and f.value in ordinals_in(reply))
        ]
        if len(own) != 1 or not others:
            continue
        for other, keys in others:
            mark_own, mark_other = own[0] - keys, keys - own[0]
            told = topic if _tell(mark_other, near, topic) else frozenset()
            if not mark_other & near or _tell(mark_own, near, told):
                continue
            if _tell(mark_own | _place(case.draft, fact, other, theirs), _sentence_keys(reply, fact), told) and not _in_one_sentence(reply, fact, other):
                continue  # «успеет самолёт: …, он долетит до 22-го»: what it belongs to stands elsewhere in its sentence
            if (limit := bound(reply, fact)) and any(same(f, fact) and bound(case.draft, f) == limit for f, _ in theirs) and bound(case.draft, other) != limit:
                continue  # «ждёт корзину от 2 000 ₽, а у вас 1 740 ₽»: it is still the least or the most that the draft has
            if fact.kind == "time" and _one_range(case.draft, fact, other, theirs):
                continue
            if not _swapped_back(other, mine, mark_own, mark_other) or any(same(other, f) and _together(reply, fact, f) for f, _ in mine):
                continue
            yield fact, other
            break


def _sentence_keys(document: Document, fact: Fact) -> frozenset[str]:
    sentence = document.sentence_at(fact.start)
    # The value's own words («бесплатно») say nothing of what it belongs to.
    return frozenset(k for t in document.of(sentence) if not fact.start <= t.start < fact.end for k in keys_of(t)) if sentence is not None else frozenset()


def _place(draft: Document, fact: Fact, other: Fact, theirs: list[tuple[Fact, frozenset[str]]]) -> frozenset[str]:
    """What the draft's whole sentence tells of a value, where that sentence does not hold the other one."""
    mine = next((f for f, _ in theirs if same(f, fact)), None)
    return frozenset() if mine is None or _in_one_sentence(draft, mine, other) else _sentence_keys(draft, mine) - _sentence_keys(draft, other)


def _in_one_sentence(document: Document, fact: Fact, other: Fact) -> bool:
    sentence = document.sentence_at(fact.start)
    return sentence is None or any(sentence.start <= f.start < sentence.end and (same(other, f) or _bare_sum(other, f)) for f in facts_in(document))


def _bare_sum(fact: Fact, number: Fact) -> bool:
    """«удержим 1800» where the draft has «1 800 руб.»."""
    return fact.kind == "amount" and number.kind in ("number", "order") and fact.value.split(" ")[0] == number.value


def _one_range(draft: Document, fact: Fact, other: Fact, theirs: list[tuple[Fact, frozenset[str]]]) -> bool:
    """«С 8:00 до 10:00» beside «с 10:00 до 14:00»: the two are ends of one stretch of time wherever one of them stands besides."""
    mine = [f for f, _ in theirs if same(f, fact)]
    return any(same(g, other) and any(abs(g.start - f.start) < _NEAR and _together(draft, f, g) for f in mine) for g, _ in theirs)


_NEAR = 16


def _within(fact: Fact, spans: list[tuple[int, int]]) -> bool:
    return any(start <= fact.start and fact.end <= end for start, end in spans)


def _together(document: Document, one: Fact, other: Fact) -> bool:
    """«Отчёт за месяц пришлём в течение 1 дня»: what stands round two values of one stretch is told of both."""
    low, high = sorted((one, other), key=lambda f: f.start)
    sentence = document.sentence_at(low.start)
    if low is high or sentence is None or high.start >= sentence.end:
        return False
    return not any(t.text in (",", ";", ":", "(") or t.norm in ("и", "а", "или") for t in document.between(low.end, high.start))


def _tell(marks: frozenset[str], near: frozenset[str], topic: frozenset[str]) -> frozenset[str]:
    """Telling words: what the client's question is about tells nothing."""
    return (marks & near) - topic


def _swapped_back(other: Fact, mine: list[tuple[Fact, frozenset[str]]], mark_own: frozenset[str], mark_other: frozenset[str]) -> bool:
    """Whether the rival value, too, has left its place, or is gone from the reply."""
    places = [near for fact, near in mine if same(other, fact)]
    return not places or any(not (near & mark_other) or bool(near & mark_own) for near in places)
