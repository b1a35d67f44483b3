"""Resources and prompts exist for whom the tools exist that they belong to."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastmcp import Client as McpClient
from mcp.shared.exceptions import MCPError

from agent.auth import principal
from agent.identity import set_principal
from agent.server import Server
from tests.kit.world import OWNER, World, server_over, settings_of
from tools.deps import Deps
from tools.errors import NotAllowed
from tools.files import keep_download, upload_from
from tools.principal import Role
from tools.servicetitan.types import Download

RECORDING = Download(b"a voice", "audio/mpeg", "call.mp3")


@pytest.fixture
def world_deps(deps: Deps, tmp_path: Path) -> Deps:
    return replace(deps, files=tmp_path)


def serving(world: World, deps: Deps, **settings: str) -> Server:
    return server_over(deps, settings_of(world.company, world.url, **settings))


async def named(server: Server, role: Role) -> set[str]:
    """Every resource, template and prompt that a caller of this role sees."""
    set_principal(principal("ann", role, "stdio"))
    async with server.running(), McpClient(server.mcp) as client:
        return {
            *(str(one.uri) for one in await client.list_resources()),
            *(one.uri_template for one in await client.list_resource_templates()),
            *(one.name for one in await client.list_prompts()),
        }


async def test_an_owner_sees_every_resource_and_prompt(world: World, world_deps: Deps) -> None:
    assert await named(serving(world, world_deps), "owner") == {
        *("db://schemas", "db://{schema}/{table}", "sync://freshness", "st://business-units"),
        *("st://files/{category}/{name}", "morning_briefing"),
    }


@pytest.mark.parametrize(
    ("settings", "role", "left"),
    [
        ({"TOOLS_EXCLUDE": "database"}, "owner", {"st://business-units"}),
        ({"TOOLS_EXCLUDE": "jobs,database"}, "owner", set()),
        ({"TOOLSETS": "crm,jobs"}, "owner", {"st://business-units"}),
        ({}, "technician", {"st://business-units"}),
    ],
)
async def test_what_is_left_out_is_in_no_list(
    world: World, world_deps: Deps, settings: dict[str, str], role: Role, left: set[str]
) -> None:
    server = serving(world, world_deps, **settings)

    seen = await named(server, role)

    assert seen == {"st://files/{category}/{name}", *left}
    if settings:
        assert "query_database" not in str(server.mcp.instructions)


async def test_what_is_left_out_cannot_be_read(world: World, world_deps: Deps) -> None:
    server = serving(world, world_deps, TOOLS_EXCLUDE="database")
    set_principal(OWNER)

    async with server.running(), McpClient(server.mcp) as client:
        with pytest.raises(MCPError, match="no db://schemas"):
            await client.read_resource("db://schemas")
        with pytest.raises(MCPError, match="no prompt"):
            await client.get_prompt("morning_briefing", {})


@pytest.mark.parametrize(
    ("role", "settings", "readable"),
    [
        ("owner", {}, True),
        ("dispatcher", {}, True),
        ("technician", {}, False),
        ("owner", {"TOOLS_EXCLUDE": "telecom"}, False),
    ],
)
async def test_a_recording_is_for_those_who_may_listen(
    world: World, world_deps: Deps, role: Role, settings: dict[str, str], readable: bool
) -> None:
    kept = keep_download(world_deps, RECORDING, "telecom")
    server = serving(world, world_deps, **settings)
    set_principal(principal("ann", role, "stdio"))

    async with server.running(), McpClient(server.mcp) as client:
        if readable:
            (content,) = await client.read_resource(kept.uri)
            assert content.mime_type == "audio/mpeg"
        else:
            with pytest.raises(MCPError, match="no st://files/telecom"):
                await client.read_resource(kept.uri)


@pytest.mark.parametrize(
    "uri", ["st://files/../secret", "st://files/%2E%2E/secret", "st://files/telecom/..%2Fsecret"]
)
async def test_no_address_leads_out_of_the_folder(
    world: World, world_deps: Deps, tmp_path: Path, uri: str
) -> None:
    (tmp_path / "secret").write_text("secret")
    server = serving(world, replace(world_deps, files=tmp_path / "files"))
    set_principal(OWNER)

    async with server.running(), McpClient(server.mcp) as client:
        with pytest.raises(MCPError):
            await client.read_resource(uri)


def test_nobody_uploads_what_they_may_not_read(world_deps: Deps) -> None:
    kept = keep_download(world_deps, RECORDING, "telecom")
    technician: Any = principal("joe", "technician", "http")

    assert upload_from(world_deps, kept.name).content == b"a voice"
    for path in (kept.name, f"./{kept.name}", f"forms/../{kept.name}"):
        with pytest.raises(NotAllowed):
            upload_from(replace(world_deps, principal=technician), path)
