"""Statuses of an order, which only we see, said in the client's words: «имеет статус «Буфер»» → «ждёт поставки товара»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.inflection import subject_before

_STANDS = frozenset("находиться числиться стоять пребывать быть оставаться остаться зависнуть висеть".split())
_BECOMES = frozenset("перейти перевести переводиться переходить попасть получить иметь носить передать сменить".split())
_GIVEN = frozenset("присвоить установить проставить выставить поставить присваиваться".split())
_TURNS = frozenset("присвоение переход перевод получение смена попадание изменение".split())
_MEANWHILE = frozenset("сейчас уже теперь пока в настоящий момент время данный еще по-прежнему".split())
_SUBJECTS = frozenset("заказ посылка отправление заявка обращение возврат доставка товар перевод".split())
_QUOTES = {"«": "»", '"': '"', "“": "”", "„": "“"}
_LONGEST = 6


class Status(NamedTuple):
    """A status named in a text: the name as it stands at the end of the span, with its quotes, and what to say instead of the span; None where no sure words are."""

    start: int
    end: int
    said: str | None
    name: str


def statuses(document: Document, table: Mapping[str, str]) -> Iterator[Status]:
    """Statuses of the table, and those whose name holds an abbreviation of ours, in reading order."""
    for token in document.having(frozenset(("статус",))):
        named = _name(document, token, table)
        if named is None:
            continue
        name, last, predicate = named
        if predicate is None:
            if not any(len(t.text) > 1 and t.text.isupper() for t in name) and not _of_our_work(document, token):
                continue
            predicate = _own_words(document, name)
        # «Обусловлена его нахождением в статусе «Буфер»»: a noun has no room for a predicate.
        named_state = token.index > 1 and document.tokens[token.index - 2].is_("нахождение", "пребывание")
        edit = _edit(document, token, name, last, predicate) if predicate is not None and not named_state else None
        shown = document.text[name[0].start - (last.text in _QUOTES.values()) : last.end]
        yield Status(edit[0], edit[1], edit[2], shown) if edit is not None else Status(token.start, last.end, None, shown)


def _name(document: Document, status: Token, table: Mapping[str, str]) -> tuple[tuple[Token, ...], Token, str | None] | None:
    """The tokens of the name, the last token with its quote, and the table's words for it."""
    tokens = document.tokens
    stop = document.sentences[status.sentence].last
    at = status.index + 1
    while at < stop and (
        tokens[at].lemmas & (_SUBJECTS | {"ваш", "этот", "данный"})
        or tokens[at].norm in ("у", "по")
        or tokens[at].text in ("—", "–", "-", ":", "№")
        or tokens[at].kind in ("number", "code")
        or _in_system(tokens, at, stop)
    ):
        at += 1
    if at >= stop:
        return None
    closing = _QUOTES.get(tokens[at].text)
    if closing is not None:
        end = next((k for k in range(at + 1, min(at + 8, stop)) if tokens[k].text == closing), None)
        if end is None:
            return None
        name = tokens[at + 1 : end]
        return name, tokens[end], _known(name, table)
    for length in range(_LONGEST, 0, -1):
        name = tokens[at : min(at + length, stop)]
        ends = at + length >= stop or tokens[at + length].kind == "punct"
        # «Статус заказа: новый адрес появится завтра» names none.
        if name and (ends or name[0].capital) and name[-1].kind != "punct" and (words := _known(name, table)) is not None:
            return name, name[-1], words
    return None


def _in_system(tokens: tuple[Token, ...], at: int, stop: int) -> bool:
    """«статус в WCRM — …»."""
    token = tokens[at]
    return (
        token.norm in ("в", "по")
        and at + 1 < stop
        and tokens[at + 1].text.isupper()
        or token.text.isupper()
        and len(token.text) > 2
        and tokens[at - 1].norm in ("в", "по")
    )


def _known(name: tuple[Token, ...], table: Mapping[str, str]) -> str | None:
    words = [t for t in name if t.kind in ("word", "code", "number")]
    for key, said in table.items():
        wanted = key.lower().replace("ё", "е").split()
        if len(wanted) == len(words) and all(_same(t, w) for t, w in zip(words, wanted, strict=True)):
            return said
    return None


def _same(token: Token, wanted: str) -> bool:
    return token.norm == wanted or bool(token.lemmas & (morph.word(wanted).lemmas - {token.norm})) and token.norm[:4] == wanted[:4]


_OUR_WORK = frozenset("обращение заявка вопрос инцидент запрос".split())


def _of_our_work(document: Document, status: Token) -> bool:
    """«Обращение переведено в статус …»: what we do with the client's request in our system."""
    before = document.tokens[document.sentences[status.sentence].first : status.index]
    return any(t.lemmas & _OUR_WORK for t in before) and any(t.is_("перевести", "присвоить") for t in before)


def _own_words(document: Document, name: tuple[Token, ...]) -> str | None:
    """«Передан в ФФ»: the name is a predicate itself."""
    first = name[0]
    if first.norm not in ("в", "на", "у") and (
        first.word is None or not any(p.feats.get("Variant") == "Short" and p.pos in ("VERB", "ADJ") for p in first.word.parses)
    ):
        return None
    text = document.text[first.start : name[-1].end]
    return text[0].lower() + text[1:]


def _edit(document: Document, status: Token, name: tuple[Token, ...], last: Token, predicate: str) -> tuple[int, int, str] | None:
    tokens = document.tokens
    sentence = document.sentences[status.sentence]
    at = status.index
    before = at - 1
    if before >= sentence.first and tokens[before].norm in ("в", "на", "о"):
        before -= 1
    named = tokens[at + 1 : name[0].index]
    if (turn := _turned(document, at, last, predicate)) is not None:
        return turn
    if any(t.lemmas & _SUBJECTS for t in named):
        return _of_order(document, status, last, predicate)
    while before >= sentence.first and tokens[before].lemmas & _MEANWHILE:
        before -= 1
    verb = tokens[before] if before >= sentence.first else None
    if verb is not None and verb.lemmas & _GIVEN:
        return _given(document, verb, last, predicate)
    if verb is not None and verb.lemmas & (_STANDS | _BECOMES):
        if before - 1 >= sentence.first and tokens[before - 1].norm in ("был", "была", "было", "были"):
            verb = tokens[before - 1]
        subject = subject_before(document, verb) or _what_they(document, verb)
        if subject is None:
            return _behind(document, verb, status, last, predicate)
        return verb.start, last.end, agreeing(predicate, subject)
    if before < sentence.first or tokens[before].text in ",;.—–-":
        noun = "заказ"
        text = f"{noun} {predicate}"
        return status.start, last.end, text[0].upper() + text[1:] if status.index == sentence.first else text
    if (
        status.index - 1 >= sentence.first
        and tokens[status.index - 1].norm == "в"
        and (subject := subject_before(document, tokens[status.index - 1])) is not None
    ):
        return tokens[status.index - 1].start, last.end, agreeing(predicate, subject)
    return _behind(document, tokens[before], status, last, predicate)


def _what_they(document: Document, verb: Token) -> dict[str, str] | None:
    """«Ваш вопрос перевели в статус …»: the object of a verb without a subject, where it looks like one."""
    for token in reversed(document.tokens[document.sentences[verb.sentence].first : verb.index]):
        parse = parse_in_context(document, token) if token.word is not None else None
        if parse is None or parse.pos != "NOUN":
            continue
        nominative = token.word is not None and any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" for p in token.word.parses)
        if parse.feats.get("Case") != "Acc" or not nominative:
            return None
        return {"Number": parse.feats.get("Number", "Sing"), "Gender": parse.feats.get("Gender", "Masc")}
    return None


def _behind(document: Document, word: Token, status: Token, last: Token, predicate: str) -> tuple[int, int, str] | None:
    """«У заказа 123 статус «Буфер»», «По заказу стоит статус …»: the order is named before with a preposition."""
    tokens = document.tokens
    sentence = document.sentences[status.sentence]
    head = next((i for i in range(word.index, sentence.first - 1, -1) if tokens[i].lemmas & _SUBJECTS), None)
    if head is None or any(
        t.kind == "word" and not t.lemmas & (_STANDS | _MEANWHILE) for t in tokens[head + 1 : status.index - (tokens[status.index - 1].norm == "в")]
    ):
        return None
    first = head
    while first > sentence.first and tokens[first - 1].is_("ваш", "этот", "данный"):
        first -= 1
    if first <= sentence.first - 1 or first == sentence.first or tokens[first - 1].norm not in ("у", "по"):
        return None
    stop = next((i for i in range(head + 1, status.index) if tokens[i].kind == "word"), status.index)
    return _clause(document, tokens[first - 1], first, head, stop, last, predicate)


def _of_order(document: Document, status: Token, last: Token, predicate: str) -> tuple[int, int, str] | None:
    """«Статус Вашего заказа № 5 — «Буфер»» → «Ваш заказ № 5 ждёт поставки товара»."""
    tokens = document.tokens
    head = next(i for i in range(status.index + 1, last.index) if tokens[i].lemmas & _SUBJECTS)
    stop = head + 1
    while stop < last.index and (tokens[stop].kind in ("number", "code") or tokens[stop].text == "№"):
        stop += 1
    first = status.index + 1
    while first < head and tokens[first].norm in ("у", "по"):
        first += 1
    return _clause(document, status, first, head, stop, last, predicate)


def _given(document: Document, verb: Token, last: Token, predicate: str) -> tuple[int, int, str] | None:
    """«Заказу 778 присвоен статус «Буфер»» → «Заказ 778 ждёт поставки товара»."""
    tokens = document.tokens
    sentence = document.sentences[verb.sentence]
    head = next((i for i in range(verb.index - 1, sentence.first - 1, -1) if tokens[i].lemmas & _SUBJECTS), None)
    if head is None or any(t.text in ",;" for t in tokens[head : verb.index]):
        return None
    parse = parse_in_context(document, tokens[head])
    first = head
    while first > sentence.first and tokens[first - 1].is_("ваш", "этот", "данный"):
        first -= 1
    opens = first
    if parse is None or parse.feats.get("Case") != "Dat":
        return None
    if first > sentence.first and tokens[first - 1].norm == "по":
        opens -= 1
    stop = next((i for i in range(head + 1, verb.index) if tokens[i].kind == "word"), verb.index)
    return _clause(document, tokens[opens], first, head, stop, last, predicate)


def _clause(document: Document, start: Token, first: int, head: int, stop: int, last: Token, predicate: str) -> tuple[int, int, str] | None:
    """The order's name [first, stop) in the nominative with the predicate, in place of [start, last]."""
    tokens = document.tokens
    noun = parse_in_context(document, tokens[head])
    form = noun.inflect(Case="Nom") if noun is not None else None
    if noun is None or not form:
        return None
    number, gender = noun.feats.get("Number", "Sing"), noun.feats.get("Gender", "Masc")
    subject = {"Number": number} if number == "Plur" else {"Number": number, "Gender": gender}
    words = []
    for i in range(first, head):
        modifier = next((f for p in (tokens[i].word.parses if tokens[i].word else ()) if (f := p.inflect(Case="Nom", **subject))), None)  # type: ignore[union-attr]
        if modifier is None:
            return None
        words.append(modifier[0].upper() + modifier[1:] if tokens[i].capital and i > first else modifier)
    tail = document.text[tokens[head].end : tokens[stop - 1].end] if stop > head + 1 else ""
    text = " ".join((*words, form)) + tail + " " + agreeing(predicate, subject)
    return start.start, last.end, text[0].upper() + text[1:] if start.capital else text


def _turned(document: Document, at: int, last: Token, predicate: str) -> tuple[int, int, str] | None:
    """«До присвоения заказу статуса «Передан в КС»» → «пока заказ не передан в КС»; «после …» → «после того как …»."""
    tokens = document.tokens
    sentence = document.sentences[tokens[at].sentence]
    turn = next((i for i in range(at - 1, max(sentence.first, at - 7) - 1, -1) if tokens[i].lemmas & _TURNS), None)
    if turn is None:
        return None
    first = turn - 1
    while first >= sentence.first and tokens[first].is_("момент", "время"):
        first -= 1
    if first < sentence.first or tokens[first].norm not in ("до", "после"):
        return None
    head = next((i for i in range(turn + 1, at) if tokens[i].lemmas & _SUBJECTS), None)
    subject: dict[str, str] = {"Number": "Sing", "Gender": "Masc"}
    noun = "заказ"
    if head is not None:
        parse = parse_in_context(document, tokens[head])
        form = parse.inflect(Case="Nom") if parse is not None else None
        if parse is None or not form:
            return None
        noun = form
        number = parse.feats.get("Number", "Sing")
        subject = {"Number": number} if number == "Plur" else {"Number": number, "Gender": parse.feats.get("Gender", "Masc")}
        stop = next((i for i in range(head + 1, at) if tokens[i].kind == "word"), at)
        noun += document.text[tokens[head].end : tokens[stop - 1].end]
    words = agreeing(predicate, subject)
    said = f"пока {noun} не {words}" if tokens[first].norm == "до" else f"после того как {noun} {words}"
    opens = first == sentence.first
    after = tokens[last.index + 1] if last.index + 1 < sentence.last else None
    closes = "" if after is None or after.text in ".,!?;" else ","
    if opens:
        return tokens[first].start, last.end, said[0].upper() + said[1:] + closes
    ahead = tokens[first - 1]
    return ahead.start, last.end, f"{ahead.text}{',' if ahead.text not in ',(—–:' else ''} {said}{closes}"


def agreeing(predicate: str, subject: Mapping[str, str]) -> str:
    """The predicate, which a table gives for a masculine subject, with a subject of that number and gender."""
    words = predicate.split()
    for i, form in enumerate(words):
        for parse in morph.word(form.lower().replace("ё", "е")).parses:
            if parse.feats.get("Variant") == "Short" or parse.feats.get("Tense") == "Past" and parse.feats.get("VerbForm") == "Fin":
                wanted = dict(subject)
            elif parse.pos == "VERB" and parse.feats.get("VerbForm") == "Fin" and parse.feats.get("Person") == "3":
                wanted = {"Number": subject.get("Number", "Sing")}
            else:
                continue
            if better := parse.inflect(**wanted):
                return " ".join((*words[:i], better, *words[i + 1 :]))
    return predicate
