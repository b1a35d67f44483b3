"""What applications keep beside a record: shown to who names the application, and kept for it."""

from pkgutil import resolve_name
from typing import Any

import pytest

from agent.catalogue import Entry, load_catalogue
from agent.runners import schemas_of
from tests.kit.changes import losing
from tests.kit.truth import Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, mirrored
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import data_call, shows_data

APPLICATION = "593e920a-324c-4c27-92a9-ba10acc81565"
WRITES = [
    ("crm_update_customer", "crm/customers"),
    ("crm_update_location", "crm/locations"),
    ("inventory_update_adjustment", "inventory/adjustments"),
    ("inventory_update_return", "inventory/returns"),
    ("inventory_update_transfer", "inventory/transfers"),
    ("inventory_update_truck", "inventory/trucks"),
    ("inventory_update_vendor", "inventory/vendors"),
    ("inventory_update_warehouse", "inventory/warehouses"),
    ("jpm_update_job", "jpm/jobs"),
    ("jpm_update_job_type", "jpm/job-types"),
    ("jpm_update_project", "jpm/projects"),
    ("settings_update_business_unit", "settings/business-units"),
    ("pricebook_update_material", "pricebook/materials"),
    ("pricebook_update_discount_or_fee", "pricebook/discounts-and-fees"),
]


def kept(mode: str, **pairs: str) -> dict[str, Any]:
    rows = [{"key": key, "value": value} for key, value in pairs.items()]
    return {
        "externalData": {"patchMode": mode, "applicationGuid": APPLICATION, "externalData": rows}
    }


def first(truth: Truth, table: str) -> int:
    return int(truth.rows(table, lambda row: row.get("active") is not False)[0]["id"])


@pytest.mark.parametrize("after", [None, True], ids=["answered", "answer lost"])
@pytest.mark.parametrize(("tool", "table"), WRITES)
async def test_it_is_read_back_for_its_application(
    writing: World, truth: Truth, tool: str, table: str, after: bool | None
) -> None:
    if after:
        writing.company.set_faults({"match": "", "method": "PATCH", "fault": "500", "after": True})

    done = await confirmed(writing, tool, id=first(truth, table), body=kept("Merge", crm="A7"))

    assert done.status == "done"
    assert "read back" in done.summary
    assert "not checked" not in done.summary
    assert [(row["key"], row["value"]) for row in done.result["externalData"]] == [("crm", "A7")]


@pytest.mark.parametrize(("tool", "table"), WRITES)
async def test_it_is_not_called_done_where_it_was_ignored(
    writing: World, truth: Truth, tool: str, table: str
) -> None:
    losing(writing.company, f"PATCH {table}/{{id}}", lambda _: {})

    done = await confirmed(writing, tool, id=first(truth, table), body=kept("Merge", crm="A7"))

    assert done.status == "not_done"
    assert "other values for externalData." in done.summary


def test_every_write_of_it_has_a_reading_for_its_application() -> None:
    writes = [
        resolve_name(entry.target).operation
        for entry in load_catalogue().values()
        if entry.path is not None and entry.effect != "reads" and _sends_data(entry)
    ]

    assert len(writes) > len(WRITES)
    assert [one.key for one in writes if not (shows_data(one) or _in_a_list(one))] == []


def _sends_data(entry: Entry) -> bool:
    body = schemas_of(entry)[0]["properties"].get("body", {})
    return "externalData" in body.get("properties", {})


def _in_a_list(operation: Operation) -> bool:
    return data_call(BoundCall(operation, body=kept("Merge", crm="A7")), "1") is not None


async def test_what_was_to_be_replaced_and_is_there_still_is_told(
    writing: World, truth: Truth
) -> None:
    job = first(truth, "jpm/jobs")
    await confirmed(writing, "jpm_update_job", id=job, body=kept("Merge", erp="B2"))
    losing(
        writing.company,
        "PATCH jpm/jobs/{id}",
        lambda sent: {"externalData": {**sent["externalData"], "patchMode": "Merge"}},
    )

    merged = await confirmed(writing, "jpm_update_job", id=job, body=kept("Merge", crm="A7"))
    replaced = await confirmed(writing, "jpm_update_job", id=job, body=kept("Replace", crm="A8"))

    assert (merged.status, replaced.status) == ("done", "partly")
    assert "other values for externalData." in replaced.summary


async def test_another_key_than_the_one_sent_is_not_called_nothing(
    writing: World, truth: Truth
) -> None:
    other = {"key": "erp", "value": "A7"}
    losing(
        writing.company,
        "PATCH jpm/jobs/{id}",
        lambda sent: {"externalData": {**sent["externalData"], "externalData": [other]}},
    )

    done = await confirmed(
        writing, "jpm_update_job", id=first(truth, "jpm/jobs"), body=kept("Merge", crm="A7")
    )

    assert done.status == "unknown"
    assert "other values for externalData. Look there before" in done.summary


async def test_a_new_record_shows_it_to_its_application(writing: World, truth: Truth) -> None:
    known = truth.rows("jpm/job-types")[0]
    data = {"applicationGuid": APPLICATION, "externalData": [{"key": "crm", "value": "A7"}]}

    done = await confirmed(
        writing,
        "jpm_create_job_type",
        body={
            "name": "Leak check",
            "businessUnitIds": known["businessUnitIds"],
            "externalData": data,
        },
    )

    assert done.status == "done"
    assert "externalData" not in done.summary


async def test_a_write_of_something_else_leaves_it_in_the_mirror(
    writing: World, truth: Truth
) -> None:
    job = first(truth, "jpm/jobs")
    pair = {"key": "crm", "value": "A7", "applicationGuid": APPLICATION}
    writing.company.mutate("jpm/jobs", change=[{"id": job, "externalData": [pair]}])
    await writing.sync("jobs")
    before = (await mirrored(writing, "st_jobs", job))["external_data"]

    await confirmed(writing, "jpm_update_job", id=job, body={"summary": "Anode gone"})

    row = await mirrored(writing, "st_jobs", job)
    assert (row["summary"], row["external_data"]) == ("Anode gone", before)
    assert before[0]["value"] == "A7"
    await writing.sync("jobs")
    told = await writing.deps.db.raw(
        "select changed from automation.events where st_id = $1 order by id desc limit 1", job
    )
    assert "external_data" not in told[0]["changed"]
