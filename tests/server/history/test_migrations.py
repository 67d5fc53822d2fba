"""The tables: made from nothing, brought up from the first revision with what is in them, by two services at once."""

from __future__ import annotations

import subprocess
import sys
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from rewriter.server.history.errors import HistoryError
from rewriter.server.history.migrating import migrate
from rewriter.server.history.models import Base
from rewriter.server.history.store import Store
from tests.cli.running import environment
from tests.server.history.making import kept_ids, put, row, tell

TABLES = {"alembic_version", "broken_rules", "client_marks", "feedback", "rewrites"}


def tables(store: Store) -> set[str]:
    return set(inspect(store.engine).get_table_names())


def at_first_revision(store: Store) -> None:
    if store.file:
        store.file.parent.mkdir(parents=True)
    with store.engine.begin() as connection:
        migrate(connection, "0001")


def test_an_empty_database_gets_the_tables_of_the_models(store: Store):
    store.open()
    assert tables(store) == TABLES
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []


def test_from_the_first_revision_with_what_is_in_it(store: Store):
    at_first_revision(store)
    assert tables(store) == TABLES - {"feedback"}
    with store.engine.begin() as connection:
        connection.execute(
            text(
                'INSERT INTO rewrites (request_id, created_at, "user", way, pack, status, verdict, backend, model, attempts, waited_ms, prompt_ms, model_ms, '
                "check_ms, total_ms, texts) VALUES ('old', '2026-01-01 00:00:00', 'u', 'api', 'post', 'ok', 'pass', 'b', 'm', 1, 0, 0, 0, 0, 1, 'off')"
            )
        )
    assert kept_ids(store) == ["old"]
    assert tables(store) == TABLES
    tell(store, "old", "accepted")
    put(store, row())
    assert len(kept_ids(store)) == 2


def test_every_revision_goes_down_again(store: Store):
    from alembic import command

    from rewriter.server.history.migrating import _config

    store.open()
    config = _config()
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert tables(store) <= {"alembic_version"}
    store.close()
    store.open()
    assert tables(store) == TABLES


def test_threads_that_start_at_once(database: str):
    stores, barrier, errors = [Store(database) for _ in range(4)], Barrier(4), []

    def start(store: Store) -> None:
        barrier.wait()
        try:
            store.open()
            put(store, row())
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [Thread(target=start, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert len(kept_ids(stores[0])) == 4
    for store in stores:
        store.close()


def test_processes_that_start_at_once(database: str):
    code = "import sys; from rewriter.server.history.store import Store; Store(sys.argv[1]).open()"
    running = [subprocess.Popen([sys.executable, "-c", code, database], env=environment(), stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.wait(60), process.communicate()[1]) for process in running] == [(0, b"")] * 3
    store = Store(database)
    assert kept_ids(store) == []
    assert tables(store) == TABLES
    store.close()


def test_a_database_of_a_later_version_is_left_alone(store: Store):
    store.open()
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(HistoryError, match=r"более новой версией программы \(ревизия 9999\)"):
        store.open()
    assert tables(store) == TABLES
