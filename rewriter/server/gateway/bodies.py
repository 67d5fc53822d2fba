"""What OpenAI's clients send, read tolerantly: unknown fields are ignored, texts come as strings or as parts, limits under three names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from rewriter.case import Context
from rewriter.server.errors import ServiceError

Api = Literal["chat", "responses"]
_LIMITS = ("max_completion_tokens", "max_output_tokens", "max_tokens")
_LEADING = frozenset(("system", "developer"))
_DEEPEST = 64


@dataclass(frozen=True)
class Turn:
    """One message of the talk, without those of `system` and `developer`."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class Asked:
    """A request. `instruction`: everything that `system`, `developer` and `instructions` said, in order.

    `ours`: the optional object `rewriter` in the body, for clients that can say more: client_message, context, pack, seconds.
    """

    api: Api
    model: str
    instruction: str
    turns: tuple[Turn, ...]
    stream: bool = False
    limit: int | None = None
    temperature: float | None = None
    structured: bool = False
    """Tools or a JSON schema: no text for a client of a shop."""
    developer: bool = False
    usage_in_stream: bool = False
    agent: str = ""
    ours: Mapping[str, Any] = field(default_factory=dict)


def read_body(raw: bytes, api: Api, agent: str = "") -> Asked:
    """The request's body. Raises ServiceError where there is nothing to answer."""
    try:
        body = _paired(json.loads(raw))
    except (ValueError, RecursionError):
        raise ServiceError(400, "not_json", "Тело запроса — не JSON.") from None
    if not isinstance(body, dict):
        raise ServiceError(400, "not_an_object", "Тело запроса: нужен объект JSON с полем messages или input.")
    messages = body.get("messages" if api == "chat" else "input")
    if isinstance(messages, str):
        messages = [{"role": "user", "content": messages}]
    if not isinstance(messages, list) or not messages:
        name = "messages" if api == "chat" else "input"
        raise ServiceError(400, "no_messages", f"В запросе нет сообщений: заполните {name}.")
    leading, turns, developer = _talk(messages)
    if isinstance(given := body.get("instructions"), str) and given.strip():
        leading.insert(0, given)
    if not turns:
        raise ServiceError(400, "no_messages", "В запросе нет сообщения с ролью user: переписывать нечего.")
    options = body.get("stream_options")
    return Asked(
        api=api,
        model=body["model"] if isinstance(body.get("model"), str) else "",
        instruction="\n\n".join(leading),
        turns=tuple(turns),
        stream=body.get("stream") is True,
        limit=next((int(n) for name in _LIMITS if (n := _number(body.get(name))) is not None and n >= 1), None),
        temperature=_number(body.get("temperature")),
        structured=bool(body.get("tools")) or bool(body.get("functions")) or _wants_json(body),
        developer=developer,
        usage_in_stream=isinstance(options, dict) and options.get("include_usage") is True,
        agent=agent,
        ours=_ours(body.get("rewriter")),
    )


def _talk(messages: Iterable[Any]) -> tuple[list[str], list[Turn], bool]:
    leading: list[str] = []
    turns: list[Turn] = []
    developer = False
    for message in messages:
        if isinstance(message, str):
            turns.append(Turn("user", message))
        if not isinstance(message, dict) or message.get("type", "message") != "message":
            continue
        role, text = message.get("role", "user"), text_of(message.get("content"))
        if role in _LEADING:
            developer = developer or role == "developer"
            if text.strip():
                leading.append(text)
        elif role in ("user", "assistant"):
            turns.append(Turn(role, text))
    return leading, turns, developer


def text_of(content: Any, depth: int = 0) -> str:
    """A message's content as text: a string, or parts of which the textual ones count."""
    if isinstance(content, str):
        return content
    if isinstance(content, list) and depth < _DEEPEST:
        return "".join(text_of(part, depth + 1) for part in content)
    if isinstance(content, dict) and isinstance(said := content.get("text"), str):
        return said
    return ""


def _paired(value: Any) -> Any:
    """JSON without halves of surrogate pairs, which no answer could carry: an emoji that a client has cut in two is a replacement character."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_paired(part) for part in value]
    if isinstance(value, dict):
        return {_paired(name): _paired(part) for name, part in value.items()}
    return value


def _wants_json(body: Mapping[str, Any]) -> bool:
    form = body.get("response_format")
    if form is None and isinstance(text := body.get("text"), dict):
        form = text.get("format")
    return isinstance(form, dict) and str(form.get("type", "")).startswith("json")


def _number(value: Any) -> float | None:
    """A sane number; NaN is none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 else None


def _ours(value: Any) -> dict[str, Any]:
    """Our own fields; what is wrong in them is told, since whoever writes them means us."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ServiceError(400, "rewriter_field", 'Поле rewriter: нужен объект, например {"client_message": "…"}.')
    known: dict[str, Any] = {}
    for name in ("client_message", "pack"):
        if (given := value.get(name)) is not None:
            if not isinstance(given, str):
                raise ServiceError(400, "rewriter_field", f"Поле rewriter.{name}: нужна строка.")
            known[name] = given
    if (given := value.get("seconds")) is not None:
        seconds = _number(given)
        if seconds is None or not 0 < seconds <= 600:
            raise ServiceError(400, "rewriter_field", "Поле rewriter.seconds: нужно число от 0 до 600.")
        known["seconds"] = seconds
    if (given := value.get("context")) is not None:
        try:
            known["context"] = Context.model_validate(given)
        except ValueError:
            raise ServiceError(400, "rewriter_field", "Поле rewriter.context: не те значения; какие бывают, сказано в /docs (Context).") from None
    return known
