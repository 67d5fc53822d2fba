"""A draft put plainly, and whether the plain text still means the same: what the tests of officialese share."""

from __future__ import annotations

from rewriter.case import Case
from rewriter.checker import fix, selection, violations_of
from rewriter.pack import load_pack
from rewriter.result import Violation
from rewriter.text.document import read
from rewriter.text.reading import Reading

PLAIN_WORDS = selection(["plain-words"])


def fixed(text: str) -> str:
    """The text with every sure repair of plain-words."""
    return fix(Reading(Case(pack="base", draft=text), load_pack("base")), text, PLAIN_WORDS).text


def found(text: str) -> tuple[Violation, ...]:
    """What plain-words finds in it."""
    return tuple(violations_of(Reading(Case(pack="base", draft=text), load_pack("base")), read(text), PLAIN_WORDS)[0])


def newly_broken(text: str, plain: str) -> list[tuple[str, str, str]]:
    """Hard rules that the plain text breaks as a reply to the draft, and the draft itself did not: rule, words, message."""
    pack = load_pack("base")
    before = {v.rule for v in violations_of(Reading(Case(pack="base", draft=text, reply=text), pack), read(text))[0] if v.severity == "error"}
    after = violations_of(Reading(Case(pack="base", draft=text, reply=plain), pack), read(plain))[0]
    return [(v.rule, v.text, v.message) for v in after if v.severity == "error" and v.rule not in before]
