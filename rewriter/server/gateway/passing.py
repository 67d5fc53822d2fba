"""What is no draft goes to the model as it came, and the answer comes back as the model gave it: no rule has judged it, and the answer says so."""

from __future__ import annotations

from fastapi import Request as HttpRequest

from rewriter.backends import Answer, BackendError, BackendUnavailable, ContextOverflow, Message, Request
from rewriter.server.api import ended_by_hanging_up
from rewriter.server.desk import Desk, Order, Stop
from rewriter.server.errors import ServiceError
from rewriter.server.gateway.bodies import Asked

_USUAL_TOKENS = 1024


async def passed_on(http: HttpRequest, desk: Desk, asked: Asked, order: Order) -> Answer:
    """The model's own answer. Raises ServiceError where there is none."""
    messages: list[Message] = [{"role": "system", "content": asked.instruction}] if asked.instruction else []
    messages += [{"role": turn.role, "content": turn.text} for turn in asked.turns]
    question = Request(messages=tuple(messages), max_tokens=min(asked.limit or _USUAL_TOKENS, 4096), temperature=asked.temperature or 0.0)
    stop = Stop()
    try:
        async with ended_by_hanging_up(http, stop):
            answer = await desk.ask(question, order, stop)
    except ContextOverflow as error:
        raise ServiceError(400, "context_length_exceeded", str(error)) from error
    except BackendUnavailable as error:
        if desk.state in ("opening", "warming"):
            raise ServiceError(503, "model_loading", str(error), {"Retry-After": "10"}) from error
        # No 5xx: asking again three times, as helpdesks do, brings no model.
        raise ServiceError(404, "model_not_found", f"{error} Черновики сервис переписывает и без модели, правилами.") from error
    except BackendError as error:
        raise ServiceError(502, "backend_error", str(error)) from error
    if not answer.text.strip():
        raise ServiceError(504, "timeout", "Модель не успела ответить за отведённое время.")
    return answer
