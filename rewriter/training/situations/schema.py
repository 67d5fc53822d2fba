"""What `prompts/<pack>/situations.yaml` holds, as pydantic models; unknown keys are an error."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Mood = Literal["neutral", "upset", "joyful"]
Texts = tuple[str, ...]
Several = Annotated[tuple[str, ...], Field(min_length=2)]

SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
# A slot's data: a method of the provider, one of those that belong to the case's place, or words to choose from.
KINDS = frozenset(
    "s10 s10_abroad order order_short sum fee days workdays minutes time hours open_hours phone percent promo version count".split()
    + "post14 index city city_gen city_loc city2 city2_gen city2_loc street date date_later date_before ticket".split()
)


def slots_in(text: str) -> frozenset[str]:
    """The names of the slots of a text."""
    return frozenset(name for name, _ in SLOT.findall(text))


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Opening(_Strict):
    """How the client begins; `feeling`: what a good reply says of it before the matter, `wish`: what it ends with instead of a farewell. `gender`: of the client, where the words tell it («потеряла»): the name agrees."""

    mood: Mood = "neutral"
    client: str = ""
    gender: Literal["f", "m"] | None = None
    feeling: str = ""
    wish: str = ""


class Point(_Strict):
    """One thing asked. `asks`: whole questions, `joined`: the question behind «и», without its mark; `stiff`, `good`: answers in officialese and in plain words, each with the same slots.

    `emoji`: what the pack's table has for the answer.
    """

    asks: Several
    joined: Texts = ()
    stiff: Several
    good: Several
    emoji: str = ""

    @model_validator(mode="after")
    def _same_slots(self) -> Self:
        wanted = slots_in(self.good[0])
        for text in (*self.stiff, *self.good):
            if slots_in(text) != wanted:
                raise ValueError(f"в ответах на один вопрос должны быть одни и те же данные, а «{text}» отличается: {sorted(slots_in(text) ^ wanted)}")
        return self


class Situation(_Strict):
    """A situation: who writes, what is asked, what is answered. `tells`: messages without a question, answered by the first point; `spoilers`: by rule, what breaks it in a draft.

    A spoiler that ends with «…» goes before a sentence («Согласно п. 34 Правил …»), any other is a sentence of its own.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    topic: str
    slots: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    openings: Annotated[tuple[Opening, ...], Field(min_length=2)]
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    tells: Texts = ()
    spoilers: dict[str, Texts] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known_slots(self) -> Self:
        for name, kind in self.slots.items():
            if isinstance(kind, str) and kind not in KINDS:
                raise ValueError(f"slots.{name}: нет данных «{kind}»; есть: {', '.join(sorted(KINDS))}; либо список слов")
        for text in self.texts():
            if unknown := slots_in(text) - set(self.slots):
                raise ValueError(f"«{text}»: нет таких slots: {', '.join(sorted(unknown))}")
        return self

    def texts(self) -> Texts:
        """Every template of it."""
        openings = (t for o in self.openings for t in (o.client, o.feeling, o.wish))
        points = (t for p in self.points for t in (*p.asks, *p.joined, *p.stiff, *p.good))
        return (*openings, *points, *self.tells, *(t for texts in self.spoilers.values() for t in texts))


class SituationsFile(_Strict):
    """A pack's situations, and spoilers that fit all of them."""

    spoilers: dict[str, Texts] = Field(default_factory=dict)
    situations: Annotated[tuple[Situation, ...], Field(min_length=8)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [s.id for s in self.situations]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"повторяются id: {', '.join(twice)}")
        return self
