"""Running commands: in this process, as the entry point does, or in one of their own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from rewriter.backends import Answer, BackendUnavailable, Request
from rewriter.cli import main
from rewriter.result import Usage

ROOT = Path(__file__).parents[2]
DRAFT = "Согласно п. 34 Правил, хранение осуществляется в течение 30 календарных дней. Мы не можем ускорить доставку."
# The same without the bare refusal, which only a person may send.
KEEPING = "Согласно п. 34 Правил, хранение осуществляется в течение 30 календарных дней."
CLEAN = "Здравствуйте, Анна! Посылка приедет завтра. Хорошего Вам дня!"


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str, stdin: str | bytes = "") -> Done:
    """`main` in this process; stdin is no terminal."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main(arguments)
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return Done(code, *texts)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rewriter", *arguments]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def process(*arguments: str, stdin: str | bytes = "", **more: str) -> Done:
    """`python -m rewriter` as a process."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(command(*arguments), input=data, capture_output=True, env=environment(**more), timeout=60, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def terminal(*arguments: str, stdout: bool = True, **more: str) -> str:
    """What `python -m rewriter` shows on a terminal; without `stdout`, on stderr alone."""
    ours, theirs = os.openpty()
    where = environment(TERM="xterm", COLUMNS="120", **more)
    out = theirs if stdout else subprocess.DEVNULL
    with subprocess.Popen(command(*arguments), stdin=theirs, stdout=out, stderr=theirs, env=where) as child:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal is gone with the child
            while block := os.read(ours, 65536):
                shown += block
        child.wait(60)
    os.close(ours)
    return shown.decode()


class Stub:
    """A backend that answers what it is told to."""

    name = "openai"
    model = "stub"
    supports_grammar = False

    def __init__(self, *answers: str | BaseException) -> None:
        self.answers = list(answers)
        self.closed = False

    def complete(self, request: Request) -> Answer:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return Answer(text=answer, finish_reason="stop", usage=Usage(prompt_tokens=10, completion_tokens=5), ms=1.0)

    def count_tokens(self, text: str) -> int:
        return len(text) // 2

    def close(self) -> None:
        self.closed = True


def unavailable(*_: object, **__: object) -> Stub:
    raise BackendUnavailable("Нет файла модели m.gguf. Скачайте: rewriter models pull.")
