"""`stream: true`: the text that was judged, in pieces. Nothing is sent before the verdict, so that its header is true of all that follows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rewriter.server.gateway import answers
from rewriter.server.gateway.answers import Said

_PIECE = re.compile(r"\s*\S+(?:\s+\S+){0,3}\s*\Z|\s*\S+(?:\s+\S+){0,3}|\s+\Z")


def pieces(text: str) -> list[str]:
    """A few words each; together they are the text."""
    return _PIECE.findall(text)


def chat(said: Said, *, with_usage: bool) -> Iterator[bytes]:
    """Chunks of /chat/completions; the first one carries the verdict, too."""

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
        data = {
            "id": f"chatcmpl-{said.request_id}",
            "object": "chat.completion.chunk",
            "created": created,
            "model": said.model,
            "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}],
            **more,
        }
        return _data(data)

    created = answers.now()
    yield chunk({"role": "assistant", "content": ""}, rewriter=said.extra)
    for piece in pieces(said.text):
        yield chunk({"content": piece})
    yield chunk({}, "length" if said.cut else "stop")
    if with_usage:
        yield chunk({}, choices=[], usage=answers.chat_usage(said.usage))
    yield b"data: [DONE]\n\n"


def responses(said: Said) -> Iterator[bytes]:
    """Events of /responses."""
    number = 0

    def event(kind: str, **data: Any) -> bytes:
        nonlocal number
        number += 1
        return f"event: {kind}\n".encode() + _data({"type": kind, "sequence_number": number - 1, **data})

    item = {"item_id": f"msg_{said.request_id}", "output_index": 0, "content_index": 0}
    yield event("response.created", response=answers.response(said, finished=False))
    yield event("response.in_progress", response=answers.response(said, finished=False))
    yield event("response.output_item.added", output_index=0, item=answers.message(said, finished=False))
    yield event("response.content_part.added", **item, part=answers.part(""))
    for piece in pieces(said.text):
        yield event("response.output_text.delta", **item, delta=piece, logprobs=[])
    yield event("response.output_text.done", **item, text=said.text, logprobs=[])
    yield event("response.content_part.done", **item, part=answers.part(said.text))
    yield event("response.output_item.done", output_index=0, item=answers.message(said))
    yield event("response.incomplete" if said.cut else "response.completed", response=answers.response(said))


def _data(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode("utf-8", "backslashreplace")
