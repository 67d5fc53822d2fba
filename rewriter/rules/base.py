"""What a rule is: a decorated generator over an already parsed document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from rewriter.result import Severity
from rewriter.text.document import Document
from rewriter.text.reading import Reading

if TYPE_CHECKING:
    from rewriter.pack_schema import RuleSetting


class Options(BaseModel):
    """A rule's options; each rule with some has its own class. Unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Found(NamedTuple):
    """What a rule yields: a span of the reply, a message in Russian, a replacement for the span; `severity` only to soften a doubtful case."""

    start: int
    end: int
    message: str
    suggestion: str | None = None
    severity: Severity | None = None


class NotJudged(Exception):
    """Raised by a rule that has nothing to judge here; the reason (Russian) is reported, and the rule counts as skipped."""


Check = Callable[[Document, Reading, Any], Iterator[Found]]


# Rules of other packages come after the catalogue's.
_OUTSIDE = 1000


@dataclass(frozen=True)
class Rule:
    """A registered rule. `hard`: its severity `error` may not be lowered by a pack. `source`: which documents it comes from. `number`: its place in the catalogue."""

    id: str
    severity: Severity
    check: Check
    title: str
    source: str
    hard: bool
    options: type[Options] = Options
    why: str = field(default="")
    number: int = _OUTSIDE

    def severity_in(self, setting: RuleSetting) -> Severity | Literal["off"]:
        """What its findings weigh where a pack sets this."""
        return "off" if setting.off else self.severity if self.hard else setting.severity or self.severity


REGISTRY: dict[str, Rule] = {}


def rule(
    rule_id: str,
    *,
    title: str,
    source: str,
    severity: Severity = "error",
    hard: bool = True,
    options: type[Options] = Options,
    number: int = _OUTSIDE,
) -> Callable[[Check], Check]:
    """Registers a rule under its id; the docstring of the function is its «why»."""

    def register(check: Check) -> Check:
        if rule_id in REGISTRY and REGISTRY[rule_id].check.__module__ != check.__module__:
            raise ValueError(f"rule {rule_id!r} is registered twice")
        REGISTRY[rule_id] = Rule(rule_id, severity, check, title, source, hard, options, (check.__doc__ or "").strip(), number)
        return check

    return register
