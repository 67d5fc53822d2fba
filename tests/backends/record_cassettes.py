"""Record real traffic between the openai client and a real llama-cpp-python server with the embedded model.

    .venv/bin/pip install 'llama-cpp-python[server]' && .venv/bin/python -m tests.backends.record_cassettes

Takes about a minute; rewrites tests/cassettes/*.yaml. Run it when what we send changes, then read the diff.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from rewriter.backends.models import DEFAULT, check, resolve
from rewriter.backends.openai import OpenAIBackend
from tests.backends.traffic import CALLS, CASSETTES, KEY, MODEL, URL, recorder

PORT = 18017


def main() -> None:
    """Ask each call once against the server."""
    with server():
        for name, call in CALLS.items():
            (CASSETTES / f"{name}.yaml").unlink(missing_ok=True)
            with recorder.use_cassette(f"{name}.yaml", record_mode="once"):
                backend = OpenAIBackend.open(MODEL, base_url=URL, api_key=KEY, mask=call.mask)
                answer = backend.complete(call.request)
            print(f"{name}: {answer.text!r} {answer.finish_reason} {answer.usage}")


@contextmanager
def server() -> Iterator[None]:
    """llama-cpp-python's own server on loopback, with a cache so that it reports cached tokens where it does."""
    file = resolve(DEFAULT)
    check(file)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", PORT))  # fails here, with a name, if something else listens
    options = ["--model", str(file.path), "--model_alias", MODEL, "--host", "127.0.0.1", "--port", str(PORT)]
    options += ["--n_ctx", "2048", "--n_threads", str(os.cpu_count() or 1), "--verbose", "false"]
    process = subprocess.Popen([sys.executable, "-m", "llama_cpp.server", *options], stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{URL}/models", timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    main()
