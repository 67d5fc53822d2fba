"""A rewrite as server-sent events: how far it is, then the result. Only text that was judged is ever sent, so progress carries none."""

from __future__ import annotations

import json
import logging
from typing import Any

import anyio
from anyio.from_thread import run_sync as in_loop
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from rewriter.case import Case
from rewriter.pipeline import Progress
from rewriter.server.desk import Desk, Order, Stop
from rewriter.server.errors import body
from rewriter.server.slots import QueueFull

log = logging.getLogger("rewriter.server")
_PING_S = 10.0  # a proxy cuts a connection that is silent for long


def event(name: str, data: Any) -> bytes:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


class Events(Response):
    """Events `progress` {stage, attempt, errors?}, and last one `result` (the rewrite output) or `error`. A reader who hangs up ends the rewrite."""

    media_type = "text/event-stream"

    def __init__(self, desk: Desk, case: Case, order: Order) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._desk, self._case, self._order = desk, case, order

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Sends them as they happen."""
        stop = Stop()
        put, pieces = anyio.create_memory_object_stream[bytes](256)

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            stop.set()

        async def work() -> None:
            async with put:
                await put.send(await self._last(stop, put.send_nowait))

        async with anyio.create_task_group() as group:
            group.start_soon(watch)
            group.start_soon(work)
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await send(_more(event("progress", {"stage": "queue", "attempt": 0})))
            async with pieces:
                while True:
                    piece = b": ping\n\n"
                    with anyio.move_on_after(_PING_S):
                        try:
                            piece = await pieces.receive()
                        except anyio.EndOfStream:
                            break
                    await send(_more(piece))
            await send({"type": "http.response.body", "body": b""})
            group.cancel_scope.cancel()

    async def _last(self, stop: Stop, put: Any) -> bytes:
        """The rewrite, its progress put on the way; the event that ends the stream."""

        def progressed(progress: Progress) -> None:
            data: dict[str, Any] = {"stage": progress.stage, "attempt": progress.attempt}
            if progress.errors is not None:
                data["errors"] = progress.errors
            in_loop(_quietly, put, event("progress", data))

        try:
            result = await self._desk.rewrite(self._case, self._order, stop, progressed)
        except QueueFull as error:
            return event("error", body("queue_full", str(error), "server_error")["error"] | {"retry_after": error.seconds})
        except Exception as error:  # noqa: BLE001 - the stream has begun: whatever is wrong can only be an event in it
            log.error("rewrite: %s", type(error).__name__)  # noqa: TRY400 - a traceback may show texts
            return event("error", body("internal", "Ошибка в самом сервисе. Ваш текст остался у Вас.", "server_error")["error"])
        return event("result", result.model_dump(mode="json"))


def _more(piece: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": piece, "more_body": True}


def _quietly(put: Any, piece: bytes) -> None:
    """Progress is dropped where the reader is too slow or gone; the result is not."""
    try:
        put(piece)
    except (anyio.WouldBlock, anyio.BrokenResourceError, anyio.ClosedResourceError):
        return
