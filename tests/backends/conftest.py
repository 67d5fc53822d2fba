"""Fixtures of the backends' tests. Tests marked `model` load the embedded model; the others need no network and no model."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from rewriter.backends.llama import LlamaBackend
from rewriter.backends.models import DEFAULT, check, resolve
from rewriter.backends.protocol import BackendUnavailable


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "HF_ENDPOINT",
        "http_proxy",
        "HTTP_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def local() -> Iterator[LlamaBackend]:
    """The embedded model, loaded once."""
    try:
        check(resolve(DEFAULT))
    except BackendUnavailable as error:
        # On a developer's machine without the model its tests are left out; CI has fetched it.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
    backend = LlamaBackend.open(n_ctx=2048)
    yield backend
    backend.close()
