"""The trainers' page; the modules that it shares with the operator's page are that page's."""

from __future__ import annotations

from importlib.resources import files

from rewriter.server.static_files import page_router

router = page_router("review", files(__package__))
