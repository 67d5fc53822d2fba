"""What is read before anybody asks: the first check of a service is nearly as quick as the next."""

from __future__ import annotations

import threading

import pytest

from rewriter import check, load_pack
from rewriter.server import desk as desks
from rewriter.server.first import FIRST
from rewriter.settings import Settings
from tests.server.conftest import CASE, Served, desk_with
from tests.stubs import StubBackend


def test_the_first_case_has_something_for_every_kind_of_rule():
    found = check(FIRST, load_pack("post"))
    assert len({v.rule for v in found.violations}) > 10
    assert len({f.kind for f in found.facts}) > 10
    assert len(found.questions) > 3


def test_the_services_own_pack_is_read_before_the_port_answers(monkeypatch: pytest.MonkeyPatch):
    """Beside the model's loading a first check took 160 ms on the page instead of 75."""
    read: list[tuple[str, str]] = []
    held = threading.Event()
    desk = desk_with(settings=Settings(pack="post"))

    def opener(_: Settings) -> StubBackend:
        held.wait(20)  # the model takes its time
        return StubBackend([])

    desk.opener = opener
    monkeypatch.setattr(desks, "read_rules", lambda pack: read.append((pack.name, desk.state)))
    monkeypatch.setattr(desks, "read_all", lambda pack: None)
    until = Served.until
    monkeypatch.setattr(Served, "until", staticmethod(lambda *_: None))
    with Served(desk) as service:
        until(lambda: service.server.started)  # open, and the model is not there yet
        assert service.client.post("/v1/check", json=CASE).status_code == 200
        assert read == [("post", "opening")]
        held.set()
