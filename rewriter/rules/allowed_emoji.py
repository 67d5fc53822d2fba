"""allowed-emoji: only the pack's emoji, each in its situation, few, and none where the client is upset (000)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import EMOJI, Document
from rewriter.text.emoji import EmojiUse, base, emoji_in
from rewriter.text.reading import Reading

_AHEAD = 200
_EMOJI = re.compile(rf"(?:\s*{EMOJI}|\s*[:;=]?-?\)+)*")


class AllowedEmoji(Options):
    """`per_message`: how many emoji a reply may hold."""

    per_message: int = 2


@rule("allowed-emoji", number=5, title="Только свои эмодзи и к месту", source="000", options=AllowedEmoji)
def allowed_emoji(reply: Document, case: Reading, options: AllowedEmoji) -> Iterator[Found]:
    """Эмодзи — приправа: из таблицы команды, к месту и понемногу; расстроенному клиенту они кажутся насмешкой."""
    used = emoji_in(reply)
    table = {base(e.emoji): e for e in case.pack.emoji.emoji}
    kept = 0
    previous: EmojiUse | None = None
    for use in used:
        entry = table.get(use.base)
        message = None
        if use.typed:
            message = f"Смайлик «{use.text}» набран знаками: его нет в таблице эмодзи."
        elif entry is None:
            message = f"Эмодзи {use.text} нет в таблице команды." if table else f"В этой команде эмодзи не используют: {use.text}."
        elif case.mood.upset:
            message = f"Клиент расстроен: эмодзи {use.text} здесь лишний."
        elif previous is not None and previous.base == use.base and not reply.text[previous.end : use.start].strip():
            message = f"Эмодзи {use.text} повторяется подряд."
        elif entry.topics and not _fits(reply, use, entry.topics):
            message = f"Эмодзи {use.text} не к месту: он для случая «{entry.when}»."
        elif kept >= options.per_message:
            message = f"Эмодзи больше {options.per_message}: лишний {use.text}."
        previous = use
        if message is None:
            kept += 1
        else:
            yield _cut(reply, use, message)


def _fits(reply: Document, use: EmojiUse, topics: tuple[str, ...]) -> bool:
    """Whether the emoji's sentence, or one of the two on either side, holds one of the topics."""
    at = next((s.index for s in reply.sentences if s.start <= use.start < s.end), None)
    if at is None:
        return False
    near = [t for s in reply.sentences[max(0, at - 2) : at + 3] for t in reply.of(s)]
    wanted = frozenset(x.lower().replace("ё", "е") for x in topics)
    return any(t.lemmas & wanted for t in near)


def _cut(reply: Document, use: EmojiUse, message: str) -> Found:
    text = reply.text
    start = use.start
    while start > 0 and text[start - 1] in " \u00a0":
        start -= 1
    after = _EMOJI.sub("", text[use.end : use.end + _AHEAD], count=1).lstrip(" ")
    before = text[start - 1] if start else ""
    stop = "." if before and (before.isalnum() or before in "»)") and (not after or after[0] == "\n" or after[0].isupper()) else ""
    end = use.end
    if start == 0:
        while end < len(text) and text[end] == " ":
            end += 1
    return Found(start, end, message, stop)
