"""Whether a text stands in a reply, for the tests of suites: as it is, as the same facts, or in other forms of its words."""

from __future__ import annotations

import re

from rewriter.text.document import Document, read
from rewriter.text.facts import facts_in
from rewriter.text.matching import same, stands_in

_FOLDS = str.maketrans("ё\u00a0–—„“”", "е --«»»")


def folded(text: str) -> str:
    """Lower case, ё and dashes and quotes folded, one space for many."""
    return re.sub(r"\s+", " ", text.lower().translate(_FOLDS))


def literal(wanted: str, text: str) -> int | None:
    """Where the folded text stands on the borders of words; None: nowhere."""
    wanted = folded(wanted).strip() or wanted
    left, right = (r"(?<!\w)" if wanted[0].isalnum() else ""), (r"(?!\w)" if wanted[-1].isalnum() else "")
    found = re.search(left + re.escape(wanted) + right, folded(text))
    return found.start() if found else None


def held(wanted: str, text: str) -> int | None:
    """Where the text stands in any form that reads the same; None: nowhere."""
    if (at := literal(wanted, text)) is not None:
        return at
    reply = read(text)
    return _as_facts(wanted, reply) if re.search(r"\d", wanted) else _as_words(wanted, reply)


def _as_facts(wanted: str, reply: Document) -> int | None:
    facts = facts_in(read(wanted))
    if not facts or not all(stands_in(fact, reply) for fact in facts):
        return None
    return min((other.start for other in facts_in(reply) if same(facts[0], other)), default=0)


def _as_words(wanted: str, reply: Document) -> int | None:
    words = [token for token in read(wanted).tokens if token.kind == "word"]
    tokens = [token for token in reply.tokens if token.kind == "word"]
    for first in range(len(tokens) - len(words) + 1):
        if words and all(word.lemmas & tokens[first + i].lemmas for i, word in enumerate(words)):
            return tokens[first].start
    return None
