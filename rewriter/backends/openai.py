"""Any OpenAI-compatible server. Personal data is replaced by placeholders before text leaves the machine."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rewriter.backends.protocol import (
    Answer,
    BackendError,
    BackendUnavailable,
    ContextOverflow,
    FinishReason,
    Message,
    OnToken,
    Request,
)
from rewriter.masking import Masked, Unmasker, mask
from rewriter.result import Usage

if TYPE_CHECKING:
    import openai

DEFAULT_MODEL = "gpt-4.1-mini"
DEFAULT_URL = "https://api.openai.com/v1"
_TIMEOUT_S = 60.0  # of one try, where the request sets no deadline
_TRIES = 4
_sleep = time.sleep
_PLACEHOLDER_NOTE = "Метки вида [ТЕЛ_1], [ИМЯ_2] стоят вместо личных данных: переносите нужные в ответ буква в букву, новых не придумывайте."
_RETRIED = frozenset({408, 409, 429})  # and every 5xx


class _BrokenAnswer(Exception):
    """A stream that ended in the middle, or is not one of chat chunks."""


class OpenAIBackend:
    """Asks `base_url` for chat completions. Nothing is sent before the first `complete`."""

    name = "openai"
    supports_grammar = False

    def __init__(self, client: openai.OpenAI, model: str, *, masked: bool) -> None:
        self.model = model
        self.masked = masked
        self._client = client
        self._completions = client.chat.completions  # imports what the first request would wait for, half a second beside other work
        self._unsupported: frozenset[str] = frozenset()  # parameters that this model refused
        self._lock = threading.Lock()
        self._random = random.Random()  # noqa: S311 - jitter

    @classmethod
    def open(
        cls,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        mask: bool | None = None,
    ) -> OpenAIBackend:
        """A client for `base_url`.

        `base_url`, `api_key` None: from OPENAI_BASE_URL, OPENAI_API_KEY. `mask` None: exactly where the URL is not
        loopback.

        Raises `BackendUnavailable`: no key for a remote server, an unusable URL, no `openai` package.
        """
        url = url_of(base_url)
        key = api_key or os.environ.get("OPENAI_API_KEY")
        if not _usable(url):
            raise BackendUnavailable(f"Адрес «{url}» не годится: нужен вида https://сервер/v1 (OPENAI_BASE_URL).")
        local = is_loopback(url)
        if not key and not local:
            raise BackendUnavailable(f"Для {url} нужен ключ: задайте переменную OPENAI_API_KEY или работайте локально (--backend local).")
        try:
            import openai
        except ImportError as error:
            raise BackendUnavailable(f"Нет пакета openai ({error}). Установите: pip install 'rewriter[openai]'.") from error
        # Retries are ours: the client's own know nothing of the request's deadline.
        client = openai.OpenAI(api_key=key or "none", base_url=url, max_retries=0, timeout=_TIMEOUT_S)
        return cls(client, model or DEFAULT_MODEL, masked=(not local) if mask is None else mask)

    def count_tokens(self, text: str) -> int:
        """An estimate from above: Russian takes at least two characters a token with every tokenizer in use."""
        return (len(text) + 1) // 2

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def complete(self, request: Request) -> Answer:
        """See `Backend.complete`. Streams where `on_token` is given."""
        if request.grammar is not None:
            raise BackendError("Сервер OpenAI не поддерживает грамматику GBNF: уберите её или возьмите --backend local.")
        start = time.monotonic()
        masked = mask([message["content"] for message in request.messages], request.names) if self.masked else None
        messages = _with_placeholders(request.messages, masked) if masked else list(request.messages)
        with self._lock:
            text, reason, usage = self._ask(request, messages, masked, start)
        unknown = masked.unknown(text) if masked else ()
        return Answer(masked.unmask(text) if masked else text, reason, usage, (time.monotonic() - start) * 1000, unknown)

    def _ask(self, request: Request, messages: list[Message], masked: Masked | None, start: float) -> tuple[str, FinishReason, Usage]:
        import openai

        failure: BackendError
        for attempt in range(1, _TRIES + 1):
            left = _left(request, start)
            if left is not None and left <= 0:
                return "", "deadline", Usage()
            try:
                return self._once(request, messages, masked, left)
            except openai.APITimeoutError as error:
                if request.deadline_s is not None and (_left(request, start) or 0) <= 0:
                    return "", "deadline", Usage()
                failure, pause = self._unreachable("не ответил вовремя", error), self._pause(attempt)
            except openai.APIConnectionError as error:
                failure, pause = self._unreachable("недоступен", error), self._pause(attempt)
            except openai.APIStatusError as error:
                if self._drop_unsupported(error):
                    continue
                failure, retried = self._refused(error)
                if not retried:
                    raise failure from error
                pause = _retry_after(error.response.headers) or self._pause(attempt)
            except (openai.OpenAIError, JSONDecodeError, _BrokenAnswer) as error:
                raise BackendError(f"Ответ сервера {self._url} не разобран ({error}).") from error
            left = _left(request, start)
            if attempt == _TRIES or (left is not None and pause >= left):
                raise failure
            _sleep(pause)
        raise AssertionError("unreachable")

    def _once(self, request: Request, messages: list[Message], masked: Masked | None, left: float | None) -> tuple[str, FinishReason, Usage]:
        options: dict[str, Any] = {
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "stop": list(request.stop) or None,
        }
        options = {key: value for key, value in options.items() if value is not None and key not in self._unsupported}
        if "max_tokens" in self._unsupported:  # the newer name, which older servers do not know
            options["max_completion_tokens"] = request.max_tokens
        options |= {
            "model": self.model,
            "messages": messages,
            "timeout": _TIMEOUT_S if left is None else min(left, _TIMEOUT_S),
        }
        if request.on_token is None:
            return self._whole(self._completions.create(**options))
        chunks = self._completions.create(**options, stream=True, stream_options={"include_usage": True})
        deadline = None if left is None else time.monotonic() + left
        try:
            return _streamed(chunks, request.on_token, Unmasker(masked) if masked else None, deadline)
        finally:
            chunks.close()

    def _whole(self, completion: Any) -> tuple[str, FinishReason, Usage]:
        try:
            choice = completion.choices[0]
            text = choice.message.content or ""
        except (AttributeError, IndexError, TypeError) as error:
            raise BackendError(f"Сервер {self._url} прислал не ответ чата: {str(completion)[:200]!r}.") from error
        return text, _reason(choice.finish_reason), _usage(completion.usage)

    def _drop_unsupported(self, error: openai.APIStatusError) -> bool:
        """Leave out what the server refused by name, as reasoning models do; whether to ask again.

        Others refuse with no such code: those errors stand.
        """
        body = error.body if isinstance(error.body, dict) else {}
        refused = str(body.get("param"))
        if error.status_code != 400 or not str(body.get("code")).startswith("unsupported") or refused in self._unsupported:
            return False
        self._unsupported |= {refused}
        return refused in ("max_tokens", "temperature", "seed", "stop")

    def _unreachable(self, what: str, error: Exception) -> BackendUnavailable:
        cause = error.__cause__ or error
        return BackendUnavailable(f"Сервер {self._url} {what} ({cause}). Проверьте сеть и OPENAI_BASE_URL или работайте локально (--backend local).")

    def _refused(self, error: openai.APIStatusError) -> tuple[BackendError, bool]:
        """What to tell of an HTTP error, and whether it is worth trying again."""
        code, detail = error.status_code, _detail(error)
        if code in (401, 403):
            return BackendUnavailable(f"Сервер {self._url} не принял ключ ({code}: {detail}). Проверьте OPENAI_API_KEY."), False
        if code == 404:
            return BackendUnavailable(
                f"Сервер {self._url} не знает модель «{self.model}» или адрес ({code}: {detail}). Проверьте --model и OPENAI_BASE_URL."
            ), False
        if code == 400 and "context" in detail.lower():
            return _overflow(error.message) or BackendError(f"Запрос не помещается в контекст модели: {detail}."), False
        if code in _RETRIED or code >= 500:
            return BackendUnavailable(
                f"Сервер {self._url} перегружен или неисправен ({code}: {detail}). Повторите позже или работайте локально (--backend local)."
            ), True
        return BackendError(f"Сервер {self._url} отклонил запрос ({code}: {detail})."), False

    def _pause(self, attempt: int) -> float:
        """Seconds before the next try: doubling, with full jitter so that many operators do not return at once."""
        return 0.1 + self._random.uniform(0, 0.5 * 2.0 ** (attempt - 1))

    @property
    def _url(self) -> str:
        return str(self._client.base_url).rstrip("/")


def url_of(base_url: str | None) -> str:
    """The server that is asked: as given, else the environment's OPENAI_BASE_URL, else OpenAI's own."""
    return base_url or os.environ.get("OPENAI_BASE_URL") or DEFAULT_URL


def _usable(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Whether text sent there stays on this machine."""
    import ipaddress

    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_ENDINGS = (".", "!", "?", "…", "»", ")")


def _streamed(chunks: Iterable[Any], on_token: OnToken, unmasker: Unmasker | None, deadline: float | None) -> tuple[str, FinishReason, Usage]:
    """The answer as the server sent it; `on_token` sees it unmasked."""
    text, usage = "", Usage()
    reason: FinishReason | None = None
    try:
        for piece, finish, counts in _pieces(chunks):
            text += piece
            usage = _usage(counts) if counts else usage
            reason = _reason(finish) if finish else reason
            shown = unmasker.feed(piece) if unmasker else piece
            if shown and on_token(shown) is False:
                return text, "cancelled", usage
            if deadline is not None and time.monotonic() > deadline:
                return text, "deadline", usage
    except _BrokenAnswer:
        if deadline is not None and time.monotonic() > deadline:  # the silence was cut by our own timeout
            return text, "deadline", usage
        raise
    if unmasker and (rest := unmasker.feed("", final=True)):
        on_token(rest)
    if reason is None and not text.rstrip().endswith(_ENDINGS):
        # A server that drops one request for another (llama_cpp.server does) just ends the stream.
        raise _BrokenAnswer("он оборвался на полуслове")
    return text, reason or "stop", usage


def _pieces(chunks: Iterable[Any]) -> Iterator[tuple[str, str | None, Any]]:
    """Text, finish reason and usage of each chunk. The client lets errors in the middle of a stream through as they come."""
    try:
        for chunk in chunks:
            choice = chunk.choices[0] if chunk.choices else None
            yield (choice.delta.content or "", choice.finish_reason, chunk.usage) if choice else ("", None, chunk.usage)
    except Exception as error:
        raise _BrokenAnswer(str(error)) from error


def _with_placeholders(messages: Sequence[Message], masked: Masked) -> list[Message]:
    """The messages with masked contents.

    The first one tells the model what placeholders are, in every request alike.
    """
    sent: list[Message] = [{"role": m["role"], "content": text} for m, text in zip(messages, masked.texts, strict=True)]
    if sent and sent[0]["role"] == "system":
        return [{"role": "system", "content": f"{sent[0]['content']}\n\n{_PLACEHOLDER_NOTE}"}, *sent[1:]]
    return [{"role": "system", "content": _PLACEHOLDER_NOTE}, *sent]


def _reason(reason: str | None) -> FinishReason:
    return "length" if reason == "length" else "stop"


def _usage(usage: Any) -> Usage:
    if usage is None:
        return Usage()
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or 0
    return Usage(prompt_tokens=usage.prompt_tokens or 0, cached_tokens=cached, completion_tokens=usage.completion_tokens or 0)


def _left(request: Request, start: float) -> float | None:
    return None if request.deadline_s is None else request.deadline_s - (time.monotonic() - start)


def _retry_after(headers: Any) -> float | None:
    """Seconds the server asks to wait; dates are not worth parsing for waits of a minute at most."""
    try:
        return max(0.0, float(headers.get("retry-after-ms")) / 1000) if headers.get("retry-after-ms") else max(0.0, float(headers["retry-after"]))
    except (KeyError, TypeError, ValueError):
        return None


def _detail(error: openai.APIStatusError) -> str:
    body = error.body
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return str(body["message"])[:300]
    return error.message[:300]


def _overflow(message: str) -> ContextOverflow | None:
    """Servers say «maximum context length is 4096 tokens … 5000 tokens» in this order."""
    import re

    numbers = [int(n) for n in re.findall(r"(\d+) (?:tokens|\()", message)]
    return ContextOverflow(max(numbers), min(numbers)) if len(numbers) >= 2 else None
