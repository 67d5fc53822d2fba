"""The pieces put together: an ASGI app for a desk."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rewriter import __version__
from rewriter.pack import Pack, load_pack, pack_names
from rewriter.server import api, errors, health, languagetool, page
from rewriter.server.access import Access
from rewriter.server.candidates import api as candidates_api
from rewriter.server.candidates.shelf import shelves
from rewriter.server.desk import Desk
from rewriter.server.gateway import routes as gateway
from rewriter.server.history import api as history_api
from rewriter.server.history.keeping import History
from rewriter.server.review_page import page as review_page
from rewriter.server.stats_page import page as stats_page

log = logging.getLogger("rewriter.server")


def offered_packs(folders: tuple[str, ...]) -> dict[str, Pack]:
    """Our packs, and those of the folders by their own names. Raises PackError."""
    packs = {name: load_pack(name) for name in pack_names()}
    for folder in folders:
        pack = load_pack(folder)
        packs[pack.name] = pack
    return packs


def create_app(desk: Desk, token: str) -> FastAPI:
    """The app. Its lifespan prepares the desk before the port is open, opens it beside the server, and closes it. Raises SettingsError where its history cannot be kept as set, or candidates are not there."""
    history, candidates = History(desk), shelves(desk.serve.candidates, desk.packs)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        history.open()
        await desk.prepare()
        opening = asyncio.create_task(desk.open())
        yield
        await desk.close()
        await opening
        await to_thread.run_sync(history.close)  # the last rewrites with it

    app = FastAPIOffline(  # docs without anybody else's servers
        title="rewriter",
        version=__version__,
        description="Переписывает ответы поддержки и проверяет их правилами.",
        lifespan=lifespan,
        middleware=[Middleware(Access, token=token, settings=desk.serve), Middleware(Counted, desk=desk)],
        redoc_url=None,
        responses=errors.RESPONSES,
    )
    app.state.desk = desk
    app.state.history = history
    app.state.shelves = candidates
    errors.install(app)
    app.include_router(api.router)
    app.include_router(health.router)
    app.include_router(gateway.router)
    app.include_router(languagetool.router)
    app.include_router(history_api.router)
    app.include_router(candidates_api.router)
    app.include_router(stats_page.router)
    app.include_router(review_page.router)
    app.include_router(page.router)
    _build_routes(app)
    return app


def _build_routes(app: FastAPI) -> None:
    """Has every route built now: FastAPI does it at the first request, which then waits, in a thread of its own, under `warnings.catch_warnings`, which no two threads may enter."""
    for route in app.routes:
        route.matches({"type": "http", "method": "GET", "path": "/-", "root_path": "", "headers": []})


class Counted:
    """Counts and logs each answer by route, never by what is in it."""

    def __init__(self, app: ASGIApp, *, desk: Desk) -> None:
        self.app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", "?")
            self._desk.metrics.requests.labels(route, str(status)).inc()
            log.info("%s %s %s %d %.0f ms", scope["state"].get("request_id", ""), scope["method"], route, status, (time.monotonic() - began) * 1000)
