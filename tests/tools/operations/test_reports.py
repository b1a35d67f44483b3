"""Reports as a client runs them: described, checked, run at once or started, and stopped."""

from typing import Any

import mcp_types
import pytest
from fastmcp import Client as McpClient

from agent.identity import set_principal
from sandbox.servicetitan.api.messages import json_response
from tests.kit.changes import deafen
from tests.kit.world import OWNER, World
from tools.errors import BadArguments, TooBusy
from tools.servicetitan.limiter import LocalLimiter

CATEGORY = "operations"
SPAN = [{"name": "From", "value": "2026-01-01"}, {"name": "To", "value": "2026-03-11"}]
DESCRIPTION = "GET reporting/report-category/{report_category}/reports/{reportId}"
RUN, START = "reporting_run_report", "reporting_start_report"


async def report_of(world: World, parameters: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    page = await world.ask("reporting_list_reports", report_category=CATEGORY)
    found = next(int(one["id"]) for one in page.items if one["name"] == "Completed Jobs")
    about = {"report_category": CATEGORY, "reportId": found}
    return {**about, "body": {"parameters": parameters}, **more}


def runs(world: World) -> int:
    """Runs that reached the company."""
    sent = [one["path"] for one in world.company.requests() if one["method"] == "POST"]
    return sum(path.endswith(("/data", "/data/query")) for path in sent)


@pytest.mark.parametrize("tool", [RUN, START])
@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        (SPAN[:1], r"body\.parameters\.To: received nothing; it is required; allowed: Date"),
        ([*SPAN, {"name": "Form", "value": 1}], r"Form: .*it takes: From, To, BusinessUnitIds"),
        ([SPAN[0], {"name": "To", "value": "soon"}], r"To: received 'soon'; allowed: Date"),
        ([*SPAN, {"name": "BusinessUnitIds", "value": 7}], r"received 7; allowed: a list of Num"),
        ([*SPAN, {"name": "BusinessUnitIds", "value": [7]}], r"received 7; .*10000007 \("),
        ([*SPAN, SPAN[0]], r"From: received \[.*; it comes more than once; allowed: once"),
    ],
    ids=["missing", "unknown", "no date", "no list", "not in the set", "twice"],
)
async def test_parameters_are_checked_before_a_run(
    world: World, tool: str, parameters: list[dict[str, Any]], told: str
) -> None:
    arguments = await report_of(world, parameters)
    before = runs(world)

    with pytest.raises(BadArguments, match=told):
        await world.ask(tool, **arguments)

    assert runs(world) == before


@pytest.mark.parametrize("how", ["page", "cursor"])
async def test_parameters_are_checked_on_each_page(world: World, how: str) -> None:
    page = await world.ask(RUN, **await report_of(world, SPAN, pageSize=7))
    place = {"page": 3} if how == "page" else {"cursor": page.next}
    arguments = await report_of(world, [*SPAN, {"name": "Form", "value": 1}], pageSize=7, **place)
    before = runs(world)

    with pytest.raises(BadArguments, match=r"Form: .*it takes: From, To, BusinessUnitIds"):
        await world.ask(RUN, **arguments)

    assert runs(world) == before


async def test_a_report_that_describes_no_parameters_takes_none(writing: World) -> None:
    arguments = await report_of(writing, SPAN[:1])
    described = json_response({"id": arguments["reportId"], "parameters": None, "fields": []})
    deafen(writing.company, DESCRIPTION, lambda _: described)

    with pytest.raises(BadArguments, match=r"From: .*no such parameter; it takes: none"):
        await writing.ask(RUN, **arguments)

    assert runs(writing) == 0


async def test_a_value_of_the_dynamic_set_is_accepted(world: World) -> None:
    units = await world.ask("reporting_list_dynamic_values", dynamicSetId="business-units")
    chosen = [{"name": "BusinessUnitIds", "value": [units.items[0]["Id"]]}]

    page = await world.ask(RUN, **await report_of(world, [*SPAN, *chosen]))

    assert {row["BusinessUnit"] for row in page.items} == {units.items[0]["Name"]}


async def test_a_second_run_within_the_minute_is_told_when_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.deps.st, "limiter", LocalLimiter())
    arguments = await report_of(world, SPAN)
    await world.ask(RUN, **arguments)
    before = runs(world)

    with pytest.raises(TooBusy, match=r"once a minute.*next turn is in (60|61) seconds"):
        await world.ask(RUN, **arguments)

    assert runs(world) == before


async def test_further_pages_say_that_they_run_the_report_again(world: World) -> None:
    page = await world.ask(RUN, **await report_of(world, SPAN, pageSize=7))

    assert page.truncated
    assert "runs the report again" in str(page.notice)
    assert "start it once with reporting_start_report and a pageSize" in str(page.notice)


async def test_a_started_report_is_read_part_by_part_without_another_run(
    world: World,
) -> None:
    year = [SPAN[0] | {"value": "2025-03-01"}, SPAN[1]]
    arguments = await report_of(world, year, pageSize=25_000)
    started = await world.ask(START, **arguments)
    before, rows, following = runs(world), 0, None
    page = await world.ask("reporting_get_report_result", token=started.token)
    while page.status != "Ready":
        page = await world.ask("reporting_get_report_result", token=started.token)

    while page.next:
        rows, following = rows + page.returned, page.next
        page = await world.ask("reporting_get_report_result", token=started.token, cursor=following)

    whole = await world.ask(RUN, **await report_of(world, year, includeTotal=True))
    assert (rows + page.returned, runs(world)) == (whole.total, before + 1)
    assert following is not None


async def test_a_report_tool_that_is_left_out_is_not_advised(world: World) -> None:
    other = world.variant(TOOLS_EXCLUDE="reporting_start_report")
    arguments = await report_of(world, SPAN, pageSize=7)

    async with other.server.running():
        page = await other.ask(RUN, **arguments)

    assert "runs the report again" in str(page.notice)
    assert "reporting_start_report" not in str(page.notice)


async def test_a_started_page_that_is_not_the_last_says_so(world: World) -> None:
    started = await world.ask(START, **await report_of(world, SPAN, pageSize=7))
    deafen(
        world.company,
        "GET reporting/data-queries/{token}",
        lambda _: {"Fields": [{"Name": "A"}], "Data": [[1]], "Page": 1, "HasMore": True},
    )

    page = await world.ask("reporting_get_report_result", token=started.token)
    world.company.desk.app.handlers.clear()

    assert (page.items, page.truncated, page.next) == ([{"A": 1}], True, None)
    assert "page=2" in str(page.notice)


@pytest.mark.parametrize("names", [str.lower, str.title], ids=["camelCase", "PascalCase"])
async def test_rows_are_bound_by_name_in_either_case(world: World, names: Any) -> None:
    fields = [{names("name"): "Total"}, {names("name"): "Job"}]
    answer = {names("fields"): fields, names("data"): [["9.50", "17"]], names("page"): 1}
    deafen(world.company, "GET reporting/data-queries/{token}", lambda _: answer)

    page = await world.ask("reporting_get_report_result", token="any")
    world.company.desk.app.handlers.clear()

    assert page.items == [{"Total": "9.50", "Job": "17"}]
    assert page.status == "Ready"


async def test_a_client_describes_runs_starts_polls_and_stops_a_report(world: World) -> None:
    """The whole way over MCP, by a user who is asked before the stop."""
    set_principal(OWNER)
    given = await report_of(world, SPAN)
    places = {name: given[name] for name in ("report_category", "reportId")}
    async with McpClient(world.server.mcp, elicitation_handler=_yes) as client:
        described = await _called(client, "reporting_get_report", places)
        ran = await _called(client, RUN, given)
        started = await _called(client, START, given)
        token = {"token": started["token"]}
        waiting = await _called(client, "reporting_get_report_result", token)
        ready = await _called(client, "reporting_get_report_result", token)
        stopped = await _called(client, "reporting_cancel_report", token)

    names = [one["name"] for one in described["result"]["fields"]]
    assert list(ran["items"][0]) == names
    assert (started["status"], waiting["status"], ready["status"]) == (
        "NotStarted",
        "InProgress",
        "Ready",
    )
    assert ready["items"][0] == ran["items"][0]
    assert stopped["status"] == "done"
    assert started["token"] not in world.company.box.queries


async def _yes(_: str, __: Any, ___: Any, ____: Any) -> dict[str, bool]:
    return {"go_ahead": True}


async def _called(client: "McpClient[Any]", name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    answer: mcp_types.CallToolResult = await client.call_tool_mcp(
        "call_tool", {"name": name, "arguments": arguments}
    )
    assert not answer.is_error, answer.content
    return answer.structured_content or {}
