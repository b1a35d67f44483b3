"""What a refusal adds: where ids are found, what a number is, which day it is."""

from typing import Any

import pytest

from tests.kit.truth import Truth
from tests.kit.world import World
from tools.errors import BadArguments, NotFound

SMITH = {"customer_id": "Ann Smith"}
TODAY = "Today is Wednesday 2026-03-11 in company time (America/New_York)."


async def refusal(world: World, tool: str, **arguments: Any) -> str:
    with pytest.raises((BadArguments, NotFound)) as refused:
        await world.ask(tool, **arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    ("tool", "arguments", "finder"),
    [
        ("search_jobs", SMITH, "search_customers"),
        ("jpm_list_jobs", {"customerId": "Ann Smith"}, "search_customers"),
        ("jpm_create_job", {"body": {"customerId": "Ann Smith"}}, "search_customers"),
        ("dispatch_list_technician_shifts", {"technicianId": "Bob"}, "settings_list_technicians"),
        (
            "dispatch_assign_technicians",
            {"body": {"jobAppointmentId": 1, "technicianIds": ["Bob"]}},
            "settings_list_technicians",
        ),
        ("crm_get_lead", {"id": "the Smiths"}, "crm_list_leads"),
    ],
)
async def test_a_name_instead_of_an_id_is_told_what_finds_the_id(
    world: World, tool: str, arguments: dict[str, Any], finder: str
) -> None:
    assert f" Find the right id with: {finder}." in await refusal(world, tool, **arguments)


async def test_a_number_of_another_form_needs_no_search(world: World) -> None:
    assert "Find the right id" not in await refusal(world, "search_jobs", customer_id="12.5")
    assert "Find the right id" not in await refusal(world, "search_jobs", limit="many")


async def test_a_finder_that_is_left_out_is_not_named(world: World) -> None:
    fewer = world.variant(TOOLS_EXCLUDE="search_customers")

    async with fewer.server.running():
        told = await refusal(fewer, "search_jobs", **SMITH)

    assert told.endswith("allowed: a whole number, such as 12.")


@pytest.mark.parametrize(
    ("tool", "name", "day"),
    [
        ("get_dispatch_board", "day", "tomorrow"),
        ("jpm_list_jobs", "appointmentStartsOnOrAfter", "today"),
        ("search_jobs", "visit_from", "next Monday"),
    ],
)
async def test_a_day_in_words_is_told_which_day_it_is(
    world: World, tool: str, name: str, day: str
) -> None:
    await world.server.runtime.deps()  # the company's clock comes with the clients

    assert (await refusal(world, tool, **{name: day})).endswith(TODAY)


async def test_a_day_in_another_form_is_not(world: World) -> None:
    assert "Today" not in await refusal(world, "get_dispatch_board", day="3/11/2026")


async def test_a_job_number_given_as_id_is_told_the_id(world: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs")[0]
    told = f" {job['jobNumber']} is the job number of job {job['id']}."

    read = await refusal(world, "jpm_get_job", id=job["jobNumber"])
    note = await refusal(world, "add_job_note", job_id=int(job["jobNumber"]), text="Gate code")

    assert f"{told} Find the right id with: jpm_list_jobs." in read
    assert f"{told} Find the right id with: search_jobs." in note


async def test_what_is_told_already_is_not_told_again(world: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs")[0]["id"]

    told = await refusal(world, "get_customer_history", customer_id=job)

    assert told.count(f"{job} is the id of job") == 1


async def test_a_text_in_a_path_is_told_what_lists_them(world: World) -> None:
    told = await refusal(world, "reporting_list_reports", report_category="Sales")

    assert " Find the right id with: reporting_list_report_categories." in told
