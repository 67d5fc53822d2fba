"""allowed-emoji: only the pack's emoji, each in its situation, few, and none where the client is upset (000)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.pack import Pack
from rewriter.pack_schema import EmojiEntry
from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import EMOJI, Document
from rewriter.text.emoji import EmojiUse, base, emoji_in
from rewriter.text.expressions import Expression
from rewriter.text.reading import Reading

_AHEAD = 200
# A topic counts in the emoji's sentence and so many on either side.
_NEAR = 2
_EMOJI = Expression(rf"(?:\s*{EMOJI}|\s*[:;=]?-?\)+)*")


class AllowedEmoji(Options):
    """`per_message`: how many emoji a reply may hold."""

    per_message: int = 2


@rule("allowed-emoji", number=5, title="Только свои эмодзи и к месту", source="000", options=AllowedEmoji)
def allowed_emoji(reply: Document, case: Reading, options: AllowedEmoji) -> Iterator[Found]:
    """Эмодзи — приправа: из таблицы команды, к месту и понемногу; расстроенному клиенту они кажутся насмешкой."""
    used = emoji_in(reply)
    if not used:
        return
    table = _table(case.pack)
    kept = 0
    previous: EmojiUse | None = None
    for use in used:
        entry, topics = table.get(use.base, (None, frozenset()))
        message = None
        if use.typed:
            message = f"Смайлик «{use.text}» набран знаками: его нет в таблице эмодзи."
        elif entry is None:
            message = f"Эмодзи {use.text} нет в таблице команды." if table else f"В этой команде эмодзи не используют: {use.text}."
        elif case.mood.upset:
            message = f"Клиент расстроен: эмодзи {use.text} здесь лишний."
        elif previous is not None and previous.base == use.base and not reply.text[previous.end : use.start].strip():
            message = f"Эмодзи {use.text} повторяется подряд."
        elif topics and not _fits(reply, use, topics):
            message = f"Эмодзи {use.text} не к месту: он для случая «{entry.when}»."
        elif kept >= options.per_message:
            message = f"Эмодзи больше {options.per_message}: лишний {use.text}."
        previous = use
        if message is None:
            kept += 1
        else:
            yield _cut(reply, use, message)


@lru_cache(maxsize=32)
def _table(pack: Pack) -> dict[str, tuple[EmojiEntry, frozenset[str]]]:
    """The pack's emoji without skin tones, each with its topics' lemmas."""
    return {base(e.emoji): (e, frozenset(x.lower().replace("ё", "е") for x in e.topics)) for e in pack.emoji.emoji}


def _fits(reply: Document, use: EmojiUse, topics: frozenset[str]) -> bool:
    """Whether the emoji's sentence, or one of the two on either side, holds one of the topics."""
    sentence = reply.sentence_at(use.start)
    return sentence is not None and any(abs(t.sentence - sentence.index) <= _NEAR for t in reply.having(topics))


def _cut(reply: Document, use: EmojiUse, message: str) -> Found:
    text = reply.text
    start = use.start
    while start > 0 and text[start - 1] in " \u00a0":
        start -= 1
    ahead = text[use.end : use.end + _AHEAD]
    more = _EMOJI.match(ahead)
    after = ahead[more.end() if more else 0 :].lstrip(" ")
    before = text[start - 1] if start else ""
    stop = "." if before and (before.isalnum() or before in "»)") and (not after or after[0] == "\n" or after[0].isupper()) else ""
    end = use.end
    if start == 0:
        while end < len(text) and text[end] == " ":
            end += 1
    return Found(start, end, message, stop)
