"""A real service on a real port, in a thread; its backend is a stub unless a test says otherwise."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import httpx
import pytest

from rewriter.server.app import create_app, offered_packs
from rewriter.server.desk import Desk
from rewriter.server.serving import Server
from rewriter.server.settings import ServeSettings
from rewriter.settings import Settings
from tests.stubs import StubBackend

TOKEN = "token-for-tests-0123456789"
GOOD = "Здравствуйте! Посылка приедет завтра. Хорошего Вам дня!"
CASE = {"pack": "post", "client_message": "Когда приедет посылка?", "draft": "Данная посылка приедет завтра."}


class Served:
    """A running service: its desk, its address, a client with the token."""

    def __init__(self, desk: Desk, *, token: str = TOKEN) -> None:
        self.desk = desk
        self.token = token
        self._listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listening.bind(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.app = create_app(desk, token)
        self.server = Server(self.app, desk)
        self._thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self._listening]}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.client = httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.token}"}, timeout=60, trust_env=False)
        self.until(lambda: self.server.started and self.desk.state in ("ready", "no-model"))
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.stop()

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive(), "the service did not stop"
        self._listening.close()

    @staticmethod
    def until(true, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "waited too long"
            time.sleep(0.01)


def desk_with(*backends: object, settings: Settings | None = None, packs: tuple[str, ...] = ("base", "post"), **serve) -> Desk:
    """A desk whose backend is the first of these, the next one at the next opening, …"""
    left = list(backends) or [StubBackend([GOOD])]
    offered = offered_packs(())

    def opener(_: Settings):
        backend = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(backend, Exception):
            raise backend
        return backend

    return Desk(settings or Settings(), ServeSettings(**serve), {name: offered[name] for name in packs}, opener=opener)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings and no state of the developer's."""
    monkeypatch.setenv("REWRITER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("REWRITER_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("REWRITER_TOKEN", raising=False)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """One service for the tests of a module that leave it as it was."""
    with Served(desk_with()) as service:
        yield service
