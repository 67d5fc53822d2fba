"""Files of pairs: read with places, added to without touching a byte, written as they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from rewriter.case import Context
from rewriter.pack import PackError, load_pack, pack_names
from rewriter.pack_schema import Pair
from rewriter.training.pairs import append, as_jsonl, as_yaml, block, cut, file_of, next_id, pack_of_id, pairs_of, parsed, read_pairs
from tests.training.making import pair


@pytest.mark.parametrize("name", pack_names())
def test_places_are_those_of_the_file(name):
    pack = load_pack(name)
    found = pairs_of(pack)
    assert [placed.pair for placed in found] == list(pack.pairs)
    lines = file_of(pack).read_text(encoding="utf-8").split("\n")
    assert all(lines[placed.line - 1] == f"- id: {placed.pair.id}" for placed in found)
    assert all(lines[placed.lines["teaches"] - 1].startswith("  teaches:") for placed in found)


@pytest.mark.parametrize("name", pack_names())
def test_our_style_is_that_of_the_files(name):
    """What is read and written again is the same text, but for empty lines between pairs and an empty message."""
    path = file_of(load_pack(name))
    before = [line for line in path.read_text(encoding="utf-8").split("\n") if line and line != '  client: ""']
    written = as_yaml(placed.pair for placed in read_pairs(path, (name,)))
    assert [line for line in written.split("\n") if line] == before


def test_a_pack_that_inherits_has_no_pairs_of_its_own(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: Свой\nextends: post\n", encoding="utf-8")
    pack = load_pack(tmp_path)
    assert pack.pairs
    assert pairs_of(pack) == ()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
CLOSE = st.lists(
    st.sampled_from(["а", " ", "\n", "\t", "- ", "# ", ": ", "'", '"', "|", "Ё", "👍", "\u2028", "\r", "\x07", "\x85", "\ufeff", "null", "{"]), max_size=12
).map("".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(client=texts | CLOSE, draft=texts | CLOSE, reply=texts | CLOSE, name=texts | CLOSE, situation=texts | CLOSE)
def test_whatever_is_written_is_read_again(client, draft, reply, name, situation):
    one = Pair(id="post-1", situation=situation, client=client, draft=draft, reply=reply, context=Context(client_name=name), teaches=("empathy",))
    read = yaml.safe_load(as_yaml([one, one]))
    again = TypeAdapter(list[Pair]).validate_python([{"draft": "", "reply": "", "situation": "", **values} for values in read])
    assert len(again) == 2
    for back in again:
        assert (back.situation, back.context.client_name or "") == (situation, name)
        assert [text.strip("\n") for text in (back.client, back.draft, back.reply)] == [text.strip("\n") for text in (client, draft, reply)]


def test_appending_touches_no_byte(tmp_path):
    path = tmp_path / "pairs.yaml"
    before = "# Наши пары; правит Ольга\n" + as_yaml([pair(id="post-01")]).replace("mood: neutral", "mood:   neutral  # так и надо") + "# конец"
    path.write_text(before, encoding="utf-8")
    append(path, [pair(id="post-02", context=Context(ticket_id="30417", client_name="Анна", first_contact=True))])
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before + "\n- id: post-02\n")
    assert 'context: {client_name: Анна, first_contact: true, ticket_id: "30417"}' in after
    assert [placed.pair.id for placed in read_pairs(path, ("post",))] == ["post-01", "post-02"]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["post", "teleshop"])
def test_a_new_pair_stands_as_the_others_do(tmp_path, name):
    """With an empty line between pairs where the file has one."""
    path = tmp_path / "pairs.yaml"
    path.write_bytes(file_of(load_pack(name)).read_bytes())
    append(path, [pair(id="x-1"), pair(id="x-2")])
    text = path.read_text(encoding="utf-8")
    assert text.count("\n\n- id: x-") == (2 if name == "teleshop" else 0)
    assert text.endswith(block(pair(id="x-2")))


def test_windows_line_ends_stay(tmp_path):
    path = tmp_path / "pairs.yaml"
    path.write_bytes(as_yaml([pair(id="post-01")]).replace("\n", "\r\n").encode())
    append(path, [pair(id="post-02")])
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_an_indented_list_and_an_empty_one(tmp_path):
    path = tmp_path / "pairs.yaml"
    path.write_text(block(pair(id="post-01"), 2), encoding="utf-8")
    append(path, [pair(id="post-02")])
    assert [placed.line for placed in read_pairs(path, ("post",))] == [1, 11]
    path.write_text("[]\n", encoding="utf-8")
    append(path, [pair(id="post-03")])
    assert [placed.pair.id for placed in read_pairs(path, ("post",))] == ["post-03"]
    append(tmp_path / "new" / "pairs.yaml", [pair()])
    assert read_pairs(tmp_path / "new" / "pairs.yaml", ("post",))[0].pack == "post"


def test_a_file_that_would_break_stays_as_it_is(tmp_path):
    path = tmp_path / "pairs.yaml"
    path.write_text("{a: 1}\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"pairs.yaml:\d+:\d+: "):
        append(path, [pair()])
    assert path.read_text(encoding="utf-8") == "{a: 1}\n"


def test_jsonl():
    text = as_jsonl([pair(id="post-1"), pair(id="tech-support-2")])
    found = parsed(text + "\n", Path("new.jsonl"), pack_names())
    assert [(placed.pair.id, placed.pack, placed.line) for placed in found] == [("post-1", "post", 1), ("tech-support-2", "tech-support", 2)]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.yaml", "- id: x\n  situation: a\n  draft: б\n  replay: в\n", ["a.yaml:1:1: ", "reply", "a.yaml:4:1: ", "replay"]),
        ("a.yaml", "- id: x\n  draft: [\n", ["a.yaml:3:1: это не YAML"]),
        ("a.yaml", "id: x\n", ["a.yaml:1:1: пары — это список"]),
        ("a.yaml", "- просто текст\n", ["a.yaml:1:1: "]),
        ("a.yaml", "- id: x\n  situation: a\n  draft: б\n  reply: в\n  mood: злой\n", ["a.yaml:5:1: ", "злой"]),
        ("a.jsonl", '{"id": "x"\n', ["a.jsonl:1:11: "]),
    ],
)
def test_what_is_no_pair_is_told_with_its_place(name, text, said):
    with pytest.raises(PackError) as told:
        parsed(text, Path(name), ())
    assert all(words in str(told.value) for words in said)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(PackError, match="файл не читается"):
        read_pairs(tmp_path / "no.yaml", ())


def test_ids():
    assert next_id("post", ["post-01", "post-19", "post-history-9", "tech-support-40"]) == "post-20"
    assert next_id("lavka", []) == "lavka-01"
    assert pack_of_id("tech-support-01", ("tech", "tech-support", "post")) == "tech-support"
    assert pack_of_id("other-01", ("post",)) == ""


def test_cutting_leaves_every_other_byte():
    text = "# до\n" + as_yaml([pair(id=f"post-{i}") for i in range(4)]).replace("- id: post-2", "- id: post-2  # этот")
    starts = [placed.line for placed in parsed(text, Path("a.yaml"), ())]
    left = cut(text.encode(), starts, {starts[1], starts[3]}).decode()
    assert [placed.pair.id for placed in parsed(left, Path("a.yaml"), ())] == ["post-0", "post-2"]
    assert left.startswith("# до\n- id: post-0\n")
    assert "# этот" in left
    assert cut(as_jsonl([pair()]).encode(), [1], {1}) == b"[]\n"
