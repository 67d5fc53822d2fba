"""The history of a running service: told of each rewrite by the desk, asked by the API. It may fail as it likes: no reply depends on it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from rewriter.server.desk import Desk, Rewritten
from rewriter.server.history import erasing, feedback
from rewriter.server.history.clients import load_marks
from rewriter.server.history.recent import Recent, Remembered
from rewriter.server.history.recorder import Recorder
from rewriter.server.history.rows import Row, row_of, texts_of, write
from rewriter.server.history.store import Store, reason

log = logging.getLogger("rewriter.server")
_FLUSH_S = 2.0  # what a reader waits for rewrites that are just being written
_STOP_S = 10.0


class History:
    """Put beside a desk: listens from the start, writes between `open` and `close`."""

    def __init__(self, desk: Desk) -> None:
        """Connects to nothing. Raises SettingsError for a database or a key that cannot be used."""
        serve = desk.serve
        self.setting, self.keep_days = serve.history, serve.keep_days
        self.packs = desk.packs
        self.store = Store(serve.database)
        self.marks = load_marks()
        self.recent = Recent()
        self._count_failure = desk.metrics.history_failures.inc
        self.recorder: Recorder[Rewritten, Row] = Recorder(
            prepare=self._row,
            write=self._write,
            daily=self._daily,
            failed=self._count_failure,
            lost=desk.metrics.history_lost.inc,
        )
        desk.listeners.append(self.recorder.take)

    def open(self) -> None:
        """Starts the thread; the tables are made there, so that the service does not wait for a database."""
        self.recorder.start()

    def close(self) -> None:
        """Writes what waits."""
        self.recorder.stop(_STOP_S)
        self.store.close()

    def flush(self) -> bool:
        """Whether all rewrites so far can be read."""
        return not self.recorder.waiting or self.recorder.flush(_FLUSH_S)

    def feedback(self, told: feedback.Told) -> feedback.Kept | None:
        """Keeps what an operator did; None for a rewrite that is not known. Raises SQLAlchemyError, HistoryError, OSError."""
        self.flush()
        with self.store.writing() as connection:
            return feedback.keep(connection, told, self.recent.get(told.request_id), self.packs, self.setting)

    def erase(self, client: str) -> int:
        """Erases a client's rewrites, by name, ticket, phone, e-mail or number; how many."""
        self.flush()
        mark = self.marks.of(client)
        self.recent.forget(mark)
        with self.store.writing() as connection:
            count = erasing.of_client(connection, mark)
        self.store.shrink()
        return count

    def failed(self, error: Exception) -> None:
        """Counts and logs what a reader ran into; the next one opens the database anew."""
        self._count_failure()
        log.warning("history: not to be had (%s)", reason(error))
        self.store.close()

    def _row(self, done: Rewritten, at: datetime) -> Row:
        row = row_of(done, at, keep=self.setting, marks=self.marks, packs=self.packs)
        if self.setting != "off":
            self.recent.put(row.request_id, Remembered(done.case, texts_of(done), row.marks))
        return row

    def _write(self, rows: Sequence[Row]) -> None:
        try:
            with self.store.writing() as connection:
                for row in rows:
                    write(connection, row)
        except Exception:
            self.store.close()
            raise

    def _daily(self) -> None:
        self.store.open()
        with self.store.writing() as connection:
            count = erasing.older_than(connection, self.keep_days)
        if count:
            log.info("history: %d rewrite(s) older than %d days erased", count, self.keep_days)
            self.store.shrink()
