"""How a command on this machine finds the service: a small file with its address, there while it runs."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rewriter.server.keys import state_folder


def place() -> Path:
    """The file."""
    return state_folder() / "service.json"


class Running(NamedTuple):
    """A service of this user on this machine, and what it rewrites with."""

    url: str
    backend: str
    model: str | None


def announce(service: Running) -> None:
    """Says that this process serves."""
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps({**service._asdict(), "pid": os.getpid()}), encoding="utf-8")
    fresh.replace(path)


def withdraw() -> None:
    """Takes it back, where it is still ours."""
    with suppress(OSError, ValueError):
        if json.loads(place().read_text(encoding="utf-8")).get("pid") == os.getpid():
            place().unlink()


def found() -> Running | None:
    """The service that runs now, or None. Asks nothing over the network."""
    try:
        about = json.loads(place().read_text(encoding="utf-8"))
        os.kill(int(about["pid"]), 0)
        return Running(str(about["url"]), str(about["backend"]), about["model"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
