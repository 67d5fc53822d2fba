"""uvicorn, as this service needs it: a stop is told to the desk first, so that rewrites end with a text before connections are cut."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp
from uvicorn.server import HANDLED_SIGNALS

from rewriter.server.desk import Desk

_AFTER_S = 5  # for an ended rewrite to become an answer


def _without_texts(record: logging.LogRecord) -> bool:
    """A filter that lets every record through; of an exception it keeps type and places. What an exception says may hold a client's text."""
    if record.exc_info and record.exc_info[0] is not None:
        kind, _, trace = record.exc_info
        record.msg, record.args = f"{record.getMessage().rstrip()}: {kind.__name__}\n{''.join(traceback.format_tb(trace)).rstrip()}", ()
        record.exc_info = record.exc_text = None
    return True


class Server(uvicorn.Server):
    """Serves an app until SIGINT or SIGTERM, or until `should_exit` is set."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        serve = desk.serve
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=serve.behind_proxy,
                forwarded_allow_ips="*" if serve.behind_proxy else None,
                ssl_certfile=serve.certificate,
                ssl_keyfile=serve.private_key,
                timeout_graceful_shutdown=int(serve.stop_s) + _AFTER_S,
            )
        )
        self._desk = desk
        self._stopped_by: int | None = None
        logging.getLogger("uvicorn.error").addFilter(_without_texts)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Takes note of a signal; uvicorn looks at it between two steps."""
        self._stopped_by = sig
        super().handle_exit(sig, frame)

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """A signal stops the server from now on, and has its usual effect only at the end: an exception amid the making of the event loop leaves a half-made one."""
        before = {number: signal.signal(number, self.handle_exit) for number in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        if self._stopped_by is not None:
            signal.raise_signal(self._stopped_by)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Takes no more; rewrites get their time, then end with what they have."""
        finishing = asyncio.create_task(self._desk.finish())
        await super().shutdown(sockets)
        await finishing
