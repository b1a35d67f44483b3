"""What both servers keep in their folders: a password, a port, and the end of their log."""

import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from agent.embedded.account import Account

LOOPBACK = "127.0.0.1"
LARGEST_LOG = 10_000_000
# What a path of a unix socket may have at most, in bytes: 103 on macOS, 107 on Linux.
LONGEST_SOCKET = 103


def kept(path: Path, make: Callable[[], str]) -> str:
    """The text of a private file, made once; a half-written file never takes its name."""
    if not path.exists():
        _make(path, make())
    return path.read_text().strip()


def _make(path: Path, text: str) -> None:
    """Give a whole file this name unless another process was quicker."""
    new = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(new, path)
    new.unlink()


def write(path: Path, text: str, account: Account | None = None, mode: int = 0o600) -> None:
    """Replace a file in one step; a link that someone left in its place is not followed."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        file.write(text)
    if account:
        account.takes(new, mode)
    new.replace(path)


def password(folder: Path) -> str:
    return kept(folder / "password", lambda: secrets.token_urlsafe(24))


def port(folder: Path) -> int:
    return int(kept(folder / "port", lambda: str(_free_port())))


def settle_port(folder: Path) -> int:
    """The port of last time, so that addresses stay true, or a new one if it was taken."""
    if not _is_free(port(folder)):
        write(folder / "port", str(_free_port()))
    return port(folder)


def fits_socket(path: Path) -> bool:
    return len(os.fsencode(path)) <= LONGEST_SOCKET


def trimmed(log: Path) -> Path:
    """The log, emptied when it has grown large; called while the server is down."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        os.truncate(log, 0)
    return log


def last_words(log: Path) -> str:
    """The end of a log on one line, for an error."""
    if not log.exists():
        return "it wrote no log"
    lines = log.read_text(errors="replace")[-2000:].strip().splitlines()[-4:]
    return f"its log ends: {' | '.join(lines)}" if lines else "its log is empty"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, number))
        except OSError:
            return False
    return True
