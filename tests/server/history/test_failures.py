"""A database that is gone, locked, read-only or full: every reply is given at once, the failure is counted, and what can be written later is."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from rewriter.server.history import store as stores
from rewriter.server.history.keeping import History
from rewriter.server.history.recorder import Recorder
from rewriter.server.history.store import Store
from tests.server.conftest import CASE, GOOD, Served
from tests.server.history.making import desk_for, kept_ids, rewritten
from tests.server.history.postgres import Cluster
from tests.stubs import StubBackend

# They hold waits to a clock.
pytestmark = pytest.mark.alone

QUICK_S = 3.0  # for a reply, far below what any database is waited for


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stores, "_BUSY_S", 1.0)


def ask(service: Served) -> str:
    """The reply comes whole and soon, whatever the database does."""
    began = time.monotonic()
    answer = service.client.post("/v1/rewrite", json=CASE)
    assert time.monotonic() - began < QUICK_S
    assert (answer.status_code, answer.json()["reply"]) == (200, GOOD)
    return str(answer.headers["x-request-id"])


def failures(service: Served, name: str = "failures") -> float:
    text = service.client.get("/metrics").text
    return float(next(line for line in text.splitlines() if line.startswith(f"rewriter_history_{name}_total ")).split()[1])


def history_of(service: Served) -> History:
    history: History = service.app.state.history
    return history


def goes_and_comes_back(service: Served, gone, back, caplog: pytest.LogCaptureFixture) -> None:
    """One rewrite before, two while the database is away, one after: all four are in the history in the end."""
    ids = [ask(service)]
    assert history_of(service).flush()
    gone()
    with caplog.at_level(logging.WARNING, "rewriter.server"):
        ids += [ask(service), ask(service)]
        assert not history_of(service).recorder.flush(30)
    assert failures(service) >= 1
    assert any("history: not written" in record.message for record in caplog.records)
    assert not any("посылка" in record.getMessage() for record in caplog.records)
    refused = service.client.post("/v1/feedback", json={"request_id": ids[1], "outcome": "accepted"})
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "30"
    back()
    ids.append(ask(service))
    assert history_of(service).recorder.flush(30)
    assert kept_ids(history_of(service).store) == ids
    assert service.client.post("/v1/feedback", json={"request_id": ids[1], "outcome": "accepted"}).status_code == 200
    assert failures(service, "lost") == 0


def test_postgresql_that_dies_and_comes_back(cluster: Cluster, caplog: pytest.LogCaptureFixture):
    cluster.sql("CREATE DATABASE dies")
    with Served(desk_for(cluster.url("dies"))) as service:
        goes_and_comes_back(service, cluster.stop, cluster.start, caplog)
    cluster.sql("DROP DATABASE dies WITH (FORCE)")


def test_postgresql_that_is_read_only_for_a_while(cluster: Cluster, caplog: pytest.LogCaptureFixture):
    def only_reads(yes: bool) -> None:
        cluster.sql(f"ALTER DATABASE reads SET default_transaction_read_only = {'on' if yes else 'off'}")
        cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'reads'")

    cluster.sql("CREATE DATABASE reads")
    with Served(desk_for(cluster.url("reads"))) as service:
        goes_and_comes_back(service, lambda: only_reads(True), lambda: only_reads(False), caplog)
    cluster.sql("DROP DATABASE reads WITH (FORCE)")


def test_sqlite_whose_folder_goes_and_comes_back(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    here, there = tmp_path / "kept", tmp_path / "away"

    def gone() -> None:
        here.rename(there)
        here.write_text("a file where the folder was")

    def back() -> None:
        here.unlink()
        there.rename(here)

    with Served(desk_for(f"sqlite:///{here / 'history.db'}")) as service:
        goes_and_comes_back(service, gone, back, caplog)


def test_sqlite_whose_file_was_deleted_begins_anew(tmp_path: Path):
    with Served(desk_for(f"sqlite:///{tmp_path / 'kept' / 'history.db'}")) as service:
        ask(service)
        assert history_of(service).flush()
        for path in (tmp_path / "kept").iterdir():
            path.unlink()
        assert service.client.get("/v1/history").json()["items"] == []
        after = ask(service)
        assert history_of(service).flush()
        assert kept_ids(history_of(service).store) == [after]


def test_sqlite_that_somebody_locks(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    file = tmp_path / "history.db"
    with Served(desk_for(f"sqlite:///{file}")) as service:
        assert history_of(service).recorder.flush(30)
        locking = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        goes_and_comes_back(service, lambda: locking.execute("BEGIN IMMEDIATE"), lambda: locking.execute("ROLLBACK"), caplog)
        locking.close()


@pytest.mark.parametrize("pragma", ["query_only=ON", "max_page_count=1"], ids=["read-only", "full"])
def test_sqlite_that_is_read_only_or_full(pragma: str, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    wrong = threading.Event()
    with Served(desk_for(f"sqlite:///{tmp_path / 'history.db'}", history="full")) as service:

        @event.listens_for(history_of(service).store.engine, "connect")
        def _(connection, _record) -> None:
            if wrong.is_set():
                connection.execute(f"PRAGMA {pragma}").close()  # no fewer pages than there are: full at once

        big = {**CASE, "client_message": "Когда приедет посылка? " + "Жду её очень давно и прошу ответить мне сегодня. " * 150}
        if pragma.startswith("max"):  # what stands on a page that is begun still fits
            service.client.post("/v1/rewrite", json=CASE)
            assert history_of(service).recorder.flush(30)
            wrong.set()
            assert service.client.post("/v1/rewrite", json=big).json()["reply"]
            assert not history_of(service).recorder.flush(30)
            assert failures(service) >= 1
            wrong.clear()
            assert history_of(service).recorder.flush(30)
            assert len(kept_ids(history_of(service).store)) == 2
        else:
            goes_and_comes_back(service, wrong.set, wrong.clear, caplog)


def test_a_database_that_never_was_costs_nothing_but_the_history(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "rewriter.server"), Served(desk_for("postgresql://me:secret@127.0.0.1:1/none")) as service:
        for _ in range(3):
            ask(service)
        for path in ("/v1/stats", "/v1/history"):
            answer = service.client.get(path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (503, "history")
        assert failures(service) >= 3
        assert service.client.get("/readyz").status_code == 200
    assert "3 rewrite(s) will never be in it" in caplog.text
    assert "secret" not in caplog.text
    assert sum("history: not written" in record.message for record in caplog.records) == 1  # once a minute, not for every reply


def test_a_writer_that_hangs_holds_up_no_reply_and_no_stop():
    held = threading.Event()
    with Served(desk_for("postgresql://127.0.0.1:1/none")) as service:
        recorder = history_of(service).recorder
        recorder.flush(30)
        recorder._write = lambda rows: (held.wait(30), None)[1]
        for _ in range(5):
            ask(service)
        began = time.monotonic()
        assert not recorder.flush(0.2)
        recorder.stop(0.2)
        assert time.monotonic() - began < 2
        held.set()


def test_what_waits_is_written_at_the_stop(database: str):
    slow = threading.Event()
    with Served(desk_for(database)) as service:
        history = history_of(service)
        assert history.recorder.flush(30)
        write = history.recorder._write
        history.recorder._write = lambda rows: (slow.wait(1), write(rows))[1]
        ids = [ask(service) for _ in range(4)]
    store = Store(database)
    assert kept_ids(store) == ids
    store.close()


def test_many_at_once(database: str):
    with Served(desk_for(database, StubBackend([GOOD]), waiting=100)) as service:
        with ThreadPoolExecutor(12) as pool:
            ids = [future.result() for future in [pool.submit(ask_any, service) for _ in range(36)]]
            told = [{"request_id": request_id, "outcome": "accepted"} for request_id in ids]
            answers = list(pool.map(lambda one: service.client.post("/v1/feedback", json=one).status_code, told))
        assert set(answers) == {200}
        assert sorted(kept_ids(history_of(service).store)) == sorted(ids)
        assert service.client.get("/v1/stats").json()["all"]["accepted"] == 36
        assert failures(service) == failures(service, "lost") == 0


def ask_any(service: Served) -> str:
    return str(service.client.post("/v1/rewrite", params={"rules_only": True}, json=CASE).headers["x-request-id"])


def test_two_services_write_to_one_database(database: str):
    with Served(desk_for(database)) as one, Served(desk_for(database)) as other:
        with ThreadPoolExecutor(4) as pool:
            ids = list(pool.map(ask_any, [one, other] * 8))
        assert history_of(one).recorder.flush(30)
        assert history_of(other).recorder.flush(30)
        assert sorted(kept_ids(history_of(one).store)) == sorted(ids)
        assert failures(one) == failures(other) == 0


class Told:
    """What a recorder counts."""

    def __init__(self, **more) -> None:
        self.written: list[str] = []
        self.failed = self.lost = 0
        self.recorder: Recorder[str, str] = Recorder(
            prepare=lambda done, at: done.upper(), write=self.write, daily=lambda: None, failed=self.fail, lost=self.lose, **more
        )

    def write(self, rows) -> None:
        if "POISON" in rows:
            raise ValueError("a row that is itself wrong")
        self.written += rows

    def fail(self) -> None:
        self.failed += 1

    def lose(self, count: int) -> None:
        self.lost += count


def test_a_row_that_is_itself_wrong_takes_no_other_along():
    told = Told()
    for word in ("a", "poison", "b"):
        told.recorder.take(word)
    told.recorder.start()
    assert told.recorder.flush(10)
    told.recorder.stop(10)
    assert (told.written, told.failed, told.lost) == (["A", "B"], 1, 1)


def test_what_waits_is_bounded_and_the_oldest_goes():
    told = Told(most=3)
    for word in "abcde":
        told.recorder.take(word)
    assert (told.recorder.waiting, told.lost) == (3, 2)
    told.recorder.start()
    told.recorder.stop(10)
    assert told.written == ["C", "D", "E"]


def test_a_failure_is_tried_again_without_another_rewrite():
    told = Told(retry_s=0.05)
    errors = [OSError("gone"), OSError("still gone")]
    write = told.write

    def failing(rows) -> None:
        if errors:
            raise errors.pop()
        write(rows)

    told.recorder._write = failing
    told.recorder.start()
    told.recorder.take("a")
    Served.until(lambda: told.written == ["A"], 10)
    assert told.failed == 2
    told.recorder.stop(10)


def test_taking_never_waits():
    history = History(desk_for("postgresql://127.0.0.1:1/none"))
    done = rewritten()
    began = time.perf_counter()
    for _ in range(2000):
        history.recorder.take(done)
    assert time.perf_counter() - began < 1.0
    assert history.recorder.waiting == 500
