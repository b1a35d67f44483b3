"""What ServiceTitan would refuse after somebody's yes is refused before anybody is asked."""

from typing import Any

import pytest

from agent.catalogue import load_catalogue
from agent.runners import schemas_of
from tests.kit.changes import writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_matching import job, payment
from tests.tools.operations.test_writing import confirmed
from tools.errors import BadArguments
from tools.operations.mentions import kind_at
from tools.operations.references import VALUES
from tools.operations.strangers import AT_ONCE

UNKNOWN = 4242


def requests(world: World) -> int:
    return len([one for one in world.company.requests() if one["path"] != "/connect/token"])


def changed(truth: Truth, **fields: Any) -> Row:
    return {"body": {**job(truth)["body"], **fields}}


FIELDS = ("customerId", "locationId", "businessUnitId", "jobTypeId", "campaignId")
ELSEWHERE: list[tuple[str, Row, str, str]] = [
    ("salestech_create_estimate", {"jobId": UNKNOWN, "name": "Heater"}, "body.jobId", "job"),
    ("salestech_create_estimate", {"projectId": UNKNOWN}, "body.projectId", "project"),
    (
        "dispatch_create_non_job_appointment",
        {
            "technicianId": UNKNOWN,
            "start": "2026-03-25T14:00:00Z",
            "name": "Training",
            "duration": "01:00:00",
            "timesheetCodeId": 1,
        },
        "body.technicianId",
        "technician",
    ),
    (
        "jpm_create_appointment",
        {
            "jobId": UNKNOWN,
            "start": "2026-03-25T14:00:00Z",
            "end": "2026-03-25T15:00:00Z",
            "technicianIds": [],
        },
        "body.jobId",
        "job",
    ),
]


@pytest.mark.parametrize("name", FIELDS)
async def test_an_unknown_record_is_refused_before_the_preview(
    writing: World, truth: Truth, name: str
) -> None:
    with pytest.raises(BadArguments) as refused:
        await writing.ask("jpm_create_job", **changed(truth, **{name: UNKNOWN}))

    assert f"body.{name}: received {UNKNOWN}" in str(refused.value)
    word = kind_at("jpm_create_job", f"body.{name}")
    assert f"ServiceTitan has no {word} with this id" in str(refused.value)
    assert writes(writing.company) == []


@pytest.mark.parametrize(("tool", "body", "place", "word"), ELSEWHERE)
async def test_so_it_is_wherever_a_body_names_one(
    writing: World, tool: str, body: Row, place: str, word: str
) -> None:
    with pytest.raises(BadArguments) as refused:
        await writing.ask(tool, body=body)

    assert f"{place}: received {UNKNOWN}; ServiceTitan has no {word}" in str(refused.value)
    assert writes(writing.company) == []


async def test_it_is_found_in_rows_and_lists_too(writing: World, truth: Truth) -> None:
    visit = {**job(truth)["body"]["appointments"][0], "technicianIds": [UNKNOWN]}

    with pytest.raises(BadArguments, match=r"appointments\[0\]\.technicianIds: received 4242"):
        await writing.ask("jpm_create_job", **changed(truth, appointments=[visit]))


async def test_a_location_of_another_customer_is_refused_before_the_preview(
    writing: World, truth: Truth
) -> None:
    place = job(truth)["body"]["locationId"]
    owner = truth.by_id("crm/locations")[place]["customerId"]
    other = truth.rows("crm/customers", lambda row: row["active"] and row["id"] != owner)[0]["id"]

    with pytest.raises(BadArguments, match=rf"locationId: .*customer {other}; .* to {owner}"):
        await writing.ask("jpm_create_job", **changed(truth, customerId=other))

    assert writes(writing.company) == []


@pytest.mark.parametrize("priority", ["Emergency", "urgent", ""])
async def test_a_priority_that_does_not_exist_is_refused_before_the_preview(
    writing: World, truth: Truth, priority: str
) -> None:
    with pytest.raises(BadArguments, match="allowed: Low, Normal, High or Urgent"):
        await writing.ask("jpm_create_job", **changed(truth, priority=priority))

    assert writes(writing.company) == []


@pytest.mark.parametrize(
    ("first", "last"), [("start", "end"), ("arrivalWindowStart", "arrivalWindowEnd")]
)
async def test_a_visit_that_ends_before_it_starts_is_refused_before_the_preview(
    writing: World, truth: Truth, first: str, last: str
) -> None:
    visit = job(truth)["body"]["appointments"][0]
    odd = {**visit, first: "2026-03-25T14:00:00Z", last: "2026-03-25T14:00:00+00:00"}

    with pytest.raises(BadArguments, match=rf"appointments\[0\]\.{last}: .*after {first}, 2026-"):
        await writing.ask("jpm_create_job", **changed(truth, appointments=[odd]))

    assert writes(writing.company) == []


async def test_a_preview_says_what_its_ids_stand_for(writing: World, truth: Truth) -> None:
    arguments = job(truth)
    body = arguments["body"]
    crew = truth.rows("settings/technicians", lambda row: row["active"])[0]
    visits = [{**body["appointments"][0], "technicianIds": [crew["id"]]}]

    asked = await writing.ask("jpm_create_job", **changed(truth, appointments=visits))

    owner = truth.by_id("crm/customers")[body["customerId"]]["name"]
    kind = truth.by_id("jpm/job-types")[body["jobTypeId"]]["name"]
    names = asked.change.names
    assert names[f"customer {body['customerId']}"] == owner
    assert names[f"job type {body['jobTypeId']}"] == kind
    assert names[f"technician {crew['id']}"] == crew["name"]


async def test_so_it_does_of_what_the_mirror_does_not_have(writing: World, truth: Truth) -> None:
    outcome = await writing.call("accounting_update_payment", **payment(truth))

    kind = truth.rows("accounting/payment-types")[0]
    assert outcome.preview is not None
    assert outcome.preview.change["names"][f"payment type {kind['id']}"] == kind["name"]


async def test_what_the_mirror_knows_costs_no_request(writing: World, truth: Truth) -> None:
    arguments = job(truth)
    before = requests(writing)

    asked = await writing.ask("jpm_create_job", **arguments)

    assert asked.status == "needs_confirmation"
    assert requests(writing) - before == 1  # the list in which the new job is looked for


async def test_what_is_not_mirrored_yet_is_looked_for_in_servicetitan(
    writing: World, truth: Truth
) -> None:
    arguments = job(truth)
    await writing.deps.db.raw(
        "delete from servicetitan.st_campaigns where st_id = $1 returning st_id",
        arguments["body"]["campaignId"],
    )

    asked = await writing.ask("jpm_create_job", **arguments)

    assert asked.status == "needs_confirmation"


async def test_many_strangers_are_no_storm_of_requests(writing: World, truth: Truth) -> None:
    tag = truth.rows("settings/tag-types")[0]["id"]
    body = {"customerIds": list(range(UNKNOWN, UNKNOWN + 40)), "tagTypeIds": [tag]}
    before = requests(writing)

    with pytest.raises(BadArguments):
        await writing.ask("crm_add_tags_to_customers", body=body)

    assert requests(writing) - before == AT_ONCE


def test_every_value_is_of_a_field() -> None:
    catalogue = load_catalogue()
    bodies = {name: schemas_of(catalogue[name])[0]["properties"]["body"] for name in VALUES}

    assert all(VALUES[name].keys() <= body["properties"].keys() for name, body in bodies.items())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            {"amount": 30, "splits": [20, 20]},
            "body.splits: received 40 in all; allowed: at most 30",
        ),
        ({"amount": 30, "splits": []}, "body.customerId: received nothing; it is required where"),
    ],
)
async def test_a_payment_that_cannot_be_is_refused_before_the_preview(
    writing: World, truth: Truth, body: Row, told: str
) -> None:
    invoice = truth.rows("accounting/invoices")[0]["id"]
    splits = [{"invoiceId": invoice, "amount": one} for one in body["splits"]]
    kind = truth.rows("accounting/payment-types")[0]["id"]

    with pytest.raises(BadArguments) as refused:
        await writing.ask(
            "accounting_create_payment", body={**body, "typeId": kind, "splits": splits}
        )

    assert told in str(refused.value)
    assert writes(writing.company) == []


MARKUP: Row = {"from": 1, "to": 2, "percent": 3}


async def test_a_new_markup_does_not_take_the_id_of_another(writing: World, truth: Truth) -> None:
    markups = truth.rows("pricebook/materialsmarkup")
    taken = markups[0]["id"]
    words = rf"body\.id: received {taken}; it is taken; .*pricebook_update_materials_markup"

    with pytest.raises(BadArguments, match=words):
        await writing.ask("pricebook_create_materials_markup", body={"id": taken, **MARKUP})

    assert writes(writing.company) == []
    assert truth.rows("pricebook/materialsmarkup") == markups


@pytest.mark.parametrize("key", [0, UNKNOWN])
async def test_a_new_markup_gets_a_free_id(writing: World, truth: Truth, key: int) -> None:
    before = len(truth.rows("pricebook/materialsmarkup"))
    body = {"id": key, **MARKUP}

    done = await confirmed(writing, "pricebook_create_materials_markup", body=body)

    made = done.result["data"]["id"]
    assert (done.status, "not checked" in done.summary) == ("done", False), done.summary
    assert made == key or (key == 0 and made > 0)
    assert len(truth.rows("pricebook/materialsmarkup")) == before + 1


@pytest.mark.parametrize("key", [0, UNKNOWN])
async def test_a_body_is_about_the_record_of_its_path(
    writing: World, truth: Truth, key: int
) -> None:
    mine = truth.rows("pricebook/materialsmarkup")[0]["id"]
    words = rf"body\.id: received {key}; allowed: {mine}, the id that the path names"

    with pytest.raises(BadArguments, match=words):
        await writing.ask("pricebook_update_materials_markup", id=mine, body={"id": key, **MARKUP})

    assert writes(writing.company) == []


@pytest.mark.parametrize("who", ["employee", "technician"])
async def test_nobody_is_left_without_a_role(writing: World, truth: Truth, who: str) -> None:
    key = truth.rows(f"settings/{who}s")[0]["id"]

    with pytest.raises(BadArguments, match=r"body\.roleId: received 0; ServiceTitan has no user"):
        await writing.ask(f"settings_update_{who}", id=key, body={"roleId": 0})

    assert writes(writing.company) == []
