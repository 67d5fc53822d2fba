"""KV states of packs' static parts on disk, so that a cold process does not compute them again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
import tempfile
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"RWSTATE1"
_KEPT = 16  # files; some 30 MB each


@dataclass(frozen=True, slots=True)
class StateStore:
    """A folder of states.

    `key`: everything beside the tokens that a state depends on (model, versions, context, KV
    type).

    A file is magic, header length, header (JSON), payload: tokens as int32, then llama.cpp's own bytes. Whatever is
    not exactly as
    written counts as absent: the payload's SHA-256 stands in the header, since llama.cpp may abort on damaged bytes.
    """

    folder: Path
    key: str

    def path(self, static: Sequence[int]) -> Path:
        """Where the state of these static tokens is kept."""
        digest = hashlib.sha256(self.key.encode() + b"\0" + _pack(static)).hexdigest()
        return self.folder / f"{digest[:32]}.kv"

    def load(self, static: Sequence[int]) -> tuple[list[int], bytes] | None:
        """The tokens computed so far (all of `static`, or a beginning where time ran out) and their state; None.

        None usable.
        """
        path = self.path(static)
        try:
            data = path.read_bytes()
            if data[:8] != _MAGIC:
                return None
            (size,) = struct.unpack_from("<I", data, 8)
            header = json.loads(data[12 : 12 + size])
            payload = memoryview(data)[12 + size :]
            if header["key"] != self.key or header["sha256"] != hashlib.sha256(payload).hexdigest():
                return None
            tokens = array("i", bytes(payload[: 4 * header["tokens"]])).tolist()
        except (OSError, ValueError, KeyError, TypeError, struct.error):
            return None
        if tokens != list(static[: len(tokens)]):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # the least recently used go first
        return tokens, bytes(payload[4 * len(tokens) :])

    def save(self, static: Sequence[int], tokens: Sequence[int], state: bytes) -> None:
        """Keep the state of `tokens`, a beginning of `static`.

        A full disk or a read-only folder costs speed, not the answer.
        """
        payload = _pack(tokens) + state
        header = json.dumps({"key": self.key, "tokens": len(tokens), "sha256": hashlib.sha256(payload).hexdigest()}).encode()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_MAGIC + struct.pack("<I", len(header)) + header)
                    file.write(payload)
                Path(name).replace(self.path(static))
            except OSError:
                Path(name).unlink()
                return
            self._forget_old()
        except OSError:
            return

    def _forget_old(self) -> None:
        files = sorted(self.folder.glob("*.kv"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[_KEPT:]:
            file.unlink(missing_ok=True)
        for leftover in self.folder.glob(".new-*"):  # of a process killed while it wrote
            if leftover.stat().st_mtime < time.time() - 3600:
                leftover.unlink(missing_ok=True)


def _pack(tokens: Sequence[int]) -> bytes:
    return array("i", tokens).tobytes()
