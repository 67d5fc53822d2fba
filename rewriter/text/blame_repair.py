"""What puts a fault on somebody, said so that it does not: the deed without its doer, the rule without the reproach."""

from __future__ import annotations

from rewriter.text.clauses import Edit, clause_of, clauses, has_predicate, opening
from rewriter.text.document import Document, Token
from rewriter.text.doerless import deed_of_his, place_of, without_doer
from rewriter.text.duties import duty, look_there, notice_sent, reason_kept, told_before
from rewriter.text.edits import cut_span
from rewriter.text.fault_adjunct import fault_adjunct, with_deed
from rewriter.text.fault_sentences import consequence, mistake_made, mistake_of
from rewriter.text.in_context import parse_in_context
from rewriter.text.people import OURS, PLACES, STAFF, is_staff

_VALUES = frozenset(("number", "code", "link", "email"))


def restated(document: Document, start: int, end: int) -> Edit | None:
    """The edit (start, end, replacement) that says the same without blame, or None where no sure one is: then it has to be cut."""
    if _his_consent(document, start, end):
        return None
    adjunct = fault_adjunct(document, start, end)
    if adjunct is not None and (edit := with_deed(document, adjunct)) is not None:
        return edit
    if adjunct is not None and start >= document.tokens[adjunct.first].start:
        return None
    for attempt in (
        pointer,
        mistake_made,
        mistake_of,
        _deed_alone,
        _beyond_us,
        _cause_without_place,
        _unanswered,
        told_before,
        notice_sent,
        reason_kept,
        look_there,
        duty,
        without_doer,
        _without_agent,
        _without_you,
        _ours,
        _slipped,
        _rude,
        _behaved,
        consequence,
    ):
        edit = attempt(document, start, end)
        if edit is not None and edit[0] < end and start < edit[1] and _keeps_values(document, edit):
            return edit
    return None


_CONSENT = (("дать", "согласие"), ("подписать", "договор"), ("принять", "оферта"), ("принять", "условие"), ("подписать", "соглашение"))


def _his_consent(document: Document, start: int, end: int) -> bool:
    """«Вы сами дали согласие», «вы сами подписали договор»: «договор подписан» would still hold it against him."""
    sentence = document.sentence_at(start)
    near = [t for t in document.of(sentence) if t.start >= start and t.start < end + _BEHIND] if sentence is not None else []
    return any(t.norm == "вы" for t in near) and any(any(t.is_(verb) for t in near) and any(t.is_(noun) for t in near) for verb, noun in _CONSENT)


_BEHIND = 24
_GUESSES = frozenset("вероятно возможно видимо по-видимому очевидно похоже наверное наверняка".split())
_SCOLDS = frozenset("криво небрежно невнимательно".split())
_BADLY = frozenset("плохо ненадлежаще неправильно ненадлежащим".split())


def guessed(document: Document, start: int, end: int) -> bool:
    """«Вероятно, Вы сами неверно указали артикул», «это ребята криво выпустили»: a guess or a scolding is no cause to tell without who is blamed; it goes."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return False
    norms = [t.norm for t in document.of(sentence) if t.start < end]
    first = document.first_from(start)
    pointed_at = first and document.tokens[first - 1].norm == "это" and is_staff(document.tokens, first)
    if pointed_at or any(t.norm in _SCOLDS for t in document.between(start, end)):
        return True
    packing = any(t.is_("упаковать", "упаковывать", "упаковка") for t in document.between(start, end))
    if packing and not _BADLY.isdisjoint(t.norm for t in document.of(sentence)):
        return True  # «сервиз плохо упакован» blames whoever has packed it all the same
    return not _GUESSES.isdisjoint(norms) or "скорее" in norms and "всего" in norms


def _keeps_values(document: Document, edit: Edit) -> bool:
    return all(t.text in edit[2] for t in document.between(edit[0], edit[1]) if t.kind in _VALUES)


_FAILURES = frozenset("сбой ошибка проблема неполадка неисправность авария перебой работа".split())
_HAPPENING = frozenset("произойти возникнуть случиться".split())
_CAUSED = ("вызвать", "вызванный", "обусловить", "обусловленный")
_CAUSING = frozenset("из-за вследствие ввиду причине результате с связи".split())


def _cause_without_place(document: Document, start: int, end: int) -> Edit | None:
    """«Списано дважды из-за сбоя на стороне провайдера», «сбой у провайдера» → «… из-за сбоя», «сбой»: the cause stays, whose it was goes."""
    tokens = document.tokens
    side = next((t.index for t in document.between(start, end) if t.norm == "стороне" and t.index > 1 and tokens[t.index - 1].norm == "на"), None)
    place = side - 1 if side is not None else next((t.index for t in document.between(start, end)), 0)
    if side is None and (place < 1 or tokens[place].norm != "у" and "-" not in tokens[place].norm):
        return None
    cause, lead, told = place - 1, place - 1, False
    if tokens[cause].lemmas.isdisjoint(_FAILURES if side is not None else _FAILURES | _HAPPENING) or tokens[cause].sentence != tokens[place].sentence:
        return None
    if side is not None:
        if side + 1 < len(tokens) and tokens[side + 1].is_("клиент", "пользователь", "покупатель", "абонент", "получатель", "заказчик"):
            return None  # «Всё работает, проблема на стороне пользователя»: the trouble alone would be nobody's
        lead = cause - 1
        while lead > 0 and "adj" in tokens[lead].tags and not tokens[lead].is_(*_CAUSED):
            lead -= 1
        told = lead < document.sentences[tokens[place].sentence].first or tokens[lead].kind == "punct"
        if tokens[lead].norm not in _CAUSING and not told and not tokens[lead].is_(*_HAPPENING, *_CAUSED):
            return None
    last = next(t.index for t in tokens[place:] if t.end >= end)
    while last + 1 < len(tokens) and _case(document, tokens[last + 1]) == "Gen" and tokens[last + 1].sentence == tokens[place].sentence:
        last += 1
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    # «… на стороне провайдера «Луч»»: a name would hang in the air.
    stays = following is None or following.text in ",;.!?" or following.norm in ("и", "а", "но") or following.text not in "«(" and has_predicate((following,))
    if stays and side is not None and told and lead >= document.sentences[tokens[place].sentence].first and tokens[lead].text in ",—–":
        # «Двойное списание подтверждается, сбой на стороне провайдера» → «…, это сбой»
        return tokens[lead + 1].start, tokens[last].end, f"это {document.text[tokens[lead + 1].start : tokens[cause].end]}"
    return (tokens[cause].end, tokens[last].end, "") if stays else None


_GUILT = frozenset("косяк ошибка вина промах недоработка недосмотр оплошность прокол просчет халатность".split())


def _deed_alone(document: Document, start: int, end: int) -> Edit | None:
    """«(Это) косяк продавца, он при сборке перепутал артикул» → «При сборке перепутан артикул»: what has happened, without whose doing it was."""
    sentence = document.sentence_at(start)
    if sentence is None or not any(not t.lemmas.isdisjoint(_GUILT) for t in document.between(start, end)):
        return None
    tokens = document.of(sentence)
    comma = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    if comma + 2 >= len(tokens) or tokens[comma].text not in ",:" or any(t.norm != "это" for t in tokens if t.start < start):
        return None
    stop = next((i for i in range(comma + 1, len(tokens)) if tokens[i].text in ",;.!"), len(tokens))
    said = deed_of_his(document, tokens[comma + 1 : stop])
    return (sentence.start, tokens[stop - 1].end, said[0].upper() + said[1:]) if said else None


_LEADS = frozenset("по в ввиду из-за вследствие".split())
_GROUNDS = frozenset("причина обстоятельство".split())


def _beyond_us(document: Document, start: int, end: int) -> Edit | None:
    """«По не зависящим от нас причинам», «в силу обстоятельств, не зависящих от компании»: goes as a whole."""
    sentence = document.sentence_at(start)
    if sentence is None or not any(t.norm.startswith(("независящ", "зависящ")) for t in document.between(start, end)):
        return None
    tokens = document.tokens
    noun = next((t.index for t in document.between(start, end) if t.lemmas & _GROUNDS), None)
    if noun is None:
        return None
    inside = [t.index for t in document.between(start, end)]
    first = min(inside)
    while first > sentence.first and tokens[first].norm not in _LEADS and first > noun - 8:
        first -= 1
    if tokens[first].norm not in _LEADS:
        return None
    last = max(inside)
    if (
        last < noun + 1
        and tokens[min(noun + 1, len(tokens) - 1)].text == ","
        and tokens[min(noun + 2, len(tokens) - 1)].norm in ("не", "независящим", "независящих")
    ):
        return None
    rest = document.between(tokens[last].end, sentence.end)
    if not any(t.kind == "word" for t in document.between(sentence.start, tokens[first].start)) and not any(t.kind == "word" for t in rest):
        return None
    begin, stop, text = cut_span(document, tokens[first].start, tokens[last].end)
    return begin, stop, text


_READ = frozenset("читать прочитать прочесть смотреть посмотреть изучать изучить почитать".split())


def pointer(document: Document, start: int, end: int) -> Edit | None:
    """«Читайте (внимательнее) инструкцию: example.ru» → «Подробности — в инструкции: example.ru»."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    at = next((i for i, t in enumerate(tokens) if t.lemmas & _READ and t.word is not None and "imper" in t.word.tags and t.start < end), None)
    link = next((i for i, t in enumerate(tokens) if t.kind == "link"), None)
    if at is None or link is None or any(t.text in ",;" for t in tokens[at:link]):
        return None
    noun = next(
        (
            i
            for i in range(at + 1, link)
            if tokens[i].word is not None and (p := parse_in_context(document, tokens[i])) is not None and p.pos == "NOUN" and p.feats.get("Case") == "Acc"
        ),
        None,
    )
    if noun is None or not all(t.lemmas & {"внимательно", "внимательный", "пожалуйста", "наш"} for t in tokens[at + 1 : noun]):
        return None
    parse = parse_in_context(document, tokens[noun])
    place = parse.inflect(Case="Loc") if parse is not None else None
    if not place:
        return None
    return tokens[at].start, tokens[noun].end, opening(document, tokens[at], f"подробности — в {place}")


def _unanswered(document: Document, start: int, end: int) -> Edit | None:
    """«Вы не ответили на звонок курьера 3 мая» → «Звонок курьера 3 мая остался без ответа»."""
    part = clause_of(document, start, end)
    at = next((i for i, t in enumerate(part or ()) if t.norm in ("ответили", "отвечали") and i and part and part[i - 1].norm == "не"), None)
    if part is None or at is None or at + 2 >= len(part) or part[at + 1].norm != "на" or not any(t.norm == "вы" for t in part[:at]):
        return None
    noun = part[at + 2]
    parse = parse_in_context(document, noun) if noun.word is not None else None
    name = parse.inflect(Case="Nom") if parse is not None and parse.pos == "NOUN" else None
    if parse is None or not name or not noun.is_("звонок", "письмо", "сообщение", "запрос"):
        return None
    stop = part[-1] if part[-1].text not in ".!?;" else part[-2]
    number, gender = parse.feats.get("Number"), parse.feats.get("Gender")
    verb = "остались" if number == "Plur" else {"Masc": "остался", "Neut": "осталось"}.get(gender or "", "осталась")
    first = next(t for t in part if t.norm == "вы")
    rest = document.text[noun.end : stop.end]
    return first.start, stop.end, f"{opening(document, first, name)}{rest} {verb} без ответа"


def _without_agent(document: Document, start: int, end: int) -> Edit | None:
    """«Ошибка допущена разработчиком при обновлении» → «Ошибка допущена при обновлении»."""
    part = clause_of(document, start, end)
    if part is None or not any(t.word is not None and any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in t.word.parses) for t in part):
        return None
    at = next((i for i, t in enumerate(part) if is_staff(part, i) and t.word is not None and _case(document, t) == "Ins"), None)
    if at is None:
        return None
    first = at
    while first and _case(document, part[first - 1]) == "Ins" and part[first - 1].word is not None and part[first - 1].word.tags & {"adj"}:  # type: ignore[union-attr]
        first -= 1
    if first and part[first - 1].word is not None and "prep" in part[first - 1].word.tags:  # type: ignore[union-attr]
        return None
    last = at + 1
    while last < len(part) and part[last].word is not None and _case(document, part[last]) == "Gen":
        last += 1
    if last < len(part) and part[last].norm in ("на", "по", "в", "из") and any(t.lemmas & PLACES.keys() for t in part[at:last]):
        return None  # «сотрудником отделения на Мира»: where it was would hang in the air
    return (part[first].start, part[last - 1].end, "") if first else None


def _without_you(document: Document, start: int, end: int) -> Edit | None:
    """«Срок Вами пропущен», «неверно введённых Вами данных» → «срок пропущен», «неверно введённых данных»."""
    you = next((t for t in document.between(start, end) if t.norm == "вами"), None)
    if you is None:
        return None
    tokens = document.tokens
    if you.index == document.sentences[you.sentence].first:
        # «Вами был указан несуществующий дом» → «Указан несуществующий дом».
        verb = tokens[min(you.index + 1 + tokens[you.index + 1].is_("быть"), len(tokens) - 1)]
        short = verb.word is not None and any(p.feats.get("Variant") == "Short" and p.feats.get("Voice") == "Pass" for p in verb.word.parses)
        return (you.start, verb.end, verb.text.capitalize()) if short else None
    if tokens[you.index + 1].norm == "самостоятельно" and tokens[you.index + 2].is_("быть") and tokens[you.index - 1].sentence == you.sentence:
        return tokens[you.index - 1].end, tokens[you.index + 1].end, ""  # «поскольку Вами самостоятельно были куплены карты»
    beside = (tokens[you.index - 1], *tokens[you.index + 1 : you.index + 2])
    passive = any(
        p.feats.get("VerbForm") == "Part" and p.feats.get("Voice") == "Pass"
        for t in beside
        if t.sentence == you.sentence and t.word is not None
        for p in t.word.parses
    )
    return (tokens[you.index - 1].end, you.end, "") if passive and tokens[you.index - 1].norm not in ("с", "со", "между", "перед", "за") else None


def _case(document: Document, token: Token) -> str | None:
    parse = parse_in_context(document, token) if token.word is not None else None
    return parse.feats.get("Case") if parse is not None and parse.pos in ("NOUN", "ADJ", "DET", "VERB") else None


def _goes_on(document: Document, part: tuple[Token, ...]) -> bool:
    """Whether a later clause of the sentence has the same doer: a verb in the past with no subject of its own."""
    for other in clauses(document, part[0].sentence):
        if other[0].index <= part[0].index:
            continue
        parses = [p for t in other if t.word is not None and (p := parse_in_context(document, t)) is not None]
        if any(p.feats.get("Tense") == "Past" and p.feats.get("Number") == "Sing" and p.feats.get("Gender") != "Neut" for p in parses) and not any(
            p.feats.get("Case") == "Nom" and p.pos in ("NOUN", "PRON", "PROPN") for p in parses
        ):
            return True
    return False


_GIVING = frozenset("указать внести ввести записать оформить отправить выслать положить вложить прислать отгрузить посчитать назвать".split())
_SLIPS = frozenset("накосячить напортачить облажаться схалтурить напутать ошибиться промахнуться налажать".split())
_INTRANSITIVE = frozenset("ошибиться перезвонить приехать позвонить ответить промахнуться опоздать задержаться успеть".split())


def _ours(document: Document, start: int, end: int) -> Edit | None:
    """«Инженер не перезвонил» → «мы не перезвонили»: for the client whoever works for us is us."""
    part = clause_of(document, start, end)
    if part is None:
        return None
    at = next((i for i, t in enumerate(part) if t.lemmas & OURS and t.word is not None and _case(document, t) == "Nom"), None)
    if at is None or any(t.kind in _VALUES for t in part[at : at + 4]):
        return None
    first = at
    while first and part[first - 1].word is not None and part[first - 1].word.tags & {"adj"} and _case(document, part[first - 1]) == "Nom":  # type: ignore[union-attr]
        first -= 1
    last = at + 1
    while last < len(part) and part[last].word is not None and _case(document, part[last]) == "Gen":
        last += 1
    if last < len(part) and part[last].norm in ("при", "в", "на", "во"):
        # «Оператор при оформлении ошибся»
        last = next((i for i in range(last, min(last + 4, len(part))) if part[i].lemmas & _INTRANSITIVE), last)
    verb = last + (last < len(part) and part[last].norm == "не")
    if verb >= len(part) or not part[verb].lemmas & _INTRANSITIVE:
        return None
    parse = parse_in_context(document, part[verb])
    if parse is None or parse.feats.get("Tense") != "Past" or parse.feats.get("VerbForm") != "Fin":
        return None
    plural = parse.inflect(Number="Plur")
    if not plural or _goes_on(document, part):
        return None
    between = document.text[part[at].end : part[verb].start]
    if part[last - 1].index > part[at].index and _case(document, part[at + 1]) == "Gen":
        between = document.text[part[last - 1].end : part[verb].start]
    said = opening(document, part[first], "мы") + between + plural
    end = part[verb].end
    for i in range(verb + 1, len(part)):
        if not has_predicate((part[i],)):
            continue
        # «… и указал 1 комплект» is said of us, too; «… и будет оштрафован», «…, потому что заболел» are not.
        second = parse_in_context(document, part[i])
        form = second.inflect(Number="Plur") if second is not None and second.feats.get("Tense") == "Past" else None
        if not form or part[i - 1].norm != "и" or part[i].lemmas.isdisjoint(_GIVING):
            return None
        said, end = said + document.text[end : part[i].start] + form, part[i].end
    return part[first].start, end, said


def _slipped(document: Document, start: int, end: int) -> Edit | None:
    """«Разработчики накосячили в версии 5.12» → «произошла ошибка в версии 5.12»."""
    part = clause_of(document, start, end)
    at = next((i for i, t in enumerate(part or ()) if not t.lemmas.isdisjoint(_SLIPS) and "past" in t.tags), None)
    if part is None or at is None or not at or part[at - 1].norm == "не" or at + 1 >= len(part) or part[at + 1].norm not in ("в", "при", "с", "на"):
        return None
    if any(has_predicate((t,)) for i, t in enumerate(part) if i != at) or any(t.norm in ("мы", "если", "что") for t in part[:at]):
        return None
    if not any(t.kind in _VALUES for t in part[at:]):
        return None  # «произошла ошибка в обновлении» tells nothing that the client does not know
    who = [i for i in range(at) if is_staff(part, i) and part[i].word is not None and _case(document, part[i]) == "Nom"]
    if len(who) != 1:
        return None
    first = who[0]
    while first and _case(document, part[first - 1]) == "Nom":
        first -= 1
    if any(_case(document, t) not in ("Nom", "Gen") for t in part[first:at]):
        return None
    return part[first].start, part[at].end, opening(document, part[first], "произошла ошибка")


def _rude(document: Document, start: int, end: int) -> Edit | None:
    """«Сотрудница магазина на Мира, 5 нагрубила Вам» → «В магазине на Мира, 5 Вам нагрубили»."""
    part = clause_of(document, start, end)
    if part is None:
        return None
    verb = next((i for i, t in enumerate(part) if t.is_("нагрубить", "нахамить") and t.word is not None and "past" in t.word.tags), None)
    at = next((i for i, t in enumerate(part) if t.lemmas & STAFF and t.word is not None and _case(document, t) == "Nom"), None)
    if verb is None or at is None or at > verb:
        return None
    first = at
    while first and part[first - 1].word is not None and part[first - 1].word.tags & {"adj"} and _case(document, part[first - 1]) == "Nom":  # type: ignore[union-attr]
        first -= 1
    place = place_of(document, part[first:verb])
    plural = next((f for p in part[verb].word.parses if (f := p.inflect(Number="Plur", Tense="Past"))), None)  # type: ignore[union-attr]
    if place is None or not plural:
        return None
    last = part[verb + 1] if verb + 1 < len(part) and part[verb + 1].norm == "вам" else part[verb]
    said = f"{place} {'вам' if last.norm == 'вам' and last.text.islower() else 'Вам'} {plural}".strip()
    return part[first].start, last.end, opening(document, part[first], said)


_BADLY_BEHAVED = frozenset("некорректно неправильно грубо невежливо недопустимо неподобающе нетактично неуважительно".split())


def _behaved(document: Document, start: int, end: int) -> Edit | None:
    """«Оператор Светлана вела себя (с Вами) некорректно» → «с Вами говорили некорректно»: what happened, without who it was."""
    inside = tuple(document.between(start, end))
    if len(inside) < 4 or not inside[-1].lemmas & _BADLY_BEHAVED or not any(t.norm == "себя" for t in inside):
        return None
    # «Говорили неправильно» would be of grammar.
    how = "невежливо" if inside[-1].norm in ("некорректно", "неправильно") else inside[-1].norm
    return inside[0].start, inside[-1].end, opening(document, inside[0], f"с Вами говорили {how}")
