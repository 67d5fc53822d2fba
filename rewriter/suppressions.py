"""«Это не ошибка»: findings that a team has looked at and lets stand, remembered by rule, words and neighbours, never by position.

So an entry outlives edits elsewhere in the text and holds in every file with the same words in the same surroundings. The
neighbours are up to three words on each side inside the sentence; all comparing is done on folded words (case, ё, punctuation,
spaces do not count). Where they are left out of an entry by hand, the words are let stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from rewriter.result import Violation
from rewriter.rules.base import Rule
from rewriter.text.document import Document, Sentence, Token, read

_NEIGHBOURS = 3

Words = tuple[str, ...]


class Suppression(BaseModel):
    """An entry of the file. `before`, `after`: the neighbours; None: whatever they are, an empty text: the sentence's edge."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    words: str
    before: str | None = None
    after: str | None = None
    reason: str = ""
    author: str = ""
    date: Annotated[str, BeforeValidator(str)] = ""

    @cached_property
    def key(self) -> tuple[Words, Words | None, Words | None]:
        """What is compared."""
        return folded(self.words), _some(self.before), _some(self.after)


class Suppressed(NamedTuple):
    """A finding that stands, and the entry that lets it."""

    violation: Violation
    by: Suppression


@dataclass(frozen=True)
class Suppressions:
    """Entries, ready to be asked."""

    entries: tuple[Suppression, ...] = ()

    @cached_property
    def _by_rule(self) -> dict[str, dict[Words, list[Suppression]]]:
        found: dict[str, dict[Words, list[Suppression]]] = {}
        for entry in self.entries:
            found.setdefault(entry.rule, {}).setdefault(entry.key[0], []).append(entry)
        return found

    def entry_for(self, document: Document, violation: Violation) -> Suppression | None:
        """The entry that lets this finding stand."""
        of_rule = self._by_rule.get(violation.rule)
        entries = of_rule.get(folded(violation.text)) if of_rule else None
        if not entries:
            return None
        before, after = neighbours(document, violation)
        near = folded(before), folded(after)
        return next((e for e in entries if all(wanted is None or wanted == there for wanted, there in zip(e.key[1:], near, strict=True))), None)

    def split(self, document: Document, violations: Iterable[Violation]) -> tuple[tuple[Violation, ...], tuple[Suppressed, ...]]:
        """The findings that count, and those that are let stand."""
        kept: list[Violation] = []
        stands: list[Suppressed] = []
        for violation in violations:
            if (entry := self.entry_for(document, violation)) is not None:
                stands.append(Suppressed(violation, entry))
            else:
                kept.append(violation)
        return tuple(kept), tuple(stands)


def folded(text: str) -> Words:
    """A text's words as they are compared; where it has none, its signs."""
    tokens = read(text).tokens
    return tuple(t.norm for t in tokens if t.kind not in ("punct", "emoji")) or tuple(t.norm for t in tokens)


def _some(text: str | None) -> Words | None:
    return None if text is None else folded(text)


def neighbours(document: Document, violation: Violation) -> tuple[str, str]:
    """The words before and after a finding, inside its sentences."""
    first, last = _sentence(document, violation.start), _sentence(document, max(violation.end - 1, violation.start))
    before = [t.text for t in _words(document, first) if t.end <= violation.start][-_NEIGHBOURS:]
    after = [t.text for t in _words(document, last) if t.start >= violation.end][:_NEIGHBOURS]
    return " ".join(before), " ".join(after)


def _sentence(document: Document, offset: int) -> Sentence | None:
    """The sentence at the offset; where something is missing at the text's end, the last one."""
    return document.sentence_at(offset) or next((s for s in reversed(document.sentences) if s.start <= offset), None)


def _words(document: Document, sentence: Sentence | None) -> Sequence[Token]:
    return [t for t in document.of(sentence) if t.kind not in ("punct", "emoji")] if sentence else []


def suppression_of(document: Document, violation: Violation, *, reason: str, author: str, date: str) -> Suppression:
    """The entry that lets this finding stand from now on."""
    before, after = neighbours(document, violation)
    return Suppression(rule=violation.rule, words=" ".join(violation.text.split()), before=before, after=after, reason=reason, author=author, date=date)


def problems(entries: Iterable[Suppression], known: dict[str, Rule]) -> Iterator[tuple[int, str, str]]:
    """What is wrong with entries that read well: (index, key, what). A rule that is not there any more is no problem."""
    for number, entry in enumerate(entries):
        rule = known.get(entry.rule)
        if rule is not None and rule.hard and not entry.reason.strip():
            yield number, "rule", f"правило «{entry.rule}» жёсткое: чтобы его находка не считалась ошибкой, нужна причина (reason)"
