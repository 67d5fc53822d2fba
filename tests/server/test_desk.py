"""Queue, deadline, cancelling, stopping: whatever happens, a text comes back and the model is free again."""

from __future__ import annotations

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from rewriter.backends.protocol import Answer, Request
from rewriter.result import Usage
from rewriter.server.desk import Rewritten
from rewriter.settings import Settings
from tests.server.conftest import CASE, GOOD, Served, desk_with
from tests.stubs import StubBackend


class Slow(StubBackend):
    """Answers when it is let go; looks, as a real one does, whether it should still go on."""

    def __init__(self) -> None:
        super().__init__([GOOD])
        self.started = threading.Semaphore(0)
        self.go = threading.Event()
        self.cancelled = 0

    def complete(self, request: Request) -> Answer:
        self.started.release()
        began = time.monotonic()
        while not self.go.wait(0.01):
            if request.on_token and request.on_token("") is False:
                self.cancelled += 1
                return Answer("", "cancelled", Usage(), 1.0)
            if request.deadline_s is not None and time.monotonic() - began > request.deadline_s:
                return Answer("", "deadline", Usage(), 1.0)
        return super().complete(request)


def post(service: Served, user: str = "anna", **params: float) -> httpx.Response:
    return httpx.post(
        f"{service.url}/v1/rewrite", json=CASE, params=params, headers={"Authorization": f"Bearer {service.token}", "X-Rewriter-User": user}, timeout=30
    )


def test_a_full_queue_is_503_with_the_time_to_come_back_and_a_check_is_not_held_up():
    backend = Slow()
    with Served(desk_with(backend, waiting=1, concurrent=1)) as service, ThreadPoolExecutor() as pool:
        first = pool.submit(post, service)
        assert backend.started.acquire(timeout=10)
        second = pool.submit(post, service, "boris")
        service.until(lambda: service.desk._slots.waiting == 1)
        third = post(service, "clara")
        assert third.status_code == 503
        assert third.json()["error"]["code"] == "queue_full"
        assert int(third.headers["retry-after"]) >= 1
        assert service.client.post("/v1/check", json=CASE).status_code == 200
        assert service.client.post("/v1/rewrite", json=CASE, params={"rules_only": True}).json()["status"] == "ok"
        backend.go.set()
        assert first.result().json()["reply"] == second.result().json()["reply"] == GOOD


def test_a_caller_who_hangs_up_frees_the_model():
    backend = Slow()
    with Served(desk_with(backend)) as service:
        for headers in ({}, {"Accept": "text/event-stream"}):
            cancelled = backend.cancelled
            _hang_up(service, backend, headers)
            service.until(lambda before=cancelled: backend.cancelled > before)
            service.until(lambda: service.desk._slots.busy == 0)
        backend.go.set()
        assert post(service).json()["reply"] == GOOD


def _hang_up(service: Served, backend: Slow, headers: dict[str, str]) -> None:
    """Asks for a rewrite, waits until the model works on it, closes the connection."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    connection.request("POST", "/v1/rewrite", json.dumps(CASE), {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json", **headers})
    assert backend.started.acquire(timeout=10)
    connection.close()


def test_a_caller_who_hangs_up_while_waiting_leaves_the_queue():
    backend = Slow()
    with Served(desk_with(backend)) as service, ThreadPoolExecutor() as pool:
        first = pool.submit(post, service)
        assert backend.started.acquire(timeout=10)
        try:
            httpx.post(f"{service.url}/v1/rewrite", json=CASE, headers={"Authorization": f"Bearer {service.token}"}, timeout=httpx.Timeout(5, read=0.3))
        except httpx.ReadTimeout:
            pass
        else:
            raise AssertionError("it should have waited")
        service.until(lambda: service.desk._slots.waiting == 0)
        backend.go.set()
        assert first.result().json()["reply"] == GOOD


def test_a_deadline_gives_what_the_rules_made():
    backend = Slow()
    with Served(desk_with(backend)) as service, ThreadPoolExecutor() as pool:
        first = pool.submit(post, service, seconds=1.5)
        assert backend.started.acquire(timeout=10)
        waited = post(service, "boris", seconds=0.8).json()
        assert "завтра" in waited["reply"]
        assert "время вышло раньше, чем освободилась модель" in waited["reason"]
        assert first.result().json()["status"] == "ok"
        service.until(lambda: service.desk._slots.busy == 0)


def test_a_stop_lets_rewrites_finish():
    backend = Slow()
    service = Served(desk_with(backend, stop_s=10)).__enter__()
    with ThreadPoolExecutor() as pool:
        going = pool.submit(post, service)
        assert backend.started.acquire(timeout=10)
        stopping = pool.submit(service.stop)
        time.sleep(0.3)
        backend.go.set()
        assert going.result().json()["reply"] == GOOD
        stopping.result()
    service.client.close()


def test_a_stop_that_waits_no_longer_gives_the_draft_mended_by_the_rules():
    backend = Slow()
    service = Served(desk_with(backend, stop_s=0.3)).__enter__()
    with ThreadPoolExecutor() as pool:
        going = pool.submit(post, service)
        assert backend.started.acquire(timeout=10)
        service.stop()
        assert "завтра" in going.result().json()["reply"]
    assert backend.cancelled == 1
    service.client.close()


def test_an_openai_backend_is_asked_side_by_side():
    backends = [Slow() for _ in range(3)]
    with Served(desk_with(*backends, settings=Settings(backend="openai"), concurrent=3)) as service, ThreadPoolExecutor() as pool:
        going = [pool.submit(post, service, str(i)) for i in range(3)]
        for backend in backends:
            assert backend.started.acquire(timeout=10)  # all three at the same time
        for backend in backends:
            backend.go.set()
        assert {g.result().json()["reply"] for g in going} == {GOOD}


def test_a_listener_that_fails_costs_nothing():
    desk = desk_with()
    told: list[Rewritten] = []

    def broken(_: object) -> None:
        raise OSError("disk full")

    desk.listeners += [broken, told.append]
    with Served(desk) as service:
        answer = post(service, "anna")
        assert answer.json()["reply"] == GOOD
        assert told[0].request_id == answer.headers["x-request-id"]
        assert (told[0].user, told[0].way, told[0].case.draft) == ("anna", "api", CASE["draft"])
