"""Rows about the work itself: jobs, appointments, assignments, notes, history, calls."""

from collections.abc import Iterator

from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.family import Family
from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.people import TableRow, note
from sandbox.servicetitan.company.plan import SOLD, JobPlan, Visit
from sandbox.servicetitan.company.reference import (
    BUSINESS_UNITS,
    CALL_REASONS,
    CAMPAIGNS,
    CANCEL_REASONS,
    HOLD_REASONS,
    JOB_TYPES,
    Row,
)
from sandbox.servicetitan.company.staff import OFFICE, TECHNICIAN_NAMES
from sandbox.servicetitan.company.words import NOTES, PRAISE, SUMMARIES

PROJECT_EVERY = 16
ASSIGNED = {
    "Scheduled": "Scheduled",
    "Hold": "Scheduled",
    "Dispatched": "Dispatched",
    "Working": "Working",
    "Done": "Done",
}


def jobs(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        yield "jpm/jobs", job_row(family, job)


def visits(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        for visit in job.visits:
            yield "jpm/appointments", appointment(family, job, visit)
            yield from assignments(job, visit)


def notes(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        yield from job_notes(job)


def histories(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        yield "jpm/jobs/history", history(job)
        yield from reasons(job)


def calls(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        if job.called:
            yield "telecom/calls", call(family, job)


def job_row(family: Family, job: JobPlan) -> Row:
    sold = next((estimate for estimate in job.estimates if estimate.status == SOLD), None)
    return {
        "id": job.id,
        "jobNumber": str(100_000 + job.number),
        "projectId": project_of(family, job),
        "customerId": family.id,
        "locationId": family.location(job.location),
        "jobStatus": job.status,
        "completedOn": clock.stamp(job.completed, job.ticks) if job.completed else None,
        "businessUnitId": fixed("business-unit", job.unit),
        "jobTypeId": fixed("job-type", job.type),
        "priority": "Urgent" if job.number % 31 == 0 else JOB_TYPES[job.type][3],
        "campaignId": fixed("campaign", job.campaign),
        "appointmentCount": len(job.visits),
        "firstAppointmentId": job.visits[0].id,
        "lastAppointmentId": job.visits[-1].id,
        "recallForId": recall_of(family, job),
        "warrantyId": None,
        "jobGeneratedLeadSource": None,
        "noCharge": False,
        "notificationsEnabled": True,
        "createdOn": clock.stamp(job.created, job.ticks),
        "createdById": fixed("employee", 1 + job.number % 2),
        "modifiedOn": clock.stamp(job.modified, job.ticks),
        "tagTypeIds": [fixed("tag-type", job.number % 8)] if job.number % 9 == 0 else [],
        "leadCallId": job.id + 21 if job.called else None,
        "partnerLeadCallId": None,
        "bookingId": None,
        "soldById": fixed("technician", sold.sold_by) if sold else None,
        "customerPo": f"PO-{job.number}" if family.commercial else "",
        "invoiceId": job.invoice,
        "membershipId": None,
        "total": job.total / 100,
        "createdFromEstimateId": None,
        "estimateIds": [estimate.id for estimate in job.estimates],
        "equipmentIds": [],
        "isAutoDispatched": False,
        "summary": SUMMARIES[job.trade][job.summary],
        "customFields": [],
        "externalData": [],
        "summaryOfWork": "Work done as described." if job.lines else None,
        "active": True,
    }


def project_of(family: Family, job: JobPlan) -> int | None:
    """One family in sixteen runs its install jobs as a project."""
    return family.id + 45 if family.index % PROJECT_EVERY == 0 and job.unit % 2 else None


def recall_of(family: Family, job: JobPlan) -> int | None:
    earlier = [
        other.id for other in family.jobs if other.id < job.id and other.status == "Completed"
    ]
    return earlier[-1] if earlier and job.number % 17 == 0 else None


def appointment(family: Family, job: JobPlan, visit: Visit) -> Row:
    opens, closes = visit.window
    return {
        "id": visit.id,
        "jobId": job.id,
        "appointmentNumber": f"{100_000 + job.number}-{visit.number}",
        "start": clock.stamp(visit.start),
        "end": clock.stamp(visit.end),
        "arrivalWindowStart": clock.stamp(opens),
        "arrivalWindowEnd": clock.stamp(closes),
        "status": visit.status,
        "specialInstructions": NOTES[job.number % len(NOTES)] if job.number % 12 == 0 else None,
        "createdOn": clock.stamp(job.created, job.ticks),
        "modifiedOn": clock.stamp(visit.modified, job.ticks),
        "customerId": family.id,
        "unused": False,
        "createdById": fixed("employee", 1),
        "isConfirmed": visit.confirmed,
        "active": True,
        "appointmentSummaries": [],
    }


def assignments(job: JobPlan, visit: Visit) -> Iterator[TableRow]:
    for n, technician in enumerate(visit.technicians):
        yield (
            "dispatch/appointment-assignments",
            {
                "id": job.id + 1 + 2 * visit.number + n,
                "technicianId": fixed("technician", technician),
                "technicianName": TECHNICIAN_NAMES[technician],
                "assignedById": fixed("employee", 1),
                "assignedOn": clock.stamp(job.created, job.ticks),
                "status": ASSIGNED.get(visit.status, "Scheduled"),
                "isPaused": False,
                "jobId": job.id,
                "appointmentId": visit.id,
                "createdOn": clock.stamp(job.created, job.ticks),
                "modifiedOn": clock.stamp(visit.modified, job.ticks),
                "active": visit.status != "Canceled",
            },
        )


def job_notes(job: JobPlan) -> Iterator[TableRow]:
    if job.number % 2 == 0:
        text = NOTES[(job.number // 2) % len(NOTES)]
        first = note(
            job.id + 7, text, job.created + 30, fixed("employee", 1), pinned=job.number % 10 == 0
        )
        yield "jpm/jobs/notes", {**first, "jobId": job.id}
    if job.completed and job.number % 3 == 0:
        said = PRAISE[job.number % len(PRAISE)]
        last = note(
            job.id + 8, said, job.completed, fixed("technician", job.visits[0].technicians[0])
        )
        yield "jpm/jobs/notes", {**last, "jobId": job.id, "active": job.number % 30 != 0}


def history(job: JobPlan) -> Row:
    """What happened in order; the feed groups these entries per job."""
    first = job.visits[0]
    told = [("Job Booked", job.created), ("Appointment Scheduled", job.created + 1)]
    if job.completed or job.status == "InProgress":
        told += [("Technician Dispatched", first.start - 900), ("Technician Arrived", first.start)]
    if job.completed:
        told += [("Job Completed", job.completed)]
    if job.status == "Canceled":
        told += [("Job Canceled", job.modified)]
    entries = [
        {
            "id": job.id + 10 + n,
            "employeeId": fixed("employee", 1),
            "eventType": kind,
            "date": clock.stamp(on),
            "usedSchedulingTool": "Manual",
        }
        for n, (kind, on) in enumerate(told)
    ]
    return {
        "id": job.id,
        "jobId": job.id,
        "history": entries,
        "modifiedOn": clock.stamp(job.modified, job.ticks),
        "active": True,
    }


def reasons(job: JobPlan) -> Iterator[TableRow]:
    if job.status == "Canceled":
        place = job.number % len(CANCEL_REASONS)
        reason = fixed("cancel-reason", place)
        log = {
            "id": job.id + 20,
            "jobId": job.id,
            "reasonId": reason,
            "memo": "",
            "createdOn": clock.stamp(job.modified),
        }
        yield "jpm/job-canceled-logs", {**log, "createdById": fixed("employee", 1), "active": True}
        yield (
            "jpm/jobs/cancel-reasons",
            {
                "id": job.id,
                "jobId": job.id,
                "reasonId": reason,
                "name": CANCEL_REASONS[place],
                "text": "",
            },
        )
    if job.status == "Hold":
        place = job.number % len(HOLD_REASONS)
        held = {"reasonId": fixed("hold-reason", place), "name": HOLD_REASONS[place], "text": ""}
        visits = [{"appointmentId": visit.id, **held} for visit in job.visits]
        yield (
            "jpm/jobs/hold-reasons",
            {"id": job.id, "jobId": job.id, **held, "appointmentHoldReasons": visits},
        )


def call(family: Family, job: JobPlan) -> Row:
    """The call a job began with; v2, v3 and the feed each show it in their own shape."""
    started = job.created - 240
    phone = next((value for _, kind, value, _ in family.people() if kind != "Email"), "8135550000")
    moment = clock.stamp(started, job.ticks)
    reason = {"id": fixed("call-reason", 0), "name": CALL_REASONS[0], "lead": True, "active": True}
    agent = {"id": fixed("employee", 1), "name": OFFICE[1][0], "externalId": None}
    campaign = {"id": fixed("campaign", job.campaign), "name": CAMPAIGNS[job.campaign]}
    caller = {"id": family.id, "name": family.name}
    shared = {
        "id": job.id + 21, "duration": f"00:0{job.number % 9}:{job.number % 60:02d}",
        "from": phone, "to": f"813555020{job.campaign}",
        "direction": "Inbound", "recordingUrl": f"https://recordings.example/{job.id + 21}.mp3",
        "createdOn": moment, "modifiedOn": moment,
        "reason": reason, "agent": agent,
        "campaign": campaign, "customer": caller,
        "createdBy": {"id": agent["id"], "name": agent["name"]}, "active": True,
    }  # fmt: skip
    lead = {
        **shared,
        "receivedOn": moment,
        "callType": "Booked",
        "voiceMailUrl": "",
        "sid": f"CA{job.id:032x}",
        "tags": [],
    }
    return {
        **shared, "leadCall": lead, "status": "Completed",
        "type": {"id": fixed("job-type", job.type), "name": JOB_TYPES[job.type][0]},
        "businessUnit": {"id": fixed("business-unit", job.unit),
            "name": BUSINESS_UNITS[job.unit][0]},
        "jobNumber": str(100_000 + job.number), "projectId": 0,
        "job": {"id": job.id, "number": str(100_000 + job.number)},
        "location": {"id": family.location(job.location), "name": family.name},
        "excuseMemo": "", "tag": "", "voiceMailPath": None, "lead": None,
        "campaignId": campaign["id"], "agentId": agent["id"],
    }  # fmt: skip
