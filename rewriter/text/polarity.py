"""Whether the reply turns round what the draft says: negation, permission, duty, doer; and the yes or no of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rewriter.text.actors import CLIENT
from rewriter.text.alignment import Pairing, candidates, closer
from rewriter.text.charges import both_free
from rewriter.text.claims import EXCEPTIONS, WHOLE, Claim, claims_in
from rewriter.text.concepts import key as key_of
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Token
from rewriter.text.families import root
from rewriter.text.modality import Mode
from rewriter.text.other_matters import of_other_days, priced, wait_for_others
from rewriter.text.reading import Reading
from rewriter.text.yesno import answered_claims, contrary_answers

FlipKind = Literal["sign", "duty", "right", "doer", "condition"]
_AFFIRMED: frozenset[Mode] = frozenset(("can", "is", "ask", "must", "advise"))
_DENIED: frozenset[Mode] = frozenset(("cannot", "isnot"))
# Deeds of the company alone, whoever the passive leaves unnamed; and deeds that, done once, may be asked of the client as well.
_OURS = frozenset(root(x) for x in "рассмотреть доставить зачислить начислить списать заблокировать уведомить обменять".split())
_DONE_BY_EITHER = frozenset(root(x) for x in "обновить установить исправить настроить".split())
_GONE = frozenset(root(x) for x in "закончиться кончиться отсутствовать отсутствие истечь пропасть сгореть потеряться исчезнуть".split())
_MOST = 120
_DUTY: frozenset[Mode] = frozenset(("must", "ask", "advise"))


class Flip(NamedTuple):
    """A claim of the reply that contradicts the draft, with the claim it contradicts. `doubtful`: nothing but the predicate is common."""

    kind: FlipKind
    reply: Claim
    draft: Claim
    doubtful: bool


def contradiction(draft: Claim, reply: Claim, turned: bool) -> FlipKind | None:
    """How the reply's mode contradicts the draft's; `turned`: the same sign means the contrary."""
    a, b = draft.mode, reply.mode
    if draft.past and reply.future:
        return None
    if (
        draft.only != reply.only
        and (a in _DENIED) != (b in _DENIED)
        and not (draft.only and reply.things - reply.head_keys and reply.things - reply.head_keys <= draft.things)
    ):
        return None  # «только картой» denies cash, and «лишь свои задачи» denies the others
    if turned:
        # «невозможна до прибытия» is «возможна после прибытия»: only statements and permissions turn so.
        return (
            "condition"
            if a in ("can", "is", "must", "ask", "advise") and b in ("can", "is", "ask", "must", "advise") or (a in _DENIED and b in _DENIED)
            else None
        )
    if (a in _DUTY or (a == "is" and not draft.past and draft.things & reply.things)) and b == "neednot":
        return "duty"
    if a == "neednot" and b in ("must", "ask"):
        return "duty"
    if a in _AFFIRMED and b in _DENIED:
        modal = a in ("can",) or b == "cannot"
        return None if draft.past and modal else "sign"
    if a in _DENIED and b in _AFFIRMED:
        if a == "isnot" and b in ("must", "ask", "advise", "can") and draft.past:
            return None  # «не оплачен» → «оплатите»
        return "sign"
    if a in ("can", "advise") and b == "must" and (reply.firm or draft.firm):
        return "right"
    return None


def flips(reply: Document, case: Reading) -> tuple[Flip, ...]:
    """Claims of the reply that contradict the draft and that no claim of the draft bears out."""
    return _flips(reply, case.draft, case.client)


@lru_cache(maxsize=32)
def _flips(reply: Document, source: Document, client: Document) -> tuple[Flip, ...]:
    """Found once for the two rules that ask."""
    return tuple(f for f in _contradictions(reply, source, client) if not both_free(reply, f.reply, source, f.draft))


def _contradictions(reply: Document, source: Document, client: Document) -> Iterator[Flip]:
    draft = claims_in(source) + answered_claims(source, client)
    # A draft of twenty thousand characters says little twice as long: what it repeats is judged once, and the first claims bound the work.
    draft = tuple({(c.mode, c.roots, c.words, c.actor): c for c in reversed(draft)}.values())[::-1][:_MOST]
    sends = _sends(client)
    if sends:
        draft = tuple(replace(c, actor=CLIENT) if c.actor == _SENDER else c for c in draft)
    topic = frozenset(k for t in client.words for k in keys_of(t))
    extents: tuple[tuple[Claim, bool, bool], ...] = ()
    answers = answered_claims(reply, client)
    for told_by in claims_in(reply) + answers:
        claim = replace(told_by, actor=CLIENT) if sends and told_by.actor == _SENDER else told_by
        if claim.doubtful or claim.mode == "isnot" and _limited(reply, claim, source):
            continue
        told = frozenset(t.norm for t in reply.between(claim.start, claim.end))
        if {"как", "быть"} <= told:
            continue  # «расскажу, как быть с доставкой»
        if claim.mode in _DENIED | {"neednot"} and not WHOLE.isdisjoint(told):
            extents = extents or _extents(source, draft)
            if _in_part(claim, extents):
                continue
        if claim.mode == "isnot" and claim.nominal and not told.isdisjoint(_NONE_LEFT) and _lacks(source, claim):
            continue
        if claim.mode in _DENIED and any(
            (claim.kins & d.kins or claim.roots & d.roots or claim.head_keys & d.head_keys) and _excepted(d, claim, told) for d in draft
        ):
            continue
        if claim.mode in _DENIED and any(d.mode in _DENIED and _both_without(reply, claim, d) for d in draft):
            continue
        found = candidates(claim, draft)
        if "отдельно" in told:
            # «доставка оплачивается отдельно» beside «доставка бонусами не оплачивается»
            found = [p for p in found if p.draft.mode not in _DENIED]
        if claim.inherited and "через" in told:
            # «кроме актов, они хранятся 5 лет» — «акты — через 5 лет»: the end of a term of the draft's
            found = [p for p in found if not {k for k in claim.words & p.draft.words if k.isdigit()}]
        if told_by in answers:
            # «Да» says nothing of what the draft excepts, unless its own sentence names it.
            found = [p for p in found if not _is_exception(source, p.draft) or _names(reply, claim, p.draft)]
        found = [p for p in found if not _by_parcel(p, claim) and not _in_its_absence(source, p.draft, claim)]
        found = [p for p in found if not of_other_days(source, p.draft, reply, claim)]
        found = [p for p in found if not priced(p.draft, claim, source)]
        found = [p for p in found if not _excepted(p.draft, claim, told) and not _of_another_value(p, claim, draft, source)]
        if claim.nominal:
            near = [p.draft for p in found]
            found += [
                Pairing(d, False, False, claim.words & d.words)
                for d in draft
                if d not in near and claim.head_keys & d.things and contradiction(d, claim, False) is None
            ]
        if (
            found
            and (flip := _decided(claim, found, topic, _contradicted))
            or found
            and (flip := _decided(claim, found, topic, _undone))
            or (flip := next((Flip("doer", claim, p.draft, False) for p in found if _changed_places(p.draft, source, claim, reply)), None))
            or (flip := _requirement(claim, draft))
            or (flip := _obliged(claim, [d for d in draft if not priced(d, claim, source)], client))
        ):
            yield flip


def _excepted(draft: Claim, claim: Claim, told: frozenset[str]) -> bool:
    """«На всех тарифах, кроме бесплатного» and «бесплатный тариф не выгружает»; «за исключением отправлений с наложенным платежом» and «если она без него»."""
    if draft.mode in _AFFIRMED and claim.mode in _DENIED:
        but = {k for k, how in draft.relations.items() if "without" in how} & claim.things
        return bool(but) and (not told.isdisjoint(EXCEPTIONS) or all("without" not in claim.relations.get(k, ()) for k in but))
    return draft.inherited and draft.mode in _DENIED and claim.mode in _AFFIRMED and any("without" in claim.relations.get(k, ()) for k in draft.things)


def _is_exception(source: Document, draft: Claim) -> bool:
    """«…, за исключением отправлений с наложенным платежом»."""
    return draft.inherited and any(t.norm in EXCEPTIONS for t in tuple(source.between(draft.start, draft.end))[:3])


def _names(reply: Document, claim: Claim, exception: Claim) -> bool:
    """Whether the claim's sentence speaks of what is excepted, and lets it pass: «… и с наложенным платежом»."""
    told = tuple(reply.between(claim.start, claim.end))
    special = exception.things - {k for k, how in exception.relations.items() if "without" in how} or exception.things
    return not any(t.norm in EXCEPTIONS or t.norm == "без" for t in told) and any(keys_of(t) & special for t in told)


def _in_its_absence(source: Document, draft: Claim, claim: Claim) -> bool:
    """«Без этого подтвердить нельзя», «иначе не подтвердить»: with it, it can be done."""
    if draft.mode not in _DENIED or claim.mode not in _AFFIRMED:
        return False
    norms = [t.norm for t in source.between(draft.start, draft.end)]
    return norms[:1] == ["иначе"] or any(a == "без" and b in _IT for a, b in pairwise(norms))


def _by_parcel(pairing: Pairing, claim: Claim) -> bool:
    """«Наложенный платёж не допускается» is a way to send, and denies nothing of «за пересылку заплатите Вы»."""
    return not pairing.draft.inherited and _ON_DELIVERY in pairing.draft.words and _ON_DELIVERY not in claim.words and claim.mode in _AFFIRMED


_ON_DELIVERY = key_of("наложенный")


def _of_another_value(pairing: Pairing, claim: Claim, draft: tuple[Claim, ...], source: Document) -> bool:
    """«Пункт на Гагарина, 17 закрыт … режим работы 10–21» and «он открыт с 10 до 21»: of the claim whose numbers these are, not of the one that is turned."""
    numbers = {k for k in claim.words if k.isdigit() and k not in ("0", "00")} - pairing.draft.words
    if pairing.draft.roots & claim.roots or claim.mode not in _AFFIRMED or not (pairing.turned or pairing.draft.mode in _DENIED) or not numbers:
        return False
    return any(numbers <= d.words and d.mode in _AFFIRMED for d in draft if d is not pairing.draft) or (
        len(numbers) > 1 and any(numbers <= {t.norm for t in source.of(s)} for s in source.sentences if s.index != pairing.draft.sentence)
    )


_WITHOUT = frozenset(("without",))
_IT = frozenset("него нее них этого".split())


def _both_without(reply: Document, claim: Claim, draft: Claim) -> bool:
    """Whether both deny what is done without the same thing, in whatever words: «без согласия отдавать нельзя», «без неё не отдадут»."""
    lacked = {k for k, how in draft.relations.items() if how == _WITHOUT}
    if any(claim.relations.get(k) == _WITHOUT for k in lacked):
        return True
    norms = [t.norm for t in reply.between(claim.start, claim.end)]
    return bool(lacked and draft.roots & claim.roots) and any(a == "без" and b in _IT for a, b in pairwise(norms))


_PARTLY = frozenset("часть частично максимум максимально только лишь более больше до".split())


_SENDER = "role:отправитель"
_SENDING = frozenset("перевести переводить отправить отправлять послать посылать переслать выслать".split())


def _sends(client: Document) -> bool:
    """Whether the client is the one who sends: «хочу отправить», «отправила», not «мне отправили»."""
    return any(
        t.word is not None and t.word.top is not None and t.word.top.pos == "VERB"
        and (t.word.top.feats.get("VerbForm") == "Inf" or t.word.top.feats.get("Person") == "1" or t.word.top.feats.get("Number") == "Sing" and t.word.top.feats.get("Tense") == "Past")
        for t in client.having(_SENDING)
    )  # fmt: skip


_NONE_LEFT = frozenset("нет было наличии".split())
_LACK = frozenset("отсутствие отсутствовать закончиться кончиться нехватка".split())


def _lacks(source: Document, claim: Claim) -> bool:
    """«товара не было в наличии» where the draft speaks of «отсутствие товара»."""
    return any(
        not claim.head_keys.isdisjoint(keys_of(t))
        for lack in source.having(_LACK)
        for t in source.tokens[max(0, lack.index - 2) : lack.index + 3]
        if t is not lack
    )


def _extents(source: Document, claims: tuple[Claim, ...]) -> tuple[tuple[Claim, bool, bool], ...]:
    """Each claim with whether it speaks of the whole and whether of a part."""
    found = []
    for claim in claims:
        told = {t.norm for t in source.between(claim.start, claim.end)}
        found.append((claim, not WHOLE.isdisjoint(told), not _PARTLY.isdisjoint(told)))
    return tuple(found)


def _in_part(claim: Claim, extents: tuple[tuple[Claim, bool, bool], ...]) -> bool:
    """«Целиком оплатить бонусами нельзя» where «не более 30 %» may be: it denies the whole, not the part."""
    for other, whole, partly in extents:
        denied = other.mode in _DENIED or other.mode == "neednot"
        if (claim.roots & other.roots or claim.inherited and denied) and (denied if whole else partly):
            return True
    return False


_LIMITS = frozenset("раньше ранее позже позднее".split())


def _limited(reply: Document, claim: Claim, draft: Document) -> bool:
    """«Раньше этого дня не спишем», «без паспорта не выдадут»: no denial of «спишем», of «выдадут по паспорту»."""
    told = {t.norm for t in reply.between(claim.start, claim.end)}
    return not _LIMITS.isdisjoint(told) or ("без" in told and "не" in told and all(t.norm != "без" for t in draft.words))


def exchanged(reply: Document, case: Reading) -> Flip | None:
    """Two things that have changed places: «картой можно, наличные не принимаются» → «наличными можно, карты не принимаются»."""
    draft, mine = claims_in(case.draft), claims_in(reply)
    was, now = _signs(draft), _signs(mine)
    lost = {k for k, sign in was.items() if sign > 0 > now.get(k, 0)}
    won = {k for k, sign in was.items() if sign < 0 < now.get(k, 0)}
    for claim in mine:
        if (
            claim.things & won
            and not claim.things & lost
            and claim.mode in _AFFIRMED
            and not any(t.norm == "отдельно" for t in reply.between(claim.start, claim.end))
        ):
            against = next(c for c in draft if c.things & claim.things & won)
            if _excepted(against, claim, frozenset()):
                continue
            if any(name == other and side == -theirs for name, side in claim.axes for other, theirs in against.axes):
                continue  # «данные не удаляются» → «данные останутся»
            return Flip("sign", claim, against, not lost)
    return None


def _signs(claims: tuple[Claim, ...]) -> dict[str, int]:
    """Each thing's sign where it has the same one throughout: +1 allowed or so, -1 denied."""
    found: dict[str, set[int]] = {}
    for claim in claims:
        sign = -1 if claim.mode in _DENIED else 1 if claim.mode in ("can", "is", "ask") else 0
        if claim.doubtful or not claim.roots.isdisjoint(_GONE):
            sign = 0  # «закончился» is as good as «нет», and «не пропадёт» as «сохранится»
        for key in claim.things:
            found.setdefault(key, set()).add(sign)
    return {k: next(iter(v)) for k, v in found.items() if len(v) == 1}


def _decided(claim: Claim, found: list[Pairing], topic: frozenset[str], judge: Callable[[Pairing, Claim], FlipKind | None]) -> Flip | None:
    """A flip where the contradicted claim fits the reply's better than every claim that agrees."""
    judged = [(p, kind) for p in found if not ((kind := judge(p, claim)) and p.draft.doubtful)]
    against = [(p, kind) for p, kind in judged if kind is not None]
    agreeing = [p for p, kind in judged if kind is None]
    for pairing, kind in against:
        if all(closer(pairing, other, claim, topic) > 0 for other in agreeing) and kind is not None:
            alone = not pairing.shared and len(claim.words - claim.head_keys) > 1 and len(pairing.draft.words - pairing.draft.head_keys) > 1
            return Flip(kind, claim, pairing.draft, alone and kind != "right" and not (claim.nominal and claim.roots & pairing.draft.roots))
    return None


def _contradicted(pairing: Pairing, claim: Claim) -> FlipKind | None:
    return contradiction(pairing.draft, claim, pairing.turned)


def _undone(pairing: Pairing, claim: Claim) -> FlipKind | None:
    return _other_doer(pairing.draft, claim)


def _other_doer(draft: Claim, reply: Claim) -> FlipKind | None:
    if (
        reply.actor is None
        or not (draft.roots & reply.roots or draft.kins & reply.kins)
        or reply.mode in ("isnot", "cannot", "neednot")
        or draft.mode in ("isnot", "cannot", "neednot")
    ):
        return None
    if reply.in_your_stead and reply.actor == "us" and draft.actor != "us" and (draft.actor is not None or draft.mode != "is" or reply.for_you):
        return "doer"
    if (
        reply.mode == "ask"
        and draft.actor is None
        and draft.roots & reply.roots
        and (draft.done and draft.things & reply.things and not draft.roots & _DONE_BY_EITHER or draft.mode == "is" and draft.roots & _OURS)
    ):
        return "doer"
    if draft.actor is None or draft.actor == reply.actor or not reply.stated or wait_for_others(draft, reply):
        return None
    return "doer"


def _requirement(claim: Claim, draft: tuple[Claim, ...]) -> Flip | None:
    """«при наличии доверенности» against «доверенность не нужна»; «без паспорта можно» against «паспорт нужен»."""
    if claim.mode == "ask":
        # «чек не требуется» against «предъявите чек»
        released = [d for d in draft if d.mode == "neednot" and d.nominal and d.head_keys & claim.things]
        named = [d for d in draft if d.mode != "neednot" and released and released[0].head_keys & d.words]
        return Flip("duty", claim, released[0], False) if released and not named else None
    if claim.mode not in ("neednot", "must") or not claim.nominal:
        return None
    if any(d.mode == claim.mode and d.words & claim.head_keys and (claim.mode == "neednot" or d.nominal) for d in draft):
        return None  # «если подключите подпись, паспорт не нужен», as the draft says
    against = None
    for other in draft:
        for key in claim.head_keys & other.relations.keys():
            relation = other.relations[key]
            affirmed = other.mode in _AFFIRMED
            needed = ("with" in relation and affirmed) or ("without" in relation and other.mode in _DENIED)
            free = "without" in relation and affirmed
            if (needed and claim.mode == "must") or (free and claim.mode == "neednot"):
                return None
            if (needed and claim.mode == "neednot") or (free and claim.mode == "must"):
                against = other
    return Flip("condition", claim, against, False) if against else None


_PERSONS = frozenset("курьер мастер специалист оператор продавец менеджер сотрудник водитель инженер почтальон".split())


def _changed_places(draft: Claim, source: Document, claim: Claim, reply: Document) -> bool:
    """«Курьер позвонит покупателю» — «Вам нужно позвонить курьеру»: who did it has it done to him."""
    if claim.actor != CLIENT or claim.mode not in _DUTY or draft.actor == CLIENT or not draft.roots & claim.roots:
        return False
    doing = _in_case(source.between(draft.start, draft.end), "Nom")
    return not doing.isdisjoint(_in_case(reply.between(claim.start, claim.end), "Dat") - _in_case(reply.between(claim.start, claim.end), "Nom"))


def _in_case(tokens: Iterable[Token], case: str) -> frozenset[str]:
    return frozenset(p.lemma for t in tokens if t.word is not None for p in t.word.parses if p.feats.get("Case") == case and p.lemma in _PERSONS)


def _obliged(claim: Claim, draft: Sequence[Claim], client: Document) -> Flip | None:
    """«Можно продлить?» — «продление производится по заявлению» — «срок необходимо продлить»: whoever asks for leave is told of a duty that the draft knows not."""
    if claim.mode != "must" or claim.nominal or not any(c.mode == "can" and c.roots & claim.roots for c in claims_in(client)):
        return None
    same = [d for d in draft if d.roots & claim.roots]
    return Flip("right", claim, same[0], False) if same and all(d.mode in ("is", "can") for d in same) else None


def answer_flipped(reply: Document, case: Reading) -> tuple[int, int, str] | None:
    """Span in the reply and message (Russian) where the answer's yes became no or the other way round; None where it is kept or unclear."""
    for start, end, text in contrary_answers(reply, case.draft, case.client):
        return start, end, text
    for flip in flips(reply, case):
        if flip.kind in ("sign", "duty", "condition") and not flip.doubtful:
            said = case.draft.text[flip.draft.start : flip.draft.end]
            return flip.reply.start, flip.reply.end, f"Ответ перевёрнут: в черновике «{said}»."
    return None
