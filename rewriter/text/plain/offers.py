"""What stands behind a deed that the client may do himself: the way («в разделе …», «картой») and what he is offered («за 190 ₽», «без комиссии»)."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.plain.plainer import at, norm_at

# Whoever pays, pays: «оплата осуществляется получателем» is a duty.
DUTIES = frozenset("оплата внесение возмещение компенсация доставка хранение взимание".split())
_WAYS = frozenset(
    "раздел меню кабинет приложение сайт страница форма чат телефон вкладка отделение пункт офис касса банкомат терминал настройка профиль карточка адрес окно стойка мп пвз опс портал ссылка корзина магазин бот браузер компьютер".split()
)
_BY = frozenset(
    "картой наличными кнопкой нажатием подачей отправкой добавлением установкой заполнением указанием вводом набором звонком переводом загрузкой сканированием нажатием".split()
)
_OFFERS = frozenset(
    (
        ("на", "срок"),
        ("по", "заявке"),
        ("по", "заявлению"),
        ("по", "запросу"),
        ("в", "любое"),
        ("в", "любой"),
        ("в", "любом"),
        ("один", "раз"),
        ("только", "при"),
        ("только", "в"),
        ("только", "через"),
        ("только", "на"),
        ("только", "по"),
        ("не", "более"),
        ("не", "чаще"),
    )
)


def offered(document: Document, index: int) -> bool:
    """«на срок до 30 дней», «за 190 ₽», «по заявке», «без комиссии»: what the client may have; «до 5 числа» he must."""
    here = document.tokens[index - 1].sentence
    first, second = norm_at(document, index, here), norm_at(document, index + 1, here)
    if _conditional(document, index - 1):
        return False
    behind = at(document, index + 1, here)
    return (first, second) in _OFFERS or first in ("без", "онлайн", "неограниченное") or (first == "за" and behind is not None and behind.kind == "number")


def _conditional(document: Document, index: int) -> bool:
    """«Если оплата осуществляется картой» is no offer."""
    first = document.sentences[document.tokens[index].sentence].first
    while index > first and document.tokens[index].text not in ",;:":
        if document.tokens[index - 1].norm in ("если", "когда"):
            return True
        index -= 1
    return False


def by_a_person(document: Document, index: int) -> bool:
    """«в разделе «Экспорт» пользователем с ролью …»: named at the end, and no «можно» has room for him."""
    here = document.tokens[index - 1].sentence
    for token in document.tokens[index : document.sentences[here].last]:
        if token.text in ",;:":
            return False
        top = token.word.top if token.word is not None else None
        if top is not None and top.pos == "NOUN" and top.feats.get("Case") == "Ins" and top.feats.get("Animacy") == "Anim":
            before = document.tokens[token.index - 1].word
            return before is None or before.top is None or before.top.pos != "ADP"
    return False


def a_way(document: Document, index: int) -> bool:
    """«в разделе …», «через приложение», «картой»: how or where the client does it himself."""
    here = document.tokens[index - 1].sentence
    token = at(document, index, here)
    if token is None or _conditional(document, index - 1) or by_a_person(document, index):
        return False
    if token.norm == "самостоятельно":
        return True
    if token.norm in _BY or token.norm == "через" and norm_at(document, index + 1, here).isalpha():
        return token.norm != "через" or not (at(document, index + 1, here) or token).is_("час", "день", "минута", "неделя", "месяц", "сутки")
    return token.norm in ("в", "на", "по") and any(
        (t := at(document, index + k, here)) is not None and (bool(t.lemmas & _WAYS) or t.norm == "тел") for k in (1, 2)
    )
