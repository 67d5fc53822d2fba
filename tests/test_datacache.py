"""What files of data say, kept between processes: never a wrong or old answer, never a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from rewriter.datacache import cached
from rewriter.pack import PackError, load_pack


class Reader:
    """Counts how often the file was really read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, path: Path) -> object:
        self.times += 1
        return {"text": path.read_text(encoding="utf-8")}


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("REWRITER_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "words.yaml"
    path.write_text("раз", encoding="utf-8")
    return path


def kept(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "cache" / "data").iterdir()
    return found


def test_a_file_is_read_once_until_it_changes(file):
    read = Reader()
    assert [cached(file, "1", read) for _ in range(3)] == [{"text": "раз"}] * 3
    assert read.times == 1
    file.write_text("два слова", encoding="utf-8")
    assert cached(file, "1", read) == {"text": "два слова"}
    assert cached(file, "2", read) == {"text": "два слова"}
    assert read.times == 3, "a new version of the reader reads anew"


@pytest.mark.parametrize("damage", [lambda b: b[:-3], lambda b: b[:-1] + bytes([b[-1] ^ 1]), lambda b: b"", lambda b: b"\xff" * len(b), lambda b: b + b"x"])
def test_a_damaged_cache_is_made_anew(file, tmp_path, damage):
    read = Reader()
    cached(file, "1", read)
    place = kept(tmp_path)
    place.write_bytes(damage(place.read_bytes()))
    assert cached(file, "1", read) == cached(file, "1", read) == {"text": "раз"}
    assert read.times == 2


def test_a_folder_that_cannot_be_written_costs_only_speed(file, tmp_path, monkeypatch):
    (tmp_path / "no-folder").write_text("")
    monkeypatch.setenv("REWRITER_CACHE", str(tmp_path / "no-folder"))
    read = Reader()
    assert cached(file, "1", read) == cached(file, "1", read) == {"text": "раз"}
    assert read.times == 2


def test_a_wrong_word_list_stays_wrong(file, tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("title: Свой\n", encoding="utf-8")
    (pack / "plain-words.yaml").write_text("- phrase: '@нет слова'\n  caught: [а, б]\n  passed: [в, г]\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError, match=r"plain-words\.yaml:1:3: шаблон «@нет слова»: неизвестная часть речи"):
            load_pack(pack)
