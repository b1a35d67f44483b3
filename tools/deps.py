"""What a tool may ask of the world outside: one value, made once, handed to every call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from tools.changes import Gate
from tools.principal import Principal
from tools.toolbox import ToolBox

CLOCK_SKEW = timedelta(minutes=5)
"""How far ServiceTitan's clock may be from what its answers tell, or ours where none came yet."""

if TYPE_CHECKING:  # heavy to import, and a server that starts needs only their names
    from redis.asyncio import Redis

    from sql import Database
    from tools.servicetitan.client import Client


@dataclass(frozen=True)
class Deps:
    """The outside world of one call: clients, clock, caller, and the gate before writes."""

    st: "Client"
    db: "Database"
    redis: "Redis | None"
    zone: ZoneInfo
    now: Callable[[], datetime]
    tenant_id: int
    principal: Principal
    gate: Gate
    tools: ToolBox
    notice: str | None = None
    files: Path | None = None
    """Where uploads may come from and downloads go; None where nothing may be kept."""

    def lately(self) -> datetime:
        """Since when what is written now may be stamped there, even if our clock is wrong."""
        theirs = self.st.source_time.by_now()
        return min(self.now(), theirs or self.now()) - CLOCK_SKEW

    def today(self) -> date:
        """The company's day, in its own time zone."""
        return self.now().astimezone(self.zone).date()


DEPS = cast("Deps", object())
"""Default of a tool's `deps` parameter: the caller's pipeline fills it in."""
