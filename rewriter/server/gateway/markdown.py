"""Markdown drafts, and plain ones with quotes in their midst: lists, links, emphasis and code stay as they are written."""

from __future__ import annotations

import re

from rewriter.server.gateway.markup import Block, Markup

_LINE = re.compile(r"[^\n]*(?:\n|$)")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_QUOTE = re.compile(r"^ {0,3}>")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_RULER = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+")
_POINT = re.compile(r"^[ \t]*(?:([-*+])|(\d{1,3})[.)])[ \t]+")
_INLINE = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<image>!\[[^\]\n]*\]\([^()\n]*\))"
    r"|\[(?P<said>[^\[\]\n]+)\](?P<to>\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])"
    r"|<(?P<auto>(?:https?://|mailto:)[^<>\s]+)>"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<strong>(?:[^*_\n]|\*(?!\*)|_(?!_))+?)(?P=bold)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^*\n]+)\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(?P<low>[^_\n]+)_(?!\w)"
    r"|~~(?P<struck>[^~\n]+)~~"
)
_IS_MARKDOWN = re.compile(
    r"\*\*[^*\n]+\*\*|(?<!\w)__[^_\n]+__(?!\w)|\[[^\[\]\n]+\]\([^()\n]+\)|^ {0,3}(?:```|~~~)|^ {0,3}#{1,6}[ \t]|^[ \t]*[*+][ \t]+\S|`[^`\n]+`|~~[^~\n]+~~"
    r"|(?<![\w*])\*[^\s*][^*\n]*\*(?![\w*])|^\s*\|.*\|\s*$",
    re.MULTILINE,
)


def is_markdown(text: str) -> bool:
    """Whether the text has marks that a reader would not see as characters."""
    return bool(_IS_MARKDOWN.search(text))


def read_markdown(source: str, *, marks: bool = True) -> Markup:
    """The draft taken apart. Without `marks` only lines, quotes and list markers are, and every other character is text."""
    markup = Markup()
    lines = [m.group() for m in _LINE.finditer(source) if m.group()]
    at = 0
    while at < len(lines):
        line = lines[at]
        if marks and (fence := _FENCE.match(line)):
            end = next((i + 1 for i in range(at + 1, len(lines)) if lines[i].strip().startswith(fence[1])), len(lines))
            markup.frozen("".join(lines[at:end]))
            at = end
            continue
        if _QUOTE.match(line) or (marks and (_TABLE.match(line) or _RULER.match(line))):
            markup.frozen(line)
        else:
            _line(markup, line, marks=marks)
        at += 1
    return markup


def _line(markup: Markup, line: str, *, marks: bool) -> None:
    body = line.rstrip("\n")
    if not body.strip():
        markup.parted(line, 2)
        return
    point = _POINT.match(body)
    markup.blocks.append(Block(len(markup.pieces), len(markup.pieces), joint="\n", spacer="\n", point=point is not None))
    if point:
        prefix = point.group()
        markup.parted(prefix, 1, f"{point[2]}. " if point[2] else "— ", keep="point")
        body = body[len(prefix) :]
    elif marks and (heading := _HEADING.match(body)):
        markup.mark(heading.group(), keep="heading")
        body = body[heading.end() :]
    if marks:
        _inline(markup, body, 0)
    else:
        markup.said(body, body)
    if line.endswith("\n"):
        markup.broken("\n")
        # The break belongs to no block: another line goes before it.
        markup.blocks[-1].last = len(markup.pieces) - 2
        markup.blocks.append(Block(len(markup.pieces), len(markup.pieces) - 1, joint="\n", spacer="\n"))


def _inline(markup: Markup, text: str, depth: int) -> None:
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            markup.said(text[at : match.start()], text[at : match.start()], depth=depth)
        whole = match.group()
        if match["code"]:
            markup.mark(whole, whole.strip("`"), keep=whole, depth=depth)
        elif match["image"]:
            markup.mark(whole, keep=whole, depth=depth)
        elif match["said"]:
            markup.links.append(match["said"])
            _between(markup, "[", match["said"], f"]{match['to']}", depth, keep=f"]{match['to']}")
        elif match["auto"]:
            markup.mark(whole, match["auto"], keep=whole, depth=depth)
        else:
            said = match["strong"] or match["em"] or match["low"] or match["struck"]
            sign = whole[: whole.index(said)]
            _between(markup, sign, said, sign, depth, keep=sign)
        at = match.end()
    if at < len(text):
        markup.said(text[at:], text[at:], depth=depth)


def _between(markup: Markup, opening: str, said: str, closing: str, depth: int, *, keep: str) -> None:
    markup.mark(opening, depth=depth)
    _inline(markup, said, depth + 1)
    markup.mark(closing, keep=keep, depth=depth)
