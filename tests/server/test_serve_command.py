"""`rewriter serve` as a process: it starts, says where it is, `rewriter rewrite` uses it, it stops when told and gives its draft back."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from rewriter.server.app import create_app
from rewriter.server.serving import Server
from tests.backends import fake_server
from tests.cli.running import environment, process, run
from tests.server.conftest import CASE, GOOD, TOKEN, desk_with


class Shown:
    """What a process has written to stderr so far."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self.text = ""
        self._child = child
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._child.stderr is not None
        for line in self._child.stderr:
            self.text += line

    def waits_for(self, pattern: str) -> re.Match[str]:
        end = time.monotonic() + 60
        while (found := re.search(pattern, self.text)) is None:
            assert time.monotonic() < end, f"«{pattern}» never came:\n{self.text}"
            assert self._child.poll() is None, f"it has ended:\n{self.text}"
            time.sleep(0.02)
        return found


@contextmanager
def serving(*arguments: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], Shown, str]]:
    command = [sys.executable, "-m", "rewriter", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment(**more)) as child:
        shown = Shown(child)
        try:
            yield child, shown, shown.waits_for(r"Страница: (\S+)/")[1]
        finally:
            child.terminate()
            child.wait(60)


@pytest.fixture
def stub_model() -> Iterator[str]:
    """The URL of a small OpenAI-compatible server."""
    with fake_server.serving(fake_server.stream(GOOD)) as model:
        yield model.url


def asked(url: str, path: str = "/readyz", **more) -> httpx.Response:
    return httpx.get(url + path, trust_env=False, **more)


def ready(url: str) -> bool:
    """Whether it has loaded; who comes before, on a machine that is busy, may see the connection reset."""
    try:
        return asked(url).status_code == 200
    except httpx.TransportError:
        return False


def test_the_first_start_shows_the_key_once_and_the_second_does_not(stub_model: str):
    own = {"OPENAI_BASE_URL": stub_model, "REWRITER_BACKEND": "openai"}
    with serving(**own) as (_, shown, url):
        token = shown.waits_for(r"#key=(\S+)")[1]
        assert asked(url, "/v1/packs", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert (Path(os.environ["REWRITER_STATE"]) / "token").read_text().strip() == token
    with serving(**own) as (_, shown, url):
        shown.waits_for("Страница")
        assert "#key=" not in shown.text
    assert run("serve", "--link").out.strip() == f"http://127.0.0.1:8017/#key={token}"


def test_rewrite_uses_the_running_service_and_says_so(stub_model: str, tmp_path: Path):
    own = {"OPENAI_BASE_URL": stub_model, "REWRITER_BACKEND": "openai", "REWRITER_TOKEN": TOKEN}
    draft = tmp_path / "draft.txt"
    draft.write_text(CASE["draft"], encoding="utf-8")
    with serving(**own) as (_, shown, url):
        while not ready(url):
            time.sleep(0.05)
        # Without the service this call would find no model: nothing listens there.
        alone = own | {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
        done = process("rewrite", str(draft), "--pack", "post", "--format", "json", **alone)
        assert done.code == 0, done.err
        assert json.loads(done.out)["reply"] == GOOD
        assert f"Переписал сервис {url}" in done.err
        assert process("rewrite", str(draft), "--pack", "post", "--no-service", **alone).code == 3
        assert CASE["draft"] not in shown.text
    done = process("rewrite", str(draft), "--pack", "post", "--format", "json", **own)  # it is gone: rewritten here
    assert json.loads(done.out)["reply"] == GOOD
    assert "сервис" not in done.err.lower()


def test_a_service_that_does_not_answer_is_said_and_done_without(stub_model: str, tmp_path: Path):
    state = Path(os.environ["REWRITER_STATE"])
    state.mkdir(parents=True)
    (state / "service.json").write_text(json.dumps({"url": "http://127.0.0.1:9", "backend": "openai", "model": None, "pid": os.getpid()}))
    done = process("rewrite", "-", "--pack", "post", stdin=CASE["draft"], OPENAI_BASE_URL=stub_model, REWRITER_BACKEND="openai")
    assert (done.code, done.out.strip()) == (0, GOOD)
    assert "Сервис http://127.0.0.1:9 не помог: ConnectError. Переписываю здесь." in done.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(stub_model: str, number: signal.Signals):
    with serving(OPENAI_BASE_URL=stub_model, REWRITER_BACKEND="openai") as (child, shown, _):
        assert (Path(os.environ["REWRITER_STATE"]) / "service.json").exists()
        child.send_signal(number)
        child.wait(30)
        assert child.returncode in (0, 128 + number, -number)
        assert "Traceback" not in shown.text
        assert not (Path(os.environ["REWRITER_STATE"]) / "service.json").exists()


def test_a_port_that_is_taken_and_a_host_without_tls_are_told(stub_model: str):
    with serving(OPENAI_BASE_URL=stub_model, REWRITER_BACKEND="openai") as (_, _, url):
        taken = process("serve", "--port", url.rpartition(":")[2])
        assert taken.code == 2
        assert "не занять" in taken.err
    exposed = process("serve", "--host", "0.0.0.0")
    assert exposed.code == 2
    assert "без шифрования" in exposed.err


def test_a_signal_amid_the_start_waits_for_its_end():
    desk = desk_with()
    server = Server(create_app(desk, TOKEN), desk)
    steps = []

    def serve() -> None:
        with server.stoppable():
            signal.raise_signal(signal.SIGINT)
            steps.append("an event loop is made")
            server.run(sockets=[])
            steps.append("and closed")

    with pytest.raises(KeyboardInterrupt):
        serve()
    assert steps == ["an event loop is made", "and closed"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
