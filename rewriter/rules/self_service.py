"""self-service: tracking, sending, paying: the site or the app is named as the client's own way (000, 002 rule 8)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.entries import matches
from rewriter.text.document import Document, Token
from rewriter.text.layout import commands_in
from rewriter.text.reading import Reading
from rewriter.text.requests import requests_in
from rewriter.text.salutations import body_of

_WAYS = frozenset(
    "сайт приложение кабинет бот чат-бот чатбот портал онлайн раздел вкладка профиль страница ссылка госуслуги веб-версия меню кнопка статья инструкция справка сервис настройка лк мп интернет почтомат сбп qr-код".split()
)
# The client has been there, or cannot get there.
_KNOWN = frozenset(
    "сайт приложение кабинет бот чат-бот портал онлайн интернет лк мп отслеживание отслеживаться трекинг смартфон кнопочный компьютер инструкция раздел кнопка".split()
)
# «Откройте …, нажмите …»: the client is being shown the way.
_STEPS = frozenset("открыть нажать выбрать зайти перейти войти ввести кликнуть включить".split())
# A complaint about a wait asks for no advice, however calm it is.
_VEXED = frozenset("никто прождать ждать обещать опять снова долго почему давно".split())
_HOLD = frozenset("давайте минута минутка секунда подождать ожидать оставаться".split())


@rule("self-service", number=26, title="Путь, которым клиент справится сам", source="000, 002", severity="info", hard=False)
def self_service(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Кто знает, где посмотреть статус или оплатить, в другой раз не ждёт ответа. Помогаем сами и подсказываем сайт или приложение."""
    pack = case.pack
    if not case.client.words or case.mood.thanks_only:
        raise NotJudged("клиент ни о чём не спрашивает")
    client = case.client.lemmas
    if client & _KNOWN or shows_way(reply):
        return
    if case.mood.upset or ("!" in case.case.client_message and client & _VEXED):
        return
    asked = matches(pack, "self-service", case.client)
    if not asked or _says_nothing_yet(reply):
        return
    entry, match = asked[0]
    end = len(reply.text)
    words = case.client.text[match.start : match.end]
    site = f" ({pack.constants.links[0]})" if pack.constants.links else ""
    yield Found(end, end, f"Клиент спрашивает: «{words}». Подскажите и этот путь: {entry.suggest or 'это можно сделать самому'}{site}.")


def shows_way(reply: Document) -> bool:
    """Whether the reply names a site, an app or a page, gives a link, or leads the client step by step."""
    if any(_is_way(reply, t) for t in reply.having(_WAYS)) or any(t.kind == "link" for t in reply.tokens):
        return True
    return any(t.lemmas & _STEPS for commands in commands_in(reply).values() for t in commands)


def _is_way(reply: Document, token: Token) -> bool:
    """Not «образец в приложении к бланку»: a paper's annex is no way of one's own."""
    after = reply.tokens[token.index + 1] if token.index + 1 < len(reply.tokens) else None
    return not (token.is_("приложение") and after is not None and after.norm in ("к", "ко"))


def _says_nothing_yet(reply: Document) -> bool:
    """«Минуту, смотрю», «Назовите номер заказа»: the answer is still to come."""
    asking = {r.verb.sentence for r in requests_in(reply) if r.kind == "ask"}
    return all(s.index in asking or s.text.endswith("?") or any(t.lemmas & _HOLD for t in reply.of(s)) for s in body_of(reply))
