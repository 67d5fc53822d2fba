"""A rewrite by the service that runs on this machine: its model is loaded already."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rewriter.case import Case
    from rewriter.pipeline import Progress
    from rewriter.result import Result
    from rewriter.server.running import Running
    from rewriter.settings import Settings


def usable(settings: Settings) -> Running | None:
    """The running service, where it would do the very thing that is asked: a pack by name, the same backend and model."""
    from rewriter.server.running import found

    service = found()
    if service is None or (service.backend, service.model) != (settings.backend, settings.model) or "/" in settings.pack:
        return None
    return service


def rewritten(service: Running, case: Case, settings: Settings, progress: Callable[[Progress], object], warn: Callable[[str], None]) -> Result | None:
    """What the service makes of the case; None, with a word to the user, where it does not answer as it should."""
    from rewriter.server.keys import load_key

    try:
        import httpx
    except ImportError:
        return None
    key = load_key()
    headers = {"Authorization": f"Bearer {key.token if key else ''}", "Accept": "text/event-stream"}
    try:
        with httpx.Client(base_url=service.url, headers=headers, timeout=httpx.Timeout(5, read=settings.time_budget_s + 30), trust_env=False) as client:
            if client.get("/readyz", timeout=2).status_code != httpx.codes.OK:
                return None  # it loads its model still; ours is loaded no later
            with client.stream("POST", "/v1/rewrite", params={"seconds": settings.time_budget_s}, json=case.model_dump(mode="json")) as response:
                if response.status_code != httpx.codes.OK:
                    response.read()
                    warn(f"{response.json()['error']['message']}")
                    return None
                return _read(response, progress, warn)
    except (httpx.HTTPError, ValueError, KeyError) as error:
        warn(f"{type(error).__name__}")
        return None


def _read(response: Any, progress: Callable[[Progress], object], warn: Callable[[str], None]) -> Result | None:
    from rewriter.pipeline import Progress
    from rewriter.result import Result

    name = ""
    for line in response.iter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data" and name == "result":
            return Result.model_validate_json(value)
        elif field == "data" and name == "error":
            warn(json.loads(value)["message"])
            return None
        elif field == "data":
            data = json.loads(value)
            progress(Progress(data["stage"], data["attempt"]))
    warn("связь оборвалась")
    return None
