"""Which token comes next: the likeliest, or one drawn with a seed; under a grammar, among those it allows."""

from __future__ import annotations

import ctypes
import os
import tempfile
from typing import TYPE_CHECKING, Any

from rewriter.backends.engine import Engine
from rewriter.backends.protocol import BackendError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Logits = npt.NDArray[np.float32]

_FIRST_LOOK = 64  # the grammar nearly always allows one of the likeliest; judging all 150,000 tokens costs 20 times more
_TOP_K, _TOP_P = 40, 0.95


class Sampler:
    """Chooses tokens for one answer. `accept` must follow each `choose` whose token is kept and is not the end."""

    def __init__(self, engine: Engine, *, grammar: str | None, temperature: float, seed: int) -> None:
        """Raises `BackendError` for a grammar that llama.cpp cannot read."""
        import numpy as np

        self._engine = engine
        self._temperature = temperature
        self._random = np.random.default_rng(seed)
        self._grammar: Any = None
        if grammar is not None:
            self._grammar, complaint = _read_grammar(engine, grammar)
            if not self._grammar:
                raise BackendError(f"Грамматика GBNF не разобрана ({complaint}): {grammar[:200]!r}")

    def choose(self, logits: Logits) -> int | None:
        """The next token; None where the grammar allows none at all."""
        if self._temperature > 0:
            return self._draw(logits)
        best = int(logits.argmax())
        if self._grammar is None or self._allowed([best], logits):
            return best
        return next(iter(self._candidates(logits, 1)), None)

    def accept(self, token: int) -> None:
        """Move the grammar past a token that `choose` gave. (A token it forbids would end the process.)"""
        if self._grammar is not None:
            self._engine.low.llama_sampler_accept(self._grammar, token)

    def close(self) -> None:
        """Free the grammar."""
        if self._grammar is not None:
            self._engine.low.llama_sampler_free(self._grammar)
            self._grammar = None

    def _draw(self, logits: Logits) -> int | None:
        import numpy as np

        tokens = self._candidates(logits, _TOP_K)
        if not tokens:
            return None
        scaled = logits[tokens].astype(np.float64) / self._temperature
        chances = np.exp(scaled - scaled.max())
        chances /= chances.sum()
        kept = int(np.searchsorted(chances.cumsum(), _TOP_P)) + 1
        chances = chances[:kept] / chances[:kept].sum()
        return int(self._random.choice(tokens[:kept], p=chances))

    def _candidates(self, logits: Logits, count: int) -> list[int]:
        """The likeliest allowed tokens, best first: at least one of `count` where there is any."""
        import numpy as np

        first = np.argpartition(logits, -_FIRST_LOOK)[-_FIRST_LOOK:]
        for tokens in (first, np.arange(len(logits))):
            ordered = tokens[np.argsort(-logits[tokens], kind="stable")].tolist()
            allowed = ordered if self._grammar is None else self._allowed(ordered, logits)
            if allowed:
                return allowed[:count]
        return []

    def _allowed(self, tokens: list[int], logits: Logits) -> list[int]:
        """Those of the tokens that the grammar lets through, in the same order."""
        import numpy as np

        low = self._engine.low
        data = np.zeros(len(tokens), dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        data["id"], data["logit"] = tokens, logits[tokens]
        array = low.llama_token_data_array(data=data.ctypes.data_as(low.llama_token_data_p), size=len(tokens), selected=-1, sorted=False)
        low.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return [token for token, logit in zip(tokens, data["logit"].tolist(), strict=True) if logit != float("-inf")]


def _read_grammar(engine: Engine, grammar: str) -> tuple[Any, str]:
    """The grammar's sampler, or nothing and llama.cpp's complaint.

    It writes that to file descriptor 2, past its own log.
    """
    if not grammar.strip():  # llama.cpp takes it for no grammar at all
        return None, "она пуста"
    with tempfile.TemporaryFile() as captured:
        stderr = os.dup(2)
        os.dup2(captured.fileno(), 2)
        try:
            sampler = engine.low.llama_sampler_init_grammar(engine.vocab, grammar.encode(), b"root")
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
        captured.seek(0)
        return sampler, captured.read(200).decode("utf-8", "replace").partition("\n")[0]
