"""What costs nothing in the draft and is paid for in the reply: «плата за выезд не взимается» — «выезд оплачивается отдельно».

Only where the draft tells of no payment at all: then nothing in the reply may be paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from rewriter.text.document import Document, Sentence
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat

_FREE = Expression(
    r"не (?:взима|оплачива|тарифициру)|(?:оплат|плат|доплат)\w{1,2} (?:за (?:\w{1,20} ){1,3})?не (?:взима|требу|потреб|бер|нужн|предусмотр)|плат(?:ить|а) (?:за (?:\w{1,20} ){1,3})?не (?:нужн|надо|потреб|прид)|"
    r"не (?:нужно|надо|требуется|придется) (?:ничего |вам )?(?:плат|опла|доплач)|бесплатн(?!\w+ (?:тариф|план|верси|пробн|период|подписк|доступ|звонк|лини|номер))|безвозмездн"
)
_PAID = Expression(
    r"(?<!не )(?<!\w)(?:оплачива(?:ется|ются) (?:отдельно|дополнительно|вами|по тарифу)|(?<!на )платн(?:ый|ая|ое|ые|о)(?!\w)(?! (?:тариф|план|верси|подписк|доступ))|(?:нужно|надо|придется|потребуется) (?:будет )?(?:до)?плат\w+|за (?:доплату|отдельную плату|дополнительную плату))"
)
_BONUS = Expression(r"бонус|балл|сертификат|промокод|наличн|карт")


class Charge(NamedTuple):
    """The sentence of the reply, and the one of the draft."""

    reply: Sentence
    draft: Sentence


def changed_charges(reply: Document, draft: Document) -> Iterator[Charge]:
    """Sentences of the reply that charge for what the draft gives free."""
    free = next((s for s in draft.sentences if _FREE.search(flat(s.text))), None)
    # «Доставка бонусами не оплачивается»: with what one pays is another question.
    if free is None or _BONUS.search(flat(free.text)) or _PAID.search(flat(draft.text)) or any(f.kind == "amount" for f in facts_in(draft)):
        return
    for sentence in reply.sentences:
        told = flat(sentence.text)
        if _PAID.search(told) and not _FREE.search(told):
            yield Charge(sentence, free)


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def both_free(reply: Document, mine: _Stretch, draft: Document, theirs: _Stretch) -> bool:
    """«(Период) бесплатный» and «плата не взимается»: one has a «не», and both say the same."""
    return all(_FREE.search(flat(document.text[s.start : s.end])) for document, s in ((reply, mine), (draft, theirs)))
