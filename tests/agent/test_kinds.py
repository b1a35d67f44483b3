"""One rule for values on every surface: MCP, REST and the command line say the same."""

import json
from typing import Any

import httpx
import pytest
from fastmcp import Client

from agent.identity import set_principal
from agent.web import build_app
from tests.agent.test_command_line import one_sentence, run
from tests.kit.world import OWNER, World
from tests.sweeps.calls import text_of

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("search_jobs", {"limit": True}, "limit: received true; allowed: a whole number"),
    ("jpm_list_jobs", {"customerId": "J-7"}, "customerId: received 'J-7'; allowed: a whole number"),
    ("crm_update_customer", {"id": 7, "body": {"creditLimit": True}}, "creditLimit: received true"),
    ("jpm_list_jobs", {"includeTotal": "yes"}, "includeTotal: received 'yes'; allowed: true or"),
    ("get_dispatch_board", {"day": 1760000000}, "day: received 1760000000; allowed: a day, such"),
    ("search_jobs", {"visit_to": "tomorrow"}, "visit_to: received 'tomorrow'; allowed: a day"),
    ("accounting_list_credit_memos", {"dateBefore": "2026-02-30"}, "dateBefore: received '2026-"),
    (
        "reschedule_appointment",
        {"appointment_id": 7, "start": 1760000000},
        "start: received 1760000000; allowed: a time with its zone, such as 2026-03-01T09:00:00Z",
    ),
    ("jpm_list_jobs", {"createdBefore": "2026-03-01T09:00:00"}, "allowed: a time with its zone"),
    ("jpm_list_jobs", {"ids": ",".join(map(str, range(51)))}, "ids: received '0,1,2,"),
    ("crm_list_customers", {"active": True}, "allowed: 'True', 'False' or 'Any'"),
    ("jpm_list_jobs", {"sort": "Id"}, "allowed: + or - and a name, such as +Id"),
    ("jpm_list_jobs", {"status": "Scheduled"}, "did you mean jobStatus?"),
    (
        "jpm_get_job",
        {"id": 7, "externalDataApplicationGuid": "not-a-guid"},
        "externalDataApplicationGuid: received 'not-a-guid'; allowed: a GUID, such as 5f0c2b1e-",
    ),
    (
        "crm_update_customer",
        {"id": 7, "body": {"externalData": {"applicationGuid": 5, "patchMode": "Merge"}}},
        "body.externalData.applicationGuid: received 5; allowed: a GUID, such as 5f0c2b1e-",
    ),
    ("get_job_details", {"job_id": 2**63}, f"allowed: a whole number of at most {2**63 - 1}"),
    ("search_jobs", {"visit_to": "9999-12-31"}, "allowed: a day from 0001-01-02 to 9999-12-30"),
    (
        "jpm_list_jobs",
        {"createdBefore": "9999-12-31T23:00:00-05:00"},
        "allowed: a day from 0001-01-02 to 9999-12-30",
    ),
    (
        "pricebook_upload_image",
        {"file": {"filename": "a.png", "base64": "***"}},
        "allowed: the bytes of the file in base64, such as aGVsbG8=",
    ),
    (
        "pricebook_upload_image",
        {"file": "a.png"},
        "allowed: an object with filename and base64, or",
    ),
]


def fits(words: str, tool: str, told: str) -> bool:
    return f"{tool} was not called, nothing was changed. " in words and told in words


@pytest.mark.parametrize(("tool", "arguments", "told"), CASES)
async def test_mcp_and_rest_refuse_it_in_the_same_words_and_send_nothing(
    world: World, tool: str, arguments: dict[str, Any], told: str
) -> None:
    before = sum(world.company.desk.counts.values())
    set_principal(OWNER)
    app = build_app(world.server)

    async with (
        Client(world.server.mcp) as client,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as web,
    ):
        called = {"name": tool, "arguments": arguments}
        mcp = await client.call_tool_mcp("call_tool", called)
        rest = await web.post(f"/api/tools/{tool}", json=arguments)

    assert mcp.is_error
    assert fits(text_of(mcp), tool, told)
    assert rest.status_code == 422
    assert rest.json()["title"] == text_of(mcp)
    assert sum(world.company.desk.counts.values()) == before


@pytest.mark.parametrize(("tool", "arguments", "told"), CASES)
def test_the_command_line_does_too(
    world: World, tool: str, arguments: dict[str, Any], told: str
) -> None:
    ended = run(world, "tools", "call", tool, "--json", json.dumps(arguments))

    assert fits(one_sentence(ended, code=1), tool, told)
