"""Recorded answers: a hit never touches the model, a miss is on disk before it is used, a torn line is no answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rewriter.backends import Request
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.recording import Identity, NotRecorded, RecordedBackend, Recording, call_key
from tests.stubs import StubBackend

WHO = Identity("openai", "stub-1")
OPEN: list[Recording] = []
ASKED = Request(({"role": "user", "content": "Где посылка?"},), max_tokens=10)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def recorded(path: Path, *answers: Any, finish: Any = "stop", **more: Any) -> tuple[RecordedBackend, StubBackend, Recording]:
    recording = Recording(path, writable=True)
    OPEN.append(recording)
    recording.of(WHO)
    stub = StubBackend(answers, finish=finish)
    return RecordedBackend(recording, WHO, lambda: stub, **more), stub, recording


def test_the_model_is_asked_once(tmp_path: Path) -> None:
    backend, stub, recording = recorded(tmp_path / "calls.jsonl", "Приедет завтра.")
    first = backend.complete(ASKED)
    assert backend.complete(ASKED) == first
    assert (len(stub.requests), backend.asked) == (1, 1)
    recording.close()
    again = RecordedBackend(Recording(tmp_path / "calls.jsonl"), WHO, None)
    assert again.complete(ASKED) == first, "time and usage, too"
    assert (again.name, again.model, again.supports_grammar) == ("openai", "stub-1", False)


def test_without_a_model_a_miss_says_so(tmp_path: Path) -> None:
    backend = RecordedBackend(Recording(tmp_path / "no.jsonl"), WHO, None)
    with pytest.raises(NotRecorded, match="нет в записи"):
        backend.complete(ASKED)
    assert backend.missed == 1


@pytest.mark.parametrize("more", [{"deadline_s": 5.0}, {"on_token": lambda _: None}, {"lookup_text": "x"}, {"names": ("Анна",)}, {"static_messages": 1}])
def test_what_does_not_decide_an_answer_is_no_part_of_the_key(more: dict[str, Any]) -> None:
    assert call_key(WHO, Request(ASKED.messages, max_tokens=10, **more), 0) == call_key(WHO, ASKED, 0)


@pytest.mark.parametrize("more", [{"max_tokens": 11}, {"temperature": 0.7}, {"seed": 1}, {"stop": ("\n",)}, {"grammar": "root ::= s"}])
def test_what_decides_an_answer_is_in_the_key(more: dict[str, Any]) -> None:
    assert call_key(WHO, Request(ASKED.messages, **{"max_tokens": 10, **more}), 0) != call_key(WHO, ASKED, 0)


def test_another_model_or_repeat_is_another_question() -> None:
    keys = {call_key(who, ASKED, n) for who in (WHO, Identity("openai", "stub-2"), Identity("local", "stub-1", "ab")) for n in (0, 1)}
    assert len(keys) == 6


def test_repeats_draw_with_other_seeds(tmp_path: Path) -> None:
    backend, stub, _ = recorded(tmp_path / "calls.jsonl", "Раз.", repeat=2, seed=5)
    backend.complete(Request(ASKED.messages, temperature=0.7, seed=1))
    backend.complete(ASKED)
    assert [r.seed for r in stub.requests] == [2006, 0]


@pytest.mark.parametrize("finish", ["deadline", "cancelled"])
def test_an_answer_cut_short_is_not_kept(finish: str, tmp_path: Path) -> None:
    backend, stub, recording = recorded(tmp_path / "calls.jsonl", "Приед", finish=finish)
    backend.complete(ASKED)
    backend.complete(ASKED)
    assert (len(stub.requests), len(recording)) == (2, 0)


def test_counts_are_kept_too(tmp_path: Path) -> None:
    backend, _, recording = recorded(tmp_path / "calls.jsonl", "Раз.")
    tokens = backend.count_tokens("Где моя посылка?")
    recording.close()
    assert RecordedBackend(Recording(tmp_path / "calls.jsonl"), WHO, None).count_tokens("Где моя посылка?") == tokens


def test_a_torn_last_line_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    backend, _, recording = recorded(path, "Раз.")
    backend.complete(ASKED)
    recording.close()
    whole = path.read_bytes()
    for torn in (b'{"key": "ab', b"\0\0\0"):
        path.write_bytes(whole + torn)
        assert len(Recording(path)) == 1, "read"
        again = Recording(path, writable=True)
        assert (len(again), path.read_bytes()) == (1, whole)
        again.close()


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text('{"id": "a"}\n{"id": "b"}\n')
    with pytest.raises(EvaluationError, match=r"calls\.jsonl:1: это не запись"):
        Recording(path)


def test_two_writers_do_not_mix(tmp_path: Path) -> None:
    first = Recording(tmp_path / "calls.jsonl", writable=True)
    with pytest.raises(EvaluationError, match="уже пишет другая команда"):
        Recording(tmp_path / "calls.jsonl", writable=True)
    first.close()


def test_a_worker_that_may_not_write_hands_its_calls_back(tmp_path: Path) -> None:
    stub, path = StubBackend(["Раз."]), tmp_path / "calls.jsonl"
    worker = Recording(path)
    RecordedBackend(worker, WHO, lambda: stub).complete(ASKED)
    assert not path.exists()
    parent = Recording(path, writable=True)
    parent.add(tuple(worker.fresh))
    parent.add(tuple(worker.fresh))
    parent.close()
    assert len(path.read_text().splitlines()) == 1
    assert json.loads(path.read_text())["text"] == "Раз."
