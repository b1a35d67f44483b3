"""What the search finds, for tests."""

from agent.catalogue import load_catalogue
from agent.search import Ranker

ROWS = [entry.row() for entry in load_catalogue().values()]


def found(ranker: Ranker, query: str, limit: int = 5) -> list[str]:
    return [hit.resource for hit in ranker.search(query, limit=limit).hits]
