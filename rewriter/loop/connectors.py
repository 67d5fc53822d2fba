"""Words that join what follows to what has been cut: «…, соответственно, …», «Однако …». They go with it."""

from __future__ import annotations

import re

from rewriter.text.document import Document

# Before what is cut: they announce a consequence, and none is left.
_ANNOUNCES = re.compile(
    r"(?:,\s*|\s+)(?:соответственно|следовательно|таким образом|поэтому|потому|значит|а значит|то есть|в связи с (?:этим|чем)|в этой связи|из-за чего)\s*,?\s*$",
    re.IGNORECASE,
)
# Behind it: they oppose what is left to what is gone.
_OPPOSES = re.compile(r"(?:однако|тем не менее|но|зато|при этом|вместе с тем|впрочем|в то же время)(?:\s*,)?\s+(?=\w)", re.IGNORECASE)


def unhooked(document: Document, start: int, edit: tuple[int, int, str]) -> tuple[int, int, str]:
    """The edit (start, end, replacement) with the word that has nothing left to join; `start`: where what is cut begins, without its commas."""
    text = document.text
    begin, end, put = edit
    sentence = document.sentence_at(start)
    if sentence is None:
        return edit
    ahead = text[sentence.start : start]
    if (announced := _ANNOUNCES.search(ahead)) is not None and text[end : sentence.end].strip(" .!?…") == "":
        return min(begin, sentence.start + announced.start()), end, put
    if start == sentence.start and end >= sentence.end and (opposed := _OPPOSES.match(text, end)) is not None:
        at = opposed.end()
        return begin, at + 1, put + text[at].upper()
    return edit
