"""What goes wrong with the history, and what of it may pass by itself."""

from __future__ import annotations

from rewriter.settings import SettingsError


class HistoryError(Exception):
    """The history is not to be had; the message is Russian and names no path and no password."""


class DatabaseSetting(SettingsError):
    """The setting `database` cannot be used."""
