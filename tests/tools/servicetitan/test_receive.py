"""An answer read to its end is freed at once, not at some later garbage collection."""

import gc
import weakref
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.tools.servicetitan.upstream import Answer, Upstream
from tools.servicetitan.receive import LARGE, TooLargeError, received


@pytest.mark.parametrize("size", [10, LARGE + 10])
async def test_a_read_answer_is_freed_by_its_last_owner(upstream: Upstream, size: int) -> None:
    upstream.play(Answer(body=b"x" * size))
    gc.collect()
    gc.disable()
    try:
        async with httpx.AsyncClient() as http:
            request = http.build_request("GET", upstream.url)
            response = await received(await http.send(request, stream=True))
            assert len(response.content) == size
            held = weakref.ref(response)
            del response
            assert held() is None
    finally:
        gc.enable()


async def test_an_answer_without_a_length_is_given_up_once_it_is_too_large() -> None:
    given: list[bytes] = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            given.append(b"x" * 10)
            yield given[-1]

    with pytest.raises(TooLargeError):
        await received(httpx.Response(200, content=endless()), 25)

    assert len(given) == 3
