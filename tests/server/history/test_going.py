"""Retention and erasure: what is old goes, what a client asks for goes, and the bytes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rewriter.server.history.erasing import older_than
from rewriter.server.history.store import Store
from tests.server.conftest import Served
from tests.server.history.making import NOW, PERSONAL_CASE, desk_for, kept_ids, put, rewritten, row, tell
from tests.server.history.test_kept import everything
from tests.stubs import StubBackend


def test_what_is_older_than_the_days_goes_with_all_that_belongs_to_it(store: Store):
    put(store, *(row(rewritten(request_id=str(days)), days_ago=days) for days in (0, 6.9, 7.1, 400)))
    for request_id in ("0", "400"):
        tell(store, request_id, "accepted", thumb="up")
    with store.writing() as connection:
        assert older_than(connection, 7, NOW) == 2
    assert kept_ids(store) == ["0", "6.9"]
    with store.reading() as connection:
        for table in ("broken_rules", "feedback", "client_marks"):
            orphans = connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE rewrite_id NOT IN (SELECT id FROM rewrites)").scalar_one()
            assert orphans == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM feedback").scalar_one() == 1


def test_the_service_erases_what_is_old_at_its_start(database: str):
    store = Store(database)
    put(store, row(rewritten(request_id="old"), days_ago=31), row(rewritten(request_id="new"), days_ago=29))
    with Served(desk_for(database, keep_days=30)):
        Served.until(lambda: kept_ids(store) == ["new"])
    store.close()


def test_and_once_a_day(database: str):
    with Served(desk_for(database, keep_days=30)) as service:
        history = service.app.state.history
        assert history.recorder.flush(30)
        put(history.store, row(rewritten(request_id="old"), days_ago=31))
        assert history.recorder.flush(30)
        assert kept_ids(history.store) == ["old"]
        history.recorder._daily_due = 1.0  # a day later
        assert history.recorder.flush(30)
        assert kept_ids(history.store) == []


@pytest.mark.parametrize("client", ["анна смирнова", "обр 30417", "8 (912) 345-67-89", "SMIRNOVA@example.ru", "RA123456785RU"])
def test_a_client_is_erased_by_whatever_is_known(database: str, client: str):
    other = {**PERSONAL_CASE, "client_message": "Где посылка?", "draft": "Осуществляется доставка.", "context": {"client_name": "Пётр", "ticket_id": "30418"}}
    with Served(desk_for(database, StubBackend(["Здравствуйте! Доставляем. Хорошего Вам дня!"]))) as service:
        for case in (PERSONAL_CASE, other, PERSONAL_CASE):
            service.client.post("/v1/rewrite", json=case)
        assert len(service.client.get("/v1/history", params={"client": client}).json()["items"]) == 2
        assert service.client.delete("/v1/history", params={"client": client}).json() == {"erased": 2}
        assert service.client.delete("/v1/history", params={"client": client}).json() == {"erased": 0}
        (left,) = service.client.get("/v1/history").json()["items"]
        assert left["client_message"] == "Где посылка?"
        assert len(service.app.state.history.recent._known) == 1


def test_what_was_erased_is_in_no_file(tmp_path: Path, request: pytest.FixtureRequest):
    database = f"sqlite:///{tmp_path / 'kept' / 'history.db'}"
    with Served(desk_for(database, history="full")) as service:
        service.client.post("/v1/rewrite", json=PERSONAL_CASE)
        service.client.get("/v1/history")
        assert "smirnova" in everything(database, tmp_path, request)
        service.client.delete("/v1/history", params={"client": "ОБР-30417"})
        assert "smirnova" not in everything(database, tmp_path, request)


def test_erasing_needs_to_be_told_whom(database: str):
    with Served(desk_for(database)) as service:
        assert service.client.delete("/v1/history").status_code == 422
        assert service.client.delete("/v1/history", params={"client": ""}).status_code == 422
