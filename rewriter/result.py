"""What goes out: results of a check and of a rewrite, each with its evidence (design.md, Contracts)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["error", "warning", "info"]
Verdict = Literal["pass", "fail"]
Status = Literal["ok", "needs_review", "failed"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Violation(_Frozen):
    """A rule broken at a span. `start` inclusive, `end` exclusive, in Unicode code points of the judged text.

    `suggestion` replaces `text[start:end]` as it is (an empty string cuts the span); None: no single right repair.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None = None


class FactEvidence(_Frozen):
    """A fact of the draft and whether the reply keeps it. `value` is the normalised form."""

    kind: str
    text: str
    value: str
    kept: bool


class QuestionEvidence(_Frozen):
    """A question of the client; `answered` None: not to be told by rules; `span` of the answer in the reply."""

    text: str
    answered: bool | None
    span: tuple[int, int] | None = None


class Readability(_Frozen):
    """Officialese scores, 0 (plain) to 100; None where there is no such text."""

    draft: float | None = None
    reply: float | None = None


class RulesEvidence(_Frozen):
    """Which rules were judged, and which not and why."""

    checked: tuple[str, ...] = ()
    skipped: dict[str, str] = Field(default_factory=dict)


class CheckResult(_Frozen):
    """The verdict on one text."""

    id: str
    pack: str
    verdict: Verdict
    violations: tuple[Violation, ...] = ()
    facts: tuple[FactEvidence, ...] = ()
    questions: tuple[QuestionEvidence, ...] = ()
    readability: Readability = Field(default_factory=Readability)
    rules: RulesEvidence = Field(default_factory=RulesEvidence)

    @property
    def errors(self) -> tuple[Violation, ...]:
        """The violations that block."""
        return tuple(v for v in self.violations if v.severity == "error")


class Attempt(_Frozen):
    """One answer of the model (or of the rules alone) with what was wrong in it.

    `repair`: `none` (as generated), `fixed` (suggestions applied), `asked-again`, `rules-only` (no model text in it).
    """

    text: str
    violations: tuple[Violation, ...] = ()
    repair: Literal["none", "fixed", "asked-again", "rules-only"] = "none"


class Timing(_Frozen):
    """Milliseconds by stage."""

    prompt: float = 0.0
    model: float = 0.0
    check: float = 0.0
    total: float = 0.0


class Usage(_Frozen):
    """Tokens, summed over attempts."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0


class Result(CheckResult):
    """A rewrite: the reply with everything of the check output for it, and how it came about."""

    status: Status
    reply: str
    messages: tuple[str, ...] = ()
    reason: str | None = None
    attempts: tuple[Attempt, ...] = ()
    commitments: tuple[str, ...] = ()
    backend: str = ""
    model: str = ""
    timing_ms: Timing = Field(default_factory=Timing)
    usage: Usage = Field(default_factory=Usage)
