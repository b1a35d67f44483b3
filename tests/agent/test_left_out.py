"""What settings or a role leave out: no surface lists, finds, shows, calls or names it."""

import json
import re
from typing import Any

import pytest
from fastmcp import Client as McpClient
from starlette.applications import Starlette
from starlette.testclient import TestClient

from agent.advice import names_in
from agent.identity import set_principal
from agent.rest import rest_routes
from tests.agent.test_command_line import one_sentence, run
from tests.kit.world import OWNER, TECHNICIAN, World
from tools.errors import NotFound, NotPossible, ReadOnly, ToolProblem, UnknownTool

LEFT_OUT = [
    {"TOOLS_EXCLUDE": "jpm_cancel_job,search_jobs"},
    {"TOOLS_EXCLUDE": "jpm,jobs"},
    {"TOOLSETS": "customers,crm"},
    {"TOOLS_ALLOW": "search_customers"},
]


NONE = "There is no tool named {!r}. Nothing was called. "
NEAREST = re.compile(r"(Nearest: \w+(, \w+){0,2}\. )?Find tools by words with search_tools\.")


def tells_of_no_tool(told: str, name: str, settings: dict[str, str]) -> bool:
    """Whether this is said of a name that no tool has, with near ones that there are."""
    advice = told.removeprefix(NONE.format(name))
    out = _all(settings)
    named = NEAREST.fullmatch(advice) is not None and name not in names_in(advice)
    return advice != told and named and not ("TOOLS_EXCLUDE" in settings and out_of(advice, out))


def _all(settings: dict[str, str]) -> list[str]:
    return [one for names in settings.values() for one in names.split(",")]


def out_of(advice: str, excluded: list[str]) -> bool:
    return any(one in excluded for one in names_in(advice))


@pytest.mark.parametrize("settings", LEFT_OUT)
@pytest.mark.parametrize("name", ["jpm_cancel_job", "search_jobs", "no_such_tool"])
def test_show_and_call_tell_of_a_tool_that_is_left_out_as_of_none(
    world: World, settings: dict[str, str], name: str
) -> None:
    for action in ("show", "call"):
        told = one_sentence(run(world, "tools", action, name, **settings), code=1)
        assert tells_of_no_tool(told, name, settings), told


def test_show_obeys_access_and_role(world: World) -> None:
    reading = run(world, "tools", "show", "jpm_cancel_job", ACCESS="read")
    technician = run(world, "tools", "show", "query_database", STDIO_ROLE="technician")

    assert one_sentence(reading, code=1) == str(ReadOnly())
    assert tells_of_no_tool(one_sentence(technician, code=1), "query_database", {})


def test_list_and_show_know_the_same_tools(world: World) -> None:
    settings = {"TOOLSETS": "crm,jobs", "TOOLS_EXCLUDE": "crm_get_customer", "ACCESS": "read"}
    listed = {
        row["name"] for row in json.loads(run(world, "tools", "list", "--json", **settings).out)
    }

    assert "crm_get_customer" not in listed
    for name in ("crm_list_customers", "search_jobs", "search_tools"):
        assert name in listed
        assert json.loads(run(world, "tools", "show", name, **settings).out)["name"] == name


@pytest.mark.parametrize("settings", LEFT_OUT)
async def test_mcp_and_rest_do_not_tell_it_from_a_name_that_no_tool_has(
    world: World, settings: dict[str, str]
) -> None:
    other = world.variant(**settings)
    set_principal(OWNER)
    rest = TestClient(Starlette(routes=rest_routes(other.server)))

    async with other.server.running(), McpClient(other.server.mcp) as client:
        for name in ("search_jobs", "jpm_cancel_job", "no_such_tool"):
            direct = await client.call_tool(name, {}, raise_on_error=False)
            inside = await client.call_tool("call_tool", {"name": name}, raise_on_error=False)
            shown = await client.call_tool("describe_tools", {"names": [name]})
            for answer in (direct, inside):
                assert answer.is_error
                assert tells_of_no_tool(_text(answer), name, settings), _text(answer)
            note = shown.structured_content.pop("note").removeprefix(f"Nearest to {name}: ")
            assert shown.structured_content == {"tools": [], "unknown": [name], "left_out": []}
            assert name not in names_in(note)
            assert not ("TOOLS_EXCLUDE" in settings and out_of(note, _all(settings))), note
            told = rest.post(f"/api/tools/{name}").json()["title"]
            assert tells_of_no_tool(told, name, settings), told


def _text(answer: Any) -> str:
    return str(answer.content[0].text)


async def test_a_listed_tool_outside_the_role_is_told_as_none(world: World) -> None:
    other = world.variant()
    set_principal(TECHNICIAN)

    async with other.server.running(), McpClient(other.server.mcp) as client:
        answer = await client.call_tool("query_database", {"query": "x"}, raise_on_error=False)

    assert tells_of_no_tool(_text(answer), "query_database", {})


async def test_a_tool_that_is_only_found_says_how_it_is_called(world: World) -> None:
    other = world.variant()
    set_principal(OWNER)

    async with other.server.running(), McpClient(other.server.mcp) as client:
        answer = await client.call_tool("jpm_cancel_job", {"id": 1}, raise_on_error=False)

    assert answer.is_error
    assert "Pass its name to call_tool" in _text(answer)


async def test_the_envelope_itself_can_be_left_out(world: World) -> None:
    other = world.variant(TOOLS_EXCLUDE="call_tool")

    async with other.server.running():
        with pytest.raises(UnknownTool, match="'call_tool'"):
            await other.ask("call_tool", name="get_sync_status")


async def test_a_search_without_hits_names_no_tool_that_is_left_out(world: World) -> None:
    other = world.variant(TOOLS_EXCLUDE="query_database")

    async with other.server.running():
        found = await other.ask("search_tools", query="zzqx vvkw")
        usual = await world.ask("search_tools", query="zzqx vvkw")

    assert found.note == "Nothing fits. Try other words."
    assert "query_database" in usual.note


async def test_hits_that_may_not_fit_say_so(world: World) -> None:
    unsure = await world.ask("search_tools", query="reset my netflix password")
    sure = await world.ask("search_tools", query="open invoices of a customer")

    assert unsure.hits
    assert unsure.note.startswith("Perhaps nothing fits")
    assert sure.hits
    assert sure.note is None


async def test_advice_names_no_tool_that_is_left_out(world: World) -> None:
    other = world.variant(TOOLS_EXCLUDE="get_job_details,jpm_hold_appointment,jpm_cancel_job")
    body: dict[str, Any] = {"id": 1, "body": {"start": "2026-03-12T09:00:00Z", "status": "Done"}}

    async with other.server.running():
        with pytest.raises(NotFound) as missing:
            await other.ask("get_estimate_details", estimate_id=4242)
        with pytest.raises(NotPossible) as impossible:
            await other.ask("jpm_reschedule_appointment", **body)
        with pytest.raises(ToolProblem) as echoed:
            await other.ask("search_customers", term="Smith", cursor="get_job_details")

    assert str(missing.value) == "There is no estimate 4242."
    told = str(impossible.value)
    assert "jpm_confirm_appointment" in told
    assert "jpm_hold_appointment" not in told
    assert "jpm_cancel_job" not in told
    assert "get_job_details" in str(echoed.value)


async def test_an_unknown_name_is_answered_with_the_nearest_that_exist(world: World) -> None:
    other = world.variant(TOOLS_EXCLUDE="telecom_download_call_voicemail")

    async with other.server.running():
        with pytest.raises(UnknownTool) as slip:
            await other.ask("telecom_get_call_recording", id=1)
        with pytest.raises(UnknownTool) as left_out:
            await other.ask("telecom_download_call_voicemail", id=1)
        with pytest.raises(UnknownTool) as endless:
            await other.ask("x" * 100_000)

    assert "Nearest: telecom_download_call_recording" in str(slip.value)
    near = str(left_out.value).partition("Nearest: ")[2]
    assert near.startswith("telecom_download_call_recording")
    assert "voicemail" not in near
    assert len(str(endless.value)) < 300


async def test_a_description_names_no_tool_that_is_left_out(world: World) -> None:
    name, bare = "accounting_list_inventory_bills", "accounting_list_inventory_bills_plain"
    other = world.variant(TOOLS_EXCLUDE=name)

    async with other.server.running():
        usual = await world.ask("describe_tools", names=[bare])
        spared = await other.ask("describe_tools", names=[bare])

    assert name in names_in(usual.tools[0].description)
    assert name not in names_in(spared.tools[0].description)
    assert spared.tools[0].description.endswith("It never says whether more pages exist.")
