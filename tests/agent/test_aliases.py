import pytest

from agent.catalogue import load_catalogue
from agent.exposure import Exposure
from tests.kit.world import OWNER


def test_an_old_name_finds_the_renamed_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.aliases.ALIASES", {"find_clients": "search_customers"})

    found = Exposure().find(load_catalogue(), "find_clients", OWNER)

    assert found.name == "search_customers"
