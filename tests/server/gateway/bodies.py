"""Requests as each client shapes them, after docs/helpdesks; the words in them are ours."""

from __future__ import annotations

from typing import Any

CLIENT = "Когда приедет посылка?"
DRAFT = "Данная посылка приедет завтра."

CHATWOOT_TALK = f"""Conversation ID: #1207
Channel: Сайт
Message History:
User: Здравствуйте, я Вам писала про старый заказ
Support Agent: Здравствуйте! Слушаю Вас.
User: {CLIENT}
Я уже вторую неделю жду.
Bot: Оператор скоро ответит
User: Ау
[Private Note] Support Agent: клиентка сердится
Contact Details: Contact ID: #5
Name: Елена Петрова
Email: elena@example.ru
"""


def chatwoot_improve(draft: str = DRAFT, talk: str = CHATWOOT_TALK) -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini",
        "messages": [
            {
                "role": "developer",
                "content": "You help support agents of Chatwoot. Improve the draft below without adding to it.\n\n"
                f"<conversation_context>\n{talk}</conversation_context>\n\n<draft_message>\n{draft}\n</draft_message>\n\nReturn only the message.",
            },
            {"role": "user", "content": draft},
        ],
        "stream": False,
    }


def chatwoot_tone(draft: str = DRAFT) -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini",
        "messages": [
            {"role": "developer", "content": "Rewrite the message in the given tone.\n<tone_instruction>\nwarm\n</tone_instruction>\nNo preamble, no tags."},
            {"role": "user", "content": draft},
        ],
        "stream": False,
    }


def chatwoot_summary() -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini",
        "messages": [
            {"role": "developer", "content": "Condense the talk between agent and customer into a short summary. Do not improve anything."},
            {"role": "user", "content": CHATWOOT_TALK},
        ],
        "stream": False,
    }


def chatwoot_labels() -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini",
        "messages": [
            {"role": "developer", "content": "Choose two of the labels for this talk, separated by a comma."},
            {"role": "user", "content": f"Messages:\nCustomer: {CLIENT}\nAgent: Завтра.\nLabels:\nдоставка, возврат"},
        ],
        "stream": False,
    }


def chatwoot_reply_suggestion() -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini",
        "messages": [
            {"role": "developer", "content": "Help the agent draft their next reply. Keep the tone of the agent."},
            {"role": "user", "content": CLIENT},
        ],
        "stream": False,
    }


def chatwoot_follow_up() -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini",
        "messages": [
            {"role": "developer", "content": "You have just rewritten a message. Refine it after the feedback of the agent."},
            {"role": "user", "content": DRAFT},
            {"role": "assistant", "content": "Посылка приедет завтра."},
            {"role": "user", "content": "короче"},
        ],
        "stream": False,
    }


def zammad_probe() -> dict[str, Any]:
    return {"model": "rewriter", "messages": [{"role": "user", "content": "Hello"}], "temperature": 0.1, "stream": False}


def zammad_fragment(html: str) -> dict[str, Any]:
    return {
        "model": "rewriter-post",
        "messages": [{"role": "system", "content": "Improve the wording of the text. Answer with HTML only."}, {"role": "user", "content": html}],
        "temperature": 0.1,
        "stream": False,
    }


def zammad_summary() -> dict[str, Any]:
    return {
        "model": "rewriter-post",
        "messages": [
            {"role": "system", "content": "Summarize ticket conversations into sections. You must respond with a JSON object."},
            {"role": "user", "content": f"<ticket><article><text>{CLIENT}</text></article></ticket>"},
        ],
        "temperature": 0.1,
        "stream": False,
    }


def libredesk(html: str) -> dict[str, Any]:
    return {
        "model": "gpt-4o-mini",
        "messages": [{"role": "system", "content": "Make the text friendlier. Keep the HTML."}, {"role": "user", "content": html}],
        "max_tokens": 1024,
    }


def osticket_generates(
    prompt: str = "You are a helpful support agent. Draft a concise, professional reply.", window: str = "", **more: object
) -> dict[str, Any]:
    """As the plugin asks where nothing says «Черновик:»: a new ticket has the client's message alone."""
    return {
        "model": "rewriter-post",
        "input": [{"role": "user", "content": f"Анна Петрова: <p>Добрый день!</p><p>{CLIENT}</p>"}],
        "temperature": 1,
        "max_tokens": 512,
        "instructions": prompt + (f"\n\nSpecial instructions for this response: {window}" if window else ""),
        **more,
    }


def osticket(**more: object) -> dict[str, Any]:
    return {
        "model": "rewriter-post",
        "instructions": f"You are a helpful support agent.\n\nSpecial instructions for this response: Черновик: {DRAFT}",
        "input": [
            {"role": "user", "content": "Анна: Добрый день"},
            {"role": "assistant", "content": "Иван: Здравствуйте!"},
            {"role": "user", "content": [{"type": "input_text", "text": CLIENT}]},
        ],
        "temperature": 1,
        "max_output_tokens": 512,
        **more,
    }
