"""Pairs and packs that tests of trainers' tools share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rewriter.pack_schema import Pair
from rewriter.training.pairs import Placed

DRAFT = "Согласно п. 34 Правил, хранение посылки RA123456785RU осуществляется в течение 30 календарных дней."
REPLY = "Посылка RA123456785RU хранится 30 календарных дней. Хорошего Вам дня!"


def pair(**changed: Any) -> Pair:
    """A sound pair of `post`, but for what is changed."""
    values: dict[str, Any] = {
        "id": "post-77",
        "situation": "storage",
        "client": "Сколько хранится посылка RA123456785RU?",
        "draft": DRAFT,
        "reply": REPLY,
        "teaches": ("no-law-citations", "plain-words"),
    }
    return Pair.model_validate(values | changed)


def placed(one: Pair, pack: str = "post", line: int = 1) -> Placed:
    return Placed(one, pack, Path("new.yaml"), line, {"": line, "id": line, "teaches": line + 7})


def own_pack(folder: Path, pairs: str | None = None) -> Path:
    """A team's pack on `post`; `pairs`: what its file of pairs holds."""
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text("title: Лавка\nextends: post\n", encoding="utf-8")
    if pairs is not None:
        (folder / "pairs.yaml").write_text(pairs, encoding="utf-8")
    return folder
