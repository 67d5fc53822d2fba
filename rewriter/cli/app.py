"""The root command, and what happens to everything that goes wrong under it: a message and an exit code, never a traceback."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from rewriter.cli.errors import BACKEND, USAGE, UserError, translated, usage_in_russian
from rewriter.cli.look import Lazy

COMMANDS = {
    "rewrite": "Переписать черновик дружелюбно и показать, что проверено.",
    "check": "Проверить готовый ответ правилами, без модели.",
    "batch": "Переписать много черновиков; после сбоя продолжает с места.",
    "prompt": "Показать, что именно уйдёт модели.",
    "packs": "Пакеты стиля: список, содержание, проверка.",
    "rules": "Правила: список и объяснение каждого.",
    "models": "Модели: список, скачать, сверить.",
    "serve": "Сервис: страница оператора, плагин, кнопка ИИ в системе поддержки.",
    "stats": "Как операторы принимают ответы; какие правила нарушают чаще всего.",
    "history": "Сохранённая история: выгрузить, стереть, передать правки тренерам.",
    "examples": "Пары «как было — как стало»: список, проверка, новые, карточки для занятия.",
    "practice": "Упражнения: переписать черновик самому, правила проверят и объяснят.",
    "eval": "Оценка качества: прогоны, сравнение, отчёт.",
    "doctor": "Чего не хватает на этой машине и какая команда это исправит.",
    "completion": "Подсказки по Tab для bash, zsh и fish.",
}
_TERMINATED = 128 + signal.SIGTERM
_INTERRUPTED = 128 + signal.SIGINT


class ReaderGone(Exception):
    """Whoever read our output has closed it. No OSError: click would end the process for that with a code of its own."""


class Root(Lazy):
    """The root: what goes wrong under it becomes a message."""

    def invoke(self, ctx: click.Context) -> Any:
        """The library's errors become messages with an exit code."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None
        except Exception as error:
            if (known := translated(error)) is not None:
                raise known from error
            raise


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from rewriter import __version__

        click.echo(f"rewriter {__version__}")
        ctx.exit()


@click.group(cls=Root, package="rewriter.cli", listed=COMMANDS)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Показать версию.")
def cli() -> None:
    """Переписывает ответы поддержки по-человечески и проверяет их правилами.

    \b
    Примеры:
      rewriter rewrite                               спросит письмо клиента и черновик
      rewriter rewrite draft.txt --pack post --client "Где посылка?"
      rewriter check reply.txt --pack post           только правила, без модели
      rewriter doctor                                всё ли готово к работе

    Коды выхода: 0 — в порядке; 1 — ответ нарушает правило или требует проверки;
    2 — неверный вызов или ввод; 3 — модель недоступна.
    """  # noqa: D301 - click reads \b


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP: the draft still comes back."""


def _terminate(_number: int, _frame: object) -> NoReturn:
    raise Terminated


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM and SIGHUP end a command the way Ctrl-C does."""
    before: dict[int, Any] = {}
    for name in ("SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, ValueError, OSError):  # not on this system, or not in the main thread
            number = getattr(signal, name)
            before[number] = signal.signal(number, _terminate)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; its exit code. 130 and 143 where the user or the system stopped it."""
    _speak_utf8()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them reads every installed package's entry points
    gc.set_threshold(100_000, 50, 50)  # reading packs makes many small objects: collecting as often as usual costs 0.1 s
    try:
        with _stoppable():
            code = _run(arguments)
        sys.stdout.flush()
    except (ReaderGone, BrokenPipeError):
        # They have what they wanted: no complaint here, none at the interpreter's exit.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=None if arguments is None else list(arguments), prog_name="rewriter", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.UsageError as error:
        click.echo(usage_in_russian(error), err=True)
        return USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        click.echo("Прервано.", err=True)
        return _TERMINATED if isinstance(error.__cause__ or error, Terminated) else _INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        raise
    except MemoryError:
        click.echo("Не хватило памяти. Закройте другие программы или возьмите модель поменьше (--model).", err=True)
        return BACKEND
    except Exception as error:
        if os.environ.get("REWRITER_DEBUG"):
            raise
        click.echo(_unexpected(error), err=True)
        return USAGE


def _unexpected(error: Exception) -> str:
    """What to tell where the program itself is wrong: what, where, and how to report it."""
    place, trace = "", error.__traceback__
    while trace is not None:
        if f"{os.sep}rewriter{os.sep}" in trace.tb_frame.f_code.co_filename:
            place = f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})"
        trace = trace.tb_next
    return (
        f"Ошибка в самой программе{place}: {type(error).__name__}: {str(error)[:300]}\n"
        "Повторите команду с REWRITER_DEBUG=1 и приложите вывод к сообщению об ошибке; тексты клиентов не присылайте."
    )


def _speak_utf8() -> None:
    """Replies hold emoji: a file or a pipe gets UTF-8 whatever the locale, a terminal gets «?» rather than a crash."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            if stream.isatty():
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


__all__ = ["COMMANDS", "UserError", "cli", "run"]
