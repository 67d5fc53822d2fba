"""The page of numbers; the key's module is the operator's page's."""

from __future__ import annotations

from importlib.resources import files

from rewriter.server.static_files import page_router

router = page_router("stats", files(__package__))
