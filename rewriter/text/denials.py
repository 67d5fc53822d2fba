"""A value that the draft tells of something done, and the reply of something not done: «рассмотрим за 30 дней» → «за 30 дней не рассмотрят»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from rewriter.text import morph
from rewriter.text.bounds import bound
from rewriter.text.claims import Claim, claims_in
from rewriter.text.courtesy import is_apology
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.facts import Fact, facts_in
from rewriter.text.matching import same
from rewriter.text.reading import Reading

_KINDS = frozenset(("date", "time", "period", "amount", "percent", "phone", "address", "postcode", "tracking", "order", "email", "link", "schedule"))
# Where one of these stands, the draft may deny, too, in words of its own.
_DENYING = frozenset("не ни нет нельзя без кроме только лишь исключительно пока".split())
_DENIES = (
    "невозм", "отсут", "запре", "недос", "исклю", "отмен", "аннул", "прекр", "закры", "отказ", "откло", "бесплат", "безвозм", "приостан", "истек", "истеч", "оконч", "законч", "заверш", "просроч", "неуда", "неусп", "ограни", "лимит", "предел", "максим",
    "миним", "меньш", "больш", "менее", "более", "свыше", "ранее", "раньше", "позднее", "позже", "неисп", "сбой", "ошиб", "отключ", "заблок", "удал", "утра", "потер", "освобо",
)  # fmt: skip


def denies(tokens: Iterable[Token]) -> bool:
    """Whether a stretch denies, limits or undoes something in any words."""
    return any(t.norm in _DENYING or t.norm.startswith(_DENIES) or undone(t.norm) is not None for t in tokens if t.kind == "word")


@lru_cache(maxsize=4_096)
def undone(form: str) -> str | None:
    """The deed that has not been done to a thing: «невскрытой» → «вскрыть»; None where the word is none such."""
    if not form.startswith("не") or len(form) <= _SHORT:
        return None
    word = morph.word(form)
    if word.top is None or word.top.pos not in ("ADJ", "VERB") or not word.lemma.startswith("не"):
        return None
    return next((p.lemma for p in morph.word(form[2:]).parses if p.feats.get("VerbForm") == "Part"), None)


_SHORT = 7


def _denies(document: Document, sentence: Sentence) -> bool:
    return denies(document.of(sentence))


def _limits(document: Document, claim: Claim) -> bool:
    return softened(document.between(claim.start, claim.end))


def softened(tokens: Iterable[Token]) -> bool:
    """«Не приедет раньше 5 мая», «ещё не пришла», «невозможно не улыбнуться»: no plain denial."""
    tokens = tuple(tokens)
    if any((a.norm in ("невозможно", "нельзя") or a.is_("мочь")) and b.norm == "не" for a, b in pairwise(tokens)):
        return True
    return any(t.norm in _SOFT or t.norm.startswith(("раньш", "ранее", "поздн", "позже", "больш", "более", "дольш", "менее", "меньш")) for t in tokens)


_SOFT = frozenset("пока сих еще только лишь уже если когда чтобы".split())


def unheard_bans(reply: Document, case: Reading) -> Iterator[Claim]:
    """Prohibitions where the draft forbids and denies nothing at all."""
    bans = [
        c
        for c in claims_in(reply)
        if c.mode == "cannot" and not c.inherited and not c.doubtful and not c.past and not _limits(reply, c) and not _otherwise(reply, c)
    ]
    if bans and not any(_denies(case.draft, s) for s in case.draft.sentences) and not any(_denies(case.client, s) for s in case.client.sentences):
        yield from bans


def _otherwise(document: Document, claim: Claim) -> bool:
    """«Откройте доступ, иначе ремонт не начать»: what would be without it."""
    return any(t.norm == "иначе" for t in document.between(claim.start, claim.end))


def denied_values(reply: Document, case: Reading) -> Iterator[tuple[Claim, Fact]]:
    """Claims that deny something of a value of which the draft denies nothing, each with the draft's value."""
    denials = [c for c in claims_in(reply) if c.mode in ("isnot", "cannot") and not c.inherited and not c.doubtful and not _limits(reply, c)]
    if not denials:
        return
    claims = claims_in(reply)
    for claim in denials:
        if client_believes(claim, case) or is_apology(reply.sentences[claim.sentence].text):
            continue  # «За то, что так долго не отвечали, просим прощения»
        sentence = reply.sentences[claim.sentence]
        alone = sum(c.sentence == claim.sentence for c in claims) == 1
        start, end = (sentence.start, sentence.end) if alone else (claim.start, claim.end)
        for fact in facts_in(reply):
            if not start <= fact.start < end or fact.kind not in _KINDS:
                continue
            # «До 14 мая не поступит» denies nothing of «поступит 14 мая».
            told = [f for f in case.draft_facts if f.kind == fact.kind and same(f, fact) and bound(case.draft, f) == bound(reply, fact)]
            places = [s for f in told if (s := case.draft.sentence_at(f.start)) is not None]
            if places and not any(_denies(case.draft, s) for s in places):
                yield claim, told[0]
                break


def client_believes(claim: Claim, case: Reading) -> bool:
    """«Почему пропала строка?» — «Строка не пропала: …», «Посылка застряла?» — «не застряла»: the client is set right, and the draft says nothing of it."""
    return (
        claim.past
        and any(c.past and c.mode == "is" and c.roots & claim.roots for c in claims_in(case.client))
        and not any(d.roots & claim.roots for d in claims_in(case.draft))
    )
