"""Each test of a database runs on both: SQLite in a file, and a real PostgreSQL that the session starts."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from rewriter.server.history.store import Store
from tests.server.history.postgres import MISSING, Cluster, programs


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    binaries = programs()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="rewriter-pg-", dir="/tmp"))  # a socket's path is short, and pytest's folders are closed to others
    folder.chmod(0o711)
    running = Cluster(folder / "c", binaries)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kept' / 'history.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"h{uuid.uuid4().hex[:12]}"
    cluster.sql(f"CREATE DATABASE {name}")
    yield cluster.url(name)
    cluster.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store(database)
    yield opened
    opened.close()
