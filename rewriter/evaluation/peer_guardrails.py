"""A peer: guardrails-ai's own reask loop with our rules as its validators (rewriter.guard). Importing this imports guardrails-ai: seconds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rewriter.backends.protocol import Answer, Backend, BackendError, Message, Request
from rewriter.evaluation.errors import EvaluationError
from rewriter.pack import Pack, load_pack

if TYPE_CHECKING:
    from rewriter.case import Case

try:
    from rewriter.guard import guard
except ImportError as error:
    raise EvaluationError(str(error)) from None


class Reasked(NamedTuple):
    """Every answer that its loop asked for; the text it gives out as valid, None where it gives none; why it gave up."""

    answers: tuple[Answer, ...]
    text: str | None
    reason: str | None = None


def reasked(case: Case, backend: Backend, first: Request, reasks: int) -> Reasked:
    """What its loop makes of the case; `reasks`: how often it may ask again.

    Its second question is its own: English, without the case, with its default system message. Where the last answer fails, too, it puts one validator's
    repair in its place and calls that valid without judging it.
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
        # The temperature is the request's: told here only because guardrails-ai warns where it is not.
        outcome = _guard(load_pack(case.pack))(
            model, messages=[dict(m) for m in first.messages], num_reasks=reasks, metadata={"case": case}, temperature=first.temperature
        )
    except Exception as error:
        if failure:
            raise failure[0] from error
        if not answers:  # nothing to do with this case: guardrails-ai itself does not work here
            raise EvaluationError(f"guardrails-ai не работает: {type(error).__name__}: {str(error)[:200]}") from error
        return Reasked(tuple(answers), None, f"guardrails-ai остановился: {type(error).__name__}: {str(error)[:200]}")
    text = outcome.validated_output
    if outcome.validation_passed and isinstance(text, str):
        return Reasked(tuple(answers), text)
    return Reasked(tuple(answers), None, "правила не выполнены и после повторных вопросов")


def _role(role: str) -> Any:
    return role if role in ("system", "assistant") else "user"


@lru_cache(maxsize=8)
def _guard(pack: Pack) -> Any:
    return guard(pack, on_fail="reask")
