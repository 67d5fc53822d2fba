"""Whether what seems invented may be the draft's in freer words: then it is doubted, and not condemned."""

from __future__ import annotations

from collections.abc import Sequence

from rewriter.text.document import Document, Token
from rewriter.text.facts import facts_in
from rewriter.text.matching import stands_in
from rewriter.text.modality import operator
from rewriter.text.reading import Reading
from rewriter.text.segments import Segment
from rewriter.text.sources import Sources, content_words

# Deeds that a client counts on: promised without a source they are invented, whatever stands beside them.
GRAVE = frozenset(
    "возместить компенсировать перезвонить подарить начислить позвонить вернуть ускорить гарантировать бронировать доплатить выплатить простить списать удвоить оплатить заменить обменять отменить удалить заблокировать расторгнуть аннулировать снизить связаться".split()
)
_ENOUGH = 2
_NAMES = ("name", "place", "free")


def may_reword(reply: Document, start: int, end: int, segments: Sequence[Segment], case: Reading, told: Sources) -> bool:
    """Whether a statement, a step or a promise of the sentence that these segments make may be taken from the draft.

    It may where it tells a value of the draft («делается каждую ночь в половине третьего»), or where the rest of its sentence is the draft's
    and it names nothing new itself, or something known besides: «наверх занесём сами, за подъём доплачивать не придётся».
    """
    own = [t for s in segments for t in s.tokens if start <= t.start < end]
    if any(t.is_(*GRAVE) for t in own):
        return False
    if any(start <= f.start < end and f.kind not in _NAMES and stands_in(f, case.draft) for f in facts_in(reply)):
        return True
    beside = [t for s in segments if s.end <= start or s.start >= end for t in content_words(s.tokens) if not _modal(t)]
    if len(beside) < _ENOUGH or 2 * sum(map(told.bears, beside)) < len(beside):
        return False
    words = content_words(tuple(own))
    return any(map(told.bears, words)) or not any(map(_thing, words))


def _modal(token: Token) -> bool:
    """«придётся», «нужно», «можно»: says nothing that could be the draft's."""
    return token.is_("прийтись", "смочь", "мочь") or operator(token, False, before_infinitive=True) is not None


def _thing(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    return top is not None and top.pos in ("NOUN", "PROPN")
