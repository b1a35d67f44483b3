"""The front of the server: logs requests, applies the fault plan, answers the admin calls."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Awaitable
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

from sandbox.servicetitan.api import faults
from sandbox.servicetitan.api.admin import Admin
from sandbox.servicetitan.api.app import App
from sandbox.servicetitan.api.box import Box
from sandbox.servicetitan.api.faults import Fault
from sandbox.servicetitan.api.journal import Journal
from sandbox.servicetitan.api.messages import Request, Response, problem, throttled
from sandbox.servicetitan.api.wire import Wire

log = logging.getLogger("sandbox")

KEPT: Final = 20_000
# Two of these at once already meet the throttle; how long one takes, in seconds.
ONE_AT_A_TIME: Final = "/telecom/v3/"
HELD: Final = 0.05
SECRET_PATHS: Final = {"/connect/token"}


class Desk:
    """Takes requests from the wire and decides what becomes of them."""

    def __init__(self, box: Box, plan: list[Fault] | None = None) -> None:
        self.box, self.app, self.plan = box, App(box), list(plan or [])
        self.log: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self.counts: Counter[str] = Counter()
        self.admin = Admin(box, self)
        self.journal: Journal | None = None
        self.stop = asyncio.Event()
        self.busy = False  # with a request of which there may be only one

    def __call__(
        self, request: Request, wire: Wire
    ) -> Response | Awaitable[Response | None] | None:
        if request.path.startswith("/_sandbox/"):
            return self.admin.handle(request)
        entry = self._note(request)
        met = [fault for fault in self.plan if fault.meets(request)]
        if self.box.settings.rate and request.path.lower().startswith(ONE_AT_A_TIME):
            return self._ended(request, self._alone(request, wire, met, entry))
        if met or self.box.settings.latency:
            return self._ended(request, self._slowly(request, wire, met, entry))
        return self._noted(entry, self._handled(request))

    def _handled(self, request: Request) -> Response:
        """A defect of the sandbox is a 500 with its name, never a broken connection."""
        try:
            with self.box.at(self.box.now()):
                response = self.app.handle(request)
                if self.journal:
                    self.journal.keep(self.box, request, response)
        except Exception as defect:
            log.exception("%s %s", request.method, request.path)
            return problem(500, f"Sandbox defect: {defect!r}").response
        return response

    async def _ended(self, request: Request, answer: Awaitable[Response | None]) -> Response | None:
        """The same for a fault's own defect: an answer that never comes is waited for long."""
        try:
            return await answer
        except Exception as defect:
            log.exception("%s %s", request.method, request.path)
            return problem(500, f"Sandbox defect: {defect!r}").response

    def remember(self, path: Path) -> None:
        """Do the writes of this journal again, and keep further ones in it."""
        journal = Journal(path)
        journal.replay(self.box, self.app)
        self.journal = journal

    def _note(self, request: Request) -> dict[str, Any]:
        body = (
            ""
            if request.path in SECRET_PATHS
            else request.body[:100_000].decode("utf-8", "replace")
        )
        entry = {
            "method": request.method,
            "path": request.path,
            "query": request.raw_query,
            "body": body,
            "status": None,
            "at": time.time(),
        }
        self.log.append(entry)
        self.counts[f"{request.method} {request.path}"] += 1
        return entry

    def _noted(self, entry: dict[str, Any], response: Response) -> Response:
        entry["status"] = response.status
        if "Retry-After" not in response.headers:  # its date is this machine's, not the company's
            response.headers["Date"] = formatdate(self.box.now(), usegmt=True)
        return response

    async def _alone(
        self, request: Request, wire: Wire, met: list[Fault], entry: dict[str, Any]
    ) -> Response | None:
        """Takes its time, and throttles whoever asks meanwhile."""
        if self.busy:
            return self._noted(entry, throttled(1).response)
        self.busy = True
        try:
            await asyncio.sleep(HELD)
            return await self._slowly(request, wire, met, entry)
        finally:
            self.busy = False

    async def _slowly(
        self, request: Request, wire: Wire, met: list[Fault], entry: dict[str, Any]
    ) -> Response | None:
        await asyncio.sleep(self.box.settings.latency)
        for fault in met:
            if fault.fault == "expire-token":
                self.box.tokens.clear()
            if fault.fault == "slow":
                await asyncio.sleep(float(fault.params.get("seconds", 1)))
        breaking = next((f for f in met if f.fault in faults.BREAKS or faults.refusal(f)), None)
        if breaking is None or breaking.after or breaking.fault == "truncate":
            response = self._handled(request)
            for fault in met:
                response = faults.edited(fault, request, response)
            if breaking is None:
                return self._noted(entry, response)
        else:
            response = Response(204)
        return await self._break(breaking, wire, response, entry)

    async def _break(
        self, fault: Fault, wire: Wire, response: Response, entry: dict[str, Any]
    ) -> Response | None:
        refused = faults.refusal(fault)
        if refused:
            return self._noted(entry, refused)
        entry["status"] = fault.fault
        if fault.fault == "truncate":
            wire.cut(response, float(fault.params.get("share", 0.5)))
            return None
        if fault.fault == "stall":
            await asyncio.sleep(float(fault.params.get("seconds", 120)))
        wire.reset()
        return None
