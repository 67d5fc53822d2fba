"""A rewrite by the embedded model: where its time goes, and the same case through plain `Llama.create_chat_completion` with the same messages."""

from __future__ import annotations

import json
import time
from pathlib import Path

from rewriter.backends import embedding, open_backend
from rewriter.backends.protocol import Answer, Backend, Request
from rewriter.case import Case, Context
from rewriter.pack import load_pack
from rewriter.pipeline import Budget, rewrite
from rewriter.prompt import build
from rewriter.text.reading import Reading

SAMPLE = Path(__file__).parents[1] / "docs" / "sample"


def sample() -> Case:
    return Case(
        pack="post",
        client_message=(SAMPLE / "client.txt").read_text(encoding="utf-8"),
        draft=(SAMPLE / "draft.txt").read_text(encoding="utf-8"),
        context=Context(**json.loads((SAMPLE / "context.json").read_text(encoding="utf-8"))),
    )


class Listening:
    """The backend, with every request kept, so that the plain client can be asked the same."""

    supports_grammar = True

    def __init__(self, inner: Backend) -> None:
        self.inner, self.name, self.model = inner, inner.name, inner.model
        self.requests: list[Request] = []

    def complete(self, request: Request) -> Answer:
        self.requests.append(request)
        return self.inner.complete(request)

    def count_tokens(self, text: str) -> int:
        return self.inner.count_tokens(text)

    def close(self) -> None:
        self.inner.close()


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    case, pack = sample(), load_pack("post")
    backend = Listening(open_backend("local"))
    rewrite(case, pack=pack, backend=backend, budget=Budget(seconds=None))  # words known, the static part's state stored and loaded
    backend.requests.clear()
    embedding.forget()  # what two texts mean is read anew, as for a case never seen
    near = [0.0, 0]

    def closeness(questions, sentences):
        began = time.perf_counter()
        try:
            return embedding.closeness(questions, sentences)
        finally:
            near[0], near[1] = near[0] + (time.perf_counter() - began) * 1000, near[1] + 1

    result = rewrite(case, pack=pack, backend=backend, budget=Budget(seconds=None), closeness=closeness if embedding.hint() else None)
    time_ms = result.timing_ms
    print(f"rewrite: {result.status}, {len(result.attempts)} attempts, asked {len(backend.requests)} times, {result.usage.completion_tokens} tokens")
    for name in ("prompt", "model", "check", "total"):
        print(f"  {name:<8}{getattr(time_ms, name):>9.1f} ms   {getattr(time_ms, name) / time_ms.total:>6.1%}")
    beside = time_ms.total - time_ms.model
    print(
        f"  beside the model {beside:.1f} ms (budget 30 ms): the small embedding model, asked {near[1]} times, {near[0]:.1f} ms, all else {beside - near[0]:.1f} ms"
    )
    messages = build(Reading(case, pack), backend.count_tokens).messages
    path = open_model_path()
    backend.close()

    from llama_cpp import Llama

    plain = Llama(model_path=path, n_ctx=4096, verbose=False)

    def ask(request_messages, limit: int) -> int:
        answer = plain.create_chat_completion(messages=list(request_messages), temperature=0.0, max_tokens=limit)
        return int(answer["usage"]["completion_tokens"])

    def the_same() -> None:
        for request in backend.requests:
            ask(request.messages, request.max_tokens)

    ours = time_ms.total / 1000
    same = seconds(the_same)
    print(
        f"create_chat_completion, the same messages       {same:6.1f} s   {same / ours:.2f} times the rewrite (no grammar, no check; its own cache of the last prompt)"
    )
    plain.reset()
    whole = seconds(lambda: print(f"  {ask(messages, 400)} tokens"))
    print(
        f"create_chat_completion, the whole reply at once {whole:6.1f} s   {whole / ours:.2f} times the rewrite (guide and pairs read anew, answer unchecked)"
    )


def open_model_path() -> str:
    from rewriter.backends import models

    return str(models.resolve().path)


if __name__ == "__main__":
    main()
