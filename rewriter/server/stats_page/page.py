"""Serves the page and its files. The set is closed: no path is ever made of what a request says."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from rewriter.server.errors import ServiceError

_HERE = Path(__file__).parent
_FILES = {"stats.css": "text/css", "stats.js": "text/javascript", "plots.js": "text/javascript", "key.js": "text/javascript"}
router = APIRouter(include_in_schema=False)


@router.get("/stats")
async def stats() -> FileResponse:
    """The page."""
    return FileResponse(_HERE / "stats.html", media_type="text/html; charset=utf-8", headers={"cache-control": "no-cache"})


@router.get("/static/stats/{name}")
async def file(name: str) -> FileResponse:
    """One of its files."""
    if name not in _FILES:
        raise ServiceError(404, "http", "Такого адреса здесь нет.")
    return FileResponse(_HERE / name, media_type=f"{_FILES[name]}; charset=utf-8", headers={"cache-control": "no-cache"})
