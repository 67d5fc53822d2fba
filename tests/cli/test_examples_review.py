"""`rewriter examples review`: a person decides, each decision is on disk, nothing enters a pack by itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, ListView, Static, TextArea

from rewriter.cli.examples.desk.app import ReviewApp
from rewriter.cli.examples.desk.dialogs import Confirm, Reason
from rewriter.pack import load_pack, pack_names
from rewriter.training.pairs import as_jsonl, as_yaml, pairs_of
from rewriter.training.reviewing import Desk, read_candidates
from tests.cli.running import Done, run
from tests.training.making import DRAFT, REPLY, own_pack, pair

FILE, DECISIONS = Path("c.jsonl"), Path("c.decisions.jsonl")
OTHER = {
    "client": "Как работает отделение 443990 в субботу?",
    "draft": "Режим функционирования ОПС 443990 в субботу: с 9:00 до 18:00, милочка.",
    "reply": "В субботу отделение 443990 работает с 9:00 до 18:00 🕗",
    "teaches": ("no-familiarity", "no-internal-details"),
    "situation": "schedule",
}
# Nothing of the pack is like it.
SOUND = {
    "client": "Кот не хочет в посылку. Можно ли отправить коробку без кота?",
    "draft": "Согласно п. 12 Правил отправка коробки без кота допускается.",
    "reply": "Да, коробку можно отправить без кота. Хорошего Вам дня!",
    "teaches": ("no-law-citations",),
    "situation": "delivery",
}


@pytest.fixture
def lavka(tmp_path: Path) -> Path:
    FILE.write_text(as_jsonl([pair(id="lavka-1", **SOUND), pair(id="lavka-2", **OTHER), pair(id="lavka-3")]), encoding="utf-8")
    return own_pack(tmp_path / "lavka")


def review(*arguments: str, stdin: str = "") -> Done:
    return run("examples", "review", str(FILE), "-p", "lavka", *arguments, stdin=stdin)


def decisions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in DECISIONS.read_text().splitlines()] if DECISIONS.exists() else []


@pytest.mark.usefixtures("lavka")
def test_commands_decide_and_the_list_tells() -> None:
    assert review("--accept", "lavka-1", "--reject", "lavka-2", "--reason", "тон не тот").code == 0
    assert [(d["id"], d["action"]) for d in decisions()] == [("lavka-1", "accept"), ("lavka-2", "reject")]
    done = review("--list")
    assert done.out.splitlines() == [
        "lavka-1  принят  (no-law-citations)",
        "lavka-2  отклонён: тон не тот  (no-familiarity, no-internal-details)",
        "lavka-3  не решено  (no-law-citations, plain-words)",
    ]
    assert "3 кандидата: не решено 1, принят 1, отклонён 1." in done.err
    review("--undo", "lavka-2")
    assert "lavka-2  не решено" in review("--list").out


@pytest.mark.usefixtures("lavka")
def test_show_is_for_whoever_sees_no_screen() -> None:
    out = review("--show", "lavka-3").out
    assert "Как было:\n" + DRAFT in out
    assert "Как стало:\n" + REPLY in out
    assert "✓ Ответ не нарушает ни одного правила." in out
    assert "Чему учит: no-law-citations" in out


def test_accepted_ones_go_into_the_pack_once(lavka: Path) -> None:
    review("--accept", "lavka-1")
    assert not (lavka / "pairs.yaml").exists(), "nothing enters a pack by a decision alone"
    done = review("--write", "--yes")
    assert done.code == 0, done.err
    assert [p.pair.id for p in pairs_of(load_pack(lavka))] == ["lavka-01"]
    assert decisions()[-1]["as_id"] == "lavka-01"
    before = (lavka / "pairs.yaml").read_bytes()
    assert "Принятых и ещё не записанных нет." in review("--write", "--yes").err
    # The note of it was lost with the power: the pack's own pair is known again.
    DECISIONS.write_text("\n".join(json.dumps(d) for d in decisions()[:-1]) + "\n")
    assert "Были в пакете раньше: lavka-01" in review("--write", "--yes").err
    assert (lavka / "pairs.yaml").read_bytes() == before
    assert review("--accept", "lavka-1").code == 2


def test_what_lint_says_keeps_all_out(lavka: Path) -> None:
    FILE.write_text(as_jsonl([pair(id="lavka-1", **SOUND), pair(id="lavka-9", **{**SOUND, "reply": "Ты чё, дружище? Нельзя."})]), encoding="utf-8")
    done = review("--accept", "lavka-1", "--accept", "lavka-9", "--write", "--yes")
    assert done.code == 1
    assert "Не записано ничего" in done.err
    assert "no-familiarity" in done.err
    assert not (lavka / "pairs.yaml").exists()


@pytest.mark.usefixtures("lavka")
def test_writing_asks_and_without_a_terminal_wants_yes() -> None:
    done = review("--accept", "lavka-1", "--write")
    assert done.code == 2
    assert "добавьте --yes" in done.err


@pytest.mark.usefixtures("lavka")
@pytest.mark.parametrize("torn", ['{"id": "lavka-2", "act', '{"id"'])
def test_a_torn_decision_is_no_decision(torn: str) -> None:
    review("--accept", "lavka-1")
    DECISIONS.write_text(DECISIONS.read_text() + torn)
    assert "lavka-1  принят" in review("--list").out
    review("--reject", "lavka-2", "--reason", "х")
    assert [d["id"] for d in decisions()] == ["lavka-1", "lavka-2"]


@pytest.mark.usefixtures("lavka")
def test_candidates_of_operators_come_as_yaml(lavka: Path) -> None:
    Path("ops.yaml").write_text(as_yaml([pair(id="post-history-abc")]), encoding="utf-8")
    done = run("examples", "review", "ops.yaml", "--list")
    assert done.out.startswith("post-history-abc  не решено")
    assert run("examples", "review", "ops.yaml", "--accept", "post-history-abc").code == 0
    assert Path("ops.decisions.jsonl").exists()


@pytest.mark.usefixtures("lavka")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--accept", "lavka-8"), "Нет кандидата «lavka-8». Может быть, lavka-"),
        (("--reject", "lavka-1"), "только с причиной"),
        (("--reason", "тон"), "укажите и --reject"),
        (("--undo", "lavka-1"), "отменять нечего"),
        ((), "Это не терминал"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], words: str) -> None:
    done = review(*arguments)
    assert done.code == 2
    assert words in done.err


def test_bad_files() -> None:
    assert "нет" in run("examples", "review", "nope.jsonl", "--list").err.lower() or run("examples", "review", "nope.jsonl", "--list").code == 2
    FILE.write_text("")
    assert run("examples", "review", str(FILE), "--list").code == 2
    FILE.write_text('{"id": "post-1"}\n')
    assert run("examples", "review", str(FILE), "--list").code == 2
    FILE.write_text(as_jsonl([pair(), pair()]))
    assert "id повторяются" in run("examples", "review", str(FILE), "--list").err
    FILE.write_text(as_jsonl([pair()]))
    DECISIONS.write_text('{"id": "post-77", "action": "dance"}\n')
    done = run("examples", "review", str(FILE), "--list")
    assert done.code == 2
    assert "c.decisions.jsonl: строка 1" in done.err


# the screen -------------------------------------------------------------------------------------------------------

Step = Callable[[ReviewApp, Pilot[None]], Awaitable[None]]


def on_screen(step: Step, size: tuple[int, int] = (80, 24)) -> list[dict[str, Any]]:
    """Plays the step on the screen; the decisions that were kept."""
    kept: list[bytes] = []
    candidates = read_candidates(FILE.read_text(), FILE, ("lavka",))

    async def play() -> None:
        desk = Desk(candidates, kept[:], lambda line: kept.append(line.encode()), lambda _: load_pack("lavka"), (*pack_names(), "lavka"), "lavka")
        app = ReviewApp(desk, "c.jsonl")
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            await step(app, pilot)

    asyncio.run(play())
    return [json.loads(line) for line in kept]


async def settled(app: ReviewApp, pilot: Pilot[None]) -> None:
    """The rules have had their say."""
    await pilot.pause(0.4)
    await app.workers.wait_for_complete()
    await pilot.pause()


def words(app: ReviewApp, name: str) -> str:
    return str(app.query_one(f"#{name}", Static).content)


@pytest.mark.usefixtures("lavka")
@pytest.mark.parametrize("keys", [("a", "r", "2", "a"), ("ф", "к", "2", "ф")])
def test_keys_of_both_layouts_decide(keys: tuple[str, ...]) -> None:
    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.1)
        assert [item.status for item in app.desk.items] == ["accepted", "rejected", "accepted"]

    found = on_screen(step)
    assert [(d["id"], d["action"], d.get("reason")) for d in found] == [
        ("lavka-1", "accept", None),
        ("lavka-2", "reject", "так по-русски не говорят"),
        ("lavka-3", "accept", None),
    ]


@pytest.mark.usefixtures("lavka")
def test_a_reason_in_own_words_and_none_at_all() -> None:
    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("r")
        await pilot.pause(0.1)
        assert isinstance(app.screen, Reason)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert app.item.status == "open"
        await pilot.press("r")
        await pilot.pause(0.1)
        app.screen.query_one(Input).focus()
        await pilot.press(*"кот 2", "enter")
        await pilot.pause(0.1)

    assert [d["reason"] for d in on_screen(step)] == ["кот 2"]


@pytest.mark.usefixtures("lavka")
def test_what_is_typed_is_judged_at_once_and_kept_by_escape() -> None:
    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert "✓ Ответ не нарушает ни одного правила." in words(app, "findings")
        await pilot.press("e")
        await pilot.pause(0.1)
        field = app.query_one("#reply-edit", TextArea)
        assert field.has_focus
        await pilot.press(*"ar ")  # letters, no commands
        field.load_text("Ждите, дружище.")
        await settled(app, pilot)
        assert "no-familiarity" in words(app, "findings")
        assert app.item.status == "open"
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.item.pair.reply == "Ждите, дружище.\n"
        assert "✎" in str(app.query_one("#list", ListView).children[0].query_one("Label", Static).content)
        await pilot.press("u")
        await pilot.pause(0.1)
        assert app.item.pair.reply.startswith("Да, коробку")

    assert [d["action"] for d in on_screen(step)] == ["edit", "undo"]


@pytest.mark.usefixtures("lavka")
def test_the_draft_can_be_mended_and_an_empty_text_is_not_kept() -> None:
    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("b")
        await pilot.pause(0.1)
        app.query_one("#draft-edit", TextArea).load_text("Согласно закону можно без кота.")
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        await pilot.press("e")
        await pilot.pause(0.1)
        app.query_one("#reply-edit", TextArea).load_text("  ")
        await pilot.press("escape")
        await pilot.pause(0.1)

    assert [(d["action"], d.get("draft")) for d in on_screen(step)] == [("edit", "Согласно закону можно без кота.")]


def test_writing_asks_first(lavka: Path) -> None:
    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("a", "w")
        await settled(app, pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("н")  # the key Y of the Russian layout, and «нет»
        await pilot.pause(0.1)
        assert not (lavka / "pairs.yaml").exists()
        await pilot.press("w")
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)
        assert app.desk.items[0].status == "written"

    assert [d["action"] for d in on_screen(step)] == ["accept", "written"]
    assert [p.pair.id for p in pairs_of(load_pack(lavka))] == ["lavka-01"]


@pytest.mark.usefixtures("lavka")
def test_all_of_it_shows_on_a_small_terminal() -> None:
    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        for name in ("list", "client", "draft-box", "reply-box", "findings-box"):
            region = app.query_one(f"#{name}").region
            assert region.width >= 20, name
            assert region.height >= 1, name
            assert region.right <= 80
            assert region.bottom <= 24
        shown = "\n".join("".join(segment.text for segment in line) for line in app.screen._compositor.render_strips())
        assert all(word in shown for word in ("принять", "правка", "черновик", "отклонить", "отменить", "в пакет", "выход"))

    on_screen(step)


@pytest.mark.usefixtures("lavka")
def test_a_full_disk_is_told_and_the_screen_stays() -> None:
    from rewriter.cli.errors import UserError

    async def step(app: ReviewApp, pilot: Pilot[None]) -> None:
        def full(_: str) -> None:
            raise UserError("c.decisions.jsonl: не записать (No space left on device).")

        app.desk._keep = full
        await pilot.press("a")
        await pilot.pause(0.1)
        assert app.item.status == "open"
        assert any("не записать" in n.message for n in app._notifications)

    assert on_screen(step) == []
