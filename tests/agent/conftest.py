"""The search over the whole catalogue and the HTTP program, each made once."""

from collections.abc import AsyncIterator

import httpx
import pytest

from agent.search import Ranker, load_thesaurus
from tests.kit.search import ROWS
from tests.kit.web import KEYS, listening
from tests.kit.world import World


@pytest.fixture(scope="session")
def ranker() -> Ranker:
    return Ranker(ROWS, load_thesaurus())


@pytest.fixture(scope="module")
async def base(workshop: World) -> AsyncIterator[str]:
    async with listening(workshop.variant()) as address:
        yield address


@pytest.fixture(scope="module")
async def guarded(workshop: World) -> AsyncIterator[str]:
    """The same behind API keys."""
    async with listening(workshop.variant(API_KEYS=KEYS)) as address:
        yield address


@pytest.fixture
async def web(base: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=base, trust_env=False) as client:
        yield client
