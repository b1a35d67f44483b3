"""What ServiceTitan's API cannot do, with the nearest thing that works."""

from collections.abc import Iterable, Mapping

from tools.errors import ArgumentFault, NotPossible
from tools.servicetitan.operation import Operation

_APPOINTMENT = (
    "ServiceTitan's API cannot set an appointment's status: it follows dispatching and the work. "
    "What works: jpm_hold_appointment, jpm_remove_appointment_hold, jpm_confirm_appointment, "
    "jpm_reschedule_appointment, dispatch_assign_technicians, or jpm_cancel_job for the job."
)
_JOB = (
    "ServiceTitan's API cannot set a job's status as a value. What works: jpm_cancel_job, "
    "jpm_hold_job, jpm_remove_job_cancellation, or completing the visit in the technician's app."
)
_REACH = (
    "ServiceTitan keeps phones and e-mails apart from the record. What works: "
    "crm_create_{kind}_contact and crm_update_{kind}_contact."
)
_ESTIMATE = (
    "ServiceTitan's API cannot set an estimate's status as a value. What works: "
    "salestech_sell_estimate, salestech_unsell_estimate, salestech_dismiss_estimate."
)
_BALANCE = (
    "A balance follows from invoices and payments and cannot be set. "
    "What works: accounting_create_adjustment_invoice."
)
_MERGED = "Merging works in ServiceTitan's own screens only, not through its API."

RULES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("jpm", "appointments"): {"status": _APPOINTMENT, "appointmentStatus": _APPOINTMENT},
    ("jpm", "jobs"): {"status": _JOB, "jobStatus": _JOB},
    ("crm", "customers"): {
        "phone": _REACH.format(kind="customer"),
        "email": _REACH.format(kind="customer"),
        "balance": _BALANCE,
        "mergedToId": _MERGED,
    },
    ("crm", "locations"): {
        "phone": _REACH.format(kind="location"),
        "email": _REACH.format(kind="location"),
        "mergedToId": _MERGED,
    },
    ("salestech", "estimates"): {"status": _ESTIMATE},
    ("accounting", "invoices"): {
        "balance": _BALANCE,
        "jobId": "The job of an invoice is fixed when ServiceTitan makes it from that job.",
    },
}
"""API module and resource → field that callers try → why not, and what to do instead."""


def refuse_impossible(operation: Operation, faults: Iterable[ArgumentFault]) -> None:
    """Raise the better answer where a refused field is one that people expect to work."""
    if operation.effect == "reads":
        return
    rules = RULES.get((operation.module, operation.resource), {})
    for fault in faults:
        told = rules.get(fault.name.rpartition(".")[2])
        if told is not None and "there is no such" in fault.allowed:
            raise NotPossible(f"{told} Nothing was changed.")
