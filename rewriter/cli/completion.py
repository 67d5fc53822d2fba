"""`rewriter completion`: what a shell needs to complete our commands."""

from __future__ import annotations

import os
from pathlib import PurePath

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Command

_SHELLS = ("bash", "zsh", "fish")


@click.command(cls=Command)
@click.argument("shell", required=False, metavar="[bash|zsh|fish]")
def command(shell: str | None) -> None:
    """Печатает подсказки по Tab для оболочки (без аргумента — для Вашей).

    \b
    Включить:
      bash:  rewriter completion bash >> ~/.bashrc
      zsh:   rewriter completion zsh >> ~/.zshrc
      fish:  rewriter completion fish > ~/.config/fish/completions/rewriter.fish
    """  # noqa: D301 - click reads \b
    from click.shell_completion import get_completion_class

    from rewriter.cli.app import cli

    shell = shell or PurePath(os.environ.get("SHELL", "")).name
    found = get_completion_class(shell) if shell in _SHELLS else None
    if found is None:
        raise UserError(f"Оболочка «{shell or 'неизвестная'}» не поддерживается, есть: {', '.join(_SHELLS)}. Например: rewriter completion bash.")
    click.echo(found(cli, {}, "rewriter", "_REWRITER_COMPLETE").source())
