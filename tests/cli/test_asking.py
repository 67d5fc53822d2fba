"""Pasting on a terminal: a real one (a pseudo-terminal), with readline."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time

import pytest

from tests.cli.running import KEEPING, command, environment

pty = pytest.importorskip("pty")


class Terminal:
    """A command on a pseudo-terminal; stdout goes where the test can read it apart when asked so."""

    def __init__(self, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            command(*arguments), stdin=slave, stdout=slave, stderr=slave, env=environment(TERM="xterm", PYTHONUNBUFFERED="1"), start_new_session=True
        )
        os.close(slave)
        self.seen = ""

    def wait_for(self, words: str, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < until, f"{words!r} is not in {self.seen!r}"
            self._read()

    def _read(self) -> bool:
        if not select.select([self.master], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += data.decode(errors="replace")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def end(self) -> int:
        until = time.monotonic() + 30
        while self._read() and time.monotonic() < until:
            if self.process.poll() is not None and not select.select([self.master], [], [], 0.2)[0]:
                break
        os.close(self.master)
        return self.process.wait(timeout=10)


@pytest.mark.parametrize("end", ["\n\n", ".\n", "\x04"], ids=["two empty lines", "a dot", "Ctrl-D"])
def test_message_and_draft_are_asked_in_turn(end: str) -> None:
    terminal = Terminal("rewrite", "--rules-only")
    terminal.wait_for("Сообщение клиента")
    terminal.wait_for("Ctrl-D)")
    time.sleep(0.2)
    terminal.type("Где посылка?\n\nСколько она хранится?\n" + end)
    terminal.wait_for("Черновик ответа")
    time.sleep(0.2)
    terminal.type(KEEPING + "\n" + end)
    terminal.wait_for("Время: ")
    assert terminal.end() == 0
    assert "Вопросы: " in terminal.seen
    assert "Факты: 1 из 1" in terminal.seen


def test_a_long_line_is_not_cut() -> None:
    terminal = Terminal("rewrite", "--rules-only", "--client", "Где?", "--diff")
    terminal.wait_for("Ctrl-D)")
    time.sleep(0.2)
    for _ in range(60):  # 6 KB in one line; a plain terminal cuts at 4 KB
        terminal.type("Посылка едет в отделение, хранение осуществляется долго. ")
        time.sleep(0.01)
        terminal._read()
    terminal.type("Ждём 15.10.2024.\n.\n")
    terminal.wait_for("Время: ", 60)
    terminal.end()
    assert "Факты: 1 из 1" in terminal.seen


def test_a_marked_paste_is_taken_whole() -> None:
    terminal = Terminal("rewrite", "--rules-only", "--client", "Где?")
    terminal.wait_for("Ctrl-D)")
    time.sleep(0.3)
    if "\x1b[?2004h" not in terminal.seen:
        terminal.process.kill()
        terminal.end()
        pytest.skip("this readline does not mark pastes")
    terminal.type("\x1b[200~Посылка едет.\n\n\n.\nЖдём 15.10.2024.\x1b[201~\n.\n")
    terminal.wait_for("Время: ")
    assert terminal.end() == 0
    assert "Факты: 1 из 1" in terminal.seen


def test_ctrl_c_while_typing_gives_back_what_was_typed() -> None:
    terminal = Terminal("rewrite", "--rules-only", "--client", "Где?")
    terminal.wait_for("Ctrl-D)")
    time.sleep(0.2)
    terminal.type("Посылка едет.\n")
    # The terminal echoes at once; a busy machine may take a while to read the line.
    time.sleep(2)
    terminal._read()
    terminal.seen = ""
    os.kill(terminal.process.pid, signal.SIGINT)
    assert terminal.end() == 130
    assert "Посылка едет." in terminal.seen
    assert "Прервано." in terminal.seen
    assert "Traceback" not in terminal.seen


def test_nothing_typed() -> None:
    terminal = Terminal("rewrite", "--rules-only")
    terminal.wait_for("Ctrl-D)")
    time.sleep(0.2)
    terminal.type("\x04")
    terminal.wait_for("Черновик ответа")
    time.sleep(0.2)
    terminal.type("\x04")
    terminal.wait_for("Черновик пуст")
    assert terminal.end() == 2


def test_check_and_prompt_do_not_wait_for_typing() -> None:
    for name in ("check", "prompt"):
        terminal = Terminal(name)
        assert terminal.end() == 2
        assert "Укажите файл" in terminal.seen
