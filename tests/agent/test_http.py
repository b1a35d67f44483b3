from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.elicitation import ElicitResult
from fastmcp.client.transports import StreamableHttpTransport

from tests.kit.changes import CREATE, NOTE, open_visit, writes
from tests.kit.truth import Row, Truth
from tests.kit.web import OWNER_KEY, TECHNICIAN_KEY, bearer
from tests.kit.world import World


@pytest.fixture
async def rest(base: str, writing: World) -> AsyncIterator[httpx.AsyncClient]:
    del writing
    async with httpx.AsyncClient(base_url=f"{base}/api/tools/", trust_env=False) as client:
        yield client


async def test_a_tool_answers_over_rest(rest: httpx.AsyncClient, truth: Truth) -> None:
    customer = truth.customers()[5]

    answer = await rest.post("search_customers", json={"term": str(customer["id"])})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["items"][0]["name"] == customer["name"]


async def test_no_body_means_no_arguments(rest: httpx.AsyncClient) -> None:
    answer = await rest.post("get_sync_status")

    assert answer.status_code == 200
    assert answer.json()["tables"]


@pytest.mark.parametrize(
    ("tool", "arguments", "status", "kind"),
    [
        ("no_such_tool", {}, 404, "UnknownTool"),
        ("get_customer_history", {"customer_id": 4242}, 404, "NotFound"),
        ("search_customers", {"term": 7, "limit": 0, "odd": 1}, 422, "BadArguments"),
        ("query_database", {"query": "delete from servicetitan.st_jobs"}, 422, "BadArguments"),
    ],
)
async def test_a_problem_has_its_status_and_its_words(
    rest: httpx.AsyncClient, tool: str, arguments: Row, status: int, kind: str
) -> None:
    answer = await rest.post(tool, json=arguments)

    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["type"]) == (status, status, kind)
    assert answer.headers["content-type"] == "application/problem+json"
    assert "\n" not in problem["title"]


async def test_every_bad_argument_is_named(rest: httpx.AsyncClient) -> None:
    answer = await rest.post("search_customers", json={"limit": 0, "odd": 1})

    errors = answer.json()["errors"]
    assert set(errors) == {"term", "limit", "odd"}
    assert "received 0" in errors["limit"]
    assert "there is no such argument" in errors["odd"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "text/plain", 415),
        ("{}", "application/x-www-form-urlencoded", 415),
        ("{", "application/json", 400),
        ("[1]", "application/json", 400),
        ("null", "application/json", 400),
        ('{"term": "Smith"}', "application/json; charset=utf-8", 200),
    ],
)
async def test_a_body_has_to_be_a_json_object(
    rest: httpx.AsyncClient, body: str, kind: str, status: int
) -> None:
    answer = await rest.post("search_customers", content=body, headers={"content-type": kind})

    assert answer.status_code == status
    if status != 200:
        assert "Nothing was changed" in answer.json()["title"]


async def test_a_write_over_rest_is_confirmed_by_a_second_call(
    rest: httpx.AsyncClient, writing: World, truth: Truth
) -> None:
    arguments = CREATE.arguments(truth)

    preview = await rest.post(CREATE.tool, json=arguments)
    confirmed = {**arguments, "confirmation": preview.json()["confirmation"]}
    done = await rest.post(CREATE.tool, json=confirmed)
    again = await rest.post(CREATE.tool, json={**confirmed, "allow_duplicate": True})

    assert (preview.status_code, preview.json()["status"]) == (409, "needs_confirmation")
    assert (done.status_code, done.json()["status"]) == (200, "done")
    assert (again.status_code, again.json()["type"]) == (409, "ConfirmationRefused")
    assert len(writes(writing.company)) == 1


async def test_an_unfinished_write_is_no_success(
    rest: httpx.AsyncClient, writing: World, truth: Truth
) -> None:
    arguments = NOTE.arguments(truth)
    preview = (await rest.post(NOTE.tool, json=arguments)).json()
    writing.company.set_faults({"match": "/notes", "method": "POST", "fault": "500"})

    answer = await rest.post(NOTE.tool, json={**arguments, "confirmation": preview["confirmation"]})

    assert (answer.status_code, answer.json()["status"]) == (409, "not_done")


async def test_a_grave_write_over_rest_needs_a_person(
    rest: httpx.AsyncClient, writing: World, truth: Truth
) -> None:
    body = {"reasonId": truth.rows("jpm/job-cancel-reasons")[0]["id"], "memo": "x"}

    answer = await rest.post(
        "jpm_cancel_job", json={"id": open_visit(truth)["jobId"], "body": body}
    )

    assert (answer.status_code, answer.json()["type"]) == (409, "NeedsPerson")
    assert writes(writing.company) == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/tools/search_customers", 405),
        ("PUT", "/api/tools/search_customers", 405),
        ("GET", "/no/such/page", 404),
        ("POST", "/api/tools", 405),
    ],
)
async def test_other_ways_in_are_refused(
    web: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await web.request(method, path)

    assert answer.status_code == status
    assert "POST /api/tools/{name} calls a tool" in answer.json()["title"]
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    "headers", [{"host": "evil.example"}, {"host": "evil.example:80", "origin": "http://x.y"}]
)
async def test_a_foreign_host_is_refused(web: httpx.AsyncClient, headers: Row) -> None:
    for path in ("/mcp", "/api/tools/get_sync_status"):
        answer = await web.post(path, json={}, headers=headers)
        assert answer.status_code in {403, 421}, path


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example"]
)
async def test_a_page_of_another_site_may_not_call(web: httpx.AsyncClient, origin: str) -> None:
    for path in ("/mcp", "/api/tools/get_sync_status"):
        answer = await web.post(path, json={}, headers={"origin": origin})
        assert answer.status_code == 403, path


@pytest.mark.parametrize("headers", [{}, bearer("wrong-key-0123456789"), {"authorization": "x"}])
async def test_without_its_key_nobody_gets_in(guarded: str, headers: Row) -> None:
    async with httpx.AsyncClient(base_url=guarded, trust_env=False) as client:
        answers = [
            await client.post("/api/tools/get_sync_status", headers=headers),
            await client.get("/api/tools", headers=headers),
            await client.post("/mcp", json={}, headers=headers),
        ]
        health = await client.get("/health", headers=headers)

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert all(answer.headers["www-authenticate"] == "Bearer" for answer in answers)
    assert health.status_code == 200


async def test_a_key_opens_what_its_role_may(guarded: str) -> None:
    async with httpx.AsyncClient(base_url=guarded, trust_env=False) as client:
        owner = await client.get("/api/tools", headers=bearer(OWNER_KEY))
        mine = await client.get("/api/tools", headers=bearer(TECHNICIAN_KEY))
        call = await client.post(
            "/api/tools/get_outstanding_invoices", headers=bearer(TECHNICIAN_KEY)
        )

    everything = {row["name"] for row in owner.json()["tools"]}
    own = {row["name"] for row in mine.json()["tools"]}
    assert own < everything
    assert "get_outstanding_invoices" in everything - own
    assert call.status_code == 404


def client_of(address: str, mode: Any, key: str | None = None, **more: Any) -> Client[Any]:
    headers = bearer(key) if key else None
    return Client(StreamableHttpTransport(f"{address}/mcp", headers=headers), mode=mode, **more)


both = pytest.mark.parametrize("mode", ["auto", "legacy"])


@both
async def test_an_mcp_client_lists_calls_and_reads_over_http(
    base: str, mode: Any, truth: Truth
) -> None:
    customer = truth.customers()[7]

    async with client_of(base, mode) as client:
        tools = {tool.name for tool in await client.list_tools()}
        answer = await client.call_tool("search_customers", {"term": str(customer["id"])})
        units = await client.read_resource("st://business-units")
        prompt = await client.get_prompt("morning_briefing", {})

    assert {"search_customers", "call_tool"} <= tools
    assert answer.structured_content
    assert answer.structured_content["items"][0]["id"] == customer["id"]
    assert len(units) == len(prompt.messages) == 1


@both
async def test_a_role_over_mcp_lists_finds_and_calls_only_its_own(guarded: str, mode: Any) -> None:
    async with client_of(guarded, mode, TECHNICIAN_KEY) as client:
        listed = {tool.name for tool in await client.list_tools()}
        found = await client.call_tool("search_tools", {"query": "outstanding invoices"})
        called = await client.call_tool("get_outstanding_invoices", {}, raise_on_error=False)
        wrapped = await client.call_tool(
            "call_tool", {"name": "get_outstanding_invoices"}, raise_on_error=False
        )

    assert "get_outstanding_invoices" not in listed
    assert "get_job_details" in listed
    assert "get_outstanding_invoices" not in str(found.structured_content)
    assert called.is_error
    assert wrapped.is_error


@both
async def test_the_user_is_asked_where_the_client_can_ask(
    base: str, writing: World, truth: Truth, mode: Any
) -> None:
    """A client of the older era is unknown to a stateless server: it confirms by a second call."""
    asked: list[str] = []

    async def yes(message: str, *_: Any) -> Any:
        asked.append(message)
        return ElicitResult(action="accept", content={"go_ahead": True})

    arguments = NOTE.arguments(truth)
    async with client_of(base, mode, elicitation_handler=yes) as client:
        told = (await client.call_tool(NOTE.tool, arguments)).structured_content or {}
        if mode == "legacy":
            assert told["status"] == "needs_confirmation"
            confirmed = {**arguments, "confirmation": told["confirmation"]}
            told = (await client.call_tool(NOTE.tool, confirmed)).structured_content or {}

    assert told["status"] == "done"
    assert len(asked) == (mode == "auto")
    assert len(writes(writing.company)) == 1


async def test_a_person_at_the_client_can_approve_a_grave_change(
    base: str, writing: World, truth: Truth
) -> None:
    answers = [False, True]

    async def say(*_: Any) -> Any:
        return ElicitResult(action="accept", content={"go_ahead": answers.pop(0)})

    job = open_visit(truth)["jobId"]
    body = {"reasonId": truth.rows("jpm/job-cancel-reasons")[0]["id"], "memo": "Moved away"}
    call = {"name": "jpm_cancel_job", "arguments": {"id": job, "body": body}}
    async with client_of(base, "auto", elicitation_handler=say) as client:
        declined = (await client.call_tool("call_tool", call)).structured_content or {}
        assert writes(writing.company) == []
        approved = (await client.call_tool("call_tool", call)).structured_content or {}
    async with client_of(base, "auto") as mute:
        refused = await mute.call_tool("call_tool", call, raise_on_error=False)

    assert declined["status"] == "not_done"
    assert approved["status"] == "done"
    assert truth.by_id("jpm/jobs")[job]["jobStatus"] == "Canceled"
    assert refused.is_error
    assert len(writes(writing.company)) == 1
