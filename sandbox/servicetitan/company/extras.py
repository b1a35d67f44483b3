"""Rows around the work: memberships, equipment, projects, forms, pay, purchases."""

from collections.abc import Iterator
from datetime import timedelta

from sandbox.servicetitan.company import budgets, clock, plans
from sandbox.servicetitan.company.calendar import HISTORY_DAYS
from sandbox.servicetitan.company.catalog import EQUIPMENT, VENDORS
from sandbox.servicetitan.company.family import Family, mix
from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.people import TableRow, note
from sandbox.servicetitan.company.plan import JobPlan, Visit
from sandbox.servicetitan.company.plans import MEMBERSHIPS
from sandbox.servicetitan.company.reference import (
    BUSINESS_UNITS,
    EQUIPMENT_TYPES,
    JOB_TYPES,
    Row,
)
from sandbox.servicetitan.company.staff import payroll_id
from sandbox.servicetitan.company.work import project_of

FORMS = ("Job Safety Checklist", "Pool Chemistry Log", "Panel Inspection")
# Cents per hour on which gross pay is computed.
WAGE = 2_900


def finished(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        if job.completed:
            yield from after_work(family, job)


def after_work(family: Family, job: JobPlan) -> Iterator[TableRow]:
    for visit in job.visits:
        for technician in visit.technicians:
            yield from labour(family, job, visit, technician)
    technician = fixed("technician", job.visits[0].technicians[0])
    when = {
        "createdOn": clock.stamp(job.completed or 0),
        "modifiedOn": clock.stamp(job.completed or 0),
    }
    split = {
        "id": job.id + 31,
        "jobId": job.id,
        "technicianId": technician,
        "split": 100.0,
        "active": True,
    }
    yield "payroll/jobs/splits", {**split, **when}
    if job.number % 4 == 0:
        rating = {
            "technicianId": technician,
            "jobId": job.id,
            "rating": float(6 + job.number % 5),
            "active": True,
        }
        yield "customer-interactions/technician-ratings", {"id": job.id, **rating, **when}
    if job.number % 3 == 0:
        yield "forms/submissions", submission(job, technician)
    if job.lines and job.number % 6 == 0:
        yield "inventory/purchase-orders", purchase(family, job)


def labour(family: Family, job: JobPlan, visit: Visit, technician: int) -> Iterator[TableRow]:
    base, who = job.id + 22 + visit.number, fixed("technician", technician)
    changed = min(visit.end + 60, family.planner.now)
    moment = {"createdOn": clock.stamp(visit.end), "modifiedOn": clock.stamp(changed)}
    about = {"jobId": job.id, "appointmentId": visit.id, "active": True, **moment}
    start, end = clock.stamp(visit.start), clock.stamp(visit.end)
    yield "payroll/jobs/timesheets", {
        "id": base, **about, "technicianId": who, "canceledOn": None,
        "dispatchedOn": clock.stamp(visit.start - 900), "arrivedOn": start, "doneOn": end,
    }  # fmt: skip
    yield (
        "payroll/gross-pay-items",
        {"id": base + 4, **pay(family, job, visit, technician), **moment},
    )
    yield "timesheets/activities", {
        "id": base + 47, **about, "employeeId": who, "activityTypeId": fixed("activity-type", 1),
        "employeeType": "Technician", "tagTypes": [], "startTime": start, "endTime": end,
    }  # fmt: skip


def pay(family: Family, job: JobPlan, visit: Visit, technician: int) -> Row:
    """An hourly gross pay item in the payroll of its fortnight."""
    hours = (visit.end - visit.start) / clock.HOUR
    first = clock.local_day(family.planner.now) - timedelta(days=HISTORY_DAYS)
    period = max(0, (clock.local_day(visit.start) - first).days // 14)
    name = BUSINESS_UNITS[job.unit][0]
    return {
        "employeeId": fixed("technician", technician), "employeeType": "Technician",
        "businessUnitName": name, "payoutBusinessUnitName": name,
        "payrollId": payroll_id(technician, period), "date": clock.stamp(visit.end),
        "activity": "Working", "activityCodeId": fixed("activity-code", 1), "activityCode": "HOU",
        "amount": int(WAGE * hours) / 100, "grossPayItemType": "TimesheetTime",
        "startedOn": clock.stamp(visit.start), "endedOn": clock.stamp(visit.end),
        "paidDurationHours": hours, "paidTimeType": "Regular", "jobId": job.id,
        "jobNumber": str(100_000 + job.number), "jobTypeName": JOB_TYPES[job.type][0],
        "invoiceId": job.invoice, "customerId": family.id, "customerName": family.name,
        "locationId": family.location(job.location), "active": True, "memo": None,
        "locationName": family.place_name(job.location),
    }  # fmt: skip


def submission(job: JobPlan, technician: int) -> Row:
    place = job.number % len(FORMS)
    units = [
        {
            "id": "u1",
            "name": "Work area safe",
            "type": "Checkbox",
            "value": "Yes",
            "comment": "",
            "attachments": [],
        },
        {
            "id": "u2",
            "name": "Reading",
            "type": "Number",
            "value": job.number % 100 / 10,
            "comment": "",
            "attachments": [],
        },
    ]
    return {
        "id": job.id + 22, "formId": fixed("form", place), "formName": FORMS[place],
        "submittedOn": clock.stamp(job.completed or 0),
        "createdById": technician, "status": "Completed",
        "owners": [{"type": "Job", "id": job.id}], "units": units,
        "active": True,
    }  # fmt: skip


def purchase(family: Family, job: JobPlan) -> Row:
    moment = clock.stamp(job.completed or 0, job.ticks)
    items = []
    for n, line in enumerate(job.lines):
        cost = line.sku.cost * line.quantity / 100
        items.append({
            "id": job.id + 36 + n, "skuId": line.sku.id, "description": line.sku.name,
            "createdOn": moment, "modifiedOn": moment,
            "skuName": line.sku.name, "skuCode": line.sku.code, "skuType": line.sku.kind,
            "vendorPartNumber": f"V-{line.sku.code}",
            "quantity": float(line.quantity), "quantityReceived": float(line.quantity),
            "cost": line.sku.cost / 100, "total": cost,
            "serialNumbers": [], "status": "Received", "chargeable": True, "budgetCodeId": None,
        })  # fmt: skip
    total = sum(line.sku.cost * line.quantity for line in job.lines)
    ship = {
        key: value
        for key, value in family.address(job.location).items()
        if key not in {"latitude", "longitude"}
    }
    return {
        "id": job.id + 35, "number": f"{100_000 + job.number}-001", "invoiceId": job.invoice,
        "jobId": job.id, "status": "Received",
        "typeId": fixed("po-type", 1), "vendorId": fixed("vendor", job.number % len(VENDORS)),
        "shipTo": ship,
        "technicianId": fixed("technician", job.visits[0].technicians[0]),
        "businessUnitId": fixed("business-unit", job.unit),
        "inventoryLocationId": fixed("warehouse", 0), "vendorDocumentNumber": "", "date": moment,
        "sentOn": moment, "receivedOn": moment,
        "createdOn": moment, "modifiedOn": moment, "total": total / 100, "tax": 0.0,
        "shipping": 0.0, "summary": "", "items": items,
        "customFields": [], "active": True,
    }  # fmt: skip


def membership(family: Family) -> Iterator[TableRow]:
    chance = mix(family.seed, family.index, 60)
    if chance % 6 or family.merged is not None:
        return
    kind, started = (chance >> 4) % 2, family.created + clock.DAY
    now, year = family.planner.now, 365 * clock.DAY
    ends = started + (1 + (now - started) // year) * year
    status = "Canceled" if chance % 42 == 0 else "Active"
    when = {
        "createdOn": clock.stamp(started, family.ticks),
        "modifiedOn": clock.stamp(min(started + clock.HOUR, now - 1), family.ticks),
    }
    yield "memberships/memberships", {
        "id": family.id + 30, **when, "createdById": fixed("employee", 0),
        "followUpOn": clock.stamp(ends - 30 * clock.DAY),
        "cancellationDate": clock.stamp(now - clock.DAY) if status == "Canceled" else None,
        "from": clock.stamp(started),
        "to": clock.stamp(ends), "nextScheduledBillDate": clock.stamp(ends),
        "billingFrequency": "Annual",
        "renewalBillingFrequency": "Annual", "status": status, "followUpStatus": "NotAttempted",
        "active": status == "Active",
        "initialDeferredRevenue": 0.0, "duration": 12, "renewalDuration": 12,
        "businessUnitId": fixed("business-unit", kind * 2),
        "customerId": family.id, "membershipTypeId": fixed("membership-type", kind),
        "locationId": family.location(0),
        "soldById": fixed("technician", kind * 6), "customFields": [],
    }  # fmt: skip
    if status == "Canceled":
        change = {
            "id": family.id + 39,
            "oldStatus": "Active",
            "newStatus": "Canceled",
            "note": None,
            "membershipId": family.id + 30,
        }
        canceled = clock.stamp(now - clock.DAY)
        yield (
            "memberships/memberships/status-changes",
            {**change, "createdOn": canceled, "createdById": fixed("employee", 1)},
        )
    yield from recurring(family, kind, started, when)


def recurring(family: Family, kind: int, started: int, when: Row) -> Iterator[TableRow]:
    service, plan = family.id + 31, MEMBERSHIPS[kind]
    job_type = (0, 7)[kind]
    yield "memberships/recurring-services", {
        "id": service, "name": f"{plan} visit", "active": True, **when,
        "createdById": fixed("employee", 0),
        "membershipId": family.id + 30, "locationId": family.location(0),
        "recurringServiceTypeId": fixed("recurring-type", kind),
        "durationType": "Continuous", "durationLength": 0, "from": clock.stamp(started),
        "firstVisitComplete": True, "allocation": 0.0,
        "businessUnitId": fixed("business-unit", kind * 2),
        "jobTypeId": fixed("job-type", job_type), "priority": "Normal",
        "recurrenceType": "Monthly", "recurrenceInterval": 6, "recurrenceMonths": [],
        "recurrenceDaysOfWeek": [],
        "recurrenceWeek": "None", "recurrenceDaysOfMonth": [],
        "preferredTechnicianIds": [fixed("technician", kind * 6)],
        "tagTypeIds": [],
    }  # fmt: skip
    for n in range(4):
        due = started + (n + 1) * 182 * clock.DAY
        past = due < family.planner.now
        job = (
            family.jobs[n].id
            if past and n < len(family.jobs) and family.jobs[n].completed
            else None
        )
        yield "memberships/recurring-service-events", {
            "id": family.id + 32 + n, "locationRecurringServiceId": service,
            "locationRecurringServiceName": f"{plan} visit",
            "locationId": family.location(0), "membershipId": family.id + 30,
            "membershipName": plan,
            "status": "Won" if job else "NotAttempted", "date": clock.stamp(due), **when,
            "jobId": job, "active": True,
        }  # fmt: skip


def equipment(family: Family) -> Iterator[TableRow]:
    chance = mix(family.seed, family.index, 61)
    for n in range((0, 0, 1, 1, 2)[chance % 5]):
        place = (chance >> (4 * n + 3)) % len(EQUIPMENT)
        code, name, _, _, cost = EQUIPMENT[place]
        moment = clock.stamp(family.created + n * clock.HOUR, family.ticks)
        yield "equipment-systems/installed-equipment", {
            "id": family.id + 40 + n, "active": True, "equipmentId": fixed("equipment", place),
            "locationId": family.location(0),
            "customerId": family.owner, "name": name,
            "type": {"id": fixed("equipment-type", place), "name": EQUIPMENT_TYPES[place]},
            "installedOn": moment, "createdOn": moment, "modifiedOn": moment,
            "serialNumber": f"SN{chance:08X}{n}", "memo": "",
            "manufacturer": "Halcyon", "model": code, "cost": cost / 100, "status": "Installed",
            "tags": [],
        }  # fmt: skip


def project(family: Family) -> Iterator[TableRow]:
    jobs = [job for job in family.jobs if project_of(family, job)]
    if not jobs:
        return
    done = all(job.completed for job in jobs)
    ended = max(job.completed or 0 for job in jobs)
    start = min(job.created for job in jobs)
    moment = {
        "createdOn": clock.stamp(start),
        "modifiedOn": clock.stamp(max(job.modified for job in jobs)),
    }
    yield "jpm/projects", {
        "id": family.id + 45, "number": str(5_000 + family.index),
        "name": f"{family.name} remodel", "summary": "", "active": True,
        "status": "Completed" if done else "In Progress",
        "statusId": fixed("project-status", 3 if done else 1), "subStatus": None,
        "subStatusId": None, "customerId": family.id,
        "locationId": family.location(jobs[0].location),
        "projectTypeId": fixed("project-type", 0), "projectManagerIds": [fixed("employee", 4)],
        "businessUnitIds": sorted({fixed("business-unit", job.unit) for job in jobs}),
        "startDate": clock.stamp(start),
        "targetCompletionDate": clock.stamp(start + 60 * clock.DAY),
        "actualCompletionDate": clock.stamp(ended) if done else None,
        "jobIds": [job.id for job in jobs], "customFields": [], "externalData": [], **moment,
    }  # fmt: skip
    yield (
        "jpm/projects/notes",
        {
            **note(family.id + 46, "Kick-off done.", start, fixed("employee", 4)),
            "projectId": family.id + 45,
        },
    )


def fixed_tables(since: str) -> dict[str, list[Row]]:
    """Plans, budget codes and forms: the lists these rows point into."""
    when = {"active": True, "createdOn": since, "modifiedOn": since}
    return {
        **plans.tables(since),
        **budgets.tables(since),
        "forms/forms": [form(n) | when for n in range(len(FORMS))],
    }


def form(number: int) -> Row:
    return {
        "id": fixed("form", number), "name": FORMS[number], "published": True,
        "hasConditionalLogic": number == 1, "hasTriggers": False,
        "createdById": fixed("employee", 0),
    }  # fmt: skip
