"""facts-preserved: every fact of the draft stands in the reply, equal after normalisation (002 rule 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rewriter.result import FactEvidence
from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.entries import matches
from rewriter.rules.no_confidential_claims import secrets
from rewriter.rules.no_internal_details import known_to, statuses_of
from rewriter.rules.no_law_citations import asks_for_ground
from rewriter.text.citations import citations
from rewriter.text.clauses import clause_at, has_predicate
from rewriter.text.document import Document
from rewriter.text.facts import Fact, facts_in
from rewriter.text.fault_adjunct import fault_adjunct
from rewriter.text.faults import faults
from rewriter.text.injection import injected
from rewriter.text.matching import stands_in
from rewriter.text.others_at_fault import others_at_fault
from rewriter.text.paper_forms import form_numbers
from rewriter.text.people import is_staff
from rewriter.text.polarity import answer_flipped
from rewriter.text.reading import Reading
from rewriter.text.salutations import is_farewell, is_greeting, signature_at
from rewriter.text.statuses import statuses
from rewriter.text.superseded import superseded
from rewriter.text.tracker_keys import reason_codes, tracker_keys
from rewriter.text.verbatim import verbatim

_NAMES = {
    "tracking": "трек-номер", "order": "номер", "date": "дата", "time": "время", "period": "срок", "amount": "сумма", "percent": "процент", "number": "число", "phone": "телефон", "postcode": "индекс",
    "address": "адрес", "link": "ссылка", "email": "почта", "name": "название или имя", "place": "место", "schedule": "график", "free": "«бесплатно»",
}  # fmt: skip


def kind_name(fact: Fact | FactEvidence) -> str:
    """The kind in Russian."""
    return _NAMES.get(fact.kind, fact.kind)


@lru_cache(maxsize=16)  # several rules ask of the same case
def facts_to_keep(case: Reading) -> tuple[Fact, ...]:
    """The draft's facts that a reply must hold: not those inside a law citation, a confidential claim or an internal detail."""
    if not case.draft.tokens or case.mood.thanks_only:
        return ()
    dropped = _dropped(case)
    own = (case.context.client_name or "").lower()
    result = []
    for fact in case.draft_facts:
        if any(a <= fact.start and fact.end <= b for a, b in dropped):
            continue
        if fact.kind == "name" and (_is_client(fact, own) or _vocative(case.draft, fact)):
            continue
        result.append(fact)
    return tuple(result)


def _dropped(case: Reading) -> list[tuple[int, int]]:
    draft = case.draft
    spans = []
    if not asks_for_ground(case.case.client_message):
        spans = [(draft.tokens[c.lead].start, draft.tokens[c.last - 1].end) for c in citations(draft)]
    for entry, match in matches(case.pack, "no-internal-details", draft):
        spans.append((match.start - 1, match.end + 1))
        if entry.replace is None:
            # «внесено в CRM 11.02.2025»: what stands right beside the system's name is its own affair.
            spans.extend((f.start, f.end) for f in case.draft_facts if f.kind in _INTERNAL_KINDS and _beside(draft, match.end, f.start))
    # «90 rpm» is told as «90 запросов в минуту».
    spans.extend((m.start, m.end) for entry, m in matches(case.pack, "jargon", draft) if entry.replace is not None)
    # «В CRM имеет статус «Комплектация»»: in our own system.
    ours = {t.sentence for _, m in matches(case.pack, "no-internal-details", draft) for t in m.tokens}
    spans.extend(
        (f.start, f.end) for f in case.draft_facts if f.kind == "name" and _is_status(draft, f) and draft.tokens[draft.first_from(f.start)].sentence in ours
    )
    # «Вам следовало выбрать отправление «Осторожно»»: the name goes with the reproach.
    blamed = [clause_at(draft, m.start, m.end) for _, m in matches(case.pack, "no-blame-shifting", draft)]
    spans.extend((f.start, f.end) for f in case.draft_facts if f.kind == "name" and any(a <= f.start < b for a, b in blamed))
    # «Стоимость 1 места» is that of a place; «III квартал» may be the third one.
    spans.extend((f.start, f.end) for f in case.draft_facts if f.kind == "number" and f.value == "1" or f.kind == "name" and _ROMAN.fullmatch(f.text))
    # «Зарегистрировано за {{operator}} под XXXXX»: a template's gap is no value.
    spans.extend(m.span() for m in _GAPS.finditer(draft.text))
    spans.extend((f.start, f.end) for f in case.draft_facts if f.kind == "name" and _names_status(draft, f))
    if not asks_for_ground(case.case.client_message):
        spans.extend((f.start, f.end) for f in superseded(draft))
    # The status is no fact, the order beside it is one.
    spans.extend((s.end - len(s.name), s.end) for s in statuses(draft, statuses_of(case.pack)))
    spans.extend((k.start, k.end) for k in tracker_keys(draft, known_to(case)))
    spans.extend(reason_codes(draft, known_to(case)))
    spans.extend(injected(draft))
    spans.extend(_clauses_of_contract(draft))
    # «По вине курьера службы «Стрела»», «сотрудника под логином buh2»: who is at fault goes with the blame.
    spans.extend(
        (f.start, f.end) for a, b in _culpable(draft) for f in case.draft_facts if f.kind in ("name", "order") and a < f.start < b and not f.text.isdigit()
    )
    spans.extend((f.start, f.end) for f in case.draft_facts if f.kind in ("name", "place") and _is_guilty(case, f))
    spans.extend(_forms_of_reproach(case))
    spans.extend(form_numbers(draft.text, short=True))
    # Greeting, farewell and signature are composed anew.
    spans.extend((s.start, s.end) for s in draft.sentences if is_greeting(s) or is_farewell(s))
    if (signed := signature_at(draft)) is not None:
        spans.append((signed, len(draft.text)))
    claims = [(match.start, match.end) for _, match in matches(case.pack, "no-confidential-claims", draft)]
    claims.extend(secrets(case))
    spans.extend(_clause_of(draft, *claim) for claim in claims)
    return spans


def _forms_of_reproach(case: Reading) -> Iterator[tuple[int, int]]:
    """«Вы должны были потребовать акт по ф. 51-в»: the number of the form goes with the reproach."""
    blamed = {match.tokens[0].sentence for _, match in matches(case.pack, "no-blame-shifting", case.draft)}
    for index in blamed:
        sentence = case.draft.sentences[index]
        yield from ((sentence.start + a, sentence.start + b) for a, b in form_numbers(sentence.text))


def _clauses_of_contract(draft: Document) -> Iterator[tuple[int, int]]:
    """«читайте оферту, п. 4.2»: where it is written is for whoever asks for the ground."""
    for point in _POINT.finditer(draft.text):
        sentence = draft.sentence_at(point.start())
        if sentence is not None and any(not t.lemmas.isdisjoint(_CONTRACTS) for t in draft.of(sentence)):
            yield point.span()


_POINT = re.compile(r"(?<!\w)(?:пп?\.|пункт[а-я]{0,2})\s?\d{1,3}(?:\.\d{1,3}){0,3}")
_CONTRACTS = frozenset("оферта договор правило регламент соглашение условие".split())


def _clause_of(draft: Document, start: int, end: int) -> tuple[int, int]:
    """The claim's clause; of two predicates of one subject its own: «заказ оформлен через партнёра | и находится на складе»."""
    first, last = clause_at(draft, start, end)
    ands = [t for t in draft.between(first, start) if t.norm == "и" and has_predicate(tuple(draft.between(first, t.start)))]
    return ands[-1].start if ands else first, last


def _culpable(draft: Document) -> list[tuple[int, int]]:
    """From «по вине» to the next comma, with what is told of the guilty one behind it."""
    found = []
    for token in draft.having(_GUILT):
        if token.index and draft.tokens[token.index - 1].norm == "по":
            last = draft.sentences[token.sentence].last
            stop = next((t for t in draft.tokens[token.index : last] if t.text in (",", ";", ":")), draft.tokens[last - 1])
            adjunct = fault_adjunct(draft, token.start, token.end)
            found.append((token.end, max(stop.end, draft.tokens[adjunct.end - 1].end if adjunct is not None else 0)))
    return found


def _is_guilty(case: Reading, fact: Fact) -> bool:
    """«Продавец ООО «Сумкин» перепутал цвет»: the name of who is blamed goes with the blame."""
    draft = case.draft
    at = draft.first_from(fact.start)
    before = draft.tokens[max(draft.sentences[draft.tokens[at].sentence].first, at - 2) : at]
    if not any(is_staff(before, i) for i in range(len(before))):
        return False
    # «Сборщик Лямин» has the name of a place; «оператор отделения Лямин» is of one.
    if fact.kind == "place" and not is_staff(before, len(before) - 1):
        return False
    first = before[0].start
    blamed = [(m.start, m.end) for _, m in matches(case.pack, "no-blame-shifting", draft)]
    return any(a <= fact.start < b and first <= a for a, b in (*faults(draft), *((f.start, f.end) for f in others_at_fault(draft)), *blamed))


_GUILT = frozenset(("вина",))
_GAPS = re.compile(r"\{\{[^{}\n]{0,60}\}\}|(?<!\w)[XХ]{3,}(?!\w)|\[[A-ZА-ЯЁ_][^\[\]\n]{0,40}\]")


def _names_status(draft: Document, fact: Fact) -> bool:
    """«статус Resolved», «статус в WCRM «Передан в доставку»»: a name that only our own program shows."""
    at = draft.first_from(fact.start) - 1
    latin = fact.text.strip('«»"').isascii()
    while at >= 0 and (draft.tokens[at].kind == "punct" and draft.tokens[at].text in '—–-:«"' or draft.tokens[at].norm in ("в", "на")):
        at -= 1
    if at > 0 and draft.tokens[at].text.isascii() and draft.tokens[at].text.isupper():
        at, latin = at - 1 - (draft.tokens[at - 1].norm in ("в", "по")), True
    return latin and at >= 0 and draft.tokens[at].is_("статус")


_ROMAN = re.compile(r"[IVX]+")


def _is_status(draft: Document, fact: Fact) -> bool:
    at = draft.first_from(fact.start)
    return any(t.is_("статус") for t in draft.tokens[max(0, at - 2) : at])


_INTERNAL_KINDS = frozenset(("date", "time", "number"))


def _beside(draft: Document, end: int, start: int) -> bool:
    return 0 <= start - end <= 3 and "." not in draft.text[end:start]


def _is_client(fact: Fact, own: str) -> bool:
    return bool(own) and any(part[:4] == fact.text.lower()[:4] for part in own.split())


def _vocative(draft: Document, fact: Fact) -> bool:
    """«Анна, …», «Уважаемая Анна!»: an address to the client, not a fact."""
    after, before = draft.text[fact.end : fact.end + 1], draft.text[: fact.start].rstrip()
    return after in (",", "!") and (
        not before
        or before[-1] in ".!?,\n"
        or before.lower().endswith(("уважаемый", "уважаемая", "здравствуйте", "день", "вечер", "утро", "дорогая", "дорогой"))
    )


@rule("facts-preserved", number=6, title="Все факты на месте", source="002")
def facts_preserved(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Даты, суммы, номера, адреса и имена — то, ради чего клиент пишет: ни один факт черновика не теряется."""
    if not case.case.draft.strip():
        raise NotJudged("нет черновика")
    if case.case.reply is None:
        raise NotJudged("проверяется сам черновик")
    if not case.mood.thanks_only and (flipped := answer_flipped(reply, case)) is not None and not verbatim(reply, flipped[0], case.draft):
        yield Found(*flipped)
    lost = [f for f in facts_to_keep(case) if not stands_in(f, reply)]
    new = [f for f in facts_in(reply) if not case.sourced(f)]
    for fact in lost:
        changed = [f for f in new if f.kind == fact.kind]
        if len(changed) == 1 and sum(1 for f in lost if f.kind == fact.kind) == 1:
            yield Found(changed[0].start, changed[0].end, f"Факт изменён ({kind_name(fact)}): в черновике «{fact.text}».", fact.text)
        else:
            end = len(reply.text)
            yield Found(end, end, f"Потерян факт ({kind_name(fact)}): «{fact.text}».")
