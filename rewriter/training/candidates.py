"""Candidates: pairs that wait for a person, with how each was made; refused ones stay with the reasons."""

from __future__ import annotations

import json
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from rewriter.pack_schema import Pair
from rewriter.training.pairs import as_jsonl

Way = Literal["rewrite", "bureaucratise"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Verdict(_Record):
    """What the rules say of a candidate, in short. `broken`: by the draft and not by the reply; `officialese`: of draft and reply, 0 to 100; `sure`: questions that surely have their answer."""

    broken: tuple[str, ...] = ()
    facts: int = 0
    questions: int = 0
    sure: int = 0
    officialese: tuple[float, float] | None = None


class Made(_Record):
    """How a candidate came about. `number`: the attempt's, from 0; with `seed` and what was accepted before it decides everything but the model's words. `asked`: the rule that its draft was to break."""

    seed: int
    number: int
    way: Way
    pack: str
    situation: str
    asked: str
    backend: str = "none"
    model: str = ""
    verdict: Verdict = Field(default_factory=Verdict)


class Refusal(_Record):
    """Why a candidate fell: its kind, and in Russian what exactly."""

    kind: str
    message: str


class Candidate(_Record):
    """A pair and how it was made (None: by a person, as operators' edits are). `refusals`: why it is none; empty where it may be reviewed."""

    pair: Pair
    made: Made | None = None
    refusals: tuple[Refusal, ...] = ()

    def line(self) -> str:
        """A line of JSON: the pair's own fields, then `made` and, of a refused one, `refusals`."""
        values: dict[str, Any] = json.loads(as_jsonl([self.pair]))
        if self.made is not None:
            values["made"] = self.made.model_dump(mode="json")
        if self.refusals:
            values["refusals"] = [r.model_dump(mode="json") for r in self.refusals]
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def of_values(cls, values: dict[str, Any]) -> Self:
        """A candidate of a line's object. Raises pydantic's ValidationError."""
        rest = dict(values)
        made, refusals = rest.pop("made", None), rest.pop("refusals", ())
        return cls.model_validate({"pair": rest, "made": made, "refusals": refusals})
