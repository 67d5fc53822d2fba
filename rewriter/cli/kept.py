"""The history as commands open it: the database of the service's settings, and what is wrong with it in Russian."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import UserError

if TYPE_CHECKING:
    from rewriter.server.history.store import Store

database_option = click.option("--database", metavar="URL", help="Чья история: адрес SQLAlchemy (тот, что у сервиса).")


@contextmanager
def kept(database: str | None) -> Iterator[Store]:
    """The database, open. Raises UserError, also for what goes wrong while it is used; SettingsError."""
    try:
        from sqlalchemy.exc import SQLAlchemyError

        from rewriter.server.history.errors import HistoryError
        from rewriter.server.history.store import Store, reason
    except ImportError as error:
        raise UserError(f"Нет пакета {error.name}. Установите: pip install 'rewriter[server]'.") from error
    from rewriter.server.settings import load_serve_settings

    store = Store(load_serve_settings({"database": database}).database)
    if not store.exists():
        raise UserError(f"{store.name}: истории здесь ещё нет. Её заводит сервис (rewriter serve); другая база: --database.")
    try:
        yield store
    except HistoryError as error:
        raise UserError(f"{store.name}: {error}.") from error
    except (SQLAlchemyError, OSError) as error:
        raise UserError(f"{store.name}: база не отвечает или не пускает ({reason(error)}). Проверьте адрес и права и повторите.") from error
    finally:
        store.close()
