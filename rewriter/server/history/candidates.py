"""Operators' edits as pairs that trainers may take: masked, and only those that pass their pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rewriter.case import Case, Context
from rewriter.pack import Pack, PackError
from rewriter.pack_schema import Pair
from rewriter.server.history.texts import hidden
from rewriter.text.reading import Reading
from rewriter.training.lessons import for_masked, lesson, mood_word

_PLACEHOLDER = re.compile(r"\[[А-ЯЁ]+_\d+\]")


def candidates(entries: Iterable[Mapping[str, Any]], pack_of: Callable[[str], Pack]) -> Iterator[Pair]:
    """Pairs out of kept rewrites, each once. Judged twice: when the edit came, on its true text, and now, as it is handed on, by the pack of today."""
    seen: set[tuple[str, str]] = set()
    packs: dict[str, Pack | None] = {}
    for entry in entries:
        told = entry["feedback"]
        if not told or told["outcome"] != "edited" or not told["passes"] or not told["text"] or entry["draft"] is None:
            continue
        name = entry["pack"]
        if name not in packs:
            packs[name] = _pack(name, pack_of)
        if (pack := packs[name]) is not None and (pair := _pair(entry, pack)) is not None and (pair.draft, pair.reply) not in seen:
            seen.add((pair.draft, pair.reply))
            yield pair


def _pack(name: str, pack_of: Callable[[str], Pack]) -> Pack | None:
    try:
        return for_masked(pack_of(name))
    except PackError:  # a team's folder that is not here
        return None


def _pair(entry: Mapping[str, Any], pack: Pack) -> Pair | None:
    texts: tuple[str, ...] = (entry["client_message"] or "", entry["draft"], entry["feedback"]["text"])
    context = Context.model_validate(entry["context"] or {})
    if entry["texts"] == "full":
        masked = hidden(texts, context)
        texts, context = masked.texts, Context.model_validate(masked.context)
    client, draft, reply = texts
    case = Case(pack=entry["pack"], client_message=client, draft=draft, context=context)
    # A placeholder may stand for another form of a name that the draft has: whether facts are new was judged on the true text.
    known = context.model_copy(update={"facts": (*context.facts, *_PLACEHOLDER.findall(reply))})
    judged = lesson(case.model_copy(update={"context": known}), reply, pack)
    if not judged.passes:
        return None
    return Pair(
        id=f"{entry['pack']}-history-{entry['request_id'][:12]}",
        situation="history",
        mood=mood_word(Reading(case, pack).mood),
        client=client,
        draft=draft,
        reply=reply,
        context=context,
        teaches=judged.teaches,
    )
