"""The sandbox as a running server: in this process, or in a thread for tests."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Settings
from sandbox.servicetitan.api.desk import Desk
from sandbox.servicetitan.api.faults import Fault
from sandbox.servicetitan.api.lists import cut_of
from sandbox.servicetitan.api.wire import Wire
from sandbox.servicetitan.company import DEFAULT_CUSTOMERS, DEFAULT_SEED, Company, noon

HOST: Final = "127.0.0.1"

FASTEST: Callable[[], asyncio.AbstractEventLoop] | None = None
with suppress(ImportError):  # there is no uvloop for Windows
    import uvloop

    FASTEST = uvloop.new_event_loop


@dataclass
class Server:
    """A listening sandbox and what a client needs to use it."""

    box: Box
    desk: Desk
    port: int = 0

    @property
    def api_url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def auth_url(self) -> str:
        return self.api_url

    @property
    def tenant(self) -> int:
        return self.box.credentials.tenant

    @property
    def company(self) -> Company:
        return self.box.company

    @property
    def env(self) -> dict[str, str]:
        """The environment that points a client here."""
        known = self.box.credentials
        return {
            "SERVICE_TITAN_API_URL": self.api_url,
            "SERVICE_TITAN_AUTH_URL": self.auth_url,
            "SERVICE_TITAN_CLIENT_ID": known.client_id,
            "SERVICE_TITAN_CLIENT_SECRET": known.client_secret,
            "SERVICE_TITAN_APP_KEY": known.app_key,
            "SERVICE_TITAN_TENANT_ID": str(known.tenant),
        }

    def rows(self, module: str, resource: str) -> list[dict[str, Any]]:
        """The truth: every row of a resource, inactive and merged ones too."""
        table = self.desk.admin.table(f"{module}/{resource}")
        return [table.read(place) for place in sorted(table.places())]

    def requests(self, part: str = "") -> list[dict[str, Any]]:
        """What clients asked so far, admin calls left out."""
        return [dict(entry) for entry in self.desk.log.copy() if part in entry["path"]]

    def set_faults(self, *plan: dict[str, Any]) -> None:
        self.desk.plan[:] = [Fault.read(line) for line in plan]

    def mutate(self, table: str, **changes: Any) -> list[Any]:
        """`change=`, `insert=`, `delete=`, `merge=`: what users of the real system do meanwhile.

        Answers the ids of inserted rows.
        """
        ids: list[Any] = self.desk.admin.mutate({"table": table, **changes})["ids"]
        return ids


@lru_cache(maxsize=2)
def _company(seed: int, customers: int, now: datetime) -> Company:
    """The same words make the same company, whose rows nobody changes: boxes hold copies."""
    return Company(seed, customers, now)


def make(
    customers: int = DEFAULT_CUSTOMERS,
    seed: int = DEFAULT_SEED,
    now: datetime | None = None,
    settings: Settings | None = None,
    plan: Sequence[Fault] = (),
) -> Server:
    box = Box(_company(seed, customers, now or noon()), settings)
    return Server(box, Desk(box, list(plan)))


def run(main: Coroutine[Any, Any, None]) -> None:
    """`asyncio.run`, on uvloop where there is one."""
    with asyncio.Runner(loop_factory=FASTEST) as runner:
        runner.run(main)


def warm(box: Box, tables: Sequence[str] = ()) -> None:
    """Makes and encodes the feeds of these tables, or of all, before the first request."""
    if not tables:
        box.load_all()
    for route in box.router.routes:
        if route.operation.feed and (not tables or route.table in tables):
            table = box.table(route.table)
            view = (route.operation.module, route.operation.row or "")
            table.order()
            table.page(view, cut_of(box, route.operation, table), table.places())


async def listen(server: Server, port: int = 0) -> "Listening":
    """Starts to accept connections on this event loop; port 0 takes a free one."""
    live: set[Wire] = set()
    loop = asyncio.get_running_loop()
    sockets = await loop.create_server(lambda: Wire(server.desk, live), HOST, port, backlog=512)
    server.port = sockets.sockets[0].getsockname()[1]
    return Listening(sockets, live)


@dataclass
class Listening:
    """The sockets of a running server."""

    sockets: asyncio.Server
    live: set[Wire]

    async def stop(self) -> None:
        self.sockets.close()
        for wire in list(self.live):
            if wire.transport:
                wire.transport.abort()
        await self.sockets.wait_closed()
        await asyncio.sleep(0)


class Thread(threading.Thread):
    """Runs a server's event loop beside the caller."""

    def __init__(self, server: Server) -> None:
        super().__init__(name="sandbox-servicetitan", daemon=True)
        self.server, self.ready = server, threading.Event()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            run(self._serve())
        except OSError as failure:
            self.failure = failure
        finally:
            self.ready.set()

    async def _serve(self) -> None:
        self.loop, self.halt = asyncio.get_running_loop(), asyncio.Event()
        listening = await listen(self.server, self.server.port)
        self.ready.set()
        await self.halt.wait()
        await listening.stop()

    def stop(self) -> None:
        if self.loop and self.is_alive():
            self.loop.call_soon_threadsafe(self.halt.set)
        self.join(10)


def start_in_thread(server: Server) -> Thread:
    """The server, listening, in a thread; call `stop()` on what comes back."""
    thread = Thread(server)
    thread.start()
    thread.ready.wait(30)
    if thread.failure:
        raise thread.failure
    return thread


@contextmanager
def running(
    customers: int = 200,
    seed: int = 1,
    *,
    faults: Sequence[dict[str, Any]] = (),
    now: datetime | None = None,
    **settings: Any,
) -> Iterator[Server]:
    """A sandbox for the length of a block; no rate limit and no export delay unless given."""
    server = make(
        customers,
        seed,
        now,
        Settings(**{"rate": 0, "export_delay": 0, **settings}),
        [Fault.read(line) for line in faults],
    )
    thread = start_in_thread(server)
    try:
        yield server
    finally:
        thread.stop()
