"""What a comparison of two runs finds, as models: `rewriter eval compare --format json` prints a Comparison."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, computed_field

from rewriter.evaluation.statistics import Estimate
from rewriter.result import Severity

Outcome = Literal["right", "wrong", "review", "unscored"]
Why = Literal["only-base", "only-new", "changed", "unscored-base", "unscored-new", "unscored-both"]
Kind = Literal["must-pass", "wrong", "unscored", "flips", "share", "blind"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Difference(_Record):
    """Something in which the manifests differ: where a change of scores may come from. `what`: in Russian."""

    what: str
    base: str
    new: str


class Broken(_Record):
    """What speaks against a reply: a violation (`rule`), an unmet expectation (`expected`: its kind), or why it was left to a person (neither)."""

    rule: str | None = None
    severity: Severity | None = None
    expected: str | None = None
    text: str = ""
    message: str = ""


class Flip(_Record):
    """A case whose outcome has changed. `broke`: what is wrong in NEW and was not in BASE; `mended`: the other way round."""

    case: str
    repeat: int
    pack: str
    tags: tuple[str, ...]
    must_pass: bool
    base: Outcome
    new: Outcome
    worse: bool
    client_message: str
    draft: str
    base_reply: str
    new_reply: str
    broke: tuple[Broken, ...]
    mended: tuple[Broken, ...]

    @property
    def of_right(self) -> bool:
        """Whether it was right or has become so: these alone count as flips in the test and the limit."""
        return "right" in (self.base, self.new)


class Measured(_Record):
    """A measure in both runs over the same cases. `difference`: of means, NEW − BASE, with its interval; `unit`: share, points or ms."""

    name: str
    title: str
    unit: Literal["share", "points", "ms"]
    more_is_better: bool
    base: float
    new: float
    difference: Estimate


class Group(_Record):
    """Cases of a pack, of a tag, or all. `worse` and `better`: cases right less, or more, often than before; `p`: McNemar's, exact."""

    kind: Literal["all", "pack", "tag"]
    name: str
    cases: int
    pairs: int
    right_base: int
    right_new: int
    worse: int
    better: int
    p: float
    measures: tuple[Measured, ...]


class RuleChange(_Record):
    """Violations of a rule in the replies of both runs; `cases`: where NEW breaks it and BASE did not."""

    rule: str
    severity: Severity
    base: int
    new: int
    cases: tuple[str, ...]


class Blinded(_Record):
    """A rule that finds less than before in the same drafts: violations in all of them, and in which it finds nothing now."""

    rule: str
    base: int
    new: int
    cases: tuple[str, ...]


class Reason(_Record):
    """Why NEW is a regression. `text`: Russian, complete."""

    kind: Kind
    text: str


class Unpaired(_Record):
    """A case that cannot be compared. `why`: only in one run, changed between them, or unscored in one of them."""

    case: str
    repeat: int
    why: Why
    must_pass: bool = False
    base: Outcome | None = None
    new: Outcome | None = None
    problem: str | None = None


class Comparison(_Record):
    """Two runs, case by case. `pairs`: outcomes compared (cases × repeats); `same_replies`: pairs whose replies are letter by letter the same.

    `reasons` empty: no regression. `fail_on`: what was asked to count as one.
    """

    base: str
    new: str
    pairs: int
    same_replies: int
    differences: tuple[Difference, ...]
    groups: tuple[Group, ...]
    flips: tuple[Flip, ...]
    rules: tuple[RuleChange, ...]
    blinded: tuple[Blinded, ...]
    must_pass: int
    unpaired: tuple[Unpaired, ...]
    fail_on: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def all(self) -> Group:
        """Everything together."""
        return self.groups[0]

    @computed_field  # type: ignore[prop-decorator]  # in the JSON, too
    @property
    def regressed(self) -> bool:
        """Whether NEW is a regression."""
        return bool(self.reasons)
