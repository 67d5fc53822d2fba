"""Answers of a model, kept by what it was asked, so that a run can be made again without it.

`calls.jsonl`, one object a line: `model` (which model answers), `tokens` (how many a text has), or an answer; the latter two under the `key` of what was asked.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from rewriter.backends.protocol import Answer, Backend, BackendError, Request
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.lines import Appended, lines_in
from rewriter.result import Usage

_SEEDS_APART = 1000
_BLOCK = 1 << 14
_POSITION = threading.Lock()


class NotRecorded(BackendError):
    """The model was asked something that is not in the recording, and there is no model to ask."""


@dataclass(frozen=True)
class Identity:
    """Which model answers: `file_hash` SHA-256 of its file where it runs here, None behind a URL."""

    backend: str
    model: str
    file_hash: str | None = None
    supports_grammar: bool = False


def call_key(identity: Identity, request: Request, repeat: int) -> str:
    """SHA-256 of what decides an answer.

    Left out: `deadline_s` and `on_token` end an answer early or not at all, and an ended one is not kept; `lookup_text`, `static_messages` only save
    time; `names` say what is masked on the way, and stand in the messages where they matter.
    """
    asked = {
        "model": [identity.backend, identity.model, identity.file_hash],
        "messages": [[m["role"], m["content"]] for m in request.messages],
        "parameters": [request.max_tokens, request.temperature, request.seed, list(request.stop), request.grammar],
        "repeat": repeat,
    }
    return _digest(asked)


def tokens_key(identity: Identity, text: str) -> str:
    """SHA-256 of a text whose tokens were counted."""
    return _digest({"model": [identity.backend, identity.model, identity.file_hash], "text": text})


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass
class Recording:
    """The file of calls: where each answer lies, read when it is asked for. `writable`: new answers are appended at once; else they are kept in `fresh`.

    May be shared by threads. Raises EvaluationError for a file that is none of ours.
    """

    path: Path
    writable: bool = False
    models: list[Identity] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[bytes, int] = {}
        self._new: dict[bytes, dict[str, Any]] = {}
        self._file = Appended(self.path) if self.writable else None
        for number, (at, data) in enumerate(lines_in(self.path), 1):
            try:
                self._enter(json.loads(data), at)
            except (ValueError, KeyError, TypeError):
                raise EvaluationError(f"{self.path}:{number}: это не запись ответов модели. Удалите файл или укажите другой.") from None
        self._handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0)) if self.path.exists() else None

    def _enter(self, line: dict[str, Any], at: int) -> None:
        if "model" in line:
            self.models.append(Identity(**line["model"]))
        else:
            self._places[bytes.fromhex(line["key"])] = at

    def __len__(self) -> int:
        return len(self._places) + len(self._new)

    def get(self, key: str) -> dict[str, Any] | None:
        """What is kept under this key."""
        raw = bytes.fromhex(key)
        with self._lock:
            if raw in self._new:
                return self._new[raw]
            place = self._places.get(raw)
        if place is None or self._handle is None:
            return None
        line: dict[str, Any] = json.loads(_line_at(self._handle, place))
        return line

    def put(self, line: dict[str, Any]) -> None:
        """Keeps an answer or a count; on disk when this returns, where the file is written here."""
        text = json.dumps(line, ensure_ascii=False)
        with self._lock:
            raw = bytes.fromhex(line["key"])
            if raw in self._places or raw in self._new:
                return
            if self._file is None:
                self._new[raw] = line
                self.fresh.append(text)
            else:
                self._places[raw] = self._file.append(text)

    def of(self, identity: Identity) -> None:
        """Notes that this model answers here."""
        with self._lock:
            if identity in self.models:
                return
            self.models.append(identity)
            if self._file is not None:
                self._file.append(json.dumps({"model": asdict(identity)}, ensure_ascii=False))

    def add(self, lines: tuple[str, ...]) -> None:
        """Lines that another process has made (`fresh` there)."""
        for line in lines:
            self.put(json.loads(line))

    def close(self) -> None:
        """Done with the file."""
        if self._file is not None:
            self._file.close()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _line_at(handle: int, at: int) -> bytes:
    data = b""
    while b"\n" not in data and (block := _block(handle, at + len(data))):
        data += block
    return data.split(b"\n", 1)[0]


def _block(handle: int, at: int) -> bytes:
    if hasattr(os, "pread"):  # by place, not by the file's position: threads and forked processes share that
        return os.pread(handle, _BLOCK, at)
    with _POSITION:  # Windows, where nothing forks
        os.lseek(handle, at, os.SEEK_SET)
        return os.read(handle, _BLOCK)


class RecordedBackend:
    """A backend that asks a model only what the recording does not have. `opened` None: there is no model, and a miss raises NotRecorded.

    `repeat` tells answers to the same question apart, drawn with other seeds. `asked`: calls that went to the model; `missed`: calls that could not.
    """

    def __init__(self, recording: Recording, identity: Identity, opened: Callable[[], Backend] | None, *, repeat: int = 0, seed: int = 0) -> None:
        self.name, self.model, self.supports_grammar = identity.backend, identity.model, identity.supports_grammar
        self._recording, self._identity, self._opened = recording, identity, opened
        self._repeat, self._seed = repeat, seed + _SEEDS_APART * repeat
        self.asked = self.missed = 0

    def complete(self, request: Request) -> Answer:
        """The recorded answer with its recorded time and usage, else the model's."""
        if request.temperature > 0:  # the likeliest answer has no seed
            request = replace(request, seed=request.seed + self._seed)
        key = call_key(self._identity, request, self._repeat)
        if (known := self._recording.get(key)) is not None:
            return _answer(known)
        answer = self._model().complete(request)
        self.asked += 1
        if answer.finish_reason in ("stop", "length"):
            self._recording.put({"key": key, **_kept(answer)})
        return answer

    def count_tokens(self, text: str) -> int:
        """As the model counted: how many pairs a prompt has room for hangs on it."""
        key = tokens_key(self._identity, text)
        if (known := self._recording.get(key)) is not None:
            return int(known["tokens"])
        tokens = self._model().count_tokens(text)
        self._recording.put({"key": key, "tokens": tokens})
        return tokens

    def close(self) -> None:
        """The model and the recording outlive this view of them."""

    def _model(self) -> Backend:
        if self._opened is None:
            self.missed += 1
            raise NotRecorded("Такого вопроса к модели нет в записи.")
        return self._opened()


def _kept(answer: Answer) -> dict[str, Any]:
    kept: dict[str, Any] = {"text": answer.text, "finish_reason": answer.finish_reason, "usage": answer.usage.model_dump(), "ms": round(answer.ms, 1)}
    return kept | ({"unknown_placeholders": list(answer.unknown_placeholders)} if answer.unknown_placeholders else {})


def _answer(line: dict[str, Any]) -> Answer:
    return Answer(line["text"], line["finish_reason"], Usage(**line["usage"]), line["ms"], tuple(line.get("unknown_placeholders", ())))
