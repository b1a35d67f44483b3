"""Whom the servers run as, and which folders they may enter."""

import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.embedded.errors import EmbeddedError

if sys.platform != "win32":
    import pwd

# PostgreSQL refuses to run as root; a user made for us is better than the shared one.
UNPRIVILEGED = ("perfect-catch", "nobody")
SHELL = "/bin/sh"
LONGEST_RUN = 400


@dataclass(frozen=True)
class Account:
    """The user a server runs as: our own, or for root an unprivileged one."""

    uid: int
    gid: int
    drops: bool

    def run(
        self, *command: str | Path, given: str = "", passing: Sequence[int] = ()
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program as this user, away from our terminal, environment and folder."""
        return subprocess.run(  # noqa: S603  # our own binaries with our own arguments
            [str(part) for part in command],
            input=given,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST_RUN,
            check=False,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            start_new_session=True,
            pass_fds=passing,
            user=self.uid if self.drops else None,
            group=self.gid if self.drops else None,
            extra_groups=[] if self.drops else None,
        )

    def can_run(self, binary: Path) -> bool:
        try:
            return self.run(binary, "--version").returncode == 0
        except PermissionError:
            return False

    def takes(self, path: Path, mode: int) -> None:
        """Make the path this user's own."""
        path.chmod(mode)
        if self.drops:
            os.chown(path, self.uid, self.gid)

    def folder(self, path: Path) -> Path:
        """A folder that this user owns and others may at most pass through."""
        make_folder(path)
        self.takes(path, 0o711 if self.drops else 0o700)
        return path

    def must_enter(self, folder: Path) -> None:
        if self.run(SHELL, "-c", 'cd -- "$0"', folder).returncode != 0:
            raise EmbeddedError(
                f"STATE_DIR: user {_name(self.uid)}, whom the servers run as, cannot enter "
                f"{folder}. Set STATE_DIR to a folder that everyone may pass through, such as "
                "/var/lib/perfect-catch."
            )


def account_for(data: Path) -> Account:
    """Whoever owns the data; for new data ourselves, or an unprivileged user if we are root."""
    own = os.geteuid()
    owner = data.stat() if data.exists() else None
    if own != 0:
        if owner and owner.st_uid != own:
            raise EmbeddedError(
                f"{data} belongs to user {_name(owner.st_uid)}. Run as that user, or set "
                "STATE_DIR to a folder of your own."
            )
        return Account(own, os.getegid(), drops=False)
    if owner and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, drops=True)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, drops=True)
    raise EmbeddedError(
        f"As root the servers run as one of {', '.join(UNPRIVILEGED)}, and there is no such user. "
        "Make one, or set DATABASE_URL and REDIS_URL."
    )


def make_folder(path: Path) -> Path:
    """The folder with its parents; what is made here, root's servers may pass through."""
    try:
        for part in reversed((path, *path.parents)):
            if not part.exists():
                part.mkdir(exist_ok=True)
                part.chmod(0o711 if os.geteuid() == 0 else 0o700)
        if not stat.S_ISDIR(path.stat().st_mode):
            raise NotADirectoryError(20, "Not a directory", str(path))
    except OSError as error:
        raise EmbeddedError(
            f"STATE_DIR: {path} cannot be used: {error.strerror}. Set STATE_DIR to a folder that "
            "this user can write."
        ) from error
    return path


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
