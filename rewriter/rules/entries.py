"""Word-list entries at work: matches of a list in a document, and the repair of each in the form that fits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.pack import Pack
from rewriter.pack_schema import Entry
from rewriter.rules.base import Found
from rewriter.text.document import Document, Token
from rewriter.text.inflection import fitted
from rewriter.text.phrases import Match
from rewriter.text.reading import listed

# A status in quotation marks («Буфер») is a name of ours, not somebody's words.
_QUOTED_TOO = frozenset(("no-internal-details", "plain-words"))


@lru_cache(maxsize=64)
def _matches(pack: Pack, document: Document) -> dict[str, tuple[tuple[Entry, Match], ...]]:
    """Each list's matches, of those lists that have any."""
    found: dict[str, list[tuple[Entry, Match]]] = {}
    for name, entry, match in listed(pack, document):
        found.setdefault(name, []).append((entry, match))
    if not found:
        return {}
    exceptions = pack.patterns[2]
    excused: dict[str, list[tuple[int, int]]] = {}
    if doubtful := {match.tokens[0].sentence for entries in found.values() for entry, match in entries if entry.unless}:
        for match in exceptions.find(document, doubtful):
            excused.setdefault(exceptions.patterns[match.pattern], []).append((match.start, match.end))
    return {name: _kept(document, name, entries, excused) for name, entries in found.items()}


def _kept(document: Document, name: str, found: list[tuple[Entry, Match]], excused: dict[str, list[tuple[int, int]]]) -> tuple[tuple[Entry, Match], ...]:
    """Without what `unless` excuses and what is quoted; of overlapping ones the first and longest."""
    kept = [
        (entry, m)
        for entry, m in found
        if not any(a < m.end and b > m.start for u in entry.unless for a, b in excused.get(u, ())) and (name in _QUOTED_TOO or not _quoted(document, m))
    ]
    kept.sort(key=lambda x: (x[1].start, -x[1].end))
    result: list[tuple[Entry, Match]] = []
    for entry, match in kept:
        if not result or match.start >= result[-1][1].end:
            result.append((entry, match))
    return tuple(result)


def matches(pack: Pack, list_name: str, document: Document) -> tuple[tuple[Entry, Match], ...]:
    """Entries found in the document in reading order; of overlapping ones the first and longest. Quoted words are the client's."""
    return _matches(pack, document).get(list_name, ())


def _quoted(document: Document, match: Match) -> bool:
    """Inside quotation marks, with more in them than a name: somebody's words, not ours."""
    text = document.text
    # «кабинет охраны: ссылка «Забыли пароль?»»: a label with a verb of its own belongs to nobody outside.
    inner = text.find("«", match.start, match.end)
    if inner > match.start and any(t.start > inner and "verb" in t.tags for t in match.tokens) and "»" not in text[inner : match.end]:
        return True
    before, after = text[: match.start], text[match.end :]
    opened, closed = before.rfind("«"), before.rfind("»")
    if opened > closed and "»" in after and after.index("»") < (after.index("«") if "«" in after else len(after)):
        return True
    return before.count('"') % 2 == 1 and '"' in after and "\n" not in after[: after.index('"')]


def found_by_list(pack: Pack, list_name: str, document: Document, default: str) -> Iterator[Found]:
    """A list's matches as violations. `default`: the rule's message where the entry has none."""
    for entry, match in matches(pack, list_name, document):
        message = (entry.message or default).replace("{text}", document.text[match.start : match.end])
        if entry.suggest:
            message = f"{message.rstrip('.')}. Лучше: {entry.suggest.rstrip('.')}."
        elif entry.replace:
            message = f"{message.rstrip('.')}. Лучше: «{entry.replace}»."
        end = match.end
        opened = document.text.count("«", match.start, end) - document.text.count("»", match.start, end)
        if opened == 1 and document.text[end : end + 1] == "»":
            end += 1
        yield Found(match.start, end, message, repair(document, entry, match.tokens), entry.severity)


def repair(document: Document, entry: Entry, tokens: tuple[Token, ...]) -> str | None:
    """The entry's replacement in the form of what it replaces; None where it has none or no fitting form is sure."""
    if entry.replace is None:
        return None
    if not entry.replace or _said_before(document, entry.replace, tokens[0]):
        return ""
    return fitted(document, tokens, entry.replace)


def _said_before(document: Document, replacement: str, first: Token) -> bool:
    """Whether what an abbreviation stands for stands before it: «на складе ФФ», «в пункте выдачи ПВЗ»."""
    words = replacement.split()
    before = document.tokens[max(0, first.index - len(words)) : first.index]
    return (
        first.text.isupper()
        and len(before) == len(words)
        and all(t.sentence == first.sentence and (word in t.lemmas or word == t.norm) for t, word in zip(before, words, strict=True))
    )
