"""/v1/candidates: the terminal screen's decisions over HTTP, and what a bad request gets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from rewriter.appending import Appending
from rewriter.server.app import create_app
from rewriter.settings import SettingsError
from rewriter.training.reviewing import decisions_of
from tests.cli.running import run
from tests.server.candidates.conftest import SECOND, candidates, decisions
from tests.server.conftest import TOKEN, Served, desk_with
from tests.training.making import REPLY, pair

LIST, ONE, JUDGE, DECIDE = "/v1/candidates", "/v1/candidates/one", "/v1/candidates/judge", "/v1/candidates/decide"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return candidates(tmp_path_factory.mktemp("secret-folder"))


@pytest.fixture(scope="module")
def reviewed(file: Path) -> Iterator[Served]:
    broken = file.with_name("broken.jsonl")
    broken.write_text('{"id": "post-1"}\n', encoding="utf-8")
    with Served(desk_with(history="off", candidates=(file, broken))) as service:
        yield service


@pytest.fixture(autouse=True)
def _fresh(file: Path) -> Iterator[None]:
    yield
    decisions_of(file).unlink(missing_ok=True)


def decide(service: Served, action: str, candidate: str = "post-1", **more: Any) -> httpx.Response:
    return service.client.post(DECIDE, json={"id": candidate, "action": action, **more})


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_the_list_tells_how_all_stand(reviewed: Served, file: Path) -> None:
    decide(reviewed, "accept")
    decide(reviewed, "reject", "post-2", reason=" тон не тот ")
    listing = reviewed.client.get(LIST).json()
    assert [(r["id"], r["status"], r["reason"], r["pack"]) for r in listing["rows"]] == [
        ("post-1", "accepted", "", "post"),
        ("post-2", "rejected", "тон не тот", "post"),
        ("post-3", "open", "", "post"),
    ]
    assert listing["counts"] == {"open": 1, "accepted": 1, "rejected": 1, "written": 0}
    assert listing["command"] == "rewriter examples review c.jsonl --write"
    assert "тон не тот" in listing["reasons"]
    assert [(d["id"], d["action"]) for d in decisions(file)] == [("post-1", "accept"), ("post-2", "reject")]


def test_terminal_and_page_see_each_other(reviewed: Served, file: Path) -> None:
    decide(reviewed, "edit", "post-3", reply="Да, отправьте коробку без кота. Хорошего Вам дня!")
    decide(reviewed, "accept", "post-3")
    assert "post-3  принят с правкой" in run("examples", "review", str(file), "--list").out
    assert run("examples", "review", str(file), "--reject", "post-2", "--reason", "похоже на другую пару", "--undo", "post-3").code == 0
    rows = {r["id"]: r for r in reviewed.client.get(LIST).json()["rows"]}
    assert (rows["post-2"]["status"], rows["post-2"]["reason"]) == ("rejected", "похоже на другую пару")
    assert (rows["post-3"]["status"], rows["post-3"]["edited"]) == ("open", True)


def test_while_the_terminal_has_it_the_page_looks_and_is_told_why_not_more(reviewed: Served, file: Path) -> None:
    with Appending(decisions_of(file)):
        assert reviewed.client.get(LIST).json()["counts"]["open"] == 3
        assert reviewed.client.post(JUDGE, json={"id": "post-1"}).status_code == 200
        refused = decide(reviewed, "accept")
        assert code(refused) == (409, "candidates_busy")
        assert "открыт в терминале" in refused.json()["error"]["message"]
        told = run("examples", "review", str(file), "--accept", "post-1")
        assert told.code == 2
        assert "Закройте просмотр в другом окне" in told.err
    assert decide(reviewed, "accept").json()["shown"]["row"]["status"] == "accepted"


def test_a_decision_about_what_somebody_else_has_changed_is_refused(reviewed: Served) -> None:
    seen = reviewed.client.get(ONE, params={"id": "post-1"}).json()["row"]["mark"]
    decide(reviewed, "reject", reason="тон не тот")
    refused = decide(reviewed, "accept", mark=seen)
    assert code(refused) == (409, "changed")
    assert "отклонён" in refused.json()["error"]["message"]
    now = reviewed.client.get(ONE, params={"id": "post-1"}).json()["row"]["mark"]
    assert decide(reviewed, "accept", mark=now).status_code == 200


def test_an_edit_goes_with_the_decision_and_undo_takes_them_one_by_one(reviewed: Served, file: Path) -> None:
    mended = "Посылка RA123456785RU хранится 30 календарных дней.\r\nХорошего Вам дня!"
    shown = decide(reviewed, "accept", reply=mended).json()["shown"]
    assert shown["reply"] == mended.replace("\r", "")
    assert shown["was"][1] == REPLY
    assert [d["action"] for d in decisions(file)] == ["edit", "accept"]
    assert decide(reviewed, "undo").json()["shown"]["row"]["status"] == "open"
    undone = decide(reviewed, "undo").json()["shown"]
    assert (undone["reply"], undone["row"]["edited"]) == (REPLY, False)
    assert code(decide(reviewed, "undo")) == (409, "nothing_to_undo")


def test_what_is_in_a_pack_stays(reviewed: Served, file: Path) -> None:
    decisions_of(file).write_text('{"id":"post-1","action":"accept"}\n{"id":"post-1","action":"written","as_id":"post-40"}\n', encoding="utf-8")
    for action in ("accept", "edit", "undo"):
        assert code(decide(reviewed, action)) == (409, "written")


def test_the_rules_judge_what_is_typed(reviewed: Served, file: Path) -> None:
    fine = reviewed.client.post(JUDGE, json={"id": "post-1"}).json()
    assert fine["problems"] == []
    assert {(t["rule"], t["claimed"], t["broken"]) for t in fine["lesson"]} >= {("no-law-citations", True, True), ("plain-words", True, True)}
    assert {v["rule"] for v in fine["before"]["violations"]} >= {"no-law-citations"}
    assert all(f["kept"] for f in fine["after"]["facts"])
    worse = reviewed.client.post(JUDGE, json={"id": "post-1", "reply": "Ждите, дружище.", "draft": "Посылка RA123456785RU хранится 30 дней."}).json()
    assert "no-familiarity" in {v["rule"] for v in worse["after"]["violations"]}
    assert not all(f["kept"] for f in worse["after"]["facts"])
    assert {t["rule"]: t["broken"] for t in worse["lesson"]}["no-law-citations"] is False
    assert worse["problems"]
    assert not decisions(file), "judging keeps nothing"


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        (DECIDE, {"id": "post-1", "action": "reject", "reason": "  "}, 422, "с причиной"),
        (DECIDE, {"id": "post-1", "action": "edit", "reply": " \n"}, 422, "Пустой текст"),
        (DECIDE, {"id": "post-1", "action": "written"}, 422, "action"),
        (DECIDE, {"id": "post-1", "action": "accept", "as_id": "x"}, 422, "лишнее поле"),
        (DECIDE, {"id": "post-9", "action": "accept"}, 404, "post-9"),
        (DECIDE, {"id": "post-1", "file": 7, "action": "accept"}, 404, "номер 7"),
        (DECIDE, {"id": "post-1", "file": -1, "action": "accept"}, 422, "file"),
        (DECIDE, {"id": "post-1", "action": "edit", "reply": "а" * 20_001}, 422, "reply"),
        (DECIDE, {"id": "post-1", "action": "reject", "reason": "а" * 301}, 422, "reason"),
        (DECIDE, {"id": "post-1", "file": 1, "action": "accept"}, 409, "broken.jsonl:1:1"),
        (JUDGE, {"id": "post-1", "draft": "а" * 300_000}, 413, "КБ"),
        (JUDGE, {}, 422, "id"),
    ],
)
def test_bad_requests(reviewed: Served, file: Path, path: str, body: dict[str, Any], status: int, words: str) -> None:
    answer = reviewed.client.post(path, json=body)
    assert answer.status_code == status, answer.text
    assert words in answer.json()["error"]["message"]
    assert not decisions(file)


def test_half_a_surrogate_pair_is_no_text(reviewed: Served, file: Path) -> None:
    for path, action in ((DECIDE, ', "action": "edit"'), (JUDGE, "")):
        answer = reviewed.client.post(path, content=f'{{"id": "post-1"{action}, "reply": "Ждите \\ud83d"}}', headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422), answer.text
    assert not decisions(file)


@pytest.mark.parametrize(("method", "path"), [("GET", LIST), ("GET", f"{ONE}?id=post-1"), ("POST", JUDGE), ("POST", DECIDE)])
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer guess-guess-guess-guess"}, {"Authorization": f"Bearer {TOKEN}", "Origin": "http://evil.test"}]
)
def test_the_same_door_as_everywhere(reviewed: Served, file: Path, method: str, path: str, headers: dict[str, str]) -> None:
    answer = httpx.request(
        method, f"{reviewed.url}{path}", json={"id": "post-1", "action": "accept"} if method == "POST" else None, headers=headers, trust_env=False
    )
    assert answer.status_code in (401, 403)
    assert not decisions(file)


def test_no_folder_leaves_the_server(reviewed: Served, file: Path) -> None:
    answers = [reviewed.client.get(LIST), reviewed.client.get(LIST, params={"file": 1}), reviewed.client.get(ONE, params={"id": "post-1"})]
    answers += [reviewed.client.post(JUDGE, json={"id": "post-1"}), decide(reviewed, "accept"), decide(reviewed, "accept", file=1)]
    assert "broken.jsonl:1:1" in answers[1].json()["files"][1]["problem"]
    decisions_of(file).write_text("{}\n", encoding="utf-8")
    answers += [reviewed.client.get(LIST), decide(reviewed, "accept")]
    assert "строка 1 — не решение" in answers[-1].json()["error"]["message"]
    away = file.with_name("away")
    file.rename(away)
    try:
        answers += [reviewed.client.get(LIST), reviewed.client.get(ONE, params={"id": "post-1"})]
    finally:
        away.rename(file)
    assert "rewriter examples generate" in answers[-1].json()["error"]["message"]
    for answer in answers:
        assert str(file.parent) not in answer.text
        assert "secret-folder" not in answer.text


def test_candidates_that_come_later_are_seen(tmp_path: Path) -> None:
    path = candidates(tmp_path)
    with Served(desk_with(history="off", candidates=(path,))) as service:
        assert len(service.client.get(LIST).json()["rows"]) == 3
        candidates(tmp_path, pair(id="marketplace-1"), pair(id="strange"))
        rows = service.client.get(LIST).json()["rows"]
        assert [r["pack"] for r in rows[3:]] == ["", ""]
        judged = service.client.post(JUDGE, json={"id": "strange"})
        assert code(judged) == (409, "unknown_pack")
        candidates(tmp_path, pair(id="post-1", **SECOND))
        assert "id повторяются: post-1" in service.client.get(LIST).json()["files"][0]["problem"]


def test_without_candidates_it_says_how_to_get_some(served: Served) -> None:
    listing = served.client.get(LIST).json()
    assert (listing["files"], listing["rows"]) == ([], [])
    assert "rewriter examples generate" in listing["none"]
    assert "rewriter serve --candidates" in listing["none"]
    assert code(served.client.get(ONE, params={"id": "x"})) == (404, "unknown_candidates")


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="нет такого файла"):
        create_app(desk_with(candidates=(tmp_path / "no.jsonl",)), TOKEN)
    done = run("serve", "--port", "0", "--candidates", str(tmp_path / "no.jsonl"))
    assert done.code == 2
    assert "rewriter examples generate" in done.err


def test_settings_name_several_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from rewriter.server.settings import load_serve_settings

    monkeypatch.setenv("REWRITER_SERVE_CANDIDATES", "a.jsonl, b.jsonl")
    assert load_serve_settings().candidates == (Path("a.jsonl"), Path("b.jsonl"))
    monkeypatch.delenv("REWRITER_SERVE_CANDIDATES")
    (tmp_path / "config.toml").write_text('[serve]\ncandidates = ["c.jsonl"]\n')
    assert load_serve_settings().candidates == (Path("c.jsonl"),)
    assert json.loads(load_serve_settings({"candidates": ("d.jsonl",)}).model_dump_json())["candidates"] == ["d.jsonl"]
