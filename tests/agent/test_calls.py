from typing import Any

import pytest

from agent.advice import names_in
from agent.calls import InternalError
from agent.log import hide
from tests.kit.changes import MOVE, NOTE, deafen, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import OWNER, READER, TECHNICIAN, World
from tools.errors import BadArguments, ConfirmationRefused, ToolProblem, UnknownTool


async def test_a_call_leaves_one_audit_row(writing: World) -> None:
    await writing.ask("search_customers", READER, term="Smith")

    (row,) = await writing.audited()

    assert (row["principal"], row["role"], row["surface"]) == ("ray", "reader", "rest")
    assert (row["tool"], row["effect"], row["risk"]) == ("search_customers", "reads", "none")
    assert row["arguments"] == {"term": "Smith"}
    assert (row["outcome"], row["error_kind"]) == ("done", None)
    assert row["duration_ms"] >= 0
    assert row["change"] is None


async def test_a_write_leaves_its_way_in_the_audit(writing: World, truth: Truth) -> None:
    arguments = MOVE.arguments(truth)
    preview = await writing.ask(MOVE.tool, **arguments)
    with pytest.raises(ConfirmationRefused):
        await writing.ask(MOVE.tool, **arguments, confirmation="wrong")
    await writing.ask(MOVE.tool, **arguments, confirmation=preview.confirmation)

    first, second, third = await writing.audited()

    assert [row["outcome"] for row in (first, second, third)] == [
        "needs_confirmation",
        "failed",
        "done",
    ]
    assert second["error_kind"] == "ConfirmationRefused"
    assert (first["change"], second["change"]) == (None, None)
    assert third["change"] == preview.change.model_dump(mode="json")
    assert third["confirmation"] == preview.confirmation
    assert third["arguments"]["appointment_id"] == arguments["appointment_id"]


async def test_what_became_of_a_write_is_in_the_audit(writing: World, truth: Truth) -> None:
    arguments = NOTE.arguments(truth)
    preview = await writing.ask(NOTE.tool, **arguments)
    writing.company.set_faults({"match": "/notes", "method": "POST", "fault": "500", "times": 1})
    answer = await writing.ask(NOTE.tool, **arguments, confirmation=preview.confirmation)

    assert (await writing.audited())[-1]["outcome"] == answer.status == "not_done"


async def test_secrets_in_arguments_stay_out_of_the_audit(writing: World) -> None:
    hide("correct-horse-battery")
    queries = ("select 'correct-horse-battery' as x", "select 1 as fine")
    for query in queries:
        await writing.ask("query_database", query=query)
    with pytest.raises(ToolProblem):
        await writing.ask("crm_create_customer", body={"name": "x", "password": "hunter22"})

    rows = await writing.audited()

    assert "correct-horse-battery" not in str(rows)
    assert "hunter22" not in str(rows)
    assert "select 1 as fine" in str(rows)


async def test_a_call_that_fails_inside_shows_an_id_and_no_more(
    writing: World, truth: Truth, capsys: pytest.CaptureFixture[str]
) -> None:
    deafen(writing.company, "GET jpm/appointments/{id}", lambda _: ["not", "an", "appointment"])

    with pytest.raises(InternalError) as problem:
        await writing.ask(MOVE.tool, **MOVE.arguments(truth))

    told = str(problem.value)
    assert told.startswith("reschedule_appointment failed inside this server (error id ")
    assert "Traceback" not in told
    assert "list" not in told
    assert writes(writing.company) == []
    assert (await writing.audited())[-1]["error_kind"] == "InternalError"
    capsys.readouterr()


async def test_a_change_is_reported_even_where_the_audit_cannot_be_kept(
    writing: World, truth: Truth, caplog: pytest.LogCaptureFixture
) -> None:
    arguments = NOTE.arguments(truth)
    preview = await writing.ask(NOTE.tool, **arguments)
    await writing.deps.db.raw("alter table automation.audit_log rename to away")
    try:
        answer = await writing.ask(NOTE.tool, **arguments, confirmation=preview.confirmation)
    finally:
        await writing.deps.db.raw("alter table automation.away rename to audit_log")

    assert answer.status == "done"
    assert NOTE.done(truth, arguments) == 1
    assert "audit.lost" in caplog.text


@pytest.mark.parametrize("name", ["no_such_tool", "", "search_customers ", "SEARCH_CUSTOMERS"])
async def test_an_unknown_tool_is_one_clear_sentence(world: World, name: str) -> None:
    with pytest.raises(UnknownTool, match=r"There is no tool named .* Nothing was called\.") as no:
        await world.ask(name)

    assert "\n" not in str(no.value)


async def test_a_tool_outside_the_role_does_not_exist(world: World) -> None:
    names = {row["name"] for row in world.server.tool_rows(TECHNICIAN)}

    with pytest.raises(UnknownTool) as hidden:
        await world.ask("get_outstanding_invoices", TECHNICIAN)
    with pytest.raises(UnknownTool) as missing:
        await world.ask("no_such_tool", TECHNICIAN)

    assert "get_outstanding_invoices" not in names
    none = "There is no tool named {!r}. Nothing was called. "
    for told, name in ((hidden, "get_outstanding_invoices"), (missing, "no_such_tool")):
        advice = str(told.value).removeprefix(none.format(name))
        assert advice != str(told.value)
        assert names_in(advice) <= names


async def test_search_and_describe_show_a_role_only_its_own(world: World) -> None:
    found = await world.ask("search_tools", TECHNICIAN, query="outstanding invoices balance")
    described = await world.ask("describe_tools", TECHNICIAN, names=["get_outstanding_invoices"])
    names = {tool.name for hit in found.hits for tool in hit.tools}
    allowed = {row["name"] for row in world.server.tool_rows(TECHNICIAN)}

    assert names <= allowed
    assert described.unknown == ["get_outstanding_invoices"]


async def test_call_tool_runs_the_tool_inside_for_its_caller(writing: World) -> None:
    inside: Row = {"term": "Smith", "limit": 2}

    answer = await writing.ask("call_tool", name="search_customers", arguments=inside)
    with pytest.raises(UnknownTool):
        await writing.ask("call_tool", TECHNICIAN, name="get_outstanding_invoices")
    with pytest.raises(BadArguments, match="search_customers was not called"):
        await writing.ask("call_tool", name="search_customers", arguments={})

    assert answer == await writing.ask("search_customers", **inside)
    assert {row["tool"] for row in await writing.audited()} == {"search_customers"}


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_customers", {"term": "a\0b"}),
        ("search_jobs", {"term": "a\0b"}),
        ("search_jobs", {"business_unit": "a\0b"}),
        ("query_database", {"query": "select 'a\0b'"}),
        ("get_job_details", {"job_number": "\0"}),
        ("search_customers", {"term": "\ud800\udc00x\ud800"}),
    ],
)
async def test_signs_no_database_takes_are_refused_by_name(
    writing: World, tool: str, arguments: Row
) -> None:
    with pytest.raises(BadArguments) as refused:
        await writing.ask(tool, **arguments)

    assert refused.value.faults[0].name in arguments


async def test_a_note_with_a_nul_is_refused_and_nothing_is_sent(
    writing: World, truth: Truth
) -> None:
    arguments = {**NOTE.arguments(truth), "text": "before\0after"}

    with pytest.raises(BadArguments, match="text"):
        await writing.ask(NOTE.tool, **arguments)

    assert writes(writing.company) == []


@pytest.fixture
def toolsets(world: World) -> World:
    return world.variant(TOOLSETS="customers,jobs", TOOLS_EXCLUDE="search_jobs", ACCESS="read")


async def test_settings_narrow_what_exists(toolsets: World) -> None:
    names = {row["name"] for row in toolsets.server.tool_rows(OWNER)}

    assert {"search_customers", "get_customer_history", "get_job_details"} <= names
    assert not names & {"search_jobs", "get_dispatch_board", "create_customer", "add_job_note"}
    assert {"search_tools", "describe_tools", "call_tool"} <= names


@pytest.mark.parametrize(
    "fault",
    [
        {"match": "/connect/token", "fault": "500"},
        {"match": "/jpm/", "fault": "reset"},
        {"match": "/jpm/", "fault": "503html"},
        {"match": "/jpm/", "fault": "403"},
        {"match": "/jpm/", "fault": "429", "retry_after": 0},
        {"match": "/jpm/", "fault": "truncate"},
    ],
)
async def test_a_servicetitan_in_trouble_is_one_clear_sentence(
    writing: World, truth: Truth, fault: dict[str, Any]
) -> None:
    job = truth.rows("jpm/jobs")[0]["id"]
    if fault["match"] == "/connect/token":
        writing.company.box.tokens.clear()
    writing.company.set_faults(fault)

    with pytest.raises(ToolProblem) as problem:
        await writing.ask("get_job_details", job_id=job, live=True)

    assert problem.value.status in {403, 429, 502}
    assert "\n" not in str(problem.value)
    assert not isinstance(problem.value, InternalError)
    mirrored = await writing.ask("get_job_details", job_id=job)
    assert mirrored.id == job
