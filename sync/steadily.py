"""Database work that outlives a restart of the server: tried again until it holds."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from sql import DatabaseUnavailable

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[object]]

PATIENCE = 90.0
"""Seconds we wait for PostgreSQL to come back before a run ends."""

RETRIED = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.TransactionRollbackError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InternalClientError,
    DatabaseUnavailable,
    OSError,
)
"""Failures of the server, not of the data: the transaction is gone and may be tried again."""


async def steadily(
    work: Callable[[], Awaitable[T]], sleep: Sleep = asyncio.sleep, patience: float = PATIENCE
) -> T:
    """Do this, again if need be; the last failure is raised when patience is at its end."""
    deadline = time.monotonic() + patience
    pause = 0.2
    while True:
        try:
            return await work()
        except RETRIED:
            if time.monotonic() + pause > deadline:
                raise
        await sleep(pause)
        pause = min(pause * 2, 5.0)
