"""A draft typed in CAPITALS brought to ordinary letters: names, towns, streets and codes keep theirs."""

from __future__ import annotations

import re

from rewriter.text import morph
from rewriter.text.expressions import Expression

_STREETS = Expression(r"^(?:ул|улица|пр|просп|проспект|пер|переулок|бул|бульвар|ш|шоссе|наб|набережная|пл|площадь|проезд|г|город|пос|с|д|дер)$")
_KEPT = frozenset("СМС QR PIN ПИН ИНН ФИО СДЭК МФЦ РФ ЭЦП VIP CVV CVC ПЭП ЕМС EMS НДС".split())


def shouted(text: str) -> bool:
    """Whether most of the text is in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 25 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def lowered(text: str) -> str:
    """The text in ordinary letters, of the same length; a text that is not shouted comes back as it is."""
    if not shouted(text):
        return text
    pieces: list[str] = []
    opens, street = True, False
    for match in re.finditer(r"[^\W_]+(?:-[^\W_]+)*|[\W_]+", text):
        piece = match.group()
        if not piece[0].isalnum():
            opens = opens and not piece.strip(' «"(\n—–-•') or bool(re.search(r"[.!?]\s+$|\n", piece)) and not street
            street = street and bool(re.fullmatch(r"\.?\s+", piece))
            pieces.append(piece)
            continue
        if any(c.isdigit() for c in piece) or piece in _KEPT or any(c.isascii() for c in piece):
            pieces.append(piece)
        else:
            low = piece.lower()
            name = any(p.prob > 0.5 for p in morph.proper(low[0].upper() + low[1:])) or (street and len(low) > 2)
            pieces.append(low[0].upper() + low[1:] if (opens or name) and not _STREETS.match(low) else low)
        street = bool(_STREETS.match(piece.lower()))
        opens = False
    return "".join(pieces)
