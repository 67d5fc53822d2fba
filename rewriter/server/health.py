"""What machines ask: is it alive, is it ready, what are the numbers."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from rewriter.server.api import TheDesk, bearer
from rewriter.server.desk import State

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


class Readiness(BaseModel):
    """`state`: opening, warming, ready or no-model; `detail` in Russian, for people."""

    ready: bool
    state: State
    detail: str


@router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness}})
async def readyz(desk: TheDesk) -> JSONResponse:
    """200 once the model is loaded and warmed; else 503 with the state. Drafts are taken before that, too: the rules alone rewrite them."""
    return JSONResponse(Readiness(ready=desk.ready, state=desk.state, detail=desk.detail).model_dump(), 200 if desk.ready else 503)


@router.get("/metrics", response_class=PlainTextResponse, dependencies=[bearer])
async def metrics(desk: TheDesk) -> Response:
    """Prometheus' text format."""
    return Response(desk.metrics.text(), media_type=CONTENT_TYPE_LATEST)
