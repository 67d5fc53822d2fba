"""The bearer token: made at the first start, kept in a file that only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NamedTuple

from rewriter.settings import SettingsError

_SHORTEST = 16


class Key(NamedTuple):
    """`made`: just now, so that it has to be shown once. `path` None: it came from the environment."""

    token: str
    path: Path | None
    made: bool


def state_folder() -> Path:
    """Where the service keeps what it needs between starts; `REWRITER_STATE` names another place."""
    if override := os.environ.get("REWRITER_STATE"):
        return Path(override).expanduser()
    from platformdirs import user_state_path

    return user_state_path("rewriter")


def load_key() -> Key | None:
    """The token of `REWRITER_TOKEN` or of the file; None where none was made yet. Raises SettingsError for one that is too weak or unreadable."""
    if token := os.environ.get("REWRITER_TOKEN", "").strip():
        return Key(_strong(token, "переменная REWRITER_TOKEN"), None, made=False)
    path = state_folder() / "token"
    try:
        token = path.read_text(encoding="ascii").strip()
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: ключ не читается ({error}). Удалите файл: при запуске сервис сделает новый.") from error
    return Key(_strong(token, str(path)), path, made=False)


def load_or_make_key() -> Key:
    """The token, made where there is none. Raises SettingsError."""
    if (key := load_key()) is not None:
        return key
    path, token = state_folder() / "token", secrets.token_urlsafe(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Never readable by others, not even for a moment; of two starts at once the second finds the first one's.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(token + "\n")
    except FileExistsError:
        return load_or_make_key()
    except OSError as error:
        raise SettingsError(f"{path}: ключ не сохранить ({error.strerror or error}). Задайте его сами: REWRITER_TOKEN.") from error
    return Key(token, path, made=True)


def _strong(token: str, source: str) -> str:
    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        raise SettingsError(f"{source}: ключ слабый. Нужно не меньше {_SHORTEST} знаков ASCII без пробелов, например: openssl rand -hex 32.")
    return token
