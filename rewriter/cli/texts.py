"""Texts that come in: from a file or stdin, decoded, within the limit, or a message that says what is wrong with them."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

import click

from rewriter.cli.errors import UserError
from rewriter.cli.words import grouped, megabytes

LIMIT = 20_000  # characters of one text (design.md, Limits)
_MOST_BYTES = 4 * LIMIT + 4


def read_text(source: str, what: str) -> str:
    """The text of a file, or of stdin where `source` is `-`. `what`: «черновик», … for messages. Raises UserError."""
    return one_newline(read_whole(source, what)[0]).rstrip("\n")


def one_newline(text: str) -> str:
    """Line breaks of all systems as Unix has them."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_whole(source: str, what: str) -> tuple[str, str]:
    """The text exactly as it stands in the file, or on stdin, and its encoding. Raises UserError."""
    name = f"{what}, стандартный ввод" if source == "-" else source
    data = _stdin() if source == "-" else _file(Path(source), what)
    if len(data) > _MOST_BYTES:
        size = "больше" if source == "-" else f"{megabytes(Path(source).stat().st_size)} — больше"
        raise UserError(f"{name}: {size} {grouped(LIMIT)} знаков. Разбейте текст на части: одно письмо — один запуск.")
    text, encoding = decoded(data, name)
    check_length(one_newline(text).rstrip("\n"), name)
    return text, encoding


def check_length(text: str, name: str) -> None:
    """Raises UserError for a text over the limit."""
    if len(text) > LIMIT:
        raise UserError(f"{name}: {grouped(len(text))} знаков, а предел — {grouped(LIMIT)}. Разбейте текст на части: одно письмо — один запуск.")


def decode(data: bytes, name: str) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, and Windows-1251 where the text is plainly Russian in it. Raises UserError."""
    return decoded(data, name)[0]


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text, and the encoding by which it is written back as it was. Raises UserError."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise UserError(f"{name}: повреждённый UTF-16, смещение {error.start}. Сохраните файл в UTF-8.") from None
    if (at := data.find(b"\0")) >= 0:
        raise UserError(f"{name}: это не текст — нулевой байт, смещение {at}. Нужен текстовый файл в UTF-8 (документ сохраните как «Обычный текст»).")
    try:
        return data.decode("utf-8-sig"), "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    except UnicodeDecodeError as error:
        text = data.decode("cp1251", errors="ignore")
        if is_russian(text, 0.6):
            guessed_1251(name, error.start)
            return text, "cp1251"
        raise not_utf8(name, data[error.start], error.start) from None


def guessed_1251(name: str, at: int) -> None:
    """Says that a text was taken for Windows-1251, since at that offset it is no UTF-8."""
    click.echo(f"{name}: прочитано как Windows-1251 (не UTF-8 со смещения {at}). Сохраните файл в UTF-8, чтобы не гадать.", err=True)


def not_utf8(name: str, byte: int, at: int) -> UserError:
    """What to say of a file in no encoding that we know."""
    return UserError(f"{name}: это не текст в UTF-8 — байт 0x{byte:02X}, смещение {at}. Сохраните файл в UTF-8.")


def is_russian(text: str, share: float) -> bool:
    """Whether a text read as Windows-1251 can be meant: more than that share of its letters small and Russian, no control characters."""
    letters = [c for c in text if c.isalpha()]
    small = sum("а" <= c <= "я" or c == "ё" for c in letters)
    return small >= 8 and small / len(letters) > share and not any(ord(c) < 32 and c not in "\t\r\n\f" for c in text)


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
