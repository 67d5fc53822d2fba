"""From the bytes of tokens to text: whole characters only, cut at the first stop string."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """Collects the pieces of an answer.

    `text` grows; once `stopped`, a stop string was met and cut off with all after it.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._stop = tuple(s for s in stop if s)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._shown = 0
        self.text = ""
        self.stopped = False

    def feed(self, piece: bytes, *, final: bool = False) -> str:
        """Add a token's bytes; the new text that is certain, that is not the possible beginning of a stop string."""
        if self.stopped:
            return ""
        searched = len(self.text)
        self.text += self._decoder.decode(piece, final)
        for stop in self._stop:
            at = self.text.find(stop, max(0, searched - len(stop) + 1))
            if at >= 0:
                self.text, self.stopped = self.text[:at], True
        end = len(self.text) if final or self.stopped else len(self.text) - self._held_back()
        new, self._shown = self.text[self._shown : end], max(self._shown, end)
        return new

    def _held_back(self) -> int:
        """How many characters at the end may begin a stop string."""
        longest = max((len(s) - 1 for s in self._stop), default=0)
        for size in range(min(longest, len(self.text)), 0, -1):
            tail = self.text[-size:]
            if any(s.startswith(tail) for s in self._stop):
                return size
        return 0
