"""What goes wrong, as the user reads it: what, with what value, what to do; and the exit code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from json import JSONDecodeError

FINE, BROKEN, USAGE, BACKEND = 0, 1, 2, 3


class UserError(click.ClickException):
    """Bad usage or input (2), or no backend (3). The message is Russian and complete."""

    def __init__(self, message: str, exit_code: int = USAGE) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it for the class

    def show(self, file: Any = None) -> None:  # noqa: ARG002
        """To stderr, whatever `file`."""
        click.echo(self.message, err=True)


def translated(error: BaseException) -> UserError | None:
    """The library's own errors as a UserError; None for anything else.

    Told by their names: to import the classes would load half the library for every `--help`.
    """
    if isinstance(error, UserError):
        return error
    names = {base.__name__ for base in type(error).__mro__ if base.__module__.startswith("rewriter.")}
    if "BackendUnavailable" in names:
        return UserError(f"{error}\nЧто не так с машиной: rewriter doctor. Без модели: --rules-only или rewriter check.", BACKEND)
    if "EngineUnavailable" in names:
        return UserError(str(error), BACKEND)
    if names & {"BackendError", "SettingsError", "PackError", "UnknownRule", "EvaluationError"}:
        return UserError(str(error))
    return None


def usage_in_russian(error: click.UsageError) -> str:
    """Complaints of click in Russian, with where to read on."""
    text = _usage(error)
    if error.ctx is not None:
        text = f"{text}\nСправка: {error.ctx.command_path} --help"
    return text


def _usage(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" Может быть, {' или '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Нет параметра {error.option_name}.{near}"
    hint = error.param.get_error_hint(error.ctx) if isinstance(error, click.BadParameter) and error.param and error.ctx else ""
    hint = hint.replace("'", "")
    if isinstance(error, click.MissingParameter):
        return f"Не указано: {hint or 'обязательный параметр'}."
    if isinstance(error, click.BadParameter):
        return f"{hint}: {error.message}" if hint else error.message
    if isinstance(error, click.BadOptionUsage):
        needs = "значение не нужно" if "does not take" in error.message else "нужно значение"
        return f"Параметру {error.option_name} {needs}."
    if found := re.match(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"Лишнее в команде: {found[1]}. Текст из нескольких слов берите в кавычки."
    if error.message.startswith("Missing command"):
        return "Не указана команда."
    return error.message


_JSON = {
    "Expecting value": "ожидается значение",
    "Expecting property name enclosed in double quotes": "ожидается имя поля в двойных кавычках",
    "Expecting ':' delimiter": "ожидается двоеточие",
    "Expecting ',' delimiter": "ожидается запятая",
    "Extra data": "лишнее после конца объекта",
    "Unterminated string starting at": "строка не закрыта",
    "Invalid control character at": "перенос строки или управляющий знак внутри строки",
    "Invalid \\escape": "неверная последовательность после «\\»",
    "Invalid \\uXXXX escape": "неверная последовательность после «\\u»",
}


def json_in_russian(error: JSONDecodeError) -> str:
    """What is wrong with a JSON text, without the place."""
    return f"это не JSON: {_JSON.get(error.msg, error.msg)}"
