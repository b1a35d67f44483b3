"""Reads an answer of any size without holding it twice."""

from contextlib import aclosing
from io import BytesIO

import httpx

LARGE = 8 * 2**20
"""Bytes from which an answer grows in one place; httpx keeps its parts and then their sum."""
PACKING = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that are about an answer on its way, not about what it holds."""


LARGEST_FILE = 100 * 2**20
"""Bytes of one download; recordings and photos are far smaller."""


class TooLargeError(Exception):
    """An answer with more bytes than were wanted; the rest of it was not read."""


async def received(response: httpx.Response, most: int | None = None) -> httpx.Response:
    """The answer to a request that was sent with `stream=True`, read to its end.

    One with more than `most` bytes is given up as soon as that shows.

    httpx ties the answer and its connection's stream to each other; a page of megabytes would
    stay until a garbage collection that bytes alone do not bring about.
    """
    told = int(response.headers.get("content-length", LARGE))
    if most is not None and told > most and "content-length" in response.headers:
        await response.aclose()
        raise TooLargeError
    if told < LARGE:
        response.stream = httpx.ByteStream(await response.aread())
        return response
    whole = BytesIO()
    async with aclosing(response):
        async for part in response.aiter_bytes():
            whole.write(part)
            if most is not None and whole.tell() > most:
                raise TooLargeError
    unpacked = [one for one in response.headers.multi_items() if one[0].lower() not in PACKING]
    return httpx.Response(
        response.status_code, headers=unpacked, content=whole.getvalue(), request=response.request
    )
