"""Processes that hold the built-in servers up, and ways to ask the servers."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
import redis

from agent.embedded.account import Account
from agent.embedded.binaries import valkey_program

NOBODY = 65534
ROOT = os.geteuid() == 0
# Loads all it needs while it may, then becomes an ordinary user: the interpreter itself may lie
# where that user cannot go.
AS_NOBODY = f"""
import os, sys, encodings.idna, agent.embedded.__main__ as program
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
sys.exit(program.main())
"""
START = [sys.executable, "-m", "agent.embedded"]


class Holder:
    """A process that holds the servers up, as root's or as an ordinary user's."""

    def __init__(self, state: Path, *, nobody: bool = False) -> None:
        program = [sys.executable, "-c", AS_NOBODY] if nobody else START
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*program, "--state", str(state)], stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )
        self.urls: dict[str, str] = {}

    def wait(self) -> "Holder":
        assert self.process.stdout
        for _ in range(2):
            name, _, url = self.process.stdout.readline().strip().partition("=")
            self.urls[name] = url
        assert all(self.urls.values()), self.ended()
        return self

    @property
    def database_url(self) -> str:
        return self.urls["DATABASE_URL"]

    @property
    def redis_url(self) -> str:
        return self.urls["REDIS_URL"]

    def ended(self) -> tuple[str, str]:
        return self.process.communicate(timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)
        self.ended()


def make_own(state: Path) -> None:
    state.mkdir(exist_ok=True)
    os.chown(state, NOBODY, NOBODY)


def skip_unless_nobody_can_read() -> None:
    account = Account(NOBODY, NOBODY, drops=True)
    if not account.can_run(valkey_program().root / valkey_program().binary):
        pytest.skip("the installed packages lie where an ordinary user cannot go")


def until(claim: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.005)


async def ask(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def ask_patiently(url: str, sql: str) -> object:
    deadline = time.monotonic() + 40
    while True:
        try:
            return await ask(url, sql)
        except (OSError, asyncpg.PostgresError):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.2)


def cache(url: str) -> "redis.Redis":
    return redis.Redis.from_url(url, decode_responses=True)


def is_up(url: str) -> bool:
    parts = urlsplit(url)
    assert parts.port
    with socket.socket() as line:
        return line.connect_ex((parts.hostname, parts.port)) == 0


def postmaster(state: Path) -> int:
    return int((state / "postgres/data/postmaster.pid").read_text().splitlines()[0])
