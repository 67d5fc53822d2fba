"""How the service runs: flags over `REWRITER_SERVE_*` variables over the table `[serve]` of the settings file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rewriter.settings import SERVE_TABLE, SettingsError, config_path, read_toml
from rewriter.values import value_in_russian

PORT = 8017
PLUGIN_ORIGIN = "chrome-extension://hhjekjcolbgniilkmcifipeaoeigjpoo"
"""The browser plugin of `extension/`: its id follows from the key in its manifest. It may call besides our own page; the token is needed all the same."""
PREFIX = "REWRITER_SERVE_"
_LISTS = ("origins", "public_hosts", "packs", "candidates")


class ServeSettings(BaseModel):
    """How the service runs. Times in seconds, sizes in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = PORT
    waiting: Annotated[int, Field(ge=0, le=10_000)] = 16
    """How many rewrites may wait for the model; one more is refused with 503."""
    concurrent: Annotated[int, Field(ge=1, le=256)] = 8
    """How many rewrites an OpenAI-compatible backend gets at once; the local model always gets one."""
    rate_per_minute: Annotated[int, Field(ge=1)] = 1200
    """Requests of one user a minute."""
    largest: Annotated[int, Field(ge=1024)] = 262_144
    """Of a request's body."""
    origins: tuple[str, ...] = ()
    """Web origins besides our own page and our browser plugin that may call, exactly as the browser sends them."""
    public_hosts: tuple[str, ...] = ()
    """Names besides 127.0.0.1, localhost and [::1] under which the service is reached, with a port where the browser shows one."""
    behind_proxy: bool = False
    """A proxy in front speaks TLS; without it or a certificate, only loopback is served."""
    certificate: Path | None = None
    private_key: Path | None = None
    packs: tuple[str, ...] = ()
    """Folders of packs to offer besides our own."""
    candidates: tuple[Path, ...] = ()
    """Files of candidates for pairs (`rewriter examples generate`) that trainers look through on the page `/review`."""
    stop_s: Annotated[float, Field(ge=0, le=600)] = 15.0
    """How long a stop waits for rewrites; what is not done then comes back as the rules have mended it."""
    log_texts: bool = False
    database: str | None = None
    """SQLAlchemy URL of the kept history; None: SQLite in the user's data folder."""
    history: Literal["off", "masked", "full"] = "masked"
    """What is kept of texts: nothing at all, with personal data replaced, or as they are."""
    keep_days: Annotated[int, Field(ge=1)] = 90

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host == "localhost" or is_loopback(self.host)

    @property
    def tls(self) -> bool:
        """Whether the service itself speaks TLS."""
        return self.certificate is not None


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine; names other than localhost are not looked up."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def load_serve_settings(flags: Mapping[str, object] | None = None, *, config: Path | None = None) -> ServeSettings:
    """The settings in force; a flag that is None was not given. Raises SettingsError, also where they would expose texts unencrypted."""
    path = config or config_path()
    table = read_toml(path).get(SERVE_TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: serve = {table!r}: нужна таблица [serve].")
    values: dict[str, Any] = dict(table)
    sources = dict.fromkeys(values, f"{path}, [serve]")
    for key in ServeSettings.model_fields:
        if text := os.environ.get(variable := PREFIX + key.upper()):
            values[key] = [part.strip() for part in text.split(",") if part.strip()] if key in _LISTS else text
            sources[key] = f"переменная {variable}"
    for key, value in (flags or {}).items():
        if value is not None and value != ():
            values[key] = value
            sources[key] = f"параметр --{key.replace('_', '-')}"
    try:
        settings = ServeSettings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            raise SettingsError(f"{sources[key]}: неизвестный ключ «{key}». Есть: {', '.join(ServeSettings.model_fields)}.") from error
        raise SettingsError(f"{sources[key]}: {value_in_russian(first)}.") from error
    _safe(settings)
    return settings


def _safe(settings: ServeSettings) -> None:
    if (settings.certificate is None) != (settings.private_key is None):
        raise SettingsError("Для TLS нужны оба файла: --certificate и --private-key.")
    for file in (settings.certificate, settings.private_key):
        if file is not None and not file.is_file():
            raise SettingsError(f"{file}: нет такого файла. Нужны сертификат и ключ в PEM.")
    if not settings.on_loopback and not settings.tls and not settings.behind_proxy:
        raise SettingsError(
            f"--host {settings.host}: по сети тексты клиентов пошли бы без шифрования. Дайте --certificate и --private-key, "
            "либо --behind-proxy, если TLS обеспечивает прокси перед сервисом, либо оставьте 127.0.0.1."
        )
    if not settings.on_loopback and not settings.public_hosts:
        raise SettingsError(f"--host {settings.host}: назовите имя, по которому сервис открывают: --public-host support.example.ru.")
