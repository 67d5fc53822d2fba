"""Which model answers in a run: told by the settings, or, where nothing may be asked, by the recording."""

from __future__ import annotations

from collections.abc import Callable

from rewriter.backends.protocol import Backend
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.recording import Identity, Recording
from rewriter.settings import Settings


def identity_of(settings: Settings) -> Identity:
    """The settings' model. The local one's file is read (its hash is remembered), not loaded. Raises BackendUnavailable."""
    if settings.backend == "local":
        from rewriter.backends import models

        file = models.resolve(settings.model)
        models.check(file)
        return Identity("local", file.name, models.identity(file), supports_grammar=True)
    backend = opener(settings)()
    try:
        return Identity(backend.name, backend.model, None, backend.supports_grammar)
    finally:
        backend.close()


def opener(settings: Settings) -> Callable[[], Backend]:
    """Opens the settings' backend when it is called. Picklable."""
    return _Opener(settings)


class _Opener:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self) -> Backend:
        from rewriter import backends

        return backends.open_backend(self._settings.backend, self._settings.model, self._settings)


def recorded_identity(recording: Recording, backend: str | None, model: str | None) -> Identity:
    """The model that answers in the recording; of several the one named. Raises EvaluationError."""
    if not recording.models:
        raise EvaluationError(f"{recording.path}: в записи нет ни одной модели. Запишите ответы: rewriter eval run НАБОР -o ПАПКА без --recorded.")
    fit = [m for m in recording.models if backend in (None, m.backend) and model in (None, m.model)]
    told = "; ".join(f"--backend {m.backend} --model {m.model}" for m in recording.models)
    if not fit:
        raise EvaluationError(f"{recording.path}: такой модели в записи нет. Есть: {told}.")
    if len(fit) > 1:
        raise EvaluationError(f"{recording.path}: в записи несколько моделей, укажите одну: {told}.")
    return fit[0]
