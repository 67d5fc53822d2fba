"""What has no repair of its own goes with its words, its clause or its sentence, if no fact and no answer goes with it."""

from __future__ import annotations

from rewriter.checker import Selection, fix, tidy, violations_of
from rewriter.loop.connectors import unhooked
from rewriter.loop.removable import Removable, removable
from rewriter.loop.standing import stands
from rewriter.result import Violation
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.text.answering import answers
from rewriter.text.concepts import keys_of
from rewriter.text.courtesy import is_empathy
from rewriter.text.document import Document, read
from rewriter.text.edits import cut_span
from rewriter.text.matching import stands_in
from rewriter.text.reading import Reading
from rewriter.text.salutations import body_of

# Rules about what a sentence says or how; the others speak of the reply as a whole.
CUTTABLE = (
    "no-law-citations",
    "no-blame-shifting",
    "no-internal-details",
    "no-confidential-claims",
    "forbidden-phrases",
    "no-familiarity",
    "clean-output",
    "allowed-emoji",
)
_JUDGED = Selection(frozenset(CUTTABLE))
_MOST_CUTS = 12
# Words of what happened: they say nothing once it is gone why.
_HAPPENED = frozenset(
    "задержка просрочка ошибка сбой ситуация проблема инцидент произойти возникнуть случиться допустить вызвать происходить это данный связать обусловить".split()
)
# What the client or we must do is never a mere word beside what is wrong.
_DUTY = frozenset("нужно надо необходимо нужный необходимый".split())


def salvaged(reading: Reading, text: str) -> str:
    """The text without what is wrong in it and can go."""
    for _ in range(_MOST_CUTS):
        document = read(text)
        wrong = _wrong(reading, document)
        possible = [better for v in wrong if v.end > v.start and (better := _without(reading, document, v, wrong)) is not None]
        if not possible:
            break
        # The least loss first: what is left may then have become mendable.
        text = fix(reading, max(possible, key=len), _JUDGED).text
    return text


def _wrong(reading: Reading, document: Document) -> list[Violation]:
    return [v for v in violations_of(reading, document, _JUDGED)[0] if v.severity == "error"]


def _without(reading: Reading, document: Document, violation: Violation, wrong: list[Violation]) -> str | None:
    """The text after the first cut that takes nothing along that is worth keeping."""
    apart = [(v.start, v.end) for v in wrong]
    for part in removable(reading, document, violation):
        if _taken_along(document, part, apart) > part.most:
            continue
        edit = part.edit or unhooked(document, part.start, cut_span(document, part.start, part.end))
        shorter = tidy(_ended(document, edit) + edit[2] + document.text[edit[1] :])
        after = read(shorter)
        if shorter.strip() and stands(document, after, part) and _keeps(reading, document, after, told=part.told):
            return shorter
    return None


def _ended(document: Document, edit: tuple[int, int, str]) -> str:
    """What stands before the cut, with a full stop for the comma where the cut has taken the end of the sentence."""
    before = document.text[: edit[0]].rstrip()
    behind = next((s for s in document.sentences if s.start >= edit[1]), None)
    if not edit[2] and before.endswith(",") and behind is not None and not document.text[edit[1] : behind.start].strip():
        return f"{before[:-1]}. "
    return document.text[: edit[0]]


def _taken_along(document: Document, part: Removable, apart: list[tuple[int, int]]) -> int:
    """How many content words of the part lie outside what is wrong."""
    spans = [*apart, *part.wrong]
    return sum(
        1
        for t in document.between(part.start, part.end)
        if (keys_of(t) or t.lemmas & _DUTY) and not t.lemmas & _HAPPENED and not any(a <= t.start < b for a, b in spans)
    )


def _keeps(reading: Reading, before: Document, after: Document, *, told: bool) -> bool:
    """Every fact is still there, and something besides courtesy; every answer, too, where what is cut may be one (`told`)."""
    if not all(stands_in(f, after) for f in facts_to_keep(reading) if stands_in(f, before)):
        return False
    if body_of(before) and not any(not is_empathy(s.text) for s in body_of(after)):
        return False
    return not told or _answered(reading, after) >= _answered(reading, before)


def _answered(reading: Reading, document: Document) -> int:
    return sum(answer is not None for answer in answers(reading.questions, document, reading.draft))
