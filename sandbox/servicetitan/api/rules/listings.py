"""The reports that every tenant has with a row per job, pay item or invoice."""

from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.rules.report import (
    BY_DATE,
    DATED,
    FROM,
    OF_UNIT,
    OF_UNITS,
    TO,
    Record,
    Report,
    Window,
    columns,
)

CUSTOMERS: Final = "crm/customers"
ASSIGNED: Final = "dispatch/appointment-assignments"
Reader = Callable[[Window, Record], list[Any]]


def _address(row: Record) -> str:
    where = row["address"] or {}
    parts = (where.get(name) for name in ("street", "city", "state", "zip"))
    return ", ".join(str(part) for part in parts if part)


def _reached(window: Window, customer: int, kind: str) -> str | None:
    found = window.below("crm/customers/contacts", "customerId", customer)
    return next((row["value"] for row in found if kind in str(row["type"])), None)


def _category(window: Window, job: Record) -> Any:
    return (window.name("marketing/campaigns", job["campaignId"], "category") or {}).get("name")


def _by_booker(window: Window, job: Record) -> list[Any]:
    customer = job["customerId"]
    invoice = window.find("accounting/invoices", job["invoiceId"])
    visit = window.find("jpm/appointments", job["firstAppointmentId"])
    return [
        window.name("settings/employees", job["createdById"]), job["jobNumber"],
        invoice["referenceNumber"], window.name("jpm/job-types", job["jobTypeId"]),
        window.name(CUSTOMERS, customer),
        _address(window.find("crm/locations", job["locationId"])),
        _reached(window, customer, "Phone"), job["summary"], visit["start"], job["jobStatus"],
        window.name("marketing/campaigns", job["campaignId"]), str(job["total"]),
        _category(window, job), False,
    ]  # fmt: skip


def _scheduled(window: Window, job: Record) -> list[Any]:
    customer = job["customerId"]
    place = window.find("crm/locations", job["locationId"])
    visit = window.find("jpm/appointments", job["firstAppointmentId"])
    phone, mail = (_reached(window, customer, kind) for kind in ("Phone", "Email"))
    crew = window.below(ASSIGNED, "jobId", job["id"])
    tags = (window.name("settings/tag-types", key) for key in job["tagTypeIds"] or ())
    return [
        job["jobNumber"], visit["start"], window.name(CUSTOMERS, customer),
        _address(window.find(CUSTOMERS, customer)), phone, mail, place["name"],
        _address(place), phone, mail, window.name("jpm/job-types", job["jobTypeId"]),
        ", ".join(dict.fromkeys(str(row["technicianName"]) for row in crew)), job["summary"],
        ", ".join(str(tag) for tag in tags), False, _category(window, job),
    ]  # fmt: skip


def _jobs(read: Reader) -> Callable[[Window], list[list[Any]]]:
    return lambda window: [read(window, job) for job in window.jobs(DATED[window.dated])]


def _paid(window: Window) -> list[list[Any]]:
    """Hours that were paid, one row each; the company pays no overtime."""
    made = []
    units = {window.name("settings/business-units", key) for key in window.units}
    for row in window.rows("payroll/gross-pay-items", "date"):
        if units and row["businessUnitName"] not in units:
            continue
        place = window.find("crm/locations", row["locationId"])
        invoice = window.find("accounting/invoices", row["invoiceId"])
        hours = row["paidDurationHours"]
        made.append([
            window.name("settings/technicians", row["employeeId"]), row["activity"], row["date"],
            invoice["referenceNumber"], row["businessUnitName"], hours, hours, 0.0, 0.0,
            row["amount"], row["customerName"], None,
            window.name("dispatch/zones", place["zoneId"]),
            (invoice["salesTaxCode"] or {}).get("name"),
            (place["address"] or {}).get("zip"), place["name"], _address(place), None,
        ])  # fmt: skip
    return made


def _invoices(window: Window, *, sent: bool) -> list[list[Any]]:
    made = []
    for row in window.rows("accounting/invoices", "invoiceDate"):
        unit, customer = row["businessUnit"] or {}, row["customer"] or {}
        told = row["sentStatus"] not in (None, "NotSent")
        if told is not sent or not window.meant(unit.get("id")):
            continue
        job = row["job"] or {}
        crew = window.below(ASSIGNED, "jobId", job.get("id") or 0)
        made.append([
            row["referenceNumber"], customer.get("name"),
            _reached(window, customer.get("id") or 0, "Email"), row["total"], row["balance"],
            str(window.name(CUSTOMERS, customer.get("id"), "balance") or 0.0), None, None,
            job.get("number"), job.get("type"), unit.get("name"),
            crew[0]["technicianName"] if crew else None, row["invoiceDate"],
            *([row["modifiedOn"]] if sent else []),
        ])  # fmt: skip
    return made


OF_JOBS: Final = (BY_DATE, FROM, TO, OF_UNIT)
INVOICE: Final = (
    "InvoiceNumber Customer EMail Amount InvoiceBalance CustomerBalance Project ProjectEmailed"
    " JobNumber JobType BusinessUnit Technician InvoicedOn"
)
REPORTS: Final = (
    Report(
        162, "Job Detail by CSR", "operations",
        columns(
            "BookedBy JobNumber InvoiceNumber JobType CustomerName LocationAddress CustomerPhone"
            " JobSummary FirstDispatch JobStatus Campaign Total CampaignCategory"
            " IsPrevailingWageJob"
        ),
        _jobs(_by_booker), OF_JOBS,
    ),
    Report(
        163, "Scheduled Jobs", "operations",
        columns(
            "JobNumber ScheduledDate CustomerName CustomerAddress CustomerPhone CustomerEmail"
            " LocationName LocationAddress LocationPhone LocationEmail JobType"
            " AssignedTechnicians JobSummary Tags IsPrevailingWageJob CampaignCategory"
        ),
        _jobs(_scheduled), OF_JOBS,
    ),
    Report(
        166, "Master Pay File", "accounting",
        columns(
            "EmployeeName Activity Date InvoiceNumber EmployeeBusinessUnit Duration RegularHours"
            " OvertimeHours DoubleOvertimeHours GrossPay CustomerName ProjectNumber Zone TaxZone"
            " LocationZip LocationName LocationAddress LaborTypeCode"
        ),
        _paid, (FROM, TO, OF_UNIT),
    ),
    Report(
        2281, "Invoices Sent", "operations", columns(f"{INVOICE} EmailedOn"),
        lambda window: _invoices(window, sent=True), (FROM, TO, OF_UNITS),
    ),
    Report(
        2282, "Invoices Not Sent", "operations", columns(INVOICE),
        lambda window: _invoices(window, sent=False), (FROM, TO, OF_UNITS),
    ),
)  # fmt: skip
