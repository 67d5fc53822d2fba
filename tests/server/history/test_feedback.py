"""What operators do with rewrites, and the pages of the history."""

from __future__ import annotations

import httpx
import pytest

from tests.server.conftest import CASE, GOOD, Served
from tests.server.history.making import desk_for

BAD_EDIT = "Здравствуйте! Согласно п. 34 Правил посылка приедет завтра."


def asked(service: Served, **headers: str) -> str:
    return str(service.client.post("/v1/rewrite", json=CASE, headers=headers).headers["x-request-id"])


def test_accepted_edited_rejected(database: str):
    with Served(desk_for(database)) as service:
        accepted, edited, rejected = (asked(service) for _ in range(3))
        assert service.client.post("/v1/feedback", json={"request_id": accepted, "outcome": "accepted"}).json() == {
            "request_id": accepted, "outcome": "accepted", "text_kept": False, "passes": None,
        }  # fmt: skip
        text = GOOD.replace("Посылка", "Ваша посылка")
        assert service.client.post("/v1/feedback", json={"request_id": edited, "outcome": "edited", "text": text}).json()["passes"] is True
        service.client.post("/v1/feedback", json={"request_id": rejected, "outcome": "rejected", "thumb": "down", "word": "сухо"})
        items = service.client.get("/v1/history").json()["items"]
    assert [item["request_id"] for item in items] == [rejected, edited, accepted]
    told = [item["feedback"] for item in items]
    assert [t["outcome"] for t in told] == ["rejected", "edited", "accepted"]
    assert (told[0]["thumb"], told[0]["word"]) == ("down", "сухо")
    assert (told[1]["text"], told[1]["teaches"]) == (text, ["plain-words"])
    assert all(0 <= t["seconds"] < 60 for t in told)


def test_an_edit_is_judged_by_its_pack(database: str):
    with Served(desk_for(database)) as service:
        kept = service.client.post("/v1/feedback", json={"request_id": asked(service), "outcome": "edited", "text": BAD_EDIT}).json()
    assert kept["passes"] is False


def test_a_later_word_changes_what_it_names_and_leaves_the_rest(database: str):
    with Served(desk_for(database)) as service:
        request_id = asked(service)

        def tell(**told: str) -> dict[str, object]:
            assert service.client.post("/v1/feedback", json={"request_id": request_id, **told}).status_code == 200
            return dict(service.client.get("/v1/history").json()["items"][0]["feedback"])

        first = tell(outcome="edited", text=GOOD)
        second = tell(outcome="edited", thumb="up")
        assert second == {**first, "thumb": "up"}
        third = tell(outcome="rejected")
        assert (third["outcome"], third["text"], third["passes"], third["thumb"]) == ("rejected", None, None, "up")


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ({"request_id": "0" * 32, "outcome": "accepted"}, 404, "в истории нет"),
        ({"outcome": "accepted"}, 422, "request_id: поля нет"),
        ({"request_id": "x"}, 422, "outcome: поля нет"),
        ({"request_id": "x", "outcome": "liked"}, 422, "outcome: нужно одно из: accepted, edited, rejected"),
        ({"request_id": "x", "outcome": "edited", "text": "а" * 20_001}, 422, "text"),
        ({"request_id": "x", "outcome": "accepted", "user": "me"}, 422, "user: лишнее поле"),
    ],
)
def test_feedback_that_cannot_be_kept(served: Served, told: dict[str, object], status: int, words: str):
    answer = served.client.post("/v1/feedback", json=told)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]


def test_pages_of_the_history(database: str):
    with Served(desk_for(database)) as service:
        ids = [asked(service, **{"X-Rewriter-User": "me" if n % 2 else "you"}) for n in range(5)]
        first = service.client.get("/v1/history", params={"limit": 2}).json()
        second = service.client.get("/v1/history", params={"limit": 2, "before": first["next"]}).json()
        last = service.client.get("/v1/history", params={"limit": 2, "before": second["next"]}).json()
        assert [item["request_id"] for page in (first, second, last) for item in page["items"]] == ids[::-1]
        assert last["next"] is None
        mine = service.client.get("/v1/history", params={"mine": True}, headers={"X-Rewriter-User": "me"}).json()
        assert [item["request_id"] for item in mine["items"]] == [ids[3], ids[1]]
        assert service.client.get("/v1/history", params={"pack": "base"}).json()["items"] == []
        assert service.client.get("/v1/history", params={"limit": 501}).status_code == 422


def test_the_history_needs_the_key_and_the_page_of_numbers_does_not(served: Served):
    for method, path in (("GET", "/v1/history"), ("GET", "/v1/stats"), ("DELETE", "/v1/history?client=x"), ("POST", "/v1/feedback")):
        assert httpx.request(method, served.url + path, json={} if method == "POST" else None).status_code == 401
    for name in ("/stats", "/static/stats/stats.js", "/static/stats/plots.js", "/static/key.js", "/static/stats/stats.css"):
        answer = httpx.get(served.url + name)
        assert answer.status_code == 200
        assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert httpx.get(served.url + "/static/stats/page.py").status_code == 404
    assert httpx.get(served.url + "/static/stats/..%2fpage.py").status_code == 404
