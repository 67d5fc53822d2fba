"""A deed in a relative clause: «заявление, подача которого осуществляется бесплатно» → «заявление, которое подают бесплатно»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import Agent, agent_at
from rewriter.text.plain.plainer import Plainer, at, plainer
from rewriter.text.plain.split_predicates import active
from rewriter.text.plain.split_reading import verb_at
from rewriter.text.plain.verbal_nouns import deed_of

WORDS = frozenset(("который",))
_THEY = {"Person": "3", "Number": "Plur"}


def relatives(document: Document) -> Iterator[Plainer]:
    """Every such clause that has a sure repair."""
    for token in document.having(WORDS):
        found = _repaired(document, token)
        if found is not None:
            yield found


def _repaired(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    comma, deed, light = at(document, index - 2, here), deed_of(at(document, index - 1, here), "Nom"), _light(document, index + 1, here)
    if (
        comma is None
        or comma.text != ","
        or deed is None
        or deed.doer
        or light is None
        or (verb := verb_at(document, light)) is None
        or verb.first != index + 1
    ):
        return None
    which = _object(document, token, comma.index)
    agent = agent_at(document, verb.last, here)
    told = active(deed, verb.tense, agent.agreement if agent is not None else _THEY)
    if which is None or told is None:
        return None
    doer, last = (f" {agent.name}", agent.last) if isinstance(agent, Agent) else ("", verb.last)
    return plainer(document, index - 1, last, f"{which} {'не ' if verb.negated else ''}{told}{doer}")


def _light(document: Document, index: int, sentence: int) -> Token | None:
    """The light verb behind «не», «будет», «был»."""
    for token in document.tokens[index : index + 3]:
        if token.sentence != sentence or token.norm not in ("не", "будет", "будут", "был", "была", "было", "были"):
            return token if token.sentence == sentence and token.word is not None else None
    return None


def _object(document: Document, token: Token, comma: int) -> str | None:
    """«которое» for «которого»: the object of the deed, of the gender that the thing before the comma has."""
    if token.norm == "которой":
        wanted = {"Number": "Sing", "Gender": "Fem"}
    elif token.norm == "которых":
        wanted = {"Number": "Plur"}
    elif token.norm == "которого" and (gender := _gender(document, comma)) is not None:
        wanted = {"Number": "Sing", "Gender": gender}
    else:
        return None
    return next(
        (form for p in morph.word("который").parses if (form := p.inflect(Case="Acc", **wanted, Animacy="Inan") or p.inflect(Case="Acc", **wanted))), None
    )


def _gender(document: Document, comma: int) -> str | None:
    """Whether it is masculine or neuter, where all things named before the comma agree in it; people are not handed in."""
    found: set[str] = set()
    for token in reversed(document.tokens[document.sentences[document.tokens[comma].sentence].first : comma]):
        parses = [p for p in (token.word.parses if token.word else ()) if p.pos in ("NOUN", "ADJ", "DET")]
        if not parses:
            break
        things = [p for p in parses if p.pos == "NOUN" and p.feats.get("Animacy") == "Inan" and p.feats.get("Number") == "Sing"]
        found |= {p.feats.get("Gender", "") for p in things} - {"Fem"}
    return found.pop() if len(found) == 1 else None
