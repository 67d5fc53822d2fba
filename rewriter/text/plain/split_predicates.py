"""Split predicates in the passive: «доставка заказа осуществляется», «будет произведён возврат денег» → «заказ доставляется», «деньги вернут».

The reflexive or «вернут», «вернули» name nobody who acts, as the original does; a named doer stays the doer. Where the object, its case or what
else hangs on the noun is not sure, there is no repair.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document
from rewriter.text.fact import flat
from rewriter.text.fact_patterns import AMOUNT_NUM
from rewriter.text.morph import Parse
from rewriter.text.plain.agents import Agent, agent_at, agent_before
from rewriter.text.plain.offers import DUTIES, a_way, by_a_person, offered
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.possibilities import by_somebody
from rewriter.text.plain.split_reading import COMING, LIGHT, Deed, LightVerb, as_usual, before_noun, behind_noun, carried_on, verb_at
from rewriter.text.plain.undone_deeds import undone
from rewriter.text.plain.verbal_nouns import VerbalNoun, conjugated, reflexive

# Who uses what we offer: what is done «владельцем» may be done by nobody else, it is not going on just now.
_USERS = frozenset(
    "владелец администратор пользователь участник получатель отправитель клиент покупатель представитель родитель абонент собственник житель арендатор модератор гость".split()
)
_CLIENTS = frozenset("клиент покупатель пользователь абонент получатель заказчик".split())
# «Отправка осуществляется почтой»: the way, not the doer.
_MAILED = frozenset("отправка пересылка направление передача возврат".split())
# What is changed begins to hold itself; what is switched off does not.
_CHANGES = frozenset(("смена", "изменение", "обновление"))
# What a sum is the object of.
_OF_SUMS = frozenset("возврат начисление списание компенсация выплата возмещение перечисление зачисление удержание".split())
_LOOSE = frozenset("до в с со на по через за от при после из не".split())
_FREE = {"Masc": "бесплатный", "Fem": "бесплатная", "Neut": "бесплатное"}
_WENT = {"Masc": "прошёл", "Fem": "прошла", "Neut": "прошло"}
_NONE_OF = frozenset("доставка возврат обмен списание выдача прием звонок отправка оплата выезд пересылка замена".split())
# A mailing is no goods, nor is money: the carrier or the shop sends it back, not the client.
_NO_GOODS = frozenset(
    "деньги средство сумма стоимость платеж оплата аванс предоплата комиссия налог процент разница переплата остаток балл бонус плата пошлина взнос депозит залог страховка премия отправление посылка письмо бандероль пакет рпо груз расход цена долг доступ аккаунт часть".split()
)
_WENT_WELL = frozenset("доставка оплата проверка замена установка настройка обновление отправка ремонт".split())


def split_passives(document: Document) -> Iterator[Plainer]:
    """Every split predicate in the passive that has a sure repair."""
    for token in document.having(LIGHT | COMING):
        verb = verb_at(document, token)
        deeds = (find(document, verb) for find in (behind_noun, before_noun)) if verb is not None else ()
        for deed in deeds:
            if verb is not None and deed is not None and (found := _said(document, deed, verb)) is not None:
                yield found
                break


def _said(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    if (none := undone(document, deed, verb)) is not None:
        return none
    if deed.thing is None and deed.whose is None:
        return _without_object(document, deed, verb)
    if deed.modified:
        return None
    if carried_on(document, deed.last):
        return _reflexive(document, deed, verb) if _takes_effect(document, deed) else None
    if deed.noun.doer:
        return _doing(document, deed, verb)
    acted = deed.thing.in_case("Acc") if deed.thing else deed.whose
    if acted is None:
        return None
    if deed.first == verb.first and (ahead := agent_before(document, verb.first, verb.token.sentence)) is not None:
        return _behind_agent(document, deed, verb, acted, ahead)
    agent = deed.agent or agent_at(document, deed.last, verb.token.sentence)
    if agent is not None and not (deed.agent is None and deed.noun.noun in _MAILED and agent.name.lower().startswith("почта")):
        return _with_agent(document, deed, verb, acted, agent)
    return _by_nobody(document, deed, verb, acted)


def _by_nobody(document: Document, deed: Deed, verb: LightVerb, acted: str) -> Plainer | None:
    """What is done, whoever does it: offered to the client, done by «them», or done «by itself»."""
    how = f" {deed.how}" if deed.how else ""
    if by_somebody(document, deed.last, verb.token.sentence):
        return _reflexive(document, deed, verb)  # «двумя грузчиками»: a doer that stays in the instrumental
    done = deed.noun.verb(perfective=True, with_object=True)
    if not how and done and (offer := _offer(document, deed, verb, acted, done)) is not None:
        return offer
    if verb.tense in ("Can", "May") and not verb.negated:
        if done and _own(deed):
            return plainer(document, deed.first, deed.last, f"{acted}{deed.before}{how} можно {done}{deed.after}")
        if verb.tense == "May":
            return None  # «карта может блокироваться» would do so by itself
    if verb.tense in ("Done", "WillBe", "Can"):
        found = _by_them(document, deed, verb, acted)
        if found is not None or verb.tense != "WillBe" or deed.noun.imperfective is None:
            return found
    return _reflexive(document, deed, verb)


def _offer(document: Document, deed: Deed, verb: LightVerb, acted: str, done: str) -> Plainer | None:
    """«Выгрузка отчёта осуществляется в разделе …» → «выгрузить отчёт можно в разделе …»: what a client does himself, and how."""
    behind = deed.first < verb.token.index
    if verb.tense != "Pres" or verb.negated or not _own(deed) or deed.before and not behind:
        return None
    if not a_way(document, deed.last) and (deed.noun.noun in DUTIES or not offered(document, deed.last)):
        return None
    told = f"{done} {acted}{deed.before}{deed.after} можно" if behind else f"можно {done} {acted}{deed.after}"
    return plainer(document, deed.first, deed.last, told)


def _takes_effect(document: Document, deed: Deed) -> bool:
    """«Смена тарифа осуществляется в разделе … и вступает в силу»: so does the tariff."""
    here = deed.token.sentence
    if deed.noun.noun not in _CHANGES:
        return False
    rest = document.tokens[deed.last : document.sentences[here].last]
    joint = next((t for t in rest if t.norm == "и" or t.text in ",;:—"), None)
    following = at(document, joint.index + 1, here) if joint is not None and joint.norm == "и" else None
    return following is not None and following.is_("вступать", "начинать", "действовать", "применяться")


def _by_them(document: Document, deed: Deed, verb: LightVerb, acted: str) -> Plainer | None:
    """«Будет произведён возврат денег» → «деньги вернут»: whoever does it."""
    no, how = "не " if verb.negated else "", f" {deed.how}" if deed.how else ""
    told = active(deed.noun, verb.tense, {"Person": "3", "Number": "Plur"})
    if told and deed.thing is not None and deed.first == verb.first and not clause_begins(document, deed.first):
        return plainer(document, deed.first, deed.last, f"{no}{told}{how} {acted}")  # «Вам заменят товар»
    return plainer(document, deed.first, deed.last, f"{acted}{deed.before}{how} {no}{told}{deed.after}") if told else None


def _behind_agent(document: Document, deed: Deed, verb: LightVerb, acted: str, agent: Agent) -> Plainer | None:
    """«Специалистом произведена проверка качества» → «специалист проверил качество»."""
    no, how = "не " if verb.negated else "", f" {deed.how}" if deed.how else ""
    told = active(deed.noun, verb.tense, agent.agreement) if agent.name else None
    return plainer(document, agent.first, deed.last, f"{agent.name}{how} {no}{told} {acted}") if told else None


def _with_agent(document: Document, deed: Deed, verb: LightVerb, acted: str, agent: Agent) -> Plainer | None:
    if by_a_person(document, agent.last):
        return None  # «клиентом через приложение или оператором по телефону»
    no, how = "не " if verb.negated else "", f" {deed.how}" if deed.how else ""
    done = deed.noun.verb(perfective=True, with_object=True)
    if done and not how and not no and deed.agent is not None and verb.tense == "Pres" and deed.noun.client and deed.noun.noun not in DUTIES:
        # «Получение посылки другим лицом осуществляется по доверенности» says what he may do.
        able = "могут" if agent.agreement.get("Number") == "Plur" else "может"
        return plainer(document, deed.first, agent.last, f"{agent.name} {able} {done} {acted}") if agent.agreement.get("Person") == "3" else None
    if done and not how and not no and verb.tense == "Pres" and _own(deed) and _by_the_client(document, agent):
        # «Изменение пункта выдачи осуществляется покупателем самостоятельно»
        return plainer(document, deed.first, agent.last, f"{done} {acted}{deed.before}{deed.after} можно")
    if done and not how and _may(document, deed, verb, agent):
        return plainer(document, deed.first, agent.last, f"{done} {acted}{deed.before}{deed.after} может {agent.name}")
    if verb.tense == "Can" and done and not no:
        able = "могут" if agent.agreement.get("Number") == "Plur" else "может"
        return plainer(document, deed.first, agent.last, f"{acted}{deed.before}{how} {able} {done} {agent.name}{deed.after}")
    told = active(deed.noun, verb.tense, agent.agreement)
    if told and (no or deed.agent is not None) and agent.agreement.get("Person") == "1":
        return plainer(document, deed.first, agent.last, f"{acted}{deed.before} {agent.name}{how} {no}{told}{deed.after}")  # «забытые вещи мы не доставляем»
    return plainer(document, deed.first, agent.last, f"{acted}{deed.before}{deed.after}{how} {no}{told} {agent.name}") if told else None


def _by_the_client(document: Document, agent: Agent) -> bool:
    """«покупателем самостоятельно»: whoever reads this may do it himself."""
    return agent.name.lower() in _CLIENTS and norm_at(document, agent.last, document.tokens[agent.first].sentence) == "самостоятельно"


def _may(document: Document, deed: Deed, verb: LightVerb, agent: Agent) -> bool:
    """«Смена тарифа осуществляется администратором в разделе …» says who may do it."""
    if verb.tense != "Pres" or verb.negated or deed.noun.noun in DUTIES or agent.agreement.get("Number") != "Sing":
        return False
    if agent.name.split()[0].lower() not in _USERS:
        return False
    following = at(document, agent.last, verb.token.sentence)
    return following is not None and following.text in (":", "—", "–") or a_way(document, agent.last)


def _own(deed: Deed) -> bool:
    """A deed of the client's own; to return goods is, to return money is not."""
    if deed.noun.noun == "возврат":
        return deed.thing is not None and not deed.thing.money and deed.thing.parse.lemma not in _NO_GOODS
    return deed.noun.client


def _reflexive(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    no, how = "не " if verb.negated else "", f" {deed.how}" if deed.how else ""
    ongoing = deed.noun.imperfective
    if ongoing is None:
        return None
    thing = deed.thing
    base = reflexive(ongoing) if thing is not None and (thing.parse.feats.get("Animacy") != "Anim" or thing.money) else None
    if base is None:
        acted = thing.in_case("Acc") if thing else deed.whose
        told = active(deed.noun, verb.tense, {"Person": "3", "Number": "Plur"})
        return plainer(document, deed.first, deed.last, f"{acted}{deed.before}{how} {no}{told}{deed.after}") if acted and told else None
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
    return plainer(document, deed.first, deed.last, f"{name}{deed.before}{how} {no}{told}{deed.after}") if name and told else None


def _doing(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    """«Осуществляется поступление средств» → «деньги поступают»."""
    if deed.thing is None or deed.how or (name := deed.thing.in_case("Nom")) is None:
        return None
    agreement = {"Number": "Plur"} if deed.thing.money else deed.thing.agreement
    told = active(deed.noun, verb.tense, {"Person": "3", **agreement})
    return plainer(document, deed.first, deed.last, f"{name}{deed.before} {'не ' if verb.negated else ''}{told}{deed.after}") if told else None


def active(noun: VerbalNoun, tense: str, agreement: dict[str, str]) -> str | None:
    """«доставляет», «доставил», «доставят», «могут доставить», in the light verb's tense."""
    finite = {"VerbForm": "Fin", "Mood": "Ind"}
    person, number = agreement.get("Person", "3"), agreement["Number"]
    past = {"Tense": "Past", "Number": number, **({"Gender": agreement["Gender"]} if number == "Sing" and "Gender" in agreement else {})}
    done = noun.verb(perfective=True, with_object=True)
    ongoing = noun.verb(perfective=False, with_object=True)
    if tense == "Pres" and ongoing is None and done is not None:
        # «Разблокировать» has no imperfective: whatever is done time and again, will be done.
        return conjugated(done, **finite, Tense="Fut", Person=person, Number=number)
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


def _without_object(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    noun, here = deed.noun, verb.token.sentence
    parse = next(p for p in deed.token.word.parses if p.lemma == noun.noun and p.feats.get("Case") == "Nom")  # type: ignore[union-attr]
    behind, middle = deed.token.index < verb.first, deed.before + deed.after
    if deed.how is None and not deed.modified and not carried_on(document, deed.last):
        agent = deed.agent or agent_at(document, deed.last, here)
        if agent is not None:
            return _alone_by_agent(document, deed, verb, agent)
        done = noun.verb(perfective=True, with_object=False) or noun.perfective
        if verb.tense == "Pres" and not verb.negated and noun.client and done and not middle and a_way(document, deed.last):
            return plainer(document, deed.first, deed.last, f"{done} можно" if behind else f"можно {done}")
        if behind and verb.negated:
            gone = {"Pres": "нет", "Done": "не было", "WillBe": "не будет", "Fut": "не будет"}.get(verb.tense)
            absent = parse.inflect(Case="Gen", Number="Sing")
            return plainer(document, deed.first, deed.last, f"{absent}{middle} {gone}") if gone and absent and noun.noun in _NONE_OF else None
    if verb.negated:
        return None
    if behind and middle and noun.noun in _OF_SUMS and not deed.modified and AMOUNT_NUM.match(flat(document.text), document.tokens[deed.token.index + 1].start):
        # «Возврат 1 299 рублей будет произведён» → «1 299 рублей вернут»
        told = active(noun, verb.tense, {"Person": "3", "Number": "Plur"})
        return plainer(document, deed.first, deed.last, f"{middle.strip()} {told}") if told and not carried_on(document, deed.last) else None
    if not behind:
        return _made(document, deed, verb, parse) or _sent_back(document, deed, verb) or _of_a_sum(document, deed, verb)
    return _looser(document, deed, verb, parse.feats.get("Gender", "Neut"))


def _made(document: Document, deed: Deed, verb: LightVerb, parse: Parse) -> Plainer | None:
    """«Нами осуществлён перерасчёт» → «мы провели перерасчёт», «Вам будет осуществлён звонок» → «Вам позвонят»."""
    if deed.modified or deed.how or deed.before or deed.after or verb.tense not in ("Done", "WillBe"):
        return None
    agent = agent_before(document, verb.first, verb.token.sentence)
    if agent is None:
        alone = deed.noun.alone[0] if deed.noun.alone is not None and deed.noun.perfective is None and not clause_begins(document, deed.first) else None
        plural = {"Tense": "Fut", "Person": "3"} if verb.tense == "WillBe" else {"Tense": "Past"}
        told = conjugated(alone, VerbForm="Fin", Mood="Ind", Number="Plur", **plural) if alone else None
        return plainer(document, deed.first, deed.last, told) if told else None
    finite = {"VerbForm": "Fin", "Mood": "Ind", "Number": agent.agreement["Number"]}
    gender = {"Gender": agent.agreement["Gender"]} if "Gender" in agent.agreement and finite["Number"] == "Sing" else {}
    when = {"Tense": "Past", **gender} if verb.tense == "Done" else {"Tense": "Fut", "Person": agent.agreement["Person"]}
    held, acted = conjugated("провести", **finite, **when), parse.inflect(Case="Acc", Number="Sing")
    return plainer(document, agent.first, deed.last, f"{agent.name} {held} {acted}") if held and acted else None


def _sent_back(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    """«…, после чего осуществляется возврат отправителю» → «возвращают отправителю»: what, was said before."""
    to_whom = at(document, deed.last, verb.token.sentence)
    dative = (
        to_whom is not None and to_whom.word is not None and any(p.feats.get("Case") == "Dat" and p.feats.get("Animacy") == "Anim" for p in to_whom.word.parses)
    )
    if verb.tense != "Pres" or deed.noun.noun != "возврат" or not dative or deed.modified or deed.how:
        return None
    return plainer(document, deed.first, deed.last, "возвращают")


def _of_a_sum(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    """«Будет осуществлён возврат 12 390 ₽» → «вернут 12 390 ₽»: a sum in figures has no case to be changed."""
    following = at(document, deed.last, verb.token.sentence)
    if deed.modified or deed.how or deed.before or deed.after or following is None or not AMOUNT_NUM.match(flat(document.text), following.start):
        return None
    told = active(deed.noun, verb.tense, {"Person": "3", "Number": "Plur"}) if verb.tense in ("WillBe", "Done") else None
    return plainer(document, deed.first, deed.last, told) if told else None


def _alone_by_agent(document: Document, deed: Deed, verb: LightVerb, agent: Agent) -> Plainer | None:
    """«Доставка осуществляется курьером» → «курьер доставляет»; where the verb needs its object «настройкой занимается мастер»."""
    name, person, last = agent.name, agent.agreement, agent.last
    if _may(document, deed, verb, agent):
        alone = deed.noun.alone
        did = alone[0] if alone is not None and deed.noun.perfective is None else None
        # «Перейти … может владелец»; where the verb needs its object, «экспорт может сделать владелец».
        named = next((p for p in deed.token.word.parses if p.lemma == deed.noun.noun and p.feats.get("Case") == "Nom"), None) if deed.token.word else None
        acted = named.inflect(Case="Acc", Number="Sing") if named is not None else None
        middle = deed.before + deed.after
        said = f"{did}{middle} может {name}" if did else f"{acted}{middle} может сделать {name}"
        return plainer(document, deed.first, last, said) if did or acted else None
    if verb.tense not in ("Pres", "WillBe"):
        return None
    base = deed.noun.verb(perfective=verb.tense == "WillBe", with_object=False)
    shape = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres" if verb.tense == "Pres" else "Fut", "Person": person["Person"], "Number": person["Number"]}
    middle = deed.before + deed.after
    following = at(document, last, verb.token.sentence)
    if (
        base is not None
        and following is not None
        and following.text == ","
        and norm_at(document, last + 1, verb.token.sentence) in _ABOUT
        and verb.tense == "Pres"
        and not verb.negated
        and deed.first < verb.first
    ):
        # «Доставка осуществляется курьером, примерно 12 февраля»: what is added belongs to the noun.
        dashed = any(t.text in "—–" and document.text[t.start - 1] == " " for t in document.of(document.sentences[verb.token.sentence]))
        return plainer(document, verb.first, verb.last, "—") if not dashed else None
    if base is not None:
        told = conjugated(base, **shape)
        return plainer(document, deed.first, last, f"{name} {'не ' if verb.negated else ''}{told}{middle}") if told else None
    parse = next(p for p in deed.token.word.parses if p.lemma == deed.noun.noun and p.feats.get("Case") == "Nom")  # type: ignore[union-attr]
    busy, deeds = conjugated("заниматься", **shape), parse.inflect(Case="Ins", Number="Sing")
    if verb.tense == "WillBe" and not verb.negated:
        held, acted = conjugated("провести", **shape), parse.inflect(Case="Acc", Number="Sing")
        return plainer(document, deed.first, last, f"{acted}{middle} {held} {name}") if held and acted else None
    if verb.negated or verb.tense != "Pres" or not busy or not deeds:
        return None
    if deed.noun.noun == "зачисление" and any(t.is_("деньги", "средство", "сумма") for t in document.words):
        told = conjugated("зачислять", **shape)
        return plainer(document, deed.first, last, f"{name} {told} деньги{middle}") if told else None
    if following is not None and following.norm in ("в", "до", "за", "не"):
        return None  # «зачислением занимается банк в срок до 5 дней» says when he is busy with it
    return plainer(document, deed.first, last, f"{deeds}{middle} {busy} {name}")


_ABOUT = frozenset("ориентировочно примерно предварительно приблизительно обычно".split())


def _looser(document: Document, deed: Deed, verb: LightVerb, gender: str) -> Plainer | None:
    """The noun stays, and a lighter word stands for the verb: «хранение — до 30 мая», «доставка бесплатная», «доставка будет 14 марта»."""
    here = verb.token.sentence
    following = at(document, deed.last, here)
    if following is None or norm_at(document, deed.last + 1, here) in ("основании", "соответствии") or by_a_person(document, deed.last):
        return None
    loose = following.kind in ("number", "code") or following.norm in _LOOSE | {"сегодня", "завтра", "послезавтра"}
    if verb.tense == "Pres":
        if (usual := as_usual(document, verb)) is not None:
            return usual
        if following.norm == "бесплатно":
            when = at(document, deed.last + 1, here)
            if when is None or when.kind != "number" and when.norm not in _DAY_LEADS:
                return plainer(document, verb.first, deed.last + 1, _FREE[gender])
            # «Доставка бесплатная 29 ноября» would be free on that day alone.
            return (
                plainer(document, verb.first, deed.last + 1, f"{_FREE[gender]}:")
                if when.kind == "number" and clause_ends(document, _end_of(document, deed.last + 1))
                else None
            )
        dashed = any(t.text in "—–" for t in document.of(document.sentences[here])) or carried_on(document, deed.last)
        return plainer(document, verb.first, deed.last, "—") if loose and not dashed and following.norm != "не" else None
    if verb.tense == "WillBe" and loose:
        return plainer(document, verb.first, deed.last, "будет")
    if verb.tense == "Done" and deed.noun.noun in _WENT_WELL and loose:
        return plainer(document, verb.first, deed.last, _WENT[gender])
    return None


_DAY_LEADS = frozenset("с со до по в во к ко завтра сегодня послезавтра".split())


def _end_of(document: Document, index: int) -> int:
    """One past the last token before the sentence's next comma or end."""
    here = document.tokens[index].sentence
    while (token := at(document, index, here)) is not None and token.text not in ",;.!?":
        index += 1
    return index
