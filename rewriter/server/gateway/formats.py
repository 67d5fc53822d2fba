"""Which markup a draft is written in: HTML in, HTML out; markdown in, markdown out; plain text stays plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from rewriter.result import Violation
from rewriter.server.gateway import mapping
from rewriter.server.gateway.html import is_html, read_html, without_emptied
from rewriter.server.gateway.markdown import is_markdown, read_markdown
from rewriter.server.gateway.markup import Markup
from rewriter.text.document import Document

Format = Literal["html", "markdown", "plain"]


@dataclass(frozen=True)
class Draft:
    """A draft as its client sent it. `text`: what the rules read of it, without markup, quotes and signature."""

    source: str
    format: Format
    letter: bool
    read: Callable[[str], Markup]
    markup: Markup

    @property
    def text(self) -> str:
        """What is rewritten and judged."""
        return self.markup.text

    @property
    def signed(self) -> bool:
        """Whether it has a signature of its own that is set apart."""
        return self.markup.signed

    def with_reply(self, reply: str, *, fragment: bool = False) -> str | None:
        """The draft's source with the reply in it; None where markup, links, quotes or signature could not be kept."""
        if self.format == "plain" and not fragment and (whole := self._around(reply)) is not None:
            return whole
        put = mapping.put(self.markup, reply, self.read, fragment=fragment)
        return without_emptied(put) if put is not None and self.format == "html" and put != self.source else put

    def spares_links(self, document: Document, found: Sequence[Violation]) -> Sequence[Violation]:
        """Of the violations those whose repair leaves the words of links alone."""
        spans = [m.span() for link in self.markup.links if link for m in re.finditer(re.escape(link), document.text)]
        return [v for v in found if not any(v.start < end and start < v.end for start, end in spans)]

    def said(self, source: str) -> str:
        """What the rules read of such a source."""
        return self.read(source).text

    def _around(self, reply: str) -> str | None:
        """Plain text: the reply between the quote above and the signature below; None where quotes stand in its midst."""
        read = [n for n, piece in enumerate(self.markup.pieces) if piece.kind == "text"]
        if not read or any(self.markup.pieces[n].kind == "frozen" for n in range(read[0], read[-1])):
            return None
        first = next(n for n in range(read[0] + 1) if all(p.kind != "frozen" and (p.shown or n == read[0]) for p in self.markup.pieces[n : read[0] + 1]))
        before = "".join(p.source for p in self.markup.pieces[:first])
        behind = "".join(p.source for p in self.markup.pieces[read[-1] + 1 :])
        return f"{before}{reply}{behind}"


def read_draft(source: str, *, letter: bool = False) -> Draft:
    """The draft taken apart. `letter`: the pack signs itself, so that «С уважением, …» is part of what is rewritten."""
    if is_html(source):
        form: Format = "html"
        how: Callable[[str], Markup] = read_html
    elif is_markdown(source):
        form, how = "markdown", read_markdown
    else:
        form, how = "plain", partial(read_markdown, marks=False)
    read = partial(_apart, how, letter)
    return Draft(source, form, letter, read, read(source))


def _apart(how: Callable[[str], Markup], letter: bool, source: str) -> Markup:
    markup = how(source)
    markup.set_signature_apart(letter=letter)
    return markup
