"""Where drafts are rewritten and replies checked: the backends, loaded once and warmed, behind a fair queue. Knows nothing of HTTP.

A draft is never lost here: no model, a model that breaks, a deadline or a stop give what the rules make of the draft, with the reason.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import anyio
from anyio import CancelScope, CapacityLimiter, to_thread

from rewriter import prompt as prompts
from rewriter.backends import Answer, Backend, BackendError, BackendUnavailable, Request, open_backend
from rewriter.case import Case
from rewriter.checker import ALL, Selection, check
from rewriter.pack import Pack
from rewriter.pipeline import Budget, Progress, rewrite
from rewriter.result import CheckResult, Result
from rewriter.server.first import read_all, read_rules
from rewriter.server.metrics import Metrics
from rewriter.server.settings import ServeSettings
from rewriter.server.slots import Slots
from rewriter.settings import Settings

log = logging.getLogger("rewriter.server")
State = Literal["opening", "warming", "ready", "no-model"]
_WHY_NO_MODEL = {"opening": "модель ещё загружается", "warming": "модель ещё загружается", "no-model": "модели нет"}
_THREADS_FOR_RULES = 4
_LEAST_S = 0.5  # with less time than this the model is not asked any more


class Stop:
    """Ends a rewrite from outside: while it waits at once, while the model works at its next token."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._waiting: CancelScope | None = None

    def set(self) -> None:
        """Call it from the event loop."""
        self._event.set()
        if self._waiting is not None:
            self._waiting.cancel()

    @property
    def is_set(self) -> bool:
        """Whether it was ended."""
        return self._event.is_set()

    def ends(self, scope: CancelScope) -> None:
        """The wait that `set` ends."""
        self._waiting = scope
        if self.is_set:
            scope.cancel()


@dataclass(frozen=True)
class Rewritten:
    """A finished rewrite, for whoever keeps history. `way`: by which door it came."""

    request_id: str
    user: str
    way: str
    case: Case
    result: Result
    waited_ms: float


@dataclass(frozen=True)
class Order:
    """What a caller wants: `seconds` for waiting and rewriting together, None for the settings' own budget."""

    user: str = "local"
    way: str = "api"
    request_id: str = ""
    seconds: float | None = None
    rules_only: bool = False


@dataclass
class Desk:
    """The service's work. `packs`: by the names that callers may use. `listeners` are told of each rewrite, in a thread; what they raise is logged."""

    settings: Settings
    serve: ServeSettings
    packs: Mapping[str, Pack]
    metrics: Metrics = field(default_factory=Metrics)
    opener: Callable[[Settings], Backend] = lambda settings: open_backend(settings.backend, settings.model, settings)
    listeners: list[Callable[[Rewritten], None]] = field(default_factory=list)
    state: State = "opening"
    detail: str = "открываю модель"

    def __post_init__(self) -> None:
        self._slots: Slots[Backend] = Slots((), self.serve.waiting)
        self._backends: list[Backend] = []
        self._running: set[Stop] = set()
        self._done: anyio.Event | None = None  # set when the last of the running is done
        self._stopping = False
        self._rules = CapacityLimiter(_THREADS_FOR_RULES)
        self._models = CapacityLimiter(max(1, self.serve.concurrent))
        self.metrics.watch(lambda: self._slots.waiting, lambda: self._slots.busy)

    async def prepare(self) -> None:
        """Reads what a check in the service's own pack needs, before anybody can ask: beside the model's loading a first check would take far longer."""
        own = self.packs.get(self.settings.pack) or next(iter(self.packs.values()))
        await to_thread.run_sync(read_rules, own)

    async def open(self) -> None:
        """Opens and warms the backend; afterwards `state` is ready or no-model. Meant to run beside the server."""
        count = 1 if self.settings.backend == "local" else self.serve.concurrent
        try:
            for _ in range(count):
                self._backends.append(await to_thread.run_sync(self.opener, self.settings))
            self.state = "warming"
            await self._warm()
        except BackendError as error:
            self.state, self.detail = "no-model", str(error)
            log.warning("no model: %s", error)
            return
        self._slots = Slots(self._backends, self.serve.waiting)
        self.state, self.detail = "ready", ""

    async def _warm(self) -> None:
        """The static part of each pack's prompt is computed once and kept; a backend without such a state needs no warming.

        A first rewrite by the rules loads what is loaded once: dictionaries, word lists, the embedding model.
        """
        for number, (name, pack) in enumerate(self.packs.items(), 1):
            if self._stopping:
                return
            self.detail = f"готовлю модель к пакету {name} ({number} из {len(self.packs)})"
            await to_thread.run_sync(read_all, pack)
            for backend in self._backends:
                if (prepare := getattr(backend, "prepare", None)) is not None:
                    messages, static = prompts.sentence_messages(pack, "")
                    await to_thread.run_sync(prepare, messages[:static])

    @property
    def ready(self) -> bool:
        """Whether rewrites are what they should be: with the model where there is one."""
        return self.state == "ready" and not self._stopping

    @property
    def model(self) -> str:
        """The model's name, empty where there is none."""
        return self._backends[0].model if self._backends else ""

    async def check(self, case: Case, chosen: Selection = ALL) -> CheckResult:
        """The verdict on a text, by the rules alone."""
        began = time.monotonic()
        result = await to_thread.run_sync(check, case, self.packs[case.pack], chosen, limiter=self._rules)
        self.metrics.checked(time.monotonic() - began)
        return result

    async def rewrite(self, case: Case, order: Order, stop: Stop | None = None, report: Callable[[Progress], None] | None = None) -> Result:
        """Rewrites a draft. Raises QueueFull at once where too many wait; everything else comes back as a result.

        `report` is called in a worker thread.
        """
        stop = stop or Stop()
        seconds = min(order.seconds or self.settings.time_budget_s, self.settings.time_budget_s)
        began = time.monotonic()
        backend = None
        reason = self._why_no_model(order)
        self._running.add(stop)
        try:
            if reason is None:
                with anyio.move_on_after(max(0.0, seconds - _LEAST_S)) as waiting:
                    stop.ends(waiting)
                    backend = await self._slots.acquire(order.user)
                reason = None if backend is not None else "остановлено" if stop.is_set else "время вышло раньше, чем освободилась модель"
            waited = time.monotonic() - began
            try:
                work = partial(self._rewrite, case, backend, max(_LEAST_S, seconds - waited), stop, report)
                result = await to_thread.run_sync(work, limiter=self._models if backend is not None else self._rules)
            finally:
                if backend is not None:
                    self._slots.release(backend)
        finally:
            self._leave(stop)
        if reason and not order.rules_only:
            result = result.model_copy(update={"reason": "; ".join(r for r in (result.reason, f"{reason}: ответ собран правилами") if r)})
        self.metrics.rewritten(result, waited)
        if self.serve.log_texts:
            log.info("%s %s: %r → %s %r", order.request_id, order.way, case.draft, result.status, result.reply)
        await self._tell(Rewritten(order.request_id, order.user, order.way, case, result, waited * 1000))
        return result

    async def ask(self, question: Request, order: Order, stop: Stop | None = None) -> Answer:
        """What the model says to messages that are no draft; no rule judges it. Raises QueueFull, and BackendError where there is no answer."""
        stop = stop or Stop()
        if (reason := self._why_no_model(order)) is not None:
            raise BackendUnavailable(f"На такой запрос отвечает только модель, а {reason}.")
        seconds = min(order.seconds or self.settings.time_budget_s, self.settings.time_budget_s)
        began = time.monotonic()
        backend = None
        self._running.add(stop)
        try:
            with anyio.move_on_after(max(0.0, seconds - _LEAST_S)) as waiting:
                stop.ends(waiting)
                backend = await self._slots.acquire(order.user)
            if backend is None:
                raise BackendError("Остановлено." if stop.is_set else "Время вышло раньше, чем освободилась модель.")
            try:
                left = max(_LEAST_S, seconds - (time.monotonic() - began))
                timed = replace(question, deadline_s=left, on_token=lambda _: not stop.is_set)
                return await to_thread.run_sync(backend.complete, timed, limiter=self._models)
            finally:
                self._slots.release(backend)
        finally:
            self._leave(stop)

    def _leave(self, stop: Stop) -> None:
        self._running.discard(stop)
        if not self._running and self._done is not None:
            self._done.set()

    def _why_no_model(self, order: Order) -> str | None:
        if order.rules_only:
            return "модель не спрашивали"
        return {"opening": "модель ещё загружается", "warming": "модель ещё загружается", "no-model": "модели нет", "stopping": "сервис останавливают"}.get(
            self.state
        )

    def _rewrite(self, case: Case, backend: Backend | None, seconds: float, stop: Stop, report: Callable[[Progress], None] | None) -> Result:
        work = partial(rewrite, case, pack=self.packs[case.pack], budget=Budget(self.settings.attempts, seconds), progress=report, stopped=lambda: stop.is_set)
        try:
            return work(backend=backend)
        except BackendError as error:
            result = work(backend=None)
            return result.model_copy(update={"reason": "; ".join(r for r in (result.reason, str(error), "ответ собран правилами") if r)})

    async def _tell(self, done: Rewritten) -> None:
        for listener in self.listeners:
            try:
                await to_thread.run_sync(listener, done)
            except Exception as error:  # noqa: BLE001 - history that cannot be kept must not take the reply along
                log.error("a rewrite was not kept: %s", type(error).__name__)  # noqa: TRY400 - a traceback may show texts

    async def finish(self) -> None:
        """Rewrites that go on get `stop_s`, then are ended: they return what they have. New ones are done by the rules alone."""
        self._stopping, self.detail = True, "сервис останавливают"
        with anyio.move_on_after(self.serve.stop_s):
            await self._idle()
        self.stop_all()
        await self._idle()

    async def close(self) -> None:
        """Finishes, and frees the backends."""
        await self.finish()
        for backend in self._backends:
            await to_thread.run_sync(backend.close)

    async def _idle(self) -> None:
        if self._running:
            self._done = anyio.Event()
            await self._done.wait()

    def stop_all(self) -> None:
        """Ends every rewrite now."""
        for stop in tuple(self._running):
            stop.set()
