"""What an evaluation keeps on disk, as pydantic models: a suite's case, a run's manifest and outputs, their scores.

A run is a folder: `run.json` (Manifest), `outputs.jsonl` (an Output a line, in the suite's order), `calls.jsonl` (each answer of the model, by the
hash of what it was asked), and, once judged, `scores.jsonl` (a Score a line, in the order of the outputs) and `summary.json`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rewriter.case import Case
from rewriter.result import Result, Status, Timing, Usage, Violation


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SuiteCase(Case):
    """A case of a suite with what is expected of its reply; a line of a suite is a case as it stands, so every other command reads it, too.

    `must_keep`: texts that the reply must hold, in any form of words and numbers that reads the same; `must_go`: texts that it must not hold.
    `order`: texts that it must hold in this order. `status`: what the rewrite must come to, where only one thing is right.
    `must_pass`: a case whose failure alone fails a comparison. `reference`: a reply that a good operator would send.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    tags: tuple[str, ...] = ()
    must_keep: tuple[str, ...] = ()
    must_go: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    status: Status | None = None
    must_pass: bool = False
    reference: str | None = None
    note: str = ""


class Manifest(_Record):
    """Where a run's outputs come from. Hashes are SHA-256 in hex.

    `packs`: of each pack the hash of what it sends to a model (`prompt`) and of what it judges by (`policy`).
    `pack`: of all cases, where the run was told one; None: each case's own. `rules`: the hash of the code that judges. `versions`: of the libraries that decide a result.
    """

    suite: str
    suite_hash: str
    cases: int
    variant: str = "product"
    backend: str
    model: str
    model_hash: str | None = None
    seed: int = 0
    repeats: Annotated[int, Field(ge=1)] = 1
    attempts: int = 3
    pack: str | None = None
    packs: dict[str, dict[Literal["prompt", "policy"], str]]
    rules: str
    commit: str | None = None
    versions: dict[str, str]
    started: str
    machine: str


class Output(_Record):
    """What came out for a case. `case_hash`: of the case as it was then; `recorded`: its answers all came from `calls.jsonl`.

    `problem`: why there is no result (a pack that does not load, an answer that was not recorded); such an output is neither passed nor failed.
    """

    case: str
    repeat: int = 0
    case_hash: str
    result: Result | None
    problem: str | None = None
    recorded: bool = False


class Expected(_Record):
    """One expectation of a suite's case and whether the reply meets it."""

    kind: Literal["must_keep", "must_go", "order", "status"]
    text: str
    met: bool


class Score(_Record):
    """The verdict of today's rules on a stored reply.

    `outcome`: `right` (status ok, no violation of severity error, every expectation met), `wrong` (status ok, but not so: what an operator would have
    sent and regretted), `review` (left to a person), `unscored` (no result, or the case has changed since). Counts of violations by rule are in
    `rules`, every rule that was judged named, 0 too. `questions_in_order` None: fewer than two questions, or not to be told.
    `draft_rules`: violations in the draft itself, rules that break none left out: a rule that stops finding them has gone blind, whatever the replies.
    `officialese`: 0 (plain) to 100. `similarity`: chrF to the reference, 0 to 100. `length_ratio`: characters of the reply a character of the draft.
    """

    case: str
    repeat: int = 0
    pack: str
    tags: tuple[str, ...] = ()
    must_pass: bool = False
    outcome: Literal["right", "wrong", "review", "unscored"]
    status: Status | None = None
    problem: str | None = None
    reply: str = ""
    draft: str = ""
    client_message: str = ""
    violations: tuple[Violation, ...] = ()
    rules: dict[str, int] = Field(default_factory=dict)
    draft_rules: dict[str, int] = Field(default_factory=dict)
    expected: tuple[Expected, ...] = ()
    facts: int = 0
    facts_kept: int = 0
    facts_invented: int = 0
    questions: int = 0
    questions_answered: int = 0
    questions_in_order: bool | None = None
    officialese_before: float | None = None
    officialese_after: float | None = None
    similarity: float | None = None
    length_ratio: float | None = None
    attempts: int = 0
    repair: str = "none"
    timing_ms: Timing = Field(default_factory=Timing)
    usage: Usage = Field(default_factory=Usage)
    judge: float | None = None
