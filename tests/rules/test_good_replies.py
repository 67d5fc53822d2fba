"""Good replies, written freely by people who had not seen the rules: no error of any rule on any of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rewriter import Case, check

GOOD = [json.loads(line) for line in (Path(__file__).parent / "good_replies.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["id"])
def test_no_rule_condemns_a_good_reply(case):
    errors = [f"{v.rule}: {v.text!r}: {v.message}" for v in check(Case.model_validate(case)).violations if v.severity == "error"]
    assert not errors, "\n".join([case["draft"], case["reply"], *errors])
