"""A progress bar on a terminal's last line; nothing elsewhere."""

from __future__ import annotations

import sys
import time

import click

from rewriter.cli.words import seconds

_WIDE = 30
_EVERY = 0.1


class Bar:
    """How much of `total` is done, and how long the rest will take. `first`: what was done before we began."""

    def __init__(self, total: int, *, first: int = 0, live: bool | None = None) -> None:
        self._total, self._first = total, first
        self._live = sys.stderr.isatty() if live is None else live
        self._began, self._drawn = time.monotonic(), 0.0

    def at(self, done: int, words: str) -> None:
        """Draws the bar with the words behind it, not more often than an eye can follow."""
        now = time.monotonic()
        if not self._live or (now - self._drawn < _EVERY and done < self._total):
            return
        self._drawn = now
        full = min(_WIDE * done // self._total, _WIDE) if self._total else 0
        here = done - self._first
        left = f" · осталось {seconds((now - self._began) / here * (self._total - done) * 1000)}" if here > 0 and done < self._total else ""
        click.echo(f"\r\033[K{'█' * full}{'░' * (_WIDE - full)} {words}{left}", err=True, nl=False)

    def clear(self) -> None:
        """Takes the bar away; the next `at` draws it again."""
        if self._live:
            self._drawn = 0.0
            click.echo("\r\033[K", err=True, nl=False)
