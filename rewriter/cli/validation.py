"""A pack put to the test: its files, the examples of its entries, its pairs. Each finding is `file:line:col: what`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rewriter.case import Case
from rewriter.checker import check
from rewriter.pack import WORD_LISTS, Pack, entries_of, place_of, problems
from rewriter.rules.entries import matches
from rewriter.text.document import read


def validated(pack: Pack) -> Iterator[str]:
    """Everything that is wrong in a pack that loads. Raises PackError for pairs that cannot be read."""
    yield from problems(pack)
    for name in WORD_LISTS:
        path = pack.folders[0] / f"{name}.yaml"
        if path.is_file():
            yield from _examples(pack, name, path)
    yield from _pairs(pack)


def _examples(pack: Pack, name: str, path: Path) -> Iterator[str]:
    """Runs `caught` and `passed` of the pack's own entries among all that it inherits."""
    for number, entry in enumerate(entries_of(path)):
        for at, text in enumerate(entry.caught):
            if not matches(pack, name, read(text)):
                yield f"{place_of(path, (number, 'caught', at))}: «{entry.phrase}» не ловит «{text}»"
        for at, text in enumerate(entry.passed):
            if any(found.phrase == entry.phrase for found, _ in matches(pack, name, read(text))):
                yield f"{place_of(path, (number, 'passed', at))}: «{entry.phrase}» зря ловит «{text}»"


def _pairs(pack: Pack) -> Iterator[str]:
    """The pack's own pairs: ids once each, and replies that break no rule of severity `error`."""
    path = pack.prompt_folders[0] / "pairs.yaml" if pack.prompt_folders else Path()
    if not path.is_file():
        return
    seen: dict[str, int] = {}
    for number, pair in enumerate(pack.pairs):
        if pair.id in seen:
            yield f"{place_of(path, (number, 'id'))}: пара «{pair.id}» уже есть, она {seen[pair.id] + 1}-я в файле"
        seen.setdefault(pair.id, number)
        case = Case(id=pair.id, pack=pack.name, client_message=pair.client, draft=pair.draft, reply=pair.reply, context=pair.context)
        for violation in check(case, pack).errors:
            yield f"{place_of(path, (number, 'reply'))}: пара «{pair.id}», {violation.rule}: {violation.message}"
