"""Our own contract under `/v1`: rewrite, check, packs, rules. Bodies are cases, answers are results (design.md, Contracts)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from pydantic_core import PydanticSerializationError

from rewriter.case import Case
from rewriter.checker import Selection, UnknownRule, selection
from rewriter.pipeline import Progress
from rewriter.result import CheckResult, Result
from rewriter.server.desk import Desk, Order, Stop
from rewriter.server.errors import ServiceError
from rewriter.server.events import Events

bearer = Depends(HTTPBearer(auto_error=False, description="Ключ сервиса"))  # `access` looks at it; here it is only documented
router = APIRouter(prefix="/v1", dependencies=[bearer])


def desk_of(request: Request) -> Desk:
    """The desk of this app."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
RulesOnly = Annotated[bool, Query(description="Без модели: только исправления по правилам")]
Seconds = Annotated[float | None, Query(gt=0, le=600, description="Сколько секунд можно ждать и переписывать")]


def known_case(case: Case, desk: Desk) -> Case:
    """The case, its pack one that is offered here (names only, no folders of this machine), its texts such as can be sent back."""
    if case.pack not in desk.packs:
        raise ServiceError(422, "unknown_pack", f"Пакета «{case.pack[:60]}» здесь нет. Есть: {', '.join(desk.packs)}.")
    try:
        case.model_dump_json()
    except PydanticSerializationError as error:
        raise ServiceError(422, "invalid", "В тексте недопустимые знаки: половина суррогатной пары (\\ud800…\\udfff).") from error
    return case


def order_of(request: Request, *, way: str, seconds: float | None = None, rules_only: bool = False) -> Order:
    """Who asks for what, as `access` has found out."""
    return Order(user=request.state.user, way=way, request_id=request.state.request_id, seconds=seconds, rules_only=rules_only)


@router.post("/rewrite", response_model=Result, responses={200: {"content": {Events.media_type: {}}}})
async def rewrite(request: Request, case: Case, desk: TheDesk, rules_only: RulesOnly = False, seconds: Seconds = None) -> Response:
    """Переписывает черновик. С `Accept: text/event-stream` идут события `progress`, в конце одно `result` (или `error`).

    Текст приходит только проверенный: в событиях его нет. Разрыв соединения останавливает модель.
    """
    case = known_case(case, desk)
    order = order_of(request, way="api", seconds=seconds, rules_only=rules_only)
    if Events.media_type in request.headers.get("accept", ""):
        return Events(desk, case, order)
    result = await while_connected(request, desk, case, order)
    return JSONResponse(result.model_dump(mode="json"), headers={"X-Rewriter-Verdict": result.status})


async def while_connected(
    request: Request, desk: Desk, case: Case, order: Order, stop: Stop | None = None, report: Callable[[Progress], None] | None = None
) -> Result:
    """The rewrite; a caller who hangs up ends it."""
    stop = stop or Stop()
    async with ended_by_hanging_up(request, stop):
        return await desk.rewrite(case, order, stop, report)


@asynccontextmanager
async def ended_by_hanging_up(request: Request, stop: Stop) -> AsyncIterator[None]:
    """Sets `stop` when the caller hangs up."""

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        stop.set()

    watcher = asyncio.create_task(watch())
    try:
        yield
    finally:
        watcher.cancel()


def _chosen(select: list[str], ignore: list[str]) -> Selection:
    try:
        return selection(select, ignore)
    except UnknownRule as error:
        raise ServiceError(422, "unknown_rule", f"Правило не найдено: {error}.") from error


@router.post("/check", response_model=CheckResult)
async def check(
    case: Case,
    desk: TheDesk,
    select: Annotated[list[str] | None, Query(description="Только эти правила")] = None,
    ignore: Annotated[list[str] | None, Query(description="Кроме этих правил")] = None,
) -> CheckResult:
    """Проверяет текст правилами, без модели: `reply`, а где его нет — `draft`."""
    return await desk.check(known_case(case, desk), _chosen(select or [], ignore or []))


@router.get("/packs")
async def packs(desk: TheDesk) -> list[dict[str, Any]]:
    """Пакеты стиля, которые здесь есть."""
    return [{"name": name, "title": p.title, "channel": p.channel, "extends": list(p.chain[1:])} for name, p in desk.packs.items()]


@router.get("/rules")
async def rules(desk: TheDesk, pack: str = "base") -> list[dict[str, Any]]:
    """Правила и их важность в пакете."""
    from rewriter.rules import rules as all_rules

    setting = desk.packs[known_case(Case(pack=pack), desk).pack].setting
    return [
        {"id": r.id, "title": r.title, "severity": r.severity_in(setting(r.id)), "hard": r.hard, "why": r.why, "source": r.source} for r in all_rules().values()
    ]
