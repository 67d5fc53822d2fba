"""llama.cpp through its C interface: one model, one sequence of tokens in the KV cache. Nothing here knows of chats."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rewriter.backends.protocol import BackendError, BackendUnavailable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BATCH = 512


@functools.cache
def low_level() -> Any:
    """llama_cpp's ctypes module with its log switched off. Raises `BackendUnavailable` where it is not installed."""
    try:
        import llama_cpp.llama_cpp as low
    except (ImportError, OSError, RuntimeError) as error:
        raise BackendUnavailable(f"llama-cpp-python не загружается ({error}). Установите: pip install 'rewriter[local]' или make demo.") from error
    # The C side keeps the pointer: the callback must live as long as the process.
    low.silent_log = low.llama_log_callback(lambda *_: None)
    low.llama_log_set(low.silent_log, ctypes.c_void_p(0))
    low.llama_backend_init()
    return low


class Engine:
    """A loaded model and its context.

    `tokens` is what the KV cache holds, in order; `feed` appends to it, `keep` cuts it back. Not thread-safe.
    """

    def __init__(self, path: Path, *, n_ctx: int, threads: int) -> None:
        """Load a GGUF file. Raises `BackendUnavailable` where llama.cpp refuses it."""
        self._low = low = low_level()
        self._model = self._ctx = self._batch = None
        self.tokens: list[int] = []
        params = low.llama_model_default_params()
        params.n_gpu_layers = 0
        # Weights stay as the file has them, mapped into memory: three times faster to load and a third faster at
        # prefill than llama.cpp's repacked copy, for a fifth off the decoding speed; and its AMX kernels, which
        # crash (findings.md), are reached only through repacking.
        params.use_extra_bufts = False
        self._model = low.llama_model_load_from_file(str(path).encode(), params)
        if not self._model:
            raise BackendUnavailable(
                f"{path}: llama.cpp не смог загрузить модель: файл повреждён, обрезан или слишком нов для этой версии. "
                "Проверьте: rewriter models verify; скачайте заново: rewriter models pull."
            )
        self._ctx = low.llama_init_from_model(self._model, _context_params(low, n_ctx, threads))
        if not self._ctx:
            self.close()
            raise BackendUnavailable(f"{path}: не хватило памяти на контекст в {n_ctx} токенов. Уменьшите его (REWRITER_N_CTX) или освободите память.")
        self.vocab = low.llama_model_get_vocab(self._model)
        self.n_vocab = int(low.llama_vocab_n_tokens(self.vocab))
        self.n_ctx = int(low.llama_n_ctx(self._ctx))
        self._memory = low.llama_get_memory(self._ctx)
        self._batch = low.llama_batch_init(BATCH, 0, 1)

    def close(self) -> None:
        """Free the native memory; may be called twice."""
        if self._batch is not None:
            self._low.llama_batch_free(self._batch)
        if self._ctx:
            self._low.llama_free(self._ctx)
        if self._model:
            self._low.llama_model_free(self._model)
        self._batch = self._ctx = self._model = None

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Tokens of a text. Without `special`, markup such as <|im_end|> in it stays plain characters."""
        data = text.encode("utf-8", "replace")
        buffer = (self._low.llama_token * (len(data) + 8))()  # a token is at least a byte
        count = self._low.llama_tokenize(self.vocab, data, len(data), buffer, len(buffer), False, special)
        if count < 0:
            raise BackendError(f"Текст не разбирается на токены ({len(data)} байт).")
        return list(buffer[:count])

    def piece(self, token: int) -> bytes:
        """The bytes of a token: possibly a part of a character; empty for control tokens."""
        buffer = ctypes.create_string_buffer(256)
        count = self._low.llama_token_to_piece(self.vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[: max(count, 0)]

    def ends(self, token: int) -> bool:
        """Whether the token ends an answer."""
        return bool(self._low.llama_vocab_is_eog(self.vocab, token))

    def feed(self, tokens: Sequence[int], *, all_logits: bool = False) -> None:
        """Decode at most `BATCH` tokens after those held.

        Logits of the last, or of all of them, can be read after it.
        """
        batch, held = self._batch, len(self.tokens)
        assert batch is not None
        assert 0 < len(tokens) <= BATCH
        batch.n_tokens = len(tokens)
        for i, token in enumerate(tokens):
            batch.token[i] = token
            batch.pos[i] = held + i
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = 0
            batch.logits[i] = all_logits
        batch.logits[len(tokens) - 1] = True
        if code := self._low.llama_decode(self._ctx, batch):
            self.clear()
            raise BackendError(f"Модель не смогла обработать запрос (llama_decode вернул {code}).")
        self.tokens.extend(tokens)

    def logits(self, index: int = -1) -> npt.NDArray[np.float32]:
        """Logits [n_vocab] after the token at `index` of the last `feed`; a view, valid until the next one."""
        import numpy as np

        pointer = self._low.llama_get_logits_ith(self._ctx, index)
        return np.ctypeslib.as_array(pointer, shape=(self.n_vocab,))

    def keep(self, count: int) -> None:
        """Forget all but the first `count` tokens."""
        if count < len(self.tokens):
            if self._low.llama_memory_seq_rm(self._memory, 0, count, -1):
                del self.tokens[count:]
            else:  # recurrent models cannot be cut back
                self.clear()

    def clear(self) -> None:
        """Forget all tokens."""
        self._low.llama_memory_clear(self._memory, True)
        self.tokens.clear()

    def state(self) -> bytes:
        """The KV state of the tokens held, as llama.cpp serialises it (28 KiB a token for the embedded model)."""
        size = self._low.llama_state_seq_get_size(self._ctx, 0)
        buffer = (ctypes.c_uint8 * size)()
        return bytes(memoryview(buffer)[: self._low.llama_state_seq_get_data(self._ctx, buffer, size, 0)])

    def restore(self, tokens: Sequence[int], state: bytes) -> bool:
        """Replace what is held by a state taken from `state`; False, with nothing held, where llama.cpp refuses it."""
        held = list(tokens)
        self.clear()
        pointer = ctypes.cast(ctypes.c_char_p(state), ctypes.POINTER(ctypes.c_uint8))
        if self._low.llama_state_seq_set_data(self._ctx, pointer, len(state), 0) != len(state):
            self.clear()
            return False
        self.tokens = held
        return True

    def metadata(self, key: str) -> str:
        """A value of the GGUF's metadata, or an empty string."""
        buffer = ctypes.create_string_buffer(1 << 16)
        count = self._low.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if count > 0 else ""

    @property
    def low(self) -> Any:
        """llama_cpp's ctypes module."""
        return self._low


def _context_params(low: Any, n_ctx: int, threads: int) -> Any:
    params = low.llama_context_default_params()
    params.n_ctx = n_ctx
    params.n_batch = params.n_ubatch = BATCH
    params.n_seq_max = 1
    params.n_threads = params.n_threads_batch = threads
    params.no_perf = True
    return params
