"""Who does what a statement says: the company, the client, or a named other («продавец», «владелец»)."""

from __future__ import annotations

from rewriter.text.document import Token
from rewriter.text.segments import is_predicate

US, CLIENT = "us", "client"
_STAFF = frozenset(
    "специалист сотрудник оператор менеджер инженер поддержка служба команда коллега техподдержка консультант эксперт мастер техник бухгалтер отдел компания".split()
)
_CLIENTS = frozenset("клиент покупатель заказчик пользователь получатель абонент адресат плательщик заявитель".split())
_OTHERS = frozenset(
    "отправитель продавец производитель изготовитель владелец гость администратор банк партнер поставщик администраторша арендатор арендодатель сосед бухгалтерия импортер страховщик нотариус таможня участник руководитель директор охрана вахта ресепшн диспетчерская дежурный комендант администрация".split()
)
# Verbs in «-ся» that a subject does: no passives.
OWN_DEEDS = frozenset("связаться разобраться заняться вернуться обратиться постараться убедиться договориться ознакомиться".split())
_QUOTES = frozenset('«"“„')
_FREE = frozenset(("курьер",))


def role(lemma: str) -> str | None:
    """The side that a noun names; a courier may be ours or not, and stands for nobody."""
    if lemma in _STAFF:
        return US
    if lemma in _CLIENTS:
        return CLIENT
    return f"role:{lemma}" if lemma in _OTHERS else None


def is_other(lemma: str) -> bool:
    """Whether the noun names somebody beside the company and the client."""
    return lemma in _OTHERS


def _case(token: Token) -> frozenset[str]:
    word = token.word
    return frozenset(p.feats.get("Case", "") for p in word.parses if p.prob > 0.05) if word is not None else frozenset()


def subject(tokens: tuple[Token, ...], verb: int) -> tuple[str, Token] | None:
    """The named doer: a nominative role noun or pronoun nearest to the predicate at `verb`."""
    best: tuple[int, str, Token] | None = None
    for i, token in enumerate(tokens):
        side: str | None = None
        if token.norm in ("мы", "я"):
            side = US
        elif token.norm == "вы":
            side = CLIENT
        elif token.word is not None and token.word.top is not None and token.word.top.pos in ("NOUN", "PROPN") and "Nom" in _case(token):
            if i and tokens[i - 1].word is not None and tokens[i - 1].norm in ("в", "на", "через", "за", "про"):
                continue
            if i and tokens[i - 1].text in _QUOTES:
                continue  # «роль «Менеджер»»: a name in quotes does nothing
            side = role(token.word.lemma)
            if token.is_("сотрудник") and any(t.is_("мочь", "должный", "вправе") for t in tokens):
                continue  # of the client's own company as likely as ours
            previous = tokens[i - 1].word if i else None
            if side and previous is not None and previous.top is not None and previous.top.pos == "NOUN":
                continue  # «служба доставки магазина»: an attribute
        if side is not None and (best is None or abs(i - verb) < best[0]):
            best = (abs(i - verb), side, token)
    return (best[1], best[2]) if best else None


def agent(tokens: tuple[Token, ...]) -> tuple[str, Token] | None:
    """The doer of a passive: «направлен службой поддержки»."""
    nested = False
    for i, token in enumerate(tokens):
        if token.norm == "силами":
            # «силами партнёра», «силами L2»: whoever is no named other and no client is one of us
            named = next((r for t in tokens[i + 1 : i + 4] if t.word is not None and (r := role(t.word.lemma))), US)
            return named, token
        if is_predicate(token):
            nested = False
        elif token.norm in ("после", "до", "при", "без", "в", "для"):
            nested = True  # «после отмены заказа клиентом»: the doer of that, not of this
        if nested or token.word is None or token.word.top is None or token.word.top.feats.get("Case") != "Ins":
            continue
        if i and tokens[i - 1].norm in ("с", "со", "между", "над", "под", "перед", "за"):
            continue
        if token.norm in ("нами", "мной"):
            return US, token
        if token.norm == "вами":
            return CLIENT, token
        side = role(token.word.lemma) if token.word.top.pos in ("NOUN", "PROPN") else None
        if side is not None:
            return side, token
    return None


def addressee(tokens: tuple[Token, ...]) -> tuple[str, Token] | None:
    """Whose duty it is: «Вам необходимо», «пользователю достаточно», «от вас требуется»."""
    for i, token in enumerate(tokens):
        if token.norm == "вам" or (token.norm == "вас" and i and tokens[i - 1].norm == "от"):
            return CLIENT, token
        if token.norm == "нам" or (token.norm == "нас" and i and tokens[i - 1].norm == "от"):
            return US, token
        if (
            token.word is not None
            and token.word.top is not None
            and token.word.top.pos == "NOUN"
            and token.word.top.feats.get("Case") == "Dat"
            and not (i and tokens[i - 1].norm in ("к", "ко", "по"))
        ):
            side = role(token.word.lemma)
            if side is not None:
                return side, token
    return None


def person_of(token: Token) -> str | None:
    """The doer by the verb's person: «отправим» ours, «отправьте», «отправите» the client's."""
    if token.word is None:
        return None
    people = {p.feats.get("Person") for p in token.word.parses if p.pos in ("VERB", "AUX") and p.prob > 0.05}
    if "1" in people:
        return US
    return CLIENT if people == {"2"} else None
