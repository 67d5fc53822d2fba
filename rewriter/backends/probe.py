"""Whether the local model works here at all.

One token decoded in a process of its own, since a wrong build crashes instead of failing.
"""

from __future__ import annotations

import signal
import subprocess
import sys

from rewriter.backends.protocol import BackendError

REBUILD = (
    'CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" '
    "pip install --force-reinstall --no-cache-dir --no-deps --no-binary llama-cpp-python llama-cpp-python==0.3.36"
)
_CRASHES = {
    int(signal.SIGSEGV): "упала (SIGSEGV): так ведёт себя сборка под процессоры с AMX",
    int(signal.SIGILL): "упала (SIGILL): собрана под команды, которых у этого процессора нет",
}


def probe(model: str | None = None, *, timeout_s: float = 120.0) -> str | None:
    """None where the model decodes a token; else what is wrong and the command that mends it, in Russian."""
    command = [sys.executable, "-m", "rewriter.backends.probe", *([model] if model else [])]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return f"Модель не ответила за {timeout_s:.0f} с: не занят ли процессор другой моделью?"
    return explain(done.returncode, done.stderr)


def explain(code: int, stderr: str) -> str | None:
    """What a probe's exit says; a negative code is a signal's number, as `subprocess` gives it."""
    if code == 0:
        return None
    if reason := _CRASHES.get(-code):
        return f"llama-cpp-python {reason}. Пересоберите: {REBUILD}"
    if -code == int(getattr(signal, "SIGKILL", 9)):
        return "Система остановила модель: не хватило памяти. Закройте другие программы."
    last = (stderr.strip().splitlines() or ["причина не названа"])[-1]
    return last if code == 3 else f"Модель не запускается (код {code}): {last}"


def _main() -> int:
    from rewriter.backends import Request, open_backend

    try:
        backend = open_backend("local", sys.argv[1] if len(sys.argv) > 1 else None)
        backend.complete(Request(messages=({"role": "user", "content": "Да?"},), max_tokens=1))
    except BackendError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(_main())
