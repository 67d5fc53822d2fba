"""Chat messages as tokens. What stands in a message is data: a template's markup inside it stays plain characters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

from rewriter.backends.engine import Engine
from rewriter.backends.protocol import BackendUnavailable, Message

_MARK = "\x01{}\x02"  # stands for a message's content while llama.cpp renders the template around it


def chat_tokens(engine: Engine, messages: Sequence[Message], *, answer: bool) -> list[int]:
    """Tokens of the messages; with `answer`, followed by the opening of the model's turn.

    The tokens of leading messages are a prefix of the tokens of all: every message begins with a special token,
    across which nothing is merged.
    Raises `BackendUnavailable` where llama.cpp knows no way to render the model's template.
    """
    template = engine.metadata("tokenizer.chat_template")
    pieces = _chatml(messages, answer) if not template or "<|im_start|>" in template else _other(engine, template, messages, answer)
    tokens: list[int] = []
    if engine.low.llama_vocab_get_add_bos(engine.vocab):
        tokens.append(engine.low.llama_vocab_bos(engine.vocab))
    for text, special in pieces:
        if text:
            tokens += engine.tokenize(text, special=special)
    return tokens


def _chatml(messages: Sequence[Message], answer: bool) -> Iterator[tuple[str, bool]]:
    for message in messages:
        yield "<|im_start|>", True
        yield f"{message['role']}\n{message['content']}", False
        yield "<|im_end|>", True
        yield "\n", False
    if answer:
        yield "<|im_start|>", True
        yield "assistant\n", False


def _other(engine: Engine, template: str, messages: Sequence[Message], answer: bool) -> Iterator[tuple[str, bool]]:
    low = engine.low
    chat = (low.llama_chat_message * len(messages))()
    for i, message in enumerate(messages):
        chat[i].role = message["role"].encode()
        chat[i].content = _MARK.format(i).encode()
    buffer = ctypes.create_string_buffer(4096 + 64 * len(messages))
    size = low.llama_chat_apply_template(template.encode(), chat, len(messages), answer, buffer, len(buffer))
    if not 0 <= size <= len(buffer):
        raise BackendUnavailable("Шаблон чата этой модели не поддерживается llama.cpp. Возьмите другую модель: rewriter models list.")
    rest = buffer.raw[:size].decode("utf-8", "replace").removeprefix(_bos_text(engine))
    for i, message in enumerate(messages):
        before, mark, rest = rest.partition(_MARK.format(i))
        yield before, True
        if mark:
            yield message["content"], False
    yield rest, True


def _bos_text(engine: Engine) -> str:
    text = engine.low.llama_vocab_get_text(engine.vocab, engine.low.llama_vocab_bos(engine.vocab))
    return text.decode() if text and engine.low.llama_vocab_get_add_bos(engine.vocab) else ""
