"""`mcp` (stdio) and `serve` (HTTP)."""

import argparse
import asyncio
import os

import uvicorn

from agent.auth import principal
from agent.commands.common import command, on_sigterm, server_of
from agent.identity import set_principal
from agent.server import Server
from agent.settings import Settings
from agent.web import build_app


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


@command
async def serve(settings: Settings, arguments: list[str]) -> int:
    """Serve MCP, REST and health over HTTP."""
    parser = argparse.ArgumentParser("perfect-catch serve", description=serve.__doc__)
    parser.add_argument("--host", default=settings.host, help="address to listen on")
    parser.add_argument("--port", default=str(settings.port), help="port; 0 takes a free one")
    options = parser.parse_args(arguments)
    settings = settings.updated({"HOST": options.host, "PORT": options.port})
    config = uvicorn.Config(
        build_app(server_of(settings)),
        host=settings.host,
        port=settings.port,
        log_config=None,
        server_header=False,
    )
    program = uvicorn.Server(config)
    on_sigterm(lambda: setattr(program, "should_exit", True))
    await program.serve()
    return 0 if program.started else 1
