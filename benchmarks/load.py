"""The service under load on this machine: checks, and rewrites with a stub model server, at 1, 10 and 100 connections.

The service, the stub model and this client share the same cores, so throughput is what all three reach together. The ratio is the
service's check against the same check in a loop without HTTP. Bounded: `--seconds` a row, loopback only.
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
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
TOKEN = "token-of-the-load-benchmark"
DRAFT = (ROOT / "docs/sample/draft.txt").read_text(encoding="utf-8")
CLIENT = (ROOT / "docs/sample/client.txt").read_text(encoding="utf-8")
CASE = {"pack": "post", "client_message": CLIENT, "draft": DRAFT}
MODEL = """
from tests.backends.fake_server import serving, stream
import time
with serving(stream({answer!r})) as model:
    print(model.url, flush=True)
    time.sleep(3600)
"""


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


async def row(url: str, path: str, connections: int, seconds: float) -> tuple[float, list[float], dict[int, int]]:
    """Requests a second, seconds of each, answers by status."""
    times: list[float] = []
    statuses: dict[int, int] = {}
    body = json.dumps(CASE, ensure_ascii=False).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=120, trust_env=False, limits=httpx.Limits(max_connections=connections)) as client:
        end = time.monotonic() + seconds

        async def one(number: int) -> None:
            while time.monotonic() < end:
                began = time.perf_counter()
                answer = await client.post(path, content=body, headers={"X-Rewriter-User": f"user-{number}"})
                statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
                if answer.status_code == 200:
                    times.append(time.perf_counter() - began)
                else:
                    await asyncio.sleep(0.2)  # a client that is told to come back does not hammer

        began = time.monotonic()
        await asyncio.gather(*(one(n) for n in range(connections)))
        return len(times) / (time.monotonic() - began), times, statuses


def alone() -> float:
    """Milliseconds of the same check in this process, without HTTP."""
    from rewriter import Case, check, load_pack

    pack, case, times = load_pack("post"), Case.model_validate(CASE), []
    for _ in range(60):
        began = time.perf_counter()
        check(case, pack)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[20:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    seconds = parser.parse_args().seconds
    answer = "Здравствуйте! " + "Посылка RB407315929RU хранится в отделении 630112 до 14 марта 2025 года. " * 2
    own = {**os.environ, "PYTHONPATH": str(ROOT), "REWRITER_TOKEN": TOKEN, "REWRITER_BACKEND": "openai", "REWRITER_SERVE_RATE_PER_MINUTE": "1000000"}
    with (
        tempfile.TemporaryDirectory() as state,
        subprocess.Popen([sys.executable, "-c", MODEL.format(answer=answer)], stdout=subprocess.PIPE, text=True, env=own, cwd=ROOT) as model,
    ):
        assert model.stdout is not None
        own |= {"OPENAI_BASE_URL": model.stdout.readline().strip(), "REWRITER_STATE": state, "REWRITER_SERVE_HISTORY": "off"}
        command = [sys.executable, "-m", "rewriter", "serve", "--port", "0", "--waiting", "64"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own, cwd=ROOT) as service:
            assert service.stderr is not None
            url = next(found[1] for line in service.stderr if (found := re.search(r"Страница: (\S+)/", line)))
            pump = subprocess.Popen(["cat"], stdin=service.stderr, stdout=subprocess.DEVNULL)  # its log must not fill the pipe
            while httpx.get(f"{url}/readyz", trust_env=False).status_code != 200:
                time.sleep(0.1)
            single, ratio = alone(), 0.0
            print(f"a check without HTTP: {single:.1f} ms\n")
            print("| what | connections | a second | p50 ms | p95 ms | p99 ms | answers |\n| --- | --- | --- | --- | --- | --- | --- |")
            for name, path in (("check", "/v1/check"), ("rewrite, stub model", "/v1/rewrite")):
                for connections in (1, 10, 100):
                    rate, times, statuses = asyncio.run(row(url, path, connections, seconds))
                    p50, p95, p99 = (percentile(times, s) for s in (0.5, 0.95, 0.99))
                    told = ", ".join(f"{code}: {count}" for code, count in sorted(statuses.items()))
                    print(f"| {name} | {connections} | {rate:.0f} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {told} |", flush=True)
                    if (name, connections) == ("check", 1):
                        ratio = p50 / single
            print(f"\na check over HTTP, one connection: {ratio:.1f} times the check alone")
            service.terminate()
            service.wait(30)
            pump.wait(10)
        model.terminate()


if __name__ == "__main__":
    main()
