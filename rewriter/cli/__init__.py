"""The command line: `main` is the entry point. Commands are imported when they are called (rewriter/cli/app.py)."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; its exit code (design.md, Command line). `arguments` None: those of the process."""
    from rewriter.cli.app import run

    return run(arguments)
