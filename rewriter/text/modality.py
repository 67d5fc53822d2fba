"""What a statement does with its predicate: allows, forbids, demands, releases, states, denies, advises, asks."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from rewriter.text import morph
from rewriter.text.document import Token

Mode = Literal["can", "cannot", "must", "neednot", "is", "isnot", "advise", "ask"]

_CAN = frozenset(
    "можно возможно возможный мочь смочь допускаться допускать допустимый допустимо разрешить разрешаться разрешать разрешено доступный доступно получиться удаться вправе позволяться позволять позволить".split()
)
_CANNOT = frozenset("нельзя невозможно невозможный недоступный недоступно запретить запрещаться запрещать запрещенный запрет недопустимый недопустимо".split())
_STRONG = frozenset("должный должен обязать обязанный обязательный обязательно обязанность".split())
_WEAK = frozenset(
    "нужно надо необходимо необходимый нужный требоваться потребоваться понадобиться следует следовать прийтись придется достаточно важно подлежать надлежать".split()
)
_NEEDNOT = frozenset("незачем необязательно необязательный ненужный излишний".split())
_ADVISE = frozenset("рекомендовать рекомендоваться советовать посоветовать порекомендовать предлагать лучше стоит желательно рекомендация просьба".split())
LIGHT = frozenset(
    "осуществлять осуществляться осуществить осуществиться производить производиться произвести выполнять выполняться выполнить проводить проводиться провести являться составлять предоставлять предоставляться предоставить оказывать "
    "оказываться происходить произойти состояться быть иметь иметься существовать действовать предусмотреть предусматривать предусматриваться заниматься заняться сделать делать распространяться становиться стать отсутствовать нет "
    "оформить оформляться поддерживаться поддерживать подлежать потребовать требовать".split()
)
_LEFT_UNDONE = frozenset("забыть полениться".split())
_SETTING = _CAN | _CANNOT | _STRONG | _WEAK | _NEEDNOT | _ADVISE | {"подлежит", "подлежат", "нужна", "нужен", "нужны"}
_IDLE_NEGATION = frozenset("только более менее позднее позже ранее раньше меньше больше дольше раз просто лишь".split())


class Operator(NamedTuple):
    """A word that sets the mode; `strong`: duty in so many words («обязаны»), or a right («вправе», «можете»)."""

    mode: Mode
    strong: bool = False


def may_operate(token: Token) -> bool:
    """Whether `operator` may find a mode at all: most words set none, and need no look at what stands around them."""
    return token.word is not None and _may_operate(token.norm)


@lru_cache(maxsize=4_096)
def _may_operate(form: str) -> bool:
    return form in _ABLE or not morph.word(form).lemmas.isdisjoint(_SETTING | _LEFT_UNDONE)


_ABLE = frozenset(("силах", "состоянии"))


def operator(token: Token, negated: bool, *, before_infinitive: bool) -> Operator | None:
    """The mode that the word sets, where it is no statement of its own."""
    word = token.word
    if word is None:
        return None
    mine = word.lemmas
    norm = token.norm
    if before_infinitive and mine & _LEFT_UNDONE:
        return Operator("is" if negated else "isnot")
    if norm in _ABLE:
        return Operator("cannot") if negated else None
    if mine.isdisjoint(_SETTING):
        return None
    if norm in ("следует", "стоит", "лучше", "достаточно", "важно", "стоило") and not before_infinitive:
        return None
    if norm == "обязательно" and not before_infinitive and word.top is not None and word.top.pos == "ADV" and word.top.prob > 0.95:
        return None
    if mine & _NEEDNOT:
        return Operator("neednot")
    if mine & _CANNOT and norm not in ("запрет",):
        return Operator("can") if negated else Operator("cannot")
    if mine & _STRONG and _short_or_impersonal(token):
        return Operator("neednot") if negated else Operator("must", True)
    if norm in ("подлежит", "подлежат"):
        return Operator("cannot") if negated else Operator("can")
    if (mine & _WEAK and _short_or_impersonal(token)) or norm in ("нужна", "нужен", "нужны"):
        return Operator("neednot") if negated else Operator("must")
    if mine & _ADVISE and norm not in ("предлагается",):
        return Operator("neednot" if negated else "advise")
    if mine & _CAN and _short_or_impersonal(token):
        personal = bool(mine & {"мочь", "смочь", "вправе"})
        return Operator("cannot") if negated else Operator("can", personal)
    return None


def _short_or_impersonal(token: Token) -> bool:
    """Not an attribute: «необходимые документы» sets no mode, «документы необходимы» does."""
    word = token.word
    assert word is not None
    return any(
        p.pos in ("VERB", "AUX", "ADV")
        and (p.feats.get("VerbForm") != "Part" or p.feats.get("Variant") == "Short")
        or (p.pos == "ADJ" and (p.feats.get("Variant") == "Short" or p.feats.get("Case") == "Ins"))
        for p in word.parses
    )


def idle_negation(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether «не» at this place denies nothing: «не только», «не позднее», «не более»."""
    return at + 1 < len(tokens) and tokens[at + 1].norm in _IDLE_NEGATION


def is_light(token: Token) -> bool:
    """Whether the verb says nothing of its own: «осуществляется возврат»; «составлять акт» does, «составляет 500 ₽» does not."""
    if token.is_("составлять", "оформить", "сделать", "делать", "оформляться", "произвести"):
        top = token.word.top if token.word is not None else None
        return token.is_("сделать", "делать", "произвести") or (top is not None and top.feats.get("VerbForm") == "Fin" and top.feats.get("Person") == "3")
    return token.is_(*LIGHT)


def by_choice(tokens: tuple[Token, ...]) -> bool:
    """«по желанию», «при желании», «на Ваше усмотрение»."""
    return any(t.is_("желание", "усмотрение") and i and tokens[i - 1].norm in ("по", "при", "на", "ваше", "вашему", "вашем") for i, t in enumerate(tokens))


def opposite(mode: Mode) -> Mode:
    """The mode of the exception: «кроме», «исключение»."""
    turned: dict[Mode, Mode] = {
        "can": "cannot",
        "cannot": "can",
        "is": "isnot",
        "isnot": "is",
        "must": "neednot",
        "neednot": "must",
        "ask": "neednot",
        "advise": "neednot",
    }
    return turned[mode]
