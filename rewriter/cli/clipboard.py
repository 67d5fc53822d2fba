"""The clipboard, through the programs that each system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import NamedTuple

from rewriter.cli.errors import UserError


class _Tool(NamedTuple):
    read: tuple[str, ...]
    write: tuple[str, ...]
    encoding: str = "utf-8"


_POWERSHELL = "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw"


def tool() -> _Tool | None:
    """The programs of this system that are installed; None where there are none."""
    if sys.platform == "darwin":
        candidates = [_Tool(("pbpaste",), ("pbcopy",))]
    elif os.name == "nt" or "WSL_DISTRO_NAME" in os.environ:
        candidates = [_Tool(("powershell.exe", "-NoProfile", "-Command", _POWERSHELL), ("clip.exe",), "utf-16-le")]
    else:
        candidates = []
        if os.environ.get("WAYLAND_DISPLAY"):
            candidates.append(_Tool(("wl-paste", "--no-newline"), ("wl-copy",)))
        if os.environ.get("DISPLAY"):
            candidates += [
                _Tool(("xclip", "-selection", "clipboard", "-o"), ("xclip", "-selection", "clipboard")),
                _Tool(("xsel", "-b", "-o"), ("xsel", "-b", "-i")),
            ]
    return next((t for t in candidates if shutil.which(t.read[0]) and shutil.which(t.write[0])), None)


def remedy() -> str:
    """What to do where there is no clipboard."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "здесь нет графического сеанса. Работайте без --paste и --copy: вставьте текст в терминал (rewriter rewrite) или укажите файл"
    return "поставьте программу для него: sudo apt install " + ("wl-clipboard" if os.environ.get("WAYLAND_DISPLAY") else "xclip")


def needed() -> _Tool:
    """The tool, or UserError with what to do."""
    if (found := tool()) is None:
        raise UserError(f"Буфер обмена недоступен: {remedy()}.")
    return found


def paste() -> bytes:
    """What the clipboard holds, as UTF-8. Raises UserError."""
    try:
        done = subprocess.run(needed().read, capture_output=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"Буфер обмена не отвечает ({error}). Вставьте текст в терминал: rewriter rewrite.") from None
    if done.returncode or not done.stdout.strip():
        raise UserError("В буфере обмена нет текста. Скопируйте черновик и повторите.")
    return done.stdout


def copy(text: str) -> None:
    """Put a text on the clipboard. Raises UserError."""
    found = needed()
    try:
        # Output is thrown away: xclip stays behind to serve the text and would hold our pipes open.
        done = subprocess.run(found.write, input=text.encode(found.encoding), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"Буфер обмена не отвечает ({error}): ответ не скопирован.") from None
    if done.returncode:
        raise UserError(f"Буфер обмена не принял текст ({found.write[0]}, код {done.returncode}): ответ не скопирован.")
