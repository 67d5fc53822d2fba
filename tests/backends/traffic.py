"""The calls whose real traffic is recorded and replayed, and how a cassette is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vcr
import yaml

from rewriter.backends.protocol import Message, Request

URL = "http://127.0.0.1:18017/v1"
MODEL = "qwen2.5-coder-1.5b"
KEY = "sk-secret-not-to-be-recorded"
CASSETTES = Path(__file__).parent.parent / "cassettes"

SECRETS = ("Анна", "Петров", "345-67-89", "anna@mail.example", "RA123456785RU", "Седова", "190000")
DRAFT = (
    "Здравствуйте, Анна Петрова! Отправление RA123456785RU будет доставлено по адресу 190000, г. Смоленск, ул. Седова, "
    "д. 25, кв. 7, в течение 3 рабочих дней. Телефон для связи +7 (912) 345-67-89, почта anna@mail.example."
)


@dataclass(frozen=True)
class Call:
    """A request and whether it is masked."""

    request: Request
    mask: bool


def _messages(task: str, text: str) -> tuple[Message, ...]:
    return ({"role": "system", "content": task}, {"role": "user", "content": text})


_TASK = "Перепиши ответ клиенту проще, сохрани все данные. Ответь одним коротким абзацем."
CALLS = {
    "chat": Call(Request(_messages("Отвечай одним словом.", "Столица России?"), max_tokens=8), mask=False),
    "length": Call(Request(_messages("Отвечай подробно.", "Что такое почта?"), max_tokens=5), mask=False),
    "stop": Call(Request(_messages("Повтори.", "один, два, три"), max_tokens=20, stop=("два",)), mask=False),
    "masked": Call(Request(_messages(_TASK, DRAFT), max_tokens=160, names=("Анна Петрова",)), mask=True),
    "masked_stream": Call(Request(_messages(_TASK, DRAFT), max_tokens=160, names=("Анна Петрова",), on_token=lambda text: None), mask=True),
}


class ReadableJson:
    """Cassettes with JSON bodies as nested YAML, Russian as Russian: what was sent can be read in a review."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """The cassette as YAML."""
        for interaction in cassette["interactions"]:
            _swap(interaction["request"], _read)
            _swap(interaction["response"]["body"], _read, key="string")
        return yaml.safe_dump(cassette, allow_unicode=True, sort_keys=True, width=120)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """The cassette as vcrpy wants it."""
        cassette: dict[str, Any] = yaml.safe_load(text)
        for interaction in cassette["interactions"]:
            _swap(interaction["request"], _write)
            _swap(interaction["response"]["body"], _write, key="string")
        return cassette


def _swap(holder: dict[str, Any], change: Any, key: str = "body") -> None:
    if holder.get(key) is not None:
        holder[key] = change(holder[key])


def _read(body: Any) -> Any:
    text = body.decode() if isinstance(body, bytes) else body
    try:
        return {"json": json.loads(text)}
    except ValueError:
        return text


def _write(body: Any) -> bytes:
    text = json.dumps(body["json"], ensure_ascii=False) if isinstance(body, dict) else body
    return str(text).encode()


def _only_content(request: Any) -> Any:
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in ("accept", "content-type")}
    return request


def _no_traces(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() == "content-type"}
    return response


recorder = vcr.VCR(
    cassette_library_dir=str(CASSETTES),
    record_mode="none",
    match_on=["method", "scheme", "host", "port", "path", "body"],
    serializer="readable",
    before_record_request=_only_content,
    before_record_response=_no_traces,
)
recorder.register_serializer("readable", ReadableJson)
