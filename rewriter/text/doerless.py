"""A clause about somebody's deed said without the doer: «Кладовщик перепутал артикулы» → «Артикулы перепутаны»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rewriter.text import morph
from rewriter.text.clauses import clauses
from rewriter.text.document import TERMINAL, Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.objects import modifies, object_of
from rewriter.text.people import PLACES, is_staff

_BLAMING = frozenset("сам самостоятельно же ведь видимо просто даже попросту".split())
# Said of a client these are a reproach even without him: «условия не прочитаны».
_REPROACHES = frozenset(
    "прочитать прочесть проверить учесть ознакомиться удосужиться потрудиться подумать изучить посмотреть осмотреть соблюсти дождаться позаботиться убедиться предупредить проигнорировать проследить понять обратить заметить".split()
)
# «Вы подведены», «клиент обманут», «сигнал проспан» say no less than the blame.
_NO_PASSIVE = frozenset(
    "подвести обмануть проигнорировать нарушить ввести иметь мочь хотеть получить успеть обидеть отвлечь проспать прозевать проворонить прошляпить проглядеть".split()
)
_INTO = frozenset(("заблуждение",))
# «Не забрана» is said of nobody's parcel.
_BETTER = {"забрать": "получить", "выкупить": "получить", "напутать": "перепутать"}
_LONGEST_NAME = 9
_MAKING = ("допустить", "совершить", "сделать")
_MISTAKES = ("ошибка", "промах", "неточность", "оплошность")
# «Забыл положить насадку» → «насадка не положена».
_FORGETTING = ("забыть", "полениться")
# With these it is said of the deed, not of the thing: «порвал конверт при доставке», but «прочитал инструкцию к замку».
_OF_THE_DEED = frozenset("при в во до после с со по под вместо".split())
_TO_WHOM = ("вам", "нам", "ему", "ей", "им", "клиенту")
# «Указан неверный адрес»: what is wrong with it is the news and stands last.
_WRONG = frozenset("неверный неправильный ошибочный чужой другой неполный несуществующий недостоверный неточный".split())


@dataclass(frozen=True)
class _Said:
    """A clause's words as they are to be said: text by token index; what is left out is not there."""

    order: tuple[int, ...]
    text: dict[int, str]


def without_doer(document: Document, start: int, end: int) -> tuple[int, int, str] | None:
    """The edit (start, end, replacement) of the clause at the span, or None where it has no doer or no sure passive."""
    sentence = document.sentence_at(start)
    if sentence is None or document.text[sentence.end - 1] == "?":
        return None
    for part in clauses(document, sentence.index):
        if part[0].start < end and part[-1].end > start and (edit := _edit(document, part)) is not None:
            return edit
    return None


def relative_without_doer(document: Document, part: tuple[Token, ...]) -> str | None:
    """«(курьера), который 5 мая поставил отметку» → «5 мая поставлена отметка»; `part` begins with «который»."""
    if not part or part[0].norm not in ("который", "которая", "которое", "которые"):
        return None
    said = _said(document, part, 0, 1)
    return _joined(document, said, capital=False) if said is not None else None


def deed_of_his(document: Document, part: tuple[Token, ...]) -> str | None:
    """«(Косяк продавца,) он при сборке перепутал артикул» → «при сборке перепутан артикул»; «там перепутали размер» → «перепутали размер»."""
    if len(part) < 3:
        return None
    if part[0].norm in ("там", "они") and any(_past(document, t) and t.norm.endswith("ли") for t in part):
        last = part[-2] if part[-1].text in TERMINAL else part[-1]
        return document.text[part[1].start : last.end] if last.index > part[1].index else None
    said = _said(document, part, 0, 1) if part[0].norm in ("он", "она") else None
    return _joined(document, said, capital=False) if said is not None else None


def participle_without_doer(document: Document, part: tuple[Token, ...]) -> str | None:
    """«(службы), повредившей кабель на Победы» → «повреждён кабель на Победы»; `part` begins with the participle, or «не» before it."""
    verb = int(part[0].norm == "не")
    said = _turned(document, part, list(range(len(part))), [], verb)
    if said is None:
        return None
    first = part[0].index
    return _joined(document, _Said(tuple(first + i for i in said.order), {first + i: form for i, form in said.text.items()}), capital=False)


def _edit(document: Document, part: tuple[Token, ...]) -> tuple[int, int, str] | None:
    if any(t.norm in ("бы", "б") for t in part):
        return None  # «если бы Вы указали квартиру» tells of what was not
    for at in _doers(document, part):
        first = at
        while first > 0 and modifies(document, part[first - 1], "Nom"):
            first -= 1
        last = _name_end(document, part, at, behind=any(_past(document, t) for t in part[:first]))
        place = place_of(document, part[first:last])
        if place is None:
            continue
        said = _said(document, part, first, last)
        if said is None:
            continue
        affected = {*said.text, *range(part[first].index, part[last - 1].index + 1), *(t.index for t in part if t.index not in said.order)}
        # What has moved is affected, too.
        affected.update(a for a, b in zip([t.index for t in part if t.index in said.order], said.order, strict=True) if a != b)
        begin, stop = min(affected), max(affected)
        order = [i for i in said.order if begin <= i <= stop or i not in range(part[0].index, part[-1].index + 1)]
        opens = document.sentences[part[0].sentence].first == begin
        text = _joined(document, _Said(tuple(order), said.text), capital=False)
        text = f"{place} {text}".strip()
        if not text:
            continue
        if part[at].norm == "вы" and (joint := _goes_on(document, part)) is not None:
            # «Вы установили роутер в углу и используете диапазон …» → «роутер установлен в углу, и вы используете диапазон …»
            text = f"{text}{document.text[document.tokens[stop].end : part[-1].end]}, и {part[at].text if not opens else part[at].text.lower()}"
            stop = joint
        return document.tokens[begin].start, document.tokens[stop].end, text[0].upper() + text[1:] if opens else text
    return None


def _goes_on(document: Document, part: tuple[Token, ...]) -> int | None:
    """The «и» behind the clause, where what follows is said of «вы» as well and would have no subject."""
    joint = part[-1].index + 1
    if joint >= len(document.tokens) or document.tokens[joint].sentence != part[0].sentence or document.tokens[joint].norm != "и":
        return None
    for token in document.tokens[joint + 1 : document.sentences[part[0].sentence].last]:
        if token.kind == "punct" and token.text in ",;:—–" or token.norm == "вы":
            return None
        if _finite(document, token):
            return joint if any(p.feats.get("Person") == "2" for p in (token.word.parses if token.word else ())) else None
    return None


def _doers(document: Document, part: tuple[Token, ...]) -> Iterator[int]:
    for i, token in enumerate(part):
        if token.norm == "вы" or (is_staff(part, i) and token.word is not None and any(p.feats.get("Case") == "Nom" for p in token.word.parses)):
            parse = parse_in_context(document, token)
            if parse is not None and parse.feats.get("Case") == "Nom" and not (i and part[i - 1].norm in ("если", "когда", "чтобы")):
                yield i


def _name_end(document: Document, part: tuple[Token, ...], at: int, *, behind: bool) -> int:
    """One past the words that name the doer: «сотрудник пункта выдачи на Мира, 48»; `behind`: his verb stands before him, and what follows is said of the deed."""
    end = at + 1
    if part[at].norm == "вы":
        return end
    while end < len(part) and end - at <= _LONGEST_NAME:
        token = part[end]
        parse = parse_in_context(document, token) if token.word is not None else None
        if token.kind in ("number", "code") or token.text in "«»№,":
            end += 1
            continue
        if (
            parse is None
            or (behind and parse.pos == "ADP")
            or (_tagged(token, "adv") and not _tagged(token, "noun"))
            or parse.pos in ("VERB", "AUX", "PART", "ADV", "PRON", "CCONJ", "SCONJ")
            or (
                parse.pos == "NOUN"
                and parse.feats.get("Case") in ("Nom", "Acc")
                and part[end - 1].kind == "word"
                and not _after_preposition(document, part, end)
            )
        ):
            break
        end += 1
    while end > at + 1 and (part[end - 1].text in ",«" or _tagged(part[end - 1], "prep") and len(part[end - 1].text) < 4):
        end -= 1
    return end


def _after_preposition(document: Document, part: tuple[Token, ...], at: int) -> bool:
    parse = parse_in_context(document, part[at - 1]) if part[at - 1].word is not None else None
    return parse is not None and parse.pos in ("ADP", "ADJ")


def place_of(document: Document, name: tuple[Token, ...]) -> str | None:
    """Where it happened, if the doer's name holds a number or an address: «сотрудник пункта на Мира, 48» → «в пункте на Мира, 48». None: it would be lost."""
    if not any(t.kind in ("number", "code") for t in name):
        return ""
    at = next((i for i, t in enumerate(name) if t.lemmas & PLACES.keys()), None)
    if at is None or any(t.kind in ("number", "code") for t in name[:at]):
        return None
    noun = next(iter(name[at].lemmas & PLACES.keys()))
    form = morph.inflect(noun, "NOUN", Case="Loc", Number="Sing")
    if form is None:
        return None
    words = []
    for token in name[:at]:
        parse = parse_in_context(document, token) if token.word is not None else None
        if parse is not None and parse.pos in ("ADJ", "DET") and token.index > name[0].index:
            words.append(parse.inflect(Case="Loc", Number="Sing", Gender=parse.feats.get("Gender", "Masc")) or token.text)
    rest = document.text[name[at].end : name[-1].end]
    return " ".join((PLACES[noun], *words, form)) + rest


def _said(document: Document, part: tuple[Token, ...], first: int, last: int) -> _Said | None:
    """The clause without its doer [first, last) and every verb of his in the passive."""
    verbs = [i for i, t in enumerate(part) if not first <= i < last and _finite(document, t)]
    if not verbs or not all(_past(document, part[i]) for i in verbs):
        return None
    yours = part[first].norm == "вы"
    relative = part[first].is_("который")
    bounds = _segments(part, verbs, last if verbs[0] >= last else 0)
    if bounds is None:
        return None
    order = [t.index for t in part[: bounds[0][0]] if not first <= t.index - part[0].index < last]
    text: dict[int, str] = {}
    kept = 0
    for (begin, end), verb in zip(bounds, verbs, strict=True):
        inside = [i for i in range(begin, end) if not first <= i < last]
        before = [i for i in range(bounds[0][0]) if not first <= i < last] if not kept and begin == bounds[0][0] else []
        told = any(part[i].kind in ("number", "code", "link", "email") or part[i].text == "«" for i in inside)
        reproach = yours and part[verb].lemmas & _REPROACHES and not told
        # «Который не позвонил и 3 мая поставил отметку»: what was not done says nothing of what was.
        undone = relative and not told and part[verb - 1].norm == "не"
        turned = None if reproach or undone else _turned(document, part, inside, before, verb)
        if turned is None:
            if told:
                return None
            continue
        if kept:
            order.append(part[begin - 1].index)
        order.extend(part[i].index for i in turned.order)
        text |= {part[i].index: form for i, form in turned.text.items()}
        kept += 1
    return _Said(tuple(order), text) if kept else None


def _segments(part: tuple[Token, ...], verbs: list[int], begin: int) -> list[tuple[int, int]] | None:
    """For each verb the range of words that are its own: «ошибся | и | выдал чужой заказ»."""
    bounds = []
    for verb, following in zip(verbs, [*verbs[1:], len(part)], strict=True):
        if following == len(part):
            bounds.append((begin, len(part)))
            break
        joint = next((i for i in range(following - 1, verb, -1) if part[i].norm in ("и", "а", "но", ",")), None)
        if joint is None:
            return None
        bounds.append((begin, joint - (part[joint - 1].text == ",")))
        begin = joint + 1
    return bounds


def _turned(document: Document, part: tuple[Token, ...], inside: list[int], before: list[int], verb: int) -> _Said | None:
    """One verb with its object in the passive; indices are those of `part`."""
    parse = parse_in_context(document, part[verb])
    managing = parse is not None and parse.lemma == "успеть" and verb > 0 and part[verb - 1].norm == "не"
    if parse is None or not managing and parse.lemma in _NO_PASSIVE and not (parse.lemma == "ввести" and not any(part[i].norm in _INTO for i in inside)):
        return None
    if parse.lemma in _MAKING and not any(part[i].kind == "word" and not part[i].is_(*_MISTAKES, *_BLAMING) for i in inside if i != verb):
        return None  # «ошибка допущена» tells nothing
    forgotten = managing or parse.lemma in _FORGETTING
    if forgotten:
        parse = parse_in_context(document, part[verb + 1]) if verb + 1 < len(part) else None
        if parse is None or parse.feats.get("VerbForm") != "Inf":
            return None
    if "tran" not in parse.analysis.labels or not (parse.feats.get("Aspect") == "Perf" or parse.lemma.endswith("ировать")):
        return None
    negated = verb > 0 and part[verb - 1].norm == "не"
    last = verb + forgotten
    behind, ahead = [i for i in inside if i > last], [i for i in inside if i < verb] or before
    found = object_of(document, part, behind, negated=negated) or object_of(document, part, ahead, negated=negated, fronted=True)
    if found is None:
        return None
    if verb in found.modifiers:  # «установившего антивирус»: the participle is no attribute of what was installed
        found = found._replace(
            modifiers=tuple(i for i in found.modifiers if i != verb),
            group=tuple(i for i in found.group if i != verb),
            forms={i: form for i, form in found.forms.items() if i != verb},
        )
    if (plainer := _BETTER.get(parse.lemma)) is not None:
        parse = next((p for p in morph.word(plainer).parses if p.lemma == plainer), parse)
    participle = parse.inflect(VerbForm="Part", Variant="Short", Tense="Past", Voice="Pass", **found.agreement)
    if not participle:
        return None
    forms = {**found.forms, last: participle, **({verb: "не"} if forgotten else {})}
    order = [i for i in inside if not part[i].lemmas & _BLAMING]
    if managing:
        # «Не успел передать»: the thing is still on its way, nobody is late.
        forms[verb] = "ещё не"
        order = [i for i in order if i != verb - 1]
        negated = False
    if last + 1 in order and part[last + 1].norm in _TO_WHOM:
        order.remove(last + 1)
        order.insert(order.index(verb) - negated, last + 1)
    if part[found.head].norm in ("его", "ее", "их"):
        values = any(part[i].kind in ("number", "code") for i in inside)
        if not values and not negated and not forgotten and not any(i > last for i in order if i != found.head and part[i].kind == "word"):
            return None  # «он указан» tells nothing
        return _Said((found.head, *(i for i in order if i != found.head)), forms)
    if part[found.head].kind != "word" or any(part[i].lemmas & _WRONG for i in found.modifiers):
        return _Said(tuple(order), forms)
    return _Said(_object_first(document, part, order, found.group, verb, last), forms)


def _object_first(document: Document, part: tuple[Token, ...], order: list[int], group: tuple[int, ...], verb: int, last: int) -> tuple[int, ...]:
    """«Перепутаны артикулы» → «артикулы перепутаны», where nothing belongs to the object behind it."""
    at = order.index(last) + 1
    tail, lead = [i for i in order[at:] if part[i].text not in TERMINAL], order[: order.index(verb)]
    if tuple(tail[: len(group)]) != group or not all(part[i].norm == "не" or _tagged(part[i], "adv") for i in lead):
        return tuple(order)
    following = part[tail[len(group)]] if len(tail) > len(group) else None
    if following is not None and following.text == "," and len(tail) > len(group) + 1 and part[tail[len(group) + 1]].is_("который"):
        return tuple(order)  # «установлен антивирус, который …»
    if following is not None and following.text not in (",", ";"):
        parse = parse_in_context(document, following) if following.word is not None else None
        if part[verb].is_(*_MAKING) or parse is None or parse.pos != "ADV" and following.norm not in _OF_THE_DEED:
            return tuple(order)
    return (*group, *lead, *order[order.index(verb) : at], *order[at + len(group) :])


def _tagged(token: Token, tag: str) -> bool:
    return token.word is not None and tag in token.word.tags


def _finite(document: Document, token: Token) -> bool:
    if token.word is None or not token.word.tags & {"verb", "past"}:
        return False
    parse = parse_in_context(document, token)
    return parse is not None and parse.pos in ("VERB", "AUX") and parse.feats.get("VerbForm") == "Fin"


def _past(document: Document, token: Token) -> bool:
    parse = parse_in_context(document, token) if token.word is not None else None
    return parse is not None and parse.feats.get("Tense") == "Past" and parse.lemma != "быть"


def _joined(document: Document, said: _Said, *, capital: bool) -> str:
    """The words with single spaces, punctuation close to them."""
    result = ""
    previous: int | None = None
    for index in said.order:
        token = document.tokens[index]
        form = said.text.get(index, token.text)
        if previous is not None:
            gap = document.text[document.tokens[previous].end : token.start] if index == previous + 1 else "" if token.text in ",.;:»)" else " "
            result += gap
        elif token.capital and index in said.text:
            form = form[0].upper() + form[1:]
        result += form
        previous = index
    return result[0].upper() + result[1:] if capital and result else result
