"""The service under load on this machine: checks, rewrites with a stub model server at 1, 10 and 100 connections, checks beside rewrites, and model servers that are slow or broken.

The service, the stub model and this client share the same cores, so throughput is what all three reach together. The ratio is the service's check against the same check in
a loop without HTTP. A draft is lost where an answer 200 has no text, or `failed` has another text than the draft; a request is stuck where it takes `LATE_S` longer than it may,
or where the service still counts it when all have their answers. Either ends the benchmark with exit code 1. Bounded: `--seconds` a row, loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
TOKEN = "token-of-the-load-benchmark"
DRAFT = (ROOT / "docs/sample/draft.txt").read_text(encoding="utf-8")
CLIENT = (ROOT / "docs/sample/client.txt").read_text(encoding="utf-8")
CASE = {"pack": "post", "client_message": CLIENT, "draft": DRAFT}
ANSWER = "Здравствуйте! " + "Посылка RB407315929RU хранится в отделении 630112 до 14 марта 2025 года. " * 2
ALLOWED_S = 3  # what a client of a bad model server gives a rewrite
LATE_S = 5
HALF = 'data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Здравствуйте! Посылка"}}]}\n\n'
GOOD = f"stream({ANSWER!r})"
DIES = "dies meanwhile"
# What the model server does, as an expression of tests.backends.fake_server.
BAD = {
    "answers after 2 s": f"replace({GOOD}, hang_s=2)",
    "hangs": "Reply(hang_s=60, body={})",
    "500": "Reply(500, {'error': {'message': 'boom'}})",
    "half an answer": f"Reply(body={HALF!r}, headers={{'Content-Type': 'text/event-stream'}})",
    "wrong JSON": "Reply(body='<html>not json</html>')",
    "says nothing": "stream('')",
    "is gone": "",
    DIES: GOOD,
}
MODEL = """
from dataclasses import replace
from tests.backends.fake_server import Reply, serving, stream
import time
with serving({reply}) as model:
    print(model.url, flush=True)
    time.sleep(3600)
"""


@dataclass
class Row:
    """What came of a row: seconds of each answer 200, how many of each status, and what must not be."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    stuck: int = 0
    took: float = 1.0

    def written(self, what: str, connections: int) -> str:
        p50, p95, p99 = (percentile(self.times, share) for share in (0.5, 0.95, 0.99))
        told = ", ".join(f"{code}: {count}" for code, count in sorted(self.statuses.items()))
        return f"| {what} | {connections} | {len(self.times) / self.took:.1f} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {told} | {self.lost} | {self.stuck} |"


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000 if times else float("nan")


class Connection:
    """One that is kept open. httpx would do, but with 100 of them it is itself the bottleneck: p99 4 s where this one finds 0.2 s."""

    def __init__(self, url: str, user: int) -> None:
        self.host, port = url.removeprefix("http://").split(":")
        self.port, self.user = int(port), user
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        fields = f"Authorization: Bearer {TOKEN}\r\nX-Rewriter-User: user-{self.user}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        writer.write(f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{fields}\r\n\r\n".encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"^content-length: (\d+)", head, re.MULTILINE)
        assert length is not None, head
        return int(head.split(" ", 2)[1]), await reader.readexactly(int(length[1]))

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def row(url: str, path: str, connections: int, seconds: float, allowed: float = 120) -> Row:
    """Asks for `seconds`, and waits for the last answers."""
    found = Row()
    body = json.dumps(CASE, ensure_ascii=False).encode()
    end = time.monotonic() + seconds

    async def one(number: int) -> None:
        connection = Connection(url, number)
        while time.monotonic() < end:
            began = time.perf_counter()
            try:
                status, answer = await asyncio.wait_for(connection.post(path, body), allowed + LATE_S)
            except (TimeoutError, OSError, EOFError) as error:
                found.stuck += isinstance(error, TimeoutError)
                found.statuses[type(error).__name__] += 1
                break
            if status != 200:
                found.statuses[str(status)] += 1
                await asyncio.sleep(0.2)  # a client that is told to come back does not hammer
                continue
            found.times.append(time.perf_counter() - began)
            result = json.loads(answer)
            found.statuses[f"200 {result['status']}" if "status" in result else "200"] += 1
            if "status" in result:
                found.lost += not result["reply"].strip() or (result["status"] == "failed" and result["reply"] != DRAFT)
        connection.close()

    began = time.monotonic()
    await asyncio.gather(*(one(n) for n in range(connections)))
    found.took = time.monotonic() - began
    return found


async def beside(url: str, seconds: float) -> tuple[Row, Row]:
    """One operator who types while another's rewrites go on."""
    checks, rewrites = await asyncio.gather(row(url, "/v1/check", 1, seconds), row(url, "/v1/rewrite", 1, seconds))
    return checks, rewrites


def still_counted(url: str) -> int:
    """Rewrites that the service believes to be waiting or at work, when nobody waits any more; it has some seconds to notice."""
    left = 0.0
    for _ in range(50):
        told = httpx.get(f"{url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False).text
        left = sum(float(m[1]) for m in re.finditer(r"^rewriter_queue_(?:waiting|busy)\S* (\S+)$", told, re.MULTILINE))
        if not left:
            break
        time.sleep(0.1)
    return int(left)


@contextmanager
def service(reply: str, seconds: float | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a service before a model server that gives this reply, and that server; none listens where the reply is empty."""
    own = {**os.environ, "PYTHONPATH": str(ROOT), "REWRITER_TOKEN": TOKEN, "REWRITER_BACKEND": "openai", "REWRITER_SERVE_RATE_PER_MINUTE": "1000000"}
    if seconds is not None:
        own["REWRITER_TIME_BUDGET_S"] = str(seconds)
    with (
        tempfile.TemporaryDirectory() as state,
        subprocess.Popen([sys.executable, "-c", MODEL.format(reply=reply or GOOD)], stdout=subprocess.PIPE, text=True, env=own, cwd=ROOT) as model,
    ):
        assert model.stdout is not None
        own |= {"OPENAI_BASE_URL": model.stdout.readline().strip(), "REWRITER_STATE": state, "REWRITER_SERVE_HISTORY": "off"}
        if not reply:
            model.kill()
        command = [sys.executable, "-m", "rewriter", "serve", "--port", "0", "--waiting", "64"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own, cwd=ROOT) as served:
            assert served.stderr is not None
            url = next(found[1] for line in served.stderr if (found := re.search(r"Страница: (\S+)/", line)))
            pump = subprocess.Popen(["cat"], stdin=served.stderr, stdout=subprocess.DEVNULL)  # its log must not fill the pipe
            while httpx.get(f"{url}/readyz", trust_env=False).json()["state"] in ("opening", "warming"):
                time.sleep(0.1)
            yield url, model
            served.terminate()
            served.wait(30)
            pump.wait(10)
        model.kill()


def alone() -> float:
    """Milliseconds of the same check in this process, without HTTP."""
    from rewriter import Case, check, load_pack

    pack, case, times = load_pack("post"), Case.model_validate(CASE), []
    for _ in range(60):
        began = time.perf_counter()
        check(case, pack)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[20:])


def well(seconds: float) -> int:
    """The rows with a model server that works; how much was lost or stuck."""
    wrong = 0
    with service(GOOD) as (url, _):
        ratio, single = 0.0, alone()
        for name, path in (("check", "/v1/check"), ("rewrite, stub model", "/v1/rewrite")):
            for connections in (1, 10, 100):
                found = asyncio.run(row(url, path, connections, seconds))
                print(found.written(name, connections), flush=True)
                wrong += found.lost + found.stuck
                if (name, connections) == ("check", 1):
                    ratio = percentile(found.times, 0.5) / single
        checks, rewrites = asyncio.run(beside(url, seconds))
        print(checks.written("check beside a rewrite", 1))
        print(rewrites.written("the rewrite beside it", 1))
        wrong += still_counted(url)
    print(f"\na check without HTTP: {single:.1f} ms; over HTTP, one connection: {ratio:.1f} times that\n")
    return wrong


def badly(seconds: float) -> int:
    """The rows with a model server that does not; how much was lost or stuck."""
    wrong = 0
    for name, reply in BAD.items():
        with service(reply, ALLOWED_S) as (url, model):
            death = threading.Timer(seconds / 2, model.kill)
            if name == DIES:
                death.start()
            found = asyncio.run(row(url, "/v1/rewrite", 10, seconds, ALLOWED_S))
            found.stuck += still_counted(url)
            found.stuck += httpx.post(f"{url}/v1/check", json=CASE, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False).status_code != 200
        print(found.written(f"rewrite, the model server {name}", 10), flush=True)
        wrong += found.lost + found.stuck
    return wrong


HEAD = "| what | connections | a second | p50 ms | p95 ms | p99 ms | answers | drafts lost | stuck |\n" + "| --- " * 9 + "|"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--only", choices=("well", "badly"), help="a half of the rows")
    given = parser.parse_args()
    wrong = 0
    for name, half in (("well", well), ("badly", badly)):
        if given.only in (None, name):
            print(HEAD)
            wrong += half(given.seconds)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
