"""A draft with markup, taken apart: what is read and may change, what stands beside it and may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

_SIGNATURE = re.compile(r"^[ \t\u00a0]*(?:(--)[ \t\u00a0]*$|(?:с уважением|с наилучшими пожеланиями)\b)", re.IGNORECASE | re.MULTILINE)
_LONGEST_SIGNATURE = 200


@dataclass
class Piece:
    """A stretch of the draft. `source`: as it is written; `shown`: what of it a reader sees, as the rules read it.

    `text` may change; `mark` (tags, list markers, code) stays as it is, though what it shows is read; `frozen` (quotes, signatures) is not even read.
    `depth`: in how many inline elements it stands; `block`: the number of its block.
    """

    source: str
    shown: str = ""
    kind: Literal["text", "mark", "frozen"] = "mark"
    depth: int = 0
    block: int = 0


@dataclass
class Block:
    """A paragraph or a point of a list: pieces `first` to `last`. Another paragraph beside it goes outside of `around` and is written between `opening` and `closing`.

    `joint` stands between two of them, `spacer` where an empty line parts them.
    """

    first: int
    last: int
    opening: str = ""
    closing: str = ""
    joint: str = ""
    spacer: str = ""
    point: bool = False
    around: tuple[int, int] | None = None

    @property
    def outside(self) -> tuple[int, int]:
        """The pieces before and after which another paragraph may stand."""
        return self.around or (self.first, self.last)


@dataclass
class Markup:
    """The whole draft. `kept`: what any reply must still have, links, images, quotes; `encode`: shown text as source; `newline`: a line break inside a block."""

    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=lambda: [Block(0, -1)])
    kept: list[str] = field(default_factory=list)
    encode: Callable[[str], str] = str
    newline: str = "\n"
    signed: bool = False
    """Whether a signature that says so itself was set apart."""
    links: list[str] = field(default_factory=list)
    """What links and code show: the words that no repair may take away."""
    _gap: int = 0
    _gap_at: int = -1
    _seen: bool = False
    _spaced: bool = False

    @property
    def text(self) -> str:
        """What is read: the draft for the rules."""
        return "".join(p.shown for p in self.pieces)

    def mark(self, source: str, shown: str = "", *, keep: str | None = None, depth: int = 0) -> None:
        """Adds what stays as it is."""
        if shown.strip():
            self._arrive()
        self._add(Piece(source, shown, "mark", depth, len(self.blocks) - 1), keep)

    def parted(self, source: str, lines: int, shown: str = "", *, keep: str | None = None) -> None:
        """Adds a mark that begins a new line (1) or leaves one empty (2) before whatever is read next; `shown` is a list's marker."""
        held = self._gap > 0 and bool(self.pieces[self._gap_at].shown)  # a list's marker begins the line, whatever tags follow it
        self._add(Piece(source, shown, "mark", 0, len(self.blocks) - 1), keep)
        if not held:
            self._gap_at = len(self.pieces) - 1
        self._gap = max(self._gap, lines)

    def broken(self, source: str) -> None:
        """Adds a line break: two of them leave a line empty."""
        self.parted(source, min(2, self._gap + 1))

    def said(self, source: str, shown: str, *, depth: int = 0) -> None:
        """Adds text."""
        if self._gap or not self._seen or self._spaced:
            shown = shown.lstrip(" ")
        if not shown.strip():
            if shown and self._seen and not self._gap:
                self._add(Piece(source, " ", "mark", depth, len(self.blocks) - 1), None)
            else:
                self._add(Piece(source, "", "mark", depth, len(self.blocks) - 1), None)
            return
        self._arrive()
        self._add(Piece(source, shown, "text", depth, len(self.blocks) - 1), None)

    def frozen(self, source: str, *, signature: bool = False) -> None:
        """Adds what is not to be read at all."""
        self.signed = self.signed or signature
        self.parted(source, 2, keep=source)
        self.pieces[-1].kind = "frozen"

    def _arrive(self) -> None:
        if self._gap and self._seen:
            at = self.pieces[self._gap_at]
            at.shown = "\n" * self._gap + at.shown
        self._gap, self._seen = 0, True

    def _add(self, piece: Piece, keep: str | None) -> None:
        if piece.shown:
            self._spaced = piece.shown.endswith(" ")
        self.pieces.append(piece)
        self.blocks[-1].last = len(self.pieces) - 1
        if keep is not None:
            self.kept.append(keep)

    def set_signature_apart(self, *, letter: bool) -> None:
        """Freezes the signature and what follows it: «-- » anywhere, «С уважением, …» at the end.

        In a letter the latter stays: there the pack composes a signature and would set a second one below.
        """
        text = self.text
        found = None
        for match in _SIGNATURE.finditer(text):
            if match[1] or (not letter and len(text) - match.start() < _LONGEST_SIGNATURE):
                found = match
                break
        if found is None or not text[: found.start()].strip():
            return
        start, tail = 0, False
        for piece in self.pieces:
            tail = tail or (piece.kind == "text" and start >= found.start())
            start += len(piece.shown)
            if tail:
                piece.kind, piece.shown = "frozen", ""
                self.kept.append(piece.source)
        self.signed = self.signed or (tail and bool(found[1]))
        self._without_trailing_gap()

    def _without_trailing_gap(self) -> None:
        for piece in reversed(self.pieces):
            if piece.kind == "frozen":
                continue
            if piece.shown.strip():
                break
            piece.shown = ""
