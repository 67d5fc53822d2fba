"""Commas that are missing before a subordinate clause, where the words beside leave no doubt that one begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark

# Behind these no comma stands before a conjunction, or it stands before them.
_JOINED = frozenset(
    "и а но или да либо ни не что чтобы только лишь даже именно просто как вдруг разве особенно ведь то тем же ли хотя чуть едва ровно прежде в на уже ещё еще так скорее сперва".split()
)
_PREPOSITIONS = frozenset(
    "в во на с со к ко по из от до о об обо за для у под над через при без между про среди из-за из-под около после перед вокруг внутри кроме".split()
)
_WHICH = frozenset("который которая которое которые которого которой которому которым которую которых которыми котором".split())
_OF_WHICH = frozenset("которого которой которых которому которым которыми".split())
_WHICH_TIME = frozenset("раз час день год месяц неделю неделя".split())

# Verbs and states that «что» explains.
_SAID = frozenset(
    "сообщить сообщать написать писать сказать говорить видеть увидеть знать узнать думать считать полагать понимать понять подтвердить подтверждать надеяться проверить проверять убедиться уточнить уточнять "
    "помнить напомнить напоминать указать указывать означать значить получиться получаться оказаться пояснить объяснить объяснять ответить отвечать обещать уведомить уведомлять информировать проинформировать заметить "
    "показать показывать радоваться порадоваться извинить простить извиняться благодарить поблагодарить рассказать рассказывать сожалеть бояться опасаться учесть сомневаться предупредить предупреждать заверить заверять "
    "обнаружить выяснить выясниться договориться верить поверить предположить предполагать огорчать огорчить добавить отметить подчеркнуть подсказать гарантировать почитать посмотреть".split()
)
_STATES = frozenset(
    "рад рада рады уверен уверена уверены жаль спасибо понятно ясно важно хорошо здорово приятно видно известно обидно неприятно грустно верно странно очевидно согласен согласна согласны правда извините простите отлично прекрасно досадно замечательно".split()
)
_NEWS = frozenset("информация сообщение уведомление факт уверенность подтверждение вероятность статус смс письмо".split())
_WHOM = frozenset("вам вас нам нас мне ему ей им его ее их вы мы я он она они это очень".split())
# What is asked about, said or shown: «подскажите где», «уточните какой».
_ASKED = frozenset(
    "подсказать сказать уточнить узнать сообщить написать рассказать объяснить посмотреть проверить показать указать напомнить понять пояснить назвать знать понимать выяснить определить".split()
)
_QUESTION_WORDS = frozenset(
    "где куда откуда почему зачем сколько когда какой какая какое какие какую каким какого каком каких чей кто кому кем чем как".split()
)

# Kinds of places that a clause may begin behind.
_SOLID = frozenset(("word", "number", "code", "link", "email"))
_NEAR = 5


class Missing(NamedTuple):
    """A comma missing behind token `after`; the clause's conjunction ends at token `last`."""

    after: int
    last: int


def missing_commas(document: Document) -> Iterator[Missing]:
    """Places in reading order."""
    for token in _OPENERS.words(document):
        if token.index > document.sentences[token.sentence].first:
            found = _JUDGES[token.norm](document, token)
            if found is not None:
                yield found


def _before(document: Document, token: Token) -> Token | None:
    """The word (or closing quotation mark) right before in the sentence, where no punctuation stands between."""
    before = document.tokens[token.index - 1]
    if before.sentence != token.sentence or "\n" in document.text[before.end : token.start]:
        return None
    return before if before.kind in _SOLID or before.text == "»" else None


def _next(document: Document, token: Token) -> Token | None:
    """The word right behind in the sentence, where no punctuation stands between."""
    after = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    return after if after is not None and after.sentence == token.sentence and after.kind in _SOLID or after is not None and after.text == "«" else None


def _opens_clause(document: Document, token: Token) -> Missing | None:
    """«чтобы», «если», «поскольку»: a clause begins wherever they stand, but for what goes before them."""
    before = _before(document, token)
    if before is None or before.norm in _JOINED or before.norm in _PREPOSITIONS or before.norm == "случае" or _next(document, token) is None:
        return None
    if before.norm in _WHOM and before.index == document.sentences[token.sentence].first:
        return None
    return Missing(before.index, token.index)


def _so_that(document: Document, token: Token) -> Missing | None:
    """«для того чтобы», «с тем чтобы» go without."""
    before = _before(document, token)
    return None if before is None or before.norm in ("того", "тому", "тем", "затем", "вместо", "нет") else _opens_clause(document, token)


def _if(document: Document, token: Token) -> Missing | None:
    """«если», not «если что» behind a pronoun."""
    after = _next(document, token)
    return None if after is None or after.norm in ("не", "бы") and _next(document, after) is None else _opens_clause(document, token)


def _though(document: Document, token: Token) -> Missing | None:
    """«хотя», not «хотя бы»."""
    after = _next(document, token)
    return None if after is None or after.norm == "бы" else _opens_clause(document, token)


def _because(document: Document, token: Token) -> Missing | None:
    """«потому что», one conjunction."""
    after = _next(document, token)
    before = _before(document, token)
    if after is None or after.norm != "что" or before is None or before.word is None or before.norm in _JOINED or before.norm in _MAYBE:
        return None
    return Missing(before.index, after.index)


_MAYBE = frozenset("возможно вероятно наверное видимо отчасти скорее всего потому исключительно может быть именно".split())


def _since(document: Document, token: Token) -> Missing | None:
    """«так как» behind a noun or a number; «сделайте так как» may mean «so as»."""
    after = _next(document, token)
    before = _before(document, token)
    if after is None or after.norm != "как" or before is None or before.norm in _JOINED:
        return None
    top = before.word.top if before.word is not None else None
    if top is not None and not (top.pos in ("NOUN", "NUM", "PROPN") or top.feats.get("Variant") == "Short"):
        return None
    return Missing(before.index, after.index) if _next(document, after) is not None else None


def _that(document: Document, token: Token) -> Missing | None:
    """«что» behind what it explains: «сообщаем Вам что», «рады что», «о том что»."""
    before = _before(document, token)
    after = _next(document, token)
    if before is None or after is None or after.norm in ("ли", "бы", "к", "то"):
        return None
    if before.norm == "том":
        return Missing(before.index, token.index)
    at = before
    for _ in range(2):
        if at.norm in _WHOM and at.index > document.sentences[token.sentence].first and document.tokens[at.index - 1].kind == "word":
            at = document.tokens[at.index - 1]
    if at.norm in _STATES or at.lemmas & _SAID and _verbal(at) or at is before and at.lemmas & _NEWS:
        return Missing(before.index, token.index)
    return None


def _verbal(token: Token) -> bool:
    return token.word is not None and bool(token.word.tags & {"verb", "inf", "past", "imper", "gerund"})


def _asks(document: Document, token: Token) -> Missing | None:
    """«подскажите где», «уточните какой»: behind a verb of asking and whom it asks."""
    before = _before(document, token)
    after = _next(document, token)
    if before is None or after is None or after.norm in ("угодно", "бы", "попало"):
        return None
    if token.norm in ("как", "чем") and (after.word is None or "inf" not in after.word.tags):
        # «Понимаем, как неприятно ждать», but «указать как основной».
        how = token.norm == "как" and before.is_("понимать", "представлять") and after.word is not None and "adv" in after.word.tags
        return Missing(before.index, token.index) if how else None
    at = before
    if at.norm in _WHOM and at.index > document.sentences[token.sentence].first:
        at = document.tokens[at.index - 1]
    if at.lemmas & _ASKED and _verbal(at):
        return Missing(before.index, token.index)
    # «В день когда», «тогда когда» want one as well; «пишите когда удобно» does not ask, yet begins a clause.
    if (
        token.norm == "когда"
        and _verbal(at)
        and at.word is not None
        and "inf" not in at.word.tags
        and document.tokens[document.sentences[token.sentence].last - 1].text != "?"
    ):
        return Missing(before.index, token.index)
    return None


def _which(document: Document, token: Token) -> Missing | None:
    """«посылка которая», «отделение в которое», not «в который раз», «, номер которой»."""
    before = _before(document, token)
    after = _next(document, token)
    if before is None or after is None and token.norm not in ("которого", "которой", "которых") or after is not None and after.norm in _WHICH_TIME:
        return None
    place = before
    if before.norm in _PREPOSITIONS:
        found = _before(document, before) if before.index > document.sentences[token.sentence].first else None
        if found is None or before.norm in ("из", "среди") and _comma_near(document, before):
            return None
        ahead = document.tokens[max(0, found.index - 2) : found.index]
        if len(ahead) > 1 and ahead[1].text == "," and "noun" in ahead[0].tags:
            return None  # «придёт письмо, ссылка в котором активна»
        place = found
    elif before.word is not None and "inf" in before.word.tags or token.norm in _OF_WHICH and _comma_near(document, token):
        return None
    if (
        place.norm in _JOINED
        or place.norm in _WHOM
        or place.norm in ("каждый", "один", "одна", "одно", "часть", "любой", "некий")
        and _comma_near(document, place)
    ):
        return None
    return Missing(place.index, token.index)


def _comma_near(document: Document, token: Token) -> bool:
    """Whether the clause has begun a few words ago: «посылка, номер которой»."""
    first = max(document.sentences[token.sentence].first, token.index - _NEAR)
    return any(t.text in ",—–:(" for t in document.tokens[first : token.index])


def _but(document: Document, token: Token) -> Missing | None:
    """«но» between two words."""
    before = _before(document, token)
    after = _next(document, token)
    if (
        before is None
        or after is None
        or token.capital
        or before.norm in _JOINED
        or before.norm in _PREPOSITIONS
        or before.norm in ("никаких", "одно", "это", "без")
    ):
        return None
    return Missing(before.index, token.index)


_JUDGES: dict[str, Callable[[Document, Token], Missing | None]] = {
    "что": _that, "чтобы": _so_that, "чтоб": _so_that, "если": _if, "поскольку": _opens_clause, "хотя": _though, "потому": _because, "так": _since, "но": _but,
    **dict.fromkeys(_QUESTION_WORDS, _asks), **dict.fromkeys(_WHICH, _which),
}  # fmt: skip
_OPENERS = Mark(_JUDGES.__contains__)
