"""What each part of the loop earns: the embedded model on a suite, in five variants, judged by the same rules in one run.

    python benchmarks/variants.py [evals/suites/smoke.jsonl [VARIANT …]]

VARIANT: the beginning of a variant's name; the whole-reply ones take many minutes.

`ok` is the share of drafts whose reply breaks no `error` rule; seconds are wall time a draft. Reading the replies is for a person.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rewriter.backends import open_backend
from rewriter.backends.protocol import Answer, Backend, Request
from rewriter.case import Case
from rewriter.checker import judge
from rewriter.pack import load_pack
from rewriter.pipeline import Budget, rewrite
from rewriter.prompt import build
from rewriter.text.document import read
from rewriter.text.reading import Reading

SUITE = Path(__file__).parent.parent / "evals" / "suites" / "smoke.jsonl"


class _As:
    """The backend with one of its abilities hidden: whole replies, or no grammar."""

    def __init__(self, backend: Backend, *, sentences: bool, grammar: bool) -> None:
        self._backend, self.supports_grammar, self._grammar = backend, sentences, grammar
        self.name, self.model = backend.name, backend.model
        self.count_tokens = backend.count_tokens

    def complete(self, request: Request) -> Answer:
        return self._backend.complete(request if self._grammar else dataclasses.replace(request, grammar=None))

    def close(self) -> None:
        """The backend outlives its disguises."""


def _bare(case: Case, backend: Backend) -> bool:
    """One answer to the same prompt: no fixes, no second question, no fallback."""
    reading = Reading(case, load_pack(case.pack))
    prompt = build(reading, backend.count_tokens)
    answer = backend.complete(Request(prompt.messages, prompt.static_messages, max_tokens=160 + len(case.draft) * 2 // 3))
    judged = Reading(case.model_copy(update={"reply": answer.text}), reading.pack)
    return not judge(judged, read(answer.text.strip())).errors


def _loop(case: Case, backend: Backend | None) -> bool:
    return rewrite(case, backend=backend, budget=Budget(seconds=None)).status == "ok"


def main(path: Path, wanted: tuple[str, ...] = ()) -> None:
    """Prints the table."""
    cases = [Case.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    backend = open_backend("local")
    variants: dict[str, Callable[[Case], bool]] = {
        "bare model, same prompt": lambda c: _bare(c, backend),
        "whole reply, loop": lambda c: _loop(c, _As(backend, sentences=False, grammar=False)),
        "rules only": lambda c: _loop(c, None),
        "by sentence, no grammar": lambda c: _loop(c, _As(backend, sentences=True, grammar=False)),
        "by sentence, grammar": lambda c: _loop(c, backend),
    }
    print(f"{path.name}: {len(cases)} drafts, model {backend.model}")
    print(f"{'variant':<26} {'ok':>8} {'s a draft':>10}")
    for name, run in variants.items():
        if wanted and not name.startswith(wanted):
            continue
        began = time.perf_counter()
        good = sum(run(case) for case in cases)
        print(f"{name:<26} {good:>4}/{len(cases):<3} {(time.perf_counter() - began) / len(cases):>10.1f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SUITE, tuple(sys.argv[2:]))
