"""`rewriter` with a backend that takes its time, to be killed in the middle. Run as a script."""

from __future__ import annotations

import sys
import time

import rewriter.backends
from rewriter.backends import Answer, Request
from rewriter.cli import main
from tests.cli.running import Stub


class Slow(Stub):
    def complete(self, request: Request) -> Answer:
        time.sleep(0.05)
        return super().complete(request)


if __name__ == "__main__":
    rewriter.backends.open_backend = lambda *_, **__: Slow("Посылка приедет завтра.")
    sys.exit(main())
