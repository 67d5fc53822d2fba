"""One text judged, as every format shows it: what the rules say, what was mended, what a team lets stand. Runs in worker processes, too."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rewriter.cli.inputs import Item
from rewriter.cli.inputs.place import Place

if TYPE_CHECKING:
    from rewriter.case import Case
    from rewriter.checker import Selection
    from rewriter.pack import Pack
    from rewriter.result import CheckResult, Violation
    from rewriter.suppressions import Suppressed


@dataclass(frozen=True)
class Outcome:
    """What came out for a text. `problem`: why it was not judged; `text`: what was judged; `fixes`: what was mended before that, None: nothing was to be."""

    result: CheckResult | None = None
    text: str = ""
    fixes: tuple[Violation, ...] | None = None
    suppressed: tuple[Suppressed, ...] = ()
    problem: str = ""

    @property
    def found(self) -> tuple[Violation, ...]:
        """The violations that count."""
        return self.result.violations if self.result else ()


@dataclass(frozen=True)
class Checked:
    """A text with what came out for it."""

    item: Item
    outcome: Outcome

    @property
    def before(self) -> str:
        """The text as it came in."""
        return self.item.case.checked_text if self.item.case else ""

    @property
    def problem(self) -> str:
        """Why it was not judged."""
        return self.item.problem or self.outcome.problem

    @property
    def place(self) -> Place:
        """Where what was judged stands, or would stand."""
        place = self.item.place
        return place if self.outcome.text == self.before else place.holding(self.outcome.text)


@dataclass(frozen=True)
class Judge:
    """How texts are judged; a call judges one. `macros`: «{{имя}}» may stand in them."""

    chosen: Selection
    fix: bool = False
    macros: bool = False
    _packs: dict[str, Pack] = field(default_factory=dict)  # a pack is looked up once: asking the disk costs as much as some rules

    def __call__(self, item: Item) -> Outcome:
        """The outcome. An error of the program itself is a problem of this text only, unless REWRITER_DEBUG is set."""
        from rewriter.pack import PackError

        if item.case is None:
            return Outcome()
        try:
            return self._judged(item, item.case)
        except PackError as error:
            return Outcome(problem=f"{item.name}: {error}")
        except Exception as error:
            if os.environ.get("REWRITER_DEBUG"):
                raise
            return Outcome(problem=f"{item.name}: не проверено, ошибка в самой программе: {type(error).__name__}: {error}")

    def _judged(self, item: Item, case: Case) -> Outcome:
        from rewriter.checker import check, fix
        from rewriter.cli.ignoring import loaded
        from rewriter.text.document import read
        from rewriter.text.reading import Reading

        pack = self._packs.get(case.pack) or self._pack(case.pack)
        stands = loaded(item.ignore) if item.ignore else None
        fixes = None
        if self.fix:
            fixed = fix(Reading(case, pack), case.checked_text, self.chosen, None if stands is None else lambda text, found: stands.split(text, found)[0])
            # What is judged stays what it was: a fixed draft without a reply is still a draft.
            case = case.model_copy(update={"reply" if case.reply is not None else "draft": fixed.text})
            fixes = fixed.applied
        outcome = Outcome(check(case, pack, self.chosen), case.checked_text, fixes)
        return outcome if stands is None else without(outcome, *stands.split(read(outcome.text), outcome.found))

    def _pack(self, name: str) -> Pack:
        """The pack; for macros with placeholders allowed. Raises PackError."""
        from rewriter.pack import load_pack
        from rewriter.pack_schema import RuleSetting

        pack = load_pack(name)
        if self.macros:
            setting = pack.setting("clean-output").model_dump(exclude_unset=True) | {"placeholders": True}
            pack = replace(pack, rules={**pack.rules, "clean-output": RuleSetting.model_validate(setting)})
        self._packs[name] = pack
        return pack


def without(outcome: Outcome, kept: tuple[Violation, ...], suppressed: tuple[Suppressed, ...]) -> Outcome:
    """The outcome with only these violations counted."""
    assert outcome.result is not None
    verdict = "fail" if any(v.severity == "error" for v in kept) else "pass"
    result = outcome.result.model_copy(update={"violations": kept, "verdict": verdict})
    return replace(outcome, result=result, suppressed=(*outcome.suppressed, *suppressed))
