"""First token of a cold process with and without the stored state of the prompt's static part (guide, rules, fixed pairs)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

RUNS = 3


def child(folder: str) -> None:
    """One cold process: opens the model, asks for one token of a whole reply; prints seconds to it, and tokens read from the state."""
    start = time.perf_counter()
    from importlib import import_module

    from rewriter.backends import open_backend
    from rewriter.backends.protocol import Request
    from rewriter.backends.states import StateStore
    from rewriter.pack import load_pack
    from rewriter.prompt import build
    from rewriter.text.reading import Reading

    case, pack = import_module("rewrite").sample(), load_pack("post")  # rewrite.py beside this file
    backend: Any = open_backend("local")
    backend._states = StateStore(Path(folder), "benchmark")
    opened = time.perf_counter() - start
    prompt = build(Reading(case, pack), backend.count_tokens)
    answer = backend.complete(Request(messages=prompt.messages, static_messages=prompt.static_messages, max_tokens=1))
    print(f"{time.perf_counter() - start:.2f} {opened:.2f} {answer.usage.prompt_tokens} {answer.usage.cached_tokens}")
    backend.close()


def run(folder: str) -> tuple[float, float, int, int]:
    done = subprocess.run([sys.executable, __file__, folder], capture_output=True, text=True, check=True)
    first, opened, prompt, cached = done.stdout.split()
    return float(first), float(opened), int(prompt), int(cached)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, opened, prompt, cached = run(folder)
        print(f"without the state: first token after {first:6.2f} s ({opened:.2f} s to open the model; {prompt} tokens of prompt, {cached} of them stored)")
        best = min(run(folder) for _ in range(RUNS))
        print(
            f"with the state:    first token after {best[0]:6.2f} s ({best[1]:.2f} s to open the model; {best[2]} tokens of prompt, {best[3]} of them stored)"
        )
        print(f"{first / best[0]:.1f} times sooner")


if __name__ == "__main__":
    child(sys.argv[1]) if len(sys.argv) > 1 else main()
