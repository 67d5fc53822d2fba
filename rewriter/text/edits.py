"""Cuts that leave grammatical Russian: commas, spaces and the capital letter around what is taken out."""

from __future__ import annotations

from itertools import takewhile

from rewriter.text.document import Document, Token


def cut_span(document: Document, start: int, end: int) -> tuple[int, int, str]:
    """The edit (start, end, replacement) that takes [start, end) out of the text together with its commas and one space.

    At a sentence's start the next word gets the capital letter; a whole sentence goes with its full stop.
    """
    text = document.text
    sentence = document.sentence_at(start)
    opens = sentence is not None and not text[sentence.start : start].strip(' «"(–—-•*')
    if sentence is not None and opens and not text[end : sentence.end].strip(" .!?…"):
        return _whole(text, sentence.start, sentence.end)
    left, right = start, end
    spaced = left
    while spaced > 0 and text[spaced - 1] == " ":
        spaced -= 1
    comma_before = spaced > 0 and text[spaced - 1] == ","
    after = right
    while after < len(text) and text[after] == " ":
        after += 1
    comma_after = after < len(text) and text[after] == ","
    if opens:
        right = after + 1 if comma_after else after
        while right < len(text) and text[right] == " ":
            right += 1
        if right < len(text) and text[right] in "–—-:":
            right += 1
            while right < len(text) and text[right] == " ":
                right += 1
        return (start, right + 1, text[right].upper()) if right < len(text) else (start, right, "")
    if comma_before and comma_after and sentence is not None and _two_clauses(document, sentence.first, sentence.last, spaced, after + 1):
        return (spaced - 1, after, "")
    if comma_before and (comma_after or (after < len(text) and text[after] in ".!?…;") or after >= len(text)):
        return (spaced - 1, after + 1 if comma_after else after, " " if comma_after and after + 1 < len(text) and text[after + 1] != " " else "")
    if comma_before:
        return (left, after, "")
    if after < len(text) and text[after] in ".,!?…;:)":
        return (spaced, after, "")
    return (spaced, right, "") if spaced < left else (left, after, "")


_JOINTS = frozenset("то где который которая которое которые чтобы если а но однако причем поскольку так зато либо или когда поэтому".split())


_IMPERSONAL = frozenset("нет нельзя можно нужно надо придется следует нету".split())


def _two_clauses(document: Document, first: int, last: int, left: int, right: int) -> bool:
    """Whether what stands left and right of the cut are clauses of their own, so that a comma stays between them."""
    before = [t for t in document.tokens[first:last] if t.end <= left]
    after = [t for t in document.tokens[first:last] if t.start >= right]
    if not after:
        return False
    if after[0].norm in _JOINTS:
        return True
    if any(_predicates(t) for t in before) and (_needs_no_subject(after[0]) or any(t.norm in _IMPERSONAL for t in after)):
        return True
    if _by_somebody(before, after[0]):
        return True
    subject = any(
        t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "PRON", "PROPN") and t.word.top.feats.get("Case") == "Nom"
        for t in after[:3]
    )
    # «…, извещения вручены не были»: the likeliest reading is no nominative, but a predicate follows.
    subject = (
        subject
        or after[0].word is not None
        and any(p.feats.get("Case") == "Nom" and p.pos == "NOUN" and p.prob > 0.1 for p in after[0].word.parses)
        and any(map(_predicates, after[:8]))
    )
    if not any(_predicates(t) for t in before):
        return False
    return subject or _whole_clause(after)


def _by_somebody(before: list[Token], verb: Token) -> bool:
    """«Проблема на узле, …, перебили кабель»: a plural verb that nothing before it can be the subject of."""
    top = verb.word.top if verb.word is not None else None
    if top is None or top.pos != "VERB" or top.feats.get("VerbForm") != "Fin" or top.feats.get("Number") != "Plur":
        return False
    return not any(
        p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Plur" and p.pos in ("NOUN", "PRON", "PROPN")
        for t in before
        if t.word is not None
        for p in t.word.parses
    ) and not any(t.norm in ("и", "или") for t in before)


def _whole_clause(after: list[Token]) -> bool:
    """«…, на него будет наложен штраф»: a subject, wherever it stands up to the next comma, that agrees with a predicate of its own."""
    clause = [t.word for t in takewhile(lambda t: t.text not in ",;:.!?", after) if t.word is not None]
    verbs = [
        w.top.feats for w in clause if w.top is not None and w.top.pos in ("VERB", "ADJ") and (w.top.feats.get("Variant") == "Short" or w.verb_form == "Fin")
    ]
    subjects = [p.feats for w in clause for p in w.parses if p.pos in ("NOUN", "PRON", "PROPN") and p.feats.get("Case") == "Nom" and p.prob > _LIKELY]
    return any(
        s.get("Number") == v.get("Number") and (v.get("Number") == "Plur" or v.get("Gender") in (None, s.get("Gender")))
        for s in subjects
        for v in verbs
        if s.get("Person") in (None, "3")
    )


# A nominative that looks like its accusative is the less likely reading, and yet no rare one.
_LIKELY = 0.2


def _needs_no_subject(token: Token) -> bool:
    """«Приносим извинения», «читайте»; «…, будет отправлен завтра»: a clause without a subject of its own."""
    top = token.word.top if token.word else None
    return top is not None and top.pos in ("VERB", "AUX") and (top.feats.get("Person") in ("1", "2") or top.feats.get("Mood") == "Imp" or top.lemma == "быть")


def _predicates(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and (
        top.pos in ("VERB", "AUX")
        and (top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short")
        or (top.pos == "ADJ" and top.feats.get("Variant") == "Short")
    )


def _whole(text: str, start: int, end: int) -> tuple[int, int, str]:
    """A sentence with one separator; the line break before the next one stays."""
    while end < len(text) and text[end] == " ":
        end += 1
    if end >= len(text) or text[end] == "\n":
        while start > 0 and text[start - 1] == " ":
            start -= 1
        if (start == 0 or text[start - 1] == "\n") and end < len(text):
            end += 1
    return (start, end, "")


def apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with the edits applied from the left; of overlapping ones the first is taken, the rest wait for the next round."""
    result, at = [], 0
    for start, end, replacement in sorted(edits):
        if start < at:
            continue
        result.append(text[at:start])
        result.append(replacement)
        at = end
    result.append(text[at:])
    return "".join(result)
