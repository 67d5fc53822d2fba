"""`rewriter serve`: the service."""

from __future__ import annotations

import logging
import sys
from typing import Any

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Command, Number
from rewriter.cli.options import FILE, backend_options, pack_option, settings_of


@click.command(cls=Command)
@click.option("--host", metavar="АДРЕС", help="На каком адресе слушать (127.0.0.1: только эта машина).")
@click.option("--port", type=Number(0), help="Порт (8017).")
@pack_option
@backend_options
@click.option("--origin", "origins", multiple=True, metavar="АДРЕС", help="Кому ещё из браузера можно обращаться: https://… или chrome-extension://…")
@click.option("--public-host", "public_hosts", multiple=True, metavar="ИМЯ", help="Имя, под которым сервис открывают по сети.")
@click.option("--behind-proxy", is_flag=True, default=None, help="TLS обеспечивает прокси перед сервисом.")
@click.option("--certificate", type=FILE, metavar="ФАЙЛ.pem", help="Сертификат TLS.")
@click.option("--private-key", type=FILE, metavar="ФАЙЛ.pem", help="Ключ TLS.")
@click.option("--waiting", type=Number(0), help="Сколько черновиков могут ждать очереди (16).")
@click.option("--database", metavar="URL", help="Где хранить историю: адрес SQLAlchemy (SQLite в папке пользователя).")
@click.option("--history", metavar="off|masked|full", help="Что хранить из текстов: ничего, без личных данных, как есть (masked).")
@click.option("--candidates", type=FILE, multiple=True, metavar="ФАЙЛ.jsonl", help="Кандидаты в пары для страницы /review: из rewriter examples generate.")
@click.option("--log-texts", is_flag=True, default=None, help="Писать тексты в журнал: только для отладки.")
@click.option("--link", is_flag=True, help="Показать адрес страницы с ключом и выйти.")
def command(link: bool, **given: Any) -> None:
    """Запускает сервис: страница оператора, плагин, кнопка ИИ в системе поддержки.

    \b
    Примеры:
      rewriter serve                       страница на http://127.0.0.1:8017/
      rewriter serve --link                адрес страницы с ключом, если он потерялся
      rewriter serve --candidates candidates.jsonl   просмотр новых пар: страница /review
      rewriter serve --backend openai --model gpt-4.1-mini
      rewriter serve --host 0.0.0.0 --public-host support.example.ru --certificate c.pem --private-key k.pem

    Ключ делается при первом запуске и показывается один раз; свой — в переменной REWRITER_TOKEN.
    Модель загружается рядом: пока её нет, ответы собирают правила. Остановить: Ctrl-C.
    """  # noqa: D301 - click reads \b
    try:
        import fastapi  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise UserError(f"Нет пакета {error.name}. Установите: pip install 'rewriter[server]'.") from error
    from rewriter.server.settings import load_serve_settings

    own = ("host", "port", "origins", "public_hosts", "behind_proxy", "certificate", "private_key", "waiting", "database", "history", "candidates", "log_texts")
    serve = load_serve_settings({key: given[key] for key in own})
    settings = settings_of(given)
    if link:
        _link(serve)
        return
    from rewriter.server.run import run

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    run(settings, serve, say=lambda text: click.echo(text, err=True))


def _link(serve: Any) -> None:
    from rewriter.server.keys import load_key
    from rewriter.server.run import page_link

    if (key := load_key()) is None:
        raise UserError("Ключа ещё нет: он появится при первом запуске, rewriter serve.")
    click.echo(page_link(serve, serve.port, key.token))
