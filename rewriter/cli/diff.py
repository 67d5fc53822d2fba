"""What changed between two texts, for a terminal."""

from __future__ import annotations

import click

from rewriter.text.changes import changes


def shown(before: str, after: str, *, colour: bool) -> str:
    """The change as one text: red and struck out, green; without colours `[-так-]` and `{+так+}`."""
    return "".join(text if kind == "=" else _coloured(kind, text) if colour else _marked(kind, text) for kind, text in changes(before, after))


def _coloured(kind: str, text: str) -> str:
    return click.style(text, fg="red", strikethrough=True) if kind == "-" else click.style(text, fg="green")


def _marked(kind: str, text: str) -> str:
    return f"[-{text}-]" if kind == "-" else f"{{+{text}+}}"
