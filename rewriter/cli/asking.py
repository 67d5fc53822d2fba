"""Asking a person for texts of several lines on the terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

import click

HOW_TO_END = "конец — две пустые строки, строка с одной точкой или Ctrl-D"


def ask(title: str, keep: Callable[[str], None] = lambda _: None) -> str:
    """A text typed or pasted after `title`. `keep` gets what there is after every line, so that Ctrl-C loses nothing.

    A paste that the terminal marks as one (bracketed paste) is taken whole, empty lines and single dots included.
    """
    click.secho(title, bold=True, err=True, nl=False)
    click.secho(f"  ({HOW_TO_END})", dim=True, err=True)
    with contextlib.suppress(ImportError):
        import readline  # a plain terminal cuts lines at 4096 bytes

        readline.set_auto_history(False)  # clients' texts stay out of the history
    lines: list[str] = []
    while True:
        try:
            entry = input()
        except EOFError:
            click.echo(err=True)
            break
        except UnicodeDecodeError:
            click.echo("Эта строка не в UTF-8 и пропущена. Настройте терминал на UTF-8.", err=True)
            continue
        pasted = "\n" in entry
        if not pasted and entry.strip() == ".":
            break
        if not pasted and not entry.strip() and lines and not lines[-1].strip():
            break
        lines += entry.split("\n")
        keep("\n".join(lines).strip("\n"))
    sys.stderr.flush()
    return "\n".join(lines).strip("\n")
