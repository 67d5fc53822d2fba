"""A file of candidates, and a service that was given it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rewriter.training.pairs import as_jsonl
from tests.training.making import pair

SECOND = {
    "client": "Как работает отделение 443990 в субботу?",
    "draft": "Режим функционирования ОПС 443990 в субботу: с 9:00 до 18:00, милочка.",
    "reply": "В субботу отделение 443990 работает с 9:00 до 18:00 🕗",
    "teaches": ("no-familiarity", "no-internal-details"),
    "situation": "schedule",
}
THIRD = {
    "client": "Кот не хочет в посылку. Можно ли отправить коробку без кота?",
    "draft": "Согласно п. 12 Правил отправка коробки без кота допускается.",
    "reply": "Да, коробку можно отправить без кота. Хорошего Вам дня!",
    "teaches": ("no-law-citations",),
    "situation": "delivery",
}


def candidates(folder: Path, *more: Any, name: str = "c.jsonl") -> Path:
    """Three candidates of `post`, and these."""
    path = folder / name
    path.write_text(as_jsonl([pair(id="post-1"), pair(id="post-2", **SECOND), pair(id="post-3", **THIRD), *more]), encoding="utf-8")
    return path


def decisions(path: Path) -> list[dict[str, Any]]:
    beside = path.with_name("c.decisions.jsonl")
    return [json.loads(line) for line in beside.read_text(encoding="utf-8").splitlines()] if beside.exists() else []
