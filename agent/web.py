"""The HTTP program: `/mcp`, REST and health in one Starlette application on one port."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from agent.auth import who
from agent.identity import set_principal
from agent.rest import problem_response, rest_routes
from agent.server import VERSION, Server
from agent.settings import Settings
from tools.errors import ToolProblem
from tools.principal import Surface

OPEN_PATHS = frozenset({"/health"})
HEALTH_SECONDS = 3.0
"""A part that does not answer within this time counts as down."""


def build_app(server: Server) -> Starlette:
    """The application; its lifespan opens and closes the server's clients."""
    app = server.mcp.http_app(
        path="/mcp",
        stateless_http=True,
        json_response=True,
        host_origin_protection=True,
        allowed_hosts=list(server.settings.allowed_hosts),
        allowed_origins=list(server.settings.allowed_origins),
        middleware=[Middleware(_Identified, settings=server.settings)],
    )
    app.router.routes.extend([*rest_routes(server), Route("/health", _health(server))])
    app.add_exception_handler(HTTPException, _http_problem)
    return app


class _Identified:
    """Finds out who calls before anything else looks at the request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._keys = settings.api_keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in OPEN_PATHS:
            surface: Surface = "http" if scope["path"].startswith("/mcp") else "rest"
            try:
                set_principal(who(self._keys, Request(scope).headers.get("authorization"), surface))
            except ToolProblem as problem:
                response = problem_response(problem)
                response.headers["WWW-Authenticate"] = "Bearer"
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _http_problem(_: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    detail = problem.detail if isinstance(problem, HTTPException) else "Something failed."
    body = {"type": "HttpProblem", "title": detail, "status": status}
    return JSONResponse(body, status, media_type="application/problem+json")


def _health(server: Server) -> Callable[[Request], Awaitable[Response]]:
    async def health(_: Request) -> Response:
        parts = {"database": await _up(server, "database"), "redis": await _up(server, "redis")}
        ok = all(state == "up" for state in parts.values())
        body = {
            "status": "ok" if ok else "unavailable",
            "version": VERSION,
            "tools": len(server.pipeline.catalogue),
            **parts,
            "servicetitan": await _circuit(server),
            "sync": await _troubled(server),
        }
        return JSONResponse(body, 200 if ok else 503)

    return health


async def _circuit(server: Server) -> str:
    """How the circuit to ServiceTitan stands, without a call: the mirror answers either way."""
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            return (await server.runtime.deps()).st.breaker.state
    except Exception:  # noqa: BLE001 - the parts above say what is down
        return "not known"


async def _troubled(server: Server) -> dict[str, str] | str:
    """Entities that are paused or failing; the mirror answers for all others, so this is no 503."""
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            rows = await (await server.runtime.deps()).db.rows("entities_in_trouble")
    except Exception:  # noqa: BLE001 - the parts above say what is down
        return "not known"
    return {row["key"]: row["state"] for row in rows} or "well"


async def _up(server: Server, part: str) -> str:
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            deps = await server.runtime.deps()
            if part == "database":
                await deps.db.value("alive")
            elif deps.redis is not None:
                await deps.redis.ping()
    except TimeoutError:
        return "no answer in time"
    except Exception as reason:  # noqa: BLE001 - whatever it is, this part is down
        return f"down ({type(reason).__name__})"
    return "up"
