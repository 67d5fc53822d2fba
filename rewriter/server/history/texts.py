"""What of texts is kept, by the setting: nothing, masked, or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from rewriter.case import Context
from rewriter.masking import mask

Keep = Literal["off", "masked", "full"]
_NAMES = ("client_name", "operator_name")


class Texts(NamedTuple):
    """The texts of a rewrite as they came, in the order in which they are masked: numbers of placeholders depend on it."""

    client_message: str
    draft: str
    reply: str


class Hidden(NamedTuple):
    """Texts and context without personal data. `values`, placeholder → value, are never kept."""

    texts: tuple[str, ...]
    context: dict[str, object]
    values: Mapping[str, str]


def hidden(texts: Sequence[str], context: Context) -> Hidden:
    """Masked together, so that a value is the same placeholder in all of them. Names come first and facts last: whatever texts stand between, a name keeps its number.

    The context keeps names as placeholders, since rules ask whether a name is known; the ticket goes.
    """
    given = context.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    given.pop("ticket_id", None)
    names = [key for key in _NAMES if given.get(key)]
    facts = given.get("facts", [])
    masked = mask([clean(text) for text in (*(given[key] for key in names), *texts, *facts)], [given[key] for key in names])
    given |= dict(zip(names, masked.texts, strict=False))
    if facts:
        given["facts"] = list(masked.texts[-len(facts) :])
    return Hidden(masked.texts[len(names) :][: len(texts)], given, masked.values)


def clean(text: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
