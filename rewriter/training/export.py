"""Pairs as other tools read them: chats for fine-tuning, a table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rewriter.backends.protocol import Message
from rewriter.pack import Pack
from rewriter.prompt import build
from rewriter.text.reading import Reading
from rewriter.training.lessons import case_of
from rewriter.training.pairs import Placed

_COLUMNS = ("id", "pack", "situation", "mood", "client", "draft", "reply", "teaches", "context")
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def asked(placed: Placed, pack: Pack) -> tuple[Message, Message]:
    """System and user message, word for word what the product sends for this draft, without the pairs in between."""
    messages = build(Reading(case_of(placed.pair, pack.name), pack), len, 0).messages
    return messages[0], messages[-1]


def openai_lines(pairs: Iterable[Placed], pack_of: Callable[[str], Pack]) -> Iterator[str]:
    """OpenAI's chat fine-tuning format: `{"messages": [system, user, assistant]}` a line."""
    for placed in pairs:
        yield _line({"messages": [*asked(placed, pack_of(placed.pack)), _answer(placed)]})


def messages_lines(pairs: Iterable[Placed], pack_of: Callable[[str], Pack]) -> Iterator[str]:
    """Conversational prompt and completion, as TRL's SFTTrainer takes them: the loss is on the completion alone."""
    for placed in pairs:
        yield _line({"prompt": list(asked(placed, pack_of(placed.pack))), "completion": [_answer(placed)]})


def _answer(placed: Placed) -> Message:
    return {"role": "assistant", "content": placed.pair.reply.strip()}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def csv_lines(pairs: Iterable[Placed]) -> Iterator[str]:
    """A table with a heading; the first line begins with a byte order mark, by which Excel knows UTF-8. No cell is a formula."""
    yield "\ufeff" + _row(_COLUMNS)
    for placed in pairs:
        pair = placed.pair
        context = pair.context.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        known = json.dumps(context, ensure_ascii=False) if context else ""
        yield _row((pair.id, placed.pack, pair.situation, pair.mood, pair.client, pair.draft, pair.reply, ", ".join(pair.teaches), known))


def _row(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow(defused(cell.strip("\n")) for cell in cells)
    return stream.getvalue()


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def split(pairs: Sequence[Placed], share: float, seed: int) -> tuple[list[Placed], list[Placed]]:
    """Two parts, in the pairs' order: of each pack that share for training, the rest to test by. The same seed gives the same parts whatever the order."""
    taken: set[tuple[str, str]] = set()
    for pack in dict.fromkeys(placed.pack for placed in pairs):
        ids = sorted((placed.pair.id for placed in pairs if placed.pack == pack), key=lambda pair_id: hashlib.sha256(f"{seed}:{pair_id}".encode()).digest())
        taken.update((pack, pair_id) for pair_id in ids[: round(share * len(ids))])
    first = [placed for placed in pairs if (placed.pack, placed.pair.id) in taken]
    return first, [placed for placed in pairs if (placed.pack, placed.pair.id) not in taken]
