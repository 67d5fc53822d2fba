"""The OpenAI backend against a server that misbehaves in every way we know."""

from __future__ import annotations

import time

import pytest

from rewriter.backends import BackendError, BackendUnavailable, ContextOverflow, Request, open_backend
from rewriter.backends.openai import OpenAIBackend, is_loopback
from rewriter.settings import Settings
from tests.backends.fake_server import FakeServer, Reply, chat, serving, stream

ASK = Request(messages=({"role": "user", "content": "Привет, Анна! Мой номер 8 912 345-67-89."},), max_tokens=20)
BUSY = Reply(429, {"error": {"message": "slow down"}}, {"Retry-After": "0"})


def opened(server: FakeServer, *, mask: bool | None = None) -> OpenAIBackend:
    return OpenAIBackend.open("m", base_url=server.url, mask=mask)


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr("rewriter.backends.openai._sleep", pauses.append)
    return pauses


def test_an_answer_with_usage_and_cached_tokens() -> None:
    with serving(chat("Добрый день!", prompt_tokens_details={"cached_tokens": 8})) as server:
        answer = opened(server).complete(ASK)
    assert (answer.text, answer.finish_reason) == ("Добрый день!", "stop")
    assert (answer.usage.prompt_tokens, answer.usage.cached_tokens, answer.usage.completion_tokens) == (11, 8, 7)
    assert answer.ms > 0
    assert server.requests[0]["max_tokens"] == 20
    assert "8 912 345-67-89" in server.requests[0]["messages"][0]["content"], "loopback is not masked by default"


def test_length_is_told_apart() -> None:
    with serving(chat("Добрый", finish="length")) as server:
        assert opened(server).complete(ASK).finish_reason == "length"


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_asked_again(status: int, no_pauses: list[float]) -> None:
    failure = Reply(status, {"error": {"message": "busy"}})
    with serving(failure, failure, chat("Да")) as server:
        assert opened(server).complete(ASK).text == "Да"
    assert len(server.requests) == 3
    assert len(no_pauses) == 2
    assert all(0.1 <= pause <= 1.1 for pause in no_pauses)


def test_pauses_differ(no_pauses: list[float]) -> None:
    with serving(Reply(500, {}), Reply(500, {}), Reply(500, {}), chat("Да")) as server:
        opened(server).complete(ASK)
    assert len(set(no_pauses)) == 3


def test_a_server_that_stays_broken_is_unavailable(no_pauses: list[float]) -> None:
    with (
        serving(Reply(500, {"error": {"message": "disk full"}})) as server,
        pytest.raises(BackendUnavailable, match="500: disk full"),
    ):
        opened(server).complete(ASK)
    assert len(server.requests) == 4


def test_retry_after_is_honoured(no_pauses: list[float]) -> None:
    with serving(Reply(429, {}, {"Retry-After": "7"}), chat("Да")) as server:
        opened(server).complete(ASK)
    assert no_pauses == [7.0]


@pytest.mark.alone
def test_retry_after_beyond_the_deadline_is_not_waited_for() -> None:
    start = time.monotonic()
    request = Request(messages=ASK.messages, deadline_s=2)
    with (
        serving(Reply(429, {"error": {"message": "quota"}}, {"Retry-After": "30"})) as server,
        pytest.raises(BackendUnavailable, match="429"),
    ):
        opened(server).complete(request)
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (400, BackendError, "отклонил запрос"),
        (401, BackendUnavailable, "OPENAI_API_KEY"),
        (403, BackendUnavailable, "OPENAI_API_KEY"),
        (404, BackendUnavailable, "--model"),
        (422, BackendError, "отклонил запрос"),
    ],
)
def test_a_refusal_is_not_repeated(status: int, error: type[BackendError], words: str) -> None:
    with (
        serving(Reply(status, {"error": {"message": "bad"}})) as server,
        pytest.raises(BackendError, match=words) as caught,
    ):
        opened(server).complete(ASK)
    assert type(caught.value) is error
    assert len(server.requests) == 1


def test_a_context_overflow_is_named() -> None:
    message = "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4900 in the messages)."
    with serving(Reply(400, {"error": {"message": message}})) as server, pytest.raises(ContextOverflow) as caught:
        opened(server).complete(ASK)
    assert (caught.value.needed, caught.value.available) == (5000, 4096)


def test_a_refused_parameter_is_left_out() -> None:
    body = {"error": {"message": "Use max_completion_tokens", "code": "unsupported_parameter", "param": "max_tokens"}}
    with serving(Reply(400, body), chat("Да")) as server:
        backend = opened(server)
        assert backend.complete(ASK).text == "Да"
        backend.complete(ASK)
    assert [set(r) & {"max_tokens", "max_completion_tokens"} for r in server.requests] == [
        {"max_tokens"},
        {"max_completion_tokens"},
        {"max_completion_tokens"},
    ]


@pytest.mark.parametrize("body", ["<html>502</html>", '{"choices": []}', "[]", "null", '{"choices": [{}]}', '"text"', ""])
def test_garbage_is_an_error_and_no_traceback(body: str) -> None:
    with serving(Reply(200, body)) as server, pytest.raises(BackendError):
        opened(server).complete(ASK)


@pytest.mark.alone
def test_silence_ends_with_the_deadline() -> None:
    start = time.monotonic()
    with serving(Reply(hang_s=3, body={})) as server:
        answer = opened(server).complete(Request(messages=ASK.messages, deadline_s=0.5))
        assert (answer.text, answer.finish_reason) == ("", "deadline")
        assert time.monotonic() - start < 2


def test_silence_without_a_deadline_is_tried_again(monkeypatch: pytest.MonkeyPatch, no_pauses: list[float]) -> None:
    monkeypatch.setattr("rewriter.backends.openai._TIMEOUT_S", 0.3)
    with serving(Reply(hang_s=1, body={}), chat("Да")) as server:
        assert opened(server).complete(ASK).text == "Да"


def test_nobody_listens(no_pauses: list[float]) -> None:
    with serving(chat("")) as server:
        url = server.url
    with pytest.raises(BackendUnavailable, match=f"{url} недоступен"):
        OpenAIBackend.open("m", base_url=url).complete(ASK)
    assert len(no_pauses) == 3


def test_a_stream_is_passed_on_and_can_be_stopped() -> None:
    pieces: list[str] = []
    with serving(stream("Доб", "рый ", "день")) as server:
        answer = opened(server).complete(Request(messages=ASK.messages, on_token=pieces.append))
        assert (answer.text, pieces, answer.usage.completion_tokens) == ("Добрый день", ["Доб", "рый ", "день"], 3)
        stopped = opened(server).complete(Request(messages=ASK.messages, on_token=lambda piece: "рый" not in piece))
        assert (stopped.text, stopped.finish_reason) == ("Добрый ", "cancelled")


def test_a_stream_that_breaks_off_is_an_error_and_is_not_shown_twice() -> None:
    pieces: list[str] = []
    whole = stream("Доб", "рый")
    broken = Reply(body=str(whole.body)[:150], headers=whole.headers | {"Content-Length": "5000"})
    garbage = Reply(body="data: {oops\n\n", headers=whole.headers)
    for reply in (broken, garbage):
        with serving(reply) as server, pytest.raises(BackendError):
            opened(server).complete(Request(messages=ASK.messages, on_token=pieces.append))
        assert len(server.requests) == 1


@pytest.mark.parametrize("pieces", [("Добрый ", "ден"), ()])
def test_a_stream_that_just_ends_is_no_answer(pieces: tuple[str, ...]) -> None:
    with serving(stream(*pieces, finish=None)) as server, pytest.raises(BackendError, match="оборвался"):
        opened(server).complete(Request(messages=ASK.messages, on_token=lambda _: None))
    with serving(stream("Добрый ", "день!", finish=None)) as server:
        assert opened(server).complete(Request(messages=ASK.messages, on_token=lambda _: None)).text == "Добрый день!"


def test_a_masked_stream_shows_values() -> None:
    pieces: list[str] = []
    with serving(stream("Звоним на [Т", "ЕЛ", "_1]", "!")) as server:
        answer = opened(server, mask=True).complete(Request(messages=ASK.messages, on_token=pieces.append))
    assert answer.text == "".join(pieces) == "Звоним на 8 912 345-67-89!"


def test_masking_hides_given_names_and_reports_made_up_placeholders() -> None:
    with serving(chat("[ИМЯ_1], звоним на [ТЕЛ_1] и [ТЕЛ_2]")) as server:
        answer = opened(server, mask=True).complete(Request(messages=ASK.messages, names=("Анна",)))
    sent = str(server.requests)
    assert "Анна" not in sent
    assert "912" not in sent
    assert answer.text == "Анна, звоним на 8 912 345-67-89 и [ТЕЛ_2]"
    assert answer.unknown_placeholders == ("[ТЕЛ_2]",)


def test_a_grammar_is_refused() -> None:
    with serving(chat("")) as server, pytest.raises(BackendError, match="GBNF"):
        opened(server).complete(Request(messages=ASK.messages, grammar='root ::= "а"'))
    assert server.requests == []


def test_a_remote_server_needs_a_key_and_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BackendUnavailable, match="OPENAI_API_KEY"):
        open_backend("openai", settings=Settings(base_url="https://models.example/v1"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example/v1")
    assert OpenAIBackend.open().masked
    assert not OpenAIBackend.open(mask=False).masked
    assert not OpenAIBackend.open(base_url="http://localhost:8000/v1").masked


@pytest.mark.parametrize("url", ["models.example/v1", "ftp://models.example", "http://", "http://[::1", " "])
def test_an_unusable_url_is_named(url: str) -> None:
    with pytest.raises(BackendUnavailable, match="OPENAI_BASE_URL"):
        OpenAIBackend.open(base_url=url)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://localhost:1", True),
        ("http://127.0.0.1:1/v1", True),
        ("http://[::1]:1/v1", True),
        ("http://127.9.9.9", True),
        ("http://localhost.example", False),
        ("http://192.168.0.1", False),
        ("http://127.0.0.1.example", False),
        ("https://127.0.0.1@models.example", False),
    ],
)
def test_loopback(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(BackendUnavailable, match="«cloud»"):
        open_backend("cloud")
