"""Files written anew in one step: whatever fails, the old file is there as it was."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replaced(path: Path, blocks: Iterable[bytes]) -> None:
    """The file holds these blocks from now on, or is what it was. Links are followed, permissions and owner kept. Raises OSError."""
    path = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            about = path.stat()
            Path(name).chmod(about.st_mode & 0o7777)
            with contextlib.suppress(OSError, AttributeError):  # only root gives files away, and Windows has no owners
                os.chown(name, about.st_uid, about.st_gid)
        else:
            Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
