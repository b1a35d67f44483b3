"""External data in the mirror: the written application's as it is now, all others' as it was."""

import json

import pytest

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response, json_response
from sql import dump_json
from sql.mirror import store
from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.applications import (
    ALIKE,
    CHANGING,
    FED,
    KINDS,
    OURS,
    THEIRS,
    Kind,
    at_source,
    data,
    held,
    news,
    pairs,
    row,
)
from tests.tools.operations.test_external_data import first
from tests.tools.operations.test_writing import confirmed
from tools.operations.mirroring import OLDER, UNSHOWN

ADDRESS = {
    "street": "7 Heron Way", "city": "Tampa", "state": "FL", "zip": "33601", "country": "USA",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_a_write_keeps_what_other_applications_have(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1", erp="B2")

    added = await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1", old="A2"))
    both = await pairs(writing, kind, key)
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A3"))
    replaced = await pairs(writing, kind, key)
    await confirmed(writing, kind.tool, id=key, body=data(OURS))

    assert (added.status, added.notice) == ("done", None)
    assert "not checked" not in added.summary
    assert both == [("crm", "A1"), ("crm", "B1"), ("erp", "B2"), ("old", "A2")]
    assert replaced == [("crm", "A3"), ("crm", "B1"), ("erp", "B2")]
    assert await pairs(writing, kind, key) == [("crm", "B1"), ("erp", "B2")]


@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_the_next_sync_leaves_the_pairs_and_rewrites_nothing_twice(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))
    written = (await row(writing, kind, key))["external_data"]
    [mark] = await writing.deps.db.raw("select max(id) as id from automation.events")

    await news(writing, kind)
    after = await row(writing, kind, key)
    await news(writing, kind)

    told = await writing.deps.db.raw(
        "select changed from automation.events where st_id = $1 and id > $2", key, mark["id"]
    )
    assert after["external_data"] == written
    assert [one for one in told if "external_data" in one["changed"]] == []
    assert (await row(writing, kind, key))["version"] == after["version"]


@pytest.mark.parametrize("kind", ALIKE, ids=str)
async def test_the_next_sync_has_nothing_to_rewrite(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))
    written = await row(writing, kind, key)

    await news(writing, kind)

    assert (await row(writing, kind, key))["version"] == written["version"]


@pytest.mark.parametrize("kind", CHANGING, ids=str)
async def test_a_write_of_something_else_leaves_all_pairs(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))
    before = (await row(writing, kind, key))["external_data"]

    await confirmed(writing, kind.tool, id=key, body=kind.other)
    written = (await row(writing, kind, key))["external_data"]
    await news(writing, kind)

    assert written == before
    assert (await row(writing, kind, key))["external_data"] == before


@pytest.mark.parametrize("kind", FED, ids=str)
async def test_an_older_page_does_not_undo_a_write(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    older = (await row(writing, kind, key))["full_data"]

    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))
    page = [dump_json({**older, "externalData": [{"key": "crm", "value": "B0"}]})]
    stored = await store(writing.deps.db, kind.table, page, source="export")

    assert (stored.written, stored.quarantined) == (0, 0)
    assert await pairs(writing, kind, key) == [("crm", "A1"), ("crm", "B1")]


@pytest.mark.parametrize("kind", FED, ids=str)
async def test_a_feed_that_shows_one_application_leaves_what_was_written_for_others(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))
    written = (await row(writing, kind, key))["external_data"]
    _showing(writing, kind, THEIRS)

    await news(writing, kind)
    after = await row(writing, kind, key)
    await news(writing, kind)
    again = await row(writing, kind, key)
    writing.company.mutate(kind.source, change=[{"id": key, **kind.other}])
    await news(writing, kind)

    assert (after["external_data"], again["version"]) == (written, after["version"])
    assert (await row(writing, kind, key))["external_data"] == written


def _showing(world: World, kind: Kind, application: str) -> None:
    """Let the feed show the external data of one application."""
    module, _, resource = kind.source.partition("/")
    path = f"{module}/export/{resource}"
    app = world.company.desk.app
    [route] = [
        one
        for one in world.company.box.router.routes
        if f"{one.operation.module}/{one.resource}" == path
    ]
    real = app.handler(route)
    table = world.company.box.table(kind.source)

    def answer(call: Call) -> Response:
        page = json.loads(real(call).body)
        for record in page["data"]:
            whole = (table.get(record["id"]) or {}).get("externalData") or []
            record["externalData"] = [
                {"key": one["key"], "value": one["value"]}
                for one in whole
                if one["applicationGuid"] == application
            ]
        return json_response(page)

    app.handlers[route.operation.key] = answer


@pytest.mark.parametrize("kind", FED, ids=str)
async def test_what_an_application_changes_elsewhere_comes_with_its_feed(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))
    await news(writing, kind)

    at_source(writing, kind, key, [(THEIRS, "crm", "B2"), (OURS, "erp", "A2")])
    await news(writing, kind)

    assert await pairs(writing, kind, key) == [("crm", "B2"), ("erp", "A2")]


@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_what_an_application_changed_elsewhere_is_gone_with_its_next_write(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1", old="A0"))
    at_source(writing, kind, key, [(THEIRS, "crm", "B1"), (OURS, "crm", "A2")])

    await confirmed(writing, kind.tool, id=key, body=data(OURS, "Merge", erp="A3"))

    assert await pairs(writing, kind, key) == [("crm", "A2"), ("crm", "B1"), ("erp", "A3")]


@pytest.mark.parametrize("kind", FED, ids=str)
async def test_what_it_changed_before_the_mirror_knew_it_is_gone_too(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    at_source(writing, kind, key, [(THEIRS, "crm", "B1"), (OURS, "crm", "A1")])
    await news(writing, kind)
    at_source(writing, kind, key, [(THEIRS, "crm", "B1"), (OURS, "crm", "A2")])

    done = await confirmed(writing, kind.tool, id=key, body=data(OURS, "Merge", erp="A3"))

    assert (done.status, done.notice) == ("done", None)
    assert await pairs(writing, kind, key) == [("crm", "A2"), ("crm", "B1"), ("erp", "A3")]


@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize("kind", FED[:3], ids=str)
async def test_older_pairs_that_may_be_anybody_s_are_told(
    writing: World,
    truth: Truth,
    kind: Kind,
    readable: bool,
) -> None:
    key = first(truth, kind.source)
    at_source(writing, kind, key, [(THEIRS, "crm", "B1"), (OURS, "crm", "A1")])
    await news(writing, kind)
    at_source(writing, kind, key, [(THEIRS, "crm", "B1"), (OURS, "crm", "A2")])
    _showing(writing, kind, THEIRS)
    if not readable:
        writing.company.set_faults({"match": "/export/", "method": "GET", "fault": "403"})

    done = await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A3"))

    assert (done.status, done.notice) == ("done", OLDER)
    assert {("crm", "A3"), ("crm", "B1")} <= set(await pairs(writing, kind, key))


@pytest.mark.parametrize("kind", KINDS[:2], ids=str)
async def test_where_no_list_shows_it_the_mirror_keeps_what_it_had_and_says_so(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    await held(writing, kind, key, crm="B1")
    writing.company.set_faults(
        {"match": rf"/{kind.entity}\?", "method": "GET", "fault": "403", "times": 99}
    )

    done = await confirmed(writing, kind.tool, id=key, body={**kind.other, **data(OURS, crm="A1")})

    assert (done.status, done.notice) == ("done", UNSHOWN)
    assert done.summary.endswith("Not shown there, so not checked: externalData.")
    assert await pairs(writing, kind, key) == [("crm", "B1")]
    assert (await row(writing, kind, key))["name"] == "New"


@pytest.mark.parametrize("kind", KINDS[:2], ids=str)
async def test_data_that_was_ignored_is_not_called_done(
    writing: World, truth: Truth, kind: Kind
) -> None:
    key = first(truth, kind.source)
    losing(writing.company, f"PATCH {kind.source}/{{id}}", lambda _: {})

    done = await confirmed(writing, kind.tool, id=key, body=data(OURS, crm="A1"))

    assert done.status == "not_done"
    assert "other values for externalData." in done.summary
    assert await pairs(writing, kind, key) == []


async def test_a_new_customer_and_its_locations_have_theirs_at_once(writing: World) -> None:
    places = [
        {"name": "House", "address": ADDRESS, **_new(OURS, gate="7")},
        {"name": "Boat house", "address": ADDRESS, **_new(THEIRS, gate="9")},
        {"name": "Barn", "address": ADDRESS},
    ]
    body = {"name": "Iris", "address": ADDRESS, "locations": places, **_new(OURS, crm="A1")}

    done = await confirmed(writing, "crm_create_customer", body=body)
    shown = await writing.deps.db.raw(
        "select st_id, name from servicetitan.st_locations where customer_id = $1",
        done.result["id"],
    )

    assert (done.status, done.notice) == ("done", None)
    assert "externalData" not in done.summary
    assert await pairs(writing, KINDS[0], done.result["id"]) == [("crm", "A1")]
    found = {one["name"]: await pairs(writing, KINDS[1], one["st_id"]) for one in shown}
    assert found == {"House": [("gate", "7")], "Boat house": [("gate", "9")], "Barn": []}


async def test_data_of_a_new_location_that_was_lost_is_told(writing: World) -> None:
    place = {"name": "House", "address": ADDRESS}
    body = {"name": "Iris", "address": ADDRESS, "locations": [{**place, **_new(OURS, gate="7")}]}
    losing(writing.company, "POST crm/customers", lambda sent: {**sent, "locations": [place]})

    done = await confirmed(writing, "crm_create_customer", body=body)

    assert done.status == "partly"
    assert "locations" in done.summary


def _new(application: str, **pairs: str) -> Row:
    sent = data(application, **pairs)["externalData"]
    return {"externalData": {name: sent[name] for name in ("applicationGuid", "externalData")}}


async def test_a_new_vendor_has_it_at_once(writing: World) -> None:
    [kind] = [one for one in KINDS if one.entity == "vendors"]
    body = {
        "name": "Bolts", "active": True, "isTruckReplenishment": False, "taxRate": 0,
        "restrictedMobileCreation": False, "address": {**ADDRESS, "unit": ""},
        **_new(OURS, erp="V1"),
    }  # fmt: skip

    done = await confirmed(writing, "inventory_create_vendor", body=body)

    assert (done.status, done.notice) == ("done", None)
    assert await pairs(writing, kind, done.result["id"]) == [("erp", "V1")]
