"""What one acts against: «для недопущения повторения обновите» → «чтобы это не повторилось, обновите», «во избежание ошибок» → «чтобы не было ошибок»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.verbal_nouns import conjugated

WORDS = frozenset("недопущения недопущением избежание исключения предотвращения".split())
_LEADS = {"для": ("недопущения", "исключения", "предотвращения"), "во": ("избежание",), "целях": ("недопущения", "избежания", "исключения", "предотвращения"), "целью": ("недопущения", "предотвращения")}  # fmt: skip
# Said with a verb of their own whatever word leads them; the rest only behind the clerical leads.
_AGAIN = "повторение"
_LOSING = {"потеря": "потерять", "утрата": "потерять", "утеря": "потерять"}
# What simply is or is not there.
_TROUBLES = frozenset(
    "ошибка сбой проблема задержка путаница недоразумение повреждение конфликт перебой штраф просрочка дублирование дубль списание поломка неудобство".split()
)
_CLERICAL = frozenset(("недопущения", "избежание", "избежания"))


def aversions(document: Document) -> Iterator[Plainer]:
    """Every such purpose that has a sure repair."""
    for token in document.having(WORDS):
        first = _lead(document, token)
        found = _repaired(document, token, first) if first is not None else None
        if found is not None:
            yield found


def _lead(document: Document, token: Token) -> int | None:
    """The first token of «для недопущения», «во избежание», «в целях недопущения»."""
    here, index = token.sentence, token.index
    before = norm_at(document, index - 1, here)
    if token.norm not in _LEADS.get(before, ()):
        return None
    if before in ("целях", "целью"):
        return index - 2 if norm_at(document, index - 2, here) in ("в", "с") else None
    return index - 1


def _repaired(document: Document, token: Token, first: int) -> Plainer | None:
    here, index = token.sentence, token.index + 1
    head = noun_phrase(document, index, "Gen", tail=False)
    if head is None:
        # «во избежание подобного»
        alone = norm_at(document, index, here) in ("подобного", "этого") and token.norm in _CLERICAL
        return _placed(document, first, index + 1, "чтобы это не повторилось") if alone else None
    said: str | None = None
    last = head.last
    if head.parse.lemma == _AGAIN and not head.modifiers:
        thing = noun_phrase(document, last, "Gen")
        name = thing.in_case("Nom") if thing is not None else None
        happened = conjugated("повториться", VerbForm="Fin", Mood="Ind", Tense="Past", **thing.agreement) if thing is not None else None
        said = f"чтобы {name} не {happened}" if name and happened else "чтобы это не повторилось" if thing is None else None
        last = thing.last if thing is not None else last
    elif token.norm in _CLERICAL and head.parse.lemma in _LOSING and not head.modifiers and _asked(document, here):
        thing = noun_phrase(document, last, "Gen")
        lost = thing.in_case("Acc") if thing is not None else None
        said = f"чтобы не {_LOSING[head.parse.lemma]} {lost}" if lost else None
        last = thing.last if thing is not None else last
    elif token.norm in _CLERICAL and head.parse.lemma == "повреждение" and not head.modifiers and (thing := noun_phrase(document, last, "Gen")) is not None:
        said, last = f"чтобы не повредить {thing.in_case('Acc')}", thing.last
    elif token.norm in _CLERICAL and head.parse.lemma in _TROUBLES:
        whole = noun_phrase(document, index, "Gen")
        last = whole.last if whole is not None else last
        said = f"чтобы не было {document.text[document.tokens[index].start : document.tokens[last - 1].end]}"
    if said is None or norm_at(document, last, here) in ("и", "или", "либо"):
        return None
    return _placed(document, first, last, said)


def _asked(document: Document, sentence: int) -> bool:
    """Whether the main clause asks the client: it is he who would lose something."""
    return any(
        t.norm in ("советуем", "можете", "рекомендуется")
        or any(p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" for p in (t.word.parses if t.word else ()))
        for t in document.tokens[document.sentences[sentence].first : document.sentences[sentence].last]
    )


def _placed(document: Document, first: int, last: int, said: str) -> Plainer | None:
    """With the comma behind it at the beginning of a clause, before it at the end."""
    following = at(document, last, document.tokens[first].sentence)
    if clause_begins(document, first):
        before = document.tokens[first - 1] if first > document.sentences[document.tokens[first].sentence].first else None
        if before is not None and before.norm in ("и", "а", "но", "что") or following is None or following.kind == "punct":
            return None
        return plainer(document, first, last, f"{said},") if _starts(following) else None
    before = document.tokens[first - 1]
    if clause_ends(document, last) and before.kind != "punct" and before.norm not in ("и", "а", "но", "только", "также"):
        return plainer(document, before.index, last, f"{before.text}, {said}")
    return None


def _starts(token: Token) -> bool:
    """What the main clause may begin with, and what cannot belong to the noun before it."""
    word = token.word
    if word is None or word.top is None:
        return False
    if token.norm in ("вы", "мы", "вам", "пожалуйста", "нужно", "можно", "советуем", "рекомендуется", "просим"):
        return True
    if word.top.pos in ("VERB", "AUX") and word.top.feats.get("VerbForm") == "Fin":
        return True
    return (
        word.top.pos in ("NOUN", "DET", "ADJ") and word.top.feats.get("Case") in ("Nom", "Acc") and not any(p.feats.get("Case") == "Gen" for p in word.parses)
    )
