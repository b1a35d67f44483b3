"""An answer read to its end is freed at once, not at some later garbage collection."""

import gc
import weakref

import httpx
import pytest

from tests.tools.servicetitan.upstream import Answer, Upstream
from tools.servicetitan.receive import LARGE, received


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
