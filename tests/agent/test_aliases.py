import pytest
from fastmcp import Client

from agent.catalogue import load_catalogue
from agent.exposure import Exposure, exposure_of
from agent.identity import set_principal
from tests.kit.world import OWNER, World, settings_of

CATALOGUE = load_catalogue()


def test_an_old_name_finds_the_renamed_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.aliases.ALIASES", {"find_clients": "search_customers"})

    found = Exposure().find(CATALOGUE, "find_clients", OWNER)

    assert found.name == "search_customers"


def test_a_setting_that_names_a_tool_by_its_old_name_still_means_it(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setattr("agent.aliases.ALIASES", {"find_clients": "search_customers"})
    settings = settings_of(world.company, world.url, TOOLS_EXCLUDE="find_clients")

    exposure = exposure_of(settings)

    exposure.check(CATALOGUE)
    assert not exposure.offers(CATALOGUE["search_customers"])


async def test_a_client_may_still_call_a_listed_tool_by_its_old_name(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setattr("agent.aliases.ALIASES", {"find_clients": "search_customers"})
    set_principal(OWNER)

    async with Client(world.server.mcp) as client:
        answer = await client.call_tool("find_clients", {"term": "lee"})

    assert answer.structured_content is not None
    assert answer.structured_content["returned"] > 0
