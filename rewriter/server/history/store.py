"""The database: opened by its URL, brought up to date, written and read. SQLite by default, PostgreSQL for several services or a large team."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from rewriter.server.history.errors import DatabaseSetting, HistoryError
from rewriter.server.history.migrating import migrate
from rewriter.server.history.place import default_file

_BUSY_S = 5.0  # how long to wait for another writer's lock, or for a server to let us in
_STATEMENT_S = 30
_BEGIN = "rewriter_begin"


class Store:
    """One database. `reading` and `writing` open it first where it is not open, or where its file has gone."""

    def __init__(self, database: str | None = None) -> None:
        """Connects to nothing yet. Raises DatabaseSetting for a URL that cannot be used."""
        self.url = _url(database)
        self.file = _file(self.url)
        self.engine = _engine(self.url)
        self._lock = threading.Lock()
        self._ready = False

    @property
    def name(self) -> str:
        """The database as one may show it: without the password."""
        return str(self.file) if self.file else self.url.render_as_string(hide_password=True)

    def exists(self) -> bool:
        """Whether there may be something in it: no file, no history. A server is asked only when it is read."""
        return self.file is None or self.file.is_file()

    def open(self) -> None:
        """Makes the tables, or brings them up to date. Raises HistoryError, SQLAlchemyError, OSError."""
        with self._lock:
            if self._ready and self.exists():
                return
            if self.file is not None:
                self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))  # never readable by others; SQLite's side files get the same mode
                self._outside("PRAGMA journal_mode=WAL")  # readers and the writer do not wait for each other
            with self._begin() as connection:
                migrate(connection)
            self._ready = True

    def close(self) -> None:
        """Lets all connections go; the next use opens anew, so that a database that has come back is looked at afresh."""
        self._ready = False
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end."""
        self.open()
        with self._begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which nothing changes."""
        self.open()
        with self.engine.connect() as connection:
            yield connection

    def shrink(self) -> None:
        """After an erasure: what was erased leaves SQLite's write-ahead file, too. PostgreSQL's autovacuum needs no help."""
        if self.file is not None:
            with suppress(SQLAlchemyError):
                self._outside("PRAGMA wal_checkpoint(TRUNCATE)")

    def _outside(self, statement: str) -> None:
        """For SQLite's statements that stand in no transaction."""
        with self.engine.connect().execution_options(**{_BEGIN: None}) as connection:
            connection.exec_driver_sql(statement).close()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}) as connection, connection.begin():
            yield connection


def passing(error: Exception) -> bool:
    """Whether the same rows may be written later: the database is gone, locked, full or read-only. Else the rows themselves are wrong."""
    if isinstance(error, DBAPIError):
        return type(error).__name__ not in ("IntegrityError", "DataError")
    return isinstance(error, HistoryError | OSError | NoConnection)


def reason(error: Exception) -> str:
    """What is wrong, for a log: no statement, no values, no texts."""
    if isinstance(error, HistoryError):
        return str(error)
    if isinstance(error, DBAPIError) and error.orig is not None:
        words = str(error.orig).strip().splitlines()
        return f"{type(error.orig).__name__}: {words[0][:200]}" if passing(error) and words else type(error.orig).__name__
    if isinstance(error, OSError):
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__


def _url(database: str | None) -> URL:
    if not database:
        return URL.create("sqlite", database=str(default_file()))
    try:
        url = make_url(database)
    except (ArgumentError, ValueError) as error:
        raise DatabaseSetting("database: это не адрес базы. Нужно sqlite:////папка/history.db или postgresql://имя:пароль@сервер/база.") from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseSetting(f"database: «{url.drivername}» не подходит. Есть: sqlite, postgresql.")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise DatabaseSetting("database: истории нужен файл, а не память: sqlite:////папка/history.db.")
    return url


def _file(url: URL) -> Path | None:
    return Path(url.database or "").expanduser().absolute() if url.get_backend_name() == "sqlite" else None


def _engine(url: URL) -> Engine:
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        # No pool: a connection to a file that was deleted or put back would go on with the old one.
        options = {"poolclass": NullPool, "connect_args": {"timeout": _BUSY_S, "isolation_level": None, "check_same_thread": False}}
        url = url.set(database=str(_file(url)))
    else:
        keepalive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}
        options = {
            "pool_size": 2,
            "max_overflow": 4,
            "pool_timeout": _BUSY_S,
            "pool_pre_ping": True,
            "connect_args": {"connect_timeout": int(_BUSY_S), "prepare_threshold": None, **keepalive},  # no prepared statements: works behind pgbouncer
        }
    try:
        engine = create_engine(url, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise DatabaseSetting(f"database: нет пакета {error.name}. Установите: pip install 'rewriter[server,postgres]'.") from error
    except (NoSuchModuleError, ArgumentError, TypeError) as error:
        raise DatabaseSetting(f"database: адрес «{url.drivername}://…» не подходит. Нужно sqlite:////папка/history.db или postgresql://…") from error
    _prepare(engine)
    return engine


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _: object) -> None:
            # What is erased is overwritten, children go with their rewrite.
            for pragma in ("foreign_keys=ON", "secure_delete=ON", "synchronous=NORMAL"):
                connection.execute(f"PRAGMA {pragma}").close()

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            # A writer takes the lock at once: to take it half-way fails where somebody else has written meanwhile.
            if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
                connection.exec_driver_sql(statement)
    else:

        @event.listens_for(engine, "begin")
        def _limited(connection: Connection) -> None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(_BUSY_S)}s'")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_STATEMENT_S}s'")
