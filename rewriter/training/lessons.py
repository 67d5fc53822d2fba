"""What a pair teaches, told by the rules: what its draft breaks and its reply does not, or what its reply shows how to do.

The one place where this is judged: for pairs that trainers write, candidates that a model makes, and edits of operators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from rewriter.case import Case
from rewriter.checker import check, selection, violations_of
from rewriter.pack import Pack
from rewriter.pack_schema import Pair, RuleSetting
from rewriter.result import CheckResult, Violation
from rewriter.rules.explain_request import explains_request
from rewriter.rules.self_service import shows_way
from rewriter.text.document import Document, read
from rewriter.text.emoji import emoji_in
from rewriter.text.mood import Mood, mood_of
from rewriter.text.reading import Reading

MoodWord = Literal["neutral", "upset", "joyful"]


class Lesson(NamedTuple):
    """`passes`: the edit breaks no rule of severity error. `teaches`: what the draft breaks and the edit does not, hints left out."""

    passes: bool
    teaches: tuple[str, ...]


def lesson(case: Case, edit: str, pack: Pack) -> Lesson:
    """Judges an edit of a case."""
    draft = check(case.model_copy(update={"reply": None}), pack)
    result = check(case.model_copy(update={"reply": edit}), pack)
    mended = _mended([v for v in draft.violations if v.severity != "info"], result.violations)
    return Lesson(result.verdict == "pass" and bool(edit.strip()), mended)


def _mended(draft: Iterable[Violation], reply: Iterable[Violation]) -> tuple[str, ...]:
    """The rules that the draft breaks and the reply does not, in reading order."""
    still = {v.rule for v in reply}
    return tuple(dict.fromkeys(v.rule for v in draft if v.rule not in still))


def for_masked(pack: Pack) -> Pack:
    """The pack for texts with placeholders: «[ТЕЛ_1]» in them is what it should be."""
    setting = pack.setting("clean-output").model_dump(exclude_unset=True) | {"placeholders": True}
    return replace(pack, rules={**pack.rules, "clean-output": RuleSetting.model_validate(setting)})


def case_of(pair: Pair, pack: str) -> Case:
    """The pair as a case of the pack, its draft to be judged."""
    return Case(id=pair.id, pack=pack, client_message=pair.client, draft=pair.draft, context=pair.context)


@dataclass(frozen=True)
class Judged:
    """A pair with both its texts judged by its pack."""

    pair: Pair
    pack: Pack

    @cached_property
    def case(self) -> Case:
        """Its case, without a reply."""
        return case_of(self.pair, self.pack.name)

    @cached_property
    def before(self) -> CheckResult:
        """The verdict on the draft."""
        return check(self.case, self.pack)

    @cached_property
    def after(self) -> CheckResult:
        """The verdict on the reply."""
        return check(self.case.model_copy(update={"reply": self.pair.reply}), self.pack)

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The rules that the draft breaks and the reply does not, hints too, in reading order."""
        return _mended(self.before.violations, self.after.violations)

    def claiming(self, teaches: tuple[str, ...]) -> Judged:
        """The same texts as a pair that teaches these rules; they are not judged anew."""
        other = Judged(self.pair.model_copy(update={"teaches": teaches}), self.pack)
        other.__dict__.update({name: self.__dict__[name] for name in ("case", "before", "after", "broken") if name in self.__dict__})
        return other

    def teaches(self, rule_id: str) -> bool:
        """Whether the pair teaches the rule: the draft breaks it and the reply does not, or the reply shows it."""
        return rule_id in self.broken or shown(rule_id, self.case, self.pair.reply, self.pack)


# What a rule wants to see may stand in a reply though the client's message does not ask for it.
_SEEN: dict[str, Callable[[Document], bool]] = {"explain-request": explains_request, "self-service": shows_way}
_UPSET_CLIENT = "Безобразие! Меня обманули, это ужасно!"
_CLAUSE = re.compile(r"[,:;—](?=\s)|[.!?\n]\s*")


def shown(rule_id: str, case: Case, reply: str, pack: Pack) -> bool:
    """Whether the reply shows how to keep a rule that a draft may not break at all (a warm end, «Рада помочь», a law that the client asked for).

    It does if a reply without one of its sentences or clauses, or the same reply to another client, by another operator, would break the rule.
    """
    text = read(reply)
    if (seen := _SEEN.get(rule_id)) is not None and seen(text):
        return True
    chosen = selection((rule_id,))

    def broken(other: Case, said: str) -> list[Violation]:
        return violations_of(Reading(other, pack), read(said), chosen)[0]

    if broken(case, reply):
        return False
    # Words that are out of place elsewhere are there; what would be missing elsewhere (an empty span) is not.
    if any(v.end > v.start for other in _others(case) for v in broken(other, reply)):
        return True
    kept = [other for other in (case, _upset(case)) if not broken(other, reply)]
    return any(broken(other, said) for said in _damaged(text) for other in kept)


def _others(case: Case) -> Iterator[Case]:
    context = case.context
    yield case.model_copy(update={"client_message": ""})
    yield _upset(case)
    if context.operator_gender:
        yield case.model_copy(update={"context": context.model_copy(update={"operator_gender": "m" if context.operator_gender == "f" else "f"})})
    yield case.model_copy(update={"context": context.model_copy(update={"first_contact": not context.first_contact})})


def _upset(case: Case) -> Case:
    return case.model_copy(update={"client_message": _UPSET_CLIENT})


def _damaged(text: Document) -> Iterator[str]:
    """The text without a sentence, without its first sentences, without a clause."""
    said = text.text
    for sentence in text.sentences:
        yield said[: sentence.start] + said[sentence.end :].lstrip(" ")
    for sentence in text.sentences[1:]:
        yield said[sentence.start :]
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(said)), len(said)]
    for start, end in pairwise(cuts):
        if start < end:
            yield said[:start] + said[end:]


def mood_word(mood: Mood) -> MoodWord:
    """A read mood in the word that pairs have for it."""
    return "upset" if mood.upset else "joyful" if mood.positive else "neutral"


def mood_agrees(word: MoodWord, client: str) -> bool:
    """Whether the mood that a pair names can be that of its client.

    A client who shares an occasion or smiles may be called joyful, one who only thanks neutral; whoever is read as upset is upset, and nobody else.
    """
    mood = mood_of(client)
    if word == "upset" or mood.upset:
        return word == "upset" and mood.upset
    if word == "joyful":
        return mood.sorrow is None and (mood.positive or mood.event is not None or bool(emoji_in(read(client))))
    return not mood.joyful
