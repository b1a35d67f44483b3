"""The search over the whole catalogue, made once."""

import pytest

from agent.search import Ranker, load_thesaurus
from tests.kit.search import ROWS


@pytest.fixture(scope="session")
def ranker() -> Ranker:
    return Ranker(ROWS, load_thesaurus())
