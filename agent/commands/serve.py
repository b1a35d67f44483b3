"""`serve`: MCP, REST and health over HTTP."""

import argparse

import uvicorn

from agent.commands.common import on_fast_loop, on_sigterm, server_of
from agent.settings import Settings
from agent.tuning import settle_memory
from agent.web import build_app


@on_fast_loop
async def serve(settings: Settings, arguments: list[str]) -> int:
    """Serve MCP, REST and health over HTTP."""
    parser = argparse.ArgumentParser("perfect-catch serve", description=serve.__doc__)
    parser.add_argument("--host", default=settings.host, help="address to listen on")
    parser.add_argument("--port", default=str(settings.port), help="port; 0 takes a free one")
    options = parser.parse_args(arguments)
    settings = settings.updated({"HOST": options.host, "PORT": options.port})
    app = build_app(server_of(settings))
    settle_memory()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        server_header=False,
    )
    program = uvicorn.Server(config)
    on_sigterm(lambda: setattr(program, "should_exit", True))
    await program.serve()
    return 0 if program.started else 1
