"""Which pack a request means, and the models that are packs to a client."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from rewriter.server.desk import Desk
from rewriter.server.errors import ServiceError
from rewriter.server.gateway.bodies import Asked

_PREFIXES = ("rewriter-", "rewriter/", "rewriter:", "rewriter_")
DEFAULT_MODEL = "rewriter"


def pack_of(desk: Desk, asked: Asked) -> str:
    """The pack that the body names, or the model's name does; helpdesks with a model name of their own get the default one."""
    if (given := asked.ours.get("pack")) is not None:
        if given not in desk.packs:
            raise ServiceError(422, "unknown_pack", f"Пакета «{given[:60]}» здесь нет. Есть: {', '.join(desk.packs)}.")
        return str(given)
    name = asked.model.strip().lower()
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return next((known for known in desk.packs if known.lower() == name), default_pack(desk))


def default_pack(desk: Desk) -> str:
    """The settings' pack; where it is a folder, by the name that the service offers it under."""
    for name in (desk.settings.pack, PurePath(desk.settings.pack).name, "base"):
        if name in desk.packs:
            return name
    return next(iter(desk.packs))


def models(desk: Desk) -> list[dict[str, Any]]:
    """The default and one model a pack, as OpenAI lists models."""
    return [model(name) for name in (DEFAULT_MODEL, *(f"{DEFAULT_MODEL}-{pack}" for pack in desk.packs))]


def model(name: str) -> dict[str, Any]:
    """One of them. Its time of making says nothing here, but clients insist on a number."""
    return {"id": name, "object": "model", "created": 1_700_000_000, "owned_by": "rewriter"}
