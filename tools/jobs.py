"""Jobs: find them, see one whole, write a note on one."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from tools.changes import Change, Written, accepted, written
from tools.deps import DEPS, Deps
from tools.errors import ArgumentFault, BadArguments, NotFound, NotShown
from tools.freshness import as_of
from tools.hints import no_such_type, no_such_unit, nobody_like, whose_id
from tools.logic.days import end_of, start_of
from tools.logic.terms import as_text, bare_number, containing
from tools.mirror import store_written
from tools.registry import reads, writes
from tools.results import (
    Answer,
    AsOf,
    Counted,
    Listed,
    in_company_time,
    listed,
    offset_of,
    plain,
    total_of,
)
from tools.servicetitan.accounting.invoices import Invoices
from tools.servicetitan.dispatch.appointment_assignments import AppointmentAssignments
from tools.servicetitan.jpm.appointments import Appointments
from tools.servicetitan.jpm.job_notes import (
    ExportJobNotesResponse,
    JobNoteCreateRequest,
    JobNotes,
)
from tools.servicetitan.jpm.jobs import Jobs
from tools.servicetitan.jpm.shared import NoteResponse
from tools.servicetitan.salestech.estimates import Estimates
from tools.servicetitan.types import Page
from tools.types import (
    BusinessUnit,
    Cursor,
    CustomerId,
    JobId,
    Limit,
    Live,
    Moment,
    Money,
    TechnicianId,
    Untrusted,
)

_REFRESHED = (
    *("st_jobs", "st_appointments", "st_appointment_assignments"),
    *("st_estimates", "st_invoices"),
)
JobStatus = Literal["Scheduled", "Dispatched", "InProgress", "Hold", "Completed", "Canceled"]
Priority = Literal["Low", "Normal", "High", "Urgent"]
DayFrom = Annotated[date | None, Field(description="From this company day on, YYYY-MM-DD.")]
DayTo = Annotated[date | None, Field(description="Up to and with this company day, YYYY-MM-DD.")]


NOT_SEARCHED = "summaries were not searched for it; with a word beside it they are."


class Job(BaseModel):
    """A job as lists show it."""

    id: int
    number: str | None
    status: str | None
    priority: str | None
    customer_id: int | None
    customer: Untrusted | None
    business_unit: str | None
    job_type: str | None
    next_visit: Moment | None = Field(description="Start of the next visit that is not over.")
    created_on: datetime | None
    completed_on: datetime | None
    amount: Money | None
    summary: Untrusted | None = Field(description="First 160 characters.")


class _JobRow(Job, Counted):
    pass


@reads
async def search_jobs(
    term: Annotated[
        Annotated[str, StringConstraints(strip_whitespace=True)] | None,
        Field(min_length=2, max_length=200, description="In summary, customer name or job number."),
    ] = None,
    statuses: Annotated[list[JobStatus] | None, Field(description="Any of these states.")] = None,
    priorities: Annotated[list[Priority] | None, Field(description="Any of these.")] = None,
    customer_id: CustomerId | None = None,
    technician_id: TechnicianId | None = None,
    business_unit: BusinessUnit = None,
    job_type: Annotated[
        str | None, Field(max_length=100, description="Job type: id or part of its name.")
    ] = None,
    created_from: DayFrom = None,
    created_to: DayTo = None,
    completed_from: DayFrom = None,
    completed_to: DayTo = None,
    visit_from: DayFrom = None,
    visit_to: DayTo = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    deps: Deps = DEPS,
) -> Listed[Job]:
    """Jobs that fit every filter given, newest first: state, customer, technician, days, words."""
    offset = offset_of(cursor, "search_jobs")
    term = bare_number(term) if term else None
    rows = await deps.db.many(
        _JobRow,
        "search_jobs",
        term=term,
        pattern=containing(term or ""),
        statuses=statuses,
        priorities=priorities,
        customer=customer_id,
        technician=technician_id,
        business_unit=business_unit,
        business_unit_pattern=containing(business_unit or ""),
        job_type=job_type,
        job_type_pattern=containing(job_type or ""),
        **_span(deps, "created", created_from, created_to),
        **_span(deps, "completed", completed_from, completed_to),
        **_span(deps, "visit", visit_from, visit_to),
        limit=limit,
        offset=offset,
    )
    jobs = [in_company_time(plain(Job, row), deps.zone) for row in rows]
    fresh = await as_of(deps, "st_jobs", "st_customers", "st_appointments")
    found = listed(jobs, total=total_of(rows, offset), offset=offset, as_of=fresh)
    notice = None
    if not rows:
        people = {"customer": customer_id, "technician": technician_id}
        notice = await nobody_like(deps, people) or await no_such_unit(deps, business_unit)
        notice = notice or await no_such_type(deps, job_type)
    if term and any(term in {job.number, str(job.id)} for job in jobs):
        notice = f"{term} is a job's own number, so {NOT_SEARCHED}"
    return found.model_copy(update={"notice": notice})


def _span(
    deps: Deps, name: str, first: date | None, last: date | None
) -> dict[str, datetime | None]:
    if first is not None and last is not None and last < first:
        fault = ArgumentFault(f"{name}_to", str(last), f"allowed: {first} or later")
        raise BadArguments("search_jobs", [fault])
    return {
        f"{name}_from": start_of(first, deps.zone) if first else None,
        f"{name}_before": end_of(last, deps.zone) if last else None,
    }


class Visit(BaseModel):
    """One appointment of a job."""

    id: int
    number: str | None
    status: str | None
    start: Moment | None
    end: Moment | None
    arrival_window_start: datetime | None
    arrival_window_end: datetime | None
    technicians: list[Untrusted]


class Note(BaseModel):
    """A note on a job."""

    id: int | None
    text: Untrusted | None
    pinned: bool | None
    created_on: datetime | None


class JobEstimate(BaseModel):
    """An estimate written for a job."""

    id: int
    name: Untrusted | None
    status: str | None
    total: Money | None


class JobInvoice(BaseModel):
    """An invoice of a job."""

    id: int
    number: str | None
    total: Money | None
    balance: Money | None
    due_date: date | None


class JobDetails(Answer):
    """One job with its visits, notes, estimates and invoices."""

    id: int
    number: str | None
    status: str | None
    priority: str | None
    customer_id: int | None
    customer: Untrusted | None
    customer_phone: Untrusted | None
    location_id: int | None
    address: Untrusted | None
    business_unit: str | None
    job_type: str | None
    campaign: str | None
    created_on: datetime | None
    completed_on: datetime | None
    amount: Money | None
    invoice_id: int | None
    summary: Untrusted | None
    visits: list[Visit] = Field(default_factory=list)
    notes: list[Note] = Field(default_factory=list, description="Pinned first, at most 20.")
    estimates: list[JobEstimate] = Field(default_factory=list)
    invoices: list[JobInvoice] = Field(default_factory=list)


@reads
async def get_job_details(
    job_id: JobId | None = None,
    job_number: Annotated[
        Annotated[str, BeforeValidator(as_text)] | None,
        Field(max_length=50, description="Job number, where the id is not known."),
    ] = None,
    live: Live = False,
    deps: Deps = DEPS,
) -> JobDetails:
    """One job whole: customer, address, visits with technicians, notes, estimates, invoices."""
    if (job_id is None) == (job_number is None):
        came = "neither job_id nor job_number" if job_id is None else "both"
        fault = ArgumentFault("job_id", came, "allowed: either job_id or job_number")
        raise BadArguments("get_job_details", [fault])
    job_number = bare_number(job_number) if job_number else None
    refreshed = await _refresh(deps, job_id, job_number) if live else {}
    job = await deps.db.maybe(JobDetails, "job_by_id_or_number", job=job_id, number=job_number)
    if job is None:
        message = f"There is no job {job_id or job_number}. Search by customer or summary."
        raise NotFound(message + (await whose_id(deps, job_id) if job_id else ""))
    tables = ("st_jobs", "st_appointments", "st_appointment_assignments", "st_job_notes")
    visits = await deps.db.many(Visit, "job_visits", job=job.id)
    notes = await deps.db.many(Note, "job_notes", job=job.id)
    return in_company_time(job, deps.zone).model_copy(
        update={
            "visits": [in_company_time(visit, deps.zone) for visit in visits],
            "notes": [in_company_time(note, deps.zone) for note in notes],
            "estimates": await deps.db.many(JobEstimate, "job_estimates", job=job.id),
            "invoices": await deps.db.many(JobInvoice, "job_invoices", job=job.id),
            "as_of": await as_of(deps, *tables, "st_estimates", "st_invoices") | refreshed,
        }
    )


async def _refresh(deps: Deps, job_id: int | None, number: str | None) -> AsOf:
    """Bring a job and what belongs to it up to date from ServiceTitan; says as of when."""
    now = deps.now()
    if job_id is None:
        found = (await Jobs(deps.st).list_jobs(number=number)).get("data", [])
        if not found:
            return {}
        job_id = found[0]["id"]
    job, *pages = await asyncio.gather(
        Jobs(deps.st).get_job(job_id),
        Appointments(deps.st).list_appointments(job_id=job_id, active="Any"),
        AppointmentAssignments(deps.st).list_appointment_assignments(job_id=job_id),
        Estimates(deps.st).list_estimates(job_id=job_id),
        Invoices(deps.st).list_invoices(job_id=job_id),
    )
    await store_written(deps, _REFRESHED[0], [job])
    for table, page in zip(_REFRESHED[1:], cast("list[Page[Any]]", pages), strict=True):
        await store_written(deps, table, page.get("data", []))
    return {f"servicetitan.{table}": now for table in _REFRESHED}


@writes
async def add_job_note(
    job_id: JobId,
    text: Annotated[str, Field(min_length=1, max_length=4_000, description="The note's text.")],
    pin_to_top: Annotated[bool, Field(description="Keep it above the other notes.")] = False,
    deps: Deps = DEPS,
) -> Written[Note]:
    """Add a note to a job in ServiceTitan, where office and technicians see it."""
    job = await Jobs(deps.st).get_job(job_id)
    change = Change(
        action=f"Add a note to job {job['jobNumber']} (id {job_id})",
        target=f"jpm/jobs/{job_id}/notes",
        before={},
        after={"text": text, "pinToTop": pin_to_top},
    )
    await deps.gate.confirm(change)
    body = JobNoteCreateRequest(text=text, pin_to_top=pin_to_top)
    known = await _notes_like(deps, job_id, text)
    done = await written(
        change,
        lambda: _write_note(deps, job_id, body, known),
        lambda: _new_note(deps, job_id, text, known),
    )
    return _as_pinned(done, wanted=pin_to_top)


def _as_pinned(done: Written[Note], *, wanted: bool) -> Written[Note]:
    """The same ending; a note that is there may not be pinned as it was to be."""
    if done.result is None or bool(done.result.pinned) is wanted:
        return done
    words = f"The note is there, but ServiceTitan {'did not pin it' if wanted else 'pinned it'}."
    return done.model_copy(update={"status": "partly", "summary": words})


async def _write_note(
    deps: Deps, job_id: int, body: JobNoteCreateRequest, known: Sequence[NoteResponse]
) -> Note:
    await JobNotes(deps.st).create_job_note(job_id, body)
    with accepted():
        note = await _new_note(deps, job_id, body.text, known)
    if note is None:
        raise NotShown("ServiceTitan accepted the note, but does not show it.")
    return note


async def _notes_like(deps: Deps, job_id: int, text: str) -> list[NoteResponse]:
    page = await JobNotes(deps.st).list_job_notes(job_id, page_size=5_000)
    return [note for note in page.get("data", []) if note.get("text") == text]


async def _new_note(
    deps: Deps, job_id: int, text: str, known: Sequence[NoteResponse]
) -> Note | None:
    """The note that was not there before; ServiceTitan's answer has no id, its export has."""
    found = await _notes_like(deps, job_id, text)
    if len(found) <= len(known):
        return None
    newest = max(found, key=lambda note: str(note.get("createdOn")))
    feed = await JobNotes(deps.st).export_job_notes(
        from_=str(newest.get("createdOn")), include_recent_changes=True
    )
    rows = [row for row in feed.get("data", []) if _same(row, job_id, newest)]
    await store_written(deps, "st_job_notes", rows)
    return Note.model_validate(
        {
            "id": rows[0].get("id") if rows else None,
            "text": newest.get("text"),
            "pinned": newest.get("isPinned"),
            "created_on": newest.get("createdOn"),
        }
    )


def _same(row: ExportJobNotesResponse, job_id: int, note: NoteResponse) -> bool:
    return (
        row.get("jobId") == job_id
        and row.get("text") == note.get("text")
        and row.get("createdOn") == note.get("createdOn")
    )
