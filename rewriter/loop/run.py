"""One rewrite under way: what it may spend, what it has spent and seen, and whom it tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from rewriter.backends.protocol import Answer, Backend, Request
from rewriter.checker import ALL, fix, judge
from rewriter.parts import EVERY_PART, Parts
from rewriter.result import Attempt, CheckResult, Usage
from rewriter.text.document import read
from rewriter.text.reading import Reading


@dataclass(frozen=True)
class Budget:
    """`attempts`: how often the model may be asked for the whole reply; `seconds`: wall time for the rewrite, None for no limit."""

    attempts: int = 3
    seconds: float | None = 60.0


class Progress(NamedTuple):
    """Where the loop is: `stage` is prompt, model, check, fix, compose, or verdict, which alone has `errors`: how many the judged `text` has."""

    stage: str
    attempt: int
    text: str = ""
    errors: int | None = None


Report = Callable[[Progress], bool | None]


@dataclass
class Run:
    """What one rewrite has spent and seen so far."""

    reading: Reading
    backend: Backend | None
    budget: Budget
    report: Report
    parts: Parts = EVERY_PART
    stopped: Callable[[], bool] = lambda: False
    started: float = field(default_factory=time.monotonic)
    ms: dict[str, float] = field(default_factory=lambda: {"prompt": 0.0, "model": 0.0, "check": 0.0})
    usage: Usage = field(default_factory=Usage)
    attempts: list[Attempt] = field(default_factory=list)
    reason: str | None = None
    cancelled: bool = False

    def left(self) -> float | None:
        """Seconds left, None for no limit."""
        return None if self.budget.seconds is None else max(0.0, self.budget.seconds - (time.monotonic() - self.started))

    def over(self) -> bool:
        """Whether the time is spent or the caller has cancelled."""
        left = self.left()
        return not self.going() or (left is not None and left < 0.3)

    def going(self) -> bool:
        """Whether the caller still wants it; asked at each token of the model."""
        self.cancelled = self.cancelled or self.stopped()
        return not self.cancelled

    def tell(self, stage: str, text: str = "", errors: int | None = None) -> None:
        """Reports progress; a False from the caller cancels."""
        if self.report(Progress(stage, len(self.attempts) + 1, text, errors)) is False:
            self.cancelled = True

    def ask(self, request: Request) -> Answer:
        """The model's answer, counted."""
        assert self.backend is not None
        answer = self.backend.complete(request)
        self.ms["model"] += answer.ms
        self.usage = Usage(
            prompt_tokens=self.usage.prompt_tokens + answer.usage.prompt_tokens,
            cached_tokens=self.usage.cached_tokens + answer.usage.cached_tokens,
            completion_tokens=self.usage.completion_tokens + answer.usage.completion_tokens,
        )
        return answer

    def judge(self, text: str) -> CheckResult:
        """The verdict on a whole reply."""
        began = time.monotonic()
        reading = Reading(self.reading.case.model_copy(update={"reply": text}), self.reading.pack)
        result = judge(reading, read(text), ALL)
        self.ms["check"] += (time.monotonic() - began) * 1000
        return result

    def repaired(self, text: str) -> str:
        """The text with its fixes applied."""
        if not self.parts.fixes:
            return text
        began = time.monotonic()
        reading = Reading(self.reading.case.model_copy(update={"reply": text}), self.reading.pack)
        better = fix(reading, text).text
        self.ms["check"] += (time.monotonic() - began) * 1000
        return better
