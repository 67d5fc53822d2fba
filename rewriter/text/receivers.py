"""To whom something goes: «возвращается отправителю», «передадим продавцу»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.actors import role
from rewriter.text.document import Document, Token


def receivers(document: Document) -> dict[str, Token]:
    """The sides named by a noun in the dative, each with its first word; «Вам» is said of too much to count."""
    found: dict[str, Token] = {}
    for token in document.words:
        word = token.word
        if word is None or word.top is None or word.top.pos != "NOUN" or word.top.feats.get("Case") != "Dat":
            continue
        before = document.tokens[token.index - 1].norm if token.index else ""
        if before in ("«", '"', "“"):
            continue  # «на «Команде»»: a name
        if before not in ("по", "согласно", "благодаря", "вопреки") and (side := role(word.lemma)) is not None:
            found.setdefault(side, token)
    return found


def changed_receivers(reply: Document, draft: Document) -> Iterator[tuple[Token, Token]]:
    """To whom the reply gives what the draft gives to another, of two sides that the draft names both: the reply's word, the draft's."""
    told = receivers(draft)
    if not told:
        return
    said = receivers(reply)
    left_out = [token for side, token in told.items() if side not in said]
    if not left_out:
        return
    named = {side for t in draft.words if t.word is not None and (side := role(t.word.lemma)) is not None}
    for side, token in said.items():
        if side not in told and side in named:
            yield token, left_out[0]
