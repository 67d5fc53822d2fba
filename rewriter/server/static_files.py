"""Pages' files: read once, sent with a tag. Only a name that is among them is ever answered, so no path of a request reaches the disk."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rewriter.server.errors import ServiceError

# Named here and not guessed: with `nosniff` a module that a machine's MIME table calls text/plain would not run.
_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


class File(NamedTuple):
    """A file as it is sent."""

    content: bytes
    kind: str
    tag: str


def files_in(folder: Traversable) -> dict[str, File]:
    """The files of a page in this folder, by name; others that lie there are left out."""
    return {entry.name: _file(entry) for entry in folder.iterdir() if entry.is_file() and entry.name.rpartition(".")[2] in _KINDS}


def _file(entry: Traversable) -> File:
    content = entry.read_bytes()
    return File(content, f"{_KINDS[entry.name.rpartition('.')[2]]}; charset=utf-8", f'"{sha256(content).hexdigest()[:16]}"')


def sent(request: Request, files: Mapping[str, File], name: str) -> Response:
    """One of the files. Raises ServiceError for a name that none has."""
    if (file := files.get(name)) is None:
        raise ServiceError(404, "http", "Такого адреса здесь нет.")
    # Asked for anew each time, sent anew only when a new version is installed.
    headers = {"ETag": file.tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.kind, headers=headers)


def page_router(name: str, folder: Traversable) -> APIRouter:
    """Answers `/NAME` with `NAME.html` of the folder, and `/static/NAME/…` with its other files. The page holds nobody's texts and no key: its script asks for them."""
    router = APIRouter(include_in_schema=False)
    found = files_in(folder)

    @router.get(f"/{name}")
    async def page(request: Request) -> Response:
        return sent(request, found, f"{name}.html")

    @router.get(f"/static/{name}/{{file}}")
    async def own(request: Request, file: str) -> Response:
        return sent(request, found, file)

    return router
