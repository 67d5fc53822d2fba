"""Brings a database to the tables of this version. Safe for two services that start at once: the second waits for the first and finds it done."""

from __future__ import annotations

import logging
import threading
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from rewriter.server.history.errors import HistoryError

_FOLDER = Path(__file__).parent / "migrations"
_LOCK_OF_POSTGRES = 0x72657772  # «rewr»: any number that nobody else locks
_ours = threading.Lock()  # Alembic keeps what it works on in module globals


def migrate(connection: Connection, target: str = "head") -> None:
    """Within the caller's transaction, which has SQLite's write lock already. Raises HistoryError where the database is of a later version."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_OF_POSTGRES})")
    with _ours:
        logging.getLogger("alembic").setLevel(logging.WARNING)
        current = MigrationContext.configure(connection).get_current_heads()
        known = _script()
        if unknown := [revision for revision in current if revision not in {r.revision for r in known.walk_revisions()}]:
            raise HistoryError(f"база истории сделана более новой версией программы (ревизия {', '.join(unknown)}); обновите rewriter")
        if target == "head" and set(current) == set(known.get_heads()):
            return
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@lru_cache(maxsize=1)
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
