"""What the service says when something is wrong: one JSON shape (OpenAI's, which every client here knows), Russian words, no paths, no traceback."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from rewriter.server.slots import QueueFull
from rewriter.values import value_in_russian

log = logging.getLogger("rewriter.server")
_STATUS_IN_RUSSIAN = {
    400: "Тело запроса не разобрать: нужен JSON, вложенный не слишком глубоко.",
    404: "Такого адреса здесь нет.",
    405: "Этот адрес вызывают другим методом.",
}


class ServiceError(HTTPException):
    """An answer that is an error: HTTP status, a code for programs, a message for people, headers."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, message, headers)
        self.code = code


class Problem(BaseModel):
    """What is wrong, as OpenAI says it."""

    message: str
    type: str
    code: str
    param: str | None = None


class Failure(BaseModel):
    """The body of an answer that is an error."""

    error: Problem


# What any route may answer, for the OpenAPI document.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure, "description": description}
    for status, description in {
        400: "Тело запроса не разобрать",
        401: "Нет ключа, или он не тот",
        403: "Чужая страница",
        404: "Нет такого адреса",
        405: "Не тот метод",
        413: "Запрос слишком велик",
        415: "Не тот Content-Type",
        421: "Чужое имя сервиса",
        422: "Поле не такое, как нужно",
        429: "Слишком много запросов: Retry-After",
        500: "Ошибка в самом сервисе",
        503: "Очередь полна: Retry-After",
    }.items()
}


def body(code: str, message: str, kind: str = "invalid_request_error") -> dict[str, Any]:
    """The JSON of an error."""
    return {"error": {"message": message, "type": kind, "code": code, "param": None}}


def answer(error: ServiceError) -> JSONResponse:
    """The error as a response."""
    kind = "server_error" if error.status_code >= 500 else "invalid_request_error"
    return JSONResponse(body(error.code, error.detail, kind), error.status_code, error.headers)


def install(app: FastAPI) -> None:
    """Errors of all kinds in one shape."""

    @app.exception_handler(ServiceError)
    async def _ours(_: Request, error: ServiceError) -> JSONResponse:
        return answer(error)

    @app.exception_handler(QueueFull)
    async def _full(_: Request, error: QueueFull) -> JSONResponse:
        return answer(ServiceError(503, "queue_full", str(error), {"Retry-After": str(error.seconds)}))

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return answer(ServiceError(400, "not_json", "Тело запроса — не JSON."))
        known = {**first, "loc": tuple(step for step in first["loc"] if step not in ("body", "query"))}
        return answer(ServiceError(422, "invalid", f"{value_in_russian(known)}."))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return answer(ServiceError(error.status_code, "http", _STATUS_IN_RUSSIAN.get(error.status_code, str(error.detail)), dict(error.headers or {})))

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> JSONResponse:
        # The texts of the request are in no message of ours, but may be in an exception's: only its type and place are logged.
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        log.error("%s %s: %s at %s", request.method, request.url.path, type(error).__name__, place)
        text = "Ошибка в самом сервисе. Ваш текст остался у Вас; сообщите номер из заголовка X-Request-Id."
        # This answer is made outside of Access, which names the request in every other.
        named = {"X-Request-Id": request.state.request_id} if hasattr(request.state, "request_id") else {}
        return answer(ServiceError(500, "internal", text, named))
