"""`db migrate|status|shell`: the database that the settings name, or the embedded one."""

import argparse
import asyncio
import sys

from agent.commands.common import command, say
from agent.embedded import embedded_servers
from agent.settings import Settings
from sql.migrate import migrate, status


@command
async def db(settings: Settings, arguments: list[str]) -> int:
    """Bring the database up to date, say where it stands, or open a shell on it."""
    parser = argparse.ArgumentParser("perfect-catch db", description=db.__doc__)
    parser.add_argument("action", choices=["migrate", "status", "shell"])
    action = parser.parse_args(arguments).action
    if settings.database_url is not None:
        return await _act(action, settings.database_url.get_secret_value(), settings)
    async with embedded_servers(settings.state_dir, redis=False) as servers:
        return await _act(action, servers.database_url, settings)


async def _act(action: str, url: str, settings: Settings) -> int:
    if action == "shell":
        return await _shell(url)
    if action == "migrate":
        done = await migrate(url, timezone=settings.timezone)
        lines = [f"applied {name}" for name in done.applied] or ["nothing to apply"]
        sys.stdout.writelines(f"{line}\n" for line in [*lines, *done.notices])
        return 0
    stands = await status(url)
    sys.stdout.write(f"{len(stands.applied)} applied, {len(stands.pending)} pending\n")
    sys.stdout.writelines(f"{line}\n" for line in [*stands.pending, *stands.problems])
    return 1 if stands.problems else 0


async def _shell(url: str) -> int:
    try:
        process = await asyncio.create_subprocess_exec("psql", url)
    except FileNotFoundError:
        say("psql is not installed; use any PostgreSQL client with the address of DATABASE_URL")
        return 1
    return await process.wait()
