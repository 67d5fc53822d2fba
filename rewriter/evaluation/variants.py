"""Ways to rewrite that an evaluation compares: the product, the product without one of its parts, and what others do.

The embedded model of the product is asked sentence by sentence, so a part means there what it is there: the pairs are the examples of the sentence
prompt, the guide is its instruction. What is asked for the whole reply (`whole`, `bare`, `guardrails`, `tone`, any model behind a URL) has a pack's guide and pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rewriter.backends.protocol import Answer, Backend, Request
from rewriter.evaluation.errors import EvaluationError
from rewriter.parts import EVERY_PART, Parts
from rewriter.result import Attempt, Result, Status, Timing, Usage

if TYPE_CHECKING:
    from rewriter.case import Case

Rewrite = Callable[["Case", Backend | None, int], Result]


@dataclass(frozen=True)
class Variant:
    """A way to rewrite: `title` in Russian; `model`: whether it asks one; `whole`: whether it asks for a whole reply, whatever the backend could."""

    title: str
    rewrite: Rewrite
    model: bool = True
    whole: bool = False


class _Whole:
    """A backend that is asked for whole replies, though it could be held to a grammar."""

    supports_grammar = False

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.name, self.model = backend.name, backend.model

    def complete(self, request: Request) -> Answer:
        """See `Backend.complete`."""
        return self._backend.complete(request)

    def count_tokens(self, text: str) -> int:
        """See `Backend.count_tokens`."""
        return self._backend.count_tokens(text)

    def close(self) -> None:
        """The backend outlives its disguise."""


def _product(case: Case, backend: Backend | None, attempts: int, parts: Parts = EVERY_PART) -> Result:
    """As it is shipped, but for the clock: what comes out must not hang on the machine's speed."""
    from rewriter.pipeline import Budget, rewrite

    return rewrite(case, backend=backend, budget=Budget(attempts, None), parts=parts)


def _rules_only(case: Case, backend: Backend | None, attempts: int) -> Result:  # noqa: ARG001 - the shape of a variant
    """The rules' repairs and the pack's phrases, no model."""
    return _product(case, None, 1)


def _without(**parts: bool) -> Rewrite:
    left_out = replace(EVERY_PART, **parts)
    return lambda case, backend, attempts: _product(case, backend, attempts, left_out)


def _no_loop(case: Case, backend: Backend | None, attempts: int) -> Result:  # noqa: ARG001
    """One answer of the model (a sentence), never asked again; repairs and fallback as ever."""
    return _product(case, backend, 1)


def _whole(case: Case, backend: Backend | None, attempts: int) -> Result:
    """The loop over the whole reply, as with a model behind a URL."""
    assert backend is not None
    return _product(case, _Whole(backend), attempts)


def _bare(case: Case, backend: Backend | None, attempts: int) -> Result:  # noqa: ARG001
    """One answer to the prompt of the whole reply, sent as it comes: no repair, no second question, no fallback, nobody looks at it."""
    assert backend is not None
    answer = backend.complete(_first_request(case, backend))
    return sent(case, backend, (answer,))


def _tone(case: Case, backend: Backend | None, attempts: int) -> Result:  # noqa: ARG001
    """What a helpdesk's own button does: the draft alone and a wish for a friendlier tone, sent as it comes."""
    assert backend is not None
    request = Request(
        ({"role": "system", "content": TONE_PROMPT}, {"role": "user", "content": case.draft}),
        max_tokens=_room(case),
        lookup_text=case.draft,
        names=_names(case),
    )
    return sent(case, backend, (backend.complete(request),))


def _guardrails(case: Case, backend: Backend | None, attempts: int) -> Result:
    """Our rules as guardrails-ai validators in its own reask loop; what it does not get to pass is left to a person."""
    from rewriter.evaluation.peer_guardrails import reasked

    assert backend is not None
    found = reasked(case, backend, _first_request(case, backend), attempts - 1)
    return sent(case, backend, found.answers, "needs_review" if found.text is None else "ok", found.reason, text=found.text)


# Of the shape that helpdesks send (docs/helpdesks): a role, the wish, «answer in the client's language», nothing of the case.
TONE_PROMPT = (
    "You are a helpful support agent. Rewrite the following reply in a more friendly tone. Keep its meaning and all of its details. "
    "The reply must be in the language of the original text. Answer with the reply only."
)


def _first_request(case: Case, backend: Backend) -> Request:
    from rewriter.pack import load_pack
    from rewriter.prompt import build
    from rewriter.text.reading import Reading

    reading = Reading(case.model_copy(update={"reply": None}), load_pack(case.pack))
    prompt = build(reading, backend.count_tokens)
    return Request(prompt.messages, prompt.static_messages, max_tokens=_room(case), lookup_text=case.draft, names=_names(case))


def _room(case: Case) -> int:
    return 160 + len(case.draft) * 2 // 3


def _names(case: Case) -> tuple[str, ...]:
    return tuple(n for n in (case.context.client_name, case.context.operator_name) if n)


def sent(case: Case, backend: Backend, answers: tuple[Answer, ...], status: Status = "ok", reason: str | None = None, text: str | None = None) -> Result:
    """The last answer as it came, or the `text` made of it, with today's verdict. `status` ok: it would be sent, whatever the rules say; an empty one cannot be."""
    from rewriter.checker import check

    text = (answers[-1].text if answers else "").strip() if text is None else text.strip()
    if not text:
        status, reason, text = "failed", reason or "модель ничего не ответила", case.draft
    verdict = check(case.model_copy(update={"reply": text}))
    ms = sum(a.ms for a in answers)
    return Result(
        **dict(verdict),
        status=status,
        reply=text,
        messages=(text,),
        reason=reason,
        attempts=_attempts(answers, text),
        backend=backend.name,
        model=backend.model,
        timing_ms=Timing(model=round(ms, 1), total=round(ms, 1)),
        usage=Usage(
            prompt_tokens=sum(a.usage.prompt_tokens for a in answers),
            cached_tokens=sum(a.usage.cached_tokens for a in answers),
            completion_tokens=sum(a.usage.completion_tokens for a in answers),
        ),
    )


def _attempts(answers: tuple[Answer, ...], text: str) -> tuple[Attempt, ...]:
    found = [Attempt(text=a.text.strip(), repair="asked-again" if n else "none") for n, a in enumerate(answers)]
    return tuple(found) if not found or found[-1].text == text else (*found, Attempt(text=text, repair="fixed"))


VARIANTS: Mapping[str, Variant] = {
    "product": Variant("продукт целиком", _product),
    "rules-only": Variant("только правила, без модели", _rules_only, model=False),
    "no-pairs": Variant("без примеров в запросе", _without(pairs=False)),
    "no-guide": Variant("без руководства в запросе", _without(guide=False)),
    "no-loop": Variant("без повторных вопросов модели", _no_loop),
    "no-fixes": Variant("без исправлений по правилам", _without(fixes=False)),
    "whole": Variant("модель пишет ответ целиком, с циклом", _whole, whole=True),
    "bare": Variant("голая модель: первый ответ как есть", _bare, whole=True),
    "guardrails": Variant("guardrails-ai с нашими правилами и своим циклом", _guardrails, whole=True),
    "tone": Variant("просьба сменить тон, как в системах поддержки", _tone, whole=True),
}


def variant_of(name: str) -> Variant:
    """The variant. Raises EvaluationError, with those there are."""
    if name not in VARIANTS:
        raise EvaluationError(f"Нет варианта «{name}». Есть: {', '.join(VARIANTS)}.")
    return VARIANTS[name]
