"""The reply put back into the draft's markup: the words that changed are changed where they stand, everything else stays byte by byte.

The result is read anew: where it does not say exactly the reply, or a link, an image, a list or a quote is gone, there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from rewriter.server.gateway.markup import Block, Markup
from rewriter.text.document import read as read_document
from rewriter.text.salutations import is_farewell, signature_at

_TOKEN = re.compile(r"\w+|[^\w\s]")
_STOPS = re.compile(r"([.!?…]+)(\s+)")
_WORD = re.compile(r"\w+")
_ENDS = frozenset(".!?…")
_MOST_PAIRS = 2_000_000  # equal words of draft and reply, each with each: what the comparison costs


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Change(NamedTuple):
    """Tokens `i1` to `i2` of the draft become `j1` to `j2` of the reply."""

    i1: int
    i2: int
    j1: int
    j2: int


def tokens(text: str) -> list[_Token]:
    """Words, numbers, signs."""
    return [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def put(markup: Markup, reply: str, read: Callable[[str], Markup], *, fragment: bool = False) -> str | None:
    """The draft's source with the reply in it; None where its structure cannot be kept.

    `read` takes the result apart again. `fragment`: the draft is a part of a letter, so that what the reply adds before and behind it is left out.
    """
    work = _Work(markup, reply)
    changes = work.changes()
    if changes is None:
        return None
    if fragment:
        changes = [c for c in changes if c.i1 < c.i2 or 0 < c.i1 < len(work.old)]
    for change in changes:
        if not work.change(change):
            return None
    result = work.result()
    again = read(result)
    wanted = work.expected(changes)
    if [t.text for t in tokens(again.text)] != wanted or Counter(again.kept) != Counter(markup.kept) or not _same_links(markup.links, again.links):
        return None
    return result


def _farewell_at(text: str, found: list[_Token]) -> int:
    """The first token of the farewell and the signature at the end; behind the last where there is none."""
    document = read_document(text)
    signed, at = signature_at(document), len(text)
    for sentence in reversed(document.sentences):
        if not is_farewell(sentence) and (signed is None or sentence.start < signed):
            break
        at = sentence.start
    return next((n for n, token in enumerate(found) if token.start >= at), len(found))


def _same_links(mine: list[str], theirs: list[str]) -> bool:
    """Whether each link still says something of what it said: no other words may have come to stand in it."""
    return len(mine) == len(theirs) and all(
        not (said := set(_WORD.findall(before))) or said & set(_WORD.findall(after)) for before, after in zip(mine, theirs, strict=True)
    )


@dataclass
class _Edits:
    """What becomes of a piece: changes of its shown text, and source that goes before and behind it."""

    changes: list[tuple[int, int, str]] = field(default_factory=list)
    before: str = ""
    behind: str = ""


class _Work:
    def __init__(self, markup: Markup, reply: str) -> None:
        self.markup, self.reply = markup, reply
        self.text = markup.text
        self.old, self.new = tokens(self.text), tokens(reply)
        self.edits = [_Edits() for _ in markup.pieces]
        self.starts: list[int] = []
        at = 0
        for piece in markup.pieces:
            self.starts.append(at)
            at += len(piece.shown)

    def changes(self) -> list[_Change] | None:
        """Where draft and reply differ; None where comparing them would take too long."""
        mine, theirs = Counter(t.text for t in self.old), Counter(t.text for t in self.new)
        if sum(n * theirs[w] for w, n in mine.items()) > _MOST_PAIRS:
            return None
        # A farewell answers a farewell, never the sentence before it: else that one's bold would go over to it.
        i, j = _farewell_at(self.text, self.old), _farewell_at(self.reply, self.new)
        body = [part for change in self._between((0, i), (0, j)) for part in self._parts(change)]
        tail = self._between((i, len(self.old)), (j, len(self.new)))
        if body and tail and body[-1][:2] == (i, i) == tail[0][:2]:  # both are put in at one place: the farewell behind what the last sentence got
            return [*body[:-1], _Change(i, i, body[-1].j1, tail[0].j2), *tail[1:]]
        return [*body, *tail]

    def _between(self, old: tuple[int, int], new: tuple[int, int]) -> list[_Change]:
        """The changes of a stretch of the draft into one of the reply."""
        matcher = SequenceMatcher(None, [t.text for t in self.old[slice(*old)]], [t.text for t in self.new[slice(*new)]], autojunk=False)
        found = (op for op in matcher.get_opcodes() if op[0] != "equal")
        return [_Change(i1 + old[0], i2 + old[0], j1 + new[0], j2 + new[0]) for _, i1, i2, j1, j2 in found]

    def _parts(self, c: _Change) -> list[_Change]:
        """A greeting that ran together with a changed first word («Данная» → «Здравствуйте! Эта») is an addition of its own; so is a farewell."""
        if c.i1 == c.i2 or c.j1 == c.j2 or any(t.text in _ENDS for t in self.old[c.i1 : c.i2 - 1]):
            return [c]
        if self._opens_line(c.i1) and (cut := next((j for j in range(c.j2 - 1, c.j1, -1) if self.new[j - 1].text in _ENDS), None)) is not None:
            return [_Change(c.i1, c.i1, c.j1, cut), _Change(c.i1, c.i2, cut, c.j2)]
        if self._opens_line(c.i2) and (cut := self._first_end(c.j1, c.j2)) is not None:
            return [_Change(c.i1, c.i2, c.j1, cut), _Change(c.i2, c.i2, cut, c.j2)]
        return [c]

    def _first_end(self, j1: int, j2: int) -> int | None:
        """Behind the first of the reply's sentences here, if another follows."""
        said = next((j for j in range(j1, j2) if _WORD.match(self.new[j].text)), j2)
        return next((j for j in range(said + 1, j2) if self.new[j - 1].text in _ENDS), None)

    def _opens_line(self, i: int) -> bool:
        """Whether a line, or the end, begins at the token."""
        return i in (0, len(self.old)) or "\n" in self.text[self.old[i - 1].end : self.old[i].start]

    def expected(self, changes: list[_Change]) -> list[str]:
        """The words that the result must have."""
        said, at = [], 0
        for c in changes:
            said += [t.text for t in self.old[at : c.i1]] + [t.text for t in self.new[c.j1 : c.j2]]
            at = c.i2
        return said + [t.text for t in self.old[at:]]

    # one change -----------------------------------------------------------------------------------------------------

    def change(self, c: _Change) -> bool:
        """Makes the change; False where it cannot be made without touching the structure."""
        core = self.reply[self.new[c.j1].start : self.new[c.j2 - 1].end] if c.j1 < c.j2 else ""
        left = self.reply[self.new[c.j1 - 1].end if c.j1 else 0 : self.new[c.j1].start if c.j1 < len(self.new) else len(self.reply)]
        right = self.reply[self.new[c.j2 - 1].end if c.j2 else 0 : self.new[c.j2].start if c.j2 < len(self.new) else len(self.reply)]
        if c.i1 == c.i2:
            self._insert(c, core, left, right)
            return True
        start, end = self.old[c.i1].start, self.old[c.i2 - 1].end
        touched = [n for n in range(len(self.markup.pieces)) if self._overlap(n, start, end)]
        own = [n for n in touched if self.markup.pieces[n].kind == "text"]
        if not own:
            return False
        if not core:
            for n in own:
                self._cut(n, start, end, left)
            return True
        if len(own) == 1:
            self._replace(own[0], start, end, core, left, right)
            return True
        return self._replace_over(own, start, end, core)

    def _overlap(self, n: int, start: int, end: int) -> bool:
        return self.starts[n] < end and start < self.starts[n] + len(self.markup.pieces[n].shown)

    def _local(self, n: int, start: int, end: int) -> tuple[int, int]:
        length = len(self.markup.pieces[n].shown)
        return max(0, start - self.starts[n]), min(length, end - self.starts[n])

    def _cut(self, n: int, start: int, end: int, gap: str) -> None:
        """Takes the words out of a piece, with one of the spaces around them, or both where the reply has none."""
        a, b = self._local(n, start, end)
        shown = self.markup.pieces[n].shown
        if a == 0 and b == len(shown):
            self._close_up(n)
        spaced = a > 0 and shown[a - 1].isspace()
        if b < len(shown) and shown[b].isspace() and (spaced or a == 0):
            b += 1
        elif spaced and b >= len(shown):
            a -= 1
        if not gap and a > 0 and shown[a - 1].isspace():
            a -= 1
        self.edits[n].changes.append((a, b, ""))

    def _close_up(self, n: int) -> None:
        """A piece that goes as a whole leaves the spaces of both its neighbours: one is enough."""
        block = self.markup.pieces[n].block
        near = [p for p in range(len(self.markup.pieces)) if self.markup.pieces[p].shown and self.markup.pieces[p].block == block]
        at = near.index(n)
        if 0 < at < len(near) - 1:
            before, behind = self.markup.pieces[near[at - 1]], self.markup.pieces[near[at + 1]]
            if before.shown.endswith(" ") and behind.shown.startswith(" ") and behind.kind == "text":
                self.edits[near[at + 1]].changes.append((0, 1, ""))

    def _replace(self, n: int, start: int, end: int, core: str, left: str, right: str) -> None:
        a, b = self._local(n, start, end)
        shown = self.markup.pieces[n].shown
        if not left and a > 0 and shown[a - 1].isspace():
            a -= 1
        elif left and a > 0 and not shown[a - 1].isspace():
            core = " " + core
        if not right and b < len(shown) and shown[b].isspace():
            b += 1
        elif right and b < len(shown) and not shown[b].isspace():
            core += " "
        self.edits[n].changes.append((a, b, core))

    def _replace_over(self, own: list[int], start: int, end: int, core: str) -> bool:
        """A change that reaches over tags: line by line where the lines answer each other, else all in the first piece, never from one point of a list into another."""
        blocks: list[list[int]] = []
        for n in own:
            if blocks and self.markup.pieces[blocks[-1][0]].block == self.markup.pieces[n].block:
                blocks[-1].append(n)
            else:
                blocks.append([n])
        lines = [line.strip() for line in core.split("\n") if line.strip()]
        if len(lines) != len(blocks):
            if len(blocks) > 1 and any(self._block(b[0]).point for b in blocks):
                return False
            lines = [core] + [""] * (len(blocks) - 1)
        for pieces, line in zip(blocks, lines, strict=True):
            for number, n in enumerate(pieces):
                a, b = self._local(n, start, end)
                self.edits[n].changes.append((a, b, line if number == 0 else ""))
        return True

    # insertions -----------------------------------------------------------------------------------------------------

    def _insert(self, c: _Change, core: str, left: str, right: str) -> None:
        before = self._piece_of(self.old[c.i1 - 1]) if c.i1 else None
        behind = self._piece_of(self.old[c.i1]) if c.i1 < len(self.old) else None
        if before is None and behind is None:
            return
        if before is not None and before != behind and not left and (stop := _STOPS.match(core)) and stop.end() < len(core):
            # A full stop belongs to what stands before, the next sentence perhaps to a paragraph of its own.
            self._append(before, stop[1])
            self._insert(c, core[stop.end() :], stop[2], right)
            return
        if before is not None and before == behind and self.markup.pieces[before].kind == "text":
            at = self.old[c.i1 - 1].end - self.starts[before]
            gap = self.markup.pieces[before].shown[at : self.old[c.i1].start - self.starts[before]]
            self.edits[before].changes.append((at, at + len(gap), f"{self._inline(left, gap)}{core}{self._inline(right, gap)}"))
            return
        apart = before is None or behind is None or self._block(before) is not self._block(behind)
        if behind is not None and apart and ("\n" in right or self._block(behind).point) and (before is None or "\n" in left):
            self._paragraph_before(self._block(behind), core, right)
        elif before is not None and apart and ("\n" in left or (behind is None and self._block(before).point)):
            self._paragraph_behind(self._block(before), core, left)
        elif before is not None and (behind is None or "\n" not in left):
            self._append(before, f"{left}{core}" if behind is None or apart else f"{left}{core}{right}")
        elif behind is not None:
            self._prepend(behind, f"{core}{right}")

    @staticmethod
    def _inline(gap: str, own: str) -> str:
        """Between words of one piece the draft's own space stands for a new line of the reply."""
        return (own or " ") if "\n" in gap else gap

    def _piece_of(self, token: _Token) -> int:
        return next(n for n in range(len(self.markup.pieces)) if self._overlap(n, token.start, token.end))

    def _block(self, n: int) -> Block:
        return self.markup.blocks[self.markup.pieces[n].block]

    def _append(self, n: int, said: str) -> None:
        """Behind the piece's text; outside of the link or the bold that it ends."""
        piece = self.markup.pieces[n]
        if piece.kind == "text" and piece.depth == 0:
            end = len(piece.shown)
            kept = len(piece.shown.rstrip())
            self.edits[n].changes.append((kept, end, said if said.endswith(" ") else said + piece.shown[kept:]))
            return
        last, end, left = n, n, piece.depth
        while left and last + 1 < len(self.markup.pieces) and not self.markup.pieces[last + 1].shown and self.markup.pieces[last + 1].block == piece.block:
            last += 1
            if self._closes(last):
                end, left = last, left - 1
        self.edits[end if end > n else last].behind += self._source(said)

    def _closes(self, n: int) -> bool:
        return self.markup.pieces[n].source.startswith(("</", "]", "*", "_", "~"))

    def _prepend(self, n: int, said: str) -> None:
        piece = self.markup.pieces[n]
        if piece.kind == "text" and piece.depth == 0:
            self.edits[n].changes.append((0, 0, said))
            return
        first = n
        while first > 0 and not self.markup.pieces[first - 1].shown and self.markup.pieces[first - 1].block == piece.block and not self._opens(first - 1):
            first -= 1
        self.edits[first].before += self._source(said)

    def _opens(self, n: int) -> bool:
        """Whether the piece opens the block itself."""
        return n == self.markup.blocks[self.markup.pieces[n].block].first and bool(self.markup.blocks[self.markup.pieces[n].block].opening)

    def _paragraph_before(self, block: Block, core: str, gap: str) -> None:
        first = block.outside[0]
        self.edits[first].before += self._paragraphs(block, core) + block.joint + (block.spacer or block.joint if gap.count("\n") > 1 else "")

    def _paragraph_behind(self, block: Block, core: str, gap: str) -> None:
        last = block.outside[1]
        self.edits[last].behind += block.joint + (block.spacer or block.joint if gap.count("\n") > 1 else "") + self._paragraphs(block, core)

    def _paragraphs(self, block: Block, core: str) -> str:
        parts = [self._source(line.strip()) for line in core.split("\n") if line.strip()]
        if block.opening:
            return "".join(f"{block.opening}{part}{block.closing}" for part in parts)
        return (block.joint + (block.spacer or block.joint if "\n\n" in core else "")).join(parts)

    def _source(self, said: str) -> str:
        return self.markup.newline.join(self.markup.encode(line) for line in said.split("\n"))

    # the whole ------------------------------------------------------------------------------------------------------

    def result(self) -> str:
        """The draft's source with everything done; blocks that have lost all their text are gone, unless they held something else."""
        gone = [block for block in self.markup.blocks if self._emptied(block)]
        written = [self._written(n) for n in range(len(self.markup.pieces))]
        for block in gone:
            for n in range(block.first, block.last + 1):
                written[n] = self.edits[n].before + self.edits[n].behind
        return "".join(written)

    def _emptied(self, block: Block) -> bool:
        """Whether no word of the block is left; a full stop that was left alone goes to the words before it."""
        own = [n for n in range(block.first, block.last + 1) if self.markup.pieces[n].kind == "text"]
        left = "".join(self._shown(n) for n in own).strip()
        if not own or not any(self.edits[n].changes for n in own) or _WORD.search(left):
            return False
        if left:
            before = next((n for n in range(block.first - 1, -1, -1) if self.markup.pieces[n].kind == "text" and self._shown(n).strip()), None)
            if before is None:
                return False
            self._append(before, left)
        return True

    def _written(self, n: int) -> str:
        edits, piece = self.edits[n], self.markup.pieces[n]
        source = self._source(self._shown(n)) if edits.changes else piece.source
        return f"{edits.before}{source}{edits.behind}"

    def _shown(self, n: int) -> str:
        shown, done, at = self.markup.pieces[n].shown, [], 0
        for start, end, said in sorted(self.edits[n].changes, key=lambda x: x[:2]):
            done += [shown[at : max(at, start)], said]
            at = max(at, end)
        return "".join((*done, shown[at:]))
