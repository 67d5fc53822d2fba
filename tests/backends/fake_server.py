"""An OpenAI-compatible server that answers what a test tells it to, on loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One HTTP answer; `hang_s` seconds of silence before it."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    hang_s: float = 0.0


def chat(text: str, *, finish: str = "stop", **usage: Any) -> Reply:
    """A chat completion with this text."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}
    counts = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18, **usage}
    return Reply(body={"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": counts})


def stream(*pieces: str, finish: str | None = "stop") -> Reply:
    """A streamed chat completion. `finish` None: the server ends it without saying why."""
    frame = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    chunks: list[dict[str, Any]] = [{**frame, "choices": [{"index": 0, "delta": {"content": p}}]} for p in pieces]
    if finish is not None:
        chunks.append({**frame, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    chunks.append({**frame, "choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8}})
    text = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
    return Reply(body=text, headers={"Content-Type": "text/event-stream"})


@dataclass
class FakeServer:
    """`url` to ask; `requests`: the JSON bodies that came, with their times."""

    url: str
    requests: list[dict[str, Any]]
    times: list[float]


@contextmanager
def serving(*replies: Reply) -> Iterator[FakeServer]:
    """A server that gives these answers in turn, the last one for ever."""
    waiting = list(replies)
    seen = FakeServer("", [], [])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            seen.times.append(time.monotonic())
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            time.sleep(reply.hang_s)
            body = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(body.encode()))} | reply.headers
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body.encode())
            except OSError:
                return  # the client gave up waiting

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
