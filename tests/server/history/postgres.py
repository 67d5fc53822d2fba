"""A real PostgreSQL for the tests: its own cluster in a temporary folder, reached over a socket in that folder only."""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
from pathlib import Path

MISSING = "PostgreSQL is not installed: make postgres"


def programs() -> Path | None:
    """The newest installed server's folder."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    which = shutil.which("initdb")
    return found[-1].parent if found else Path(which).resolve().parent if which else None


class Cluster:
    """A server; `url` of a database on it. Its superuser is `postgres`: PostgreSQL refuses to run as root."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self._binaries = folder, binaries
        self.data = folder / "data"
        if os.getuid() == 0:
            about = pwd.getpwnam("postgres")
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, about.pw_uid, about.pw_gid)
        folder.chmod(0o700)
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = f"listen_addresses=''\nunix_socket_directories='{folder}'\nfsync=off\nfull_page_writes=off\nmax_connections=40\nshared_buffers=16MB\n"
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(settings)

    def start(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """At once, as when the power fails."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def sql(self, statement: str, database: str = "postgres") -> str:
        return self._run("psql", "-h", str(self.folder), "-U", "postgres", "-d", database, "-qtA", "-c", statement).strip()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> str:
        command = [str(self._binaries / program), *arguments]
        if os.getuid() == 0:
            command = ["su", "postgres", "-s", "/bin/sh", "-c", shlex.join(command)]
        # Files, not pipes: the server inherits them, and a pipe would not end before it does.
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd="/", timeout=120, check=False)
            out.seek(0)
            text = out.read()
        assert done.returncode == 0, f"{program}: {text}"
        return text
