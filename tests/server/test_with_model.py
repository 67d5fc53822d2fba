"""The service with the embedded model behind it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import httpx
import pytest

from rewriter.server.app import offered_packs
from rewriter.server.desk import Desk
from rewriter.server.settings import ServeSettings
from rewriter.settings import Settings
from tests.server.conftest import Served
from tests.server.test_api import events

pytestmark = pytest.mark.model
SAMPLE = Path(__file__).parents[2] / "docs/sample"


def test_a_draft_is_rewritten_with_progress_and_a_caller_who_leaves_frees_the_model():
    packs = offered_packs(())
    case = {
        "pack": "post",
        "client_message": (SAMPLE / "client.txt").read_text(encoding="utf-8"),
        "draft": (SAMPLE / "draft.txt").read_text(encoding="utf-8"),
        "context": json.loads((SAMPLE / "context.json").read_text(encoding="utf-8")),
    }
    with Served(Desk(Settings(), ServeSettings(), {"post": packs["post"]})) as service:
        assert service.desk.ready
        with service.client.stream("POST", "/v1/rewrite", json=case, headers={"Accept": "text/event-stream"}) as response:
            found = events(response)
        assert {"fix", "model", "verdict"} <= {data["stage"] for name, data in found if name == "progress"}
        result = found[-1][1]
        assert result["status"] == "ok", result["reason"]
        assert result["model"] == service.desk.model
        assert result["usage"]["completion_tokens"] > 0
        assert result["usage"]["cached_tokens"] > 0  # the pack's part was warmed before the first request
        assert all(fact["kept"] for fact in result["facts"])
        with pytest.raises(httpx.ReadTimeout):
            service.client.post("/v1/rewrite", json=case, timeout=httpx.Timeout(5, read=0.5))
        left = time.monotonic()
        service.until(lambda: service.desk._slots.busy == 0, 20)
        again = service.client.post("/v1/rewrite", json=case).json()
        assert again["reply"] == result["reply"], f"{time.monotonic() - left:.1f} s after it"
