"""Health over HTTP: a word for anybody; parts and workers for callers who may read the database."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from agent.identity import current_principal
from agent.rest import problem_response
from agent.server import VERSION, Server
from tools.deps import Deps
from tools.errors import NotAllowed

OPEN_PATHS = frozenset({"/health"})
"""What is answered without a key."""
RIGHT = "database:read"
"""What the other paths ask of a caller, as `sync://freshness` does."""
SECONDS = 3.0
"""A part that does not answer within this time counts as down."""
SILENT = 90.0
"""Seconds without a sign of life, three of which a worker gives in them, that make it silent."""
UNKNOWN = "not known"
EMPTY = "never synced"
"""The state of a mirror that nothing has filled yet."""

Told = tuple[int, dict[str, Any]]
Found = TypeVar("Found")


def health_routes(server: Server) -> list[Route]:
    """`/health` and what is below it."""
    pages = {"": basic, "/detailed": detailed, "/workers": workers, "/ghl": ghl}
    return [Route(f"/health{path}", _page(server, page)) for path, page in pages.items()]


def _page(
    server: Server, page: Callable[[Server], Awaitable[Told]]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.url.path not in OPEN_PATHS and not current_principal().may(RIGHT):
            return problem_response(NotAllowed())
        status, body = await page(server)
        return JSONResponse(body, status)

    return answer


async def basic(server: Server) -> Told:
    """503 when the database or Redis is down; the mirror answers whatever else is."""
    parts = {"database": await _up(server, "database"), "redis": await _up(server, "redis")}
    ok = all(state == "up" for state in parts.values())
    body = {
        "status": "ok" if ok else "unavailable",
        "version": VERSION,
        "tools": len(server.pipeline.catalogue),
        **parts,
        "servicetitan": await _asked(server, _circuit) or UNKNOWN,
        "sync": await _asked(server, _troubled) or UNKNOWN,
    }
    return (200 if ok else 503), body


async def detailed(server: Server) -> Told:
    """The same, part by part, with how old the mirror is and how many workers there are."""
    status, told = await basic(server)
    mirror = await _asked(server, _mirror)
    seen = await _asked(server, _workers)
    components = {
        "database": {"status": told.pop("database")},
        "redis": {"status": told.pop("redis")},
        "servicetitan": {"circuit": told.pop("servicetitan")},
        "mirror": {"sync": told.pop("sync"), **(mirror or {})},
        "workers": {"status": UNKNOWN} if seen is None else counts(seen),
    }
    return status, {**told, "components": components}


async def workers(server: Server) -> Told:
    """Every worker of the last day; 503 unless one is known to work."""
    seen = await _asked(server, _workers)
    if seen is None:
        return 503, {"status": UNKNOWN, "workers": []}
    told = counts(seen)
    return (200 if told["working"] else 503), {**told, "workers": seen}


async def ghl(_: Server) -> Told:
    """The specification names it; there is nothing to tell of."""
    return 501, {"status": "not built", "detail": "Nothing is synced with GoHighLevel."}


def counts(seen: list[dict[str, Any]]) -> dict[str, Any]:
    """How many workers are what, and in one word whether any works."""
    states = [one["status"] for one in seen]
    many = {state: states.count(state) for state in ("working", "silent", "stopped")}
    return {"status": next((state for state, n in many.items() if n), "none"), **many}


async def _circuit(deps: Deps) -> str:
    """How the circuit to ServiceTitan stands, without a call: the mirror answers either way."""
    return deps.st.breaker.state


async def _troubled(deps: Deps) -> dict[str, str] | str:
    """Entities that are paused or failing; the mirror answers for all others, so this is no 503."""
    rows = await deps.db.rows("entities_in_trouble")
    if rows:
        return {row["key"]: row["state"] for row in rows}
    [mirror] = await deps.db.rows("mirror_health")
    return "well" if mirror["entities"] > mirror["never_synced"] else EMPTY


async def _mirror(deps: Deps) -> dict[str, Any]:
    [row] = await deps.db.rows("mirror_health")
    return _plain(row)


async def _workers(deps: Deps) -> list[dict[str, Any]]:
    return [_plain(row) for row in await deps.db.rows("workers_seen", silent=SILENT)]


def _plain(row: Any) -> dict[str, Any]:
    """A row as JSON has it."""
    moments = (
        (name, value.isoformat() if isinstance(value, datetime) else value)
        for name, value in row.items()
    )
    return dict(moments)


async def _asked(server: Server, question: Callable[[Deps], Awaitable[Found]]) -> Found | None:
    """An answer in time, or none: the parts say what is down."""
    try:
        async with asyncio.timeout(SECONDS):
            return await question(await server.runtime.deps())
    except Exception:  # noqa: BLE001 - see above
        return None


async def _up(server: Server, part: str) -> str:
    try:
        async with asyncio.timeout(SECONDS):
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
