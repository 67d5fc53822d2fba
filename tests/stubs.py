"""A backend for unit tests: says what it is told to, remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rewriter.backends.protocol import Answer, FinishReason, Request
from rewriter.result import Usage


class StubBackend:
    """Answers from a list in turn, the last one for ever; a callable sees the request; an exception is raised."""

    name = "stub"
    model = "stub-1"

    def __init__(self, answers: Sequence[str | Exception | Callable[[Request], str]], *, sentences: bool = False, finish: FinishReason = "stop") -> None:
        self.answers = list(answers)
        self.supports_grammar = sentences
        self.finish: FinishReason = finish
        self.requests: list[Request] = []

    def complete(self, request: Request) -> Answer:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        text = answer(request) if callable(answer) else answer
        return Answer(text, self.finish, Usage(prompt_tokens=10, cached_tokens=4, completion_tokens=5), 1.0)

    def count_tokens(self, text: str) -> int:
        return len(text) // 3 + 1

    def close(self) -> None:
        pass
