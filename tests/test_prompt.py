"""The prompt of every pack holds its guide, its fixed pairs and pairs chosen for the case, within the default budget."""

from __future__ import annotations

import pytest

from rewriter.backends import open_backend
from rewriter.case import Case
from rewriter.pack import load_pack, pack_names
from rewriter.prompt import build, system_message
from rewriter.rules import rules
from rewriter.text.reading import Reading


@pytest.mark.model
@pytest.mark.parametrize("name", pack_names())
def test_there_is_room_for_a_chosen_pair(name):
    pack = load_pack(name)
    case = Case(pack=name, client_message=pack.pairs[5].client, draft=pack.pairs[5].draft + " Ожидайте.")
    prompt = build(Reading(case, pack), open_backend("local").count_tokens)
    assert prompt.tokens <= 3000
    assert sum(p.name.startswith("pair") for p in prompt.parts) > 2


@pytest.mark.parametrize("name", pack_names())
def test_a_hard_rule_is_always_told_and_a_hint_never(name):
    pack = load_pack(name)
    told = system_message(pack)
    weights = {rule: rule.severity_in(pack.setting(rule.id)) for rule in rules().values()}
    assert all(f"- {rule.title}." in told for rule, weight in weights.items() if rule.hard and weight != "off")
    assert not [rule.id for rule, weight in weights.items() if not rule.hard and weight in ("info", "off") and f"- {rule.title}." in told]
