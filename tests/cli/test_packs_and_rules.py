"""`rewriter packs`, `rewriter rules`, `rewriter prompt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from rewriter.pack import BUILT_IN, load_pack
from rewriter.rules import rules
from tests.cli.running import DRAFT, Stub, run, unavailable

GOOD = """\
- phrase: ускорить отправка
  suggest: скажите, когда отправим
  caught: ["Ускорим отправку.", "Мы ускорили отправку."]
  passed: ["Отправим завтра.", "Ускорим сборку."]
"""


def own_pack(**files: str) -> None:
    Path("mine").mkdir(exist_ok=True)
    Path("mine/pack.yaml").write_text(files.pop("pack", "title: Мой\nextends: base\n"))
    for name, text in files.items():
        Path(f"mine/{name.replace('_', '-')}.yaml").write_text(text)


def test_packs_list_and_show() -> None:
    done = run("packs", "list")
    assert [line.split()[0] for line in done.out.splitlines()] == list(BUILT_IN)
    assert [row["name"] for row in run("packs", "list", "--format", "json").json] == list(BUILT_IN)
    shown = run("packs", "show", "post")
    assert "post — Почта, чат" in shown.out
    assert "no-law-citations" in shown.out
    assert load_pack("post").guide.splitlines()[0] not in shown.out
    assert load_pack("post").guide.splitlines()[0] in run("packs", "show", "post", "-v").out
    assert run("packs", "show", "post", "--format", "json").json["guide"]
    assert run("packs", "show", "nope").code == 2


def test_a_good_pack_is_valid() -> None:
    own_pack(forbidden_phrases=GOOD)
    done = run("packs", "validate", "mine")
    assert (done.code, done.out) == (0, "")
    assert "mine: всё верно" in done.err


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({"pack": "title: Мой\nextends: nope\n"}, "mine/pack.yaml:2:1: ", "nope"),
        ({"pack": "title: [\n"}, "mine/pack.yaml:2:1: ", "не YAML"),
        ({"pack": "title: Мой\nextends: base\nrules:\n  no-such: off\n"}, "mine/pack.yaml:4:3: ", "нет правила «no-such»"),
        ({"pack": "title: Мой\nextends: base\nrules:\n  clean-output: {max_chars: много}\n"}, "mine/pack.yaml:4:18: ", "max_chars"),
        (
            {"forbidden_phrases": GOOD.replace("Ускорим отправку.", "Отправка ускорена не нами.")},
            "mine/forbidden-phrases.yaml:3:",
            "не ловит «Отправка ускорена не нами.»",
        ),
        ({"forbidden_phrases": GOOD.replace("Ускорим сборку.", "Ускорим отправку!")}, "mine/forbidden-phrases.yaml:4:", "зря ловит «Ускорим отправку!»"),
        ({"forbidden_phrases": GOOD.replace("  suggest", "  sugest")}, "mine/forbidden-phrases.yaml:2:3: ", "sugest"),
        ({"forbidden_phrases": GOOD.replace("ускорить отправка", '"@глагол"')}, "mine/forbidden-phrases.yaml:1:3: ", "часть речи"),
        ({"pairs": "- {id: a, situation: x, draft: Ждите., reply: Согласно ст. 5 закона ждите.}\n"}, "mine/pairs.yaml:1:", "no-law-citations"),
        ({"pairs": "- {id: a, situation: x, draft: Да., reply: Да.}\n" * 2}, "mine/pairs.yaml:2:4: ", "уже есть"),
        ({"pairs": "- {id: a, draft: Да., reply: Да.}\n"}, "mine/pairs.yaml:1:3: ", "situation"),
    ],
)
def test_what_is_wrong_in_a_pack_is_told_with_its_place(files: dict[str, str], place: str, words: str) -> None:
    own_pack(**files)
    done = run("packs", "validate", "mine")
    assert done.code == 2
    found = [line for line in done.out.splitlines() if words in line]
    assert found, done.out
    assert found[0].startswith(place)


def test_a_mistake_in_one_file_hides_none_in_another_and_all_is_told_in_russian() -> None:
    own_pack(
        pack="title: 5\nextends: base\nchannel: phone\n", forbidden_phrases=GOOD.replace("  suggest", "  sugest"), pairs="- {id: a, draft: Да., reply: Да.}\n"
    )
    told = run("packs", "validate", "mine").out
    assert "mine/pack.yaml:1:1: title: нужна строка, а не 5" in told
    assert "channel: нужно одно из: chat, email" in told
    assert "sugest: лишнее поле" in told
    assert "situation: поля нет" in told
    assert "Input should" not in told
    assert "not permitted" not in told


def test_rules_list_and_explain() -> None:
    assert [line.split()[0] for line in run("rules", "list").out.splitlines()] == list(rules())
    assert {rule["id"] for rule in run("rules", "list", "--format", "json").json} == set(rules())
    assert any("off" in line for line in run("rules", "list").out.splitlines() if line.startswith("ticket-id"))


@pytest.mark.parametrize("rule_id", rules())
def test_every_rule_can_be_explained(rule_id: str) -> None:
    done = run("rules", "explain", rule_id, "--pack", "post")
    assert done.code == 0
    assert rules()[rule_id].why in done.out
    told = run("rules", "explain", rule_id, "--format", "json").json
    assert told["id"] == rule_id
    assert set(told["severities"]) >= set(BUILT_IN)
    for example in told["examples"]["caught"]:
        assert example["text"].split()[0] in done.out
        assert example["message"]
    assert told["examples"]["caught"]
    assert told["examples"]["passed"]
    assert "Как исправить" in done.out


def test_an_unknown_rule() -> None:
    done = run("rules", "explain", "plain-word")
    assert done.code == 2
    assert "Может быть, plain-words?" in done.err


def test_prompt_shows_the_messages_and_tokens_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.open_backend", lambda *_, **__: Stub(""))
    Path("d.txt").write_text(DRAFT)
    done = run("prompt", "d.txt", "--pack", "post", "--client", "Сколько хранится?", "--format", "json")
    assert done.code == 0
    prompt = done.json
    assert prompt["messages"][0]["role"] == "system"
    assert DRAFT in prompt["messages"][-1]["content"]
    assert prompt["tokens"] == sum(part["tokens"] for part in prompt["parts"])
    assert 0 < prompt["static_messages"] < len(prompt["messages"])
    text = run("prompt", "d.txt", "--pack", "post").out
    assert "── system · одинаково для всех черновиков пакета" in text
    assert text.rstrip().endswith("всего")


def test_prompt_without_a_model_estimates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewriter.backends.open_backend", unavailable)
    Path("d.txt").write_text(DRAFT)
    done = run("prompt", "d.txt", "--format", "json")
    assert done.json["counted"] == "estimate"
    assert "Токены оценены" in done.err
