"""Denials that nobody spoke: the draft says of a thing what is, and the reply that it is not; and closing, loss, refusal where all is well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rewriter.text.actors import role
from rewriter.text.bounds import bound
from rewriter.text.claims import Claim, claims_in
from rewriter.text.concepts import key, keys_of
from rewriter.text.denials import client_believes, denies, softened, undone
from rewriter.text.document import Document, Token, read
from rewriter.text.facts import facts_in
from rewriter.text.families import opposed, root
from rewriter.text.matching import same
from rewriter.text.predicates import nominative
from rewriter.text.reading import Reading
from rewriter.text.segments import Segment, is_predicate, segments_in
from rewriter.text.sources import content_words, of_texts

_TIMES = ("неделя", "месяц", "год", "выходной", "сегодня", "завтра", "послезавтра", "вчера", "утро", "вечер", "сутки", "день", "ночь", "праздник")
_OF_WHICH = frozenset("то те тот та тех того все всё всех".split())
_POINTING = frozenset("это этого такого такой такая такую такие таких его ее их ему ей им него нее них".split())


_HARM = ("сбить", "потерять", "терять", "сломать", "испортить", "нарушить", "задеть")
_ALONE = frozenset("только лишь исключительно".split())
_NOT_LOST = "пропасть пропадать сгореть потеряться исчезнуть".split()
_KEEPS = frozenset(
    "зачислить зачисляться зачислять зачесть зачесться зачитываться засчитать засчитаться засчитываться сохранить сохраниться сохраняться остаться перенести переноситься вернуть вернуться возвращаться находиться храниться архив зачет".split()
)


def unheard_denials(reply: Document, case: Reading) -> Iterator[Claim]:
    """Claims of the reply that deny what the draft affirms, or of ourselves what nobody speaks of.

    A denial has its source in one of the draft or of the client: in their words any negation, antonym or limit that shares a word with
    it. Where all that shares a word with it affirms, and half of its words at least stand there, it turns the draft round.
    """
    denials = [c for c in claims_in(reply) if c.mode in ("isnot", "cannot") and not (c.inherited or c.doubtful)]
    if not denials:
        return
    opposed_there = {axis for t in case.draft.words for lemma in t.lemmas for axis in opposed(lemma)}
    known = of_texts(case)
    by_sentence: dict[int, list[Segment]] = {}
    for segment in segments_in(reply):
        by_sentence.setdefault(segment.sentence, []).append(segment)
    for claim in denials:
        near = by_sentence[claim.sentence]
        own = next((s for s in near if s.kind in ("main", "reason") and claim.start <= s.start and s.end <= claim.end and _negates(s)), None)
        if own is None or softened(own.tokens) or _lacking(own) or any(_negates(s) for s in near if s.kind == "cond") or _of_another_time(reply, own, case):
            continue
        if own.tokens[0].norm in ("что", "кто") and own.tokens[0].index > 1 and reply.tokens[own.tokens[0].index - 2].norm in _OF_WHICH:
            continue  # «то, что не потрачено, зачтём»: says which, and denies nothing
        if any(t.is_(*_NOT_LOST) for t in own.tokens) and not _KEEPS.isdisjoint(case.draft.lemmas):
            continue  # «переплата не пропадёт» where the draft has «зачтётся»
        if _is_if(reply, own) or client_believes(claim, case):
            continue
        if any(t.norm == "без" for t in own.tokens) and not any(t.norm == "без" for t in case.draft.words):
            continue  # «без паспорта не выдадут» says the same as «выдадут по паспорту»
        if any(t.norm == "ничего" for t in own.tokens) and any(t.is_(*_HARM) for t in own.tokens):
            continue  # «порядок у каждого свой, так что коллегам ничего не собьёте»
        if any(t.norm == "ничего" for t in own.tokens) and not _ALONE.isdisjoint(case.draft.norms):
            continue  # «права только на просмотр» → «увидит данные, но ничего не изменит»
        if any(t.norm in _POINTING for t in own.tokens) and any(_denying(d, own) for d in (case.draft, case.client)):
            continue  # «в планах этого нет», «поддержка его не спрашивает» point to what is told before
        # «Старую технику мы, к сожалению, не забираем»: what has no predicate of its own belongs to it.
        told = [t for s in near for t in s.tokens if s is own or not any(map(is_predicate, s.tokens))]
        if any(_marks(told) & said for document in (case.draft, case.client) for said in _denying(document, own)) or any(
            (name, -side) in opposed_there for name, side in claim.axes
        ):
            continue
        words = [t for t in content_words(tuple(told)) if not t.is_("быть", "мочь", "смочь")]
        held = sum(1 for t in words if known.holds(t))
        if words and (2 * held >= len(words) and held or _of_ourselves(own)):
            yield claim


def _is_if(reply: Document, own: Segment) -> bool:
    """«Не хочется ждать — рядом есть другой магазин»: a condition without its «если»."""
    first = next((t.norm for t in own.tokens if t.norm not in ("а", "и", "но")), "")
    end = own.tokens[-1].index + 1
    return first in ("не", "нет") and end < len(reply.tokens) and reply.tokens[end].text in ("—", "–")


def _marks(tokens: Iterable[Token]) -> frozenset[str]:
    """By what two stretches are seen to speak of the same: keys and roots of their words; that both name an operator tells nothing."""
    said = [t for t in tokens if t.word is None or role(t.word.lemma) is None]
    found = {k for t in said if (keys := keys_of(t)) for k in (*keys, *(root(lemma) for lemma in t.lemmas))}
    return frozenset(found | {k for t in said if (deed := undone(t.norm)) is not None for k in (key(deed), root(deed))})


@lru_cache(maxsize=64)
def _spoken(text: str, without: bool) -> tuple[frozenset[str], ...]:
    document = read(text)
    found, before = [], None
    for s in segments_in(document):
        if denies(t for t in s.tokens if not (without and t.norm == "без")):
            # «Возврат техники, входящей в перечень, не осуществляется»: what it is said of may stand before.
            led = before is not None and before.sentence == s.sentence and s.kind == "main" and not any(map(nominative, s.tokens)) and _said_of(before, s)
            found.append(_marks((*before.tokens, *s.tokens) if led and before is not None else s.tokens))
        before = s
    # «Нет, бандеролью пересылают до 2 кг»: the answer denies with all that its sentence says.
    return (*found, *(_marks(document.of(document.sentences[s.sentence])) for s in segments_in(document) if s.kind == "answer" and denies(s.tokens)))


def _said_of(subject: Segment, segment: Segment) -> bool:
    """Whether the stretch is the predicate of the one before: «… не осуществляется», not «…, ускорить не можем»."""
    tops = [t.word.top for t in segment.tokens if is_predicate(t) and t.word is not None and t.word.top is not None]
    return (
        not any(map(is_predicate, subject.tokens)) and bool(tops) and all(top.feats.get("Person") == "3" or top.feats.get("Variant") == "Short" for top in tops)
    )


def _denying(document: Document, own: Segment) -> tuple[frozenset[str], ...]:
    """The marks of each stretch that denies; where the reply has its «без» beside «не», the draft's «без» is no source of «не»."""
    return _spoken(document.text, any(t.norm == "без" for t in own.tokens))


def _lacking(segment: Segment) -> bool:
    """«Не хватает памяти» says of a lack that it is there."""
    return any(t.is_("хватать", "хватить", "доставать") for t in segment.tokens)


def _of_another_time(reply: Document, segment: Segment, case: Reading) -> bool:
    """«На этой неделе не приедет» denies nothing of «приедет в четверг», nor does «до четверга»."""
    if any(t.is_(*_TIMES) and t.lemmas.isdisjoint(case.draft.lemmas) for t in segment.tokens):
        return True
    for fact in facts_in(reply):
        if segment.start <= fact.start < segment.end and fact.kind in ("date", "time", "period", "schedule"):
            told = [f for f in case.draft_facts if f.kind == fact.kind and same(f, fact)]
            if not any(bound(case.draft, f) == bound(reply, fact) for f in told):
                return True
    return False


def _negates(segment: Segment) -> bool:
    return any(t.norm in ("не", "нет", "нельзя", "ни", "невозможно") for t in segment.tokens)


def _of_ourselves(segment: Segment) -> bool:
    """«Не пишем», «мы не получали»: what we do not do."""
    return any(_ours(t) and i and segment.tokens[i - 1].norm == "не" for i, t in enumerate(segment.tokens))


def _ours(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    return top is not None and top.pos == "VERB" and top.feats.get("Person") == "1" and not token.is_("мочь", "смочь")
