"""Situations: what is drawn fits together, and what packs bring loads, fills and reads well."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from rewriter.checker import check
from rewriter.pack import PackError, load_pack, pack_names
from rewriter.pack_schema import Pair
from rewriter.text.document import read
from rewriter.text.facts import facts_in
from rewriter.training.lessons import case_of, mood_agrees
from rewriter.training.situations.data import chance, filled, values_for
from rewriter.training.situations.drawing import composed, draw, good, stiff
from rewriter.training.situations.loading import situations_of
from rewriter.training.situations.places import PLACES
from rewriter.training.situations.provider import day, post14_check, s10_check
from tests.training.making import own_pack

WITH = [name for name in pack_names() if (load_pack(name).prompt_folders[0] / "situations.yaml").is_file()]
ALL = [(name, situation) for name in WITH for situation in situations_of(load_pack(name)).situations]


@pytest.mark.parametrize(("digits", "check_digit"), [("47312482", 9), ("12345678", 5), ("10020000", 0), ("00000000", 5)])
def test_s10_check_digits(digits: str, check_digit: int) -> None:
    assert s10_check(digits) == check_digit


def test_post14_check_digits() -> None:
    # 3·(1+1+2+0+0+0+0) + (0+0+0+0+0+0) = 12, up to 20: 8
    assert post14_check("1010200000000") == 8
    assert post14_check("0000000000000") == 0


def test_every_code_is_read_as_a_tracking_code() -> None:
    by = chance(1, 1)
    for _ in range(50):
        for code in (by.fake.s10(), by.fake.s10_abroad(), by.fake.post14("443")):
            assert [f.kind for f in facts_in(read(f"Посылка {code} в пути."))] == ["tracking"], code


@pytest.mark.parametrize(("number", "text"), [(0, "1 января"), (30, "31 января"), (31, "1 февраля"), (364, "31 декабря"), (365, "1 января")])
def test_days_of_the_year(number: int, text: str) -> None:
    assert day(number) == text


def test_one_case_is_of_one_place() -> None:
    name, situation = next((n, s) for n, s in ALL if {"index", "city"} <= {k for k in s.slots.values() if isinstance(k, str)})
    prefixes = {place.city: place.prefix for place in PLACES}
    slots = {kind: slot for slot, kind in situation.slots.items() if isinstance(kind, str)}
    for number in range(30):
        values = values_for(situation, chance(3, number))
        assert values[slots["index"]].startswith(prefixes[values[slots["city"]]]), name


def test_data_hang_on_seed_and_number_alone() -> None:
    situation = ALL[0][1]
    alone = values_for(situation, chance(7, 5))
    for number in range(5):
        values_for(situation, chance(7, number))
    assert values_for(situation, chance(7, 5)) == alone
    assert values_for(situation, chance(8, 5)) != alone
    assert values_for(situation, chance(7, 6)) != alone


def test_every_team_has_situations() -> None:
    assert {"post", "teleshop", "marketplace", "saas-chat", "tech-support"} <= set(WITH)
    assert all(len(situations_of(load_pack(name)).situations) >= 8 for name in WITH)


@pytest.mark.parametrize(("name", "situation"), ALL, ids=[f"{n}-{s.id}" for n, s in ALL])
def test_answers_good_and_stiff_say_the_same_facts(name: str, situation: object) -> None:
    for point in situation.points:  # type: ignore[attr-defined]
        values = values_for(situation, chance(2, 2))  # type: ignore[arg-type]
        texts = [filled(text, values) for text in (*point.stiff, *point.good)]
        assert not [t for t in texts if "{" in t]
        kinds = [Counter(f.value for f in facts_in(read(text)) if f.kind not in ("name", "number", "free", "place")) for text in texts]
        assert all(set(k) == set(kinds[0]) for k in kinds), list(zip(texts, kinds, strict=True))


@pytest.mark.parametrize(("name", "situation"), ALL, ids=[f"{n}-{s.id}" for n, s in ALL])
def test_a_good_reply_of_each_mood_passes_and_its_draft_does_not(name: str, situation: object) -> None:
    pack, drawn_any, clean, drafts = load_pack(name), 0, 0, 0
    for number in range(3):
        by = chance(11, number)
        for opening_mood in ("neutral", "upset", "joyful"):
            drawn = draw(situation, opening_mood, 1 + number % 2, pack, by)  # type: ignore[arg-type]
            if drawn is None:
                continue
            assert mood_agrees(opening_mood, drawn.client), drawn.client
            assert not re.search(r"[{}]|\s{2}| [.,!?]", drawn.client), drawn.client
            answers = good(drawn, pack, by)
            pair = Pair(
                id="x", situation="x", client=drawn.client, draft=" ".join(stiff(drawn, by)), reply=composed(drawn, answers, pack), context=drawn.context
            )
            case = case_of(pair, name)
            drawn_any += 1
            drafts += bool(check(case, pack).violations)
            result = check(case.model_copy(update={"reply": pair.reply}), pack)
            assert all(f.kept for f in result.facts), (pair.draft, pair.reply)
            clean += not [v for v in result.violations if v.severity == "error"]
    assert drawn_any
    assert drafts == drawn_any
    # Rules may not see an answer in words of its own; most they see.
    assert clean >= drawn_any * 0.6


def broken(tmp_path: Path, change: object) -> str:
    folder = own_pack(tmp_path / "lavka")
    source = Path(load_pack("post").prompt_folders[0] / "situations.yaml")
    values = yaml.safe_load(source.read_text(encoding="utf-8"))
    change(values)  # type: ignore[operator]
    (folder / "situations.yaml").write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        situations_of(load_pack(folder))
    assert re.match(r"\S+situations\.yaml:\d+:\d+: ", str(caught.value))
    return str(caught.value)


def test_an_answer_without_a_fact_of_the_others_is_told_with_its_place(tmp_path: Path) -> None:
    def change(values: dict) -> None:  # type: ignore[type-arg]
        values["situations"][0]["points"][0]["good"][1] = "Посылка в пути."

    assert "должны быть одни и те же данные, а «Посылка в пути.» отличается" in broken(tmp_path, change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda v: v["situations"][0]["slots"].update(code="s11"), "нет данных «s11»"),
        (lambda v: v["situations"][0]["openings"].append({"client": "Где {nope}?"}), "нет таких slots: nope"),
        (lambda v: v["situations"].__setitem__(1, v["situations"][0]), "повторяются id: where-is-it"),
        (lambda v: v.__setitem__("situations", v["situations"][:3]), "8"),
        (lambda v: v["situations"][0].update(mod="x"), "mod"),
    ],
)
def test_other_mistakes_are_told_with_their_place(tmp_path: Path, change: object, words: str) -> None:
    assert words in broken(tmp_path, change)


def test_a_pack_without_situations_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="нет такого файла"):
        situations_of(load_pack(own_pack(tmp_path / "lavka")))


def test_a_noun_goes_into_a_case_or_is_told() -> None:
    assert filled("Нет {item:Gen}.", {"item": "чайник"}) == "Нет чайника."
    with pytest.raises(ValueError, match="нет формы"):
        filled("Нет {item:Gen}.", {"item": "в"})


def test_the_name_agrees_with_what_the_client_says_of_himself() -> None:
    pack = load_pack("tech-support")
    situation = next(s for s in situations_of(pack).situations if s.id == "lost-card")
    from rewriter.training.situations.data import _WOMEN

    for number in range(12):
        drawn = draw(situation, "upset", 1, pack, chance(4, number))
        assert drawn is not None
        assert "Потеряла" in drawn.client
        assert drawn.context.client_name in _WOMEN
