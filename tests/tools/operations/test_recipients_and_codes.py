"""E-mail addresses, colleagues and budget codes are checked before anybody is asked."""

from typing import Any

import pytest

from sandbox.servicetitan.company.budgets import WBS
from tests.kit.changes import writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import customer
from tools.errors import BadArguments

UNKNOWN = 4242
CODES = f"{WBS}/budget-codes"


def in_project(truth: Truth) -> Row:
    return truth.rows("jpm/jobs", lambda row: bool(row.get("projectId")))[0]


def in_none(truth: Truth) -> Row:
    return truth.rows("jpm/jobs", lambda row: not row.get("projectId"))[0]


@pytest.mark.parametrize(
    ("tool", "body", "place"),
    [
        (
            "marketing_suppress_emails",
            {"emails": ["ann@example.com", "ann"], "reason": "NeverEmail"},
            r"body\.emails\[1\]",
        ),
        ("marketing_unsuppress_emails", {"emails": ["ann at home"]}, r"body\.emails\[0\]"),
    ],
)
async def test_what_is_no_address_is_refused(
    writing: World, tool: str, body: Row, place: str
) -> None:
    with pytest.raises(BadArguments, match=f"{place}: received 'ann.*'; allowed: an e-mail"):
        await writing.ask(tool, body=body)

    assert writes(writing.company) == []


async def test_a_contact_that_is_to_be_an_address_has_to_look_like_one(
    writing: World, truth: Truth
) -> None:
    key = customer(truth)["id"]

    with pytest.raises(BadArguments, match=r"body\.value: received '555 0100'; allowed: an e-mail"):
        await writing.ask(
            "crm_create_customer_contact", id=key, body={"type": "Email", "value": "555 0100"}
        )
    phone = await writing.ask(
        "crm_create_customer_contact", id=key, body={"type": "Phone", "value": "555 0100"}
    )

    assert phone.status == "needs_confirmation"


@pytest.mark.parametrize("tool", ["jpm_create_job_message", "jpm_create_project_message"])
async def test_a_message_to_nobody_is_refused(writing: World, truth: Truth, tool: str) -> None:
    table = "jpm/jobs" if "job" in tool else "jpm/projects"
    crew = truth.rows("settings/technicians")[0]["id"]
    about = truth.rows(table)[0]["id"]
    words = r"recipientIds: received 4242; ServiceTitan has no employee or technician"

    with pytest.raises(BadArguments, match=words):
        await writing.ask(
            tool,
            id=about,
            body={
                "body": "Gate code?",
                "createdByEmployeeId": truth.rows("settings/employees")[0]["id"],
                "recipientIds": [crew, UNKNOWN],
            },
        )

    assert writes(writing.company) == []


def estimate(job: Row, code: int) -> dict[str, Any]:
    return {"body": {"jobId": job["id"], "name": "Heater", "budgetCodeId": code}}


@pytest.mark.parametrize("job", [in_project, in_none])
async def test_an_unknown_budget_code_is_refused(writing: World, truth: Truth, job: Any) -> None:
    words = r"body\.budgetCodeId: received 4242; neither .* Find .*jpm_list_budget_codes"

    with pytest.raises(BadArguments, match=words):
        await writing.ask("salestech_create_estimate", **estimate(job(truth), UNKNOWN))

    assert writes(writing.company) == []


async def test_a_known_budget_code_passes(writing: World, truth: Truth) -> None:
    code = truth.rows(CODES)[0]["id"]

    shown = await writing.call("salestech_create_estimate", **estimate(in_none(truth), code))

    assert shown.preview is not None


async def test_a_code_that_may_be_a_projects_is_left_to_servicetitan(writing: World) -> None:
    shown = await writing.call(
        "accounting_create_journal_entry",
        body={
            "status": "Open",
            "versionId": 1,
            "lines": [{"debit": 1, "credit": 0, "budgetCodeId": UNKNOWN}],
        },
    )

    assert shown.preview is not None


async def test_codes_that_cannot_be_looked_at_are_left_to_servicetitan(
    writing: World, truth: Truth
) -> None:
    writing.company.set_faults({"match": "/budget-codes", "method": "GET", "fault": "403", "to": 9})

    shown = await writing.call("salestech_create_estimate", **estimate(in_none(truth), UNKNOWN))

    assert shown.preview is not None


def parts(truth: Truth) -> list[Row]:
    """An item of each segment, one that lies deep in its tree first."""
    items = truth.rows(f"{WBS}/segments/items")
    deep = next(row for row in items if row["parentId"])
    other = next(row for row in items if row["segmentId"] != deep["segmentId"])
    return [deep, other]


async def test_a_new_code_is_made_of_items_that_exist(writing: World, truth: Truth) -> None:
    keys = [one["id"] for one in parts(truth)]
    words = r"body\.segmentItemIds: received 4242; the company .* Find .*jpm_list_segment_items"

    with pytest.raises(BadArguments, match=words) as refused:
        await writing.ask("jpm_create_budget_code", body={"segmentItemIds": [*keys, UNKNOWN]})
    shown = await writing.call("jpm_create_budget_code", body={"segmentItemIds": keys})

    assert len(refused.value.faults) == 1
    assert shown.preview is not None
    assert writes(writing.company) == []


@pytest.mark.parametrize(
    ("segment", "item", "words"),
    [
        (UNKNOWN, None, "segments[0].segmentId: received 4242; the company has no segment with"),
        (0, UNKNOWN, "segments[0].segmentItemId: received 4242; segment {0} has no segment item"),
        (0, 1, "segments[0].segmentItemId: received {item}; segment {0} has no segment item"),
    ],
)
async def test_an_item_is_one_of_the_segment_it_is_chosen_in(
    writing: World, truth: Truth, segment: int, item: int | None, words: str
) -> None:
    first, other = parts(truth)
    chosen = {"segmentId": segment or first["segmentId"]}
    chosen |= {"segmentItemId": other["id"] if item == 1 else item} if item else {}

    with pytest.raises(BadArguments) as refused:
        await writing.ask("jpm_create_partial_budget_code", body={"segments": [chosen]})

    assert f"body.{words.format(first['segmentId'], item=other['id'])}" in str(refused.value)
    assert writes(writing.company) == []


async def test_items_that_cannot_be_looked_at_are_left_to_servicetitan(writing: World) -> None:
    writing.company.set_faults({"match": "/segments", "method": "GET", "fault": "403", "to": 9})

    shown = await writing.call("jpm_create_budget_code", body={"segmentItemIds": [UNKNOWN]})

    assert shown.preview is not None
