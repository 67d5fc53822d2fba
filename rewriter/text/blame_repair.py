"""What puts a fault on somebody, said so that it does not: the deed without its doer, the rule without the reproach."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.clauses import clauses, has_predicate
from rewriter.text.document import Document, Token
from rewriter.text.fault_adjunct import fault_adjunct, with_deed
from rewriter.text.inflection import parse_in_context
from rewriter.text.passive import place_of, without_doer
from rewriter.text.people import OURS, PLACES, STAFF

Edit = tuple[int, int, str]
_VALUES = frozenset(("number", "code", "link", "email"))


def restated(document: Document, start: int, end: int) -> Edit | None:
    """The edit (start, end, replacement) that says the same without blame, or None where no sure one is: then it has to be cut."""
    adjunct = fault_adjunct(document, start, end)
    if adjunct is not None:
        return with_deed(document, adjunct)
    for attempt in (pointer, _unanswered, _told_before, _reason_kept, _duty, without_doer, _without_agent, _ours, _rude):
        edit = attempt(document, start, end)
        if edit is not None and _keeps_values(document, edit):
            return edit
    return None


def _keeps_values(document: Document, edit: Edit) -> bool:
    return all(t.text in edit[2] for t in document.between(edit[0], edit[1]) if t.kind in _VALUES)


def _part(document: Document, start: int, end: int) -> tuple[Token, ...] | None:
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    return next((p for p in clauses(document, sentence.index) if p[0].start < end and p[-1].end > start), None)


def _capital(document: Document, token: Token, text: str) -> str:
    return text[0].upper() + text[1:] if document.sentences[token.sentence].first == token.index else text


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
    return tokens[at].start, tokens[noun].end, _capital(document, tokens[at], f"подробности — в {place}")


def _unanswered(document: Document, start: int, end: int) -> Edit | None:
    """«Вы не ответили на звонок курьера 3 мая» → «Звонок курьера 3 мая остался без ответа»."""
    part = _part(document, start, end)
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
    return first.start, stop.end, f"{_capital(document, first, name)}{rest} {verb} без ответа"


_TOLD = frozenset(
    "уведомлены уведомлен уведомлена проинформированы проинформирован проинформирована предупреждены предупрежден предупреждена извещены оповещены".split()
)
_MEANS = frozenset("письмо смс сообщение звонок уведомление почта электронный пуш пуш-уведомление по в от на адрес".split())


def _told_before(document: Document, start: int, end: int) -> Edit | None:
    """«…, о чём Вы были уведомлены письмом от 18 августа» → «…, мы писали об этом 18 августа»."""
    part = _part(document, start, end)
    if part is None:
        return None
    at = next((i for i, t in enumerate(part) if t.norm in _TOLD), None)
    if at is None or any(t.norm in ("будете", "будет", "не") for t in part[:at]) or not any(t.norm == "вы" for t in part):
        return None
    if not (part[0].norm in ("о", "об") and len(part) > 1 and part[1].norm in ("чем", "этом")):
        return None
    rest = [t for t in part[at + 1 :] if t.text not in ".!?"]
    when = [t for t in rest if not t.lemmas & _MEANS]
    if not when or when[0].kind not in _VALUES or when != rest[-len(when) :]:
        return None
    verb = "сообщали" if any(t.is_("звонок") for t in rest) else "писали"
    said = f"мы {verb} об этом {document.text[when[0].start : when[-1].end]}"
    return part[0].start, when[-1].end, _capital(document, part[0], said)


_REASONS = (("так", "как"), ("потому", "что"), ("поскольку",), ("ведь",))
_PRONOUNS = {
    "него": "Masc",
    "его": "Masc",
    "нему": "Masc",
    "ему": "Masc",
    "ним": "Masc",
    "нем": "Masc",
    "нее": "Fem",
    "ее": "Fem",
    "ней": "Fem",
    "ей": "Fem",
    "них": "Plur",
    "их": "Plur",
    "ними": "Plur",
    "им": "Plur",
}


def _reason_kept(document: Document, start: int, end: int) -> Edit | None:
    """«Вам следовало сохранить чек, так как без него заявление не принимается» → «Без чека заявление не принимается»."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    found = next(
        ((i, len(r)) for i, t in enumerate(tokens) for r in _REASONS if i and tokens[i - 1].text == "," and tuple(x.norm for x in tokens[i : i + len(r)]) == r),
        None,
    )
    reproach = [t for t in tokens if start <= t.start < end]
    if (
        found is None
        or not reproach
        or not _is_duty(tokens[: found[0]])
        or reproach[-1].index >= tokens[found[0]].index
        or any(t.kind in _VALUES for t in tokens[: found[0]])
    ):
        return None
    if any(t.text in ",;" for t in tokens[: found[0] - 1]):
        return None
    said = tokens[found[0] + found[1] :]
    text = document.text[said[0].start : sentence.end]
    for token in said:
        if token.norm not in _PRONOUNS:
            continue
        noun = _named(document, tokens[: found[0]], _PRONOUNS[token.norm])
        parse = parse_in_context(document, token)
        form = noun.inflect(Case=parse.feats["Case"]) if noun is not None and parse is not None and "Case" in parse.feats else None
        if form is None:
            return None
        shift = said[0].start
        text = text[: token.start - shift] + form + text[token.end - shift :]
        break
    return sentence.start, sentence.end, text[0].upper() + text[1:]


def _named(document: Document, tokens: tuple[Token, ...], wanted: str) -> morph.Parse | None:
    for token in reversed(tokens):
        parse = parse_in_context(document, token) if token.word is not None and "noun" in token.word.tags else None
        if parse is None or parse.pos != "NOUN":
            continue
        plural = parse.feats.get("Number") == "Plur"
        if plural == (wanted == "Plur") and (plural or parse.feats.get("Gender") in (("Masc", "Neut") if wanted == "Masc" else ("Fem",))):
            return parse
    return None


_WAS = ("надо", "нужно", "необходимо")
_OUGHT = frozenset("следовало надлежало полагалось стоило".split())
_TOO_LATE = frozenset("внимательно внимательный заранее раньше вовремя своевременно сразу лучше аккуратно самостоятельно сам".split())
_KNOWN = frozenset(
    "знать понимать помнить прочитать прочесть читать проверить проверять учесть учитывать ознакомиться подумать думать посмотреть смотреть следить проследить сохранить предвидеть узнать предупредить сообщить убедиться изучить быть позаботиться догадаться спросить".split()
)


def _is_duty(tokens: tuple[Token, ...]) -> bool:
    return _duty_at(tokens) is not None or any(t.norm in _OUGHT for t in tokens)


def _duty_at(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    """Token range of «(Вам) следовало (бы)», «надо было», «Вы должны были»."""
    for i, token in enumerate(tokens):
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        if token.norm in _WAS and following == "было" or token.norm in _OUGHT:
            end = i + 2 if token.norm in _WAS else i + 1
            end += end < len(tokens) and tokens[end].norm in ("бы", "б")
            begin = i - 1 if i and tokens[i - 1].norm == "вам" else i
            return begin, end
        if token.norm in ("должны", "обязаны") and following == "были":
            return (i - 1, i + 2) if i and tokens[i - 1].norm == "вы" else None
    return None


def _duty(document: Document, start: int, end: int) -> Edit | None:
    """«Надо было подать заявление до 3 мая» → «Нужно подать заявление до 3 мая»; what a client ought to have known is left to a cut."""
    part = _part(document, start, end)
    at = _duty_at(part) if part is not None else None
    if part is None or at is None or (at[0] and part[at[0] - 1].norm == "не"):
        return None
    rest = part[at[1] :]
    infinitive = next((t for t in part if t.index >= part[at[1] - 1].index and t.word is not None and "inf" in t.word.tags), None)
    if infinitive is None:
        return None
    told = any(t.kind in _VALUES for t in part)
    if not told and (infinitive.lemmas & _KNOWN or any(t.lemmas & _TOO_LATE for t in part)):
        return None
    words = ["Вам" if part[at[0]].norm in ("вам", "вы") else "", "нужно"]
    dropped = [t for t in rest if t.lemmas & _TOO_LATE and t.index < infinitive.index or t.lemmas & {"сам", "самостоятельно", "внимательно"}]
    text = " ".join(w for w in words if w)
    if part[at[0]].norm in ("вам", "вы") and document.sentences[part[0].sentence].first != part[at[0]].index and not part[at[0]].capital:
        text = text[0].lower() + text[1:]
    text = _capital(document, part[at[0]], text)
    if dropped and dropped == list(rest[: len(dropped)]):
        return part[at[0]].start, dropped[-1].end, text
    return (part[at[0]].start, part[at[1] - 1].end, text) if not dropped else None


def _without_agent(document: Document, start: int, end: int) -> Edit | None:
    """«Ошибка допущена разработчиком при обновлении» → «Ошибка допущена при обновлении»."""
    part = _part(document, start, end)
    if part is None or not any(t.word is not None and any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in t.word.parses) for t in part):
        return None
    at = next((i for i, t in enumerate(part) if t.lemmas & STAFF and t.word is not None and _case(document, t) == "Ins"), None)
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
    before, after = part[first - 1] if first else None, part[last] if last < len(part) else None
    if before is None:
        return None
    gap = " " if after is not None and after.text not in ",.;:!?" else ""
    return before.end, after.start if after is not None else part[last - 1].end, gap


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


_INTRANSITIVE = frozenset("ошибиться перезвонить приехать позвонить ответить промахнуться опоздать задержаться успеть".split())


def _ours(document: Document, start: int, end: int) -> Edit | None:
    """«Инженер не перезвонил» → «мы не перезвонили»: for the client whoever works for us is us."""
    part = _part(document, start, end)
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
    verb = last + (last < len(part) and part[last].norm == "не")
    if verb >= len(part) or not part[verb].lemmas & _INTRANSITIVE:
        return None
    parse = parse_in_context(document, part[verb])
    if parse is None or parse.feats.get("Tense") != "Past" or parse.feats.get("VerbForm") != "Fin":
        return None
    plural = parse.inflect(Number="Plur")
    # «… и будет оштрафован», «…, потому что заболел» are not said of us.
    if not plural or any(has_predicate((t,)) for t in part[verb + 1 :]) or _goes_on(document, part):
        return None
    between = document.text[part[last - 1].end : part[verb].start]
    return part[first].start, part[verb].end, _capital(document, part[first], "мы") + between + plural


def _rude(document: Document, start: int, end: int) -> Edit | None:
    """«Сотрудница магазина на Мира, 5 нагрубила Вам» → «В магазине на Мира, 5 Вам нагрубили»."""
    part = _part(document, start, end)
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
    return part[first].start, last.end, _capital(document, part[first], said)
