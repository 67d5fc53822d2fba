"""Shared by all tests: no test reaches the network beyond this machine."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Iterator

import pytest

_LOCAL = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    """Whoever starts us in the background may have SIGINT ignored; the programs that tests start would inherit it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure() -> None:
    """llama_cpp opens /dev/null at import and leaves it to the end, where Python warns of it behind the summary."""
    if (utils := sys.modules.get("llama_cpp._utils")) is not None:
        for name in ("outnull_file", "errnull_file"):
            if (file := getattr(utils, name, None)) is not None:
                file.close()


@pytest.hookimpl(tryfirst=True)  # before -m is looked at
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser is as many processes as a model has threads: what clicks and waits in one runs alone."""
    for item in items:
        if not {"browser", "chrome"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("alone")


@pytest.fixture(scope="module")
def own_loop() -> Iterator[None]:
    """An event loop of the tests' own, closed behind them; guardrails-ai would make one and leave it open, to be warned of in whichever test comes next."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()


class NetworkReached(RuntimeError):
    """A test tried to leave this machine."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOCAL):
            raise NetworkReached(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
