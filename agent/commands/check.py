"""`check`: tries every credential and every server that the settings name."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable

from rich.console import Console
from rich.table import Table

from agent.commands.common import command, mendable
from agent.settings import Settings
from agent.wiring import open_deps
from tools.deps import Deps
from tools.servicetitan.settings.business_units import BusinessUnits

Probe = Callable[[Deps], Awaitable[str]]
SECONDS = 20.0


@command
async def check(settings: Settings, arguments: list[str]) -> int:
    """Try the database, Redis and ServiceTitan, and say what each answers."""
    argparse.ArgumentParser("perfect-catch check", description=check.__doc__).parse_args(arguments)
    table = Table("part", "state", "what it says")
    async with open_deps(settings) as deps:
        results = [await _tried(name, probe, deps) for name, probe in PROBES.items()]
    for name, ok, words in results:
        table.add_row(name, "ok" if ok else "[red]failed[/red]", words)
    Console().print(table)
    return 0 if all(ok for _, ok, _ in results) else 1


async def _tried(name: str, probe: Probe, deps: Deps) -> tuple[str, bool, str]:
    try:
        async with asyncio.timeout(SECONDS):
            return name, True, await probe(deps)
    except TimeoutError:
        return name, False, f"no answer within {SECONDS:.0f} s"
    except Exception as problem:
        if not mendable(problem):
            raise
        return name, False, str(problem)


async def _database(deps: Deps) -> str:
    return str(await deps.db.value("server_version"))


async def _redis(deps: Deps) -> str:
    if deps.redis is None:
        return "not used"
    info = await deps.redis.info("server")
    return f"Redis protocol {info['redis_version']}"


async def _servicetitan(deps: Deps) -> str:
    page = await BusinessUnits(deps.st).list_business_units(page_size=1, include_total=True)
    where = "the made-up company" if deps.notice else f"tenant {deps.tenant_id}"
    return f"{where}: {page.get('totalCount')} business units"


async def _scopes(deps: Deps) -> str:
    granted = await deps.st.scopes()
    return f"{len(granted)} scopes granted" if granted else "the token names no scopes"


PROBES: dict[str, Probe] = {
    "database": _database,
    "redis": _redis,
    "servicetitan": _servicetitan,
    "scopes": _scopes,
}
