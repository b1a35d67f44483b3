"""What the state of records rules out, or may: told before a person is asked about a write."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from tools.deps import Deps
from tools.errors import ArgumentFault, Conflict, NotFound, ToolProblem
from tools.operations.ending import Before
from tools.operations.mirroring import operation_named
from tools.servicetitan.looking import body_of
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of
from tools.wording import counted

Record = Mapping[str, Any]
Rule = Callable[[Record, Deps], Awaitable[str | None]]

MOST_FIELDS = 5
"""Custom fields that a journal entry takes."""
_OVER = frozenset({"Completed", "Canceled"})
_GONE = frozenset({"Done", "Canceled"})
_BOOKS = frozenset({"Posted", "Exported"})
_VISITS = (
    "jpm_confirm_appointment",
    "jpm_delete_appointment",
    "jpm_hold_appointment",
    "jpm_remove_appointment_confirmation",
    "jpm_remove_appointment_hold",
    "jpm_reschedule_appointment",
    "jpm_set_special_instructions",
)
MAY_REFUSE: Mapping[str, tuple[str, frozenset[str]]] = {
    **dict.fromkeys(("jpm_cancel_job", "jpm_complete_job", "jpm_hold_job"), ("jobStatus", _OVER)),
    **dict.fromkeys(_VISITS, ("status", _GONE)),
    **dict.fromkeys(
        ("crm_dismiss_booking", "crm_dismiss_lead"), ("status", frozenset({"Converted"}))
    ),
    **dict.fromkeys(
        (
            "accounting_delete_invoice_item",
            "accounting_save_invoice_item",
            "accounting_update_invoice",
            "accounting_update_payment",
        ),
        ("syncStatus", _BOOKS),
    ),
    **dict.fromkeys(
        ("dispatch_assign_technicians", "dispatch_unassign_technicians"), ("status", _GONE)
    ),
    "jpm_create_appointment": ("jobStatus", _OVER),
    "memberships_complete_recurring_service_event": ("status", frozenset({"Won"})),
    "salestech_dismiss_estimate": ("status", frozenset({"Sold"})),
    "salestech_sell_estimate": ("status", frozenset({"Dismissed"})),
}
"""Operation → states of its record in which nothing published says that it is possible."""
_VISIT = ("jobAppointmentId", "jpm.appointments:Appointments.get_appointment")
ABOVE: Mapping[str, tuple[str, str]] = {
    "dispatch_assign_technicians": _VISIT,
    "dispatch_unassign_technicians": _VISIT,
    "jpm_create_appointment": ("jobId", "jpm.jobs:Jobs.get_job"),
}
"""Operation → field of its body that names the visit or job it is upon, and what shows that."""
SCHEDULING = frozenset({
    "jpm_create_appointment", "jpm_create_job", "jpm_reschedule_appointment",
})  # fmt: skip


async def refuse_state(call: BoundCall, before: Before, deps: Deps) -> None:
    """Raise Conflict for what ServiceTitan is known to refuse; in doubt, it judges itself."""
    rule = RULES.get(call.operation.key)
    if rule is None or not isinstance(before.record, Mapping):
        return
    try:
        reason = await rule(before.record, deps)
    except ToolProblem:
        return
    if reason is not None:
        raise Conflict(f"{reason} Nothing was changed.")


async def warned(call: BoundCall, before: Before, deps: Deps) -> str:
    """What somebody should know who is asked to agree, since ServiceTitan may refuse it."""
    record = await _upon(call, before, deps)
    words = [
        *_odd_state(call, record),
        *_overspent(call, record),
        *_past(call, deps),
        *await _posted(call, record, deps),
    ]
    return "".join(f" {one}" for one in words)


async def _upon(call: BoundCall, before: Before, deps: Deps) -> Record:
    """The record that a write is upon, whether its path or its body names it."""
    if call.operation.key not in ABOVE:
        return before.record if isinstance(before.record, Mapping) else {}
    field, reader = ABOVE[call.operation.key]
    try:
        shown = operation_named(reader).validate({"id": body_of(call)[field]})
        record: Record = await deps.st.send(shown)
    except ToolProblem:
        return {}
    return record


def _odd_state(call: BoundCall, record: Record) -> Iterator[str]:
    field, states = MAY_REFUSE.get(call.operation.key, ("", frozenset()))
    state = _named(record, field)
    if state in states:
        yield f"It is {state} now: ServiceTitan may refuse this."


def _overspent(call: BoundCall, payment: Record) -> Iterator[str]:
    """A payment that is to be spread further than it reaches."""
    if call.operation.key != "accounting_update_payment" or payment.get("total") is None:
        return
    parts = body_of(call).get("splits") or []
    spread = sum(Decimal(str(one.get("amount") or 0)) for one in parts)
    if spread > Decimal(str(payment["total"])):
        total = payment["total"]
        yield f"It is {total} in all, and its splits {spread}: ServiceTitan may refuse this."


def _past(call: BoundCall, deps: Deps) -> Iterator[str]:
    body = call.body if isinstance(call.body, Mapping) else {}
    visits = [body, *(body.get("appointments") or [])] if call.operation.key in SCHEDULING else []
    starts = [one.get("start") for one in visits]
    if any(isinstance(one, datetime) and one < deps.now() for one in starts):
        yield "Its start is in the past."


async def _posted(call: BoundCall, record: Record, deps: Deps) -> list[str]:
    """After its invoice is posted almost nothing of an appointment can change."""
    job = record.get("id" if "jobStatus" in record else "jobId")
    if job is None or call.operation.key not in {*_VISITS, *ABOVE}:
        return []
    shown = {"jobId": job, "pageSize": 50}
    reader = operation_named("accounting.invoices:Invoices.list_invoices")
    try:
        bills = rows_of(await deps.st.send(reader.validate(shown)))
    except ToolProblem:
        return []
    states = (_named(one, "syncStatus") for one in bills if _of_job(one, job))
    state = next((one for one in states if one in _BOOKS), None)
    if state is None:
        return []
    return [f"Its job's invoice is {state}: almost nothing of its visits can change then."]


def _named(record: Record, field: str) -> Any:
    """A state, which some records show as an object with its name."""
    state = record.get(field)
    return state.get("name") if isinstance(state, Mapping) else state


def _of_job(bill: Record, job: Any) -> bool:
    return bool((bill.get("job") or {}).get("id") == job)


async def _keeps_visit(visit: Record, deps: Deps) -> str | None:
    """A job keeps its only appointment, and what has timesheets."""
    if visit.get("active") is False:
        return None
    key, job = visit["id"], visit["jobId"]
    beside = operation_named("jpm.appointments:Appointments.list_appointments")
    rows = rows_of(await deps.st.send(beside.validate({"jobId": job, "pageSize": 50})))
    if {one["id"] for one in rows} == {key}:
        return (
            f"Appointment {key} is the only one of job {job}, which ServiceTitan does not delete. "
            "What works: jpm_reschedule_appointment, or jpm_cancel_job for the job."
        )
    times = operation_named("payroll.timesheets:Timesheets.list_job_timesheets")
    sheets = rows_of(await deps.st.send(times.validate({"job": job})))
    if any(one.get("appointmentId") == key and one.get("active") is not False for one in sheets):
        return f"Appointment {key} has timesheets, and ServiceTitan does not delete one that has."
    return None


async def _keeps_sold(estimate: Record, deps: Deps) -> str | None:
    """What was sold stays sold once a job was booked from it."""
    if _named(estimate, "status") != "Sold":
        return None
    key = estimate["id"]
    booked = operation_named("jpm.jobs:Jobs.list_jobs").validate({"createdFromEstimateId": key})
    jobs = [
        one
        for one in rows_of(await deps.st.send(booked))
        if one.get("createdFromEstimateId") == key and one.get("jobStatus") != "Canceled"
    ]
    if not jobs:
        return None
    return (
        f"The work of estimate {key} is booked as job {jobs[0].get('jobNumber')} (id "
        f"{jobs[0]['id']}), and ServiceTitan unsells an estimate only before that."
    )


async def _keeps_entry(entry: Record, _: Deps) -> str | None:
    if entry.get("source") != "ServiceTitan":
        return None
    return (
        "ServiceTitan made this journal entry itself, and only entries from outside can be "
        "replaced. What works: accounting_update_journal_entry for its status and custom fields."
    )


RULES: Mapping[str, Rule] = {
    "accounting_replace_journal_entry": _keeps_entry,
    "jpm_delete_appointment": _keeps_visit,
    "salestech_unsell_estimate": _keeps_sold,
}
"""Operation → what is published of the states in which ServiceTitan refuses it."""


async def unfit(call: BoundCall, body: Any, deps: Deps) -> list[ArgumentFault]:
    """Values that ServiceTitan is known to refuse though what they name exists."""
    if call.operation.key in {
        "accounting_create_journal_entry",
        "accounting_replace_journal_entry",
    }:
        return _odd_fields(body)
    if call.operation.key == "salestech_sell_estimate":
        return await _no_seller(body["soldBy"], deps)
    return []


def _odd_fields(body: Any) -> list[ArgumentFault]:
    count = len(body.get("customFields") or {})
    if count <= MOST_FIELDS:
        return []
    words = f"allowed: at most {counted(MOST_FIELDS, 'field', 'fields')}"
    return [ArgumentFault("body.customFields", counted(count, "field", "fields"), words)]


async def _no_seller(key: int, deps: Deps) -> list[ArgumentFault]:
    reader = operation_named("settings.technicians:Technicians.get_technician")
    try:
        person = await deps.st.send(reader.validate({"id": key}))
    except NotFound:
        person = {"isManagedTech": False}
    except ToolProblem:
        return []
    if person.get("isManagedTech") is not False:
        return []
    words = "allowed: a managed technician, as settings_list_technicians shows them"
    return [ArgumentFault("body.soldBy", str(key), words)]
