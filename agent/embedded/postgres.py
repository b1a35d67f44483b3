"""The built-in PostgreSQL: made, started, asked whether it lives, and stopped."""

import re
import shutil
import socket
import time
from pathlib import Path

from agent.embedded import locks, place
from agent.embedded.account import Account, account_for, make_folder
from agent.embedded.binaries import major_version, postgres_program
from agent.embedded.errors import EmbeddedError

USER = DATABASE = "perfect_catch"
SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
ANSWER_PATIENCE = 5.0
# After kill -9 PostgreSQL refuses until the old process is reaped and its children are gone.
CRASH_PATIENCE = 30.0
# Replaying 8 GB of WAL, as pg_ctl is told too.
START_PATIENCE = 300.0
# The builtin locale provider sorts alike on every machine; it exists from this version on.
BUILTIN_LOCALE_SINCE = 17
# Iterations protect weak passwords; ours is random, and they cost every connection milliseconds.
ONE_ITERATION, ONE_ITERATION_SINCE = ("-c", "scram_iterations=1"), 16
PORT_LINE, STATUS_LINE = 3, 7
LARGEST_PORT = 65535

CONFIG = """# Written at each start.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{sockets}'
max_connections = 200
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 8GB
min_wal_size = 256MB
wal_buffers = 32MB
wal_writer_delay = 20ms
checkpoint_timeout = 15min
random_page_cost = 1.1
password_encryption = scram-sha-256
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.english'
"""


class Postgres:
    """One data directory of PostgreSQL and the server over it."""

    name = "postgres"

    def __init__(self, state: Path) -> None:
        self._programs = state / "programs"
        self.folder = make_folder(state / "postgres")
        self.password = place.password(self.folder)
        self._data = self.folder / "data"
        self._sockets = self.folder / "run"
        self._log = self._sockets / "server.log"

    @property
    def url(self) -> str:
        port = place.port(self.folder)
        return f"postgresql://{USER}:{self.password}@{place.LOOPBACK}:{port}/{DATABASE}"

    @property
    def socket_folder(self) -> Path | None:
        """Where the unix socket is; nowhere if the path is too long or hard to write down."""
        path = self._socket(LARGEST_PORT)
        plain = not re.search(r"[,\"'\\\n]", str(path))
        return self._sockets if plain and place.fits_socket(path) else None

    def alive(self) -> bool:
        return self._answers(place.port(self.folder)) and self._told(STATUS_LINE) == "ready"

    def start(self) -> None:
        account = account_for(self._data)
        account.must_enter(self.folder)
        account.folder(self._sockets)
        postgres = postgres_program().placed(self._programs, account)
        if not self._data.exists():
            self._make(account, postgres)
        self._must_match(major_version(postgres, account))
        self._start(account, postgres.with_name("pg_ctl"))

    def stop(self) -> None:
        account = account_for(self._data)
        pg_ctl = postgres_program().placed(self._programs, account).with_name("pg_ctl")
        for mode in ("fast", "immediate"):
            if self._answering_port() is None:
                return
            account.run(pg_ctl, "stop", "-w", "-t", "60", "-m", mode, "-D", self._data)

    def _socket(self, port: int) -> Path:
        return self._sockets / f".s.PGSQL.{port}"

    def _answers(self, port: int) -> bool:
        """Whether a server answers PostgreSQL's first question; our own socket names ours."""
        unix = self.socket_folder is not None
        with socket.socket(socket.AF_UNIX if unix else socket.AF_INET) as line:
            line.settimeout(ANSWER_PATIENCE)
            try:
                line.connect(str(self._socket(port)) if unix else (place.LOOPBACK, port))
                line.sendall(SSL_REQUEST)
                return line.recv(1) in {b"N", b"S"}
            except OSError:
                return False

    def _told(self, line: int) -> str:
        """A line of the server's own lock file: its port; or starting, ready, stopping."""
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return ""
        return lines[line].strip() if len(lines) > line else ""

    def _answering_port(self) -> int | None:
        """Where our server answers.

        A start that was killed may have left a server that comes up while the next start already
        chooses another port: the port of the lock file is the true one then.
        """
        port, told = place.port(self.folder), self._told(PORT_LINE)
        if self._answers(port):
            return port
        if told.isdigit() and int(told) != port and self._answers(int(told)):
            place.write(self.folder / "port", told)
            return int(told)
        return None

    def _make(self, account: Account, postgres: Path) -> None:
        """Make the data directory beside its place: a half-made one must never be started.

        The lock goes on to initdb, which outlives us if we are killed, and must be waited for.
        """
        with locks.locked(self.folder / "make.lock") as lock:
            self._make_alone(account, postgres, lock)

    def _make_alone(self, account: Account, postgres: Path, lock: int) -> None:
        new = self._data.with_name("data.new")
        if new.exists():
            shutil.rmtree(new)
        account.folder(new)
        account.takes(new, 0o700)
        secret = self._sockets / "initdb-password"
        place.write(secret, self.password, account)
        try:
            self._initdb(account, postgres, new, secret, lock)
        finally:
            secret.unlink()
        new.rename(self._data)

    def _initdb(
        self, account: Account, postgres: Path, data: Path, secret: Path, lock: int
    ) -> None:
        version = major_version(postgres, account)
        builtin = version >= BUILTIN_LOCALE_SINCE
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if builtin else []
        quick = ONE_ITERATION if version >= ONE_ITERATION_SINCE else ()
        made = account.run(
            *(postgres.with_name("initdb"), "-D", data, "-U", USER, f"--pwfile={secret}"),
            *("-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", *locale, "--data-checksums"),
            *quick,
            passing=[lock],
        )
        if made.returncode != 0:
            raise EmbeddedError(f"PostgreSQL's initdb failed: {_one_line(made.stderr)}")
        single = account.run(
            *(postgres, "--single", "-j", "-D", data, "postgres"),
            given=f"create database {DATABASE};\n\n",
            passing=[lock],
        )
        if single.returncode != 0:
            raise EmbeddedError(f"PostgreSQL could not make its database: {single.stderr[-500:]}")

    def _must_match(self, ours: int) -> None:
        theirs = (self._data / "PG_VERSION").read_text().strip()
        if theirs != str(ours):
            raise EmbeddedError(
                f"{self._data} was made by PostgreSQL {theirs}, and {ours} is installed, which "
                "cannot read it. Install the matching version, or remove that folder and sync "
                "again, or set DATABASE_URL."
            )

    def _start(self, account: Account, pg_ctl: Path) -> None:
        began = time.monotonic()
        crashed = bool(self._told(PORT_LINE))
        while True:
            replaying = self._answering_port() is not None
            said = "it is still starting" if replaying else self._launch(account, pg_ctl)
            if self.alive():
                return
            patience = START_PATIENCE if replaying else CRASH_PATIENCE if crashed else 0
            if time.monotonic() - began > patience:
                log = place.last_words(self._log)
                raise EmbeddedError(f"PostgreSQL does not start ({said}); {log}")
            time.sleep(0.5)

    def _launch(self, account: Account, pg_ctl: Path) -> str:
        self._configure(account)
        log = place.trimmed(self._log)
        done = account.run(pg_ctl, "start", "-w", "-t", "300", "-D", self._data, "-l", log)
        return _one_line(done.stderr or done.stdout)

    def _configure(self, account: Account) -> None:
        port = place.settle_port(self.folder)
        config = CONFIG.format(port=port, sockets=self.socket_folder or "")
        place.write(self._data / "postgresql.conf", config, account)


def _one_line(text: str) -> str:
    return " ".join(text.split())[-500:]
