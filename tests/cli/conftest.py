"""Every test of the command line: no settings of the developer's, files in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith(("REWRITER_", "OPENAI_")) or name in ("NO_COLOR", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("REWRITER_CONFIG", str(tmp_path / "no-config.toml"))
    monkeypatch.chdir(tmp_path)
