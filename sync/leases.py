"""Who may write an entity now: a session lock that ends with its holder, and a fence number."""

import asyncio
import os
import socket
import uuid
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Self

import asyncpg

from sql import Database

LEASE_SECONDS = 180.0
"""Longer than the slowest page (150 s for one attempt): only a hung holder lets it run out."""


class LeaseLostError(Exception):
    """Another worker has taken the entity over; nothing of this page was stored."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write one entity, valid while nobody holds a higher fence."""

    entity: str
    holder: str
    fence: int

    async def keep(self, tx: Database) -> None:
        """Extend it inside the transaction that stores a page; raises when it was taken."""
        kept = await tx.value(
            "sync_lease_keep",
            entity=self.entity,
            holder=self.holder,
            fence=self.fence,
            seconds=LEASE_SECONDS,
        )
        if kept is None:
            raise LeaseLostError(f"The table of {self.entity} is written by another worker now")


class Leases:
    """The leases of one process; its session locks live on one connection of their own."""

    def __init__(self, db: Database) -> None:
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._db = db
        self._stack = AsyncExitStack()
        self._session: Database | None = None
        self._turn = asyncio.Lock()
        self._over = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        self._over = True
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await self._stack.aclose()

    async def take(self, entity: str) -> Lease | None:
        """The lease of an entity, or None while a living worker has it."""
        alone = await self._ask("sync_lock_try", entity)
        fence = await self._db.value(
            "sync_lease_take" if alone else "sync_lease_take_over",
            entity=entity,
            holder=self.holder,
            seconds=LEASE_SECONDS,
        )
        return None if fence is None else Lease(entity, self.holder, int(fence))

    async def give_back(self, lease: Lease) -> None:
        """End a lease; the lock goes first, so whoever finds the lease over finds it free."""
        await self._ask("sync_lock_release", lease.entity)
        await self._db.execute(
            "sync_lease_end", entity=lease.entity, holder=lease.holder, fence=lease.fence
        )

    async def _ask(self, query: str, entity: str) -> bool:
        """Ask on the session's own connection; a lost one is replaced, its locks are gone."""
        async with self._turn:
            try:
                return bool(await (await self._open()).value(query, entity=entity))
            except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
                await self._reopen()
                return bool(await (await self._open()).value(query, entity=entity))

    async def _open(self) -> Database:
        """The session; what is still given back after the end finds its locks gone with it."""
        if self._session is None and not self._over:
            self._session = await self._stack.enter_async_context(self._db.apart())
        if self._session is None or self._over:
            await self._stack.aclose()
            raise asyncpg.InterfaceError("the session that held the locks has ended")
        return self._session

    async def _reopen(self) -> None:
        stack, self._stack, self._session = self._stack, AsyncExitStack(), None
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await stack.aclose()
