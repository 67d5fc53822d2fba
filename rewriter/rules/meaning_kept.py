"""meaning-kept: the reply says what the draft says, no more and nothing else (002 rule 1, 003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.attribution import misplaced
from rewriter.text.bounds import turned_limits
from rewriter.text.carriers import changed_carriers
from rewriter.text.charges import changed_charges
from rewriter.text.denials import denied_values, unheard_bans
from rewriter.text.document import Document
from rewriter.text.inventions import Kind, inventions
from rewriter.text.lost_conditions import lost_conditions, widened
from rewriter.text.payers import changed_payers
from rewriter.text.polarity import FlipKind, exchanged, flips
from rewriter.text.reading import Reading
from rewriter.text.receivers import changed_receivers
from rewriter.text.sums import changed_sums
from rewriter.text.unheard import unheard_denials
from rewriter.text.verbatim import verbatim

_TURNED: dict[FlipKind, str] = {
    "sign": "Смысл перевёрнут",
    "duty": "Обязанность изменена",
    "right": "Право стало обязанностью",
    "doer": "Подменено, кто это делает",
    "condition": "Условие перевёрнуто",
}

_ADDED: dict[Kind, str] = {
    "promise": "Обещание, которого нет в черновике.",
    "step": "Действие клиента, которого нет в черновике.",
    "question": "Вопрос, которого нет в черновике.",
    "reason": "Причина, которой нет в черновике.",
    "doer": "В черновике этого не делает никто другой: исполнитель выдуман.",
    "sentence": "У этого предложения нет источника ни в черновике, ни в сообщении клиента.",
}


@rule("meaning-kept", number=37, title="Смысл не изменён", source="002, 003")
def meaning_kept(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Вежливый ответ с другим смыслом хуже сухого черновика: клиент поступит так, как в нём сказано."""
    if not case.case.draft.strip():
        raise NotJudged("нет черновика")
    if case.case.reply is None:
        raise NotJudged("проверяется сам черновик")
    seen: list[tuple[int, int]] = []
    for found in (
        *_flipped(reply, case),
        *_denied(reply, case),
        *_turned(reply, case),
        *_given(reply, case),
        *_misplaced(reply, case),
        *_detached(reply, case),
        *_invented(reply, case),
    ):
        if verbatim(reply, found.start, case.draft):
            continue
        # One stretch, one finding: what is turned round is not invented besides.
        if not any(a < found.end and found.start < b for a, b in seen):
            seen.append((found.start, found.end)) if found.severity is None else None
            yield found


def _flipped(reply: Document, case: Reading) -> Iterator[Found]:
    for flip in flips(reply, case):
        said = case.draft.text[flip.draft.start : flip.draft.end]
        yield Found(flip.reply.start, flip.reply.end, f"{_TURNED[flip.kind]}: в черновике «{said}».", severity="warning" if flip.doubtful else None)

    if (swap := exchanged(reply, case)) is not None and not swap.doubtful:
        yield Found(swap.reply.start, swap.reply.end, f"{_TURNED[swap.kind]}: в черновике «{case.draft.text[swap.draft.start : swap.draft.end]}».")


def _misplaced(reply: Document, case: Reading) -> Iterator[Found]:
    for fact, other in misplaced(reply, case):
        yield Found(fact.start, fact.end, f"Значение стоит не на своём месте: в черновике здесь «{other.text}».")


def _denied(reply: Document, case: Reading) -> Iterator[Found]:
    for claim, fact in denied_values(reply, case):
        said = case.draft.sentence_at(fact.start)
        yield Found(claim.start, claim.end, f"Смысл перевёрнут: в черновике «{said.text if said else fact.text}».")
    for ban in unheard_bans(reply, case):
        yield Found(ban.start, ban.end, "Запрета в черновике нет.")
    for denial in unheard_denials(reply, case):
        yield Found(denial.start, denial.end, "Смысл перевёрнут: в черновике этого никто не отрицает.")


def _turned(reply: Document, case: Reading) -> Iterator[Found]:
    for turned in turned_limits(reply, case):
        said = case.draft.sentence_at(turned.draft.start)
        yield Found(turned.start, turned.end, f"Граница перевёрнута: в черновике «{said.text if said else turned.draft.text}».")


def _detached(reply: Document, case: Reading) -> Iterator[Found]:
    for sentence, condition in (*lost_conditions(reply, case), *widened(reply, case)):
        yield Found(sentence.start, sentence.end, f"Условие потеряно: в черновике «{condition}».")


def _given(reply: Document, case: Reading) -> Iterator[Found]:
    for paid, other in changed_payers(reply, case.draft):
        yield Found(paid.start, paid.end, f"Подменено, кто платит: в черновике «{case.draft.text[other.start : other.end]}».")
    for charge in changed_charges(reply, case.draft):
        yield Found(charge.reply.start, charge.reply.end, f"Смысл перевёрнут: в черновике «{charge.draft.text}».")
    for mine, fetched in changed_carriers(reply, case.draft):
        yield Found(mine.start, mine.end, f"Подменено, кто это делает: в черновике «{case.draft.text[fetched.start : fetched.end]}».")
    for sum_, meant_sum in changed_sums(reply, case.draft):
        said = case.draft.sentence_at(meant_sum.start)
        yield Found(sum_.start, sum_.end, f"Сумма значит другое: в черновике «{said.text if said else meant_sum.text}».")
    for token, meant in changed_receivers(reply, case.draft):
        yield Found(token.start, token.end, f"Подменено, кому это достанется: в черновике «{meant.text}».")


def _invented(reply: Document, case: Reading) -> Iterator[Found]:
    for found in inventions(reply, case):
        yield Found(found.start, found.end, _ADDED[found.kind], severity="warning" if found.doubtful else None)
