"""A real PostgreSQL server for the tests: own folder, loopback only, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

CARELESS = "-c fsync=off -c full_page_writes=off -c autovacuum=off"
"""What is thrown away in minutes needs no care."""


class TemporaryPostgres:
    """Starts a server on entering and stops it on leaving; `url` opens its database `postgres`."""

    def __init__(self) -> None:
        found = sorted(
            Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: int(bin.parent.name)
        )
        self._bin = found[-1]
        self._port = free_port()
        self._home = Path(tempfile.mkdtemp(prefix="postgres-"))
        self.url = f"postgresql://tester@127.0.0.1:{self._port}/postgres"

    def __enter__(self) -> TemporaryPostgres:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            user = pwd.getpwnam("postgres")
            os.chown(self._home, user.pw_uid, user.pw_gid)
        self._do(
            "initdb", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-D", self._store
        )
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._home} {CARELESS}"
        self._do(
            "pg_ctl", "-w", "-D", self._store, "-l", f"{self._home}/log", "-o", options, "start"
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._do("pg_ctl", "-w", "-m", "immediate", "-D", self._store, "stop")
        shutil.rmtree(self._home, ignore_errors=True)

    @property
    def _store(self) -> str:
        return str(self._home / "store")

    def _do(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
