"""The draft made ready: what must go is cut by rule, and the sentences stand in the order of the client's questions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rewriter.checker import Fixed, Selection, fix, tidy, violations_of
from rewriter.loop.order import Closeness, Unit, ordered
from rewriter.result import Violation
from rewriter.rules.entries import matches
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.text.clauses import clauses
from rewriter.text.concepts import keys_of
from rewriter.text.courtesy import is_empathy
from rewriter.text.document import Document, Token, read
from rewriter.text.edits import apply, cut_span
from rewriter.text.injection import injected, without_injected
from rewriter.text.matching import stands_in
from rewriter.text.reading import Reading
from rewriter.text.salutations import body_of

# Rules about what a sentence says or how; the others speak of the reply as a whole.
_CUTTABLE = (
    "no-law-citations",
    "no-blame-shifting",
    "no-internal-details",
    "no-confidential-claims",
    "forbidden-phrases",
    "no-familiarity",
    "clean-output",
    "allowed-emoji",
)
_SENTENCE_RULES = Selection(frozenset((*_CUTTABLE, "plain-words")))
# Of these only what is out of place is cut; what is missing the composed reply gets from the pack.
_MISPLACED = Selection(frozenset(("apology-fits", "holding-phrase")))
_EVENTS = frozenset("произойти возникнуть случиться допустить вызвать происходить связать обусловить".split())
_HAPPENED = frozenset(
    "задержка просрочка ошибка сбой ситуация проблема инцидент произойти возникнуть случиться допустить вызвать происходить это данный связать обусловить".split()
)


@dataclass(frozen=True)
class Prepared:
    """The units in the order to be said, the repairs made, and what could not be repaired."""

    units: tuple[Unit, ...]
    applied: tuple[Violation, ...]
    left: tuple[Violation, ...]


def prepare(reading: Reading, closeness: Closeness | None = None) -> Prepared:
    """Cuts, replaces and orders; the result still has to be judged. `closeness` helps where an answer shares no word with its question."""
    text, applied = _without_courtesy(reading)
    fixed = fix(reading, text, _SENTENCE_RULES)
    applied += list(fixed.applied)
    text, cut = _salvaged(reading, fixed)
    applied += cut
    text, cut = _without_misplaced(reading, text)
    applied += cut
    document = read(text)
    left = [v for v in violations_of(reading, document, Selection(frozenset(_CUTTABLE)))[0] if v.severity == "error"]
    return Prepared(ordered(reading, document, closeness), tuple(applied), tuple(left))


def _without_courtesy(reading: Reading) -> tuple[str, list[Violation]]:
    """The body of the draft: the pack composes greeting, farewell and the rest; what speaks to a model goes."""
    draft = reading.draft
    dropped = [
        Violation(rule="clean-output", severity="error", start=a, end=b, text=draft.text[a:b], message="Это сказано не клиенту.", suggestion="")
        for a, b in injected(draft)
    ]
    said = read(tidy(without_injected(draft))) if dropped else draft
    return _joined(said, [s.index for s in body_of(said)]), dropped


def _without_misplaced(reading: Reading, text: str) -> tuple[str, list[Violation]]:
    """Without apologies for prices and «one moment» before an answer."""
    found = [v for v in violations_of(reading, read(text), _MISPLACED)[0] if v.end > v.start and v.suggestion is not None]
    document = read(tidy(apply(text, [(v.start, v.end, v.suggestion or "") for v in found])))
    # What stood before a greeting may have been cut.
    better = _joined(document, [s.index for s in body_of(document)])
    return (better, found) if better else (text, [])


def _joined(document: Document, indices: list[int]) -> str:
    """The sentences with the separators that stood before them."""
    parts: list[str] = []
    for index in indices:
        sentence = document.sentences[index]
        before = document.sentences[index - 1].end if index else 0
        gap = document.text[before : sentence.start]
        parts.append(("\n" if "\n" in gap else " ") + _without_name(sentence.text) if parts else _without_name(sentence.text))
    return tidy("".join(parts))


def _without_name(text: str) -> str:
    """A sentence without the greeting that opens it («Здравствуйте, срок…»)."""
    text = re.sub(r"^уважаем[а-я]+ (?:клиент|покупатель|пользователь|абонент|получатель)[а-я]*[,!]\s+", "", text, flags=re.IGNORECASE)
    text = text[:1].upper() + text[1:]
    rest = re.sub(r"^(?:здравствуйте|добр(?:ый|ое|ого) (?:день|вечер|утро|дня))(?:, [А-ЯЁ][а-яё]+)?[,.!]\s+", "", text, flags=re.IGNORECASE)
    return rest[:1].upper() + rest[1:] if rest != text else text


def _salvaged(reading: Reading, fixed: Fixed) -> tuple[str, list[Violation]]:
    """What has no suggestion of its own goes with its clause or sentence, if no fact and no answer goes with it."""
    text = fixed.text
    cut: list[Violation] = []
    for _ in range(12):
        document = read(text)
        broken = [v for v in violations_of(reading, document, Selection(frozenset(_CUTTABLE)))[0] if v.severity == "error" and v.end > v.start]
        progress = False
        for violation in broken:
            better = _cut_out(reading, document, violation)
            if better is not None:
                text = better
                cut.append(violation.model_copy(update={"suggestion": ""}))
                progress = True
                break
        if not progress:
            break
    return text, cut


def _cut_out(reading: Reading, document: Document, violation: Violation) -> str | None:
    sentence = document.sentence_at(violation.start)
    if sentence is None:
        return None
    tried: list[tuple[int, int]] = []
    if violation.rule == "no-internal-details" and (phrase := _prepositional(document, violation)):
        tried.append(phrase)
    adjunct = _fault(document, violation) if violation.rule == "no-blame-shifting" else None
    if adjunct is not None:
        # «Задержка произошла» alone tells the client nothing; «посылка утеряна» does.
        part = next((p for p in clauses(document, sentence.index) if p[0].start <= adjunct[0] <= p[-1].start), document.of(sentence))
        left = [t for t in part if keys_of(t) and not adjunct[0] <= t.start < adjunct[1]]
        whole = (sentence.start, sentence.end) if len(part) > len(document.of(sentence)) - 3 else (part[0].start, part[-1].end)
        empty = left and len(left) <= _MOST_LOST and any(t.lemmas & _EVENTS for t in left)
        tried.extend([whole, adjunct] if empty else [adjunct])
    if (aside := _aside(document, violation)) is not None:
        tried.append(aside)
    parts = clauses(document, sentence.index)
    # A refusal says something unless it is a mere brush-off: it is put otherwise, not cut out of what it speaks of.
    brush_off = violation.rule != "forbidden-phrases" or (_says_nothing(reading, document, violation) and _mostly(document, sentence.index, violation, most=2))
    if len(parts) > 1 and (brush_off or (_says_nothing(reading, document, violation) and _clause_is_mere(parts, violation))):
        at = next((i for i, p in enumerate(parts) if p[0].start <= violation.start < p[-1].end), None)
        if at is not None and (at > 0 or not _depends(parts[1])):
            tried.append((parts[at][0].start, parts[at][-1].end if at + 1 < len(parts) else sentence.end - (document.text[sentence.end - 1] in ".!?")))
    if brush_off and _mostly(document, sentence.index, violation):
        tried.append((sentence.start, sentence.end))
    apart = (*_spans_of_fault(reading, document), *((a, b) for a, b in tried if (a, b) == adjunct))
    for start, end in tried:
        if _taken_along(document, start, end, apart) > _MOST_LOST:
            continue
        edit = cut_span(document, start, end)
        shorter = tidy(document.text[: edit[0]] + edit[2] + document.text[edit[1] :])
        if shorter.strip() and not _dangling(document.text, shorter) and _keeps(reading, document.text, shorter) and _still_says(document, read(shorter)):
            return shorter
    return None


def _fault(document: Document, violation: Violation) -> tuple[int, int] | None:
    """«… по вине начальника отделения»: the adjunct with its genitives, so that what happened stays said."""
    tokens = document.tokens
    at = next((t.index for t in tokens if t.start >= violation.start and t.norm in ("по", "из-за")), None)
    if (
        at is None
        or tokens[at].start > violation.end
        or at + 1 >= len(tokens)
        or not tokens[at + 1].is_("вина", "ошибка", "халатность", "небрежность", "невнимательность", "оплошность", "неосторожность", "нерасторопность")
    ):
        return None
    sentence = document.sentences[tokens[at].sentence]
    end = at + 2
    while (
        end < sentence.last
        and (word := tokens[end].word) is not None
        and any(p.feats.get("Case") == "Gen" and p.pos in ("NOUN", "ADJ", "DET", "PROPN", "PRON") for p in word.parses)
        and not (end > at + 2 and word.top is not None and word.top.feats.get("Case") == "Nom")
    ):
        end += 1
    if (
        end < sentence.last
        and tokens[end].text == "«"
        and (closing := next((k for k in range(end, min(end + 8, sentence.last)) if tokens[k].text == "»"), None))
    ):
        end = closing + 1
    if end == at + 2 or (end + 1 < sentence.last and tokens[end].text == "," and tokens[end + 1].is_("который")):
        return None
    return tokens[at].start, tokens[end - 1].end


def _aside(document: Document, violation: Violation) -> tuple[int, int] | None:
    """«Повторяю ещё раз: …», «Как я уже говорил, …», «…, милочка»: words that punctuation sets apart from the rest."""
    text = document.text
    sentence = document.sentence_at(violation.start)
    assert sentence is not None
    before = text[sentence.start : violation.start].rstrip()
    rest = text[violation.end : sentence.end]
    opens = not before.strip(' «"—–-')
    if opens and (m := re.match(r"(?:\s+(?:ещё раз|еще раз|вам|снова|уже))*\s*(?:,\s*что\b|[,:—–])\s*", rest)) and rest[m.end() :].strip(" .!?"):
        return sentence.start, violation.end + m.end()
    if before.endswith(",") and re.match(r"\s*[,.!?]", rest):
        return violation.start, violation.end
    return None


_LEADING = frozenset("в во на из через по согласно".split())
_LED = frozenset("данные информация сведение система база карточка программа наш".split())


_HANGING = re.compile(
    r"(?:^|[.!?]\s+|\n)(?:однако|зато|причём|причем|либо|но|а|который|которая|которое|которые|которых|которого|поскольку|чтобы|что|так как|потому|где)(?=[\s,])[^?]*?(?:[.!]|$)|[,:;]\s*[,:;]|,\s*(?:который|которая|которое|которые)\s*[.!?]|(?:находится|состоит|является|числится)\s*[,.»]",
    re.IGNORECASE,
)


def _dangling(before: str, after: str) -> bool:
    """Whether the cut leaves a clause without what it hangs on, or quotes without their partner."""
    return len(_HANGING.findall(after)) > len(_HANGING.findall(before)) or after.count("«") != after.count("»") and before.count("«") == before.count("»")


def _says_nothing(reading: Reading, document: Document, violation: Violation) -> bool:
    """Whether the list marks the phrase as one that may go without a loss («иной информацией не владеем»)."""
    found = matches(reading.pack, "forbidden-phrases", document)
    return any(entry.drop for entry, match in found if match.start < violation.end and violation.start < match.end) or not found


def _clause_is_mere(parts: tuple[tuple[Token, ...], ...], violation: Violation) -> bool:
    part = next((p for p in parts if p[0].start <= violation.start < p[-1].end), None)
    return part is not None and sum(1 for t in part if keys_of(t) and not violation.start <= t.start < violation.end) <= 2


def _mostly(document: Document, index: int, violation: Violation, most: int = 5) -> bool:
    """Whether the sentence says little beside what is wrong, so that it may go as a whole."""
    sentence = document.sentences[index]
    beside = [w for w, t in ((keys_of(t), t) for t in document.of(sentence)) if w and not violation.start <= t.start < violation.end]
    return len(beside) <= most


# Content words beside what is wrong that a cut may take along; more than these is news that somebody must look at.
_MOST_LOST = 2


def _spans_of_fault(reading: Reading, document: Document) -> tuple[tuple[int, int], ...]:
    found = violations_of(reading, document, Selection(frozenset(_CUTTABLE)))[0]
    return tuple((v.start, v.end) for v in found if v.severity == "error")


def _taken_along(document: Document, start: int, end: int, apart: tuple[tuple[int, int], ...]) -> int:
    """How many content words of [start, end) lie outside what is wrong."""
    return sum(1 for t in document.between(start, end) if keys_of(t) and not t.lemmas & _HAPPENED and not any(a <= t.start < b for a, b in apart))


def _prepositional(document: Document, violation: Violation) -> tuple[int, int] | None:
    """«заведено в Jira» → «в Jira», «согласно CRM», «по данным CRM»: the internal word with what leads to it, at an edge of the phrase."""
    tokens = document.tokens
    first = next((t for t in tokens if t.start >= violation.start), None)
    if first is None:
        return None
    at = first.index
    while (
        at > 0
        and tokens[at].norm not in _LEADING
        and tokens[at - 1].sentence == first.sentence
        and (tokens[at - 1].lemmas & _LED or tokens[at - 1].norm in _LEADING)
    ):
        at -= 1
    if tokens[at].norm not in _LEADING:
        return None
    after = next((t for t in tokens if t.start >= violation.end), None)
    if at and tokens[at - 1].is_("находиться", "быть", "числиться", "стоять", "состоять", "пребывать"):
        return None
    opens = document.sentences[first.sentence].first == at
    if not opens and not (after is None or after.kind == "punct" or after.norm in ("и", "а", "но")):
        return None
    return tokens[at].start, violation.end


def _depends(clause: tuple[object, ...]) -> bool:
    """Whether a clause cannot stand without the one before it."""
    first = clause[0]
    norm = getattr(first, "norm", "")
    return norm in (
        "который",
        "которая",
        "которое",
        "которые",
        "что",
        "чтобы",
        "так",
        "поскольку",
        "потому",
        "если",
        "когда",
        "где",
        "поэтому",
        "и",
        "а",
        "но",
        "однако",
        "зато",
        "также",
        "причем",
        "тем",
        "либо",
        "или",
    )


def _keeps(reading: Reading, before: str, after: str) -> bool:
    old, new = read(before), read(after)
    return all(stands_in(f, new) for f in facts_to_keep(reading) if stands_in(f, old))


def _still_says(before: Document, after: Document) -> bool:
    """Something besides courtesy is left."""
    return any(not is_empathy(s.text) for s in body_of(after)) or not body_of(before)
