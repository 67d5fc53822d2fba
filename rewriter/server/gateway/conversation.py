"""What the client wrote, found in a transcript that a helpdesk puts into its instruction."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLIENT = "user|customer|contact|client|visitor|клиент|покупатель|пользователь|заказчик"
_OPERATOR = "support agent|agent|assistant|bot|operator|support|system|оператор|поддержка|бот|агент"
_SPEAKER = re.compile(rf"^[ \t]*(?:\[[^\]\n]*\][ \t]*)?(?:(?P<client>{_CLIENT})|(?P<operator>{_OPERATOR}))(?:[ \t]*\([^)\n]*\))?[ \t]*:[ \t]?", re.IGNORECASE)
_END = re.compile(r"^[ \t]*(?:contact details|contact attributes|conversation attributes|conversation id|channel|labels|данные клиента)[ \t]*:", re.IGNORECASE)
_PRIVATE = re.compile(r"^[ \t]*\[private note\]", re.IGNORECASE)
_NAME = re.compile(r"^[ \t]*(?:contact details:[ \t]*)?(?:[-*•][ \t]*)?(?:name|имя)[ \t]*:[ \t]*(\S[^\n]{0,79})$", re.IGNORECASE | re.MULTILINE)
_TAGGED = re.compile(
    r"<(?P<tag>conversation_context|conversation|context|transcript|history|messages|client_message|client|клиент)>(?P<said>.*?)</(?P=tag)>",
    re.DOTALL | re.IGNORECASE,
)
_DRAFTED = re.compile(r"<(?P<tag>draft_message|draft|current_draft|черновик)>(?P<said>.*?)</(?P=tag)>", re.DOTALL | re.IGNORECASE)
_LABELLED = re.compile(
    r"^[ \t]*(?:special instructions for this response:[ \t]*)?(?:черновик|draft)(?:[ \t]+(?:ответа|оператора))?[ \t]*:[ \t]*(?P<said>\S.*)\Z",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


class Told(NamedTuple):
    """`message`: what the client wrote last, all of it since the last answer; `name`: of the client."""

    message: str = ""
    name: str | None = None


def told(instruction: str) -> Told:
    """What an instruction with a transcript in tags, or in front of «Черновик:», tells of the client."""
    match = _TAGGED.search(instruction)
    if match is None:
        labelled = _LABELLED.search(instruction)
        return Told(last_of_client(instruction[: labelled.start()])) if labelled else Told()
    said = match["said"]
    if match["tag"].lower() in ("client_message", "client", "клиент"):
        return Told(said.strip())
    name = _NAME.search(said)
    return Told(last_of_client(said), name[1].strip() if name else None)


def last_of_client(transcript: str) -> str:
    """The client's last words: one message or several in a row. Lines without a speaker go on with the message before."""
    spoken: list[tuple[bool, list[str]]] = []
    for line in transcript.split("\n"):
        if _END.match(line):
            if spoken:
                break
            continue
        if _PRIVATE.match(line):
            spoken.append((False, []))
        elif speaker := _SPEAKER.match(line):
            spoken.append((speaker["client"] is not None, [line[speaker.end() :]]))
        elif spoken:
            spoken[-1][1].append(line)
    last: list[str] = []
    for client, lines in reversed(spoken):
        if client:
            last.append("\n".join(lines).strip())
        elif last and any(line.strip() for line in lines):
            break
    return "\n".join(m for m in reversed(last) if m)


def is_transcript(text: str) -> bool:
    """Whether both sides speak in it, each line with its speaker."""
    speakers = [m for line in text.split("\n") if (m := _SPEAKER.match(line))]
    return any(m["client"] for m in speakers) and any(m["operator"] for m in speakers)


def draft_in(text: str) -> str | None:
    """A draft that is named as such: in tags, or behind «Черновик:»."""
    match = _DRAFTED.search(text) or _LABELLED.search(text)
    return match["said"].strip() if match else None


def without_data(instruction: str) -> str:
    """The instruction's own words, without the talk and the draft that it carries."""
    return _DRAFTED.sub(" ", _TAGGED.sub(" ", instruction))
