"""What osTicket's plugin ai-response-generator sends: the ticket's messages with their authors' names, the administrator's prompt, what the operator typed in its window."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rewriter.server.gateway.bodies import Asked, Turn
from rewriter.server.gateway.conversation import Told
from rewriter.server.gateway.formats import read_draft

_WINDOW = re.compile(r"^special instructions for this response:[ \t]*(?P<said>\S.*)\Z", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_OF_WINDOW = re.compile(r"\bчерновик\w* (?:оператора )?из указаний", re.IGNORECASE)
_AUTHOR = re.compile(r"(?P<name>[^\s:<>\[\]][^:<>\[\]\n]{0,59}): (?P<said>.*)\Z", re.DOTALL)
_NOTE = re.compile(r"\[internal note\b", re.IGNORECASE)
_LONGEST_BYTES = 500  # of the window, counted by the plugin in bytes: 250 letters of Russian


def is_plugin(asked: Asked) -> bool:
    """Whether it is the plugin, and no other client of /responses: a prompt, a temperature and a limit always come together."""
    return bool(asked.instruction) and asked.temperature is not None and asked.limit is not None


def from_window(asked: Asked) -> bool:
    """Whether the administrator's prompt says that what is typed in the window is the draft."""
    return bool(_OF_WINDOW.search(_WINDOW.sub("", asked.instruction)))


def window_of(asked: Asked) -> str | None:
    """What the operator typed; None where the window was left empty."""
    match = _WINDOW.search(asked.instruction)
    return match["said"].strip() if match else None


def was_cut(asked: Asked) -> bool:
    """Whether the window's text is as long as the plugin lets through, so that its end is probably gone."""
    typed = window_of(asked)
    return typed is not None and len(typed.encode("utf-8", "replace")) > _LONGEST_BYTES - 4


def told_by(turns: Sequence[Turn]) -> Told:
    """The client's last messages and name; «Анна: <p>Где посылка?</p>» is what the plugin makes of a message."""
    said: list[str] = []
    name: str | None = None
    for turn in reversed(turns):
        if turn.role == "user":
            match = _AUTHOR.match(turn.text.strip())
            name = name or (match["name"] if match else None)
            said.append(read_draft(match["said"] if match else turn.text).text.strip())
        elif said and not _NOTE.match(turn.text):
            break
    return Told("\n".join(reversed(said)), name)
