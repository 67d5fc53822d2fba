"""Cuts that leave grammatical Russian: commas, spaces and the capital letter around what is taken out."""

from __future__ import annotations

from rewriter.text.document import Document


def cut_span(document: Document, start: int, end: int) -> tuple[int, int, str]:
    """The edit (start, end, replacement) that takes [start, end) out of the text together with its commas and one space.

    At a sentence's start the next word gets the capital letter; a whole sentence goes with its full stop.
    """
    text = document.text
    sentence = document.sentence_at(start)
    opens = sentence is not None and not text[sentence.start : start].strip(" «\"(–—-•*")
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
        if right < len(text) and text[right] in "–—-:" :
            right += 1
            while right < len(text) and text[right] == " ":
                right += 1
        return (start, right + 1, text[right].upper()) if right < len(text) else (start, right, "")
    if comma_before and (comma_after or (after < len(text) and text[after] in ".!?…;") or after >= len(text)):
        return (spaced - 1, after + 1 if comma_after else after, " " if comma_after and after + 1 < len(text) and text[after + 1] != " " else "")
    if comma_before:
        return (left, after, "")
    if after < len(text) and text[after] in ".,!?…;:)":
        return (spaced, after, "")
    return (spaced, right, "") if spaced < left else (left, after, "")


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
