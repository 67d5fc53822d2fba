"""Who does what one predicate of a segment says: named, told by the verb's person, or left to the mode («нужно оплатить»: the client)."""

from __future__ import annotations

from rewriter.text import actors
from rewriter.text.modality import Mode
from rewriter.text.predicates import top_form
from rewriter.text.segments import Segment


def doer_of(segment: Segment, at: int, mode: Mode) -> tuple[str | None, bool]:
    """Who does what the verb at `at` says, None where nobody is told; and whether he is named outright."""
    tokens = segment.tokens
    verb = tokens[at]
    if mode == "ask":
        return actors.CLIENT, True
    top = verb.word.top if verb.word is not None else None
    passive = top is not None and (
        top.feats.get("Voice") == "Pass"
        or top.feats.get("Voice") == "Mid"
        and top.feats.get("Person") == "3"
        and not verb.is_(*actors.OWN_DEEDS)
        or top.pos in ("ADJ", "NOUN")
    )
    if (passive or mode in ("can", "is", "isnot", "must")) and (found := actors.agent(tokens)):
        return found[0], True
    if not passive or top_form(verb) == "Inf":
        if found := actors.subject(tokens, at):
            return found[0], True
        for token in (verb, *(t for t in tokens if t.is_("мочь", "смочь"))) if "мочь" in segment.lemmas else (verb,):
            if (person := actors.person_of(token)) and mode != "advise":
                return person, True
    if mode in ("must", "can", "neednot", "cannot") and top_form(verb) == "Inf" and (found := actors.addressee(tokens[:at])):
        return found[0], True
    if mode in ("must", "advise") and top_form(verb) == "Inf":
        return actors.CLIENT, False
    return None, False
