"""A page as PDF by a browser of the Chromium family that is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge", "brave-browser")
_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
_SECONDS = 300


class NoPdf(Exception):
    """No browser, or it made no PDF; the message is Russian and says what to do."""


def browser() -> str:
    """The browser: `REWRITER_BROWSER`, else the first found in PATH. Raises NoPdf."""
    if told := os.environ.get("REWRITER_BROWSER"):
        if (found := shutil.which(told)) is None:
            raise NoPdf(f"REWRITER_BROWSER={told}: такой программы нет.")
        return found
    found = next((path for name in (*_NAMES, *_PLACES) if (path := shutil.which(name))), None)
    if found is None:
        raise NoPdf(
            "Для PDF нужен браузер Chromium или Chrome, а его нет. Установите (Debian, Ubuntu: sudo apt install chromium) или выгрузите карточки"
            " с --format deck и напечатайте их в PDF из своего браузера."
        )
    return found


def pdf(page: str) -> bytes:
    """The HTML page, printed. Raises NoPdf."""
    program = browser()
    with tempfile.TemporaryDirectory(prefix="rewriter-pdf-") as folder:
        source, target = Path(folder, "deck.html"), Path(folder, "deck.pdf")
        source.write_text(page, encoding="utf-8")
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
        ]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            command.append("--no-sandbox")  # Chromium's sandbox does not start for root, as in a container; the page is our own and loads nothing
        try:
            done = subprocess.run([*command, source.as_uri()], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - a browser of the user's own
        except subprocess.TimeoutExpired:
            raise NoPdf(f"{program} не закончил за {_SECONDS} с. Выгрузите карточки с --format deck и напечатайте из своего браузера.") from None
        except OSError as error:
            raise NoPdf(f"{program} не запускается ({error.strerror}).") from None
        if not target.is_file() or not target.stat().st_size:
            last = done.stderr.decode(errors="replace").strip().split("\n")[-1][:200]
            raise NoPdf(f"{program} не сделал PDF (код {done.returncode}): {last}")
        return target.read_bytes()
