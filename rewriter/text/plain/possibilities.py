"""What can and cannot be done: «имеется возможность получить» → «можно получить», «допускается отмена заказа» → «можно отменить заказ»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import Agent, agent_at
from rewriter.text.plain.copulas import phrase_before
from rewriter.text.plain.denied_deeds import EVER
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.persons_able import can_be_done_by, person_before
from rewriter.text.plain.plainer import Plainer, at, clause_ends, more_said, norm_at, plainer
from rewriter.text.plain.split_reading import how_of, joined
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of
from rewriter.text.segments import is_predicate

WORDS = frozenset(
    "возможным возможной возможность право вправе осуществим осуществима осуществимо предусмотрен предусмотрена предусмотрено реализован реализована реализовано доступен доступна доступно поддерживается допускается допускаются разрешается запрещается воспрещается возможен возможна возможно возможны быть".split()
)
CAN = frozenset("допускается разрешается возможен возможна возможно осуществим осуществима осуществимо".split())
# Of the client's own deeds only: «обмен предусмотрен договором» tells of more.
_FORESEEN = frozenset("предусмотрен предусмотрена предусмотрено реализован реализована реализовано доступен доступна доступно поддерживается".split())
_FORBIDDEN = frozenset(("запрещается", "воспрещается"))
_THERE_IS = frozenset("имеется есть предоставляется существует".split())
_HAVE = {"имеете": "можете", "имеет": "может", "имеют": "могут", "имеем": "можем", "имею": "могу"}
_REACH = 13


def possibilities(document: Document) -> Iterator[Plainer]:
    """Every clerical «can» that has a sure repair."""
    for token in document.having(WORDS):
        if token.norm == "возможность":
            found = _possibility(document, token)
        elif token.norm == "вправе":
            found = _entitled(document, token)
        elif token.norm == "право":
            found = _right_to(document, token)
        elif token.norm == "быть":
            found = _may_be_done(document, token)
        else:
            found = allowed(document, token)
        if found is not None:
            yield found


def _infinitive(token: Token | None) -> bool:
    return token is not None and token.word is not None and "inf" in token.word.tags


def _possibility(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    before, earlier = norm_at(document, index - 1, here), norm_at(document, index - 2, here)
    if earlier == "не":
        return None
    if not _infinitive(at(document, index + 1, here)):
        return _of_a_deed(document, token) if before in _THERE_IS else None
    if before in _THERE_IS:
        first = index - 1
        # «У Вас имеется возможность» → «Вы можете»
        if norm_at(document, first - 1, here) == "вас" and norm_at(document, first - 2, here) == "у":
            return plainer(document, first - 2, index + 1, "Вы можете")
        return plainer(document, first, index + 1, "можно")
    if before in _HAVE:
        return plainer(document, index - 1, index + 1, _HAVE[before])
    return None


def _of_a_deed(document: Document, token: Token) -> Plainer | None:
    """«Имеется возможность экспорта в CSV», «есть возможность возврата товара» → «можно экспортировать в CSV», «можно вернуть товар»."""
    adjective = at(document, token.index + 1, token.sentence)
    how = how_of(adjective) if adjective is not None else None
    begin = token.index + 1 + (how is not None)
    noun = deed_of(at(document, begin, token.sentence), "Gen")
    if noun is None or noun.doer:
        return None
    thing = noun_phrase(document, begin + 1, "Gen")
    last = thing.last if thing is not None else begin + 1
    verb, acted = noun.verb(perfective=True, with_object=thing is not None), thing.in_case("Acc") if thing is not None else ""
    described = at(document, last + 1, token.sentence)
    if not verb or acted is None or joined(document, last) or norm_at(document, last, token.sentence) == "," and described is not None and _full(described):
        return None  # «возможность импорта выписок, активируемая в разделе …»
    if any(t.norm in ("ее", "она", "ней", "нее") for t in document.tokens[last : document.sentences[token.sentence].last]):
        return None  # «…, включите её»
    return plainer(document, token.index - 1, last, f"можно {f'{how} ' if how else ''}{verb} {acted}".strip())


def _right_to(document: Document, token: Token) -> Plainer | None:
    """«Вы имеете право на обмен товара» → «Вы можете обменять товар»."""
    here, index = token.sentence, token.index
    have = norm_at(document, index - 1, here)
    noun = deed_of(at(document, index + 2, here), "Acc")
    if have not in _HAVE or norm_at(document, index + 1, here) != "на" or norm_at(document, index - 2, here) == "не" or noun is None or noun.doer:
        return None
    idle = norm_at(document, index + 3, here) in ("оказания", "предоставления") and norm_at(document, index + 4, here) in ("услуг", "услуги")
    thing = noun_phrase(document, index + 3 + idle, "Gen")
    verb, acted = noun.verb(perfective=True, with_object=True), thing.in_case("Acc") if thing is not None else None
    if thing is None or not verb or not acted or joined(document, thing.last):
        return None
    return plainer(document, index - 1, thing.last, f"{_HAVE[have]} {verb} {acted}")


def infinitive_before(document: Document, index: int) -> bool:
    """«обращаться к администратору не требуется»: an infinitive in the clause before, and no other predicate."""
    for token in document.tokens[document.sentences[document.tokens[index].sentence].first : index][::-1]:
        if token.kind == "punct" and token.text in ",;:—–(":
            return False
        if _infinitive(token):
            return True
        if token.norm != "не" and is_predicate(token):
            return False
    return False


# What a company does for its clients is no possibility of theirs.
_OURS = frozenset(("предоставление", "начисление", "компенсация", "возмещение", "продление"))


_PAID_BY = frozenset("баллами бонусами картой наличными".split())
# With no object these would leave one asking: what?
_EITHER = frozenset(("продление", "перенос"))
_USED = frozenset("использование применение выбор ввод указание заполнение публикация".split())


def _entitled(document: Document, token: Token) -> Plainer | None:
    """«Вы вправе», «клиент вправе» → «Вы можете», «клиент может»."""
    here, index = token.sentence, token.index
    if not _infinitive(at(document, index + 1, here)) and not infinitive_before(document, index):
        return None
    before = at(document, index - 1, here)
    if before is None or before.word is None or before.norm == "не":
        return None
    if before.norm in ("вы", "мы"):
        return plainer(document, index, index + 1, "можете" if before.norm == "вы" else "можем")
    top = before.word.top
    if top is None or top.pos not in ("NOUN", "PRON") or top.feats.get("Case") != "Nom":
        return None
    return plainer(document, index, index + 1, "могут" if top.feats.get("Number") == "Plur" else "может")


def allowed(document: Document, token: Token) -> Plainer | None:
    """«допускается», «разрешается», «возможна» with a verb or a verbal noun; «запрещается» with a verb."""
    here, index = token.sentence, token.index
    if token.norm in ("возможным", "возможной"):
        # «перенос представляется возможным»
        seems = norm_at(document, index - 1, here) == "представляется" and norm_at(document, index - 2, here) != "не"
        return _deed_before(document, index - 1, index + 1, "можно") if seems else None
    negated = norm_at(document, index - 1, here) == "не"
    first = index - negated
    if token.norm in _FORBIDDEN:
        beside = _infinitive(at(document, index + 1, here)) or _infinitive(at(document, first - 1, here))
        return plainer(document, index, index + 1, "нельзя") if beside and not negated else None
    if token.norm in _FORESEEN:
        found_before = None if negated else _deed_before(document, first, index + 1, "можно")
        return found_before if found_before is not None and _goes_by(document, index + 1) and _clients_own(document, found_before) else None
    if token.norm not in CAN or (negated and token.norm.startswith("возмож")):
        return None
    can = "нельзя" if negated else "можно"
    if _infinitive(at(document, index + 1, here)):
        return plainer(document, first, index + 1, can) if token.norm not in ("возможен", "возможна") else None
    if token.norm == "возможно" and not negated and (person := person_before(document, index)) is not None:
        return can_be_done_by(document, person, index)
    if token.norm == "возможно" and not negated and infinitive_before(document, index) and at(document, index + 1, here) is not None:
        # «изменить адрес возможно в приложении»
        return plainer(document, index, index + 1, can) if document.tokens[index - 1].kind != "punct" else None
    found = _deed_behind(document, index + 1, here)
    if found is not None:
        last, told = found
        noun = deed_of(at(document, index + 1, here), "Nom")
        if noun is not None and noun.noun in _OURS and not negated:
            can = "можем"
        return plainer(document, first, last, f"{can} {told}")
    return _deed_before(document, first, index + 1, can)


def _goes_by(document: Document, index: int) -> bool:
    """Whether nothing but a way or a condition follows: «в разделе …», «только в формате CSV»; «предусмотрена договором» tells who allows it."""
    here = document.tokens[index - 1].sentence
    index += norm_at(document, index, here) in ("только", "лишь", "исключительно")
    following = at(document, index, here)
    return clause_ends(document, index) or following is not None and "prep" in following.tags


def _clients_own(document: Document, found: Plainer) -> bool:
    """Whether the repair is of a client's own deed."""
    index = document.first_from(found.start)
    noun = deed_of(document.tokens[index], "Nom")
    # «Перенос доступен с 5 мая» says of what by itself.
    whole = noun_phrase(document, index + 1, "Gen") is not None or not document.text[: found.end].endswith(("доступен", "доступна", "доступно"))
    return noun is not None and noun.client and whole


# What a client does himself: «заявление может быть подано» leaves no doubt who.
_CLIENTS = frozenset(
    "подать оформить оплатить заказать получить скачать выгрузить использовать изменить отключить подключить забрать продлить отменить указать загрузить выбрать активировать создать обменять сохранить восстановить".split()
)


def _may_be_done(document: Document, token: Token) -> Plainer | None:
    """«жалоба может быть подана» → «жалобу можно подать»; not where somebody is named who does it."""
    here, index = token.sentence, token.index
    done = at(document, index + 1, here)
    helper = norm_at(document, index - 1, here)
    if helper not in ("может", "могут") or done is None or done.word is None or index < 2:
        return None
    verb = next((p.lemma for p in done.word.parses if p.pos == "VERB" and p.feats.get("Variant") == "Short" and p.lemma in _CLIENTS), None)
    following = norm_at(document, index + 2, here)
    if verb is not None and following in ("вами", "клиентом", "покупателем"):
        # «Отказ может быть оформлен Вами в любой момент»: who else?
        return plainer(document, index + 1, index + 3, done.text)
    if verb is not None and (behind := _subject_behind(document, token, verb)) is not None:
        return behind
    subject = phrase_before(document, index - 2)
    if verb is None or subject is None or following in ("и", "или", "либо"):
        return None
    if by_somebody(document, index + 2, here):
        return None
    acted = subject.in_case("Acc")
    rest = document.tokens[index + 2 : document.sentences[here].last]
    if acted is None or any(t.norm in ("и", "а", "но", "или", "либо") and i + 1 < len(rest) and _goes_on(rest[i + 1]) for i, t in enumerate(rest)):
        return None
    return plainer(document, subject.first, index + 2, f"{acted} можно {verb}")


def _subject_behind(document: Document, token: Token, verb: str) -> Plainer | None:
    """«(Вместе с тем) может быть оформлен новый заказ» → «можно оформить новый заказ»."""
    here, index = token.sentence, token.index
    thing = noun_phrase(document, index + 2, "Nom")
    done = document.tokens[index + 1].word
    if thing is None or by_somebody(document, thing.last, here) or norm_at(document, thing.last, here) in ("и", "или", "либо"):
        return None
    agreed = done is not None and any(
        p.feats.get("Variant") == "Short"
        and p.feats.get("Number") == thing.agreement["Number"]
        and p.feats.get("Gender", thing.agreement.get("Gender")) == thing.agreement.get("Gender", p.feats.get("Gender"))
        for p in done.parses
    )
    acted = thing.in_case("Acc") if agreed else None
    return plainer(document, index - 1, thing.last, f"можно {verb} {acted}") if acted else None


def _goes_on(token: Token) -> bool:
    """«(может быть создан) и отправлен», «и будет отправлен»: the subject is needed for more."""
    return token.norm in ("может", "могут", "будет") or any(
        p.pos == "VERB" and p.feats.get("Variant") == "Short" for p in (token.word.parses if token.word else ())
    )


# By these something is done, and by nobody.
_MEANS = frozenset(
    "добавление установка подача заполнение указание ввод отправка карта наличные кнопка балл бонус часть решение заявление письмо приказ голосование платеж перевод файл нажатие способ сумма большинство соглашение сертификат подача отправка".split()
)


def by_somebody(document: Document, start: int, sentence: int) -> bool:
    """«отменён магазином»: a noun in the instrumental with no preposition before it."""
    for token in document.tokens[start : document.sentences[sentence].last]:
        word = token.word
        if token.kind == "punct" or word is None or token.norm == "чем":
            return False
        if word.top is not None and word.top.pos == "ADP":
            return False
        if any(p.pos in ("NOUN", "PRON") and p.feats.get("Case") == "Ins" for p in word.parses):
            return token.lemmas.isdisjoint(_MEANS)
    return False


def _deed_behind(document: Document, index: int, sentence: int) -> tuple[int, str] | None:
    """«(допускается) отмена заказа»: one past its last token, and «отменить заказ»."""
    noun = deed_of(at(document, index, sentence), "Nom")
    amount, counted = at(document, index + 1, sentence), at(document, index + 2, sentence)
    if noun is not None and not noun.doer and amount is not None and amount.kind == "number" and counted is not None and counted.is_("балл", "бонус", "рубль"):
        base = noun.verb(perfective=True, with_object=True)
        return (index + 3, f"{base} {amount.text} {counted.text}") if base and not amount.text.endswith("1") else None
    if noun is not None and not noun.doer and _at_most(document, index + 1, sentence) and (base := noun.verb(perfective=True, with_object=True)):
        return index + 1, base
    thing = noun_phrase(document, index + 1, "Gen") if noun is not None else None
    if noun is not None and noun.client and norm_at(document, index + 1, sentence) in _PAID_BY and (base := noun.verb(perfective=True, with_object=False)):
        return index + 1, base  # «(допускается) оплата наличными»
    if noun is None or noun.doer or thing is None or joined(document, thing.last):
        return None
    base, acted = noun.verb(perfective=True, with_object=True), thing.in_case("Acc")
    return (thing.last, f"{base} {acted}") if base and acted else None


def _at_most(document: Document, index: int, sentence: int) -> bool:
    """«(добавление) не более 5 пользователей»: counted like that, an object stands in the genitive as well."""
    counted = norm_at(document, index, sentence) == "не" and norm_at(document, index + 1, sentence) in ("более", "менее", "больше")
    number, thing = at(document, index + 2, sentence), at(document, index + 3, sentence)
    return (
        counted
        and number is not None
        and number.kind == "number"
        and thing is not None
        and thing.word is not None
        and any(p.pos == "NOUN" and p.feats.get("Case") == "Gen" for p in thing.word.parses)
    )


def _deed_before(document: Document, first: int, last: int, can: str) -> Plainer | None:
    """«возврат денег (возможен)» → «вернуть деньги можно»; only where the noun begins the clause."""
    here = document.tokens[first].sentence
    begin = document.sentences[here].first
    for index in range(max(begin, first - _REACH), first):
        noun = deed_of(document.tokens[index], "Nom")
        if noun is None or noun.doer:
            continue
        opened, how = index, how_of(document.tokens[index - 1]) if index > begin else None
        opened -= how is not None
        before = document.tokens[opened - 1] if opened > begin else None
        if before is not None and before.kind != "punct" and before.norm not in ("но", "а", "что", "если"):
            continue
        thing = noun_phrase(document, index + 1, "Gen")
        end = thing.last if thing is not None else index + 1
        if thing is not None and how is None and (ahead := agent_at(document, end, here)) is not None and ahead.last == first:
            return _deed_of(document, index, noun.verb(perfective=True, with_object=True), thing, ahead, last) if can == "можно" else None
        middle = document.tokens[end:first]
        if any(t.kind == "punct" and not _inside(document, t) for t in middle) or (
            middle
            and (middle[0].word is None or middle[0].word.top is None or middle[0].word.top.pos != "ADP")
            and _PAID_BY.isdisjoint(t.norm for t in middle[:2])
        ):
            continue
        if any(t.word is not None and t.word.top is not None and (t.word.top.pos == "CCONJ" or t.word.top.pos == "VERB" and not _full(t)) for t in middle):
            continue
        if thing is None:
            if before is not None and before.norm == "если":
                return None
            return _alone(document, noun, (opened, end, first, last), how, can)
        base, acted = noun.verb(perfective=can == "можно" or noun.noun not in EVER, with_object=True), thing.in_case("Acc")
        if base is None or acted is None or more_said(document, last):
            return None
        acted = f"{acted} {how}" if how else acted
        between = document.text[document.tokens[end - 1].end : document.tokens[first - 1].end]
        if by_somebody(document, last, here):
            # «Получение посылки возможно доверенным лицом» → «получить посылку может доверенное лицо»
            doer = noun_phrase(document, last, "Ins")
            named = doer.in_case("Nom") if doer is not None and can == "можно" else None
            if doer is None or named is None:
                return None
            able = "могут" if doer.agreement.get("Number") == "Plur" else "может"
            return plainer(document, opened, doer.last, f"{base} {acted}{between} {able} {named}")
        return plainer(document, opened, last, f"{base} {acted}{between} {can}")
    return None


def _full(token: Token) -> bool:
    """«в указанном формате»: a participle that describes."""
    top = token.word.top if token.word is not None else None
    return top is not None and top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"


def _inside(document: Document, token: Token) -> bool:
    """The comma of «Садовая, 5», the quotation marks of a name."""
    return token.text in "«»№%" or token.text == "," and document.tokens[token.index + 1].kind == "number"


def _alone(document: Document, noun: VerbalNoun, places: tuple[int, int, int, int], how: str | None, can: str) -> Plainer | None:
    """«Продление возможно один раз» → «продлить можно один раз»: what the client does himself, the object is clear from his question."""
    opened, end, first, last = places
    verb = noun.verb(perfective=True, with_object=False) or noun.perfective
    if (
        not (noun.client or noun.noun in _EITHER)
        or verb is None
        or noun.noun in _USED
        or can != "можно"
        or more_said(document, last)
        or clause_ends(document, last)
        and end == first
    ):
        return None
    here = document.tokens[first].sentence
    if _doer_behind(document, last, here) or norm_at(document, last, here) in ("и", "или", "либо", "только"):
        return None
    between = document.text[document.tokens[end - 1].end : document.tokens[first - 1].end]
    return plainer(document, opened, last, f"{verb}{f' {how}' if how else ''}{between} {can}")


def _doer_behind(document: Document, last: int, sentence: int) -> bool:
    """«Восстановление возможно в течение 30 дней владельцем»: somebody in the instrumental in the rest of the clause."""
    for index in range(last, document.sentences[sentence].last):
        token = document.tokens[index]
        if token.text in ",;:—–(" and not (token.text == ":" and document.tokens[index - 1].kind == "number"):
            return False
        led = index > last and (before := document.tokens[index - 1].word) is not None and "prep" in before.tags
        if not led and (by_somebody(document, index, sentence) or agent_at(document, index, sentence) is not None):
            return True
    return False


def _deed_of(document: Document, first: int, verb: str | None, thing: NounPhrase, doer: Agent, last: int) -> Plainer | None:
    """«Получение заказа третьим лицом (допускается)» → «другой человек может получить заказ»."""
    acted = thing.in_case("Acc")
    if verb is None or acted is None or more_said(document, last):
        return None
    able = "могут" if doer.agreement.get("Number") == "Plur" else "может"
    if doer.agreement.get("Person") == "1":
        able = "можем"
    return plainer(document, first, last, f"{doer.name} {able} {verb} {acted}")
