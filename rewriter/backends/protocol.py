"""What a backend is: where the model runs, what it is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypedDict

from rewriter.result import Usage

FinishReason = Literal["stop", "length", "deadline", "cancelled"]
OnToken = Callable[[str], bool | None]


class Message(TypedDict):
    """One chat message; `content` is data, whatever markup of a chat template stands in it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the model.

    `static_messages`: how many leading messages are the same for every case of a pack; the local backend keeps their
    KV state on disk, so their text must not change from case to case.
    `deadline_s`: seconds from the call; when they are over, the answer so far comes back with `deadline`.
    `grammar`: GBNF with a `root`; only where the backend `supports_grammar`, others raise `BackendError`.
    `on_token` is called with each new piece of text, and with an empty one while the prompt is read; returning False
    ends the answer with `cancelled`.
    `names`: names of the people in the case, for backends that mask personal data.
    `lookup_text`: a text that the answer will probably copy from (the draft): a speed-up. Every token is still the
    model's own choice, though near ties may fall otherwise, since sums of floats are rounded differently.
    """

    messages: tuple[Message, ...]
    static_messages: int = 0
    max_tokens: int = 512
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    deadline_s: float | None = None
    on_token: OnToken | None = None
    names: tuple[str, ...] = ()
    lookup_text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said. `ms`: wall time of the call, milliseconds.

    `unknown_placeholders`: placeholders of masked data that the model made up; they still stand in `text`.
    """

    text: str
    finish_reason: FinishReason
    usage: Usage
    ms: float
    unknown_placeholders: tuple[str, ...] = ()


class Backend(Protocol):
    """A place where a model runs. One call at a time; calls from several threads wait for each other."""

    @property
    def name(self) -> str:
        """`local` or `openai`."""

    @property
    def model(self) -> str:
        """The model's name, as results report it."""

    @property
    def supports_grammar(self) -> bool:
        """Whether `Request.grammar` is honoured."""

    def complete(self, request: Request) -> Answer:
        """Ask the model.

        Raises `BackendUnavailable` (cannot be reached or started), `ContextOverflow` (the request is too long),
        `BackendError` (anything else that went wrong with this one call).
        """

    def count_tokens(self, text: str) -> int:
        """Tokens of a text; where the tokenizer is not at hand, an estimate from above."""

    def close(self) -> None:
        """Free what is held; the backend cannot be used afterwards."""


class BackendError(Exception):
    """A call failed; the message, in Russian, can be shown to the operator as it is."""


class BackendUnavailable(BackendError):
    """The backend is not to be had (exit code 3); the message says what, with what value, and what to do."""


class ContextOverflow(BackendError):
    """The request does not fit into the model's context; found before the call.

    `needed` and `available` are tokens: prompt and answer together, and what the context holds.
    """

    def __init__(self, needed: int, available: int) -> None:
        super().__init__(
            f"Запрос не помещается в контекст модели: нужно {needed} токенов, есть {available}. Сократите черновик или увеличьте контекст (REWRITER_N_CTX)."
        )
        self.needed = needed
        self.available = available
