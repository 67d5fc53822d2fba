"""What goes to stderr while work is going on: a status line, progress in bytes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rewriter.cli.words import megabytes, seconds

if TYPE_CHECKING:
    from rewriter.pipeline import Progress

_STAGES = {
    "prompt": "готовлю запрос",
    "model": "модель переписывает",
    "check": "проверяю",
    "fix": "исправляю по правилам",
    "compose": "собираю ответ",
    "verdict": "проверено",
}


class Stages:
    """The stages of a rewrite: one line that changes on a terminal; with `stream`, a line a stage.

    Beside `model` stands the draft's sentence that is being rewritten; the model's own words are never shown before the rules have judged them.
    """

    def __init__(self, *, stream: bool) -> None:
        self.stream = stream
        self.live = sys.stderr.isatty() and not stream
        self._start = time.monotonic()
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        """A callback for the pipeline."""
        stage = _STAGES.get(progress.stage, progress.stage)
        words = " ".join(progress.text.split()) if progress.stage == "model" else ""
        if words:
            stage += f": «{words[:39] + '…' if len(words) > 40 else words}»"
        if self.live:
            self.say(stage)
        elif self.stream and stage != self._last:
            click.secho(f"{seconds((time.monotonic() - self._start) * 1000):>8}  попытка {progress.attempt}: {stage}", dim=True, err=True)
        self._last = stage

    def say(self, text: str) -> None:
        """A status on the terminal's last line."""
        if self.live:
            click.echo(f"\r\033[K… {text} · {seconds((time.monotonic() - self._start) * 1000)}", err=True, nl=False)

    def clear(self) -> None:
        """Take the status line away."""
        if self.live:
            click.echo("\r\033[K", err=True, nl=False)


class _Bytes:
    def __init__(self, label: str) -> None:
        self.label, self.shown, self.last = label, -1, 0.0
        self.live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        percent = int(100 * done / total) if total else 0
        if self.live:
            if time.monotonic() - self.last > 0.1 or done == total:
                bar = "█" * (percent // 5) + "░" * (20 - percent // 5)
                click.echo(f"\r\033[K{self.label} {bar} {percent:3d}%  {megabytes(done)} из {megabytes(total)}", err=True, nl=False)
                self.last = time.monotonic()
        elif percent // 10 > self.shown:
            click.echo(f"{self.label} {percent // 10 * 10:3d}%  {megabytes(done)} из {megabytes(total)}", err=True)
        self.shown = max(self.shown, percent // 10)


@contextmanager
def bytes_bar(label: str) -> Iterator[_Bytes]:
    """A progress callback (bytes done, bytes in all): a bar on a terminal, a line every ten percent elsewhere."""
    bar = _Bytes(label)
    try:
        yield bar
    finally:
        if bar.live and bar.shown >= 0:
            click.echo(err=True)
