"""`mcp` (stdio) and `serve` (HTTP)."""

import argparse
import ipaddress

import uvicorn

from agent.auth import principal
from agent.commands.common import command, say, server_of
from agent.identity import set_principal
from agent.settings import Settings
from agent.web import build_app


@command
async def mcp(settings: Settings, arguments: list[str]) -> int:
    """Serve MCP on stdin and stdout until stdin closes."""
    argparse.ArgumentParser("perfect-catch mcp", description=mcp.__doc__).parse_args(arguments)
    server = server_of(settings)
    set_principal(principal("stdio", settings.stdio_role, "stdio"))
    await server.mcp.run_stdio_async(show_banner=False)
    return 0


@command
async def serve(settings: Settings, arguments: list[str]) -> int:
    """Serve MCP, REST and health over HTTP."""
    parser = argparse.ArgumentParser("perfect-catch serve", description=serve.__doc__)
    parser.add_argument("--host", default=settings.host)
    parser.add_argument("--port", type=int, default=settings.port)
    options = parser.parse_args(arguments)
    if not _loopback(options.host) and not settings.api_keys:
        say(f"HOST: {options.host!r} is reachable from outside; set API_KEYS first")
        return 2
    config = uvicorn.Config(
        build_app(server_of(settings)),
        host=options.host,
        port=options.port,
        log_config=None,
        server_header=False,
    )
    program = uvicorn.Server(config)
    await program.serve()
    return 0 if program.started else 1


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
