"""The built-in Valkey: started, asked whether it lives, and stopped."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from agent.embedded import locks, place
from agent.embedded.account import Account, account_for, make_folder
from agent.embedded.binaries import valkey_program
from agent.embedded.errors import EmbeddedError

ANSWER_PATIENCE = 5.0
START_PATIENCE = 60.0
STOP_PATIENCE = 30.0

CONFIG = """# Written at each start.
bind 127.0.0.1
port {port}
protected-mode yes
requirepass {password}
daemonize yes
pidfile {pid}
dir {data}
logfile {log}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


class Valkey:
    """One data directory of Valkey and the server over it."""

    name = "valkey"

    def __init__(self, state: Path) -> None:
        self._programs = state / "programs"
        self.folder = make_folder(state / "valkey")
        self.password = place.password(self.folder)
        self._data = self.folder / "data"
        self._log = self._data / "server.log"

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{place.LOOPBACK}:{place.port(self.folder)}/0"

    def alive(self) -> bool:
        return self._ask("PING").endswith("+PONG")

    def start(self) -> None:
        account = account_for(self._data)
        account.must_enter(self.folder)
        account.folder(self._data)
        account.takes(self._data, 0o700)
        binary = valkey_program().placed(self._programs, account)
        lock = self._lock(unless=self.alive)
        if lock is not None:
            try:
                self._launch(account, binary, lock)
            finally:
                os.close(lock)

    def stop(self) -> None:
        """Ask it to write everything down and leave, and wait until it has."""
        self._ask("SHUTDOWN")
        lock = self._lock(unless=lambda: False)
        if lock is not None:
            os.close(lock)

    def _launch(self, account: Account, binary: Path, lock: int) -> None:
        config = self._data / "valkey.conf"
        text = CONFIG.format(
            port=place.settle_port(self.folder),
            password=self.password,
            data=_quoted(self._data),
            pid=_quoted(self._data / "pid"),
            log=_quoted(place.trimmed(self._log)),
        )
        place.write(config, text, account)
        said = account.run(binary, config, passing=[lock])
        deadline = time.monotonic() + START_PATIENCE
        while not self.alive():
            if said.returncode != 0 or time.monotonic() > deadline:
                why = f"{said.stdout} {said.stderr}".strip()[-500:]
                raise EmbeddedError(f"Valkey does not start ({why}); {place.last_words(self._log)}")
            time.sleep(0.01)

    def _lock(self, unless: Callable[[], bool]) -> int | None:
        """The lock that the server itself inherits: it is free when no server has the data.

        Two servers on one append-only file would ruin it. A server may hang, and one that a start
        since killed has left behind may answer only now: then there is nothing to start.
        """
        deadline = time.monotonic() + STOP_PATIENCE
        while (lock := locks.attempt(self.folder / "server.lock")) is None:
            if unless():
                return None
            if time.monotonic() > deadline:
                raise EmbeddedError(
                    f"A Valkey that does not answer still holds {self._data}. End it."
                )
            time.sleep(0.02)
        return lock

    def _ask(self, command: str) -> str:
        """What the server answers after our password; nothing if it does not."""
        said = f"AUTH {self.password}\r\n{command}\r\n".encode()
        with socket.socket() as line:
            line.settimeout(ANSWER_PATIENCE)
            answer = b""
            try:
                line.connect((place.LOOPBACK, place.port(self.folder)))
                line.sendall(said)
                while answer.count(b"\r\n") < 2 and (part := line.recv(1024)):  # noqa: PLR2004
                    answer += part
            except OSError:
                return ""
        return answer.decode(errors="replace").strip()


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
