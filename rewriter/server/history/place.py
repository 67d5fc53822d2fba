"""Where the history lies: the URL of the settings, or a file in the user's data folder. No database is loaded for this."""

from __future__ import annotations

import os
from pathlib import Path

from rewriter.server.keys import state_folder


def default_file() -> Path:
    """The SQLite file; where `REWRITER_STATE` names a folder for all that the service keeps, it lies there."""
    if os.environ.get("REWRITER_STATE"):
        return state_folder() / "history.db"
    from platformdirs import user_data_path

    return user_data_path("rewriter") / "history.db"


def key_file() -> Path:
    """The key of the marks, beside the token."""
    return state_folder() / "history-key"
