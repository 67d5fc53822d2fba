"""A wrong and whose it is: «опоздание допустил курьер», «за просрочку ответит перевозчик», «виноват будет уже ваш банк».

Word lists catch «допустил ошибку» and «курьер виноват» side by side. Here whatever stands between, the pronoun for a wrong told before («авария, её допустили
монтажники») and the mere place («брак допустили на производстве») count, too. «Допустили к занятиям», «за доставку отвечает партнёр» name no wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.others_at_fault import OTHERS
from rewriter.text.people import agrees, is_staff
from rewriter.text.predicates import may_stand_in

Span = tuple[int, int]

_WRONGS = frozenset(
    "ошибка промах оплошность недочет недоработка недосмотр упущение накладка неточность опечатка небрежность халатность нарушение брак дефект опоздание задержка просрочка пересорт недостача недовложение недовес "
    "путаница неразбериха повреждение поломка порча бой авария сбой обрыв утеря потеря пропажа кража протечка затопление замыкание утечка перебой царапина вмятина скол списание срыв грубость хамство инцидент".split()
)
_DOING = frozenset("допустить устроить спровоцировать учинить натворить создать вызвать".split())
_OURS = frozenset("мы я вы если чтобы ли бы кто кто-то".split())
# Where nobody but colleagues works: «на производстве», «при сборке».
_WORKPLACES = frozenset(
    "производство склад сборка комплектация сортировка пункт отделение цех завод фабрика центр бухгалтерия магазин филиал погрузка разгрузка".split()
)
_PRONOUNS = {"ее": ("Sing", ("Fem",)), "его": ("Sing", ("Masc", "Neut")), "их": ("Plur", ())}
_NEAR = 12  # words back to the wrong that a pronoun stands for
# Who answers for breakdowns in general is told to whoever asks whom to call; for one of these it is told to be rid of the client.
_ANSWERED_FOR = frozenset("ошибка опоздание задержка просрочка пропажа порча повреждение недостача недовложение пересорт путаница утеря потеря срыв".split())
# «За задержку спасибо, отвечает специалист» thanks or begs pardon for it.
_POLITE = ("спасибо", "благодарить", "извинить", "извиняться", "простить", "извинение")
_MORE = frozenset("редактор корректор верстальщик логистика цех завод филиал смена техподдержка начальство субподрядчик экспедитор".split())
# «Ответственность за порчу возлагается на отправителя» is a term of the contract, not somebody's guilt.
_TERMS = ("возлагаться", "возложить")
_ANSWERING = frozenset("отвечать ответить ответственность".split())
_GUILT = frozenset("виноватый повинный виновный".split())
_SUSPICIOUS = Mark.of(_DOING | _ANSWERING | _GUILT)


def wrongs(document: Document, own: frozenset[str] = frozenset()) -> Iterator[Span]:
    """The spans, in reading order of their sentences. `own`: names of the company that answers, in lower case."""
    for index in sorted({t.sentence for t in _SUSPICIOUS.words(document)}):
        if document.text[document.sentences[index].end - 1] == "?":
            continue
        for part in clauses(document, index):
            if any(t.norm in _OURS for t in part):
                continue
            named = [t for i, t in enumerate(part) if t.lemmas & (OTHERS - own) or t.lemmas & _MORE or is_staff(part, i)]
            found = _let_happen(document, part, named) or _answers(part, named) or _is_guilty(part, named)
            if found is not None:
                yield min(t.start for t in found), max(t.end for t in found)


def _let_happen(document: Document, part: tuple[Token, ...], named: list[Token]) -> tuple[Token, ...] | None:
    """«Опоздание допустил курьер», «её допустили монтажники», «брак допустили на производстве»."""
    verb = next((t for i, t in enumerate(part) if t.lemmas & _DOING and "past" in t.tags and not (i and part[i - 1].norm == "не")), None)
    if verb is None:
        return None
    wrong = next((t for i, t in enumerate(part) if t.lemmas & _WRONGS and _is_object(part, i)), None) or _meant(document, part, verb)
    if wrong is None:
        return None
    doer = next((t for t in named if may_stand_in(t, "Nom") and not _governed(part, t) and agrees(t, verb)), None)
    if doer is not None:
        return wrong, verb, doer
    # Without a doer the plural says «somebody there»; a subject of any other kind did it himself.
    if not _plural(verb) or any(t.is_("наш", "свой", "быть") or t.norm == "нас" for t in part):
        return None
    place = next((t for i, t in enumerate(part) if i > 0 and t.lemmas & _WORKPLACES and _governed(part, t, ("на", "в", "при"))), None)
    return (wrong, verb, place) if place is not None else None


def _meant(document: Document, part: tuple[Token, ...], verb: Token) -> Token | None:
    """The pronoun that stands for a wrong named just before: «авария, её …», «опоздание, которое …»."""
    for token in part:
        if token.index >= verb.index or token.word is None or not (token.norm in _PRONOUNS or token.is_("который")):
            continue
        before = document.tokens[max(0, token.index - _NEAR) : token.index]
        told = [t for t in before if t.lemmas & _WRONGS and token.sentence - t.sentence < 2]
        if any(_agrees(token, t) for t in told[-1:]):
            return token
    return None


def _agrees(pronoun: Token, noun: Token) -> bool:
    assert pronoun.word is not None
    assert noun.word is not None
    if pronoun.norm in _PRONOUNS:
        kinds = [_PRONOUNS[pronoun.norm]]
    else:
        kinds = [(p.feats.get("Number", ""), (p.feats["Gender"],) if "Gender" in p.feats else ()) for p in pronoun.word.parses if p.feats.get("Case") == "Acc"]
    return any(
        p.feats.get("Number") == number and (number == "Plur" or p.feats.get("Gender") in genders) for number, genders in kinds for p in noun.word.parses
    )


def _answers(part: tuple[Token, ...], named: list[Token]) -> tuple[Token, ...] | None:
    """«За просрочку ответит перевозчик», «ответственность за брак — на продавце», «за сроки пусть отвечает банк»."""
    verb = next((t for i, t in enumerate(part) if t.lemmas & _ANSWERING and "past" not in t.tags and not (i and part[i - 1].norm == "не")), None)
    if verb is None:
        return None
    at = next((i for i, t in enumerate(part) if t.norm == "за"), None)
    if at is None or any(t.is_(*_POLITE) or t.is_(*_TERMS) for t in part):
        return None
    behind = part[at + 1 : at + 4]
    wrong = next((t for i, t in enumerate(behind) if t.lemmas & _ANSWERED_FOR and _singular(t) and all("adj" in x.tags for x in behind[:i])), None)
    if wrong is None and not any(t.norm == "пусть" for t in part):
        return None
    for token in named:
        borne = verb.is_("ответственность") and _governed(part, token, ("на",))
        if token is not wrong and (borne or may_stand_in(token, "Nom") and not _governed(part, token)):
            return part[at], verb, token
    return None


def _is_guilty(part: tuple[Token, ...], named: list[Token]) -> tuple[Token, ...] | None:
    """«Виноват будет уже ваш банк»; «виноват, …» begs pardon."""
    for i, token in enumerate(part):
        short = token.word is not None and any(p.feats.get("Variant") == "Short" for p in token.word.parses)
        if not token.lemmas & _GUILT or not short or i and part[i - 1].norm == "не" or i + 1 < len(part) and part[i + 1].norm in (",", "не"):
            continue
        for who in named:
            near = [t for t in part if token.index < t.index < who.index]
            if who.index > token.index and len(near) < 7 and may_stand_in(who, "Nom") and not _governed(part, who) and all(t.norm != "не" for t in near):
                return token, who
    return None


def _is_object(part: tuple[Token, ...], at: int) -> bool:
    """Whether the word may be an accusative that nothing but the verb asks for: «задержки» behind a noun is its genitive."""
    token = part[at]
    if not may_stand_in(token, "Acc") or _governed(part, token):
        return False
    return not (may_stand_in(token, "Gen") and at and "noun" in part[at - 1].tags)


def _singular(token: Token) -> bool:
    return token.word is not None and any(p.feats.get("Number") == "Sing" and p.feats.get("Case") == "Acc" for p in token.word.parses)


def _governed(part: tuple[Token, ...], token: Token, by: tuple[str, ...] = ()) -> bool:
    """Whether a preposition stands before the word or before the adjectives that it has; `by`: one of these."""
    at = part.index(token) - 1
    while at >= 0 and "adj" in part[at].tags and "prep" not in part[at].tags:
        at -= 1
    return at >= 0 and (part[at].norm in by if by else "prep" in part[at].tags)


def _plural(verb: Token) -> bool:
    return verb.word is not None and any(p.feats.get("Tense") == "Past" and p.feats.get("Number") == "Plur" for p in verb.word.parses)
