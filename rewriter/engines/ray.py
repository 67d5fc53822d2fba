"""Work shared among actors of a Ray cluster: one of this machine's own, or one that is running somewhere."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

from rewriter import __version__
from rewriter.engines import EngineUnavailable
from rewriter.engines.ledger import AHEAD, PORTION, Answers, Ledger, Portion, answers

if TYPE_CHECKING:
    from types import ModuleType

T = TypeVar("T")
R = TypeVar("R")

_STORE = 80 << 20  # bytes; Ray takes no less, and what we hand out are texts
_CONNECT_S = 5.0
_START_S = 120.0  # until the first worker has to be there
_LOOK_S = 1.0
_LATE = "timed out during startup"  # Ray gives its own processes 30 s, which cannot be changed: too little on a very busy machine, or before its files are in memory
# Before the import of ray, which reads them then. Nothing is told to Ray's makers; its own messages never get into our output, which may be JSON.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS_SKIP_REGEX": ".", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


@contextlib.contextmanager
def opened(jobs: int | None, address: str | None, *, model: bool) -> Iterator[Ray]:
    """The engine, connected; on the way out everything that was started here is ended. See `rewriter.engines.opened`."""
    ray = _imported()
    with contextlib.ExitStack() as stack:
        if address is None:
            jobs = jobs or (1 if model else _cores())
            folder = tempfile.mkdtemp(prefix="rw-", dir="/tmp" if Path("/tmp").is_dir() else None)  # noqa: S108 - sockets need a short path
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            options: dict[str, Any] = {"address": "local", "num_cpus": jobs, "include_dashboard": False, "object_store_memory": _STORE, "_temp_dir": folder}
        else:
            _reach(address)
            options = {"address": address}
        stack.callback(ray.shutdown)
        _connect(ray, address, options)
        machines = [node["Resources"].get("CPU", 0) for node in ray.nodes() if node["Alive"]]
        machines = [int(cores) for cores in machines if cores >= 1]
        if not machines:
            raise EngineUnavailable(f"Ray, {address}: в кластере нет ни одной машины с ядрами (ray status). Добавьте: ray start --address=…")
        jobs = jobs or (len(machines) if model else sum(machines))
        share = -(-jobs // len(machines))
        yield Ray(ray, jobs, share, max(1, min(machines) // share) if model else 1)


@dataclass(frozen=True)
class Ray:
    """The engine (rewriter.engines.Engine). `cores`: how many of them a worker asks of the cluster."""

    ray: ModuleType
    jobs: int
    share: int
    cores: int

    def mapped(self, function: Callable[[T], R], inputs: Iterable[T], given_up: Callable[[T, str], R], *, portion: int = PORTION) -> Iterator[tuple[T, R]]:
        """See `Engine.mapped`. Raises EngineUnavailable where the cluster's machines cannot run the function."""
        crew: _Crew[T, R] = _Crew(self, pickle.dumps(function))
        try:
            yield from crew.run(Ledger(inputs, self.jobs * AHEAD, portion, given_up))
        finally:
            crew.stop()


class _Actor:
    """What runs in a worker: the function, kept as long as the worker lives."""

    def __init__(self, function: bytes) -> None:
        self._function = pickle.loads(function)  # noqa: S301 - of our own driver

    def ready(self) -> tuple[str, str]:
        """Its version and its machine."""
        return __version__, socket.gethostname()

    def work(self, inputs: list[Any]) -> Answers:
        """The answers to a portion."""
        return answers(self._function, inputs)


@dataclass
class _Worker(Generic[T, R]):
    """An actor; it is starting as long as `machine` is empty, then idle as long as `portion` is None."""

    actor: Any
    machine: str = ""
    portion: Portion[T, R] | None = None


class _Crew(Generic[T, R]):
    """The actors and what they have in hand. `_awaited`: by what each one owes us."""

    def __init__(self, engine: Ray, function: bytes) -> None:
        self._ray, self._engine, self._function = engine.ray, engine, function
        self._class = engine.ray.remote(_Actor)
        self._workers: list[_Worker[T, R]] = []
        self._awaited: dict[Any, _Worker[T, R]] = {}
        self._began = time.monotonic()

    def run(self, ledger: Ledger[T, R]) -> Iterator[tuple[T, R]]:
        """Each input with its result."""
        while not ledger.over:
            while len(self._workers) < self._engine.jobs:
                self._hire()
            for worker in self._workers:
                if worker.machine and worker.portion is None and (portion := ledger.take()) is not None:
                    worker.portion = portion
                    self._awaited[worker.actor.work.remote(portion.inputs)] = worker
            yield from ledger.ready()
            if not ledger.over:
                self._collect(ledger)

    def _hire(self) -> None:
        actor = self._class.options(num_cpus=self._engine.cores, max_restarts=0, max_task_retries=0, scheduling_strategy="SPREAD").remote(self._function)
        worker: _Worker[T, R] = _Worker(actor)
        self._workers.append(worker)
        self._awaited[actor.ready.remote()] = worker

    def _collect(self, ledger: Ledger[T, R]) -> None:
        """Waits for results, for new workers, or for deaths."""
        told, _ = self._ray.wait(list(self._awaited), timeout=_LOOK_S)
        if not told and not any(worker.machine for worker in self._workers) and time.monotonic() - self._began > _START_S:
            raise EngineUnavailable(
                f"Ray: за {_START_S:.0f} с кластер не дал ни одного рабочего процесса; каждому нужно ядер: {self._engine.cores}. "
                "Дождитесь свободных машин (ray status) или уменьшите --jobs."
            )
        for reference in told:
            worker = self._awaited.pop(reference)
            try:
                answer = self._ray.get(reference)
            except self._ray.exceptions.RayTaskError:
                raise  # our own mistake, in the actor
            except self._ray.exceptions.RayError as error:
                self._bury(worker, error, ledger)
                continue
            if worker.portion is None:
                worker.machine = _fitting(answer)
            else:
                ledger.done(worker.portion, answer)
                worker.portion = None

    def _bury(self, worker: _Worker[T, R], error: Any, ledger: Ledger[T, R]) -> None:
        self._workers.remove(worker)
        if getattr(error, "actor_init_failed", False):
            raise EngineUnavailable(
                f"Ray: рабочий процесс не начал работу: {_last(error)}. На каждой машине кластера нужны тот же rewriter ({__version__}) и его модель (docs/scale.md)."
            )
        # Where it only cannot be reached, it must not go on beside the one that does its work again.
        with contextlib.suppress(self._ray.exceptions.RayError, ValueError):
            self._ray.kill(worker.actor)
        if worker.portion is not None:
            ledger.died(worker.portion, f"процесс Ray на машине {worker.machine}")

    def stop(self) -> None:
        """Ends all actors, whatever they are at."""
        for worker in self._workers:
            with contextlib.suppress(self._ray.exceptions.RayError, ValueError):
                self._ray.kill(worker.actor)


def _imported() -> Any:
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise EngineUnavailable(f"Нет пакета ray ({error}). Установите: pip install 'rewriter[ray]' — или работайте без --engine ray.") from error
    return ray


def _connect(ray: Any, address: str | None, options: dict[str, Any]) -> None:
    """`ray.init`, which sets signal handlers of its own and raises whatever it likes."""
    import logging

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    if ray.is_initialized():
        raise EngineUnavailable("Ray: в этом процессе кластер уже открыт; второго не бывает.")
    options |= {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        try:
            ray.init(**options)
        except Exception as error:
            if address is not None or _LATE not in str(error):
                raise
            _end(error)
            ray.init(**options)
    except Exception as error:
        _end(error)
        raise EngineUnavailable(f"Ray{f', {address}' if address else ''}: кластер не отвечает как надо: {_last(error)}.{_hint(address)}") from error
    finally:
        for number, handler in before.items():
            with contextlib.suppress(ValueError):  # not in the main thread: nobody has set any
                signal.signal(number, handler)


def _end(error: Exception) -> None:
    """Ends what a failed start has left running: Ray forgets it until this process ends, and it would slow down the next start."""
    trace = error.__traceback__
    while trace is not None:
        node = trace.tb_frame.f_locals.get("self")
        if node is not None and type(node).__name__ == "Node" and hasattr(node, "kill_all_processes"):
            node.kill_all_processes(check_alive=False, allow_graceful=False, wait=True)
        trace = trace.tb_next


def _hint(address: str | None) -> str:
    if address is None:
        return " Машина занята? Без Ray: --engine processes."
    return " Проверьте ray status на той машине; версии Python и ray должны совпадать, ключ кластера — лежать в ~/.ray/auth_token (RAY_AUTH_MODE=token)."


def _reach(address: str) -> None:
    """Whether anybody listens there: Ray itself tries for a minute and then ends the process. Raises EngineUnavailable."""
    if address == "auto":
        return
    host, port = None, None
    if "://" not in address or address.startswith("ray://"):
        with contextlib.suppress(ValueError):
            parts = urlsplit(address if "://" in address else f"//{address}")
            host, port = parts.hostname, parts.port
    if not host or not port:
        raise EngineUnavailable(f"--ray-address {address}: нужен вида машина:6379, ray://машина:10001 или auto.")
    try:
        socket.create_connection((host, port), _CONNECT_S).close()
    except OSError as error:
        raise EngineUnavailable(
            f"--ray-address {address}: там никто не отвечает ({error.strerror or error}). Запустите кластер (ray start --head) или проверьте адрес и сеть."
        ) from None


def _fitting(told: tuple[str, str]) -> str:
    version, machine = told
    if version != __version__:
        raise EngineUnavailable(f"Ray: на машине {machine} rewriter {version}, а здесь {__version__}. Поставьте везде одну версию.")
    return machine


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _last(error: Exception) -> str:
    """Of Ray's pages of explanation, the line that says what happened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__).rstrip(".")[:300]
