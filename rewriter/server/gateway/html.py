"""HTML drafts. Tags are kept as they are written, byte by byte, whether they are well-formed or not; only text between them is read and changed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from rewriter.server.gateway.markup import Block, Markup

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+)>|<!--(?:(?!-->)[\s\S])*+-->|<![^<>]*>|<\?[^<>]*>")
_IS_HTML = re.compile(
    r"</?(?:p|div|br|ul|ol|li|a|b|strong|i|em|u|s|span|font|blockquote|img|table|h[1-6]|pre|code|hr|html|body)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_VOID = frozenset("br img hr input wbr meta link col".split())
_PARAGRAPHS = {"p": 2, "h1": 2, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "div": 1, "section": 1, "article": 1, "address": 1, "dd": 1, "dt": 1}
_BLOCKS = _PARAGRAPHS | {"ul": 1, "ol": 1, "dl": 1, "body": 1, "html": 1, "header": 1, "footer": 1, "main": 1, "form": 1}
_FROZEN = frozenset("blockquote pre table style script iframe video audio svg object head template textarea select title".split())
_FROZEN_BY = re.compile(r"(?:class|id|data-[\w-]+)\s*=\s*[\"']?[^\"'>]*(?:signature|quote)|data-signature", re.IGNORECASE)
_OPAQUE = frozenset("code kbd samp".split())
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EMPTIED = re.compile(r"<(b|i|u|s|em|strong|span|font)(?:\s[^<>]*)?></\1>", re.IGNORECASE)


class Token(NamedTuple):
    """A tag (`name` in lower case) or, with an empty name, text or a comment."""

    source: str
    name: str = ""
    closes: bool = False
    attributes: str = ""
    comment: bool = False


def is_html(text: str) -> bool:
    """Whether the text is a fragment of HTML."""
    return "<" in text and bool(_IS_HTML.search(text))


def encode(text: str) -> str:
    """Text as HTML; a no-break space stays visible as such."""
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")


def tokens_of(source: str) -> Iterator[Token]:
    """Tags, comments and the text between them; together they are the source."""
    at = 0
    for match in _TAG.finditer(source):
        if match.start() > at:
            yield Token(source[at : match.start()])
        if match[2]:
            yield Token(match.group(), match[2].lower(), bool(match[1]), match[3])
        else:
            yield Token(match.group(), comment=True)
        at = match.end()
    if at < len(source):
        yield Token(source[at:])


def read_html(source: str) -> Markup:
    """The draft taken apart."""
    reader = _Reader()
    tokens = list(tokens_of(source))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.name and not token.closes and (token.name in _FROZEN or _FROZEN_BY.search(token.attributes)) and token.name not in _VOID:
            end = _closing(tokens, at)
            reader.markup.frozen("".join(t.source for t in tokens[at:end]), signature="signature" in token.attributes.lower())
            at = end
        elif token.name in _OPAQUE and not token.closes:
            end = _closing(tokens, at)
            whole = "".join(t.source for t in tokens[at:end])
            reader.markup.mark(whole, _shown("".join(t.source for t in tokens[at:end] if not t.name)), keep=whole, depth=reader.depth)
            at = end
        else:
            reader.take(token)
            at += 1
    reader.end()
    return reader.markup


def without_emptied(source: str) -> str:
    """The HTML without the bold, italics and spans that a change has left empty."""
    return _EMPTIED.sub("", source)


def _closing(tokens: list[Token], at: int) -> int:
    """Behind the tag that closes the element at `at`; the end where none does."""
    depth = 0
    for index in range(at, len(tokens)):
        if tokens[index].name == tokens[at].name:
            depth += -1 if tokens[index].closes else 1
            if depth == 0:
                return index + 1
    return len(tokens)


def _shown(source: str) -> str:
    return _SPACES.sub(" ", html.unescape(source))


class _Reader:
    """Walks the tags and keeps count of blocks, lists, links."""

    def __init__(self) -> None:
        self.markup = Markup(encode=encode, newline="<br>")
        self.markup.blocks = [Block(0, -1, joint="<br>")]
        self.depth = 0
        self._open: list[tuple[str, int]] = []  # paragraphs and points, with their blocks
        self._lists: list[tuple[str, int, int]] = []  # name, first piece, points so far
        self._links: list[tuple[str, int]] = []
        self._points: list[int] = []

    def take(self, token: Token) -> None:
        """One tag or text."""
        name = token.name
        if not name:
            if token.comment:
                self.markup.mark(token.source)
            else:
                self.markup.said(token.source, _shown(token.source), depth=self.depth)
        elif name == "br":
            self.markup.broken(token.source)
        elif name == "li":
            self._point(token)
        elif name in ("ul", "ol"):
            self._list(token)
        elif name in _PARAGRAPHS:
            self._paragraph(token)
        elif name in _BLOCKS or name == "hr":
            self.markup.parted(token.source, _BLOCKS.get(name, 2), keep=token.source if name == "hr" else None)
        elif name == "a":
            self._link(token)
        elif name in _VOID:
            self.markup.mark(token.source, keep=token.source)
        else:
            self.depth = max(0, self.depth + (-1 if token.closes else 1))
            self.markup.mark(token.source)

    def _begin(self, block: Block) -> int:
        self.markup.blocks.append(block)
        return len(self.markup.blocks) - 1

    def _paragraph(self, token: Token) -> None:
        lines = _PARAGRAPHS[token.name]
        if any(name == "li" for name, _ in self._open):
            self.markup.parted(token.source, 1)  # a point is one block, whatever stands in it
            return
        if not token.closes:
            heading = token.name.startswith("h")
            wrapper = ("<p>", "</p>") if heading else (token.source, f"</{token.name}>")
            spacer = f"{token.source}<br></div>" if token.name == "div" else ""
            number = self._begin(Block(len(self.markup.pieces), len(self.markup.pieces), *wrapper, spacer=spacer))
            self._open.append((token.name, number))
            self.markup.parted(token.source, lines)
            return
        self._close(token, lines)

    def _close(self, token: Token, lines: int) -> None:
        self.markup.parted(token.source, lines)
        while any(name == token.name for name, _ in self._open):
            name, number = self._open.pop()
            if name == token.name:
                self.markup.blocks[number].last = len(self.markup.pieces) - 1
                break
        # What follows stands on its own, outside of what was closed.
        self._begin(Block(len(self.markup.pieces), len(self.markup.pieces) - 1, joint="<br>"))

    def _list(self, token: Token) -> None:
        if not token.closes:
            if not self._lists:
                self._points = []
            self._lists.append((token.name, len(self.markup.pieces), 0))
            self.markup.parted(token.source, 1, keep=token.source)
            return
        self.markup.parted(token.source, 1)
        if self._lists:
            _, first, _ = self._lists.pop()
            if not self._lists:
                for number in self._points:
                    self.markup.blocks[number].around = (first, len(self.markup.pieces) - 1)
        self._begin(Block(len(self.markup.pieces), len(self.markup.pieces) - 1, joint="<br>"))

    def _point(self, token: Token) -> None:
        if token.closes:
            self._close(token, 1)
            return
        marker = "— "
        if self._lists:
            name, first, count = self._lists[-1]
            self._lists[-1] = (name, first, count + 1)
            if name == "ol":
                marker = f"{count + 1}. "
        number = self._begin(Block(len(self.markup.pieces), len(self.markup.pieces), "<p>", "</p>", point=True))
        self._points.append(number)
        self._open.append(("li", number))
        self.markup.parted(token.source, 1, marker)

    def _link(self, token: Token) -> None:
        if not token.closes:
            self._links.append((token.source, len(self.markup.text)))
            self.depth += 1
            self.markup.mark(token.source)
            return
        self.depth = max(0, self.depth - 1)
        keep = None
        if self._links:
            source, start = self._links.pop()
            said = self.markup.text[start:].strip()
            self.markup.links.append(said)
            keep = f"{source} {'text' if said else 'empty'}"
        self.markup.mark(token.source, keep=keep)

    def end(self) -> None:
        """Blocks that nobody closed end with the draft."""
        for _, number in self._open:
            self.markup.blocks[number].last = len(self.markup.pieces) - 1
        if self._lists:
            first = self._lists[0][1]
            for number in self._points:
                self.markup.blocks[number].around = (first, len(self.markup.pieces) - 1)
