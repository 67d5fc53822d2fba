"""no-blame-shifting: guilt is put neither on colleagues nor on the client, and nobody is threatened with punishment (002 rule 5, 003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.blame_repair import guessed, restated
from rewriter.text.client_at_fault import client_at_fault
from rewriter.text.culprits import culprits
from rewriter.text.document import Document
from rewriter.text.faults import faults
from rewriter.text.morph import word
from rewriter.text.others_at_fault import others_at_fault
from rewriter.text.past_duties import past_duties
from rewriter.text.reading import Reading
from rewriter.text.wrongs import wrongs


@rule("no-blame-shifting", number=2, title="Никого не винить", source="002, 003")
def no_blame_shifting(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Для клиента виновата компания, а не курьер, и тем более не он сам: вина на ком-то другом его только злит."""
    taken: list[tuple[int, int]] = []
    for found in found_by_list(case.pack, "no-blame-shifting", reply, "Вина переложена: «{text}»"):
        taken.append((found.start, found.end))
        yield _mended(reply, found)
    for start, end in faults(reply):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield _mended(reply, _found(reply, start, end))
    for fault in others_at_fault(reply, _own(case)):
        if not any(a < fault.end and fault.start < b for a, b in taken):
            taken.append((fault.start, fault.end))
            found = _found(reply, fault.start, fault.end)
            yield _mended(reply, found) if fault.plain else found
    for start, end in wrongs(reply, _own(case)):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield _found(reply, start, end)
    for start, end in culprits(reply):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield _found(reply, start, end)._replace(suggestion="")
    for reproach in client_at_fault(reply):
        if not any(a < reproach.end and reproach.start < b for a, b in taken):
            taken.append((reproach.start, reproach.end))
            found = _found(reply, reproach.start, reproach.end)
            yield found._replace(suggestion=reproach.better) if reproach.better is not None else _mended(reply, found)
    for start, end in past_duties(reply):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield _found(reply, start, end)


def _found(reply: Document, start: int, end: int) -> Found:
    return Found(start, end, f"Вина переложена: «{reply.text[start:end]}». Лучше: скажите, что произошло и что мы делаем, без виноватых.")


def _own(case: Reading) -> frozenset[str]:
    """The company's own name, which a pack's constants begin with: at «Почта России» «Почта» is us."""
    return frozenset(lemma for name in case.pack.constants.names[:1] for part in name.lower().split() for lemma in word(part).lemmas)


def _mended(reply: Document, found: Found) -> Found:
    """With what says the same without blame, where that is sure."""
    better = None if guessed(reply, found.start, found.end) else restated(reply, found.start, found.end)
    return Found(better[0], better[1], found.message, better[2], found.severity) if better else found
