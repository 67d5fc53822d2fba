"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Number, OneOf, PackName
from rewriter.engines import ENGINES

if TYPE_CHECKING:
    from rewriter.backends import Backend
    from rewriter.settings import Settings

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FILE = click.Path()  # completes file names; whether the file is there is said in our own words


def _together(*options: Decorator) -> Decorator:
    def apply(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return apply


pack_option = click.option("--pack", "-p", type=PackName(), help="Пакет стиля: имя или своя папка (base).")
verbose_option = click.option("--verbose", "-v", is_flag=True, help="Показать всё, а не только главное.")

case_options = _together(
    pack_option,
    click.option("--client", "-c", metavar="ТЕКСТ", help="Сообщение клиента."),
    click.option("--client-file", type=FILE, metavar="ФАЙЛ", help="Сообщение клиента из файла («-» — стандартный ввод)."),
    click.option("--context", type=FILE, metavar="ФАЙЛ.json", help="Что знает служба поддержки: client_name, operator_name, first_contact, ticket_id, facts…"),
    click.option("--name", metavar="ИМЯ", help="Имя клиента."),
    click.option("--operator", metavar="ИМЯ", help="Имя оператора для подписи."),
    click.option("--gender", type=OneOf(["f", "m"]), metavar="f|m", help="Пол оператора: «рада» или «рад»."),
    click.option("--ticket", metavar="НОМЕР", help="Номер обращения."),
    click.option("--channel", type=OneOf(["chat", "email"]), metavar="chat|email", help="Куда пишем."),
    click.option("--first-contact/--not-first", default=None, help="Первое ли это обращение: в чате здороваемся только в первом."),
)

backend_options = _together(
    click.option(
        "--backend", type=OneOf(["local", "openai"]), metavar="local|openai", help="Где работает модель: на этой машине или по адресу OPENAI_BASE_URL (local)."
    ),
    click.option("--model", "-m", metavar="МОДЕЛЬ", help="Имя модели, путь к .gguf или hf:владелец/репозиторий/файл."),
    click.option("--base-url", metavar="АДРЕС", help="Для openai: адрес сервера, например http://127.0.0.1:8000/v1 (OPENAI_BASE_URL)."),
    click.option("--no-mask", is_flag=True, help="Не заменять имена, телефоны и номера перед отправкой на чужой сервер."),
)

model_options = _together(
    backend_options,
    click.option("--attempts", type=Number(1), help="Сколько раз спрашивать модель (3)."),
    click.option("--time", "seconds", type=Number(1, fraction=True), metavar="СЕКУНДЫ", help="Сколько времени на один ответ (120)."),
    click.option("--rules-only", is_flag=True, help="Без модели: только исправления по правилам."),
)

engine_options = _together(
    click.option(
        "--engine",
        type=OneOf(ENGINES),
        default=ENGINES[0],
        metavar="|".join(ENGINES),
        help="Чем работать: процессами этой машины или кластером Ray (processes).",
    ),
    click.option("--ray-address", metavar="АДРЕС", help="Кластер Ray: машина:6379, ray://машина:10001 или auto; без него — свой, на этой машине."),
)


def sound_engine(given: Mapping[str, Any]) -> None:
    """Raises UserError where an address is given and nobody goes there."""
    if given["ray_address"] and given["engine"] != "ray":
        raise UserError(f"--ray-address {given['ray_address']} нужен только вместе с --engine ray.")


def settings_of(given: Mapping[str, Any]) -> Settings:
    """Flags over variables over the settings file. Raises SettingsError."""
    from rewriter.settings import load_settings

    flags = {
        "pack": given.get("pack"),
        "backend": given.get("backend"),
        "model": given.get("model"),
        "attempts": given.get("attempts"),
        "time_budget_s": given.get("seconds"),
        "base_url": given.get("base_url"),
    }
    return load_settings(flags | {"mask": False if given.get("no_mask") else None})


def backend_of(settings: Settings) -> Backend:
    """The backend of the settings, opened. Raises BackendUnavailable."""
    from rewriter.backends import open_backend

    return open_backend(settings.backend, settings.model, settings)


def formats(*names: str) -> Decorator:
    """`--format`, of the named ones; the first is the default."""
    return click.option("--format", "form", type=OneOf(list(names)), default=names[0], metavar="|".join(names), help=f"Вид вывода ({names[0]}).")
