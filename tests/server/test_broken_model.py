"""A model server that hangs, breaks, lies or says nothing: no draft is lost, no request is stuck, the status is right, the next one is served."""

from __future__ import annotations

import time

import pytest

from rewriter.backends import open_backend
from rewriter.server.desk import Desk
from rewriter.settings import Settings
from tests.backends.fake_server import Reply, chat, serving, stream
from tests.server.conftest import CASE, GOOD, Served, desk_with

# They hold waits to a clock.
pytestmark = pytest.mark.alone
_FRAME = 'data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"%s"}}]}\n\n'
BAD = {
    "hangs": Reply(hang_s=20, body={}),
    "error 500": Reply(500, {"error": {"message": "boom"}}),
    "half a stream": Reply(body=_FRAME % "Здравствуйте! Посылка", headers={"Content-Type": "text/event-stream"}),
    "wrong JSON": Reply(body="<html>not json</html>"),
    "no choices": Reply(body={"id": "x", "choices": []}),
    "says nothing": stream(""),
    "not a stream": chat("Здравствуйте!"),
    "breaks rules": stream("Курьер виноват, согласно п. 34 Правил ждите 99 дней."),
}


def served_by(url: str) -> Desk:
    settings = Settings(backend="openai", base_url=url, attempts=1)
    return desk_with(open_backend("openai", settings=settings), settings=settings, concurrent=1)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_the_draft_comes_back_mended_by_the_rules(bad: Reply):
    with serving(bad, bad, bad, bad, stream(GOOD)) as model, Served(served_by(model.url)) as service:
        began = time.monotonic()
        answer = service.client.post("/v1/rewrite", json=CASE, params={"seconds": 3})
        assert time.monotonic() - began < 10
        assert answer.status_code == 200
        result = answer.json()
        assert result["status"] == "ok", result["reason"]
        assert "завтра" in result["reply"]
        assert "виноват" not in result["reply"]
        service.until(lambda: service.desk._slots.busy == 0)
        assert service.client.post("/v1/check", json=CASE).status_code == 200


def test_a_server_that_is_gone_is_said_and_the_next_one_is_served_when_it_is_back():
    with serving(stream(GOOD)) as model:
        url = model.url
    with Served(served_by(url)) as service:
        result = service.client.post("/v1/rewrite", json=CASE, params={"seconds": 3}).json()
        assert (result["status"], result["backend"]) == ("ok", "none")
        assert "ответ собран правилами" in result["reason"]
