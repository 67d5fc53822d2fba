"""What is wrong with pairs: each kind of finding, and none in what comes with the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from rewriter.case import Case
from rewriter.pack import PackError, load_pack, pack_names
from rewriter.training.lint import Suite, lint, sound
from rewriter.training.pairs import pairs_of
from rewriter.training.suites import default_suites, read_suite
from tests.training.making import DRAFT, REPLY, pair, placed


def test_the_pairs_of_the_library_are_sound_and_in_no_suite():
    suites = [read_suite(path) for path in default_suites()]
    assert sum(len(suite.cases) for suite in suites) > 100
    pairs = [one for name in pack_names() for one in pairs_of(load_pack(name))]
    assert [str(problem) for problem in lint(pairs, suites)] == []


@pytest.mark.parametrize(
    ("changed", "kind", "words"),
    [
        ({"teaches": ("empathy",)}, "before", "teaches: empathy, но черновик его не нарушает"),
        ({"teaches": ("no-such-rule",)}, "rule", "нет правила «no-such-rule»"),
        ({"teaches": ("ticket-id",)}, "rule", "в пакете post выключено"),
        ({"teaches": ("plain-words", "plain-words")}, "rule", "названо дважды"),
        ({"teaches": ()}, "rule", "не сказано, чему учит"),
        ({"draft": REPLY, "teaches": ("farewell",)}, "before", "не нарушает ни одного правила"),
        ({"reply": DRAFT}, "after", "ответ нарушает no-law-citations"),
        ({"reply": "Посылка RA123456785RU хранится долго. Хорошего Вам дня!"}, "facts", "30 календарных дней"),
        ({"reply": REPLY.replace("дней.", "дней, до 15 мая.")}, "facts", "15 мая"),
        ({"mood": "upset"}, "mood", "mood: upset, а по письму клиент спокоен"),
        ({"draft": " \n"}, "before", "draft пуст"),
        ({"reply": ""}, "after", "reply пуст"),
    ],
)
def test_each_kind_of_problem(changed, kind, words):
    found = sound(placed(pair(**changed)), load_pack("post"))
    assert any(problem.kind == kind and words in problem.message for problem in found), found


def test_a_sound_pair_has_none_and_an_unknown_pack_is_told():
    assert sound(placed(pair()), load_pack("post")) == ()
    (problem,) = lint([placed(pair(id="x-1"), pack="")])
    assert problem.kind == "pack"
    assert str(problem).startswith("new.yaml:1: x-1: не видно, чья это пара")


def test_another_number_and_name_make_no_other_pair():
    """Told of the later one; an id that is taken, too."""
    other = pair(
        id="post-78",
        client="Сколько хранится посылка RB987654321CN?",
        draft=DRAFT.replace("RA123456785RU", "RB987654321CN").replace("30", "15"),
        reply=REPLY.replace("RA123456785RU", "RB987654321CN").replace("30", "15"),
    )
    found = list(lint([placed(pair()), placed(other, line=20)]))
    assert [(p.kind, p.pair) for p in found] == [("repeat", "post-78")]
    assert "post-77 (new.yaml:1): черновик с письмом 100 %, ответ 100 %" in found[0].message
    assert [p.kind for p in lint([placed(pair())], beside=[placed(pair(), line=9)])] == ["id", "repeat"]


def test_a_leak_names_the_line_of_the_suite():
    suite = Suite(Path("s.jsonl"), ((4, Case(id="c", client_message=pair().client, draft=DRAFT.replace("30", "20"))),))
    (problem,) = lint([placed(pair())], [suite])
    assert problem.kind == "leak"
    assert "c в проверочном наборе s.jsonl:4: черновик с письмом 100 %" in problem.message


@pytest.mark.parametrize(("line", "said"), [("{", "s.jsonl:2:2"), ('{"draft": 5}', "s.jsonl:2:1")])
def test_a_bad_suite(tmp_path, line, said):
    path = tmp_path / "s.jsonl"
    path.write_text(f'{{"draft": "а"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(PackError, match=said):
        read_suite(path)
    with pytest.raises(PackError, match="не читается"):
        read_suite(tmp_path / "no.jsonl")
