"""Drafts broken on purpose: sentences that break a rule put among the answers, answers in the wrong order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from random import Random

from rewriter.training.situations.data import filled
from rewriter.training.situations.drawing import Drawn
from rewriter.training.situations.schema import Situation, SituationsFile

ORDER = "question-order"
_PREFIX = "…"


def spoilers_for(file: SituationsFile, situation: Situation) -> dict[str, tuple[str, ...]]:
    """By rule, what breaks it in a draft of the situation: its own, where it has some, else the pack's."""
    return {**file.spoilers, **situation.spoilers}


def spoiled(answers: Sequence[str], rules: Collection[str], spoilers: Mapping[str, Sequence[str]], values: Mapping[str, str], random: Random) -> str:
    """The draft: the answers with one spoiler a rule; a spoiler that ends with «…» opens a sentence, any other stands before, between or behind them."""
    texts = list(answers)
    if ORDER in rules:
        texts.reverse()
    chosen = [filled(random.choice(spoilers[rule]), values) for rule in dict.fromkeys(rules) if spoilers.get(rule)]
    # Openings of a sentence first: they belong to answers, not to other spoilers.
    for spoiler in sorted(chosen, key=lambda text: not text.endswith(_PREFIX)):
        if spoiler.endswith(_PREFIX):
            at = random.randrange(len(texts))
            texts[at] = f"{spoiler.removesuffix(_PREFIX).rstrip()} {_lowered(texts[at])}"
        else:
            texts.insert(random.choice((0, len(texts))), spoiler)
    return " ".join(texts)


def _lowered(text: str) -> str:
    """With a small first letter, unless the first word is an abbreviation or a name that has two capitals."""
    first = text.split(" ", 1)[0]
    return text if sum(c.isupper() for c in first) > 1 or not first[0].isupper() or first[:2] in ("Вы", "Ва") else text[0].lower() + text[1:]


def makeable(file: SituationsFile, drawn: Drawn) -> tuple[str, ...]:
    """The rules that a draft of this can be made to break by a spoiler or by order."""
    order = (ORDER,) if len(drawn.points) > 1 else ()
    return (*spoilers_for(file, drawn.situation), *order)
