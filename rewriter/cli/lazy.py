"""A group of commands, one module a command, each imported when it is called: `--help` of the group stays quick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from rewriter.cli.look import Group


class LazyGroup(Group):
    """`package` holds a module a command, each with its click command as `command`; `short`: the commands' names in order, each with its line of help."""

    def __init__(self, *args: Any, package: str, short: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package, self.short = package, dict(short)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order of work."""
        return list(self.short)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command from its module."""
        if cmd_name not in self.short:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def short_helps(self, ctx: click.Context) -> dict[str, str]:  # noqa: ARG002
        """Without importing any command."""
        return dict(self.short)
