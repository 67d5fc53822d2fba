"""What this machine offers a model: memory and cores."""

from __future__ import annotations

import os
from pathlib import Path

_CGROUPS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current", "/sys/fs/cgroup/memory.stat"),
    (
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        "/sys/fs/cgroup/memory/memory.usage_in_bytes",
        "/sys/fs/cgroup/memory/memory.stat",
    ),
)


def available_memory() -> int:
    """Bytes that can be taken without swapping, within the container's limit where there is one."""
    import psutil

    free = int(psutil.virtual_memory().available)
    for limit, used, stat in _CGROUPS:
        try:
            most = int(Path(limit).read_text())  # «max» where there is no limit
            cache = next(int(line.split()[1]) for line in Path(stat).read_text().splitlines() if line.startswith("inactive_file "))
            free = min(free, most - int(Path(used).read_text()) + cache)
        except (OSError, ValueError, StopIteration):
            continue
    return max(free, 0)


def physical_cores() -> int:
    """Cores that this process may use; hyper-threads do not make a model faster."""
    import psutil

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(psutil.cpu_count(logical=False) or allowed, allowed))
