"""What has no repair of its own goes with its words, its clause or its sentence, if no fact and no answer goes with it."""

from __future__ import annotations

import re

from rewriter.checker import Selection, tidy, violations_of
from rewriter.loop.removable import Removable, removable
from rewriter.result import Violation
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.text.answering import answers
from rewriter.text.clauses import has_predicate
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


def salvaged(reading: Reading, text: str) -> tuple[str, list[Violation]]:
    """The text without what is wrong in it and can go, and what has gone."""
    cut: list[Violation] = []
    for _ in range(_MOST_CUTS):
        document = read(text)
        wrong = _wrong(reading, document)
        found = next(((v, better) for v in wrong if v.end > v.start and (better := _without(reading, document, v, wrong)) is not None), None)
        if found is None:
            break
        cut.append(found[0].model_copy(update={"suggestion": ""}))
        text = found[1]
    return text, cut


def _wrong(reading: Reading, document: Document) -> list[Violation]:
    return [v for v in violations_of(reading, document, _JUDGED)[0] if v.severity == "error"]


def _without(reading: Reading, document: Document, violation: Violation, wrong: list[Violation]) -> str | None:
    """The text after the first cut that takes nothing along that is worth keeping."""
    apart = [(v.start, v.end) for v in wrong]
    told = violation.rule != "no-confidential-claims"
    for part in removable(reading, document, violation):
        if _taken_along(document, part, apart) > part.most:
            continue
        edit = cut_span(document, part.start, part.end)
        shorter = tidy(document.text[: edit[0]] + edit[2] + document.text[edit[1] :])
        if (
            shorter.strip()
            and not _dangling(document.text, shorter)
            and _stands(document, read(shorter))
            and _keeps(reading, document, read(shorter), told=told)
        ):
            return shorter
    return None


def _taken_along(document: Document, part: Removable, apart: list[tuple[int, int]]) -> int:
    """How many content words of the part lie outside what is wrong."""
    spans = [*apart, *part.wrong]
    return sum(1 for t in document.between(part.start, part.end) if keys_of(t) and not t.lemmas & _HAPPENED and not any(a <= t.start < b for a, b in spans))


def _stands(before: Document, after: Document) -> bool:
    """No sentence has lost its predicate, and none begins with a pronoun whose noun has gone."""
    known = {s.text: s.index for s in before.sentences}
    openings = {before.of(s)[0].norm for s in before.sentences}
    for sentence in after.sentences:
        if sentence.text not in known:
            if (first := after.of(sentence)[0].norm) in _PRONOUNS and first not in openings:
                return False
            if not has_predicate(after.of(sentence)) and sentence.text.strip(" .!?") and not _is_fragment(before, sentence.text):
                return False
            continue
        opening = after.of(sentence)[0].norm
        at = known[sentence.text]
        if opening in _PRONOUNS and at and (not sentence.index or after.sentences[sentence.index - 1].text != before.sentences[at - 1].text):
            return False
    return True


_PRONOUNS = frozenset("он она оно они его ее их ему ей им".split())


def _is_fragment(before: Document, text: str) -> bool:
    """Whether the sentence that was cut had no predicate to begin with."""
    words = {t.norm for t in read(text).words}
    source = max(before.sentences, key=lambda s: len(words & {t.norm for t in before.of(s)}))
    return not has_predicate(before.of(source))


def _keeps(reading: Reading, before: Document, after: Document, *, told: bool) -> bool:
    """Every fact is still there, and something besides courtesy; every answer, too, where it may be `told`."""
    if not all(stands_in(f, after) for f in facts_to_keep(reading) if stands_in(f, before)):
        return False
    if body_of(before) and not any(not is_empathy(s.text) for s in body_of(after)):
        return False
    return not told or _answered(reading, after) >= _answered(reading, before)


def _answered(reading: Reading, document: Document) -> int:
    return sum(answer is not None and answer.sure for answer in answers(reading.questions, document, reading.draft))


_HANGING = re.compile(
    r"(?:^|[.!?]\s+|\n)(?:однако|зато|причём|причем|либо|но|а|который|которая|которое|которые|которых|которого|поскольку|чтобы|что|так как|потому|где)(?=[\s,])[^?]*?(?:[.!]|$)|[,:;]\s*[,:;]|,\s*(?:который|которая|которое|которые)\s*[.!?]|(?:находится|состоит|является|числится)\s*[,.»]|(?<!\w)(?:не|и|но|в|на|с|по|о|об|для|от|из|к|за|при|до)\s*[.,!?;:]",
    re.IGNORECASE,
)


def _dangling(before: str, after: str) -> bool:
    """Whether the cut leaves a clause without what it hangs on, or quotes without their partner."""
    return len(_HANGING.findall(after)) > len(_HANGING.findall(before)) or after.count("«") != after.count("»") and before.count("«") == before.count("»")
