"""Promises of the mirror that cross entities: write-through, technicians of jobs, exact sums."""

import json
from decimal import Decimal

from sandbox.servicetitan import Server
from sql import Database, dump_json
from sql.mirror import store
from sync.engine import Engine
from sync.entities import ENTITIES, find
from tests.kit.clients import client_of
from tests.kit.databases import admin
from tests.sync.conftest import world_of
from tests.sync.oracle import differences, truth
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers, UpdateCustomerRequest

CUSTOMERS = "servicetitan.st_customers"


async def test_what_a_tool_wrote_is_there_at_once_and_no_older_page_undoes_it(
    engine: Engine, database: Database, client: Client, box: Server
) -> None:
    customers = find(["customers"])
    await engine.run(customers, mode="full")
    st_id, before = next(iter(truth(box, "customers").items()))

    renamed = UpdateCustomerRequest(name="Written Through")
    await Customers(client).update_customer(st_id, renamed)
    read_back = await Customers(client).get_customer(st_id)
    await store(database, CUSTOMERS, [dump_json(read_back)], source="write", tenant=box.tenant)
    after_write = await database.raw(f"select name from {CUSTOMERS} where st_id = $1", st_id)
    await store(database, CUSTOMERS, [json.dumps(before, default=float).encode()], source="export")
    after_old_page = await database.raw(f"select name from {CUSTOMERS} where st_id = $1", st_id)
    await engine.run(customers, mode="incremental")

    assert after_write[0]["name"] == after_old_page[0]["name"] == "Written Through"
    assert await differences(database, box, customers) == []


async def test_technicians_of_a_job_are_those_of_its_visits(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(find(["appointment_assignments", "jobs"]), mode="full")

    wanted: dict[int, set[int]] = {}
    for one in truth(box, "appointment_assignments").values():
        if one["active"]:
            wanted.setdefault(one["jobId"], set()).add(one["technicianId"])
    found: dict[int, set[int]] = {}
    for row in await database.raw("select job_id, technician_id from servicetitan.job_technicians"):
        found.setdefault(row["job_id"], set()).add(row["technician_id"])
    assert found == wanted
    leads = await database.raw("select st_id, lead_technician_id as lead from servicetitan.st_jobs")
    assert all((one["lead"] in wanted.get(one["st_id"], {None})) for one in leads)
    assert any(one["lead"] for one in leads)


async def test_a_taken_back_assignment_leaves_the_job(
    engine: Engine, database: Database, box: Server
) -> None:
    both = find(["appointment_assignments", "jobs"])
    await engine.run(both, mode="full")
    (lonely,) = await database.raw(
        "select min(st_id) as id, job_id from servicetitan.st_appointment_assignments"
        " where deleted_at is null group by job_id having count(*) = 1 limit 1"
    )
    box.mutate("dispatch/appointment-assignments", change=[{"id": lonely["id"], "active": False}])

    await engine.run(both, mode="incremental")

    (job,) = await database.raw(
        "select lead_technician_id as lead from servicetitan.st_jobs where st_id = $1",
        lonely["job_id"],
    )
    left = await database.raw(
        "select 1 from servicetitan.job_technicians where job_id = $1", lonely["job_id"]
    )
    assert job["lead"] is None
    assert left == []


async def test_money_of_invoices_and_their_lines_is_exact(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 24: sums were floats and made anew here; now they are ServiceTitan's, to the cent."""
    await engine.run(find(["invoices", "payments"]), mode="full")

    source = truth(box, "invoices")
    rows = await database.raw("select st_id, total, balance from servicetitan.st_invoices")
    assert {one["st_id"]: one["total"] for one in rows} == {
        st_id: Decimal(one["total"]) for st_id, one in source.items()
    }
    (lines,) = await database.raw("select sum(total) as all from servicetitan.st_invoice_items")
    assert lines["all"] == sum(
        Decimal(item["total"]) for one in source.values() for item in one["items"]
    )
    (paid,) = await database.raw(
        "select sum(amount) as all from servicetitan.st_payment_applications"
    )
    assert paid["all"] == sum(
        Decimal(share["appliedAmount"])
        for one in truth(box, "payments").values()
        for share in one["appliedTo"]
    )


async def test_a_price_that_servicetitan_changes_is_no_conflict(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 18: the sync's own writes looked like edits, so every later change was a conflict."""
    services = find(["pricebook_services"])
    await engine.run(services, mode="full")
    st_id = next(iter(truth(box, "pricebook_services")))
    box.mutate("pricebook/services", change=[{"id": st_id, "price": 123.45}])

    await engine.run(services, mode="incremental")

    (row,) = await database.raw(
        "select price, local_modified_at as edited from pricebook.pb_services where st_id = $1",
        st_id,
    )
    conflicts = await database.raw("select 1 from pricebook.pb_sync_conflicts")
    assert row["price"] == Decimal("123.4500")
    assert row["edited"] is None
    assert conflicts == []


async def test_statements_name_their_schemas(box: Server, fresh_database: str) -> None:
    """Defect 23: a search path set on a pooled connection sent later queries elsewhere."""
    name = fresh_database.rpartition("/")[2].partition("?")[0]
    await admin(
        fresh_database,
        "create schema elsewhere",
        "create table elsewhere.st_customers (st_id bigint)",
        f"alter database {name} set search_path to elsewhere",
    )
    lost = await Database.connect(fresh_database, max_size=8)  # the pool resets to this, too

    async with client_of(box) as client:
        report = await Engine(world_of(lost, client)).run(ENTITIES, mode="full")
    path = await lost.raw("show search_path")
    missed = await differences(lost, box)
    stray = await lost.raw("select * from elsewhere.st_customers")
    await lost.close()

    assert [row["search_path"] for row in path] == ["elsewhere"]
    assert report.exit_code == 0
    assert (missed, stray) == ([], [])
