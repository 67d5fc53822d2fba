"""Numbers of paper forms: «акт ф. 51-в», «по форме 22». Cut short they are the clerk's own; a form's name written out is the client's to ask for."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.expressions import Expression

_NUMBER = r" ?(?:№ ?)?\d{1,4}(?:-?\w)?(?!\w)"
_ANY = Expression(r"(?<!\w)(?:ф\.|форм[аеу])" + _NUMBER)
_SHORT = Expression(r"(?<!\w)ф\." + _NUMBER)


def form_numbers(text: str, *, short: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of forms with their numbers. `short`: only those cut short to «ф.»."""
    yield from (m.span() for m in (_SHORT if short else _ANY).finditer(text))
