"""A case as the report shows it: the reply cut into plain and marked pieces, the change from the draft, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rewriter.evaluation.compared import Flip
from rewriter.evaluation.pairing import against
from rewriter.evaluation.records import Output, Score
from rewriter.evaluation.report.words import broken
from rewriter.result import Attempt, FactEvidence, QuestionEvidence, Violation
from rewriter.text.changes import readable

_SEVERITIES = ("error", "warning", "info")
_SHORT = 110


@dataclass(frozen=True)
class Piece:
    """A stretch of the reply; `found`: numbers (from 1) of the violations on it, `severity` their worst, None where there is none."""

    text: str
    severity: str | None = None
    found: tuple[int, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class CaseView:
    """What the templates draw. `why`: the first thing that speaks against the reply, `more`: how many others do."""

    score: Score
    anchor: str
    why: str
    more: int
    pieces: tuple[Piece, ...]
    diff: tuple[tuple[str, str], ...]
    facts: tuple[FactEvidence, ...] = ()
    questions: tuple[QuestionEvidence, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    flip: Flip | None = None
    base_diff: tuple[tuple[str, str], ...] = field(default=())

    @property
    def rules(self) -> str:
        """The rules broken, for the filter."""
        return " ".join(dict.fromkeys(v.rule for v in self.score.violations))


def view(score: Score, number: int, output: Output | None, flip: Flip | None) -> CaseView:
    """The case, `number`-th of the report. `output`: where facts, questions and attempts are told, as they were judged in the run."""
    speaks = [broken(what) for what in against(score)] or [f"{v.rule}: {v.message}" for v in score.violations if v.severity == "warning"]
    result = output.result if output else None
    return CaseView(
        score=score,
        anchor=f"c{number}",
        why=_cut(speaks[0]) if speaks else "",
        more=max(0, len(speaks) - 1),
        pieces=tuple(pieces(score.reply, score.violations)),
        diff=tuple(readable(score.draft, score.reply)),
        facts=result.facts if result else (),
        questions=result.questions if result else (),
        attempts=result.attempts if result else (),
        flip=flip,
        base_diff=tuple(readable(flip.base_reply, flip.new_reply)) if flip and flip.base_reply != flip.new_reply else (),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def pieces(text: str, violations: tuple[Violation, ...]) -> Iterator[Piece]:
    """The text cut wherever a violation begins or ends; one that has no width (something is missing there) is a piece without text."""
    size = len(text)
    spans = [(min(v.start, size), min(max(v.end, v.start), size), v) for v in violations]
    edges = sorted({0, size, *(edge for start, end, _ in spans for edge in (start, end))})
    for left, right in zip(edges, [*edges[1:], size], strict=True):
        points = [(n, v) for n, (start, end, v) in enumerate(spans, 1) if start == end == left]
        if points:
            yield _piece("", points)
        over = [(n, v) for n, (start, end, v) in enumerate(spans, 1) if start <= left and right <= end and start < end]
        if left < right:
            yield _piece(text[left:right], over)


def _piece(text: str, found: list[tuple[int, Violation]]) -> Piece:
    if not found:
        return Piece(text)
    worst = min((v.severity for _, v in found), key=_SEVERITIES.index)
    return Piece(text, worst, tuple(n for n, _ in found), "\n".join(f"{v.rule}: {v.message}" for _, v in found))
