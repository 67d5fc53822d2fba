"""An operator's edit beside its draft: does it pass its pack, and what would a model learn from it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from rewriter.case import Case
from rewriter.checker import check
from rewriter.pack import Pack
from rewriter.pack_schema import RuleSetting


class Lesson(NamedTuple):
    """`passes`: the edit breaks no rule of severity error. `teaches`: what the draft breaks and the edit does not, hints left out."""

    passes: bool
    teaches: tuple[str, ...]


def lesson(case: Case, edit: str, pack: Pack) -> Lesson:
    """Judges an edit of a case."""
    draft = check(case.model_copy(update={"reply": None}), pack).violations
    result = check(case.model_copy(update={"reply": edit}), pack)
    still = {v.rule for v in result.violations}
    teaches = dict.fromkeys(v.rule for v in draft if v.severity != "info" and v.rule not in still)
    return Lesson(result.verdict == "pass" and bool(edit.strip()), tuple(teaches))


def for_masked(pack: Pack) -> Pack:
    """The pack for texts with placeholders: «[ТЕЛ_1]» in them is what it should be."""
    setting = pack.setting("clean-output").model_dump(exclude_unset=True) | {"placeholders": True}
    return replace(pack, rules={**pack.rules, "clean-output": RuleSetting.model_validate(setting)})
