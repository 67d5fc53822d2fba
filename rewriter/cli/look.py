"""click's help in Russian: headings, usage line, parameter types that complain in Russian."""

from __future__ import annotations

from typing import Any

import click


class _Russian(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Вызов: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None and not isinstance(param, click.Argument)]
        if rows:
            with formatter.section("Параметры"):
                formatter.write_dl([(names, text.replace("[required]", "(обязательно)")) for names, text in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Показать эту справку."
        return option


class Command(_Russian):
    """A command with Russian help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)


class Group(_Russian, click.Group):
    """A group with Russian help; `short_helps` may be had without loading the commands."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        kwargs.setdefault("subcommand_metavar", "КОМАНДА …")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order they are defined."""
        return list(self.commands)

    def short_helps(self, ctx: click.Context) -> dict[str, str]:
        """Each command's one line."""
        return {name: (command.get_short_help_str(90) if (command := self.get_command(ctx, name)) else "") for name in self.list_commands(ctx)}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands."""
        with formatter.section("Команды"):
            formatter.write_dl(list(self.short_helps(ctx).items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a complaint that names those there are."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], names, 1)
            ctx.fail(f"Нет команды «{args[0]}»." + (f" Может быть, {near[0]}?" if near else f" Есть: {', '.join(names)}."))
        return super().resolve_command(ctx, args)


class Lazy(Group):
    """A group that knows its commands' names and short helps, and imports a command's module when it is called.

    `package`: where the modules are, one a command, `-` in a name being `_`; each has `command`. `listed`: name to short help, in the order of the table.
    """

    def __init__(self, *args: Any, package: str, listed: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._package, self._listed = package, listed

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, as listed."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command from its module."""
        if cmd_name not in self._listed:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"{self._package}.{cmd_name.replace('-', '_')}").command
        return command

    def short_helps(self, ctx: click.Context) -> dict[str, str]:  # noqa: ARG002
        """Without importing any command."""
        return self._listed


class OneOf(click.Choice[str]):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a complaint with all of them."""
        if value not in self.choices:
            self.fail(f"«{value}» не подходит, есть: {', '.join(map(str, self.choices))}.", param, ctx)
        return str(value)


class Number(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.4
    """A number from `least` up; whole unless `fraction`."""

    name = "ЧИСЛО"

    def __init__(self, least: float, *, fraction: bool = False) -> None:
        self.least, self.fraction = least, fraction

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | int:
        """The number, or a complaint."""
        try:
            number = float(str(value).replace(",", ".")) if self.fraction else int(value)
        except ValueError:
            self.fail(f"«{value}» — не {'число' if self.fraction else 'целое число'}.", param, ctx)
        if not self.least <= number < float("inf"):
            self.fail(f"{value} не подходит: нужно не меньше {self.least:g}.", param, ctx)
        return number


class PackName(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.4
    """A pack's name or folder; the built-in names are offered by Tab."""

    name = "ПАКЕТ"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Names of the built-in packs, else folders."""
        from click.shell_completion import CompletionItem

        from rewriter.pack import pack_names

        return [CompletionItem(name) for name in pack_names() if name.startswith(incomplete)] or [CompletionItem(incomplete, type="dir")]


class RuleId(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.4
    """A rule's id, or several with commas."""

    name = "ПРАВИЛО"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Ids of all rules."""
        from click.shell_completion import CompletionItem

        from rewriter.rules import rules

        return [CompletionItem(rule_id, help=rule.title) for rule_id, rule in rules().items() if rule_id.startswith(incomplete)]
