"""The local backend: a GGUF model in this process, through llama.cpp."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence

from rewriter.backends import models
from rewriter.backends.chat import chat_tokens
from rewriter.backends.engine import BATCH, Engine, low_level
from rewriter.backends.lookup import Lookup
from rewriter.backends.protocol import Answer, BackendError, ContextOverflow, FinishReason, Message, Request
from rewriter.backends.sampling import Sampler
from rewriter.backends.states import StateStore
from rewriter.backends.stream import TextStream
from rewriter.datacache import cache_folder
from rewriter.result import Usage

_CHUNK = 128  # prompt tokens between two looks at the clock: about a second


class _OutOfTime(Exception):
    pass


class _Cancelled(Exception):
    pass


class LlamaBackend:
    """A loaded model. What the KV cache holds from the last call is reused as far as the next prompt agrees with it."""

    name = "local"
    supports_grammar = True

    def __init__(self, engine: Engine, model: str, states: StateStore | None) -> None:
        self.model = model
        self._engine = engine
        self._states = states
        self._lock = threading.Lock()

    @classmethod
    def open(cls, model: str | None = None, *, n_ctx: int = 4096, threads: int = 0) -> LlamaBackend:
        """Load a model (catalogue name, path, `hf:…`); about a second once its file is in the page cache.

        `threads` 0: one a physical core. Raises `BackendUnavailable`.
        """
        from rewriter.backends.machine import physical_cores

        file = models.resolve(model)
        models.check(file)
        models.check_memory(file, n_ctx)
        digest = models.identity(file)
        low_level()
        engine = Engine(file.path, n_ctx=n_ctx, threads=threads or physical_cores())
        return cls(engine, file.name, StateStore(cache_folder() / "states", _state_key(digest, engine)))

    def count_tokens(self, text: str) -> int:
        """Tokens of the text alone, without the chat template's own."""
        with self._lock:
            return len(self._engine.tokenize(text))

    def count_prompt(self, messages: Sequence[Message]) -> int:
        """Tokens of the messages as they would be sent, template included."""
        with self._lock:
            return len(chat_tokens(self._engine, messages, answer=True))

    def prepare(self, messages: Sequence[Message]) -> int:
        """Compute the KV state of a pack's static messages and keep it on disk, without asking anything.

        Returns how many tokens they are.
        """
        with self._lock:
            static = chat_tokens(self._engine, messages, answer=False)
            if len(static) >= self._engine.n_ctx:
                raise ContextOverflow(len(static), self._engine.n_ctx)
            self._reuse(static, static)
            self._read(static, static, Request(messages=()), time.perf_counter())
            return len(static)

    def complete(self, request: Request) -> Answer:
        """See `Backend.complete`.

        The time limit is looked at after every token, and about every second while the prompt is read.
        """
        start = time.perf_counter()
        with self._lock:
            try:
                return self._complete(request, start)
            except BackendError:
                raise
            except BaseException:
                self._engine.clear()  # interrupted anywhere: what the cache holds is not known any more
                raise

    def close(self) -> None:
        """Free the model."""
        with self._lock:
            self._engine.close()

    def _complete(self, request: Request, start: float) -> Answer:
        engine = self._engine
        prompt = chat_tokens(engine, request.messages, answer=True)
        static = chat_tokens(engine, request.messages[: request.static_messages], answer=False) if request.static_messages else []
        if len(prompt) + request.max_tokens > engine.n_ctx:
            raise ContextOverflow(len(prompt) + request.max_tokens, engine.n_ctx)
        cached = self._reuse(prompt, static)
        sampler = Sampler(engine, grammar=request.grammar, temperature=request.temperature, seed=request.seed)
        lookup = Lookup(engine.tokenize(request.lookup_text))
        stream, count = TextStream(request.stop), 0
        reason: FinishReason = "stop"
        try:
            self._read(prompt, static, request, start)
            for token in self._generate(sampler, lookup, request.max_tokens):
                count += 1
                new = stream.feed(engine.piece(token))
                if new and request.on_token and request.on_token(new) is False:
                    raise _Cancelled
                if stream.stopped:
                    break
                if count >= request.max_tokens:
                    reason = "length"
                    break
                _check_time(request, start)
        except _OutOfTime:
            reason = "deadline"
        except _Cancelled:
            reason = "cancelled"
        finally:
            sampler.close()
        rest = stream.feed(b"", final=True)
        if rest and request.on_token and reason != "cancelled":
            request.on_token(rest)
        usage = Usage(prompt_tokens=len(prompt), cached_tokens=cached, completion_tokens=count)
        return Answer(stream.text, reason, usage, (time.perf_counter() - start) * 1000)

    def _reuse(self, prompt: Sequence[int], static: Sequence[int]) -> int:
        """Bring into the KV cache what is known of the prompt, from the last call or from disk.

        Returns how many tokens that is.
        """
        engine = self._engine
        common = _common(engine.tokens, prompt)
        if common < len(static) and self._states and (found := self._states.load(static)):
            tokens, state = found
            if len(tokens) > common:
                common = len(tokens) if engine.restore(tokens, state) else 0
        common = min(common, len(prompt) - 1)  # the last token is decoded in any case: its logits begin the answer
        engine.keep(common)
        return len(engine.tokens)

    def _read(self, prompt: Sequence[int], static: Sequence[int], request: Request, start: float) -> None:
        """Decode what the cache lacks of the prompt.

        The static part, or as much of it as time allowed, is kept on disk.
        """
        engine, known = self._engine, len(self._engine.tokens)
        step = BATCH if request.deadline_s is None and request.on_token is None else _CHUNK
        try:
            for end in (len(static), len(prompt)):
                while (held := len(engine.tokens)) < end:
                    _check_time(request, start)
                    if request.on_token and request.on_token("") is False:
                        raise _Cancelled
                    engine.feed(prompt[held : min(held + step, end)])
                if end == len(static):
                    self._keep_state(static, known)
        except (_OutOfTime, _Cancelled):
            self._keep_state(static, known)
            raise

    def _keep_state(self, static: Sequence[int], known: int) -> None:
        """Save what was computed of the static part, if that is more than was `known` before."""
        held = len(self._engine.tokens)
        if self._states and known < held <= len(static):
            self._states.save(static, self._engine.tokens, self._engine.state())

    def _generate(self, sampler: Sampler, lookup: Lookup, limit: int) -> Iterator[int]:
        """At most `limit` tokens of the answer, decoded only when the next one is asked for; ends where the model ends.

        Guessed tokens are decoded together with the one they follow; each is taken only where the model, at that
        place, chooses it itself.
        """
        engine, row = self._engine, -1
        ahead: Sequence[int] = ()  # decoded, not yet confirmed
        for left in range(limit, 0, -1):
            token = sampler.choose(engine.logits(row))
            if token is None or engine.ends(token):
                return
            sampler.accept(token)
            lookup.add(token)
            yield token
            if ahead and ahead[0] == token:
                ahead, row = ahead[1:], row + 1
                continue
            engine.keep(len(engine.tokens) - len(ahead))
            ahead, row = lookup.guess()[: left - 1], 0
            engine.feed([token, *ahead], all_logits=True)


def _state_key(digest: str, engine: Engine) -> str:
    import llama_cpp

    return f"{digest} llama-cpp-python={llama_cpp.__version__} n_ctx={engine.n_ctx} kv=f16"


def _check_time(request: Request, start: float) -> None:
    if request.deadline_s is not None and time.perf_counter() - start > request.deadline_s:
        raise _OutOfTime


def _common(held: Sequence[int], wanted: Sequence[int]) -> int:
    """Length of the common beginning."""
    for i, (a, b) in enumerate(zip(held, wanted, strict=False)):
        if a != b:
            return i
    return min(len(held), len(wanted))
