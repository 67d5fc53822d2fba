"""What a file of data says, kept between processes in the user's cache folder: reading 500 KB of YAML costs more than judging a reply.

A cached file holds its key (path, size, time of change, versions), a checksum and the data by `marshal`; whatever is not exactly
as written counts as absent. A folder that cannot be written to costs speed, nothing else.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """Where models, states and data are kept, shared between checkouts; `REWRITER_CACHE` names another place."""
    if override := os.environ.get("REWRITER_CACHE"):
        return Path(override).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("rewriter")


def cached(path: Path, version: str, load: Callable[[Path], Any]) -> Any:
    """`load(path)`, or what it gave for this very file before. `version`: of the code that reads it. The data is of plain types."""
    try:
        about, home = path.stat(), cache_folder() / "data"
        key = repr((os.path.abspath(path), about.st_size, about.st_mtime_ns, version, sys.version)).encode()  # noqa: PTH100 - resolve() asks the disk
    except (OSError, RuntimeError):  # no such file: `load` says so; no home: nowhere to keep it
        return load(path)
    place = home / f"{path.stem}-{zlib.crc32(os.fsencode(os.path.abspath(path))):08x}.marshal"  # noqa: PTH100
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        written = place.read_bytes()
        if written.startswith(key) and int.from_bytes(written[len(key) : len(key) + 4], "big") == zlib.crc32(body := written[len(key) + 4 :]):
            return marshal.loads(body)  # noqa: S302 - our own file, whole as its checksum says
    data = load(path)
    with contextlib.suppress(OSError, ValueError):  # ValueError: a YAML date or the like, which marshal does not know
        body = marshal.dumps(data)
        _write(place, key + zlib.crc32(body).to_bytes(4, "big") + body)
    return data


def _write(place: Path, content: bytes) -> None:
    import tempfile

    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink()
        raise
