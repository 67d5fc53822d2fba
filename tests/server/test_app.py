"""The app as a whole: what it builds before the first request, and what it says where it breaks itself."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from pydantic import TypeAdapter

from rewriter.server.desk import Desk
from tests.server.conftest import CASE, Served, desk_with


def test_the_first_request_finds_every_route_built(monkeypatch: pytest.MonkeyPatch):
    built: list[object] = []
    make = TypeAdapter.__init__

    def seen(self: TypeAdapter[Any], kind: Any, **more: Any) -> None:
        built.append(kind)
        make(self, kind, **more)

    monkeypatch.setattr(TypeAdapter, "__init__", seen)
    with Served(desk_with()) as served:
        assert built, "FastAPI makes its models otherwise now: this test no longer sees them"
        built.clear()
        assert served.client.post("/v1/check", json=CASE).status_code == 200
        assert served.client.get("/v1/models").status_code == 200
    assert built == []


def test_an_error_of_our_own_names_the_request_and_nothing_else(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    def broken(*_: object) -> None:
        raise RuntimeError(CASE["client_message"])

    with Served(desk_with()) as served, caplog.at_level(logging.ERROR):
        monkeypatch.setattr(Desk, "check", broken)
        answer = served.client.post("/v1/check", json=CASE)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal"
    assert len(answer.headers["x-request-id"]) == 32
    assert "test_app.py" in caplog.text  # where it broke
    assert CASE["client_message"] not in caplog.text
