"""Split predicates in the passive: «доставка заказа осуществляется», «будет произведён возврат денег» → «заказ доставляется», «деньги вернут».

The reflexive or «вернут», «вернули» name nobody who acts, as the original does; a named doer stays the doer. Where the object, its case or what
else hangs on the noun is not sure, there is no repair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rewriter.text.document import Document, Token
from rewriter.text.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.segments import is_predicate
from rewriter.text.verbal_nouns import LEMMAS, NOUNS, VerbalNoun, conjugated, reflexive

LIGHT = frozenset(
    "осуществлять осуществляться осуществить осуществиться производить производиться произвести проводить проводиться провести выполнять выполняться выполнить совершать совершаться совершить".split()
)
_BE_PAST, _BE_FUTURE = frozenset("был была было были".split()), frozenset(("будет", "будут"))
_POSSESSIVE = {"его": "его", "ее": "её", "их": "их"}
_HOW = {
    "повторный": "ещё раз", "полный": "полностью", "срочный": "срочно", "самостоятельный": "самостоятельно", "бесплатный": "бесплатно", "автоматический": "автоматически", "обязательный": "обязательно",
    "своевременный": "вовремя", "предварительный": "предварительно", "дополнительный": "дополнительно", "ежедневный": "каждый день", "тщательный": "тщательно", "частичный": "частично", "регулярный": "регулярно", "двойной": "дважды",
}  # fmt: skip
_COMPANIES = frozenset(
    "служба отдел банк магазин склад компания почта система администрация бухгалтерия поддержка партнер отделение линия команда техподдержка бригада организация оператор".split()
)
_WAYS = frozenset(
    "раздел меню кабинет приложение сайт страница форма чат телефон вкладка отделение пункт офис касса банкомат терминал настройка профиль карточка адрес окно стойка мп пвз опс портал ссылка корзина магазин бот браузер".split()
)
_BY = frozenset("картой наличными кнопкой нажатием".split())
_LOOSE = frozenset("до в с со на по через за от при после из не".split())
_ADVERBS = frozenset("уже также только сейчас обычно автоматически бесплатно ежедневно круглосуточно всегда".split())
_FREE = {"Masc": "бесплатный", "Fem": "бесплатная", "Neut": "бесплатное"}
_WENT = {"Masc": "прошёл", "Fem": "прошла", "Neut": "прошло"}
_NONE_OF = frozenset("доставка возврат обмен списание выдача прием звонок отправка оплата выезд пересылка замена".split())
_GOODS = frozenset("товар заказ вещь покупка посылка отправление изделие".split())
_AND = frozenset(("и", "или", "либо"))
_REACH = 16


_WENT_WELL = frozenset("доставка оплата проверка замена установка настройка обновление отправка ремонт".split())
_TOWARDS = frozenset("до из к ко от за без через".split())


@dataclass(frozen=True, slots=True)
class _Verb:
    """The light verb with «не», «будет», «был» and «может» around it: tokens [first, last)."""

    token: Token
    first: int
    last: int
    tense: str  # Pres, Past (of the reflexive), Fut (with its infinitive), Done, WillBe, Can, May
    negated: bool


@dataclass(frozen=True, slots=True)
class _Deed:
    """The verbal noun with its object; `middle`: tokens between them and the verb, kept as they are."""

    noun: VerbalNoun
    token: Token
    first: int
    thing: NounPhrase | None
    whose: str | None  # «его», «её», «их» before the noun
    how: str | None
    modified: bool  # something else agrees with the noun: it must stay
    before: str = ""  # what stands between noun and verb, and stays there
    after: str = ""  # or goes behind the verb


def split_passives(document: Document) -> Iterator[Plainer]:
    """Every split predicate in the passive that has a sure repair."""
    for token in document.having(LIGHT):
        verb = _verb(document, token)
        if verb is None:
            continue
        found = _behind_noun(document, verb) or _before_noun(document, verb)
        if found is not None:
            yield found


def _verb(document: Document, token: Token) -> _Verb | None:
    word, here = token.word, token.sentence
    assert word is not None
    parse = next((p for p in word.parses if p.lemma in LIGHT), None)
    if parse is None:
        return None
    short = parse.feats.get("Variant") == "Short"
    infinitive = parse.feats.get("VerbForm") == "Inf"
    if not short and not (token.norm.endswith(("ся", "сь")) and parse.feats.get("VerbForm") in ("Fin", "Inf")):
        return None
    first, last, negated = token.index, token.index + 1, False
    if norm_at(document, first - 1, here) == "не":
        first, negated = first - 1, True
    helper = norm_at(document, first - 1, here)
    tense = "Done" if short else "" if infinitive else parse.feats.get("Tense", "")
    if short and helper == "быть":
        if norm_at(document, first - 2, here) not in ("может", "могут") or norm_at(document, first - 3, here) == "не" or negated:
            return None
        first, tense = first - 2, "Can"
    elif helper in _BE_FUTURE or (short and helper in _BE_PAST) or (infinitive and helper in ("может", "могут")):
        first -= 1
        tense = "WillBe" if short and helper in _BE_FUTURE else "Fut" if helper in _BE_FUTURE else "Done" if short else "May"
        if norm_at(document, first - 1, here) == "не":
            if tense == "May":
                return None
            first, negated = first - 1, True
    elif short or infinitive:
        after = norm_at(document, last, here)
        behind = norm_at(document, last + 1, here)
        if after == "не" and behind in _BE_PAST | _BE_FUTURE:
            negated, last, tense = True, last + 2, "Done" if behind in _BE_PAST else "WillBe" if short else "Fut"
        elif after in _BE_PAST | _BE_FUTURE and not (after in _BE_FUTURE and infinitive):
            last, tense = last + 1, "Done" if after in _BE_PAST else "WillBe"
        elif after == "быть":
            return None
    return _Verb(token, first, last, tense, negated) if tense else None


def _noun_at(document: Document, index: int) -> tuple[VerbalNoun, Token] | None:
    token = document.tokens[index]
    if token.word is None or token.lemmas.isdisjoint(LEMMAS):
        return None
    for parse in token.word.parses:
        if parse.pos == "NOUN" and parse.lemma in NOUNS and parse.feats.get("Case") == "Nom" and parse.feats.get("Number") == "Sing":
            return NOUNS[parse.lemma], token
    return None


def _behind_noun(document: Document, verb: _Verb) -> Plainer | None:
    """«Доставка заказа в Тулу осуществляется …»."""
    sentence = document.sentences[verb.token.sentence]
    for index in range(max(sentence.first, verb.first - _REACH), verb.first):
        found = _noun_at(document, index)
        if found is None:
            continue
        begin, whose, how, modified = _before(document, index, sentence.first)
        if begin is None or _plural(verb.token):
            continue
        thing = noun_phrase(document, index + 1, "Gen") if index + 1 < verb.first else None
        end = thing.last if thing is not None else index + 1
        if end > verb.first or not _adverbial(document.tokens[end : verb.first]):
            continue
        middle = document.text[document.tokens[end - 1].end : document.tokens[verb.first - 1].end]
        towards = bool(middle) and _towards(document.tokens[end], document.tokens[end + 1])
        deed = _Deed(found[0], found[1], begin, thing, whose, how, modified, "" if towards else middle, middle if towards else "")
        return _said(document, deed, verb, begin, verb.last)
    return None


def _plural(token: Token) -> bool:
    """«приём и выдача осуществляются»: the verb has another deed for its subject, too."""
    top = token.word.top if token.word else None
    return top is not None and top.feats.get("Number") == "Plur"


def _before_noun(document: Document, verb: _Verb) -> Plainer | None:
    """«Осуществляется доставка заказа», «будет произведён его возврат»."""
    sentence = document.sentences[verb.token.sentence]
    index, how, whose = verb.last, None, None
    while index < sentence.last and (adverb := how_of(document.tokens[index])):
        how, index = adverb, index + 1
    if index < sentence.last and document.tokens[index].norm in _POSSESSIVE:
        whose, index = _POSSESSIVE[document.tokens[index].norm], index + 1
    found = _noun_at(document, index) if index < sentence.last else None
    if found is None:
        return None
    thing = noun_phrase(document, index + 1, "Gen")
    last = thing.last if thing is not None else index + 1
    if (whose and thing is not None) or joined(document, last):
        return None
    return _said(document, _Deed(found[0], found[1], verb.first, thing, whose, how, False), verb, verb.first, last)


def joined(document: Document, last: int, case: str = "Gen") -> bool:
    """Whether another deed or object in the case is joined behind: «приём и выдача заказов», «путём установки с сайта и восстановления копии»."""
    here = document.tokens[last - 1].sentence
    if norm_at(document, last, here) in _AND:
        return True
    for token in document.tokens[last : min(last + _REACH, document.sentences[here].last)]:
        if is_predicate(token) or (token.kind == "punct" and token.text in ",;:—–"):
            return False
        following = at(document, token.index + 1, here)
        if token.norm in _AND and following is not None and following.word is not None:
            return any(p.feats.get("Case") == case for p in following.word.parses)
    return False


def _towards(lead: Token, following: Token) -> bool:
    """«до 60 дней», «из базы», «в ящик»: what belongs behind a verb."""
    if lead.norm in _TOWARDS:
        return True
    return lead.norm in ("в", "во", "на") and following.word is not None and not any(p.feats.get("Case") == "Loc" for p in following.word.parses)


def _before(document: Document, index: int, first: int) -> tuple[int | None, str | None, str | None, bool]:
    """Where the deed begins, with «его» and «повторная» before it, and whether something else agrees with the noun; None where it is no subject."""
    whose = how = None
    begin = index
    if begin > first and document.tokens[begin - 1].norm in _POSSESSIVE:
        whose, begin = _POSSESSIVE[document.tokens[begin - 1].norm], begin - 1
    while begin > first and (adverb := how_of(document.tokens[begin - 1])):
        how, begin = adverb, begin - 1
    before = document.tokens[begin - 1] if begin > first else None
    if before is not None and before.word is not None:
        readings = before.word.parses
        if any(p.pos == "ADP" for p in readings[:1]) or (before.norm in _AND and begin - 1 > first and _subject(document.tokens[begin - 2])):
            return None, None, None, False
        if any(p.pos in ("ADJ", "DET", "VERB") and p.feats.get("Case") == "Nom" for p in readings):
            return begin, whose, how, True
    return begin, whose, how, False


def how_of(token: Token) -> str | None:
    """The adverb for an adjective before a verbal noun: «повторный» → «ещё раз»."""
    return next((_HOW[x] for x in token.lemmas if x in _HOW and token.norm != x + "о"), None)


def _adverbial(tokens: tuple[Token, ...]) -> bool:
    """Nothing but «по заказу 6654310», «в Тулу», «уже»: no comma, no predicate, no second subject."""
    if not tokens:
        return True
    first = tokens[0]
    if first.kind != "number" and (first.word is None or not (first.norm in _ADVERBS or (first.word.top is not None and first.word.top.pos == "ADP"))):
        return False
    return not any(
        (t.kind == "punct" and t.text not in "«»№.-%")
        or is_predicate(t)
        or (t.word is not None and t.word.top is not None and t.word.top.pos in ("CCONJ", "SCONJ", "PRON") and t.norm not in ("и",))
        for t in tokens
    )


def _agent(document: Document, index: int, sentence: int) -> tuple[str, dict[str, str], int] | None:
    """A named doer in the instrumental at the token: in the nominative, with the verb's features, and one past its last token."""
    token = at(document, index, sentence)
    if token is None:
        return None
    if token.norm == "нами":
        return "мы", {"Person": "1", "Number": "Plur"}, index + 1
    found = noun_phrase(document, index, "Ins")
    if found is None or not (found.parse.feats.get("Animacy") == "Anim" or found.parse.lemma in _COMPANIES) or found.parse.lemma == "лицо":
        return None
    name = found.in_case("Nom")
    following = norm_at(document, found.last, sentence)
    if name is None or following in ("и", "или", "либо"):
        return None
    return name, {"Person": "3", **found.agreement}, found.last


def _said(document: Document, deed: _Deed, verb: _Verb, first: int, last: int) -> Plainer | None:
    if deed.thing is None and deed.whose is None:
        return _without_object(document, deed, verb, first, last)
    if deed.modified or _carried_on(document, last):
        return None
    if deed.noun.doer:
        return _doing(document, deed, verb, first, last)
    no = "не " if verb.negated else ""
    how = f" {deed.how}" if deed.how else ""
    acted = deed.thing.in_case("Acc") if deed.thing else deed.whose
    if acted is None:
        return None
    agent = _agent(document, last, verb.token.sentence)
    if agent is not None:
        active = _active(deed.noun, verb.tense, agent[1])
        return plainer(document, first, agent[2], f"{acted}{deed.before}{how} {no}{active} {agent[0]}{deed.after}") if active else None
    done = deed.noun.verb(perfective=True, with_object=True)
    if verb.tense == "Pres" and not no and done and _own(deed) and not how and not deed.before and _a_way(document, last):
        acted += deed.after
        told = f"{done} {acted} можно" if first < verb.token.index else f"можно {done} {acted}"
        return plainer(document, first, last, told)
    if verb.tense in ("Done", "WillBe", "Can"):
        active = _active(deed.noun, verb.tense, {"Person": "3", "Number": "Plur"})
        if active and deed.thing is not None and first == verb.first and not clause_begins(document, first):
            return plainer(document, first, last, f"{no}{active}{how} {acted}")  # «Вам заменят товар»
        if active:
            return plainer(document, first, last, f"{acted}{deed.before}{how} {no}{active}{deed.after}")
        if verb.tense != "WillBe" or deed.noun.imperfective is None:
            return None
    return _reflexive(document, deed, verb, first, last)


def _own(deed: _Deed) -> bool:
    """A deed of the client's own; to return goods is, to return money is not."""
    if deed.noun.noun == "возврат":
        return deed.thing is not None and deed.thing.parse.lemma in _GOODS
    return deed.noun.client


def _reflexive(document: Document, deed: _Deed, verb: _Verb, first: int, last: int) -> Plainer | None:
    no, how = "не " if verb.negated else "", f" {deed.how}" if deed.how else ""
    ongoing = deed.noun.imperfective
    if ongoing is None:
        return None
    thing = deed.thing
    base = reflexive(ongoing) if thing is not None and (thing.parse.feats.get("Animacy") != "Anim" or thing.money) else None
    if base is None:
        acted = thing.in_case("Acc") if thing else deed.whose
        active = _active(deed.noun, verb.tense, {"Person": "3", "Number": "Plur"})
        return plainer(document, first, last, f"{acted}{deed.before}{how} {no}{active}{deed.after}") if acted and active else None
    assert thing is not None
    name = thing.in_case("Nom")
    agreement = {"Number": "Plur"} if thing.money else thing.agreement
    plural = agreement["Number"] == "Plur"
    if verb.tense == "Pres":
        told = conjugated(base, VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number=agreement["Number"])
    elif verb.tense == "Past":
        told = conjugated(base, VerbForm="Fin", Mood="Ind", Tense="Past", **agreement)
    else:
        helper = ("могут" if plural else "может") if verb.tense == "May" else "будут" if plural else "будет"
        told = f"{helper} {base}"
    return plainer(document, first, last, f"{name}{deed.before}{how} {no}{told}{deed.after}") if name and told else None


def _doing(document: Document, deed: _Deed, verb: _Verb, first: int, last: int) -> Plainer | None:
    """«Осуществляется поступление средств» → «деньги поступают»."""
    if deed.thing is None or deed.how or (name := deed.thing.in_case("Nom")) is None:
        return None
    agreement = {"Number": "Plur"} if deed.thing.money else deed.thing.agreement
    told = _active(deed.noun, verb.tense, {"Person": "3", **agreement})
    return plainer(document, first, last, f"{name}{deed.before} {'не ' if verb.negated else ''}{told}{deed.after}") if told else None


def _active(noun: VerbalNoun, tense: str, agreement: dict[str, str]) -> str | None:
    """«доставляет», «доставил», «доставят», «могут доставить», in the light verb's tense."""
    finite = {"VerbForm": "Fin", "Mood": "Ind"}
    person, number = agreement.get("Person", "3"), agreement["Number"]
    past = {"Tense": "Past", "Number": number, **({"Gender": agreement["Gender"]} if number == "Sing" and "Gender" in agreement else {})}
    done = noun.verb(perfective=True, with_object=True)
    ongoing = noun.verb(perfective=False, with_object=True)
    if tense in ("Pres", "Past", "Fut", "May"):
        if ongoing is None:
            return None
        if tense == "Past":
            return conjugated(ongoing, **finite, **past)
        if tense == "Pres":
            return conjugated(ongoing, **finite, Tense="Pres", Person=person, Number=number)
        will = {"1": "будем"}.get(person, "будут" if number == "Plur" else "будет")
        can = {"1": "можем"}.get(person, "могут" if number == "Plur" else "может")
        return f"{will if tense == 'Fut' else can} {ongoing}"
    if done is None:
        return None
    if tense == "Can":
        return f"{'могут' if number == 'Plur' else 'может'} {done}" if person == "3" else f"можем {done}"
    if tense == "Done":
        return conjugated(done, **finite, **past)
    return conjugated(done, **finite, Tense="Fut", Person=person, Number=number)


def _without_object(document: Document, deed: _Deed, verb: _Verb, first: int, last: int) -> Plainer | None:
    noun, here = deed.noun, verb.token.sentence
    parse = next(p for p in deed.token.word.parses if p.lemma == noun.noun and p.feats.get("Case") == "Nom")  # type: ignore[union-attr]
    behind, middle = first < verb.token.index, deed.before + deed.after
    if deed.how is None and not deed.modified and not _carried_on(document, last):
        agent = _agent(document, last, here)
        if agent is not None:
            return _by_agent(document, deed, verb, first, agent)
        done = noun.verb(perfective=True, with_object=False) or noun.perfective
        if verb.tense == "Pres" and not verb.negated and noun.client and done and not middle and _a_way(document, last):
            return plainer(document, first, last, f"{done} можно" if behind else f"можно {done}")
        if behind and verb.negated:
            gone = {"Pres": "нет", "Done": "не было", "WillBe": "не будет", "Fut": "не будет"}.get(verb.tense)
            absent = parse.inflect(Case="Gen", Number="Sing")
            return plainer(document, first, last, f"{absent}{middle} {gone}") if gone and absent and noun.noun in _NONE_OF else None
    if not behind or verb.negated:
        return None
    return _looser(document, noun, verb, last, parse.feats.get("Gender", "Neut"))


def _by_agent(document: Document, deed: _Deed, verb: _Verb, first: int, agent: tuple[str, dict[str, str], int]) -> Plainer | None:
    """«Доставка осуществляется курьером» → «курьер доставляет»; where the verb needs its object «настройкой занимается мастер»."""
    name, person, last = agent
    if verb.tense not in ("Pres", "WillBe"):
        return None
    base = deed.noun.verb(perfective=verb.tense == "WillBe", with_object=False)
    shape = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres" if verb.tense == "Pres" else "Fut", "Person": person["Person"], "Number": person["Number"]}
    middle = deed.before + deed.after
    if base is not None:
        told = conjugated(base, **shape)
        return plainer(document, first, last, f"{name} {'не ' if verb.negated else ''}{told}{middle}") if told else None
    parse = next(p for p in deed.token.word.parses if p.lemma == deed.noun.noun and p.feats.get("Case") == "Nom")  # type: ignore[union-attr]
    busy, deeds = conjugated("заниматься", **shape), parse.inflect(Case="Ins", Number="Sing")
    if verb.negated or verb.tense != "Pres" or not busy or not deeds:
        return None
    return plainer(document, first, last, f"{deeds}{middle} {busy} {name}")


def _looser(document: Document, noun: VerbalNoun, verb: _Verb, last: int, gender: str) -> Plainer | None:
    """The noun stays, and a lighter word stands for the verb: «хранение — до 30 мая», «доставка бесплатная», «доставка будет 14 марта»."""
    here = verb.token.sentence
    following = at(document, last, here)
    if following is None or norm_at(document, last + 1, here) in ("основании", "соответствии"):
        return None
    loose = following.kind in ("number", "code") or following.norm in _LOOSE | {"сегодня", "завтра", "послезавтра"}
    if verb.tense == "Pres":
        if following.norm == "бесплатно":
            return plainer(document, verb.first, last + 1, _FREE[gender])
        dashed = any(t.text in "—–" for t in document.of(document.sentences[here])) or _carried_on(document, last)
        return plainer(document, verb.first, last, "—") if loose and not dashed and following.norm != "не" else None
    if verb.tense == "WillBe" and loose:
        return plainer(document, verb.first, last, "будет")
    if verb.tense == "Done" and noun.noun in _WENT_WELL and loose:
        return plainer(document, verb.first, last, _WENT[gender])
    return None


def _a_way(document: Document, index: int) -> bool:
    """«в разделе …», «через приложение», «картой»: how or where the client does it himself."""
    here = document.tokens[index - 1].sentence
    token = at(document, index, here)
    if token is None:
        return False
    if token.norm in _BY or token.norm == "через" and norm_at(document, index + 1, here).isalpha():
        return token.norm != "через" or not (at(document, index + 1, here) or token).is_("час", "день", "минута", "неделя", "месяц", "сутки")
    return token.norm in ("в", "на", "по") and any((t := at(document, index + k, here)) is not None and bool(t.lemmas & _WAYS) for k in (1, 2))


_NEW_CLAUSE = frozenset("который если когда что чтобы где поскольку потому поэтому так как пока".split())
_REFERRING = {"он": "Masc", "она": "Fem", "оно": "Neut", "они": ""}


def _carried_on(document: Document, last: int) -> bool:
    """Whether more is said of the same subject behind: «осуществляется курьером и занимает два дня» would lose it."""
    here = document.tokens[last - 1].sentence
    rest = document.tokens[last : document.sentences[here].last]
    subject = quoted = False
    genders: set[str] = set()
    for i, token in enumerate(rest):
        quoted = token.text == "«" or (quoted and token.text != "»")
        word = token.word
        if word is None or word.top is None or quoted:
            continue
        if token.norm in _REFERRING and not subject:
            if _REFERRING[token.norm] not in genders:
                return True
            subject = True
        if word.top.pos in ("NOUN", "PROPN"):
            genders.add(word.top.feats.get("Gender", "") if word.top.feats.get("Number") == "Sing" else "")
        if token.lemmas & _NEW_CLAUSE or (_subject(token) and i and rest[i - 1].norm not in ("в", "на", "за", "через")):
            subject = True
        if _third_person(token) and not (token.norm == "есть" and i and rest[i - 1].norm == "то"):
            if not subject and not (i + 1 < len(rest) and _subject(rest[i + 1])):
                return True
            subject = word.top.pos == "AUX"
    return False


def _subject(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and top.pos in ("NOUN", "PROPN", "PRON") and any(p.feats.get("Case") == "Nom" and p.prob > 0.1 for p in token.word.parses)  # type: ignore[union-attr]


def _third_person(token: Token) -> bool:
    top = token.word.top if token.word else None
    if top is None or top.pos not in ("VERB", "AUX", "ADJ"):
        return False
    if top.feats.get("Variant") == "Short":
        return token.norm not in ("нужно", "необходимо", "можно", "возможно", "обязательно", "бесплатно")
    return top.feats.get("VerbForm") == "Fin" and (top.feats.get("Person") == "3" or top.feats.get("Tense") == "Past")
