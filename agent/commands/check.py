"""`check`: tries every credential and every server that the settings name, each by itself."""

import argparse
import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from itertools import chain

from redis.asyncio import Redis
from redis.exceptions import RedisError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from agent.catalogue import load_catalogue
from agent.commands.common import command
from agent.embedded import embedded_servers
from agent.exposure import exposure_of
from agent.log import hide, redact
from agent.settings import Settings
from agent.standin import local_company
from agent.wiring import client_of, open_database, plain
from tools.errors import ToolProblem
from tools.servicetitan.client import Client
from tools.servicetitan.settings.business_units import BusinessUnits
from tools.wording import counted

UNNAMED = "the token names no scopes, so nothing can be compared"
SECONDS = 20.0
"""How long a part may take to answer; starting a built-in one has a patience of its own."""


class Parts:
    """What the settings name; a part that cannot be opened hides none of the others."""

    def __init__(self, settings: Settings, stack: AsyncExitStack) -> None:
        self.settings = settings
        self._stack = stack
        self._redis: Redis | None = None
        self._client: Client | None = None

    async def database_url(self) -> str:
        url = plain(self.settings.database_url)
        if url:
            return url
        servers = embedded_servers(self.settings.state_dir, redis=False)
        return (await self._stack.enter_async_context(servers)).database_url

    async def redis(self) -> Redis:
        url = plain(self.settings.redis_url)
        if not url:
            servers = embedded_servers(self.settings.state_dir, postgres=False)
            url = (await self._stack.enter_async_context(servers)).redis_url
        redis: Redis = Redis.from_url(url)
        self._stack.push_async_callback(redis.aclose)
        self._redis = redis
        return redis

    async def company(self) -> None:
        """Start the made-up company where no ServiceTitan is named."""
        if self.settings.starts_sandbox:
            company = await self._stack.enter_async_context(local_company(self.settings))
            self.settings = self.settings.updated(company)

    async def client(self) -> Client:
        if self._client is None:
            await self.company()
            self._client = client_of(self.settings, self._redis)
            self._stack.push_async_callback(self._client.aclose)
        return self._client


Probe = Callable[[Parts], Awaitable[str]]


@command
async def check(settings: Settings, arguments: list[str]) -> int:
    """Try Redis, ServiceTitan, the scopes of tools and tables, the database, the choice of tools.

    Every part is tried, whatever the others answer; the exit code is 1 when any failed.
    """
    argparse.ArgumentParser("perfect-catch check", description=check.__doc__).parse_args(arguments)
    for secret in settings.secrets():
        hide(secret)
    async with AsyncExitStack() as stack:
        parts = Parts(settings, stack)
        results = [await _tried(name, probe, parts) for name, probe in PROBES.items()]
    table = Table("part", "state", "what it says")
    for name, ok, words in results:
        table.add_row(name, "ok" if ok else "[red]failed[/red]", escape(redact(words)))
    Console().print(table)
    return 0 if all(ok for _, ok, _ in results) else 1


async def _tried(name: str, probe: Probe, parts: Parts) -> tuple[str, bool, str]:
    try:
        return name, True, await probe(parts)
    except TimeoutError:
        return name, False, f"no answer within {SECONDS:.0f} s"
    except Exception as problem:  # noqa: BLE001 - whatever a part answers is its state
        return name, False, str(problem) or repr(problem)


class NoSharedLimit(ToolProblem):
    """Redis, through which processes share ServiceTitan's limits, does not answer."""


async def _redis(parts: Parts) -> str:
    redis = await parts.redis()
    try:
        async with asyncio.timeout(SECONDS):
            info = await redis.info("server")
    except (RedisError, OSError) as gone:
        told = str(gone) or f"no answer within {SECONDS:.0f} s"
        raise NoSharedLimit(
            f"{told} Meanwhile each process keeps ServiceTitan's 60 calls a second for itself "
            "alone: several together ask too often."
        ) from gone
    given = parts.settings.redis_url is not None
    shared = "with this REDIS_URL" if given else "of this STATE_DIR; others need one REDIS_URL"
    version = info["redis_version"]
    return f"Redis protocol {version}; ServiceTitan's limits are shared by all processes {shared}"


async def _credentials(parts: Parts) -> str:
    client = await parts.client()
    async with asyncio.timeout(SECONDS):
        await client.scopes()
    return "a token was granted"


async def _servicetitan(parts: Parts) -> str:
    client = await parts.client()
    async with asyncio.timeout(SECONDS):
        page = await BusinessUnits(client).list_business_units(page_size=1, include_total=True)
    settings = parts.settings
    made_up = settings.is_sandbox
    where = "the made-up company" if made_up else f"tenant {settings.service_titan_tenant_id}"
    many = page.get("totalCount")
    told = "business units can be read" if many is None else counted(many, "business unit")
    return f"{where}: {told}"


class ScopesMissing(ToolProblem):
    """Tools that these settings offer need scopes that the ServiceTitan app was not granted."""


async def _scopes(parts: Parts) -> str:
    granted = await _granted(parts)
    return compared(granted, parts.settings) if granted else UNNAMED


async def _granted(parts: Parts) -> frozenset[str]:
    client = await parts.client()
    async with asyncio.timeout(SECONDS):
        return await client.scopes()


def compared(granted: frozenset[str], settings: Settings) -> str:
    """What the offered tools need beside what was granted."""
    exposure, catalogue = exposure_of(settings), load_catalogue()
    exposure.check(catalogue)
    scopes = [
        entry.api_scope.split()
        for entry in catalogue.values()
        if entry.api_scope and exposure.offers(entry)
    ]
    needed = Counter(chain.from_iterable(scopes))
    lacking = {scope: tools for scope, tools in needed.items() if scope not in granted}
    if lacking:
        tools = {scope: counted(many, "tool") for scope, many in sorted(lacking.items())}
        names = ", ".join(f"{scope} ({many})" for scope, many in tools.items())
        told = f"{counted(len(granted), 'scope')} granted, {len(lacking)} more needed: {names}."
        raise ScopesMissing(f"{told} Grant them to the app, or leave their tools out (TOOLSETS).")
    enough = f"enough for all tools that need one: {len(scopes)}"
    return f"{counted(len(granted), 'scope')} granted, {enough}"


class NotFed(ToolProblem):
    """Tables of the mirror cannot be fed: the ServiceTitan app was not granted their scopes."""


class NotListed(ToolProblem):
    """The sync does not say which tables it feeds, so their scopes cannot be compared."""


async def _tables(parts: Parts) -> str:
    granted, needed = await _granted(parts), await _feeding()
    return fed(granted, needed) if granted else UNNAMED


async def _feeding() -> dict[str, str]:
    """The scope that each table which the settings leave in is fed by, as the sync tells it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sync.needs", stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(SECONDS):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise NotListed(err.decode().strip() or NotListed.__doc__)
    needed: dict[str, str] = json.loads(out)
    return needed


def fed(granted: frozenset[str], needed: Mapping[str, str]) -> str:
    """Which tables the scopes granted feed; `needed` is the scope of each."""
    lacking: dict[str, list[str]] = {}
    for table, scope in needed.items():
        if scope not in granted:
            lacking.setdefault(scope, []).append(table)
    if lacking:
        many = counted(sum(map(len, lacking.values())), "table")
        names = ", ".join(f"{scope} ({', '.join(of)})" for scope, of in sorted(lacking.items()))
        raise NotFed(
            f"{many} of the mirror would not be fed, for want of {names}. Grant these to the app, "
            "or leave their tables out (SYNC_EXCLUDE)."
        )
    return f"enough for all tables that the sync feeds: {len(needed)}"


async def _database(parts: Parts) -> str:
    url = await parts.database_url()
    async with asyncio.timeout(SECONDS), open_database(url, parts.settings) as database:
        return str(await database.value("server_version"))


async def _tools(parts: Parts) -> str:
    exposure, catalogue = exposure_of(parts.settings), load_catalogue()
    exposure.check(catalogue)
    offered = counted(sum(map(exposure.offers, catalogue.values())), "tool")
    idle = exposure.idle(catalogue)
    return f"{offered} offered{f'; {idle}' if idle else ''}"


PROBES: dict[str, Probe] = {
    "redis": _redis,
    "credentials": _credentials,
    "servicetitan": _servicetitan,
    "scopes": _scopes,
    "tables": _tables,
    "database": _database,
    "tools": _tools,
}
"""Redis first, since it keeps the limits for ServiceTitan; the database asks who the company is."""
