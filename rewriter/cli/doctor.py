"""`rewriter doctor`: what is missing on this machine, and the command that mends it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import click

from rewriter.cli.errors import BACKEND, FINE, USAGE
from rewriter.cli.look import Command
from rewriter.cli.options import backend_options, formats, settings_of

if TYPE_CHECKING:
    from rewriter.settings import Settings

_OLDEST = (3, 11)
_MARKS = {"ok": ("✓", "green"), "missing": ("✗", "red"), "optional": ("—", "yellow"), "skipped": ("·", "bright_black")}


class Finding(NamedTuple):
    """One thing looked at. `state`: ok, missing (needed), optional (missing, not needed), skipped. `code`: the exit code if missing."""

    name: str
    state: str
    detail: str
    remedy: str = ""
    code: int = FINE


@click.command(cls=Command)
@backend_options
@click.option("--quick", is_flag=True, help="Не запускать модель (пробный запуск — несколько секунд).")
@formats("text", "json")
@click.pass_context
def command(ctx: click.Context, /, **given: object) -> None:
    """Проверяет машину: чего не хватает и какая команда это исправит.

    Код выхода 3, если выбранная модель здесь не заработает.
    """
    from rewriter.settings import Settings, SettingsError

    try:
        settings = settings_of(given)
        first = Finding("Настройки", "ok", f"модель {settings.backend}, пакет {settings.pack}")
    except SettingsError as error:
        settings = Settings()
        first = Finding("Настройки", "missing", str(error), "Исправьте указанное место.", USAGE)
    findings: list[Finding] = []
    for finding in chain((first,), _findings(settings, quick=bool(given["quick"]))):
        findings.append(finding)
        if given["form"] == "text":
            _show(finding)  # at once: the trial run takes seconds
    if given["form"] == "json":
        import json

        click.echo(json.dumps([f._asdict() for f in findings], ensure_ascii=False, indent=2))
    ctx.exit(max((f.code for f in findings if f.state == "missing"), default=FINE))


def _show(finding: Finding) -> None:
    mark, colour = _MARKS[finding.state]
    click.echo(f"{click.style(mark, fg=colour)} {finding.name}: {finding.detail}")
    if finding.remedy and finding.state != "ok":
        click.echo(f"    {finding.remedy}")


def _findings(settings: Settings, *, quick: bool) -> Iterator[Finding]:
    yield _python()
    yield _packs(settings)
    if settings.backend == "openai":
        yield _openai(settings)
    else:
        yield from _local(settings, quick=quick)
    yield _memory()
    yield _clipboard()
    yield from _extras(settings)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _OLDEST:
        return Finding("Python", "ok", version)
    return Finding("Python", "missing", f"{version}, нужен 3.11 или новее", "uv venv --python 3.11", USAGE)


def _packs(settings: Settings) -> Finding:
    from rewriter.pack import PackError, load_pack, pack_names

    try:
        load_pack(settings.pack)
    except PackError as error:
        return Finding("Пакеты", "missing", str(error).split("\n")[0], "rewriter packs list", USAGE)
    return Finding("Пакеты", "ok", ", ".join(pack_names()))


def install(extra: str) -> str:
    """The command that installs an extra: from the checkout where there is one. Never by our name from an index that may not be ours."""
    from rewriter.pack import data_root

    root = data_root()
    where = f"-e '{root}[{extra}]'" if (root / "pyproject.toml").is_file() else f"'rewriter[{extra}] @ АДРЕС-ОТКУДА-СТАВИЛИ'"
    tool = "uv pip install" if shutil.which("uv") else f"{sys.executable} -m pip install"
    build = 'CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" ' if extra == "local" else ""
    return f"{build}{tool} {where}"


def _local(settings: Settings, *, quick: bool) -> Iterator[Finding]:
    from rewriter.backends import BackendUnavailable
    from rewriter.backends.models import check, check_memory, identity, resolve

    engine = importlib.util.find_spec("llama_cpp") is not None
    yield Finding("llama-cpp-python", "ok", "установлен") if engine else Finding("llama-cpp-python", "missing", "не установлен", install("local"), BACKEND)
    try:
        file = resolve(settings.model)
        check(file)
        digest = identity(file)
    except (BackendUnavailable, OSError) as error:
        name = f" {settings.model}" if settings.model else ""
        yield Finding("Модель", "missing", str(error), f"rewriter models pull{name}", BACKEND)
        return
    yield Finding("Модель", "ok", f"{file.name}, SHA-256 {digest[:12]}… {'сверен' if file.known else '(эталона нет)'}")
    try:
        check_memory(file, settings.n_ctx)
    except BackendUnavailable as error:
        yield Finding("Память для модели", "missing", str(error), "закройте другие программы или REWRITER_N_CTX=2048", BACKEND)
        return
    if engine:
        yield _probe(settings, quick=quick)


def _probe(settings: Settings, *, quick: bool) -> Finding:
    if quick:
        return Finding("Пробный запуск", "skipped", "пропущен (--quick)")
    from rewriter.backends.probe import REBUILD, probe

    trouble = probe(settings.model)
    if trouble is None:
        return Finding("Пробный запуск", "ok", "модель отвечает")
    return Finding("Пробный запуск", "missing", trouble.replace(f" Пересоберите: {REBUILD}", ""), REBUILD if REBUILD in trouble else "", BACKEND)


def _openai(settings: Settings) -> Finding:
    from rewriter.backends import BackendUnavailable
    from rewriter.cli.options import backend_of

    try:
        backend = backend_of(settings)
    except BackendUnavailable as error:
        remedy = install("openai") if importlib.util.find_spec("openai") is None else "export OPENAI_API_KEY=… (и OPENAI_BASE_URL, если сервер свой)"
        return Finding("Модель по сети", "missing", str(error), remedy, BACKEND)
    backend.close()
    where = settings.base_url or os.environ.get("OPENAI_BASE_URL") or "api.openai.com"
    return Finding("Модель по сети", "ok", f"{backend.model}, {where} (соединение не проверялось)")


def _memory() -> Finding:
    try:
        from rewriter.backends.machine import available_memory, physical_cores
    except ImportError:
        return Finding("Память", "optional", "не узнать: нет psutil", install("local"))
    try:
        free = available_memory() / (1 << 30)
    except ImportError:
        return Finding("Память", "optional", "не узнать: нет psutil", install("local"))
    return Finding("Память", "ok", f"свободно {free:.1f} ГиБ, ядер {physical_cores()}".replace(".", ",", 1))


def _clipboard() -> Finding:
    from rewriter.cli import clipboard

    if (found := clipboard.tool()) is not None:
        return Finding("Буфер обмена", "ok", found.read[0])
    return Finding("Буфер обмена", "optional", "недоступен, --paste и --copy не сработают", clipboard.remedy())


def _extras(settings: Settings) -> Iterator[Finding]:
    for extra, module, purpose in (
        ("openai", "openai", "модели по сети (--backend openai)"),
        ("guardrails", "guardrails", "проверок guardrails-ai (rewriter.guard)"),
    ):
        if importlib.util.find_spec(module) is not None:
            yield Finding(extra, "ok", "установлен")
        elif not (extra == "openai" and settings.backend == "openai"):
            yield Finding(extra, "optional", f"не установлен: без него нет {purpose}", install(extra))
