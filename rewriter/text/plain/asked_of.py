"""What is asked of the client in the passive: «после чего предъявляется QR-код» → «после чего нужно показать QR-код», «в посылку вкладываются товар и чек» → «в посылку нужно вложить товар и чек»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_ends, norm_at, plainer
from rewriter.text.plain.possibilities import by_somebody
from rewriter.text.plain.split_reading import carried_on
from rewriter.text.segments import is_predicate

_ASKED = {"предъявляться": "показать", "прикладываться": "приложить", "прилагаться": "приложить", "вкладываться": "вложить"}
WORDS = frozenset(_ASKED)
_JOINTS = frozenset((",", "и", "или"))


def asked_of(document: Document) -> Iterator[Plainer]:
    """Every such verb with what is asked for behind it."""
    for token in document.having(WORDS):
        found = _repaired(document, token)
        if found is not None:
            yield found


def _repaired(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    parse = next((p for p in (token.word.parses if token.word else ()) if p.lemma in _ASKED and p.feats.get("VerbForm") == "Fin"), None)
    if parse is None or parse.feats.get("Tense") != "Pres" or norm_at(document, index - 1, here) in ("не", "уже", "также"):
        return None
    objects, last = _objects(document, index + 1, here)
    if objects is None or by_somebody(document, last, here) or carried_on(document, last) or _has_subject(document, token):
        return None
    return plainer(document, index, last, f"нужно {_ASKED[parse.lemma]} {objects}")


def _objects(document: Document, index: int, sentence: int) -> tuple[str | None, int]:
    """«товар, копия чека и письмо» as objects, and one past them; None where one of them is not understood."""
    said = ""
    while True:
        thing = noun_phrase(document, index, "Nom")
        acted = thing.in_case("Acc") if thing is not None and thing.parse.feats.get("Animacy") != "Anim" else None
        if thing is None or acted is None:
            return None, index
        said += acted
        joint = at(document, thing.last, sentence)
        if joint is None or joint.norm not in _JOINTS:
            return said, thing.last
        if noun_phrase(document, joint.index + 1, "Nom") is None or joint.text == "," and not _listed(document, joint.index, sentence):
            return (said, thing.last) if clause_ends(document, thing.last) else (None, index)
        said += document.text[document.tokens[thing.last - 1].end : document.tokens[joint.index + 1].start]
        index = joint.index + 1


def _listed(document: Document, comma: int, sentence: int) -> bool:
    """Whether the comma stands in a list that «и» ends: no new clause begins behind it."""
    for token in document.tokens[comma + 1 : document.sentences[sentence].last]:
        if token.norm in ("и", "или"):
            return True
        if is_predicate(token) or token.text in ".;:—–(":
            return False
    return False


def _has_subject(document: Document, token: Token) -> bool:
    """Whether the clause has its subject before the verb: «паспорт предъявляется»."""
    for before in reversed(document.tokens[document.sentences[token.sentence].first : token.index]):
        if before.kind == "punct" and before.text in ",;:—–(":
            return False
        earlier = document.tokens[before.index - 1].word if before.index else None
        led = earlier is not None and earlier.top is not None and earlier.top.pos in ("ADP", "ADJ", "DET")
        if not led and before.word is not None and any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.3 for p in before.word.parses):
            return True
    return False
