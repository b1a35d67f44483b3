"""Databases on the tests' PostgreSQL: addresses, statements of an administrator."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.sql.server import given_url

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


async def create(server: str, name: str, like: str = "template0") -> str:
    """A database that is a copy of another; gives its address."""
    # Copying files spares what the default does: to log every page of the copy.
    await admin(server, f"create database {name} template {like} strategy file_copy")
    return address(server, name)


async def drop(server: str, *names: str) -> None:
    """Drop databases of somebody's server; our own is thrown away whole, which is quicker."""
    if given_url():
        await admin(server, *(f"drop database {name} with (force)" for name in names))
