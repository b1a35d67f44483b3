"""What a tool may ask of the world outside: one value, made once, handed to every call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from tools.changes import Gate
from tools.principal import Principal
from tools.toolbox import ToolBox

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

    def today(self) -> date:
        """The company's day, in its own time zone."""
        return self.now().astimezone(self.zone).date()


DEPS = cast("Deps", object())
"""Default of a tool's `deps` parameter: the caller's pipeline fills it in."""
