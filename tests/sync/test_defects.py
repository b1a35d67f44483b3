"""Defects of the system this one takes the place of, each asked for by its number."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sandbox.servicetitan import Server
from sql import Database
from sql.mirror import replay
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.visit import World
from sync.walks import Query
from tests.kit.clients import client_of
from tests.sync.conftest import world_of
from tests.sync.oracle import differences, truth
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

PEOPLE = find(["customers", "customer_contacts"])
BROKEN = {"balance": "not a number"}


async def test_one_changed_contact_leaves_all_others_as_they_are(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 5: phone and e-mail came from the delta alone, so one new e-mail wiped the phones."""
    await engine.run(PEOPLE, mode="full")
    kinds: dict[int, set[str]] = {}
    for row in truth(box, "customer_contacts").values():
        if row["active"]:
            kinds.setdefault(row["customerId"], set()).add(row["type"])
    customer = next(st_id for st_id, has in kinds.items() if {"MobilePhone", "Email"} <= has)
    question = "select phone, email, phone_numbers from servicetitan.st_customers where st_id = $1"
    [before] = await database.raw(question, customer)
    mails = [
        {"id": row["id"], "value": "new@example.com"}
        for row in truth(box, "customer_contacts").values()
        if row["customerId"] == customer and row["type"] == "Email"
    ]
    box.mutate("crm/customers/contacts", change=mails)

    await engine.run(find(["customer_contacts"]), mode="incremental")

    [after] = await database.raw(question, customer)
    assert before["phone"]
    assert (after["phone"], after["phone_numbers"]) == (before["phone"], before["phone_numbers"])
    assert after["email"] == "new@example.com" != before["email"]


async def test_a_change_during_a_run_is_in_the_next_one(
    database: Database, client: Client, box: Server
) -> None:
    """Defect 6: the watermark was the clock at a run's end, so changes made meanwhile were lost."""
    world = world_of(database, client)
    customers = find(["customers"])
    await Engine(world).run(customers, mode="full")
    first, second, *_ = truth(box, "customers")
    box.mutate("crm/customers", change=[{"id": first, "name": "Before The Run"}])

    async def late(operation: Operation, query: Query) -> bytes:
        body = await world.fetch(operation, query)
        box.mutate("crm/customers", change=[{"id": second, "name": "In The Run"}])
        return body

    engine = Engine(World(world.db, late, world.tenant, world.now, world.sleep))
    await engine.run(customers, mode="incremental")
    await Engine(world).run(customers, mode="incremental")

    assert await differences(database, box, customers) == []


async def test_a_record_that_failed_is_not_passed_over_for_ever(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 6: a row that failed once lay behind the watermark and was never tried again."""
    customers = find(["customers"])
    await engine.run(customers, mode="full")
    st_id, row = next(iter(truth(box, "customers").items()))
    box.mutate("crm/customers", change=[{"id": st_id, **BROKEN}])
    await engine.run(customers, mode="incremental")
    waiting = await database.raw("select st_id from automation.sync_quarantine")
    still = await replay(database, tenant=box.tenant)
    box.mutate("crm/customers", change=[{"id": st_id, "balance": row["balance"]}])

    await engine.run(customers, mode="incremental")

    assert [one["st_id"] for one in waiting] == [str(st_id)]
    assert [one.quarantined for one in still.values()] == [1]
    assert await differences(database, box, customers) == []
    assert await replay(database, tenant=box.tenant) == {}


async def test_two_runs_at_once_never_write_the_same_table(database: Database, box: Server) -> None:
    """Defect 6: runs overlapped, and the older one's rows and watermark won."""
    customers = find(["customers"])
    async with client_of(box) as one, client_of(box) as other:
        engines = Engine(world_of(database, one)), Engine(world_of(database, other))
        reports = await asyncio.gather(*(each.run(customers, mode="full") for each in engines))

    statuses = Counter(report.entities[0].status for report in reports)
    assert statuses == {"completed": 1, "skipped": 1}
    assert await differences(database, box, customers) == []


async def test_an_incremental_run_asks_for_what_changed_and_nothing_per_record(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 7: every run fetched all customers again, and each one's contacts one by one."""
    await engine.run(ENTITIES, mode="full")
    some = list(truth(box, "customers"))[:10]
    box.mutate("crm/customers", change=[{"id": one, "name": f"Name {one}"} for one in some])
    asked = len(box.requests())

    report = await engine.run(PEOPLE, mode="incremental")

    assert len(box.requests()) - asked <= 2 * len(PEOPLE)
    assert sum(part.fetched for part in report.entities) <= 2 * len(some)
    assert await differences(database, box, PEOPLE) == []


async def test_what_a_run_reports_is_what_it_committed(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 8: the first bad row undid the whole merge, which reported success all the same."""
    customers = find(["customers"])
    bad = next(iter(truth(box, "customers")))
    box.mutate("crm/customers", change=[{"id": bad, **BROKEN}])

    report = await engine.run(customers, mode="full")

    rows = await database.raw("select st_id from servicetitan.st_customers")
    [log] = await database.raw("select * from servicetitan.st_sync_log")
    assert {row["st_id"] for row in rows} == truth(box, "customers").keys() - {bad}
    assert report.total().created == log["records_created"] == len(rows)
    assert (report.total().quarantined, log["records_failed"]) == (1, 1)
    assert log["records_processed"] == log["records_succeeded"] + 1 == len(rows) + 1


async def test_every_row_knows_its_tenant_and_key(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 15: rows were inserted without the tenant that the tables ask for, and all failed."""
    await engine.run(ENTITIES, mode="full")

    filled = 0
    for table in {entity.table for entity in ENTITIES}:
        [found] = await database.raw(
            f"select count(*) as rows, count(distinct st_id) as ids,"
            f" count(*) filter (where tenant_id = $1) as ours from {table}", box.tenant,
        )  # fmt: skip
        assert found["rows"] == found["ids"] == found["ours"], table
        filled += found["rows"] > 0
    assert filled >= len({entity.table for entity in ENTITIES}) - 1


async def test_a_crowded_evening_counts_whole_and_on_its_own_day(
    engine: Engine, database: Database, box: Server
) -> None:
    """Defect 17: 50 visits at most counted, by UTC's day; who was on leave was called free."""
    zone = ZoneInfo("America/New_York")
    day = date(2026, 7, 1)
    evening = datetime.combine(day, time(20, 0), zone).astimezone(UTC)  # the next day in UTC
    technician, away = [row["id"] for row in box.rows("settings", "technicians")][:2]
    job = next(iter(truth(box, "jobs")))
    visits = [
        {"id": 90_000 + n, "jobId": job, "status": "Scheduled", "active": True,
         "start": stamp(evening + timedelta(minutes=n)),
         "end": stamp(evening + timedelta(minutes=n + 10))}
        for n in range(60)
    ]  # fmt: skip
    crews = [
        {"id": 95_000 + n, "jobId": job, "appointmentId": 90_000 + n, "active": True,
         "technicianId": technician, "status": "Scheduled"}
        for n in range(60)
    ]  # fmt: skip
    leave = {"id": 99_000, "technicianId": away, "shiftType": "TimeOff", "active": True,
             "start": stamp(evening), "end": stamp(evening + timedelta(hours=2))}  # fmt: skip
    box.mutate("jpm/appointments", insert=visits)
    box.mutate("dispatch/appointment-assignments", insert=crews)
    box.mutate("dispatch/technician-shifts", insert=[leave])

    await engine.run(find(["scheduling"]), mode="full")

    rows = await database.raw("select * from public.technician_day where day = $1", day)
    found = {row["technician_id"]: row for row in rows}
    assert (found[technician]["visits"], found[technician]["planned_minutes"]) == (60, 600)
    assert (found[away]["visits"], found[away]["off_minutes"]) == (0, Decimal(120))


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
