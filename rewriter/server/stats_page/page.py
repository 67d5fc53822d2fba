"""Serves the page and its own files; the key's module is the operator's page's."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rewriter.server.static_files import files_in, sent

router = APIRouter(include_in_schema=False)
_FILES = files_in(files(__package__))


@router.get("/stats")
async def stats(request: Request) -> Response:
    """The page."""
    return sent(request, _FILES, "stats.html")


@router.get("/static/stats/{name}")
async def file(request: Request, name: str) -> Response:
    """One of its files."""
    return sent(request, _FILES, name)
