"""Where the model runs. Importing this package loads neither llama_cpp nor openai."""

from __future__ import annotations

from rewriter.backends.protocol import (
    Answer,
    Backend,
    BackendError,
    BackendUnavailable,
    ContextOverflow,
    FinishReason,
    Message,
    OnToken,
    Request,
)
from rewriter.settings import Settings

__all__ = [
    "Answer",
    "Backend",
    "BackendError",
    "BackendUnavailable",
    "ContextOverflow",
    "FinishReason",
    "Message",
    "OnToken",
    "Request",
    "open_backend",
]


def open_backend(name: str = "local", model: str | None = None, settings: Settings | None = None) -> Backend:
    """A backend ready to be asked: `local` loads the model (about a second), `openai` opens nothing yet.

    `model` None: the settings' model, else the backend's default. Raises `BackendUnavailable`.
    """
    settings = settings or Settings()
    if name == "local":
        from rewriter.backends.llama import LlamaBackend

        return LlamaBackend.open(model or settings.model, n_ctx=settings.n_ctx, threads=settings.threads)
    if name == "openai":
        from rewriter.backends.openai import OpenAIBackend

        return OpenAIBackend.open(model or settings.model, base_url=settings.base_url, mask=settings.mask)
    raise BackendUnavailable(f"Неизвестный бэкенд «{name}». Есть: local, openai.")
