"""Texts that come in: from a file or stdin, decoded, within the limit, or a message that says what is wrong with them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rewriter.cli.errors import UserError
from rewriter.cli.words import grouped, megabytes

LIMIT = 20_000  # characters of one text (design.md, Limits)
_MOST_BYTES = 4 * LIMIT + 4


def read_text(source: str, what: str) -> str:
    """The text of a file, or of stdin where `source` is `-`. `what`: «черновик», … for messages. Raises UserError."""
    name = f"{what}, стандартный ввод" if source == "-" else source
    data = _stdin() if source == "-" else _file(Path(source), what)
    if len(data) > _MOST_BYTES:
        size = "больше" if source == "-" else f"{megabytes(Path(source).stat().st_size)} — больше"
        raise UserError(f"{name}: {size} {grouped(LIMIT)} знаков. Разбейте текст на части: одно письмо — один запуск.")
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    check_length(text, name)
    return text


def check_length(text: str, name: str) -> None:
    """Raises UserError for a text over the limit."""
    if len(text) > LIMIT:
        raise UserError(f"{name}: {grouped(len(text))} знаков, а предел — {grouped(LIMIT)}. Разбейте текст на части: одно письмо — один запуск.")


def decode(data: bytes, name: str) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, and Windows-1251 where the text is plainly Russian in it. Raises UserError."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UserError(f"{name}: повреждённый UTF-16, смещение {error.start}. Сохраните файл в UTF-8.") from None
    if (at := data.find(b"\0")) >= 0:
        raise UserError(f"{name}: это не текст — нулевой байт, смещение {at}. Нужен текстовый файл в UTF-8 (документ сохраните как «Обычный текст»).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("cp1251", errors="ignore")
        if _russian(text):
            click.echo(f"{name}: прочитано как Windows-1251 (не UTF-8 со смещения {error.start}). Сохраните файл в UTF-8, чтобы не гадать.", err=True)
            return text
        raise UserError(f"{name}: это не текст в UTF-8 — байт 0x{data[error.start]:02X}, смещение {error.start}. Сохраните файл в UTF-8.") from None


def _russian(text: str) -> bool:
    """Whether a text read as Windows-1251 can be meant: mostly small Russian letters, no control characters."""
    letters = [c for c in text if c.isalpha()]
    small = sum("а" <= c <= "я" or c == "ё" for c in letters)
    return small >= 8 and small / len(letters) > 0.6 and not any(ord(c) < 32 and c not in "\t\r\n\f" for c in text)


def _stdin() -> bytes:
    try:
        return sys.stdin.buffer.read(_MOST_BYTES + 1)
    except (AttributeError, OSError, ValueError) as error:
        raise UserError(f"Стандартный ввод не читается ({error}). Укажите файл.") from None


def _file(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"{path}: нет такого файла ({what}). Проверьте путь: нужен файл, а не сам текст.") from None
    except IsADirectoryError:
        raise UserError(f"{path}: это папка, а нужен файл с текстом ({what}).") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: файл не читается ({getattr(error, 'strerror', None) or error}).") from None


def on_terminal() -> bool:
    """Whether a person types."""
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:
        return False
