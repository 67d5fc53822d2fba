"""Settings: flags over `REWRITER_*` variables over a TOML file in the user's configuration folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

BackendName = Literal["local", "openai"]


class SettingsError(ValueError):
    """A setting cannot be used; the message, in Russian, names the source, the key and the value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the rewriter runs.

    `model` None: the backend's own default. `threads` 0: as many as there are physical cores. `mask` None: personal
    data is masked exactly when the backend's URL is not loopback. `time_budget_s`: seconds for one rewrite, all
    attempts together.
    """

    backend: BackendName = "local"
    model: str | None = None
    pack: str = "base"
    n_ctx: int = 4096
    threads: int = 0
    attempts: int = 3
    time_budget_s: float = 120.0
    mask: bool | None = None
    base_url: str | None = None


SERVE_TABLE = "serve"  # of the service: rewriter.server.settings
KEYS = tuple(field.name for field in fields(Settings))
_LEAST: Mapping[str, float] = {"n_ctx": 512, "threads": 0, "attempts": 1, "time_budget_s": 1}
_YES = frozenset({"1", "true", "yes", "on", "да"})
_NO = frozenset({"0", "false", "no", "off", "нет"})


def config_path() -> Path:
    """Where the TOML file is looked for; `REWRITER_CONFIG` names another one."""
    if override := os.environ.get("REWRITER_CONFIG"):
        return Path(override)
    from platformdirs import user_config_path

    return user_config_path("rewriter") / "config.toml"


def load_settings(flags: Mapping[str, object] | None = None, *, config: Path | None = None) -> Settings:
    """The settings in force. `flags`: keys as in `Settings`; None means that the flag was not given.

    Raises `SettingsError` for an unknown key, a value of the wrong kind, or a file that is not TOML.
    """
    path = config or config_path()
    values = {key: _value(key, value, f"{path}") for key, value in read_toml(path).items() if key != SERVE_TABLE}
    for key in KEYS:
        if text := os.environ.get(variable := f"REWRITER_{key.upper()}"):
            values[key] = _value(key, text, f"переменная {variable}")
    for key, value in (flags or {}).items():
        if value is not None:
            values[key] = _value(key, value, f"параметр --{key.replace('_', '-')}")
    return Settings(**values)  # type: ignore[arg-type]  # each value was checked by _value


def read_toml(path: Path) -> dict[str, object]:
    """What the settings file says; nothing where there is none. Raises SettingsError."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: файл настроек не читается ({error}).") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: это не TOML: {error}. Исправьте файл или удалите его.") from error


def _value(key: str, value: object, source: str) -> object:
    """The value in its own type; texts from the environment are read, everything else must already be of that type."""
    if key not in KEYS:
        raise SettingsError(f"{source}: неизвестный ключ «{key}». Есть: {', '.join(KEYS)}.")
    try:
        read = _convert(key, value)
    except ValueError as error:
        raise SettingsError(f"{source}: {key} = {value!r}: {error}.") from error
    return read


def _convert(key: str, value: object) -> object:
    if key == "mask":
        return _boolean(value)
    if key in ("n_ctx", "threads", "attempts", "time_budget_s"):
        return _number(key, value)
    if not isinstance(value, str):
        raise ValueError("нужна строка")  # noqa: TRY004 - told like every other wrong value
    if key == "backend" and value not in get_args(BackendName):
        raise ValueError(f"нужно одно из: {', '.join(get_args(BackendName))}")
    return value


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise ValueError("нужно true или false")


def _number(key: str, value: object) -> int | float:
    whole = key != "time_budget_s"
    try:
        if isinstance(value, bool) or (whole and isinstance(value, float)):
            raise ValueError
        number = int(str(value)) if whole else float(str(value))
    except ValueError:
        raise ValueError("нужно целое число" if whole else "нужно число") from None
    if not _LEAST[key] <= number < float("inf"):
        raise ValueError(f"нужно не меньше {_LEAST[key]:g}")
    return number
