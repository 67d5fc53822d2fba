"""What the files of a pack hold (docs/packs.md), as pydantic models; unknown keys are an error."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from rewriter.case import Context
from rewriter.result import Severity
from rewriter.text.phrases import parse


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _off_or_map(value: object) -> object:
    if value is False or value == "off":
        return {"off": True}
    return {} if value is None or value is True else value


class RuleSetting(BaseModel):
    """A rule in a pack: off, or its severity and the options of its own (checked against the rule's model)."""

    model_config = ConfigDict(frozen=True, extra="allow")
    off: bool = False
    severity: Severity | None = None


class Constants(_Strict):
    """Facts that hold in every case of the pack."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """All of them as texts."""
        return (*self.names, *self.phones, *self.links, *self.facts)


class Phrases(_Strict):
    """What the loop composes; a phrase is chosen deterministically."""

    greeting: tuple[str, ...] = ()
    farewell: tuple[str, ...] = ()
    goodbye: tuple[str, ...] = ()
    empathy: tuple[str, ...] = ()
    joy: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    apology: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    ticket: tuple[str, ...] = ()
    wishes: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def texts(self) -> tuple[str, ...]:
        """Every phrase, unfilled."""
        lists = (
            self.greeting,
            self.farewell,
            self.goodbye,
            self.empathy,
            self.joy,
            self.thanks,
            self.apology,
            self.hold,
            self.signature,
            self.ticket,
            *self.wishes.values(),
        )
        return tuple(p for phrases in lists for p in phrases)


class Entry(_Strict):
    """A word-list entry: a pattern with what to say instead and its own examples."""

    phrase: str
    suggest: str | None = None
    replace: str | None = None
    safe: bool = False
    drop: bool = False
    unless: tuple[str, ...] = ()
    message: str | None = None
    severity: Severity | None = None
    caught: Annotated[tuple[str, ...], Field(min_length=2)]
    passed: Annotated[tuple[str, ...], Field(min_length=2)]


class EmojiEntry(_Strict):
    """An allowed emoji and its situation; `topics`: lemmas one of which must stand nearby, empty where any topic is fine."""

    emoji: str
    id: str
    when: str
    topics: tuple[str, ...] = ()
    mood: Literal["any", "calm", "upset"] = "calm"


class Sticker(_Strict):
    """A sticker and when it fits: the reply holds one of the patterns `reply`, the client's message one of `client` (docs/packs.md); of several the first in the table.

    `after`: `thanks` where the client has just thanked. `mood`: `positive` for a client who shows good will, `calm` for any who is not upset.
    """

    id: str
    when: str
    reply: tuple[str, ...] = ()
    client: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    after: Literal["any", "thanks"] = "any"
    mood: Literal["calm", "positive"] = "calm"

    @field_validator("reply", "client", "unless")
    @classmethod
    def _readable(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            parse(pattern)
        return patterns


class EmojiTable(_Strict):
    """The pack's emoji and stickers."""

    emoji: tuple[EmojiEntry, ...] = ()
    stickers: tuple[Sticker, ...] = ()


class Pair(_Strict):
    """A before/after example."""

    id: str
    situation: str
    mood: Literal["neutral", "upset", "joyful"] = "neutral"
    client: str = ""
    draft: str
    reply: str
    context: Context = Context()
    teaches: tuple[str, ...] = ()


class Guardrail(_Strict):
    """A guardrails-ai validator that runs after the rules in `rewriter.guard`; `on_fail` only judges, it never changes the text."""

    validator: Annotated[str, Field(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")]
    args: dict[str, Any] = Field(default_factory=dict)
    on_fail: Literal["noop", "exception"] = "noop"


class PackFile(_Strict):
    """`pack.yaml`."""

    title: str
    extends: str | None = None
    source: str | None = None
    channel: Literal["chat", "email"] | None = None
    address: Literal["Вы", "вы", "any"] | None = None
    rules: dict[str, Annotated[RuleSetting, BeforeValidator(_off_or_map)]] = Field(default_factory=dict)
    constants: Constants = Constants()
    phrases: Phrases = Phrases()
    guardrails: tuple[Guardrail, ...] = ()
