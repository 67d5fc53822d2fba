"""Shared by all tests: no test reaches the network beyond this machine."""

from __future__ import annotations

import socket

import pytest

_LOCAL = ("127.", "::1", "localhost")


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
