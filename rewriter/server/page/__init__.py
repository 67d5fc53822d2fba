"""The operator's page at `/` and its files under `/static/`: plain HTML, CSS and ES modules, no build step."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rewriter.server.static_files import files_in, sent

router = APIRouter(include_in_schema=False)
_PAGE = files_in(files(__name__))
_STATIC = files_in(files(__name__).joinpath("static"))


@router.get("/")
async def page(request: Request) -> Response:
    """The page. It holds nobody's texts and no key: its script asks for them."""
    return sent(request, _PAGE, "index.html")


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """One of the page's files; the other pages take their modules from here, too."""
    return sent(request, _STATIC, name)
