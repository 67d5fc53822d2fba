"""Files that are one text: `.txt`, stdin, anything else; of `.md` what stands under the front matter and the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rewriter.cli.cases import printable
from rewriter.cli.inputs import STDIN, About, Item
from rewriter.cli.inputs.place import Place
from rewriter.cli.texts import one_newline, read_whole

# What a team keeps beside a macro's text and no client reads: front matter, then headings, down to the first other line.
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?:[^\r\n]*(?:\r\n|\r|\n))*?(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_TITLE = re.compile(r"(?:[ \t]*(?:#{1,6}(?:[ \t][^\r\n]*)?)?(?:\r\n|\r|\n|\Z))+")


def items(file: str, about: About) -> Iterator[Item]:
    """The one text. Raises UserError."""
    text, _ = read_whole(file, "ответ")
    start = _body(text) if Path(file).suffix.lower() == ".md" else 0
    name = STDIN if file == "-" else file
    place = Place(name, text[start:].rstrip("\r\n"), one_newline(text[:start]).count("\n") + 1, 1, start)
    yield Item(name, place, about.case("" if file == "-" else printable(file), place.text), read=len(text.encode("utf-8", "replace")))


def _body(text: str) -> int:
    """Where a macro's own text begins."""
    start = found.end() if (found := _FRONT_MATTER.match(text)) else 0
    return found.end() if (found := _TITLE.match(text, start)) else start
