"""The floors of the labelled cases can fail: a rule that says nothing and a rule that always speaks turn their check red."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rewriter.rules import rules
from rewriter.rules.base import REGISTRY, Found
from rewriter.rules.labelled import labelled
from tests.rules import test_cases


def silent(reply, case, options):
    """A rule switched off."""
    yield from ()


def shrill(reply, case, options):
    """A rule that sees a violation in every text."""
    yield Found(0, len(reply.text), "Что-то не так.")


def check_of(monkeypatch, rule_id, instead):
    """The check of the labelled cases with the rule's own check replaced."""
    real = rules()[rule_id]
    fake = replace(real, check=instead, severity="error" if real.hard else real.severity)
    monkeypatch.setitem(rules(), rule_id, fake)
    monkeypatch.setitem(REGISTRY, rule_id, fake)
    test_cases.test_rule_on_its_cases(rule_id)


@pytest.mark.parametrize("rule_id", test_cases.RULES)
def test_a_rule_that_is_off_turns_its_check_red(monkeypatch, rule_id):
    assert labelled(rule_id)
    with pytest.raises(AssertionError, match="missed"):
        check_of(monkeypatch, rule_id, silent)


@pytest.mark.parametrize("rule_id", test_cases.RULES)
def test_a_rule_that_always_speaks_turns_its_check_red(monkeypatch, rule_id):
    with pytest.raises(AssertionError, match="false alarm"):
        check_of(monkeypatch, rule_id, shrill)
