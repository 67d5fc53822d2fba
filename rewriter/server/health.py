"""What machines ask: is it alive, is it ready, what are the numbers."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from rewriter.server.api import TheDesk

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(desk: TheDesk) -> JSONResponse:
    """200 once the model is loaded and warmed; else 503 with the state. Drafts are taken before that, too: the rules alone rewrite them."""
    return JSONResponse({"ready": desk.ready, "state": desk.state, "detail": desk.detail}, 200 if desk.ready else 503)


@router.get("/metrics")
async def metrics(desk: TheDesk) -> Response:
    """Prometheus' text format."""
    return Response(desk.metrics.text(), media_type=CONTENT_TYPE_LATEST)
