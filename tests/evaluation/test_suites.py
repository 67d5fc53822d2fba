"""The regression suite: its schema, its tags and how many of each, its expectations, no leak from the pairs that prompts show."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from rewriter.case import Case
from rewriter.checker import check
from rewriter.evaluation.records import SuiteCase
from tests.evaluation.reading import held, literal

ROOT = Path(__file__).parents[2]
SUITES = ROOT / "evals" / "suites"
LINES = {path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in sorted(SUITES.glob("*.jsonl"))}
SUITE = [SuiteCase.model_validate(line) for line in LINES["regression"]]
REFERENCES = [case for case in SUITE if case.reference is not None]

PACKS = {"base": 12, "post": 28, "teleshop": 28, "marketplace": 28, "tech-support": 28, "saas-chat": 28}
MINIMA = {"normal": 60, "long": 15, "multi-question": 40, "angry": 25, "injection": 15, "legal-ground": 12, "life-event": 15, "thanks": 6}
EVERYWHERE = ("normal", "hard", "adversarial", "long", "multi-question", "other-order", "angry", "injection", "legal-ground", "life-event", "thanks",
              "joyful", "negation", "condition", "blame", "internal", "refusal", "no-question")  # fmt: skip
# Right replies that a rule condemns; to be taken out, one by one, as the rules learn.
WRONGLY_CONDEMNED = {
    "a-tele-4": {"facts-preserved", "meaning-kept"},  # «не вскрывать упаковку и сохранить бирки»: the «не» is read into «сохранить», too
    "n-ts-1": {"facts-preserved", "meaning-kept"},  # the number of our own task is asked for; «отчёт за месяц» is told to be «1 рабочего дня»
    "a-sc-3": {"meaning-kept"},  # «следует выбрать роль» → «выберите роль» is the same doer
}
# The nearest today: 0.154 by trigrams (two lines of thanks), 0.339 by words.
TRIGRAMS, WORDS = 0.2, 0.4


def named(cases):
    return [pytest.param(case, id=case.id) for case in cases]


def words_of(text):
    return re.findall(r"\w+", text.lower().replace("ё", "е"))


def trigrams_and_words(client, draft):
    words = words_of(f"{client} {draft}")
    return set(zip(words, words[1:], words[2:], strict=False)), set(words)


def likeness(one, other):
    return len(one & other) / len(one | other) if one | other else 0.0


@pytest.mark.parametrize("suite", sorted(LINES))
def test_every_suite_is_read_and_its_ids_are_its_own(suite):
    cases = [SuiteCase.model_validate(line) for line in LINES[suite]]
    assert [case.id for case in cases if not case.id or not case.draft.strip()] == []
    assert [name for name, n in Counter(case.id for case in cases).items() if n > 1] == []


def test_fields_are_those_of_a_suites_case():
    assert {key for line in LINES["regression"] for key in line} <= set(SuiteCase.model_fields)


def test_tags_are_those_of_the_readme():
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "evals" / "README.md").read_text(encoding="utf-8").split("## Tags")[1], re.MULTILINE))
    used = {tag for case in SUITE for tag in case.tags}
    assert used == listed
    assert [case.id for case in SUITE if not set(case.tags) & {"normal", "hard", "adversarial"}] == []
    assert [case.id for case in SUITE if len(set(case.tags)) < len(case.tags)] == []


def test_there_are_enough_of_each():
    packs, tags = Counter(case.pack for case in SUITE), Counter(tag for case in SUITE for tag in case.tags)
    assert 160 <= len(SUITE) <= 180
    assert set(packs) == set(PACKS)
    assert {pack: packs[pack] for pack, least in PACKS.items() if packs[pack] < least} == {}
    assert {tag: tags[tag] for tag, least in MINIMA.items() if tags[tag] < least} == {}
    assert len(REFERENCES) >= 70
    assert 25 <= sum(case.must_pass for case in SUITE) <= 40


def test_every_pack_has_every_kind():
    has = {(case.pack, tag) for case in SUITE for tag in case.tags}
    assert [(pack, tag) for pack in PACKS for tag in EVERYWHERE if (pack, tag) not in has] == []


def test_tags_say_what_is_so():
    latin, emoji = re.compile("[A-Za-z]{2}"), re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]|:\(|:\)|\){2}")
    for case in SUITE:
        tags, texts = set(case.tags), case.client_message + case.draft
        assert ("long" in tags) == (len(case.draft) > 900), case.id
        assert ("email" in tags) == (case.context.channel == "email"), case.id
        assert "english-words" not in tags or latin.search(texts), case.id
        assert "emoji" not in tags or emoji.search(texts), case.id
        assert "multi-question" not in tags or case.client_message.count("?") >= 2 or len(check(Case(**bare(case))).questions) >= 2, case.id
        assert not {"thanks", "multi-question"} <= tags, case.id


def test_drafts_that_answer_in_another_order_are_not_in_the_order_of_the_questions():
    turned = [case for case in SUITE if "other-order" in case.tags and case.order]
    assert sum("multi-question" in case.tags and places(case) != sorted(places(case)) for case in turned) >= 15
    assert [case.id for case in SUITE if case.order and "other-order" not in case.tags and places(case) != sorted(places(case))] == []


def places(case):
    return [literal(text, case.draft) for text in case.order]


def bare(case):
    return {"id": case.id, "pack": case.pack, "client_message": case.client_message, "draft": case.draft, "context": case.context}


@pytest.mark.parametrize("case", named(SUITE))
def test_expectations_are_of_the_case(case):
    assert [text for text in (*case.must_keep, *case.order) if literal(text, case.draft) is None] == []
    assert [text for text in case.must_go if literal(text, f"{case.draft}\n{case.client_message}") is None] == []
    assert len(case.order) != 1
    assert [text for text in case.must_keep for gone in case.must_go if literal(gone, text) is not None] == []


@pytest.mark.parametrize("case", named(REFERENCES))
def test_a_reference_meets_every_expectation(case):
    assert [text for text in case.must_keep if held(text, case.reference) is None] == []
    assert [text for text in case.must_go if literal(text, case.reference) is not None] == []
    at = [place for text in case.order if (place := held(text, case.reference)) is not None]
    assert len(at) == len(case.order)
    assert at == sorted(at)


@pytest.mark.parametrize("case", named(REFERENCES))
def test_a_reference_passes_its_pack(case):
    verdict = check(Case(**bare(case), reply=case.reference))
    assert {v.rule for v in verdict.errors} == WRONGLY_CONDEMNED.get(case.id, set()), [(v.rule, v.text, v.message) for v in verdict.errors]


@pytest.mark.parametrize("case", named([case for case in SUITE if case.must_keep]))
def test_a_reply_without_anything_meets_no_must_keep(case):
    assert [text for text in case.must_keep if held(text, "Здравствуйте! Хорошего Вам дня!") is not None] == []


def test_no_case_is_a_copy_of_a_pair_or_of_another_case():
    pairs = {
        pair["id"]: trigrams_and_words(pair["client"], pair["draft"])
        for path in sorted(ROOT.glob("prompts/*/pairs.yaml"))
        for pair in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    assert len(pairs) > 100
    own = {case.id: trigrams_and_words(case.client_message, case.draft) for case in SUITE}
    near = [(i, p) for i, (t, w) in own.items() for p, (pt, pw) in pairs.items() if likeness(t, pt) > TRIGRAMS or likeness(w, pw) > WORDS]
    assert near == []
    assert [(a, b) for a, b in combinations(own, 2) if likeness(own[a][0], own[b][0]) > TRIGRAMS] == []


def test_a_copy_of_a_pair_would_be_seen():
    pair = yaml.safe_load((ROOT / "prompts/post/pairs.yaml").read_text(encoding="utf-8"))[0]
    copied = trigrams_and_words(pair["client"], pair["draft"].replace("Ожидайте.", "Просьба ожидать."))
    assert likeness(copied[0], trigrams_and_words(pair["client"], pair["draft"])[0]) > TRIGRAMS


def test_tracking_numbers_have_right_check_digits():
    texts = "\n".join(str(line.get(key)) for line in LINES["regression"] for key in ("client_message", "draft", "must_keep", "reference"))
    s10 = re.findall(r"\b[A-Z]{2}(\d{9})[A-Z]{2}\b", texts)
    postal = re.findall(r"(?<![\d\w])(\d{14})(?!\d)", texts)
    assert s10
    assert postal
    assert [code for code in s10 if int(code[8]) != s10_digit(code)] == []
    assert [code for code in postal if int(code[13]) != postal_digit(code)] == []


def s10_digit(code):
    digit = 11 - sum(int(d) * w for d, w in zip(code, (8, 6, 4, 2, 3, 5, 9, 7), strict=False)) % 11
    return {10: 0, 11: 5}.get(digit, digit)


def postal_digit(code):
    return -(3 * sum(map(int, code[:13:2])) + sum(map(int, code[1:13:2]))) % 10
