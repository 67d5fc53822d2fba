"""What comes in: a case (design.md, Contracts)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

# Ids come as numbers, too; a draft that is a number is a mistake.
# A helpdesk that has no text says null.
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Identifier = Annotated[str, Field(coerce_numbers_to_str=True)]


class Context(BaseModel):
    """What the helpdesk knows beside the texts; every field may be missing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    client_name: str | None = None
    operator_name: str | None = None
    operator_gender: Literal["f", "m"] | None = None
    first_contact: bool | None = None
    ticket_id: Identifier | None = None
    channel: Literal["chat", "email"] | None = None
    facts: tuple[str, ...] = ()


class Case(BaseModel):
    """One draft to rewrite, or one reply to check.

    `reply` is a finished text: where it is present, even empty, it is what is checked, else the draft.
    Unknown keys are ignored, so that a suite's line (tags, expectations) is a case as it stands.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Identifier = ""
    pack: str = "base"
    client_message: Text = ""
    draft: Text = ""
    reply: str | None = None
    context: Context = Field(default_factory=Context)

    @property
    def checked_text(self) -> str:
        """The text that a check judges."""
        return self.draft if self.reply is None else self.reply
