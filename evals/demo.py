"""`perfect-catch demo`: everything with a made-up company, asked by a real MCP client."""

import argparse
import asyncio
import json
import os
import shlex
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from fastmcp import Client
from fastmcp.client.transports import StdioTransport

from agent.commands.common import mendable, on_sigterm, say
from agent.log import setup_logging
from agent.settings import Settings, SettingsError, load_settings
from agent.wiring import open_deps
from evals.questions import DemoError, Guide, walk
from evals.screen import Screen
from tools.deps import Deps
from tools.servicetitan.crm.customers import Customers
from tools.wording import counted

OTHERS = ("TOOLSETS", "TOOLS_ALLOW", "TOOLS_EXCLUDE", "STDIO_ROLE", "API_KEYS", "HOST")
"""Settings that would leave the demo without a tool it shows; it runs with their defaults."""
REAL = (
    "SERVICE_TITAN_CLIENT_ID",
    "SERVICE_TITAN_CLIENT_SECRET",
    "SERVICE_TITAN_TENANT_ID",
    "SERVICE_TITAN_APP_KEY",
    "SERVICE_TITAN_ENVIRONMENT",
    "SERVICE_TITAN_API_URL",
    "SERVICE_TITAN_AUTH_URL",
)
USUAL = tuple(Settings.model_fields[name].default for name in ("sandbox_customers", "sandbox_seed"))
"""The company that everybody gets who asks for none."""
TENANTS = "select distinct tenant_id from servicetitan.st_customers"
START_SECONDS = 60.0
ENDS_BY_ITSELF = 5.0


def main(argv: Sequence[str] | None = None) -> int:
    """Start everything with a made-up company, sync it, and ask a real client's questions."""
    options = _parser().parse_args(argv)
    try:
        setup_logging("warning", "text")
        os.environ.update(changes(load_settings(), options.customers, options.seed))
        asyncio.run(_stoppable(load_settings(), Screen(), serve=options.serve))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130
    except Exception as problem:  # noqa: BLE001 - whatever it was, a person gets a sentence
        told = isinstance(problem, DemoError) or mendable(problem)
        say(f"The demo stopped: {'' if told else f'{type(problem).__name__}: '}{problem}")
        return 2 if isinstance(problem, SettingsError) else 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("perfect-catch demo", description=main.__doc__)
    parser.add_argument("--serve", action="store_true", help="keep an HTTP server up afterwards")
    parser.add_argument("--customers", type=int, help="size of the company (default 2000)")
    parser.add_argument("--seed", type=int, help="another number, another company (default 1)")
    return parser


def changes(settings: Settings, customers: int | None, seed: int | None) -> dict[str, str]:
    """What the demo's environment has otherwise: no real company, a mirror for each made-up one."""
    changed = dict.fromkeys((*REAL, *OTHERS), "") | {"ACCESS": "confirm"}
    size = settings.sandbox_customers if customers is None else customers
    number = settings.sandbox_seed if seed is None else seed
    if (size, number) == USUAL and not settings.has_servicetitan_credentials:
        return changed
    # The database and the folder of the settings may hold another company's mirror.
    return changed | {
        "DATABASE_URL": "",
        "SERVICETITAN_DATABASE_URL": "",
        "STATE_DIR": str(settings.state_dir / f"demo-{size}-{number}"),
        "SANDBOX_CUSTOMERS": str(size),
        "SANDBOX_SEED": str(number),
    }


async def _stoppable(settings: Settings, screen: Screen, *, serve: bool) -> None:
    """Take SIGTERM as Ctrl-C: what was started is stopped."""
    task = asyncio.ensure_future(_demo(settings, screen, serve=serve))
    on_sigterm(task.cancel)
    await task


async def _demo(settings: Settings, screen: Screen, *, serve: bool) -> None:
    began = time.monotonic()
    screen.title("Perfect Catch: a made-up company, its mirror, and an assistant's questions")
    screen.blank()
    async with open_deps(settings) as deps:
        await _introduce(settings, deps, screen, time.monotonic() - began)
        await _sync(deps, screen)
        async with _guide(screen) as guide:
            await walk(guide)
        screen.blank()
        screen.part("done", "every answer came back as it must", time.monotonic() - began)
        _show_connections(screen, settings)
        if serve:
            await _serve(settings, screen)


async def _introduce(settings: Settings, deps: Deps, screen: Screen, seconds: float) -> None:
    """Say what runs now, as each part itself says it."""
    version = await deps.db.value("server_version")
    own = f"built in, data in {settings.state_dir}"
    screen.part("database", f"{version}, {'yours' if settings.database_url else own}")
    info = await deps.redis.info("server") if deps.redis else {}
    name = f"Valkey {info['valkey_version']}" if "valkey_version" in info else "Redis"
    screen.part("queue", f"{name}, {'yours' if settings.redis_url else 'built in'}")
    page = await Customers(deps.st).list_customers(page_size=1, include_total=True, active="Any")
    customers = counted(page["totalCount"] or 0, "customer")
    screen.part(
        "ServiceTitan",
        f"sandbox, a company with {customers} (seed {settings.sandbox_seed})",
    )
    screen.part("started", "all of these", seconds)


async def _sync(deps: Deps, screen: Screen) -> None:
    """Fill the mirror, or bring one up to date that an earlier run has filled."""
    await _refuse_foreign_mirror(deps)
    fresh = await deps.db.rows("sync_status")
    filled = bool(fresh) and all(row["as_of"] for row in fresh)
    mode = "incremental" if filled else "full"
    began = time.monotonic()
    if await _program("sync", mode):
        raise DemoError(f"the {mode} sync failed; what it said is above")
    total = sum(row["rows"] or 0 for row in await deps.db.rows("sync_status"))
    kept = ", the data of an earlier run reused" if filled else ""
    screen.part(
        "mirror", f"{mode} sync, {counted(total, 'record')}{kept}", time.monotonic() - began
    )


async def _refuse_foreign_mirror(deps: Deps) -> None:
    """Keep a made-up company out of a database that mirrors a real one."""
    found = await deps.db.read_only(TENANTS, timeout_ms=5_000, max_rows=10)
    others = {row[0] for row in found.rows} - {deps.tenant_id}
    if others:
        raise DemoError(
            f"DATABASE_URL is the mirror of tenant {min(others)}, a company that is not the "
            "demo's: run the demo without DATABASE_URL"
        )


async def _program(module: str, *arguments: str) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdin=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


@asynccontextmanager
async def _guide(screen: Screen) -> AsyncIterator[Guide]:
    """An MCP client with the server as its subprocess, as Claude Desktop starts it."""
    began = time.monotonic()
    command = [sys.executable, "-m", "agent.cli", "mcp"]
    transport = StdioTransport(command[0], command[1:], env=dict(os.environ), keep_alive=False)
    async with Client(transport, init_timeout=START_SECONDS) as client:
        tools = await client.list_tools()
        words = f"perfect-catch mcp over stdio, {counted(len(tools), 'tool')} listed"
        screen.part("MCP server", words, time.monotonic() - began)
        yield Guide(client, screen)


def connections(settings: Settings, program: Sequence[str]) -> tuple[str, str]:
    """The Claude Desktop and Claude Code configuration of this checkout and this company."""
    variables = {"STATE_DIR": str(settings.state_dir)}
    if not settings.has_servicetitan_credentials:
        variables |= {
            "SANDBOX_CUSTOMERS": str(settings.sandbox_customers),
            "SANDBOX_SEED": str(settings.sandbox_seed),
        }
    server = {"command": program[0], "args": [*program[1:], "mcp"], "env": variables}
    desktop = json.dumps({"mcpServers": {"perfect-catch": server}}, indent=2)
    pairs = [word for pair in variables.items() for word in ("--env", "=".join(pair))]
    code = ["claude", "mcp", "add", "perfect-catch", *pairs, "--", *program, "mcp"]
    return desktop, shlex.join(code)


def program_path() -> list[str]:
    """How other programs start this one: the installed command, else the module."""
    command = Path(sys.executable).with_name("perfect-catch")
    return [str(command)] if command.exists() else [sys.executable, "-m", "agent.cli"]


def _show_connections(screen: Screen, settings: Settings) -> None:
    desktop, code = connections(settings, program_path())
    screen.blank()
    screen.title("Claude Desktop: put this into claude_desktop_config.json")
    screen.block(desktop)
    screen.blank()
    screen.title("Claude Code: run this")
    screen.block(code)


async def _serve(settings: Settings, screen: Screen) -> None:
    """Keep an HTTP server up until Ctrl-C."""
    url = f"http://{settings.host}:{settings.port}"
    if await _answers(url):
        raise DemoError(f"something answers at {url} already; set PORT to a free one")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "agent.cli", "serve"), stdin=asyncio.subprocess.DEVNULL
    )
    try:
        await _until_up(process, url)
        screen.blank()
        screen.part("HTTP server", f"{url}/mcp, {url}/api/tools, {url}/health; Ctrl-C ends it")
        if await process.wait():
            raise DemoError("the HTTP server ended by itself; what it said is above")
    finally:
        await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """See the server off; a Ctrl-C at the terminal has reached it too, a second one would hurt."""
    try:
        await asyncio.wait_for(process.wait(), ENDS_BY_ITSELF)
    except TimeoutError:
        process.send_signal(signal.SIGINT)
        await process.wait()


async def _until_up(process: asyncio.subprocess.Process, url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not await _answers(url):
        if process.returncode is not None or time.monotonic() > deadline:
            raise DemoError(f"the HTTP server did not come up at {url}")
        await asyncio.sleep(0.2)


async def _answers(url: str) -> bool:
    async with httpx.AsyncClient(timeout=5) as http:
        try:
            return (await http.get(f"{url}/health")).is_success
        except httpx.HTTPError:
            return False


if __name__ == "__main__":
    sys.exit(main())
