"""Claims of the draft that deny nothing of a claim of the reply, though they share its words: of another day, of how to pay."""

from __future__ import annotations

from rewriter.text.claims import Claim
from rewriter.text.document import Document
from rewriter.text.fact_patterns import WEEKDAYS
from rewriter.text.families import root


def of_other_days(source: Document, draft: Claim, reply: Document, claim: Claim) -> bool:
    """«В воскресенье не принимают» denies nothing of Saturday."""
    theirs, mine = ({x for t in d.between(c.start, c.end) for x in t.lemmas & WEEKDAYS.keys()} for d, c in ((source, draft), (reply, claim)))
    return bool(theirs) and bool(mine) and theirs.isdisjoint(mine)


def priced(draft: Claim, claim: Claim, source: Document) -> bool:
    """«Нужно заплатить 310 ₽» tells the price that stands elsewhere; «оплатить можно картой» is no right not to pay."""
    sums = {k for k in claim.words if k.isdigit()} - draft.words
    told = {t.norm.replace(" ", "") for t in source.tokens if t.kind == "number"}
    return claim.mode == "must" and draft.mode in ("can", "advise") and bool(sums) and bool(claim.roots & _PAYING) and sums <= told


_PAYING = frozenset(root(x) for x in "заплатить оплатить платить доплатить отдать внести".split())


_WAITING = root("ждать")


def wait_for_others(draft: Claim, reply: Claim) -> bool:
    """«Ожидайте СМС» and «ждём поставку»: two who wait for two things."""
    return _WAITING in reply.roots and bool(draft.things and reply.things) and not (draft.things & reply.things) - reply.head_keys
