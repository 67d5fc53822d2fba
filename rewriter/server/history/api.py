"""The history over HTTP: feedback in, entries and numbers out, a client erased. Endpoints are plain functions: the framework runs them in threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.exc import SQLAlchemyError

from rewriter.server.errors import ServiceError
from rewriter.server.history.errors import HistoryError
from rewriter.server.history.feedback import Kept, Told
from rewriter.server.history.keeping import History
from rewriter.server.history.reading import entries
from rewriter.server.history.stats import Stats, stats

router = APIRouter(prefix="/v1", tags=["history"])


def history_of(request: Request) -> History:
    """The history of this app."""
    history: History = request.app.state.history
    return history


TheHistory = Annotated[History, Depends(history_of)]
Pack = Annotated[str | None, Query(description="Только этот пакет", max_length=200)]


@contextmanager
def _answered(history: History) -> Iterator[None]:
    """A database that is not to be had is 503, and counted."""
    try:
        yield
    except (SQLAlchemyError, HistoryError, OSError) as error:
        history.failed(error)
        raise ServiceError(503, "history", "История сейчас недоступна: база не отвечает. Ответы клиентам это не задерживает.", {"Retry-After": "30"}) from error


@router.post("/feedback", responses={404: {"description": "Такого ответа в истории нет"}, 503: {"description": "База не отвечает"}})
def feedback(told: Told, history: TheHistory) -> Kept:
    """Что стало с ответом: принят как есть, исправлен (`text` — что отправили), отклонён; оценка и слово к ней.

    `request_id` — из заголовка `X-Request-Id` ответа на `/v1/rewrite`. Повторный отзыв меняет то, что в нём названо.
    """
    with _answered(history):
        kept = history.feedback(told)
    if kept is None:
        if history.recorder.waiting:  # it may be among those that the database did not take yet
            raise ServiceError(503, "history", "Этот ответ ещё не записан: база занята. Повторите через полминуты.", {"Retry-After": "30"})
        raise ServiceError(404, "unknown_request", f"Ответа «{told.request_id[:60]}» в истории нет: не тот номер, или срок хранения вышел.")
    return kept


@router.get("/history")
def history(
    request: Request,
    history: TheHistory,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    before: Annotated[int | None, Query(description="`next` прошлой страницы", ge=0, le=2**63 - 1)] = None,
    pack: Pack = None,
    client: Annotated[str | None, Query(description="Имя, обращение, телефон, почта или номер клиента", max_length=200)] = None,
    mine: Annotated[bool, Query(description="Только того, кто спрашивает (X-Rewriter-User)")] = False,
) -> dict[str, Any]:
    """Ответы, новые сначала: `items`, и `next` для следующей страницы."""
    user = request.state.user
    with _answered(history):
        history.flush()
        with history.store.reading() as connection:
            items = list(
                entries(
                    connection,
                    limit=limit,
                    before=before,
                    pack=pack,
                    mark=history.marks.of(client) if client else None,
                    users=(user, history.marks.of_user(user)) if mine else (),
                )
            )
    return {"items": items, "next": items[-1]["number"] if len(items) == limit else None}


@router.delete("/history")
def erase(
    history: TheHistory, client: Annotated[str, Query(description="Имя, обращение, телефон, почта или номер клиента", min_length=1, max_length=200)]
) -> dict[str, int]:
    """Стирает всё об одном клиенте."""
    with _answered(history):
        return {"erased": history.erase(client)}


@router.get("/stats")
def numbers(history: TheHistory, days: Annotated[int, Query(ge=1, le=3650)] = 30, pack: Pack = None) -> Stats:
    """Числа за столько дней, сегодняшний включительно."""
    with _answered(history):
        history.flush()
        with history.store.reading() as connection:
            return stats(connection, days, pack)
