"""Files of lines that only grow: what is whole stays, what is torn goes, and one writes at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from rewriter.appending import Appending, Busy, NoFile, lines, placed_lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lines.jsonl"


def test_a_line_is_where_append_says(path: Path):
    with Appending(path) as file:
        places = [file.append(line) for line in ("раз", "", "три")]
    assert list(placed_lines(path)) == list(zip(places, ["раз\n".encode(), b"\n", "три\n".encode()], strict=True))
    assert list(lines(path)) == ["раз\n".encode(), b"\n", "три\n".encode()]


@pytest.mark.parametrize("torn", ["{", "при"[:1], "x" * 200_000])
def test_a_torn_last_line_is_not_read_and_goes_when_one_writes_on(path: Path, torn: str):
    path.write_bytes(b"one\n" + torn.encode())
    assert list(lines(path)) == [b"one\n"]
    with Appending(path) as file:
        assert file.size == 4
        assert file.append("two") == 4
    assert path.read_bytes() == b"one\ntwo\n"


def test_cut_leaves_what_it_is_told_and_no_more_than_there_is(path: Path):
    with Appending(path) as file:
        second = [file.append(line) for line in ("one", "two")][1]
        file.cut(1000)
        assert path.read_bytes() == b"one\ntwo\n"
        file.cut(second)
        assert file.append("three") == second
    assert path.read_bytes() == b"one\nthree\n"


def test_one_writes_at_a_time(path: Path):
    with Appending(path), pytest.raises(Busy):
        Appending(path)
    with Appending(path, patience_s=5):
        pass


def test_a_folder_or_a_pipe_is_no_file_of_lines(tmp_path: Path):
    with pytest.raises(OSError, match="directory"):
        Appending(tmp_path)
    with pytest.raises(NoFile):
        Appending(Path("/dev/null"))


def test_a_full_disk_leaves_no_part_of_a_line(path: Path, monkeypatch: pytest.MonkeyPatch):
    class Full:
        """A file whose disk is full after three bytes."""

        def __init__(self, file) -> None:
            self.file = file

        def __getattr__(self, name: str):
            return getattr(self.file, name)

        def write(self, data) -> int:
            self.file.write(bytes(data)[:3])
            raise OSError(28, "No space left on device")

    with Appending(path) as file:
        file.append("one")
        monkeypatch.setattr(file, "_file", Full(file._file))
        with pytest.raises(OSError, match="No space"):
            file.append("another")
    assert path.read_bytes() == b"one\n"
