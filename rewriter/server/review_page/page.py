"""Serves the page and its own files; the modules that it shares with the operator's page are that page's."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rewriter.server.static_files import files_in, sent

router = APIRouter(include_in_schema=False)
_FILES = files_in(files(__package__))


@router.get("/review")
async def review(request: Request) -> Response:
    """The page. It holds nobody's texts and no key: its script asks for them."""
    return sent(request, _FILES, "review.html")


@router.get("/static/review/{name}")
async def file(request: Request, name: str) -> Response:
    """One of its files."""
    return sent(request, _FILES, name)
