"""The packs that come with the library, and packs of one's own."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import check
from rewriter.pack import BUILT_IN, PackError, load_pack, pack_names, problems
from rewriter.rules import rules

PAIRS = [pytest.param(name, pair, id=pair.id) for name in pack_names() for pair in load_pack(name).pairs]


def _case(name, pair, reply):
    return Case(id=pair.id, pack=name, client_message=pair.client, draft=pair.draft, reply=reply, context=pair.context)


def test_all_six_are_there():
    assert pack_names() == BUILT_IN


@pytest.mark.parametrize("name", BUILT_IN)
def test_pack_is_complete(name):
    pack = load_pack(name)
    assert list(problems(pack)) == []
    assert len(pack.pairs) >= 14
    assert len({p.id for p in pack.pairs}) == len(pack.pairs)
    assert 2_000 < len(pack.guide) < 12_000, "a guide of one or two pages"
    assert pack.phrases.greeting
    assert pack.phrases.farewell
    assert pack.phrases.goodbye
    assert pack.phrases.empathy


def test_post_has_its_emoji_table():
    table = load_pack("post").emoji
    assert len(table.emoji) >= 20
    assert len(table.stickers) >= 8


@pytest.mark.parametrize(("name", "pair"), PAIRS)
def test_reply_of_a_pair_breaks_no_hard_rule(name, pair):
    result = check(_case(name, pair, pair.reply))
    assert not result.errors, [(v.rule, v.text, v.message) for v in result.errors]
    assert not [r for r in result.rules.skipped.values() if "не сработало" in r]


@pytest.mark.parametrize(("name", "pair"), PAIRS)
def test_draft_of_a_pair_breaks_some_rule(name, pair):
    assert check(_case(name, pair, pair.draft)).violations


@pytest.mark.parametrize(("name", "pair"), PAIRS)
def test_pair_teaches_rules_that_exist(name, pair):
    catalogue = set(rules()) | {
        "plain-syntax",
        "sentence-length",
        "no-bare-imperatives",
        "capital-vy",
        "gendered-forms",
        "apology-fits",
        "empathy",
        "life-event",
        "greeting",
        "farewell",
        "explain-request",
        "self-service",
        "positive-framing",
        "concrete-terms",
        "structure",
        "jargon",
        "spelling",
        "commitments",
        "sticker-hint",
        "holding-phrase",
        "formula-letter",
        "readability",
    }
    assert set(pair.teaches) <= catalogue


def test_a_folder_of_ones_own_extends_ours(tmp_path):
    (tmp_path / "pack.yaml").write_text(
        "title: Свой\nextends: post\nrules:\n  allowed-emoji: {per_message: 1}\nconstants:\n  names: [Лавка]\n", encoding="utf-8"
    )
    (tmp_path / "no-internal-details.yaml").write_text(
        "- phrase: АБВ\n  replace: склад\n  caught: [Товар на АБВ., АБВ закрыт.]\n  passed: [Товар на складе., Азбука тут.]\n", encoding="utf-8"
    )
    pack = load_pack(tmp_path)
    assert pack.chain == (tmp_path.name, "post", "base")
    assert pack.emoji == load_pack("post").emoji
    assert "Лавка" in pack.constants.names
    result = check(Case(draft="Ваш заказ уже на АБВ."), pack)
    assert [v.text for v in result.errors if v.rule == "no-internal-details"] == ["АБВ"]


@pytest.mark.parametrize(
    ("content", "place", "word"),
    [
        ("title: A\nextend: base\n", ":2:1:", "extend"),
        ("title: A\nrules:\n  allowed-emoji: {per_message: 'x'}\n  nonsense: {}\n", ":4:3:", "nonsense"),
        ("title: A\nextends: nowhere\n", ":2:1:", "nowhere"),
        ("title: [\n", ":2:1:", "YAML"),
        ("title: A\nrules:\n  no-law-citations: {severity: warning}\n", ":3:3:", "error"),
    ],
)
def test_errors_name_file_line_and_column(tmp_path, content, place, word):
    (tmp_path / "pack.yaml").write_text(content, encoding="utf-8")
    try:
        found = "\n".join(problems(load_pack(tmp_path)))
    except PackError as error:
        found = str(error)
    assert f"pack.yaml{place}" in found
    assert word in found


def test_a_bad_pattern_names_its_entry(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: A\nextends: base\n", encoding="utf-8")
    (tmp_path / "no-familiarity.yaml").write_text(
        "- phrase: слово\n  caught: [Слово., Слова.]\n  passed: [Дело., Дела.]\n- phrase: '@nonsense'\n  caught: [а, б]\n  passed: [в, г]\n", encoding="utf-8"
    )
    with pytest.raises(PackError, match=r"no-familiarity.yaml:4:3: .*nonsense"):
        load_pack(tmp_path)


def test_unknown_pack_lists_those_there_are():
    with pytest.raises(PackError, match="teleshop"):
        load_pack("nope")
