"""The operator's page at `/` and its files under `/static/`: plain HTML, CSS and ES modules, no build step.

The files are read once; only a name that is among them is ever answered, so no path of a request reaches the disk.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rewriter.server.errors import ServiceError

router = APIRouter(include_in_schema=False)
# Named here and not guessed: with `nosniff` a module that a machine's MIME table calls text/plain would not run.
_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


class _File(NamedTuple):
    content: bytes
    kind: str
    tag: str


def _file(name: str, content: bytes) -> _File:
    return _File(content, f"{_KINDS[name.rpartition('.')[2]]}; charset=utf-8", f'"{sha256(content).hexdigest()[:16]}"')


_PAGE = _file("index.html", files(__name__).joinpath("index.html").read_bytes())
_STATIC = {
    entry.name: _file(entry.name, entry.read_bytes()) for entry in files(__name__).joinpath("static").iterdir() if entry.name.rpartition(".")[2] in _KINDS
}


def _answer(request: Request, file: _File) -> Response:
    # Asked for anew each time, sent anew only when a new version is installed.
    headers = {"ETag": file.tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.kind, headers=headers)


@router.get("/")
async def page(request: Request) -> Response:
    """The page. It holds nobody's texts and no key: its script asks for them."""
    return _answer(request, _PAGE)


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """One of the page's files."""
    if (file := _STATIC.get(name)) is None:
        raise ServiceError(404, "http", "Такого адреса здесь нет.")
    return _answer(request, file)
