"""A light verb left over where nothing surer fits: «оплата частями осуществляется на 4 платежа» → «оплата частями — на 4 платежа», «начисление будет производиться» → «будет».

The noun keeps its words whatever they are, only the empty verb goes or gives way to «прошёл»; so neither object nor case can go wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.offers import by_a_person
from rewriter.text.plain.plainer import Plainer, at, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import LightVerb, as_usual, carried_on, verb_at
from rewriter.text.plain.verbal_nouns import LEMMAS, conjugated
from rewriter.text.segments import is_predicate

# «Проверка проведена», «работы выполнены» is plain enough.
WORDS = frozenset("осуществлять осуществляться осуществить осуществиться производить производиться произвести".split())
_REACH = 14
_FREE = {"Masc": "бесплатный", "Fem": "бесплатная", "Neut": "бесплатное", "": "бесплатные"}
_WENT = {"Masc": "прошёл", "Fem": "прошла", "Neut": "прошло", "": "прошли"}
# «Проверка осуществляется нами / не / самим сервисом» is not left without its verb.
_STAYS = frozenset("не ни и или а но же ли бы путем посредством".split())
_LONG_LEADS = frozenset(("основании", "соответствии", "взимания"))
# «Проведение экспертизы осуществляется» has a repair of its own.
_EMPTY = frozenset("проведение осуществление выполнение производство совершение".split())
# What is imposed or decided does not go through.
_NO_PROCESS = frozenset("ограничение блокировка блокирование отмена определение защита приостановка приостановление прекращение исключение".split())
_ADVERBS = frozenset(
    "один дважды строго исключительно только бессрочно бесплатно пропорционально удалённо удаленно онлайн круглосуточно лично непосредственно ежедневно еженедельно ежемесячно ежегодно раз каждый каждую каждое сразу".split()
)
_FREE_LATER = {"Masc": "бесплатным", "Fem": "бесплатной", "Neut": "бесплатным", "": "бесплатными"}
_WHEN = frozenset("ночью днём днем утром вечером весной летом осенью зимой".split())
_SUBORDINATING = frozenset("если когда который чтобы хотя пока поскольку".split())


def verbless(document: Document) -> Iterator[Plainer]:
    """Every light verb whose subject is sure and which the sentence can do without."""
    for token in document.having(WORDS):
        verb = verb_at(document, token)
        found = _repaired(document, verb) if verb is not None and not verb.negated else None
        if found is not None:
            yield found


def _repaired(document: Document, verb: LightVerb) -> Plainer | None:
    here = verb.token.sentence
    subject = _subject(document, verb)
    following = at(document, verb.last, here)
    if (
        subject is None
        or following is None
        or clause_ends(document, verb.last)
        or agent_at(document, verb.last, here) is not None
        or by_a_person(document, verb.last)
    ):
        return None
    if (usual := as_usual(document, verb)) is not None:
        return usual
    if _instrumental(following) or following.norm in _STAYS or norm_at(document, verb.last + 1, here) in _LONG_LEADS:
        return None
    if verb.tense == "Fut":
        return plainer(document, verb.first, verb.last, "будут" if norm_at(document, verb.first, here) == "будут" else "будет")
    if verb.tense in ("Done", "WillBe"):
        return _gone(document, verb, subject)
    return _dashed(document, verb, following, subject) if verb.tense == "Pres" else None


def _gone(document: Document, verb: LightVerb, subject: Token) -> Plainer | None:
    """«Списание произведено автоматически» → «прошло», «перерасчёт будет осуществлён» → «пройдёт»; «и отражён» behind keeps its participle."""
    plural, gender = _form(verb.token)
    if carried_on(document, verb.last, plural=plural):
        shape = {"Number": "Plur"} if plural else {"Number": "Sing", "Gender": gender}
        told = conjugated("сделать", VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", **shape)
        return plainer(document, verb.token.index, verb.token.index + 1, told) if told and subject.lemmas & _RECKONED else None
    if verb.tense == "WillBe" and norm_at(document, verb.last, verb.token.sentence) == "бесплатно":
        return plainer(document, verb.first, verb.last + 1, f"{'будут' if plural else 'будет'} {_FREE_LATER['' if plural else gender]}")
    if subject.lemmas.isdisjoint(LEMMAS | _PROCESSES) or subject.lemmas & _NO_PROCESS:
        return None
    told = ("пройдут" if plural else "пройдёт") if verb.tense == "WillBe" else _WENT["" if plural else gender]
    return plainer(document, verb.first, verb.last, told)


_PROCESSES = frozenset("платеж операция миграция подъем спуск занос профилактика уборка сделка".split())
_RECKONED = frozenset("перерасчет расчет начисление списание возврат запись замена корректировка".split())


def _dashed(document: Document, verb: LightVerb, following: Token, subject: Token) -> Plainer | None:
    here = verb.token.sentence
    sentence = document.sentences[here]
    if any(t.text in "—–" for t in document.of(sentence)) or carried_on(document, verb.last, plural=_form(verb.token)[0]):
        return None
    if any(t.lemmas & _SUBORDINATING for t in document.tokens[_begin(document, verb) : verb.first]):
        return None
    if following.norm == "бесплатно":
        behind = norm_at(document, verb.last + 1, here)
        plural, gender = _form(subject)
        free = _FREE["" if plural else gender] + ("," if behind in ("в", "по") else "")
        return plainer(document, verb.first, verb.last + 1, free) if clause_ends(document, verb.last + 1) or behind in ("в", "по", "при", "для") else None
    top = following.word.top if following.word else None
    if not (following.kind in ("number", "code") or following.norm in _ADVERBS or (top is not None and top.pos == "ADP")):
        return None
    return plainer(document, verb.first, verb.last, "—")


def _begin(document: Document, verb: LightVerb) -> int:
    """Where the clause of the verb begins: behind the last comma, colon or dash outside quotation marks."""
    first, depth = document.sentences[verb.token.sentence].first, 0
    for index in range(verb.first - 1, first - 1, -1):
        token = document.tokens[index]
        depth += (token.text == "»") - (token.text == "«")
        if not depth and token.kind == "punct" and token.text in ",;:—–(":
            return index + 1
    return first


def _subject(document: Document, verb: LightVerb) -> Token | None:
    """The deed in the nominative that the verb agrees with, the only one in its clause and with no predicate beside it."""
    begin = _begin(document, verb)
    if verb.first - begin > _REACH:
        return None
    plural, gender = _form(verb.token)
    found: Token | None = None
    for token in document.tokens[begin : verb.first]:
        if is_predicate(token) or token.norm in ("и", "или"):
            return None
        if found is None and _nominative(token, plural=plural, gender=gender):
            before = document.tokens[token.index - 1] if token.index > begin else None
            top = before.word.top if before is not None and before.word is not None else None
            if top is not None and top.pos == "ADP":
                return None
            found = token
    return found if found is None or found.lemmas.isdisjoint(_EMPTY) else None


def _nominative(token: Token, *, plural: bool, gender: str) -> bool:
    return token.word is not None and any(
        p.pos == "NOUN"
        and p.feats.get("Case") == "Nom"
        and (p.feats.get("Number") == "Plur") == plural
        and (plural or not gender or p.feats.get("Gender") == gender)
        for p in token.word.parses
    )


def _form(token: Token) -> tuple[bool, str]:
    """Whether the form is plural, and its gender where it has one."""
    top = token.word.top if token.word else None
    feats = top.feats if top is not None else {}
    return feats.get("Number") == "Plur", feats.get("Gender", "")


def _instrumental(token: Token) -> bool:
    """«(производится) нами», «курьером»: who does it; no dash can stand before him."""
    top = token.word.top if token.word and token.norm not in _WHEN else None
    return top is not None and top.pos in ("NOUN", "PROPN", "PRON", "ADJ", "DET") and top.feats.get("Case") == "Ins"
