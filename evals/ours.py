"""What promptfoo and Inspect are lent: our pipeline and our judgement, for a case of a suite. Both tools run files by path; these put the sources on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rewriter.evaluation.records import SuiteCase
    from rewriter.result import CheckResult, Result, Status

SUITE = "smoke"
RULES_ONLY = "rules-only"

_opened: dict[str, Any] = {}  # a model is loaded once a process


class NoReply(Exception):
    """There is nothing to judge: no backend, no such pack."""


def rewritten(case: SuiteCase, backend: str = RULES_ONLY) -> Result:
    """The case through the pipeline. `backend`: `rules-only`, `local`, `openai`, with the model of the settings. Raises NoReply."""
    from rewriter.backends.protocol import BackendError
    from rewriter.pack import PackError
    from rewriter.pipeline import Budget, rewrite
    from rewriter.settings import SettingsError, load_settings

    try:
        settings = load_settings(None if backend == RULES_ONLY else {"backend": backend})
        if backend != RULES_ONLY and backend not in _opened:
            from rewriter.backends import open_backend

            _opened[backend] = open_backend(backend, settings.model, settings)
        return rewrite(case, backend=_opened.get(backend), budget=Budget(settings.attempts, settings.time_budget_s))
    except (BackendError, PackError, SettingsError) as error:
        raise NoReply(str(error)) from error


class Judged(NamedTuple):
    """What the rules of the case's pack say, and all that speaks against sending the reply; nothing: right."""

    verdict: CheckResult
    wrong: tuple[str, ...]


def judged(case: SuiteCase, reply: str, status: Status) -> Judged:
    """A reply, by the rules and by what the suite expects; one that was left to a person is not right, either."""
    from rewriter.checker import check
    from rewriter.evaluation.expected import expectations

    verdict = check(case.model_copy(update={"reply": reply}))
    wrong = [f"{v.rule}: {v.message}" for v in verdict.errors]
    wrong += [f"{e.kind}: {e.text}" for e in expectations(case, reply, status) if not e.met]
    if status != "ok":
        wrong.append(f"status: {status}")
    return Judged(verdict, tuple(wrong))
