"""The made-up company of the tests, its mirror, and the server over both, in this process."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from agent.auth import principal
from agent.calls import Outcome
from agent.gate import Approval
from agent.server import Server as AgentServer
from agent.server import build_server
from agent.settings import Settings, load_settings
from agent.wiring import ClosedGate
from sandbox.servicetitan import Server as Company
from sql import Database
from sync.engine import Engine, Mode
from sync.entities import ENTITIES, find
from sync.visit import World as SyncWorld
from tests.kit.clients import client_of, no_wait
from tools.deps import Deps
from tools.principal import Principal
from tools.toolbox import NoTools

SEED = 7
CUSTOMERS = 200
NOW = datetime(2026, 3, 11, 14, 30, tzinfo=UTC)
"""A Wednesday morning in New York, three days after its clocks went forward."""
ZONE = ZoneInfo("America/New_York")
TODAY = date(2026, 3, 11)
NO_REDIS = "redis://127.0.0.1:1"

OWNER = principal("ann", "owner", "rest")
OTHER_OWNER = principal("bob", "owner", "rest")
DISPATCHER = principal("dee", "dispatcher", "rest")
TECHNICIAN = principal("tom", "technician", "rest")
READER = principal("ray", "reader", "rest")


@dataclass(frozen=True)
class World:
    """A company, the server over it, and everything both stand on."""

    company: Company
    url: str
    deps: Deps
    server: AgentServer

    async def ask(self, tool: str, /, caller: Principal = OWNER, **arguments: Any) -> Any:
        """What a surface gets that cannot ask a person in the middle of a call."""
        return await self.server.call_tool(tool, arguments, caller)

    async def call(
        self,
        tool: str,
        /,
        caller: Principal = OWNER,
        approval: Approval | None = None,
        **arguments: Any,
    ) -> Outcome:
        """The same with the preview still in hand."""
        return await self.server.pipeline.call(tool, arguments, caller, approval=approval)

    async def sync(self, *names: str, mode: Mode = "incremental") -> None:
        """Bring the mirror up to date, as `perfect-catch sync` does."""
        await bring_up_to_date(self.deps, *names, mode=mode)

    async def audited(self) -> list[dict[str, Any]]:
        """The audit log, with the rows that still wait for their batch."""
        await self.server.pipeline._audit.close(self.deps.db)
        rows = await self.deps.db.raw("select * from automation.audit_log order by id")
        return [dict(row) for row in rows]

    def variant(self, **environment: str) -> "World":
        """The same company and mirror behind a server with other settings; run it apart."""
        settings = self.server.settings.updated(environment)
        return replace(self, server=server_over(self.deps, settings))


async def bring_up_to_date(deps: Deps, *names: str, mode: Mode = "incremental") -> None:
    world = SyncWorld(
        db=deps.db,
        fetch=lambda operation, query: deps.st.request_bytes(operation, {}, query),
        tenant=deps.tenant_id,
        now=deps.now,
        sleep=no_wait,
    )
    report = await Engine(world).run(find(names) if names else ENTITIES, mode=mode)
    assert report.exit_code == 0, [one.reason for one in report.entities]


def settings_of(company: Company, url: str, **environment: str) -> Settings:
    return load_settings(environment_of(company, url) | environment)


def environment_of(company: Company, url: str) -> dict[str, str]:
    """The variables that lead a program to this company and this mirror."""
    return {
        **company.env,
        "SERVICE_TITAN_ENVIRONMENT": "sandbox",
        "DATABASE_URL": url,
        "REDIS_URL": NO_REDIS,
    }


def server_over(deps: Deps, settings: Settings) -> AgentServer:
    """The server of these settings over clients that are open already."""

    @asynccontextmanager
    async def opener() -> AsyncIterator[Deps]:
        yield deps

    return build_server(settings, opener)


@asynccontextmanager
async def deps_over(
    company: Company, url: str, now: Callable[[], datetime] = lambda: NOW
) -> AsyncIterator[Deps]:
    """Opened clients of a company and a mirror."""
    database = await Database.connect(url, max_size=6)
    client = client_of(company)
    try:
        yield Deps(
            st=client,
            db=database,
            redis=None,
            zone=ZONE,
            now=now,
            tenant_id=company.tenant,
            principal=principal("tests", "worker", "worker"),
            gate=ClosedGate(),
            tools=NoTools(),
        )
    finally:
        await client.aclose()
        await database.close()


@asynccontextmanager
async def world_over(company: Company, url: str) -> AsyncIterator[World]:
    """A running server over a company and its mirror."""
    async with deps_over(company, url) as deps:
        server = server_over(deps, settings_of(company, url))
        async with server.running():
            yield World(company, url, deps, server)
