"""What Prometheus reads: latency by stage, statuses, violations by rule, tokens, the queue. No texts, no names."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

from rewriter.result import CheckResult, Result

disable_created_metrics()  # type: ignore[no-untyped-call]
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The service's counters, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.stages = Histogram("rewriter_stage_seconds", "Time of a rewrite by stage", ("stage",), registry=self.registry, buckets=_SECONDS)
        self.checks = Histogram("rewriter_check_seconds", "Time of a check", registry=self.registry, buckets=_SECONDS)
        self.requests = Counter("rewriter_requests", "Answers by route and HTTP status", ("route", "status"), registry=self.registry)
        self.results = Counter("rewriter_results", "Rewrites by pack and status", ("pack", "status"), registry=self.registry)
        self.violations = Counter("rewriter_violations", "Violations left in what was returned", ("rule", "severity"), registry=self.registry)
        self.tokens = Counter("rewriter_tokens", "Tokens of the model", ("kind",), registry=self.registry)
        self.history_failures = Counter("rewriter_history_failures", "Times that the history was not to be had", registry=self.registry)
        self.history_lost = Counter("rewriter_history_lost", "Rewrites that will never be in the history", registry=self.registry)
        self._waiting = Gauge("rewriter_queue_waiting", "Rewrites that wait for the model", registry=self.registry)
        self._busy = Gauge("rewriter_queue_busy", "Rewrites that the model works on", registry=self.registry)

    def watch(self, waiting: Callable[[], float], busy: Callable[[], float]) -> None:
        """Where the queue's numbers come from."""
        self._waiting.set_function(waiting)
        self._busy.set_function(busy)

    def rewritten(self, result: Result, waited_s: float) -> None:
        """Counts a rewrite."""
        timing = result.timing_ms
        self.stages.labels("queue").observe(waited_s)
        for stage in ("prompt", "model", "check", "total"):
            self.stages.labels(stage).observe(getattr(timing, stage) / 1000)
        self.results.labels(result.pack, result.status).inc()
        self._count(result)
        for kind in ("prompt", "cached", "completion"):
            self.tokens.labels(kind).inc(getattr(result.usage, f"{kind}_tokens"))

    def checked(self, seconds: float) -> None:
        """Counts a check; what it finds stands in drafts, so it is not counted as returned."""
        self.checks.observe(seconds)

    def _count(self, result: CheckResult) -> None:
        for violation in result.violations:
            self.violations.labels(violation.rule, violation.severity).inc()

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)
