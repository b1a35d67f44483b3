"""Lists, cursors, fields and reports through the operations' own tools."""

import json
from typing import Any

import pytest

from tests.kit.changes import deafen
from tests.kit.truth import Truth
from tests.kit.world import World
from tools.errors import BadArguments

CATEGORY, REPORT = "operations", "Completed Jobs"
SPAN = [{"name": "From", "value": "2026-01-01"}, {"name": "To", "value": "2026-03-11"}]


async def walked(world: World, tool: str, **arguments: Any) -> tuple[list[dict[str, Any]], int]:
    """Every record of a list by following its cursors, and how many answers that took."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    for answers in range(1, 500):
        given = {**arguments, **({"cursor": cursor} if cursor else {})}
        page = await world.ask(tool, **given)
        assert page.returned == len(page.items)
        assert page.truncated == (page.next is not None)
        rows += page.items
        cursor = page.next
        if cursor is None:
            return rows, answers
    raise AssertionError("the cursors do not end")


async def test_fifty_customers_fit_whole_into_one_answer(world: World) -> None:
    page = await world.ask("crm_list_customers", includeTotal=True)

    assert page.returned == 50
    assert page.total > 50
    assert len(page.model_dump_json().encode()) <= 12_000
    assert {"id", "name"} <= page.items[0].keys()
    assert "address" in page.omitted


@pytest.mark.parametrize("size", [30, 50, 5_000])
async def test_cursors_lead_through_all_pages_once(world: World, truth: Truth, size: int) -> None:
    rows, _ = await walked(world, "crm_list_customers", active="Any", pageSize=size)

    assert sorted(row["id"] for row in rows) == sorted(
        row["id"] for row in truth.rows("crm/customers")
    )


async def test_cursors_lead_through_a_feed_once(world: World, truth: Truth) -> None:
    rows, answers = await walked(world, "jpm_export_jobs")

    assert answers > 1
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in truth.rows("jpm/jobs"))


async def test_cursors_lead_through_a_plain_array_once(world: World, truth: Truth) -> None:
    rows, _ = await walked(world, "accounting_list_inventory_bills_plain")

    bills = truth.rows("accounting/inventory-bills")
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in bills)


async def test_pages_asked_for_in_the_body_have_cursors_too(writing: World) -> None:
    deafen(writing.company, "POST fleet-pro/events", lambda call: page_of(call.body["pagination"]))
    given: dict[str, Any] = {
        "body": {
            "startTime": "2026-03-01T00:00:00Z",
            "endTime": "2026-03-01T20:00:00Z",
            "vins": ["1FTFW1E50NFA00001"],
            "pagination": {"pageNumber": 1, "pageSize": 2},
        }
    }

    rows, answers = await walked(writing, "fleet_pro_list_vehicle_events", **given)

    assert answers == 3
    assert [row["id"] for row in rows] == ["1-0", "1-1", "2-0", "2-1", "3-0", "3-1"]


def page_of(paging: dict[str, int]) -> dict[str, Any]:
    """Three pages of events, as many rows each as asked for."""
    number, size = paging["pageNumber"], paging["pageSize"]
    data = [{"id": f"{number}-{row}"} for row in range(size)]
    return {"page": number, "pageSize": size, "hasMore": number < 3, "data": data}


async def test_a_list_shows_only_the_fields_asked_for(world: World) -> None:
    page = await world.ask("crm_list_customers", fields=["id", "address"])

    assert page.items
    assert all(row.keys() == {"id", "address"} for row in page.items)
    assert page.omitted == []


async def test_a_field_that_no_record_has_is_refused(world: World) -> None:
    with pytest.raises(BadArguments, match=r"did you mean name\?"):
        await world.ask("crm_list_customers", fields=["id", "nam"])


@pytest.mark.parametrize(
    ("fields", "example"),
    [
        ("id,name", ["id", "name"]),
        ("id, name, email", ["id", "name", "email"]),
        ('["name"]', ["name"]),
        ("", ["id", "name"]),
        ([], ["id", "name"]),
        (5, ["id", "name"]),
        (["id"] * 101, ["id", "name"]),
    ],
)
async def test_what_is_no_list_of_fields_is_refused_with_one_that_is(
    world: World, fields: object, example: list[str]
) -> None:
    with pytest.raises(BadArguments) as refused:
        await world.ask("crm_list_customers", fields=fields)

    told = f"allowed: a list of 1 to 100 field names, such as {json.dumps(example)}"
    assert refused.value.faults[0].allowed == told


@pytest.mark.parametrize("cursor", ["no", "WyJ4IiwwXQ", "bm90IGpzb24"])
async def test_a_cursor_of_something_else_is_refused(world: World, cursor: str) -> None:
    with pytest.raises(BadArguments, match="cursor: received"):
        await world.ask("crm_list_customers", cursor=cursor)


async def test_report_rows_are_bound_to_their_columns(world: World, truth: Truth) -> None:
    report = await report_id(world)
    described = await world.ask("reporting_get_report", report_category=CATEGORY, reportId=report)
    names = [one["name"] for one in described.result["fields"]]

    page = await world.ask(
        "reporting_run_report",
        report_category=CATEGORY,
        reportId=report,
        body={"parameters": SPAN},
        includeTotal=True,
    )

    numbers = {row["jobNumber"] for row in truth.rows("jpm/jobs")}
    assert page.status == "Ready"
    assert page.total > 0
    assert [one["name"] for one in page.columns] == names
    assert page.items
    assert all(list(row) == names for row in page.items)
    assert {row["JobNumber"] for row in page.items} <= numbers


async def test_a_report_is_paged_by_its_query(world: World) -> None:
    given = {
        "report_category": CATEGORY,
        "reportId": await report_id(world),
        "body": {"parameters": SPAN},
    }
    small, _ = await walked(world, "reporting_run_report", **given, pageSize=7)
    whole, _ = await walked(world, "reporting_run_report", **given, pageSize=5_000)

    assert small == whole
    assert len(small) > 7


async def test_a_long_report_is_started_and_asked_for(world: World) -> None:
    started = await world.ask(
        "reporting_start_report",
        report_category=CATEGORY,
        reportId=await report_id(world),
        body={"parameters": SPAN},
    )
    pending = await world.ask("reporting_get_report_result", token=started.token)
    ready = await world.ask("reporting_get_report_result", token=started.token)

    assert (started.status, started.items) == ("NotStarted", [])
    assert pending.status == "InProgress"
    assert ready.status == "Ready"
    assert "JobNumber" in ready.items[0]
    assert ready.columns[0] == {"name": "JobNumber", "label": "Job #"}


async def test_files_of_a_job_are_listed_as_all_else_is(writing: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs")[0]["id"]
    rows = [{"jobId": job, "fileName": f"{one}.png"} for one in range(3)]
    made = writing.company.mutate("forms/jobs/attachments", insert=rows)

    shown, answers = await walked(writing, "forms_list_job_attachments", jobId=job, pageSize=2)

    assert answers > 1
    assert set(made) <= {one["id"] for one in shown}


async def test_an_answer_without_a_list_is_not_called_empty(writing: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs")[0]["id"]
    told = {"attachments": [{"id": 5}]}
    deafen(writing.company, "GET forms/jobs/{jobId}/attachments", lambda _: told)

    answer = await writing.ask("forms_list_job_attachments", jobId=job)

    assert answer.items == [told]


async def report_id(world: World) -> int:
    page = await world.ask("reporting_list_reports", report_category=CATEGORY)
    return next(int(one["id"]) for one in page.items if one["name"] == REPORT)
