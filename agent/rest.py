"""REST: every tool as `POST /api/tools/{name}`, through the same caller and the same gate."""

import json
import math
from typing import Any

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from agent.identity import current_principal
from agent.server import Server
from tools.changes import Written
from tools.errors import BadArguments, ToolProblem

WRITTEN_STATUS = {
    "done": 200,
    "partly": 409,
    "needs_confirmation": 409,
    "not_done": 409,
    "unknown": 502,
}
"""A 2xx means that the change is there; a preview is a conflict that a confirmation resolves."""


def rest_routes(server: Server) -> list[Route]:
    """The REST surface of this server."""

    async def call(request: Request) -> Response:
        name = request.path_params["name"]
        try:
            value = await server.call_tool(name, await _arguments(request), current_principal())
        except ToolProblem as problem:
            return problem_response(problem)
        return _answer(value)

    async def index(_: Request) -> Response:
        return JSONResponse({"tools": server.tool_rows(current_principal())})

    return [
        Route("/api/tools", index, methods=["GET"]),
        Route("/api/tools/{name}", call, methods=["POST"]),
    ]


async def _arguments(request: Request) -> dict[str, Any]:
    body = await request.body()
    if not body:
        return {}
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise HTTPException(415, "Send the arguments as application/json. Nothing was changed.")
    try:
        arguments = json.loads(body)
    except ValueError as reason:
        raise HTTPException(
            400, f"The body is not JSON: {reason}. Nothing was changed."
        ) from reason
    if not isinstance(arguments, dict):
        raise HTTPException(400, "The body is not a JSON object. Nothing was changed.")
    return arguments


def _answer(value: BaseModel) -> Response:
    status = WRITTEN_STATUS[value.status] if isinstance(value, Written) else 200
    return Response(value.model_dump_json(), status, media_type="application/json")


def problem_response(problem: ToolProblem) -> JSONResponse:
    """A problem as an RFC 9457 style body, with what each argument should have been."""
    body: dict[str, Any] = {
        "type": problem.kind,
        "title": problem.message,
        "status": problem.status,
    }
    if problem.trace_id:
        body["traceId"] = problem.trace_id
    headers = {}
    if problem.retry_after is not None:
        seconds = math.ceil(problem.retry_after)
        body["retryAfter"] = seconds
        headers["Retry-After"] = str(seconds)
    if isinstance(problem, BadArguments):
        body["errors"] = {
            fault.name: f"received {fault.received}; {fault.allowed}" for fault in problem.faults
        }
    return JSONResponse(body, problem.status, headers, media_type="application/problem+json")
