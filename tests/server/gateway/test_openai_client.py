"""The official `openai` client against the running service: what it sends, what it makes of our answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from rewriter.settings import Settings
from tests.server.conftest import GOOD, TOKEN, Served, desk_with
from tests.server.gateway.bodies import CLIENT, DRAFT
from tests.stubs import StubBackend

MESSAGES: list[ChatCompletionMessageParam] = [{"role": "system", "content": "Перепиши вежливо"}, {"role": "user", "content": DRAFT}]


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    with Served(desk_with(StubBackend([GOOD]), settings=Settings(pack="post"))) as served:
        yield served


@pytest.fixture
def client(service: Served) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{service.url}/v1", api_key=TOKEN, max_retries=0) as client:
        yield client


def test_models(client: openai.OpenAI):
    assert [m.id for m in client.models.list()] == ["rewriter", "rewriter-base", "rewriter-post"]
    assert client.models.retrieve("rewriter-post").owned_by == "rewriter"


def test_a_chat_completion(client: openai.OpenAI):
    raw = client.chat.completions.with_raw_response.create(model="rewriter-post", messages=MESSAGES, extra_body={"rewriter": {"client_message": CLIENT}})
    assert raw.headers["X-Rewriter-Verdict"] == "ok"
    completion = raw.parse()
    assert completion.choices[0].message.content == GOOD
    assert completion.usage is not None
    assert completion.usage.total_tokens == 15
    assert completion.model_extra is not None
    assert completion.model_extra["rewriter"]["status"] == "ok"
    assert completion.model_extra["rewriter"]["client"] == "openai"


def test_a_stream_of_chat(client: openai.OpenAI):
    chunks = list(client.chat.completions.create(model="rewriter", messages=MESSAGES, stream=True, stream_options={"include_usage": True}))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == GOOD
    assert sum(bool(c.choices and c.choices[0].delta.content) for c in chunks) > 1
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens == 15
    assert chunks[0].model_extra is not None
    assert chunks[0].model_extra["rewriter"]["status"] == "ok"


def test_a_stream_ends_with_done_and_has_its_verdict_in_the_header(service: Served):
    body = {"model": "rewriter", "messages": MESSAGES, "stream": True}
    with service.client.stream("POST", "/v1/chat/completions", json=body) as answer:
        assert answer.headers["x-rewriter-verdict"] == "ok"
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert [line for line in answer.iter_lines() if line][-1] == "data: [DONE]"


def test_a_response(client: openai.OpenAI):
    response = client.responses.create(model="rewriter", instructions="Перепиши вежливо", input=DRAFT)
    assert response.output_text == GOOD
    assert response.status == "completed"
    assert response.usage is not None
    assert response.usage.total_tokens == 15
    assert response.model_extra is not None
    assert response.model_extra["rewriter"]["status"] == "ok"


def test_a_stream_of_a_response(client: openai.OpenAI):
    events = list(client.responses.create(model="rewriter", input=[{"role": "user", "content": DRAFT}], stream=True))
    assert "".join(e.delta for e in events if e.type == "response.output_text.delta") == GOOD
    assert [e.type for e in events][:2] == ["response.created", "response.in_progress"]
    assert [e.sequence_number for e in events] == list(range(len(events)))
    last = events[-1]
    assert last.type == "response.completed"
    assert last.response.output_text == GOOD
    with client.responses.stream(model="rewriter", input=DRAFT) as stream:  # the client's own accumulation, strict about order
        for _ in stream:
            continue
        assert stream.get_final_response().output_text == GOOD


def test_the_asynchronous_client(service: Served):
    async def ask() -> tuple[list[str | None], str]:
        async with openai.AsyncOpenAI(base_url=service.url, api_key=TOKEN, max_retries=0) as client:  # without /v1, too
            both = await asyncio.gather(*(client.chat.completions.create(model="post", messages=MESSAGES) for _ in range(2)))
            stream = await client.chat.completions.create(model="post", messages=MESSAGES, stream=True)
            return [c.choices[0].message.content for c in both], "".join([c.choices[0].delta.content or "" async for c in stream])

    assert asyncio.run(ask()) == ([GOOD, GOOD], GOOD)


def test_its_errors(service: Served):
    with (
        openai.OpenAI(base_url=f"{service.url}/v1", api_key="wrong", max_retries=0) as client,
        pytest.raises(openai.AuthenticationError, match="Ключ не подошёл"),
    ):
        client.models.list()
    with openai.OpenAI(base_url=f"{service.url}/v1", api_key=TOKEN, max_retries=0) as client:
        with pytest.raises(openai.NotFoundError, match="здесь нет"):
            client.models.retrieve("gpt-5")
        with pytest.raises(openai.BadRequestError) as error:
            client.chat.completions.create(model="x", messages=[])
        assert error.value.code == "no_messages"
