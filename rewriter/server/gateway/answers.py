"""Answers in OpenAI's words. What was judged, and how, stands beside them in an extra object `rewriter` and in a header."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from rewriter.result import Usage, Violation
from rewriter.server.gateway.rewriting import Judged

VERDICT = "X-Rewriter-Verdict"


@dataclass(frozen=True)
class Said:
    """An answer's text, and the extra object: `status` is ok, needs_review, failed, passed-through or probe."""

    text: str
    model: str
    request_id: str
    extra: dict[str, Any]
    usage: Usage = field(default_factory=Usage)
    cut: bool = False
    """Whether the model was stopped before its end."""

    @property
    def status(self) -> str:
        """For the header."""
        return str(self.extra["status"])


def judged(outcome: Judged, *, model: str, request_id: str, pack: str, client: str) -> Said:
    """A rewrite."""
    extra: dict[str, Any] = {
        "status": outcome.status,
        "violations": [_violation(v) for v in outcome.verdict.violations],
        "reason": outcome.reason,
        "request_id": request_id,
        "pack": pack,
        "client": client,
        "format": outcome.format,
        "changed": outcome.shape,
    }
    return Said(outcome.text, model, request_id, extra, outcome.usage)


def unjudged(text: str, *, status: str, reason: str | None, model: str, request_id: str, client: str, usage: Usage | None = None, cut: bool = False) -> Said:
    """A probe's answer, or the model's own."""
    extra: dict[str, Any] = {"status": status, "violations": [], "reason": reason, "request_id": request_id, "client": client}
    return Said(text, model, request_id, extra, usage or Usage(), cut=cut)


def _violation(violation: Violation) -> dict[str, Any]:
    """Without spans: they count characters of what the rules read, which markup has moved."""
    return violation.model_dump(include={"rule", "severity", "text", "message", "suggestion"})


def now() -> int:
    """Seconds since 1970."""
    return int(time.time())


def completion(said: Said) -> dict[str, Any]:
    """The answer of /chat/completions."""
    return {
        "id": f"chatcmpl-{said.request_id}",
        "object": "chat.completion",
        "created": now(),
        "model": said.model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": said.text, "refusal": None},
                "logprobs": None,
                "finish_reason": "length" if said.cut else "stop",
            }
        ],
        "usage": chat_usage(said.usage),
        "rewriter": said.extra,
    }


def chat_usage(usage: Usage) -> dict[str, Any]:
    """Tokens, all attempts together; none where only the rules worked."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
        "prompt_tokens_details": {"cached_tokens": usage.cached_tokens},
    }


def response(said: Said, *, finished: bool = True) -> dict[str, Any]:
    """The answer of /responses; `finished` False: as it is announced at a stream's beginning."""
    return {
        "id": f"resp_{said.request_id}",
        "object": "response",
        "created_at": now(),
        "status": "in_progress" if not finished else "incomplete" if said.cut else "completed",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if finished and said.cut else None,
        "instructions": None,
        "metadata": {},
        "model": said.model,
        "output": [message(said)] if finished else [],
        "output_text": said.text if finished else "",
        "parallel_tool_calls": False,
        "temperature": None,
        "tool_choice": "none",
        "tools": [],
        "top_p": None,
        "usage": {
            "input_tokens": said.usage.prompt_tokens,
            "input_tokens_details": {"cached_tokens": said.usage.cached_tokens},
            "output_tokens": said.usage.completion_tokens,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": said.usage.prompt_tokens + said.usage.completion_tokens,
        }
        if finished
        else None,
        "rewriter": said.extra,
    }


def message(said: Said, *, finished: bool = True) -> dict[str, Any]:
    """The message of /responses' output."""
    return {
        "id": f"msg_{said.request_id}",
        "type": "message",
        "role": "assistant",
        "status": "completed" if finished else "in_progress",
        "content": [part(said.text)] if finished else [],
    }


def part(text: str) -> dict[str, Any]:
    """A piece of text in /responses."""
    return {"type": "output_text", "text": text, "annotations": []}
