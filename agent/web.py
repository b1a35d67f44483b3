"""The HTTP program: `/mcp`, REST and health in one Starlette application on one port."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from agent.auth import who
from agent.health import OPEN_PATHS, health_routes
from agent.identity import set_principal
from agent.rest import problem_response, rest_routes
from agent.server import Server
from agent.settings import Settings
from agent.tuning import write_results_at_once
from tools.errors import ToolProblem
from tools.principal import Surface

PATHS = (
    "POST /api/tools/{name} calls a tool, GET /api/tools lists them, /mcp speaks MCP (by POST) and"
    " GET /health tells the state."
)


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
    write_results_at_once()
    app.router.routes.extend([*rest_routes(server), *health_routes(server)])
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
    allowed = problem.headers if isinstance(problem, HTTPException) else None
    title = f"{detail}. Nothing was done. {PATHS}" if status in {404, 405} else detail
    body = {"type": "HttpProblem", "title": title, "status": status}
    return JSONResponse(body, status, allowed, media_type="application/problem+json")
