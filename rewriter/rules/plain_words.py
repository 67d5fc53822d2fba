"""plain-words: officialese gives way to plain words, in the right form (002 rule 9, 000)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rewriter.pack_schema import Entry
from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches, repair
from rewriter.text.document import Document
from rewriter.text.phrases import Match
from rewriter.text.plain import (
    absences,
    amounts,
    arrivals,
    asked_of,
    aversions,
    clerical_verbs,
    conditions,
    copulas,
    denied_deeds,
    determiners,
    gerunds,
    given,
    grounds,
    held,
    hollow_nouns,
    in_brackets,
    incidents,
    initiated,
    joints,
    laid_on,
    leftovers,
    lighter,
    measures,
    must_be_done,
    no_such_thing,
    not_charged,
    nothing_needed,
    notices,
    obligations,
    openings,
    permitted,
    plain_verbs,
    possibilities,
    provided,
    provisos,
    purposes,
    reasons,
    refused,
    relatives,
    rights,
    small_words,
    split_actives,
    split_predicates,
    split_reading,
    standing,
    stopgaps,
    subject_to,
    verbless,
)
from rewriter.text.plain.noun_swap import gender_of, swapped
from rewriter.text.plain.plainer import Plainer, quoted, with_preposition
from rewriter.text.reading import Reading

# Constructions that no list of words can repair, each with the words one of which must be there.
_CONSTRUCTIONS: tuple[tuple[frozenset[str], Callable[[Document], Iterator[Plainer]]], ...] = (
    (denied_deeds.WORDS, denied_deeds.denied_deeds),
    (openings.WORDS, openings.openings),
    (arrivals.WORDS, arrivals.arrivals),
    (asked_of.WORDS, asked_of.asked_of),
    (hollow_nouns.WORDS, hollow_nouns.hollow_nouns),
    (split_reading.LIGHT | split_reading.COMING, split_predicates.split_passives),
    (relatives.WORDS, relatives.relatives),
    (split_reading.LIGHT, held.held),
    (split_actives.LIGHT | split_actives.BEING, split_actives.split_actives),
    (purposes.WORDS, purposes.purposes),
    (conditions.WORDS, conditions.conditions),
    (joints.WORDS, joints.joints),
    (gerunds.WORDS, gerunds.by_deeds),
    (nothing_needed.WORDS, nothing_needed.nothing_needed),
    (not_charged.WORDS, not_charged.not_charged),
    (no_such_thing.WORDS, no_such_thing.no_such_things),
    (obligations.WORDS, obligations.obligations),
    (possibilities.WORDS, possibilities.possibilities),
    (must_be_done.WORDS, must_be_done.must_be_done),
    (permitted.WORDS, permitted.permitted),
    (provided.WORDS, provided.provided),
    (clerical_verbs.WORDS, clerical_verbs.clerical_verbs),
    (standing.WORDS, standing.standing),
    (initiated.WORDS, initiated.initiated),
    (subject_to.WORDS, subject_to.subject_to),
    (copulas.WORDS, copulas.copulas),
    (absences.WORDS, absences.absences),
    (measures.WORDS, measures.measures),
    (amounts.WORDS, amounts.amounts),
    (laid_on.WORDS, laid_on.laid_on),
    (provisos.WORDS, provisos.provisos),
    (grounds.WORDS, grounds.grounds),
    (aversions.WORDS, aversions.aversions),
    (reasons.WORDS, reasons.reasons),
    (notices.WORDS, notices.notices),
    (plain_verbs.WORDS, plain_verbs.plain_verbs),
    (small_words.WORDS, small_words.small_words),
    (determiners.WORDS, determiners.determiners),
    (verbless.WORDS, verbless.verbless),
    (refused.WORDS, refused.refused),
    (incidents.WORDS, incidents.incidents),
    (in_brackets.WORDS, in_brackets.in_brackets),
)


# Other verbs around what stays, where nothing surer is found in the sentence.
_LAST = lighter.WORDS | rights.WORDS
# And where not even that is found.
_STOPGAPS = stopgaps.WORDS | given.WORDS | leftovers.WORDS
_TRIGGERS = _LAST.union(_STOPGAPS, *(words for words, _ in _CONSTRUCTIONS))


@rule("plain-words", number=14, title="Простые слова вместо канцелярита", source="000, 002", severity="warning", hard=False)
def plain_words(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Канцелярит длиннее и холоднее обычного слова и не точнее его."""
    taken: list[Plainer] = []
    for better in _constructions(reply):
        if not taken or better.start >= taken[-1].end:
            taken.append(better)
            yield _found(reply, better.start, better.end, better)
    for entry, match in matches(case.pack, "plain-words", reply):
        if any(better.start < match.end and match.start < better.end for better in taken) or quoted(reply, match.start, match.end):
            continue
        fix = _fix(reply, entry, match)
        yield _found(reply, match.start, match.end, fix, entry)


def _constructions(reply: Document) -> list[Plainer]:
    words = reply.lemmas & _TRIGGERS
    found = [
        better
        for triggers, find in _CONSTRUCTIONS
        if not triggers.isdisjoint(words)
        for better in find(reply)
        if not quoted(reply, better.start, better.end) and better.text != reply.text[better.start : better.end]
    ]
    if words & _LAST:
        # What is surer goes first, wherever in the sentence it stands: it may make room for a better repair of the verb.
        ours = [reply.sentence_at(b.start) for b in found]
        found += [x for x in (*lighter.lighter(reply), *rights.rights(reply)) if not quoted(reply, x.start, x.end) and reply.sentence_at(x.start) not in ours]
    if words & _STOPGAPS:
        taken = {reply.sentence_at(b.start) for b in found}
        found += [
            x
            for x in (*stopgaps.stopgaps(reply), *given.given(reply), *leftovers.leftovers(reply))
            if not quoted(reply, x.start, x.end) and reply.sentence_at(x.start) not in taken
        ]
    return sorted(found)


def _fix(reply: Document, entry: Entry, match: Match) -> Plainer | None:
    """The entry's repair in the form that fits; a noun of another gender takes along what agrees with it."""
    if not entry.safe or entry.replace is None:
        return None
    word = match.tokens[0].word if len(match.tokens) == 1 else None
    mine, theirs = (gender_of(word.lemma), gender_of(entry.replace)) if word is not None else (None, None)
    if mine is not None and theirs is not None and mine != theirs:
        return swapped(reply, match.tokens[0], entry.replace)
    text = repair(reply, entry, match.tokens)
    return Plainer(match.start, match.end, text) if text is not None else None


def _found(reply: Document, start: int, end: int, fix: Plainer | None, entry: Entry | None = None) -> Found:
    text = reply.text[start:end]
    if fix is not None:
        fix = with_preposition(reply, fix)
        return Found(fix.start, fix.end, f"Канцелярит: «{text}». Лучше: «{fix.text}».", fix.text)
    better = f" Лучше: «{entry.replace}»." if entry and entry.replace else f" Лучше: {entry.suggest}." if entry and entry.suggest else ""
    return Found(start, end, f"Канцелярит: «{text}».{better}", None)
