"""apology-fits: an apology for a failure of ours that the client met, for exactly that, once; none for prices and terms (002 rule 10)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from rewriter.phrasing import opening_of, sorry
from rewriter.rules.base import Found, Options, rule
from rewriter.text.apologies import Apology, apologies_in, consoled
from rewriter.text.courtesy import heard_in
from rewriter.text.document import Document
from rewriter.text.edits import cut_span
from rewriter.text.failings import admits, admitted, failings, kind_of, ours
from rewriter.text.reading import Reading
from rewriter.text.tact import owed


class ApologyFits(Options):
    """`named`: «за доставленные неудобства» is not enough, the apology names what went wrong."""

    named: bool = False


@rule("apology-fits", number=20, title="Извинение к месту", source="002", severity="warning", hard=False, options=ApologyFits)
def apology_fits(reply: Document, case: Reading, options: ApologyFits) -> Iterator[Found]:
    """Извинение весит, пока оно одно и за наш промах. Извиняться за цену, условия или порядок — значит признать их ошибкой."""
    apologies = apologies_in(reply)
    if not apologies:
        yield from _missing(reply, case)
        return
    failures = _Failures(reply, case, apologies)
    earlier: Apology | None = None
    for apology in apologies:
        said = reply.text[apology.start : apology.end]
        if _for_terms(apology, failures.met):
            yield _cut(reply, apology, f"Извинение за цену, условия или порядок: «{said}». Это не наша ошибка: просто объясните, как всё устроено.")
            continue
        if (_for_nothing(apology, case) or (apology.about == "named" and _for_a_matter_of_course(said, case))) and not failures:
            yield _cut(reply, apology, f"Извиняться не за что: «{said}». Клиент спросил о цене, условиях или порядке, нашего промаха здесь нет.")
            continue
        if earlier is not None and apology.about != "slip":
            yield _cut(reply, apology, f"Второе извинение: «{said}». Хватит одного, дальше — дело.")
            continue
        if apology.about == "named" and (kind := _kind(apology, said)) is not None and kind not in failures and failures:
            yield Found(apology.start, apology.end, f"Извиняемся не за то: «{said}». Назовите то, что случилось у клиента.")
        elif options.named and case.client.words and apology.about == "general" and not _told_beside(reply, apology):
            yield _general(reply, case, apology, failures.met)
        earlier = apology


def _general(reply: Document, case: Reading, apology: Apology, met: frozenset[str]) -> Found:
    """«За доставленные неудобства» gives way to the pack's apology that fits what the client met."""
    message = f"Дежурное извинение: «{reply.text[apology.start : apology.end]}». Назовите, за что именно: за задержку, ошибку, повреждение."
    line = sorry(case, met, reply) if apology.whole else None
    return Found(apology.sentence.start, apology.sentence.end, message, line) if line else Found(apology.start, apology.end, message)


class _Failures:
    """What the client met, and what draft and reply admit; the latter is looked at only where the former does not tell."""

    def __init__(self, reply: Document, case: Reading, apologies: tuple[Apology, ...]) -> None:
        self.met = failings(case.case.client_message)
        self._reply, self._case, self._apologies = reply, case, apologies

    @cached_property
    def _told(self) -> str:
        """What draft and reply say beside apologies: an apology is no evidence for itself."""
        mine = {a.sentence.index for a in self._apologies if a.whole or a.about in ("bare", "terms")}
        theirs = {a.sentence.index for a in apologies_in(self._case.draft)}
        rest = [s.text for s in self._reply.sentences if s.index not in mine]
        return " ".join(rest + [s.text for s in self._case.draft.sentences if s.index not in theirs])

    def __bool__(self) -> bool:
        return bool(self.met or admitted(self._told))

    def __contains__(self, kind: str) -> bool:
        return kind in self.met or admits(self._told, kind)


def _missing(reply: Document, case: Reading) -> Iterator[Found]:
    """The client met a failure that is ours for sure, and nobody says sorry."""
    if not case.client.words or case.mood.thanks_only or not reply.words:
        return
    kinds = owed(case, reply)
    # Whose failure it is that an upset client reports nobody knows; then sympathy will do.
    if not kinds or not ours(case.case.client_message, case.draft, reply) and consoled(reply):
        return
    at, gap = opening_of(reply)
    line = sorry(case, kinds, reply)
    yield Found(at, at, "Клиента подвели мы, а извинения нет: попросите прощения за то, что случилось.", f"{line}{gap}" if line else None)


def _for_terms(apology: Apology, met: frozenset[str]) -> bool:
    return apology.about == "terms" and not (apology.head in ("срок", "график", "режим") and met)


_TOPIC = frozenset(
    "цена стоимость стоить тариф платный дорого дорогой условие правило порядок срок комиссия лимит скидка бесплатный бесплатно подорожать доставка возврат хранение паспорт документ".split()
)


def _for_nothing(apology: Apology, case: Reading) -> bool:
    """An apology that names no failure. An upset client may have met one that we do not see."""
    if apology.about not in ("general", "bare") or not case.client.words:
        return False
    return not case.mood.upset or not case.client.lemmas.isdisjoint(_TOPIC)


def _for_a_matter_of_course(said: str, case: Reading) -> bool:
    """«Извините, что срок такой долгий» to a calm client: what it is for went wrong for nobody."""
    return bool(case.client.words) and not case.mood.upset and not failings(said)


def _kind(apology: Apology, said: str) -> str | None:
    """What has failed by the apology's noun; «за долгую доставку» is for a delay."""
    return kind_of(apology.head) or ("delay" if failings(said) == {"delay"} else None)


def _told_beside(reply: Document, apology: Apology) -> bool:
    """Whether its own sentence, or the line of empathy in front of it, names what happened."""
    index = apology.sentence.index
    before = reply.sentences[index - 1] if index else None
    return not apology.whole or (before is not None and (bool(admitted(before.text)) or any(s.index == before.index for s in heard_in(reply))))


def _cut(reply: Document, apology: Apology, message: str) -> Found:
    """With its sentence, or with the «но» that joins it to the rest; without a repair where neither is sure."""
    if apology.whole and len(reply.sentences) > 1:
        start, end, text = cut_span(reply, apology.sentence.start, apology.sentence.end)
        return Found(start, end, message, text)
    opens = not reply.text[apology.sentence.start : apology.start].strip()
    rest = reply.text[apology.end : apology.sentence.end]
    after = reply.first_from(apology.end)
    tokens = reply.tokens
    if opens and rest.startswith(",") and after + 1 < len(tokens) and tokens[after + 1].norm not in ("что", "который", "которая", "которые", "пожалуйста"):
        first = after + 1
        while first < len(tokens) and (tokens[first].norm in ("но", "а", "однако", "к", "сожалению") or tokens[first].text == ","):
            first += 1
        if first < apology.sentence.last and tokens[first].kind in ("word", "number"):
            return Found(apology.start, tokens[first].start + 1, message, tokens[first].text[:1].upper())
    return Found(apology.start, apology.end, message)
