"""A split predicate in the passive, taken apart: the light verb with its helpers, the verbal noun, the object, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import Agent, agent_at, agent_before
from rewriter.text.plain.noun_phrases import NounPhrase, joint_phrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, norm_at, plainer
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of
from rewriter.text.segments import is_predicate

LIGHT = frozenset(
    "осуществлять осуществляться осуществить осуществиться производить производиться произвести проводить проводиться провести выполнять выполняться выполнить совершать совершаться совершить".split()
)
# «Прекращение звонков произойдёт завтра» says as little with its verb.
COMING = frozenset(("произойти", "состояться"))
_BE_PAST, _BE_FUTURE = frozenset("был была было были".split()), frozenset(("будет", "будут"))
_POSSESSIVE = {"его": "его", "ее": "её", "их": "их"}
_HOW = {
    "повторный": "ещё раз", "полный": "полностью", "срочный": "срочно", "самостоятельный": "самостоятельно", "бесплатный": "бесплатно", "автоматический": "автоматически", "обязательный": "обязательно",
    "одновременный": "одновременно", "дальнейший": "дальше", "досрочный": "досрочно", "круглосуточный": "круглосуточно", "постоянный": "постоянно", "ручной": "вручную",
    "своевременный": "вовремя", "предварительный": "предварительно", "дополнительный": "дополнительно", "ежедневный": "каждый день", "тщательный": "тщательно", "частичный": "частично", "регулярный": "регулярно", "двойной": "дважды",
}  # fmt: skip
_ADVERBS = frozenset("уже также только сейчас обычно автоматически бесплатно ежедневно круглосуточно всегда".split())
_AND = frozenset(("и", "или", "либо"))
_REACH = 16
_TOWARDS = frozenset("до из к ко от без через".split())
_NEW_CLAUSE = frozenset("который если когда что чтобы где поскольку потому поэтому так как пока".split())
_REFERRING = {"он": "Masc", "она": "Fem", "оно": "Neut", "они": ""}


@dataclass(frozen=True, slots=True)
class LightVerb:
    """The light verb with «не», «будет», «был» and «может» around it: tokens [first, last)."""

    token: Token
    first: int
    last: int
    tense: str  # Pres, Past (of the reflexive), Fut (with its infinitive), Done, WillBe, Can, May
    negated: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """The verbal noun with its object; with the verb it fills tokens [first, last)."""

    noun: VerbalNoun
    token: Token
    first: int
    last: int
    thing: NounPhrase | None
    whose: str | None  # «его», «её», «их» before the noun
    how: str | None
    modified: bool  # something else agrees with the noun: it must stay
    agent: Agent | None = None  # who does it, named between noun and verb
    before: str = ""  # what stands between noun and verb, and stays there
    after: str = ""  # or goes behind the verb


def verb_at(document: Document, token: Token) -> LightVerb | None:
    """The light verb in the passive, with its helpers; None where it is no passive, or one that is not understood."""
    word, here = token.word, token.sentence
    assert word is not None
    coming = next((p for p in word.parses if p.lemma in COMING), None)
    if coming is not None:
        negated = norm_at(document, token.index - 1, here) == "не"
        future = coming.feats.get("Tense") == "Fut" and coming.feats.get("VerbForm") == "Fin"
        return LightVerb(token, token.index, token.index + 1, "WillBe", negated=False) if future and not negated else None
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
    return LightVerb(token, first, last, tense, negated) if tense else None


# «Смена тарифа на «Дом 300»»: what it is changed to stands behind the verb.
_CHANGING = frozenset("смена замена перевод изменение переход обмен".split())


def behind_noun(document: Document, verb: LightVerb) -> Deed | None:
    """«Доставка заказа в Тулу осуществляется …»."""
    sentence = document.sentences[verb.token.sentence]
    for index in range(max(sentence.first, verb.first - _REACH), verb.first):
        noun = deed_of(document.tokens[index], "Nom")
        if noun is None:
            continue
        begin, whose, how, modified = _before(document, index, sentence.first)
        if begin is None or _plural(verb.token):
            continue
        thing = joint_phrase(document, index + 1, "Gen") if index + 1 < verb.first else None
        end = thing.last if thing is not None else index + 1
        to_whom = end < verb.first and _to_whom(document, end, verb.first)
        agent = agent_at(document, end, verb.token.sentence) if end < verb.first else None
        if agent is not None and agent.last == verb.first:
            agent = agent._replace(last=verb.last)
            return Deed(noun, document.tokens[index], begin, verb.last, thing, whose, how, modified, agent)
        ahead = agent_before(document, verb.first, verb.token.sentence) if agent is None and end < verb.first else None
        if ahead is not None and ahead.name and ahead.first > end and adverbial(document.tokens[end : ahead.first]):
            # «Корректировка адреса по заказу 6604 мною произведена»
            between = document.text[document.tokens[end - 1].end : document.tokens[ahead.first - 1].end]
            return Deed(noun, document.tokens[index], begin, verb.last, thing, whose, how, modified, ahead._replace(last=verb.last), before=between)
        if end > verb.first or not (to_whom or adverbial(document.tokens[end : verb.first])):
            continue
        middle = document.text[document.tokens[end - 1].end : document.tokens[verb.first - 1].end]
        towards = bool(middle) and (
            to_whom or noun.noun in _CHANGING and document.tokens[end].norm == "на" or _towards(document.tokens[end], document.tokens[end + 1])
        )
        stays, goes = ("", middle) if towards else (middle, "")
        return Deed(noun, document.tokens[index], begin, verb.last, thing, whose, how, modified, before=stays, after=goes)
    return None


def _plural(token: Token) -> bool:
    """«приём и выдача осуществляются»: the verb has another deed for its subject, too."""
    top = token.word.top if token.word else None
    return top is not None and top.feats.get("Number") == "Plur"


def before_noun(document: Document, verb: LightVerb) -> Deed | None:
    """«Осуществляется доставка заказа», «будет произведён его возврат»."""
    sentence = document.sentences[verb.token.sentence]
    index, how, whose = verb.last, None, None
    while index < sentence.last and (adverb := how_of(document.tokens[index])):
        how, index = adverb, index + 1
    if index < sentence.last and document.tokens[index].norm in _POSSESSIVE:
        whose, index = _POSSESSIVE[document.tokens[index].norm], index + 1
    noun = deed_of(document.tokens[index], "Nom") if index < sentence.last else None
    if noun is None:
        return None
    thing = joint_phrase(document, index + 1, "Gen")
    last = thing.last if thing is not None else index + 1
    if (whose and thing is not None) or joined(document, last):
        return None
    return Deed(noun, document.tokens[index], verb.first, last, thing, whose, how, False)


def joined(document: Document, last: int, case: str = "Gen") -> bool:
    """Whether another deed or object in the case is joined behind: «приём и выдача заказов», «путём установки с сайта и восстановления копии»."""
    here = document.tokens[last - 1].sentence
    if norm_at(document, last, here) in _AND:
        # «(осуществить переустановку приложения) и войти»
        other = at(document, last + 1, here)
        return other is None or other.word is None or other.word.top is None or other.word.top.feats.get("VerbForm") not in ("Inf", "Fin")
    named = False
    for token in document.tokens[last : min(last + _REACH, document.sentences[here].last)]:
        # «нажатия кнопки «Пригласить» и указания адреса»: what a button says is no predicate.
        named = token.text == "«" or named and token.text != "»"
        if named:
            continue
        if token.text == "," and _participle(document, token.index, here):
            continue  # «доверенности, удостоверенной нотариально, и паспорта»
        if is_predicate(token) or (token.kind == "punct" and token.text in ",;:—–" and norm_at(document, token.index + 1, here) not in _AND):
            return False
        following = at(document, token.index + 1, here)
        if token.norm in _AND and following is not None and following.word is not None:
            return any(p.feats.get("Case") == case for p in following.word.parses)
    return False


def _participle(document: Document, comma: int, sentence: int) -> bool:
    """Whether a participle that describes the noun before stands behind the comma."""
    following = at(document, comma + 1, sentence)
    top = following.word.top if following is not None and following.word is not None else None
    return top is not None and top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"


def _to_whom(document: Document, first: int, last: int) -> bool:
    """«(вручение посылки) третьему лицу (производится)»: whom the deed is done to, and nothing else between noun and verb."""
    person = noun_phrase(document, first, "Dat", tail=False)
    return person is not None and person.last == last and (person.parse.feats.get("Animacy") == "Anim" or person.parse.lemma == "лицо")


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


def adverbial(tokens: tuple[Token, ...]) -> bool:
    """Nothing but «по заказу 6654310», «в Тулу», «уже»: no comma, no predicate, no second subject."""
    if not tokens:
        return True
    first = tokens[0]
    if first.norm == "задним" and len(tokens) == 2:
        return True  # «задним числом»
    if first.kind != "number" and (first.word is None or not (first.norm in _ADVERBS or (first.word.top is not None and first.word.top.pos == "ADP"))):
        return False
    return not any(
        (t.kind == "punct" and t.text not in "«»№.-%" and not (t.text == "," and i + 1 < len(tokens) and tokens[i + 1].kind == "number"))
        or is_predicate(t)
        or (t.word is not None and t.word.top is not None and t.word.top.pos in ("CCONJ", "SCONJ", "PRON") and t.norm not in _NO_PRONOUNS)
        for i, t in enumerate(tokens)
    )


# «на этом этапе»
_NO_PRONOUNS = frozenset("и этом этой этих этот эту это этого этому".split())


def carried_on(document: Document, last: int, *, plural: bool = False) -> bool:
    """Whether more is said of the same subject behind: «осуществляется курьером и занимает два дня» would lose it.

    «До 14:00, дальше начисляются полные сутки» has a subject of its own: a verb in the plural does not agree with one deed.
    """
    here = document.tokens[last - 1].sentence
    rest = document.tokens[last : document.sentences[here].last]
    # In which numbers a subject of its own was told of.
    subject: frozenset[str] = frozenset()
    quoted = False
    genders: set[str] = set()
    for i, token in enumerate(rest):
        quoted = token.text == "«" or (quoted and token.text != "»")
        word = token.word
        if word is None or word.top is None or quoted:
            continue
        if token.norm in _REFERRING and not subject:
            if _REFERRING[token.norm] not in genders:
                return True
            subject = _EITHER
        if word.top.pos in ("NOUN", "PROPN"):
            genders.add(word.top.feats.get("Gender", "") if word.top.feats.get("Number") == "Sing" else "")
        if token.lemmas & _NEW_CLAUSE:
            subject = _EITHER
        elif i and rest[i - 1].norm not in ("в", "на", "за", "через"):
            subject |= _subject_numbers(token)
        if not plural and _several(token):
            subject = _EITHER
        elif _third_person(token) and not (token.norm == "есть" and i and rest[i - 1].norm == "то"):
            # «(нажатием) кнопки … и вступает в силу»: what may be plural is no subject of this verb.
            mine = _EITHER if word.top.feats.get("Number") is None else frozenset((word.top.feats["Number"],))
            if not subject & mine and not (i + 1 < len(rest) and _subject_numbers(rest[i + 1]) & mine):
                return True
            subject = _EITHER if word.top.pos == "AUX" else frozenset()
    return False


_EITHER = frozenset(("Sing", "Plur"))


def _subject_numbers(token: Token) -> frozenset[str]:
    """The numbers in which the token may be a subject."""
    if not _subject(token):
        return frozenset()
    assert token.word is not None
    return frozenset(p.feats.get("Number", "Sing") for p in token.word.parses if p.feats.get("Case") == "Nom" and p.prob > 0.1)


def _subject(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and top.pos in ("NOUN", "PROPN", "PRON") and any(p.feats.get("Case") == "Nom" and p.prob > 0.1 for p in token.word.parses)  # type: ignore[union-attr]


def _several(token: Token) -> bool:
    """A verb in the plural, behind a subject in the singular."""
    top = token.word.top if token.word else None
    return top is not None and top.pos == "VERB" and _third_person(token) and top.feats.get("Number") == "Plur"


def _third_person(token: Token) -> bool:
    top = token.word.top if token.word else None
    if top is None or top.pos not in ("VERB", "AUX", "ADJ") or token.text.isupper() and len(token.text) > 1:
        return False  # «ЭДО» is no short adjective
    if top.feats.get("Variant") == "Short":
        return token.norm not in ("нужно", "необходимо", "можно", "возможно", "обязательно", "бесплатно")
    return top.feats.get("VerbForm") == "Fin" and (top.feats.get("Person") == "3" or top.feats.get("Tense") == "Past")


_USUALLY = (["в", "штатном", "режиме"], ["в", "обычном", "режиме"])


def as_usual(document: Document, verb: LightVerb) -> Plainer | None:
    """«(Открытие по картам) осуществляется в штатном режиме» → «работает как обычно»."""
    here = verb.token.sentence
    if verb.tense != "Pres" or verb.negated or [norm_at(document, verb.last + n, here) for n in range(3)] not in _USUALLY:
        return None
    return plainer(document, verb.first, verb.last + 3, f"{'работают' if verb.token.norm.endswith('ются') else 'работает'} как обычно")
