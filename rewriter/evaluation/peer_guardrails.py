"""A peer: guardrails-ai's own reask loop with our rules as its validators (rewriter.guard). Importing this imports guardrails-ai: seconds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rewriter.backends.protocol import Answer, Backend, BackendError, Message, Request
from rewriter.evaluation.errors import EvaluationError
from rewriter.pack import Pack, load_pack

if TYPE_CHECKING:
    from rewriter.case import Case

try:
    from rewriter.guard import guard
except ImportError as error:
    raise EvaluationError(str(error)) from None


def reasked(case: Case, backend: Backend, first: Request, reasks: int) -> tuple[tuple[Answer, ...], bool, str | None]:
    """Every answer that its loop asked for, whether the last one passed all validators, and if not, why it gave up.

    Its second question is its own: English, without the case, with its default system message; `reasks`: how many of them it may ask.
    """
    answers: list[Answer] = []
    failure: list[BackendError] = []

    def model(*_: Any, messages: list[dict[str, str]], **__: Any) -> str:
        told = tuple(Message(role=_role(m["role"]), content=m["content"]) for m in messages)
        try:
            answer = backend.complete(replace(first, messages=told, static_messages=0 if answers else first.static_messages))
        except BackendError as error:  # wrapped by guardrails-ai in errors of its own, which tell nothing
            failure.append(error)
            raise
        answers.append(answer)
        return answer.text.strip()

    try:
        outcome = _guard(load_pack(case.pack))(model, messages=[dict(m) for m in first.messages], num_reasks=reasks, metadata={"case": case})
    except Exception as error:
        if failure:
            raise failure[0] from error
        return tuple(answers), False, f"guardrails-ai остановился: {type(error).__name__}: {str(error)[:200]}"
    passed = bool(outcome.validation_passed)
    return tuple(answers), passed, None if passed else "правила не выполнены и после повторных вопросов"


def _role(role: str) -> Any:
    return role if role in ("system", "assistant") else "user"


@lru_cache(maxsize=8)
def _guard(pack: Pack) -> Any:
    return guard(pack, on_fail="reask")
