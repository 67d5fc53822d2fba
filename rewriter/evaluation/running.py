"""Phase one: a suite's cases through a variant, each output on disk before the next is begun, in the suite's order, gone on with after any break."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from rewriter.backends.protocol import Backend, BackendUnavailable
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.lines import Appended, lines_in
from rewriter.evaluation.manifest import differences, read_manifest
from rewriter.evaluation.recording import Identity, RecordedBackend, Recording
from rewriter.evaluation.records import Manifest, Output, SuiteCase
from rewriter.evaluation.suite import Suite, case_hash
from rewriter.evaluation.variants import variant_of
from rewriter.result import Result


class Task(NamedTuple):
    """A case to rewrite for the `repeat`-th time, from 0."""

    case: SuiteCase
    repeat: int


class Done(NamedTuple):
    """What a task came to; `calls`: lines for the recording, where the worker could not write them itself."""

    output: Output
    calls: tuple[str, ...] = ()


class Mapper(Protocol):
    """Shares tasks among workers: each with its result, in the order of the tasks (`rewriter.engines.processes.mapped` is one, `in_turn` another).

    `given_up`: the result of a task that killed its worker, with the reason.
    """

    def __call__(
        self, function: Callable[[Task], Done], inputs: Iterable[Task], jobs: int, given_up: Callable[[Task, str], Done]
    ) -> Iterator[tuple[Task, Done]]:
        """The pairs."""


@dataclass
class Job:
    """What a worker does with a task. Picklable where `opened` is: a worker in another process reads the recording anew and hands its new calls back.

    `opened` opens the backend, once a thread and only when the recording lacks an answer; None: recorded answers only. `identity` None: no model at all.
    """

    variant: str
    attempts: int
    seed: int
    identity: Identity | None
    calls: Path
    opened: Callable[[], Backend] | None = None
    recording: Recording | None = None
    _here: Any = field(default_factory=threading.local)
    _backends: list[Backend] = field(default_factory=list)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "recording": None, "_here": None, "_backends": []}

    def __call__(self, task: Task) -> Done:
        """The task's output. Raises BackendUnavailable: then no output is to be had; anything else is a problem of this case alone."""
        digest = case_hash(task.case)
        backend = self._recorded(task)
        result, problem = self._result(task, backend)
        recording = self.recording
        calls: tuple[str, ...] = ()
        if recording is not None and not recording.writable:
            calls = tuple(recording.fresh)
            recording.fresh.clear()
        if backend is not None and backend.missed:
            result, problem = None, UNRECORDED
        recorded = backend is not None and not backend.asked and result is not None
        return Done(Output(case=task.case.id, repeat=task.repeat, case_hash=digest, result=result, problem=problem, recorded=recorded), calls)

    def given_up(self, task: Task, why: str) -> Done:
        """The output of a case that has killed its worker."""
        return Done(Output(case=task.case.id, repeat=task.repeat, case_hash=case_hash(task.case), result=None, problem=f"процесс на этом случае погиб: {why}"))

    def close(self) -> None:
        """Closes the backends that were opened."""
        for backend in self._backends:
            backend.close()
        self._backends.clear()

    def _result(self, task: Task, backend: RecordedBackend | None) -> tuple[Result | None, str | None]:
        from rewriter.backends.protocol import BackendError
        from rewriter.pack import PackError

        variant = variant_of(self.variant)
        try:
            if backend is not None and (variant.whole or not backend.supports_grammar) and (pair := leaked(task.case)):
                return None, f"случай почти совпадает с парой «{pair}» своего пакета: модель видела бы ответ в запросе"
            return variant.rewrite(task.case, backend, self.attempts), None
        except BackendUnavailable:
            raise
        except (PackError, BackendError) as error:
            return None, str(error)
        except Exception as error:  # one case must not take the others down
            if os.environ.get("REWRITER_DEBUG"):
                raise
            return None, f"ошибка в самой программе: {type(error).__name__}: {error}"

    def _recorded(self, task: Task) -> RecordedBackend | None:
        if self.identity is None:
            return None
        if self.recording is None:
            self.recording = Recording(self.calls)
        return RecordedBackend(self.recording, self.identity, self._open if self.opened else None, repeat=task.repeat, seed=self.seed)

    def _open(self) -> Backend:
        """The backend of this thread: one backend answers one call at a time."""
        if self._here is None:
            self._here = threading.local()
        if not hasattr(self._here, "backend"):
            assert self.opened is not None
            self._here.backend = self.opened()
            self._backends.append(self._here.backend)
        backend: Backend = self._here.backend
        return backend


UNRECORDED = "ответа модели нет в записи"


def leaked(case: SuiteCase) -> str | None:
    """The pair of its pack that says the same as the case, or nearly so; the first pairs stand in every prompt of the pack."""
    from rewriter.pack import load_pack
    from rewriter.prompt import chosen_pairs
    from rewriter.text.reading import Reading

    pack = load_pack(case.pack)
    fit = {pair.id for pair in chosen_pairs(Reading(case, pack), pack.pairs)}
    return next((pair.id for pair in pack.pairs if pair.id not in fit), None)


def in_turn(function: Callable[[Task], Done], inputs: Iterable[Task], jobs: int, given_up: Callable[[Task, str], Done]) -> Iterator[tuple[Task, Done]]:  # noqa: ARG001 - a Mapper
    """One after another, here."""
    yield from ((task, function(task)) for task in inputs)


def in_threads(function: Callable[[Task], Done], inputs: Iterable[Task], jobs: int, given_up: Callable[[Task, str], Done]) -> Iterator[tuple[Task, Done]]:  # noqa: ARG001 - a Mapper
    """For a model behind a URL, which is waited for: `jobs` threads, a bounded number of tasks begun ahead."""
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    pool, turn = ThreadPoolExecutor(jobs), deque[tuple[Task, Future[Done]]]()
    tasks = iter(inputs)
    try:
        while True:
            turn.extend((task, pool.submit(function, task)) for task in islice(tasks, 2 * jobs - len(turn)))
            if not turn:
                return
            task, future = turn.popleft()
            yield task, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class Run:
    """A run's folder, open for writing. `done`: outputs that are there already; `problems`: why some have no result, counted."""

    def __init__(self, folder: Path, manifest: Manifest, suite: Suite) -> None:
        self.folder, self.manifest, self.suite = folder, manifest, suite
        self.done = 0
        self.problems: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self._outputs: Appended | None = None

    @property
    def total(self) -> int:
        """Outputs of the finished run."""
        return self.suite.count * self.manifest.repeats

    def __enter__(self) -> Self:
        self._begin()
        self._outputs = Appended(self.folder / "outputs.jsonl")
        try:
            self._go_on(self._outputs)
        except BaseException:
            self._outputs.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._outputs is not None:
            self._outputs.close()

    def outputs(self, job: Job, mapper: Mapper, jobs: int) -> Iterator[Output]:
        """Makes what is left; each output is on disk when it is yielded. Raises BackendUnavailable, EvaluationError."""
        assert self._outputs is not None
        tasks = islice(tasks_of(self.suite, self.manifest.repeats), self.done, None)
        for _, (output, calls) in mapper(job, tasks, jobs, job.given_up):
            if calls and job.recording is not None:
                job.recording.add(calls)
            self._outputs.append(output.model_dump_json())
            self._count(output)
            yield output

    def _begin(self) -> None:
        """Writes the manifest, or holds the one that is there against it."""
        path = self.folder / "run.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                if (self.folder / "outputs.jsonl").exists():
                    raise EvaluationError(f"{self.folder}: ответы есть, а описания прогона (run.json) нет. Укажите в -o новую папку.")
                beside = path.with_suffix(".part")
                beside.write_text(self.manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
                beside.replace(path)
                return
        except OSError as error:
            raise EvaluationError(f"{self.folder}: сюда не записать ({error.strerror}). Укажите в -o другую папку.") from None
        if other := differences(read_manifest(self.folder), self.manifest):
            told = "\n".join(f"  {line}" for line in other)
            raise EvaluationError(
                f"{self.folder}: здесь начат другой прогон, смешивать их нельзя. Отличается:\n{told}\n"
                f"Укажите в -o новую папку; готовые ответы модели возьмёт --calls {self.folder / 'calls.jsonl'}."
            )
        self.manifest = read_manifest(self.folder)

    def _go_on(self, outputs: Appended) -> None:
        """Counts what is there. From the first output without a result on all are made anew: what the model said is recorded, so that costs little."""
        path, tasks = self.folder / "outputs.jsonl", tasks_of(self.suite, self.manifest.repeats)
        for number, (at, data) in enumerate(lines_in(path), 1):
            task = next(tasks, None)
            try:
                output = Output.model_validate_json(data)
            except ValueError:
                raise EvaluationError(f"{path}:{number}: это не ответ прогона. Укажите в -o новую папку.") from None
            if task is None or (output.case, output.repeat) != (task.case.id, task.repeat):
                raise EvaluationError(f"{path}:{number}: случай «{output.case}» стоит не по порядку набора. Укажите в -o новую папку.")
            if output.problem is not None:
                outputs.cut(at)
                return
            self.done += 1
            self._count(output)

    def _count(self, output: Output) -> None:
        if output.result is None:
            self.problems[output.problem or ""] += 1
        else:
            self.statuses[output.result.status] += 1


def tasks_of(suite: Suite, repeats: int) -> Iterator[Task]:
    """The suite's cases in order, each as often as it is repeated."""
    return (Task(case, repeat) for case in suite for repeat in range(repeats))


def outputs_in(folder: Path) -> Iterator[Output]:
    """The outputs of a run's folder, one at a time. Raises EvaluationError."""
    path = folder / "outputs.jsonl"
    if not path.exists():
        raise EvaluationError(f"{folder}: в прогоне нет ответов (outputs.jsonl). Начните его: rewriter eval run НАБОР -o {folder}.")
    for number, (_, data) in enumerate(lines_in(path), 1):
        try:
            yield Output.model_validate(json.loads(data))
        except ValueError:
            raise EvaluationError(f"{path}:{number}: это не ответ прогона.") from None
