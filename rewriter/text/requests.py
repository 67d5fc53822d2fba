"""Requests of a reply to give us something: «пришлите фото», «нам нужен номер», «просим указать адрес», «не могли бы Вы прислать»."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.predicates import negated

Kind = Literal["ask", "field", "need"]

# What is sent or attached is for us even where a form is spoken of.
_SENT = frozenset(
    "прислать выслать переслать скинуть кинуть кидать сбросить присылать высылать дослать приложить прикрепить вложить прикладывать сфотографировать".split()
)
_GIVE = frozenset("отправить отправлять направить направлять предоставить предоставлять представить загрузить сделать снять".split())
_TELL = frozenset(
    "переписать списать указать указывать сообщить сообщать назвать продиктовать подсказать написать уточнить сказать дать оставить напомнить подтвердить привести продублировать показать предъявить подписать".split()
)
_ASKING = _SENT | _GIVE | _TELL
_NEEDED = frozenset("нужный понадобиться потребоваться требоваться необходимый ждать".split())
_VERBS = _ASKING | _NEEDED
# What turns an infinitive into a request.
_MODAL = frozenset(
    "нужно надо необходимо следует надлежит прошу просим просьба можете могли сможете должны придется желательно требуется попрошу попросим забудьте".split()
)
_OURSELVES = frozenset(("мы", "я", "могу", "можем", "чтобы", "чтоб", "если", "попросили", "попросил", "попросила", "попросим"))
# Steps on a screen or on the way.
_STEPS = frozenset(
    "открыть зайти перейти нажать выбрать войти ввести кликнуть найти скачать установить включить обратиться прийти приехать подойти взять распечатать оформить авторизоваться зарегистрироваться пройти навести создать заполнить принести привезти сдать заглянуть забрать показать".split()
)
_PLACES = frozenset(
    "раздел поле форма анкета заявка заявление приложение кабинет профиль настройка меню сайт отделение офис магазин пункт банк карточка строка окно корзина бланк касса вход пост стойка терминал турникет вкладка страница портал "
    "вручение получение визит приезд конверт оплата заказ комментарий назначение тема оформление обращение регистрация примечание".split()
)
_OTHERS = frozenset(
    "сотрудник курьер кассир продавец почтальон консультант охранник отправитель банк администратор получатель провайдер магазин поставщик служба охрана владелец партнер водитель бухгалтерия оператор менеджер коллега друг участник "
    "гость консьерж сосед врач".split()
)
_US = frozenset("нам мне нас меня чат ответ сюда ответном поддержку поддержки письмо".split())
_MEDIA = frozenset("скриншот скрин фото фотография фотка снимок видео видеозапись".split())
_ADDRESSES = frozenset("номер контакт адрес почта email e-mail телефон".split())
# Verbs of more than one use, and what they ask for where they ask.
ONLY = {"сделать": _MEDIA, "снять": _MEDIA, "оставить": _ADDRESSES, "привести": frozenset(("пример",))}
_REACH = 12
# What tells whether a verb asks stands so many tokens around it.
_WINDOW = 40
_CUTS = frozenset((".", "!", "?", ";"))
_CLAUSES = _CUTS | {",", ":", "–", "—"}


class Request(NamedTuple):
    """A verb that asks, and the tokens [first, last) among which the thing asked for stands.

    `field`: a field of a form, a step where the client is; `need`: a bare «нужен чек», that may as well say what is needed on the spot.
    """

    verb: Token
    first: int
    last: int
    kind: Kind


@lru_cache(maxsize=64)
def requests_in(document: Document) -> tuple[Request, ...]:
    """The requests to give something, in reading order; what is for others than us is none."""
    found: list[Request] = []
    for token in document.having(_VERBS):
        if found and found[-1].verb.sentence == token.sentence and token.index < found[-1].last:
            continue
        sentence = document.sentences[token.sentence]
        start = max(sentence.first, token.index - _WINDOW)
        tokens, at = document.tokens[start : min(sentence.last, token.index + _WINDOW)], token.index - start
        kind = _kind(document, tokens, at)
        if kind is None or negated(tokens, at) or _is_courtesy(tokens):
            continue
        first, last = _reach(tokens, at)
        if not _for_others(tokens[first:last], token):
            found.append(Request(token, start + first, start + last, kind))
    return tuple(found)


def _kind(document: Document, tokens: tuple[Token, ...], at: int) -> Kind | None:
    token = tokens[at]
    if token.lemmas & _NEEDED:
        return _need(tokens, at)
    if not _asks(tokens, at):
        return None
    sent = token.lemmas & _SENT
    return "field" if not sent and _is_field(document, tokens, at) else "ask"


@lru_cache(maxsize=5_000)
def _imperative(norm: str) -> bool:
    return any(
        p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" and p.feats.get("Number") == "Plur" and p.prob > 0.2 for p in morph.word(norm).parses
    )


def _asks(tokens: tuple[Token, ...], at: int) -> bool:
    """«пришлите», «просим прислать», «пришлёте?», «не могли бы Вы прислать»."""
    token = tokens[at]
    word = token.word
    if word is None:
        return False
    if _imperative(token.norm):
        return not (token.is_("подтвердить") and any(t.is_("код", "ссылка", "смс") for t in tokens))
    if "inf" in word.tags:
        turned = any(t.norm in _MODAL for t in (*tokens[max(0, at - 6) : at], *tokens[at + 1 : at + 3]))
        return turned and not any(t.norm in _OURSELVES for t in tokens[max(0, at - 4) : at])
    if not any(p.feats.get("Person") == "2" and p.feats.get("Tense") == "Fut" for p in word.parses):
        return False
    grateful = any(t.norm.startswith(("благодар", "признател")) for t in tokens[:at])
    return grateful or (any(t.text == "?" for t in tokens[-2:]) and not any(t.norm == "когда" for t in tokens))


def _need(tokens: tuple[Token, ...], at: int) -> Kind | None:
    """«нам нужен скриншот», «от Вас потребуется справка», «ждём от Вас фото»; «нужен чек»."""
    token = tokens[at]
    near = tokens[max(0, at - 5) : at + 6]
    if any(t.word is not None and "inf" in t.word.tags for t in tokens[at + 1 : at + 4]) or not _predicative(token):
        return None
    from_client = any(a.norm == "от" and b.norm == "вас" for a, b in pairwise(near))
    if token.is_("ждать"):
        return "ask" if from_client or any(t.is_("ваш") for t in tokens[at + 1 : at + 3]) else None
    if any(t.norm in ("нам", "мне") for t in near):
        return "ask"
    if any(_is_told(t) for t in tokens if t is not token):
        return None
    return "ask" if from_client else "need"


def _is_told(token: Token) -> bool:
    """What makes «понадобится паспорт» a piece of advice: «Вам», «мужу», «оплатить можно»."""
    if token.norm in ("ли", "можно"):
        return True
    word = token.word
    return word is not None and (
        "inf" in word.tags or (word.top is not None and word.top.pos in ("NOUN", "PRON", "PROPN") and word.top.feats.get("Case") == "Dat")
    )


def _is_courtesy(tokens: tuple[Token, ...]) -> bool:
    """«Если появятся вопросы, напишите номер обращения»."""
    return any(t.is_("вопрос") for t in tokens) and any(t.norm in ("если", "при") for t in tokens)


def _predicative(token: Token) -> bool:
    """«нужен», «потребуются», «ждём», not «нужные документы», «ждите»."""
    return token.word is not None and any(
        p.feats.get("Variant") == "Short"
        or (p.feats.get("VerbForm") == "Fin" and p.feats.get("Mood") != "Imp" and (p.lemma != "ждать" or p.feats.get("Person") == "1"))
        for p in token.word.parses
    )


def _reach(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """Where the thing asked for may stand: up to the next clause or verb, and before a verb that can come last."""
    last = at + 1
    while last < len(tokens) and last - at <= _REACH and tokens[last].text not in _CUTS and not _ends_reach(tokens, last):
        last += 1
    first = at
    # «Номер заказа подскажите»; behind a comma is another thought.
    stops = _CLAUSES if _imperative(tokens[at].norm) else _CUTS | {":"}
    while first > 0 and at - first < _REACH and tokens[first - 1].text not in stops:
        first -= 1
    return first, last


def _ends_reach(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    if token.is_("который") or token.norm in ("чтобы", "чтоб", "если", "когда") or (token.norm == "и" and following in ("мы", "я")):
        return True
    top = token.word.top if token.word is not None else None
    if top is None or top.pos not in ("VERB", "AUX"):
        return False
    form = top.feats.get("VerbForm")
    return form in ("Fin", "Inf") or (form == "Part" and tokens[i - 1].text == ",")


def _for_others(inside: tuple[Token, ...], verb: Token) -> bool:
    """«назовите код курьеру», «уточните номер у продавца», «уточните адрес по телефону»; a choice put to the client, too."""
    clarify = verb.is_("уточнить")
    if clarify and any(t.norm == "или" for t in inside):
        return True  # «уточните адрес: дом 5 или 15?» says itself what for
    for i, token in enumerate(inside):
        if token.index == verb.index or token.word is None:
            continue
        before = inside[i - 1].norm if i else ""
        if clarify and (token.norm == "у" or (before == "по" and token.is_("телефон", "номер"))):
            return True
        if not token.lemmas & _OTHERS or any(t.is_("наш") for t in inside[max(0, i - 2) : i]) or any(t.is_("поддержка") for t in inside[i + 1 : i + 2]):
            continue
        dative = before not in ("к", "ко", "по") and any(p.feats.get("Case") == "Dat" for p in token.word.parses)
        if (dative or before in ("в", "у")) and token.norm not in ("оператора", "менеджера"):
            return True
    return False


def _is_field(document: Document, tokens: tuple[Token, ...], at: int) -> bool:
    """Whether it is a field of a form, or done where the client is: «в разделе …», «на сайте», behind «откройте», «нажмите»."""
    first, last = at, at + 1
    while first > 0 and tokens[first - 1].text not in _CLAUSES:
        first -= 1
    while last < len(tokens) and last - at <= _REACH and tokens[last].text not in _CUTS and not _ends_reach(tokens, last):
        last += 1
    inside = tokens[first:last]
    if any(t.norm in _US or t.kind == "email" for t in inside):
        return False
    if any(t.norm in ("там", "туда") for t in inside):
        return True
    if any(t.norm in ("в", "во", "на", "при", "через") and any(n.lemmas & _PLACES for n in inside[i + 1 : i + 3]) for i, t in enumerate(inside)):
        return True
    before = max(document.sentences[max(0, tokens[0].sentence - 1)].first, tokens[at].index - _WINDOW)
    back = document.tokens[before : tokens[at].index]
    return any(t.lemmas & _STEPS and _imperative(t.norm) for t in back)
