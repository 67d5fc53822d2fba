"""What an empty verb gives way to where nothing better is found in its sentence: «после которых осуществляется возврат» → «будет возврат», «доставка осуществляется им» → «доставка — за ним».

The noun and all that hangs on it stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse, inflect, word
from rewriter.text.plain.agents import Agent, agent_at, agent_before
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, opens, plainer
from rewriter.text.plain.split_actives import shape_of
from rewriter.text.plain.split_reading import LightVerb, carried_on, how_of, joined, verb_at
from rewriter.text.plain.verbal_nouns import conjugated, deed_of
from rewriter.text.segments import is_predicate

WORDS = frozenset("осуществлять осуществляться осуществить осуществиться производить производиться произвести".split())
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
_BREAKS = frozenset(",;:—–(")
_AND = frozenset(("и", "или"))
_HIM = {"им": "ним", "ею": "ней", "ей": "ней", "ими": "ними"}
_REACH = 16
_FAILED = {"Masc": "не состоялся", "Fem": "не состоялась", "Neut": "не состоялось", "": "не состоялись"}
# What is done then, and not always.
_THEN = frozenset("после далее дальше затем потом позже свыше сверх при и".split())
# What was the client's trouble, and is over.
_MENDED = {
    "разблокировка": "разблокировали", "корректировка": "исправили", "исправление": "исправили", "настройка": "настроили", "проверка": "проверили", "синхронизация": "синхронизировали",
    "перенастройка": "перенастроили", "обновление": "обновили", "восстановление": "восстановили", "замена": "заменили",
}  # fmt: skip
_BY_WHOM = frozenset("самостоятельно вручную дистанционно удаленно отдельно лично".split())
_IDLE = frozenset(("проведение", "выполнение", "осуществление"))
_LIMITS = frozenset("позднее позже ранее раньше более больше менее чаще реже".split())
_HELPED = frozenset(("который", "если", "когда", "чтобы", "пока"))


def stopgaps(document: Document) -> Iterator[Plainer]:
    """Every empty verb that something else can stand for."""
    for token in document.having(WORDS):
        verb = verb_at(document, token)
        found = _passive(document, verb) if verb is not None else _participle(document, token) or _active(document, token)
        if found is not None:
            yield found


def _passive(document: Document, verb: LightVerb) -> Plainer | None:
    behind = _noun_behind(document, verb)
    subject = _subject(document, verb)
    if subject is None and behind is not None:
        return _comes(document, verb, behind)
    if subject is not None and verb.tense in ("Done", "Can") and norm_at(document, verb.last, verb.token.sentence) not in _AND:
        return _done(document, verb, *subject)
    if verb.tense != "Pres" or verb.negated:
        return None
    return _of_the_same(document, verb) if subject is None else _dashed(document, verb)


def _begin(document: Document, verb: LightVerb) -> int:
    """Where the clause of the verb begins; the comma of «ул. Зелёная, 9» is none of its ends."""
    tokens, first = document.tokens, document.sentences[verb.token.sentence].first
    begin = verb.first
    while begin > first and (tokens[begin - 1].text not in _BREAKS or tokens[begin].kind == "number"):
        begin -= 1
    return begin


def _subject(document: Document, verb: LightVerb) -> tuple[Token, dict[str, str]] | None:
    """The noun in the nominative before the verb in its clause that no other predicate has."""
    begin = _begin(document, verb)
    if verb.first - begin > _REACH or any(is_predicate(t) or t.lemmas & _HELPED for t in document.tokens[begin : verb.first]):
        return None
    for token in document.tokens[begin : verb.first]:
        before = document.tokens[token.index - 1].word if token.index > begin else None
        if before is not None and before.top is not None and before.top.pos == "ADP":
            continue
        parse = next((p for p in token.word.parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.05), None) if token.word else None
        if parse is not None:
            return token, parse.feats
    return None


def _noun_behind(document: Document, verb: LightVerb) -> Token | None:
    """The deed in the nominative right behind the verb: «(производится) полный возврат»."""
    found = noun_phrase(document, verb.last, "Nom", tail=False)
    return found.head if found is not None and found.parse.feats.get("Animacy") != "Anim" else None


def _comes(document: Document, verb: LightVerb, noun: Token) -> Plainer | None:
    """«Дальше производится возврат на склад» → «дальше будет возврат на склад», «по которому произведено бронирование» → «сделано»."""
    here = verb.token.sentence
    if verb.negated or agent_at(document, verb.last, here) is not None or agent_before(document, verb.first, here) is not None:
        return None
    if verb.tense == "Pres" and not any(t.norm in _THEN for t in document.tokens[_begin(document, verb) : verb.first]):
        return None
    plural = verb.token.norm.endswith(("ются", "ятся", "ены", "аны"))
    if verb.tense in ("Pres", "WillBe", "Fut"):
        return plainer(document, verb.first, verb.last, "будут" if plural else "будет")
    if verb.tense == "Can":
        found = noun_phrase(document, verb.last, "Nom", tail=False)
        told = inflect("возможный", "ADJ", Variant="Short", **found.agreement) if found is not None else None
        return plainer(document, verb.first, verb.last, told) if told else None
    if verb.tense != "Done" or verb.token.word is None:
        return None
    shape = next((p.feats for p in verb.token.word.parses if p.feats.get("Variant") == "Short"), {})
    told = conjugated("сделать", VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", **{k: shape[k] for k in ("Number", "Gender") if k in shape})
    return plainer(document, verb.token.index, verb.last, told) if told and deed_of(noun, "Nom") is not None else None


def _done(document: Document, verb: LightVerb, noun: Token, feats: dict[str, str]) -> Plainer | None:
    """«Доставка не осуществлена» → «не состоялась», «возврат может быть произведён» → «возможен», «разблокировка произведена» → «мы всё разблокировали»."""
    shape = {"Number": "Plur"} if feats.get("Number") == "Plur" else {"Number": "Sing", "Gender": feats.get("Gender", "Neut")}
    if verb.tense == "Can":
        here = verb.token.sentence
        last = verb.last + (norm_at(document, verb.last, here) in ("только", "лишь", "исключительно"))
        told = inflect("возможный", "ADJ", Variant="Short", **shape) if agent_at(document, last, here) is None else None
        return plainer(document, verb.first, verb.last, told) if told else None
    if verb.negated:
        return plainer(document, verb.first, verb.last, _FAILED[shape.get("Gender", "")])
    if not clause_ends(document, verb.last):
        return None
    done = _MENDED.get(noun.norm)
    if done is not None and opens(document, noun.index) and verb.first == noun.index + 1:
        return plainer(document, noun.index, verb.last, f"мы всё {done}")
    told = conjugated("выполнить", VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", **shape)
    return plainer(document, verb.token.index, verb.last, told) if told else None


def _agent(document: Document, verb: LightVerb) -> Agent | None:
    here = verb.token.sentence
    him = _HIM.get(norm_at(document, verb.last, here))
    return Agent(him, {}, verb.last, verb.last + 1) if him is not None else agent_at(document, verb.last, here)


def _dashed(document: Document, verb: LightVerb) -> Plainer | None:
    """«Приём и выдача осуществляются с 9:00» → «приём и выдача — с 9:00», «доставка осуществляется продавцом» → «доставка — за продавцом»."""
    here = verb.token.sentence
    agent = _agent(document, verb)
    last = verb.last if agent is None else agent.last
    begin = _begin(document, verb)
    if agent is not None and norm_at(document, begin, here) in _IDLE:
        return _conducted(document, verb, begin, agent)
    plural = verb.token.norm.endswith(("ются", "ятся"))
    if any(t.text in "—–" for t in document.of(document.sentences[here])) or norm_at(document, last, here) in _AND or carried_on(document, last, plural=plural):
        return None
    if agent is not None:
        named = noun_phrase(document, agent.first, "Ins")
        told = agent.name if named is None else named.in_case("Ins")
        return plainer(document, verb.first, agent.last, f"— за {told}") if told and clause_ends(document, last) else None
    following = at(document, last, here)
    top = following.word.top if following is not None and following.word is not None else None
    noun = document.tokens[verb.first - 1] if verb.first > document.sentences[here].first else None
    deed = deed_of(noun, "Nom")
    if noun is not None and deed is not None and deed.client and clause_begins(document, noun.index) and top is not None:
        done = deed.verb(perfective=True, with_object=False)
        if done is not None:
            return plainer(document, noun.index, verb.last, f"{done} можно")
    means = top is not None and top.pos in ("NOUN", "PROPN", "ADJ") and top.feats.get("Case") == "Ins" and top.feats.get("Animacy") != "Anim"
    if following is None:
        return None
    if following.norm in _BY_WHOM:
        return plainer(document, verb.first, verb.last, "делаются" if plural else "делается")
    limit = following.norm == "не" and norm_at(document, last + 1, here) in _LIMITS
    if not (following.kind == "number" or means or limit or top is not None and top.pos in ("ADP", "ADV")):
        return None
    return plainer(document, verb.first, verb.last, "—")


def _conducted(document: Document, verb: LightVerb, begin: int, agent: Agent) -> Plainer | None:
    """«Проведение работ осуществляется бригадой» → «работы проводит бригада»."""
    thing = noun_phrase(document, begin + 1, "Gen")
    told = thing.in_case("Acc") if thing is not None and thing.last == verb.first else None
    if told is None or not agent.name or not agent.agreement:
        return None
    shape = {k: agent.agreement[k] for k in ("Person", "Number") if k in agent.agreement}
    does = conjugated("проводить", VerbForm="Fin", Mood="Ind", Tense="Pres", **shape)
    return plainer(document, begin, agent.last, f"{told} {does} {agent.name}") if does else None


def _of_the_same(document: Document, verb: LightVerb) -> Plainer | None:
    """«(Заморозка возможна,) осуществляется 1 раз» → «это делается 1 раз», «и производится администратором» → «, это делает администратор»."""
    here = verb.token.sentence
    before = at(document, verb.first - 1, here)
    first = document.sentences[here].first
    if (
        before is None
        or before.text != ","
        and before.norm != "и"
        or norm_at(document, before.index - 1, here) == "что"
        or not any(is_predicate(t) for t in document.tokens[first : before.index])
    ):
        return None
    agent = agent_at(document, verb.last, here)
    last, told = verb.last, "это делается"
    if agent is not None and agent.name:
        does = conjugated("делать", VerbForm="Fin", Mood="Ind", Tense="Pres", Person=agent.agreement["Person"], Number=agent.agreement["Number"])
        last, told = agent.last, f"это делает {agent.name}" if agent.name != "мы" else "это делаем мы"
        if does is None or agent.agreement["Number"] == "Plur" and agent.name != "мы":
            return None
    if norm_at(document, last, here) in _AND or clause_ends(document, last) and agent is None:
        return None
    if before.text == ",":
        return plainer(document, verb.first, last, told)
    head = document.tokens[before.index - 1]
    return Plainer(head.end, document.tokens[last - 1].end, f", {told}")


def _active(document: Document, token: Token) -> Plainer | None:
    """«Звонки осуществляет колл-центр» → «звонит колл-центр», «произвести подписание» → «подписать», «произвести выгрузку» → «сделать выгрузку»."""
    parse = shape_of(document, token, WORDS)
    if parse is None:
        return None
    shape = {k: v for k, v in parse.feats.items() if k in _SHAPE}
    perfective = parse.feats.get("Aspect") == "Perf"
    before = document.tokens[token.index - 1] if token.index else None
    if before is not None and before.sentence == token.sentence and (noun := deed_of(before, "Acc")) is not None and parse.feats.get("VerbForm") == "Fin":
        verb = noun.verb(perfective=perfective, with_object=False)
        told = conjugated(verb, **shape) if verb else None
        return plainer(document, before.index, token.index + 1, told) if told and noun_phrase(document, token.index + 1, "Nom") is not None else None
    if before is not None and before.norm == "звонки" and shape.get("VerbForm") == "Fin":
        told = conjugated("звонить", **shape)
        return plainer(document, before.index, token.index + 1, told) if told else None
    if norm_at(document, token.index + 1, token.sentence) == "пропуск" and noun_phrase(document, token.index + 2, "Gen") is not None:
        return _lets_in(document, token, shape, perfective=perfective)
    index = token.index + 1
    if [norm_at(document, index + k, token.sentence) for k in range(3)] == [",", "пожалуйста", ","]:
        index += 3
    return _done_to(document, token, index, shape, perfective=perfective)


def _lets_in(document: Document, token: Token, shape: dict[str, str], *, perfective: bool) -> Plainer | None:
    """«Охрана осуществляет пропуск гостей» → «пропускает гостей»."""
    guests = noun_phrase(document, token.index + 2, "Gen")
    told, who = conjugated("пропустить" if perfective else "пропускать", **shape), guests.in_case("Acc") if guests is not None else None
    return plainer(document, token.index, guests.last, f"{told} {who}") if guests is not None and told and who else None


def _done_to(document: Document, token: Token, index: int, shape: dict[str, str], *, perfective: bool) -> Plainer | None:
    thing = noun_phrase(document, index, "Acc", tail=False)
    if thing is None or thing.parse.feats.get("Animacy") == "Anim" or joined(document, thing.last, "Acc"):
        return None
    noun = deed_of(thing.head, "Acc")
    verb = noun.verb(perfective=perfective, with_object=False) if noun is not None else None
    verb = verb or (_guessed(thing.head) if perfective else None)
    how = [how_of(t) for t in thing.modifiers]
    if verb is not None and all(how) and noun_phrase(document, thing.last, "Gen") is None:
        told = conjugated(verb, **shape)
        rest = document.text[document.tokens[token.index].end : document.tokens[index - 1].end] if index > token.index + 1 else ""
        return plainer(document, token.index, thing.last, " ".join((f"{told}{rest}", *(h or "" for h in how)))) if told else None
    if noun is None and not thing.head.norm.endswith(("ние", "ция", "цию", "вку", "рт")):
        return None
    told = conjugated("сделать" if perfective else "делать", **shape)
    return plainer(document, token.index, token.index + 1, told) if told else None


def _guessed(noun: Token) -> str | None:
    """«подписание» → «подписать», «отключение» → «отключить»: the verb that the noun is made of, where the dictionary has it."""
    for ending, verbs in (("ание", ("ать",)), ("яние", ("ять",)), ("ение", ("ить", "еть")), ("тие", ("ть",))):
        if noun.norm.endswith(ending):
            for verb in verbs:
                found = word(noun.norm[: -len(ending)] + verb)
                if found.known and any(p.feats.get("VerbForm") == "Inf" and p.feats.get("Aspect") == "Perf" for p in found.parses):
                    return found.form
    return None


def _participle(document: Document, token: Token) -> Plainer | None:
    """«Отменить произведённый импорт» → «отменить импорт», «ошибочно произведённой оплаты» → «ошибочной оплаты»."""
    parse = _full(token)
    following = at(document, token.index + 1, token.sentence)
    if parse is None or following is None or following.word is None:
        return None
    if not any(p.pos == "NOUN" and p.feats.get("Case") == parse.feats.get("Case") for p in following.word.parses):
        return None
    how = at(document, token.index - 1, token.sentence)
    if how is None or how.word is None or how.word.top is None or how.word.top.pos not in ("ADV", "ADJ") or not how.norm.endswith("но"):
        lead = how is not None and how.word is not None and how.word.top is not None and how.word.top.pos == "ADV"
        return None if lead else plainer(document, token.index, following.index + 1, following.text)
    shape = {k: parse.feats[k] for k in ("Case", "Number", "Gender") if k in parse.feats}
    told = inflect(f"{how.norm[:-1]}ый", "ADJ", **shape)
    return plainer(document, how.index, following.index + 1, f"{told} {following.text}") if told else None


def _full(token: Token) -> Parse | None:
    """The reading as a passive participle in full: «произведённый», «осуществлённого»."""
    if token.word is None:
        return None
    return next((p for p in token.word.parses if p.lemma in WORDS and p.feats.get("VerbForm") == "Part" and p.feats.get("Variant") != "Short"), None)
