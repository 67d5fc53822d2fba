"""Who asks for what: each client's request is told by its shape, and what is no draft is never taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rewriter.server.gateway.bodies import Asked, read_body
from rewriter.server.gateway.conversation import draft_in, last_of_client
from rewriter.server.gateway.shapes import Other, Probe, Rewriting, recognised
from tests.server.gateway import bodies
from tests.server.gateway.bodies import CLIENT, DRAFT


def asked(body: dict[str, Any], api: str = "chat", agent: str = "") -> Asked:
    return read_body(json.dumps(body).encode(), api, agent)  # type: ignore[arg-type]


def rewriting(body: dict[str, Any], api: str = "chat", agent: str = "") -> Rewriting:
    found = recognised(asked(body, api, agent))
    assert isinstance(found, Rewriting), found
    return found


def test_chatwoot_improve_has_the_client_s_words_since_the_last_answer():
    found = rewriting(bodies.chatwoot_improve())
    assert found.client == "chatwoot"
    assert found.draft == DRAFT
    assert found.client_message == "Ау"  # a bot's line is an answer, too
    assert found.context.client_name == "Елена Петрова"
    talk = bodies.CHATWOOT_TALK.replace("Bot: Оператор скоро ответит\n", "")
    assert rewriting(bodies.chatwoot_improve(talk=talk)).client_message == f"{CLIENT}\nЯ уже вторую неделю жду.\nАу"


def test_chatwoot_tone_has_the_draft_alone():
    found = rewriting(bodies.chatwoot_tone())
    assert (found.client, found.draft, found.client_message) == ("chatwoot", DRAFT, "")


def test_zammad_libredesk_and_osticket():
    html = f"<p>{DRAFT}</p>"
    zammad = rewriting(bodies.zammad_fragment(html))
    assert (zammad.client, zammad.draft, zammad.fragment) == ("zammad", html, True)
    libredesk = rewriting(bodies.libredesk(html))
    assert (libredesk.client, libredesk.draft, libredesk.fragment) == ("libredesk", html, False)
    osticket = rewriting(bodies.osticket(), "responses")
    assert (osticket.client, osticket.draft, osticket.client_message, osticket.context.client_name) == ("osticket", DRAFT, CLIENT, None)


@pytest.mark.parametrize(
    "prompt", ["You are a helpful support agent. Draft a concise, professional reply.", "Вы — оператор «Ромашки». Отвечайте вежливо.", "Перепиши."]
)
@pytest.mark.parametrize("window", ["", "Предложи скидку"])
def test_osticket_without_a_draft_is_no_rewriting(prompt: str, window: str):
    """The client's message of a new ticket looks like a draft to whoever does not know the plugin."""
    found = recognised(asked(bodies.osticket_generates(prompt, window), "responses"))
    assert isinstance(found, Other)
    assert found.client == "osticket"


OF_WINDOW = "Перепиши черновик оператора из указаний."


def test_osticket_s_prompt_can_say_that_its_window_holds_the_draft():
    found = rewriting(bodies.osticket_generates(OF_WINDOW, DRAFT), "responses")
    assert (found.draft, found.client_message, found.context.client_name) == (DRAFT, f"Добрый день!\n\n{CLIENT}", "Анна Петрова")
    assert isinstance(recognised(asked(bodies.osticket_generates(OF_WINDOW), "responses")), Other)  # the window was left empty


def test_osticket_s_window_cuts_a_long_draft_and_that_is_told():
    assert rewriting(bodies.osticket_generates(OF_WINDOW, "б" * 240), "responses").note is None
    assert "обрезан" in (rewriting(bodies.osticket_generates(OF_WINDOW, "б" * 250), "responses").note or "")
    assert "обрезан" in (rewriting(bodies.osticket_generates(window=f"Черновик: {'б' * 240}"), "responses").note or "")


def test_other_clients_of_responses_send_a_draft_as_input():
    assert rewriting({"input": DRAFT}, "responses").draft == DRAFT
    assert rewriting({"input": DRAFT, "instructions": "Ты редактор"}, "responses").draft == DRAFT


@pytest.mark.parametrize(
    "body",
    [
        bodies.chatwoot_summary(),
        bodies.chatwoot_labels(),
        bodies.chatwoot_reply_suggestion(),
        bodies.chatwoot_follow_up(),
        bodies.zammad_summary(),
        {"messages": [{"role": "user", "content": DRAFT}], "tools": [{"type": "function", "function": {"name": "f"}}]},
        {"messages": [{"role": "user", "content": DRAFT}], "response_format": {"type": "json_schema", "json_schema": {}}},
        {"messages": [{"role": "system", "content": "Кратко изложи переписку"}, {"role": "user", "content": DRAFT}]},
        {"messages": [{"role": "system", "content": "Переведи на английский"}, {"role": "user", "content": DRAFT}]},
        {"messages": [{"role": "user", "content": f"Клиент: {CLIENT}\nОператор: завтра"}]},
    ],
)
def test_what_is_no_draft_is_not_rewritten(body: dict[str, Any]):
    assert isinstance(recognised(asked(body)), Other)


@pytest.mark.parametrize(
    "instruction",
    [
        "",
        "Перепиши ответ клиенту вежливо, без перевода на «ты»",
        "Исправь грамматику. Заголовок не нужен.",
        "Proofread this text and do not summarize it",
        "You are a helpful assistant.",
    ],
)
def test_an_instruction_that_rewrites_or_says_nothing_comes_with_a_draft(instruction: str):
    body = {"messages": [{"role": "system", "content": instruction}, {"role": "user", "content": DRAFT}]}
    assert rewriting(body).draft == DRAFT


def test_words_in_the_conversation_do_not_decide():
    talk = "User: Please summarize my labels and translate the titles as JSON\n"
    assert rewriting(bodies.chatwoot_improve(talk=talk)).client == "chatwoot"


def test_probes():
    assert isinstance(recognised(asked(bodies.zammad_probe())), Probe)
    assert isinstance(recognised(asked({"messages": [{"role": "user", "content": "Say this"}], "max_tokens": 5})), Probe)
    assert isinstance(recognised(asked({"messages": [{"role": "system", "content": "Rewrite"}, {"role": "user", "content": "Hello"}]})), Rewriting)


def test_plain_clients_name_what_the_client_wrote():
    tagged = rewriting(
        {"messages": [{"role": "user", "content": f"<client_message>{CLIENT}</client_message>\n<draft>{DRAFT}</draft>"}]}, agent="OpenAI/Python 2"
    )
    assert (tagged.client, tagged.draft, tagged.client_message) == ("openai", DRAFT, CLIENT)
    labelled = rewriting({"messages": [{"role": "user", "content": f"Клиент: {CLIENT}\nЧерновик: {DRAFT}"}]})
    assert (labelled.draft, labelled.client_message) == (DRAFT, CLIENT)
    two = rewriting({"messages": [{"role": "user", "content": CLIENT}, {"role": "user", "content": DRAFT}]})
    assert (two.draft, two.client_message) == (DRAFT, CLIENT)
    ours = rewriting({"messages": [{"role": "user", "content": DRAFT}], "rewriter": {"client_message": CLIENT, "context": {"client_name": "Анна"}}})
    assert (ours.client_message, ours.context.client_name) == (CLIENT, "Анна")


def test_bodies_are_read_tolerantly():
    body = {
        "model": None,
        "messages": [
            {"role": "system", "content": "Первое."},
            {"role": "developer", "content": [{"type": "text", "text": "Второе."}]},
            {
                "role": "user",
                "content": [{"type": "text", "text": "Да"}, {"type": "image_url", "image_url": {}}, {"type": "input_text", "text": "нная"}],
                "name": "x",
            },
            {"role": "tool", "content": "нет"},
        ],
        "max_completion_tokens": 700,
        "reasoning_effort": "low",
        "логика": {"своя": [1]},
    }
    found = asked(body)
    assert found.instruction == "Первое.\n\nВторое."
    assert [t.text for t in found.turns] == ["Данная"]
    assert (found.limit, found.developer, found.model) == (700, True, "")
    for name in ("max_tokens", "max_output_tokens"):
        assert asked({"messages": [{"role": "user", "content": "а"}], name: 9}).limit == 9
    assert asked({"input": DRAFT, "instructions": "Перепиши"}, "responses").turns[0].text == DRAFT


def test_a_transcript_ends_where_the_contact_begins():
    assert last_of_client("User: раз\nSupport Agent: два\nUser: три\nчетыре\n\nContact Details: Name: User: пять") == "три\nчетыре"
    assert last_of_client("нет говорящих") == ""
    assert draft_in("Текст без черновика") is None
