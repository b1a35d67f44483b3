"""Databases on the tests' PostgreSQL: addresses, statements of an administrator."""

import os
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit, urlunsplit

import asyncpg

MakeDatabase = Callable[..., Awaitable[str]]


def address(server: str, database: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


async def admin(server: str, *statements: str) -> None:
    """Run statements outside a transaction, as databases are made and dropped."""
    connection = await asyncpg.connect(server)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def drop(server: str, *names: str) -> None:
    """Drop databases of somebody's server; our own is thrown away whole, which is quicker."""
    if os.environ.get("TEST_DATABASE_URL"):
        await admin(server, *(f"drop database {name} with (force)" for name in names))
