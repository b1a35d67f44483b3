"""`mcp`: MCP on stdin and stdout."""

import argparse
import asyncio
import os

from agent.auth import principal
from agent.commands.common import command, on_sigterm, server_of
from agent.identity import set_principal
from agent.server import Server
from agent.settings import Settings


@command
async def mcp(settings: Settings, arguments: list[str]) -> int:
    """Serve MCP on stdin and stdout until stdin closes."""
    argparse.ArgumentParser("perfect-catch mcp", description=mcp.__doc__).parse_args(arguments)
    server = server_of(settings)
    set_principal(principal(settings.stdio_principal, settings.stdio_role, "stdio"))
    on_sigterm(lambda: asyncio.ensure_future(_leave(server)))
    await server.mcp.run_stdio_async(show_banner=False)
    return 0


async def _leave(server: Server) -> None:
    """Close everything and end at once: the thread that reads stdin cannot be woken."""
    await server.runtime.close()
    os._exit(0)
