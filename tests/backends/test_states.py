"""States on disk: what is not exactly as written counts as absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rewriter.backends import states
from rewriter.backends.states import StateStore

STATIC = list(range(100))


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    store = StateStore(tmp_path / "states", "model a")
    store.save(STATIC, STATIC, b"state" * 100)
    return store


def test_what_was_saved_is_loaded(store: StateStore) -> None:
    assert store.load(STATIC) == (STATIC, b"state" * 100)


def test_a_beginning_is_kept_and_replaced_by_more(store: StateStore) -> None:
    store.save(STATIC, STATIC[:40], b"part")
    assert store.load(STATIC) == (STATIC[:40], b"part")
    store.save(STATIC, STATIC, b"whole")
    assert store.load(STATIC) == (STATIC, b"whole")


def test_other_tokens_or_another_model_find_nothing(store: StateStore) -> None:
    assert store.load([*STATIC, 1]) is None
    assert StateStore(store.folder, "model b").load(STATIC) is None


@pytest.mark.parametrize("at", [0, 9, 20, 90, 300, -1])
def test_a_flipped_byte_is_noticed(store: StateStore, at: int) -> None:
    path = store.path(STATIC)
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert store.load(STATIC) is None


@pytest.mark.parametrize("size", [0, 4, 11, 50, 200])
def test_a_truncated_file_is_noticed(store: StateStore, size: int) -> None:
    path = store.path(STATIC)
    path.write_bytes(path.read_bytes()[:size])
    assert store.load(STATIC) is None


def test_a_file_of_another_key_is_not_taken_for_ours(store: StateStore) -> None:
    other = StateStore(store.folder, "model b")
    store.path(STATIC).replace(other.path(STATIC))
    assert other.load(STATIC) is None


def test_only_the_latest_used_are_kept(store: StateStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "_KEPT", 3)
    for i in range(5):
        os.utime(store.path(STATIC))  # used again and again
        store.save([i], [i], b"x")
        os.utime(store.path([i]), (1_000_000 + i, 1_000_000 + i))
    kept = {path.name for path in store.folder.glob("*.kv")}
    assert store.path(STATIC).name in kept
    assert len(kept) == 3


def test_a_folder_that_cannot_be_written_costs_nothing_but_speed(tmp_path: Path) -> None:
    (tmp_path / "states").write_text("a file where the folder should be")
    store = StateStore(tmp_path / "states", "model a")
    store.save(STATIC, STATIC, b"x")
    assert store.load(STATIC) is None


def test_no_leftovers(store: StateStore) -> None:
    assert [path.suffix for path in store.folder.iterdir()] == [".kv"]
