"""Whether PostgreSQL takes every query as it stands."""

import asyncpg

from sql import Database, QueryBook
from sql.queries import QUERIES


async def unprepared(db: Database, book: QueryBook = QUERIES) -> dict[str, str]:
    """What PostgreSQL refuses, by the query's name, when no search path helps it."""
    refused: dict[str, str] = {}
    async with db.transaction(readonly=True) as tx:
        await tx.connection.execute("set local search_path to ''")
        for query in book.all():
            try:
                async with tx.connection.transaction():
                    await tx.connection.prepare(query.sql)
            except asyncpg.PostgresError as error:
                refused[query.name] = str(error)
    return refused
