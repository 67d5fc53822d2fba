"""How much and how long: «срок составляет 5 дней» → «срок — 5 дней», «взимается плата 60 руб.» → «плата — 60 руб.», «срок истекает 5 мая» → «срок — до 5 мая»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.long_subjects import PRONOUNS, dashed, joint_behind, second_predicate, subject_before
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, more_said, norm_at, plainer
from rewriter.text.plain.possibilities import by_somebody

_AMOUNTS = frozenset("составляет составляют составит составят".split())
_AMOUNTING = frozenset("составляющий составляющего составляющей составляющему составляющим составляющую составляющие составляющих составляющими".split())
_TAKEN = frozenset("взимается взимаются".split())
_FORESEEN = frozenset("предусмотрен предусмотрена предусмотрено предусмотрены".split())
_RUNS_OUT = frozenset(("истекает",))
WORDS = _AMOUNTS | _AMOUNTING | _TAKEN | _FORESEEN | _RUNS_OUT
_QUANTITY = frozenset("от до около примерно не более менее максимум минимум ровно всего".split())
_CHARGES = frozenset("плата комиссия доплата сбор пошлина штраф неустойка абонплата".split())
_MEASURED = frozenset("продолжительностью длительностью сроком объемом".split())
_IN_THE_SUM = frozenset("размере объеме количестве".split())
_MONTHS = frozenset("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
# «Осталась без изменений и составляет 390 руб.» → «не изменилась: 390 руб.».
_UNCHANGED = ("без изменения", "без изменений")
_AS_BEFORE = frozenset("прежней прежним прежними неизменной неизменным неизменными".split())


def amounts(document: Document) -> Iterator[Plainer]:
    """Every verb or participle of an amount that a dash or brackets can stand for."""
    for token in document.having(WORDS):
        if token.norm in _AMOUNTS:
            found = _amounts(document, token)
        elif token.norm in _AMOUNTING:
            found = _amounting(document, token)
        elif token.norm in _TAKEN:
            found = _taken(document, token)
        elif token.norm in _FORESEEN:
            found = _foreseen(document, token)
        else:
            found = _runs_out(document, token) if token.norm in _RUNS_OUT else None
        if found is not None:
            yield found


def _quantity(token: Token | None) -> bool:
    return token is not None and (
        token.kind in ("number", "code")
        or token.norm in _QUANTITY
        or (token.word is not None and "num" in token.word.tags and token.word.top is not None and token.word.top.pos == "NUM")
    )


def _amounts(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    before = at(document, index - 1, here)
    if before is None or not _quantity(at(document, index + 1, here)) or dashed(document, token) or before.norm in ("не", "а", "но"):
        return None
    if before.norm == "и":
        return _unchanged(document, token)
    if before.text == ",":
        # «Срок, указанный в письме, составляет 5 дней», «по адресу: ул. Мира, 20, составляет …»
        subject = subject_before(document, index, plural=token.norm in ("составляют", "составят"))
        if subject is None or more_said(document, index + 1):
            return None
        return plainer(document, index, index + 1, "—") if subject.inserted else plainer(document, index - 2, index + 1, f"{document.tokens[index - 2].text} —")
    # The full stop before the verb is that of «шт.» or «руб.»: the sentence goes on.
    if before.kind == "punct" and before.text not in "»).":
        return None
    more = second_predicate(document, index + 1, subject_before(document, index, plural=token.norm in ("составляют", "составят")))
    if more is not None or more_said(document, index + 1):
        return _with_more(document, token, more) if more is not None else None
    return _with_clause(document, index) or plainer(document, index, index + 1, "—")


def _with_clause(document: Document, index: int) -> Plainer | None:
    """«Размер составляет 25 МБ и увеличить его нельзя» → «размер — 25 МБ, и увеличить его нельзя»: behind a dash the other clause needs its comma."""
    here = document.tokens[index].sentence
    joint = joint_behind(document, index + 1)
    if joint is None:
        return None
    for token in document.tokens[joint.index + 1 : document.sentences[here].last]:
        if token.text in ",;:—–(":
            return None
        if token.word is not None and token.word.predicative:
            return plainer(document, index, joint.index, f"— {document.text[document.tokens[index + 1].start : document.tokens[joint.index - 1].end]},")
    return None


def _with_more(document: Document, token: Token, more: tuple[Token, Token, str]) -> Plainer | None:
    """«Плата составляет 267 руб. и взимается при получении» → «Плата — 267 руб., её берут при получении»."""
    here, index = token.sentence, token.index
    joint, verb, gender = more
    if verb.is_("гарантировать", "гарантироваться"):
        return None  # what is not promised is cut by another rule, and better where it hangs on the first predicate
    he, him = PRONOUNS[gender]
    amount = document.text[document.tokens[index + 1].start : document.tokens[joint.index - 1].end]
    denied = verb.index > joint.index + 1
    if verb.norm in _TAKEN and not by_somebody(document, verb.index + 1, here):
        return plainer(document, index, verb.index + 1, f"— {amount}, {him} {'не ' if denied else ''}берут")
    return plainer(document, index, joint.index + 1, f"— {amount}, {he}")


def _unchanged(document: Document, token: Token) -> Plainer | None:
    """«Стоимость осталась без изменений и составляет 390 руб.» → «Стоимость не изменилась: 390 руб.»."""
    here, index = token.sentence, token.index
    if more_said(document, index + 1):
        return None
    verb = at(document, index - 4, here)
    if f"{norm_at(document, index - 3, here)} {norm_at(document, index - 2, here)}" in _UNCHANGED and verb is not None and verb.word is not None:
        past = next((p for p in verb.word.parses if p.lemma == "остаться" and p.feats.get("Tense") == "Past"), None)
        agreement = {k: v for k, v in past.feats.items() if k in ("Number", "Gender")} if past is not None else {}
        changed = inflect("измениться", VerbForm="Fin", Mood="Ind", Tense="Past", **agreement) if agreement else None
        return plainer(document, verb.index, index + 1, f"не {changed}:") if changed else None
    said = norm_at(document, index - 2, here)
    if said.startswith("изменил") and norm_at(document, index - 3, here) == "не" or said in _AS_BEFORE:
        return plainer(document, index - 2, index + 1, f"{document.tokens[index - 2].text}:")
    return None


def _amounting(document: Document, token: Token) -> Plainer | None:
    """«в пределах ценности, составляющей 4 000 руб.» → «в пределах ценности (4 000 руб.)»; where no comma behind may have to stay."""
    here, index = token.sentence, token.index
    if norm_at(document, index - 1, here) != "," or not _quantity(at(document, index + 1, here)) or index - 2 < document.sentences[here].first:
        return None
    last = document.sentences[here].last
    end = next((t.index for t in document.tokens[index + 1 : last] if t.text in ",;:—–(!?"), last)
    whole = document.tokens[end - 1]
    if end == last:
        # The sentence's own full stop, not the one of «руб.», stays outside.
        end -= whole.text in ".!?"
    elif document.tokens[end].text == "," and not _new_clause(at(document, end + 1, here)):
        return _in_the_middle(document, index, end)
    elif document.tokens[end].text not in ";":
        return None
    if any(t.word is not None and t.word.predicative for t in document.tokens[index + 1 : end]) or end - index > 6:
        return None
    amount = document.text[document.tokens[index + 1].start : document.tokens[end - 1].end]
    dotted = norm_at(document, end - 1, here) in ("руб", "р", "шт") and norm_at(document, end, here) == "."
    return plainer(document, index - 2, end, f"{document.tokens[index - 2].text} ({amount}{'.' if dotted else ''})")


def _new_clause(token: Token | None) -> bool:
    """Whether the comma before the token opens a clause, and so has to stay."""
    return token is None or token.norm in _CONJUNCTIONS or token.is_("который")


def _in_the_middle(document: Document, index: int, end: int) -> Plainer | None:
    """«(срок), составляющий 36 месяцев, (не истёк)» → «срок (36 месяцев) не истёк»."""
    inner = document.tokens[index + 1 : end]
    if end - index > 6 or any(t.word is not None and t.word.predicative for t in inner):
        return None
    return plainer(document, index - 2, end + 1, f"{document.tokens[index - 2].text} ({document.text[inner[0].start : inner[-1].end]})")


_CONJUNCTIONS = frozenset("если когда что чтобы а но и или где поскольку так потому пока хотя однако иначе поэтому зато".split())


def _taken(document: Document, token: Token) -> Plainer | None:
    """«взимается плата (за хранение) (в размере) 60 руб.» → «плата — 60 руб.»; «за хранение взимается 30 руб.» → «за хранение берут 30 руб.»."""
    here, index = token.sentence, token.index
    if (found := _taken_sum(document, token)) is not None:
        return found
    if norm_at(document, index - 1, here) == "не" or _whose(document, index):
        return None
    if _quantity(at(document, index + 1, here)):
        subject = subject_before(document, index, plural=False) or subject_before(document, index, plural=True)
        behind = by_somebody(document, index + 2, here) or more_said(document, index + 1)
        return plainer(document, index, index + 1, "берут") if subject is None and not behind else None
    charge = noun_phrase(document, index + 1, "Nom", tail=False)
    if charge is None or charge.parse.lemma not in _CHARGES or dashed(document, token) or more_said(document, charge.last):
        return None
    last = charge.last
    if norm_at(document, last, here) == "за":
        service = noun_phrase(document, last + 1, "Acc") or noun_phrase(document, last + 1, "Acc", tail=False)
        last = service.last if service is not None else last
    told = document.text[charge.start : document.tokens[last - 1].end]
    if norm_at(document, last, here) == "в" and norm_at(document, last + 1, here) in _IN_THE_SUM:
        last += 2
    following = at(document, last, here)
    if following is not None and following.kind == "number":
        return plainer(document, index, last, f"{told} —")
    # «за перевод взимается комиссия» → «за перевод берут комиссию»
    taken = charge.in_case("Acc")
    bare = clause_ends(document, charge.last) and norm_at(document, index - 1, here) != "также"
    return plainer(document, index, charge.last, f"берут {taken}") if taken and bare else None


def _taken_sum(document: Document, token: Token) -> Plainer | None:
    """«плата за пересылку взимается при получении» → «плату за пересылку берут при получении»; what is not taken is another module's (`not_charged`)."""
    here, index = token.sentence, token.index
    if norm_at(document, index - 1, here) == "не":
        return None
    end = index
    subject = subject_before(document, end, plural=token.norm == "взимаются") if end > document.sentences[here].first else None
    if subject is None or subject.phrase is None or subject.joined or subject.inserted or subject.phrase.parse.lemma not in _CHARGES:
        return None
    between = subject.between
    lead = between[0].word if between else None
    if between and (lead is None or "prep" not in lead.tags) or any(by_somebody(document, i, here) for i in range(index + 1, index + 3)):
        return None
    if more_said(document, index + 1):
        return None
    told = subject.phrase.in_case("Acc")
    middle = document.text[subject.phrase.end : document.tokens[end - 1].end]
    return plainer(document, subject.first, index + 1, f"{told}{middle} берут") if told else None


def _whose(document: Document, index: int) -> bool:
    """«Банком взимается 30 руб.», «с покупателя взимается плата»: who takes it or from whom, told before the verb."""
    here = document.tokens[index].sentence
    for place in range(index - 1, max(document.sentences[here].first, index - _MOST_BEFORE) - 1, -1):
        token = document.tokens[place]
        if token.text in ",;:—–":
            return False
        payer = noun_phrase(document, place + 1, "Gen", tail=False) if token.norm in ("с", "со") else None
        led = place > 0 and (word := document.tokens[place - 1].word) is not None and "prep" in word.tags
        if (
            payer is not None
            and payer.parse.feats.get("Animacy") == "Anim"
            or token.norm in ("вас", "нас")
            or not led
            and token.norm != "чем"
            and by_somebody(document, place, here)
        ):
            return True
    return False


def _foreseen(document: Document, token: Token) -> Plainer | None:
    """«По тарифу предусмотрено не более 5 участников» → «По тарифу — не более 5 участников», «заморозка предусмотрена сроком до 45 дней» → «заморозка — до 45 дней»."""
    here, index = token.sentence, token.index
    begin = index + 1
    if norm_at(document, index - 1, here) == "не" or dashed(document, token):
        return None
    measured = norm_at(document, begin, here) in _MEASURED or norm_at(document, begin, here) == "в" and norm_at(document, begin + 1, here) in _IN_THE_SUM
    if measured:
        begin += 2 if norm_at(document, begin, here) == "в" else 1
    if not _quantity(at(document, begin, here)) and not (measured and norm_at(document, begin, here) == "на") or more_said(document, begin):
        return None
    if measured:
        subject = subject_before(document, index, plural=token.norm == "предусмотрены")
        return plainer(document, index, begin, "—") if subject is not None and not subject.inserted else None
    if token.norm not in ("предусмотрено", "предусмотрены"):
        return None
    # «Тарифом предусмотрено 10 ГБ» says the same as «по тарифу».
    for first in range(max(document.sentences[here].first, index - _MOST_BEFORE), index):
        if not clause_begins(document, first):
            continue
        if norm_at(document, first, here) in ("по", "на", "в"):
            lead = document.tokens[first].norm
            cases = {"по": ("Dat",), "на": ("Loc",), "в": ("Loc",)}[lead]
            place = next((f for case in cases if (f := noun_phrase(document, first + 1, case)) is not None), None)
            return plainer(document, index, begin, "—") if place is not None and place.last == index else None
        rules = noun_phrase(document, first, "Ins")
        told = rules.in_case("Dat") if rules is not None and rules.last == index and rules.parse.lemma in _RULES else None
        if told:
            return plainer(document, first, begin, f"по {told[:1].lower()}{told[1:]} —")
    return None


_MOST_BEFORE = 8
_RULES = frozenset("тариф договор условие программа абонемент план подписка акция".split())


def _runs_out(document: Document, token: Token) -> Plainer | None:
    """«срок хранения истекает 12.12.2026» → «срок хранения — до 12.12.2026»; «срок которого истекает 5 мая»."""
    here, index = token.sentence, token.index
    end = date_end(document, index + 1, here)
    if norm_at(document, index - 1, here) in ("не", "и") or dashed(document, token) or end is None:
        return None
    if norm_at(document, index - 1, here) in ("которого", "которой", "которых"):
        known = norm_at(document, index - 2, here) == "срок"
    else:
        subject = subject_before(document, index, plural=False)
        known = subject is not None and subject.phrase is not None and subject.phrase.parse.lemma == "срок" and not subject.inserted
        # «Если срок истекает 5 мая» is about what comes.
        known = known and subject is not None and norm_at(document, subject.first - 1, here) not in ("если", "когда", "пока")
    if not known or more_said(document, index + 1):
        return None
    first, opening = (index - 2, f"{document.tokens[index - 2].text} ") if norm_at(document, index - 1, here) == "," else (index, "")
    # «истекает 5 мая в 21:00»: an hour would have to stand before the day, and be read apart from hours of work.
    return plainer(document, first, index + 1, f"{opening}— до") if norm_at(document, end, here) != "в" else None


def date_end(document: Document, index: int, sentence: int) -> int | None:
    """One past «12.12.2026», «7 декабря 2026 г.»; None where no whole date stands here."""
    day = at(document, index, sentence)
    if day is None or day.kind not in ("number", "code") or not day.text[0].isdigit():
        return None
    end = index + 1
    while (part := at(document, end, sentence)) is not None and (
        part.kind == "number" or part.norm in _MONTHS or part.norm in ("г", "года") or _inner(document, end)
    ):
        end += 1
    norms = [t.norm for t in document.tokens[index:end]]
    dated = not _MONTHS.isdisjoint(norms) or norms.count(".") > 1
    return end if dated and norm_at(document, end, sentence) not in ("к", "часов") else None


def _inner(document: Document, index: int) -> bool:
    """The full stop of «12.12.2026» and «2026 г.»."""
    dot, before, after = document.tokens[index], document.tokens[index - 1], at(document, index + 1, document.tokens[index].sentence)
    return dot.text == "." and (before.norm == "г" or after is not None and before.end == dot.start and dot.end == after.start and after.kind == "number")
