"""OpenAI's paths, with `/v1` and without: helpdesks differ in which they add themselves."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from rewriter.server.api import TheDesk, order_of
from rewriter.server.desk import Desk
from rewriter.server.errors import ServiceError
from rewriter.server.gateway import answers, packs, streams
from rewriter.server.gateway.answers import VERDICT, Said
from rewriter.server.gateway.bodies import Api, Asked, read_body
from rewriter.server.gateway.passing import passed_on
from rewriter.server.gateway.rewriting import rewritten
from rewriter.server.gateway.shapes import SECONDS, Other, Probe, Rewriting, recognised

router = APIRouter(tags=["OpenAI"])
_PROBED = "Сервис переписывания ответов на связи."
_BODY = {"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True}}


@router.get("/models", include_in_schema=False)
@router.get("/v1/models")
async def models(desk: TheDesk) -> dict[str, Any]:
    """Модели в понимании OpenAI: `rewriter` и по одной на пакет стиля."""
    return {"object": "list", "data": packs.models(desk)}


@router.get("/models/{name}", include_in_schema=False)
@router.get("/v1/models/{name}")
async def one_model(name: str, desk: TheDesk) -> dict[str, Any]:
    """Одна из них."""
    if all(name != m["id"] for m in packs.models(desk)):
        raise ServiceError(404, "model_not_found", f"Модели «{name[:60]}» здесь нет. Список: /v1/models.")
    return packs.model(name)


@router.post("/chat/completions", include_in_schema=False)
@router.post("/v1/chat/completions", openapi_extra=_BODY)
async def chat_completions(request: Request, desk: TheDesk) -> Response:
    """Черновик приходит как сообщение `user`, ответ — как сообщение модели; вердикт — в поле `rewriter` и заголовке `X-Rewriter-Verdict`."""
    asked, said = await _said(request, desk, "chat")
    if asked.stream:
        return _streaming(said, streams.chat(said, with_usage=asked.usage_in_stream))
    return _json(said, answers.completion(said))


@router.post("/responses", include_in_schema=False)
@router.post("/v1/responses", openapi_extra=_BODY)
async def responses(request: Request, desk: TheDesk) -> Response:
    """То же в форме OpenAI Responses: черновик в `input`."""
    asked, said = await _said(request, desk, "responses")
    if asked.stream:
        return _streaming(said, streams.responses(said))
    return _json(said, answers.response(said))


async def _said(request: Request, desk: Desk, api: Api) -> tuple[Asked, Said]:
    asked = read_body(await request.body(), api, request.headers.get("user-agent", ""))
    pack = packs.pack_of(desk, asked)
    wanted = recognised(asked)
    seconds = asked.ours.get("seconds", SECONDS.get(wanted.client))
    order = order_of(request, way=f"gateway:{wanted.client}", seconds=seconds)
    about: dict[str, Any] = {"model": asked.model or packs.DEFAULT_MODEL, "request_id": order.request_id, "client": wanted.client}
    match wanted:
        case Probe():
            return asked, answers.unjudged(_PROBED, status="probe", reason="проверка связи", **about)
        case Rewriting():
            return asked, answers.judged((await rewritten(request, desk, pack, wanted, order)).noted(wanted.note), pack=pack, **about)
        case Other():
            answer = await passed_on(request, desk, asked, order)
            why = f"{wanted.why}: ответ модели передан как есть, правилами он не проверен"
            cut = answer.finish_reason != "stop"
            return asked, answers.unjudged(answer.text, status="passed-through", reason=why, usage=answer.usage, cut=cut, **about)


def _json(said: Said, body: dict[str, Any]) -> JSONResponse:
    return JSONResponse(body, headers={VERDICT: said.status})


def _streaming(said: Said, pieces: Any) -> StreamingResponse:
    return StreamingResponse(pieces, media_type="text/event-stream", headers={VERDICT: said.status, "X-Accel-Buffering": "no"})
