"""Chats, the table, the split."""

from __future__ import annotations

import csv
import io
import json

import pytest

from rewriter.case import Case
from rewriter.pack import load_pack, pack_names
from rewriter.prompt import build
from rewriter.text.reading import Reading
from rewriter.training.export import csv_lines, defused, messages_lines, openai_lines, split
from rewriter.training.pairs import pairs_of
from tests.training.making import pair, placed

POST = load_pack("post")
ALL = [one for name in pack_names() for one in pairs_of(load_pack(name))]


def test_what_is_learnt_is_what_the_product_sends():
    (line,) = openai_lines([placed(pair())], lambda _: POST)
    chat = json.loads(line)
    assert list(chat) == ["messages"]
    system, user, assistant = chat["messages"]
    case = Case(pack="post", client_message=pair().client, draft=pair().draft)
    sent = build(Reading(case, POST), len, 10_000).messages
    assert (system, user) == (sent[0], sent[-1])
    assert assistant == {"role": "assistant", "content": pair().reply}
    assert pair().draft in user["content"]


def test_prompt_and_completion():
    lines = list(messages_lines(ALL[:3], load_pack))
    rows = [json.loads(line) for line in lines]
    assert [sorted(row) for row in rows] == [["completion", "prompt"]] * 3
    assert [[m["role"] for m in row["prompt"] + row["completion"]] for row in rows] == [["system", "user", "assistant"]] * 3
    assert all(line.count("\n") == 1 for line in lines)


def test_a_table_that_excel_reads_and_does_not_run():
    nasty = pair(client='=HYPERLINK("http://x")', draft="+7 900 555-01-47; «да», и\nещё", reply="@SUM(1)", situation="-2")
    text = "".join(csv_lines([placed(nasty), *ALL]))
    assert text.startswith("\ufeffid,pack,")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(ALL) + 2
    assert rows[1][2:7] == ["'-2", "neutral", '\'=HYPERLINK("http://x")', "'+7 900 555-01-47; «да», и\nещё", "'@SUM(1)"]
    assert rows[2][4] == ALL[0].pair.client.rstrip("\n")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("cell", ["\t=1", "\r=1", "=1", "+1", "-1", "@a"])
def test_defused(cell):
    assert defused(cell) == f"'{cell}"
    assert defused("а = 1") == "а = 1"


def test_the_split_is_of_every_pack_and_does_not_hang_on_the_order():
    train, test = split(ALL, 0.8, 3)
    assert sorted(p.pair.id for p in (*train, *test)) == sorted(p.pair.id for p in ALL)
    for name in pack_names():
        there = [p for p in ALL if p.pack == name]
        assert sum(p.pack == name for p in train) == round(0.8 * len(there))
    again, _ = split(ALL[::-1], 0.8, 3)
    assert {p.pair.id for p in again} == {p.pair.id for p in train}
    assert {p.pair.id for p in split(ALL, 0.8, 4)[0]} != {p.pair.id for p in train}
