"""A draft rewritten within its client's clock, its markup kept, and judged as it will be sent.

Never worse than the draft: what cannot be put back into the markup, or breaks more rules than the draft does, is not sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from anyio import to_thread
from fastapi import Request

from rewriter.case import Case
from rewriter.checker import check, fix
from rewriter.pack import Pack
from rewriter.pipeline import Progress
from rewriter.result import CheckResult, Result, Status, Usage
from rewriter.server.api import while_connected
from rewriter.server.desk import Desk, Order, Stop
from rewriter.server.gateway.formats import Draft, Format, read_draft
from rewriter.server.gateway.shapes import Rewriting
from rewriter.server.slots import QueueFull
from rewriter.text.reading import Reading

log = logging.getLogger("rewriter.server")
_GRACE_S = 0.4  # how late a backend that keeps to its deadline may be
_LATE: set[asyncio.Task[Result]] = set()  # rewrites that go on after their client has been answered
Shape = Literal["whole", "in-place", "draft"]


@dataclass(frozen=True)
class Judged:
    """What goes out. `text` in the draft's own markup; `verdict` is of what a reader sees of it.

    `shape`: the whole reply, or only the rules' repairs where they stand, or the draft as it was.
    """

    text: str
    status: Status
    verdict: CheckResult
    reason: str | None
    format: Format
    shape: Shape
    usage: Usage

    def noted(self, note: str | None) -> Judged:
        """With something to be looked at, so that it is not `ok`."""
        if note is None:
            return self
        status: Status = "needs_review" if self.status == "ok" else self.status
        return replace(self, status=status, reason="; ".join(r for r in (note, self.reason) if r))


async def rewritten(request: Request, desk: Desk, pack: str, asked: Rewriting, order: Order) -> Judged:
    """The rewrite. Raises nothing for what a rule or the model did."""
    letter = (asked.context.channel or desk.packs[pack].channel) == "email"
    draft = await to_thread.run_sync(lambda: read_draft(asked.draft, letter=letter))
    context = asked.context
    if letter and draft.signed:
        # The draft brings its own signature: as in a chat, the pack adds none.
        context = context.model_copy(update={"channel": "chat"})
    case = Case(pack=pack, client_message=asked.client_message, draft=draft.text, context=context)
    result = await _in_time(request, desk, case, order)
    if result.status == "failed":
        return Judged(draft.source, "failed", result, result.reason, draft.format, "draft", result.usage)
    return await to_thread.run_sync(_put_back, desk.packs[pack], case, draft, result, asked.fragment)


# the clock --------------------------------------------------------------------------------------------------------


async def _in_time(request: Request, desk: Desk, case: Case, order: Order) -> Result:
    """The rewrite; where the backend does not keep to the deadline, the best that was judged until then."""
    if order.seconds is None:
        return await _rewrite(request, desk, case, order, Stop(), _Best())
    stop, best = Stop(), _Best()
    task = asyncio.create_task(_rewrite(request, desk, case, order, stop, best))
    done, _ = await asyncio.wait({task}, timeout=order.seconds + _GRACE_S)
    if done:
        return task.result()
    stop.set()
    _LATE.add(task)
    task.add_done_callback(_ended_late)
    rules = await desk.rewrite(case, Order(order.user, order.way, order.request_id, rules_only=True))
    reason = "время вышло раньше, чем модель ответила: ответ собран правилами"
    if best.text and best.errors < len(rules.errors):
        verdict = await desk.check(case.model_copy(update={"reply": best.text}))
        reason = "время вышло: это лучшая из проверенных попыток"
        rules = rules.model_copy(update={**_evidence(verdict), "reply": best.text, "status": "needs_review"})
    return rules.model_copy(update={"reason": reason})


async def _rewrite(request: Request, desk: Desk, case: Case, order: Order, stop: Stop, best: _Best) -> Result:
    try:
        return await while_connected(request, desk, case, order, stop, best.judged)
    except QueueFull as full:
        # A helpdesk would come back at once and make the queue longer; the rules have an answer now.
        result = await desk.rewrite(case, Order(order.user, order.way, order.request_id, rules_only=True), stop)
        return result.model_copy(update={"reason": f"{full} Ответ собран правилами."})


def _ended_late(task: asyncio.Task[Result]) -> None:
    _LATE.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a late rewrite: %s", type(error).__name__)


class _Best:
    """The judged attempt with the fewest errors so far."""

    def __init__(self) -> None:
        self.text = ""
        self.errors = 1_000_000

    def judged(self, progress: Progress) -> None:
        """Called from the rewrite's thread."""
        if progress.errors is not None and progress.errors < self.errors:
            self.text, self.errors = progress.text, progress.errors


# the markup -------------------------------------------------------------------------------------------------------


class _Candidate(NamedTuple):
    text: str
    shape: Shape
    note: str | None


def _put_back(pack: Pack, case: Case, draft: Draft, result: Result, fragment: bool) -> Judged:
    """The first candidate that keeps the markup and breaks no more than the draft does."""
    before = check(case, pack)
    for candidate in _candidates(pack, case, draft, result, fragment=fragment):
        said = draft.said(candidate.text)
        verdict: CheckResult = result if said == result.reply else check(case.model_copy(update={"reply": said}), pack)
        if candidate.shape != "draft" and len(verdict.errors) > len(before.errors):
            continue
        status: Status = "ok" if result.status == "ok" and not verdict.errors else "needs_review"
        reason = "; ".join(r for r in (result.reason, candidate.note) if r) or None
        return Judged(candidate.text, status, verdict, reason, draft.format, candidate.shape, result.usage)
    raise AssertionError("the draft itself is a candidate")


def _candidates(pack: Pack, case: Case, draft: Draft, result: Result, *, fragment: bool) -> Iterator[_Candidate]:
    if (whole := draft.with_reply(result.reply, fragment=fragment)) is not None:
        yield _Candidate(whole, "whole", "переписан отмеченный отрывок: приветствие и прощание не добавлены" if fragment else None)
    reading = Reading(case, pack)
    for counting in (None, draft.spares_links):
        mended = draft.with_reply(fix(reading, draft.text, counting=counting).text, fragment=fragment)
        if mended is not None:
            yield _Candidate(mended, "in-place", "разметку в новом тексте не сохранить: исправлено правилами прямо в черновике")
    yield _Candidate(draft.source, "draft", "разметку в новом тексте не сохранить: это Ваш черновик")


def _evidence(verdict: CheckResult) -> dict[str, object]:
    return {name: getattr(verdict, name) for name in CheckResult.model_fields}
