"""`check`: tries every credential and every server that the settings name."""

import argparse
import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from rich.console import Console
from rich.table import Table

from agent.catalogue import load_catalogue
from agent.commands.common import command
from agent.exposure import exposure_of
from agent.settings import Settings
from agent.wiring import open_deps
from tools.deps import Deps
from tools.errors import ToolProblem
from tools.servicetitan.settings.business_units import BusinessUnits

Probe = Callable[[Deps, Settings], Awaitable[str]]
SECONDS = 20.0


@command
async def check(settings: Settings, arguments: list[str]) -> int:
    """Try the database, Redis and ServiceTitan, and say what each answers."""
    argparse.ArgumentParser("perfect-catch check", description=check.__doc__).parse_args(arguments)
    table = Table("part", "state", "what it says")
    async with open_deps(settings) as deps:
        results = [await _tried(name, probe, deps, settings) for name, probe in PROBES.items()]
    for name, ok, words in results:
        table.add_row(name, "ok" if ok else "[red]failed[/red]", words)
    Console().print(table)
    return 0 if all(ok for _, ok, _ in results) else 1


async def _tried(name: str, probe: Probe, deps: Deps, settings: Settings) -> tuple[str, bool, str]:
    try:
        async with asyncio.timeout(SECONDS):
            return name, True, await probe(deps, settings)
    except TimeoutError:
        return name, False, f"no answer within {SECONDS:.0f} s"
    except Exception as problem:  # noqa: BLE001 - whatever a part answers is its state
        return name, False, str(problem) or repr(problem)


async def _database(deps: Deps, _: Settings) -> str:
    return str(await deps.db.value("server_version"))


async def _redis(deps: Deps, _: Settings) -> str:
    if deps.redis is None:
        return "not used"
    info = await deps.redis.info("server")
    return f"Redis protocol {info['redis_version']}"


async def _servicetitan(deps: Deps, _: Settings) -> str:
    page = await BusinessUnits(deps.st).list_business_units(page_size=1, include_total=True)
    where = "the made-up company" if deps.notice else f"tenant {deps.tenant_id}"
    return f"{where}: {page.get('totalCount')} business units"


class ScopesMissing(ToolProblem):
    """Tools that these settings offer need scopes that the ServiceTitan app was not granted."""


async def _scopes(deps: Deps, settings: Settings) -> str:
    granted = await deps.st.scopes()
    if not granted:
        return "the token names no scopes, so nothing can be compared"
    exposure = exposure_of(settings)
    needed = Counter(
        entry.api_scope
        for entry in load_catalogue().values()
        if entry.api_scope and exposure.offers(entry)
    )
    lacking = {scope: tools for scope, tools in needed.items() if scope not in granted}
    if lacking:
        names = ", ".join(f"{scope} ({tools} tools)" for scope, tools in sorted(lacking.items()))
        told = f"{len(granted)} scopes granted, {len(lacking)} more are needed: {names}."
        raise ScopesMissing(f"{told} Grant them to the app, or leave their tools out (TOOLSETS).")
    return f"{len(granted)} scopes granted, enough for all {needed.total()} tools that need one"


PROBES: dict[str, Probe] = {
    "database": _database,
    "redis": _redis,
    "servicetitan": _servicetitan,
    "scopes": _scopes,
}
