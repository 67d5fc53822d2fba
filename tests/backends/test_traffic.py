"""Recorded traffic with a real server, replayed (record_cassettes.py writes it)."""

from __future__ import annotations

import pytest
import yaml

from rewriter.backends.openai import OpenAIBackend
from rewriter.backends.protocol import Answer
from tests.backends.traffic import CALLS, CASSETTES, DRAFT, KEY, MODEL, SECRETS, URL, recorder


def replayed(name: str) -> Answer:
    with recorder.use_cassette(f"{name}.yaml") as cassette:
        answer = OpenAIBackend.open(MODEL, base_url=URL, api_key=KEY, mask=CALLS[name].mask).complete(CALLS[name].request)
        assert cassette.all_played
    return answer


def test_a_chat() -> None:
    answer = replayed("chat")
    assert (answer.text.strip(" ."), answer.finish_reason) == ("Москва", "stop")
    assert answer.usage.prompt_tokens > 10
    assert answer.usage.completion_tokens > 0


def test_the_limit_of_tokens() -> None:
    answer = replayed("length")
    assert (answer.finish_reason, answer.usage.completion_tokens) == ("length", 5)


def test_a_stop_string() -> None:
    answer = replayed("stop")
    assert answer.finish_reason == "stop"
    assert "два" not in answer.text


@pytest.mark.parametrize("name", ["masked", "masked_stream"])
def test_a_real_model_gives_the_values_back(name: str) -> None:
    text = replayed(name).text
    assert all(secret in text for secret in SECRETS), text
    assert "[" not in text


@pytest.mark.parametrize("name", ["masked", "masked_stream"])
def test_nothing_personal_was_sent(name: str) -> None:
    cassette = yaml.safe_load((CASSETTES / f"{name}.yaml").read_text(encoding="utf-8"))
    (interaction,) = cassette["interactions"]
    sent = str(interaction["request"])
    assert "[ИМЯ_1]" in sent
    assert all(secret in DRAFT for secret in SECRETS), "the draft holds what is looked for"
    assert not [secret for secret in SECRETS if secret in sent]


def test_no_key_is_recorded_and_every_cassette_is_played() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in CASSETTES.glob("*.yaml")}
    assert not [name for name, text in files.items() if KEY in text or "authorization" in text.lower()]
    assert set(CALLS) <= set(files)
