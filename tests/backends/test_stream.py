"""From token bytes to text."""

from __future__ import annotations

import pytest

from rewriter.backends.stream import TextStream


def fed(data: bytes, size: int, stop: tuple[str, ...] = ()) -> tuple[TextStream, list[str]]:
    stream = TextStream(stop)
    pieces = [stream.feed(data[i : i + size]) for i in range(0, len(data), size)]
    return stream, [*pieces, stream.feed(b"", final=True)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_characters_are_never_split(size: int) -> None:
    text = "Ждём Вас 😊 в 12:00"
    stream, pieces = fed(text.encode(), size)
    assert "".join(pieces) == stream.text == text
    assert "\ufffd" not in "".join(pieces)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_a_stop_string_is_cut_off_and_never_shown(size: int) -> None:
    stream, pieces = fed("Добрый день!\nКлиент: ой".encode(), size, ("\nКлиент", "###"))
    assert "".join(pieces) == stream.text == "Добрый день!"
    assert stream.stopped


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_the_beginning_of_a_stop_string_that_goes_on_otherwise_is_shown(size: int) -> None:
    stream, pieces = fed("а\nКлюч, б ##".encode(), size, ("\nКлиент", "###"))
    assert "".join(pieces) == stream.text == "а\nКлюч, б ##"


def test_a_truncated_character_becomes_a_replacement() -> None:
    stream, _ = fed("да".encode()[:-1], 1)
    assert stream.text == "д\ufffd"


def test_an_empty_stop_string_is_ignored() -> None:
    assert fed(b"ok", 1, ("",))[0].text == "ok"
