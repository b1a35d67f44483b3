"""The connection to the queue: what a cancelled command held is given back at once."""

from typing import Any

import msgspec
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.client import Pipeline

QUEUE = "perfect-catch:sync"
MORTAL = {"socket_timeout": 30.0, "socket_connect_timeout": 5.0, "socket_keepalive": True}
"""A Redis that says nothing for so long has gone away, though its connection has not."""


def pack(value: Any) -> bytes:
    """What goes to Redis: plain data, never pickles that run code when they are read."""
    return msgspec.msgpack.encode(value, enc_hook=str)


def unpack(data: bytes) -> Any:
    return msgspec.msgpack.decode(data)


class _Pipeline(Pipeline):
    """One that ends whole: cancelled while it gives up its watch, redis-py keeps its connection.

    The garbage collector then closes that and logs "Unclosed Pipeline client".
    """

    async def reset(self) -> None:
        try:
            await super().reset()  # type: ignore[no-untyped-call]
        finally:
            if self.connection is not None:
                held, self.connection = self.connection, None
                await held.disconnect(nowait=True)
                await self.connection_pool.release(held)


class Queue(ArqRedis):
    """Arq's Redis, for a worker that may be told to stop at any moment."""

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> Pipeline:
        return _Pipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)


def queue_like(redis: Redis) -> Queue:
    """The queue in the same Redis, over connections of its own."""
    like = redis.connection_pool
    told = {**like.connection_kwargs, **MORTAL}
    pool = ConnectionPool(connection_class=like.connection_class, **told)
    return Queue(pool, pack, unpack, QUEUE)
