"""The reports that every tenant has about business units, technicians and memberships."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.servicetitan.api.rules.report import (
    FROM,
    JOBS,
    OF_UNIT,
    OF_UNITS,
    TO,
    UNITS,
    Record,
    Report,
    Window,
    columns,
)

CREW: Final = "settings/technicians"
PLANS: Final = "memberships/membership-types"


@dataclass
class Figures:
    """What a business unit or a technician did in a window."""

    key: int
    name: str
    unit: Any  # the business unit of a technician
    unit_name: Any
    revenue: float = 0.0
    jobs: int = 0
    paying: int = 0
    recalls: int = 0
    adjusted: float = 0.0
    without_job: float = 0.0
    paid_hours: float = 0.0
    working_hours: float = 0.0
    offers: int = 0
    offered: set[int] = field(default_factory=set)
    sales: list[float] = field(default_factory=list)
    bought: set[int] = field(default_factory=set)
    ratings: list[float] = field(default_factory=list)
    plans: int = 0
    leads: int = 0


def share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def money(amount: float) -> float:
    return round(amount, 2)


def total(one: Figures) -> float:
    return money(one.revenue + one.adjusted + one.without_job)


def sold(one: Figures) -> float:
    return money(sum(one.sales))


def average_sale(one: Figures) -> float:
    return money(share(sum(one.sales), len(one.sales)))


def close_rate(one: Figures) -> float:
    return share(len(one.bought), len(one.offered))


def options(one: Figures) -> float:
    return share(one.offers, len(one.offered))


# Column → its value; those named at the end are what a company without such leads has.
VALUES: Final[dict[str, Callable[[Figures], Any]]] = {
    "Name": lambda one: one.name,
    "TechnicianId": lambda one: one.key,
    "CompletedRevenue": lambda one: money(one.revenue),
    "CompletedRevenueWithAdjustments": lambda one: money(one.revenue + one.adjusted),
    "AdjustmentRevenue": lambda one: money(one.adjusted),
    "NonJobRevenue": lambda one: money(one.without_job),
    "TotalRevenue": total,
    "Opportunity": lambda one: one.jobs,
    "ConvertedJobs": lambda one: one.paying,
    "OpportunityConversionRate": lambda one: share(one.paying, one.jobs),
    "OpportunityJobAverage": lambda one: money(share(one.revenue, one.jobs)),
    "CustomerSatisfaction": lambda one: share(sum(one.ratings), len(one.ratings)) or None,
    "RevenuePerHour": lambda one: money(share(one.revenue, one.paid_hours)),
    "BillableEfficiency": lambda one: share(one.working_hours, one.paid_hours),
    "Upsold": sold,
    "TasksPerOpportunity": options,
    "OptionsPerOpportunity": options,
    "RecallsCaused": lambda one: one.recalls,
    "TotalSales": sold,
    "ClosedAverageSale": average_sale,
    "CloseRate": close_rate,
    "SalesOpportunity": lambda one: len(one.offered),
    "MembershipOpportunities": lambda one: one.jobs,
    "MembershipsSold": lambda one: one.plans,
    "MembershipsConverted": lambda one: one.plans,
    "MembershipSales": lambda one: one.plans,
    "MembershipConversionRate": lambda one: share(one.plans, one.jobs),
    "LeadGenerationOpportunity": lambda one: one.jobs,
    "LeadsSet": lambda one: one.leads,
    "LeadConversionRate": lambda one: share(one.leads, one.jobs),
    "TechnicianBusinessUnit": lambda one: one.unit_name,
    "TechnicianBusinessUnitId": lambda one: one.unit,
    "TechnicianDivision": lambda _: None,
    "PaidTimeByBusinessUnit": lambda one: round(one.paid_hours, 2),
    # Every job of the company comes from a campaign.
    "TotalSalesFromMarketingLeads": sold,
    "ClosedAverageSaleFromMarketingLeads": average_sale,
    "CloseRateFromMarketingLeads": close_rate,
    "OptionsPerOpportunityFromMarketingLeads": options,
    **dict.fromkeys(
        (
            "TotalSalesFromTgl", "ClosedAverageSaleFromTgl", "CloseRateFromTgl",
            "OptionsPerOpportunityFromTgl", "AverageLeadSale", "AverageReplacementLeadSale",
            "ReplacementLeadConversionRate", "ReplacementLeadsSet", "ReplacementLeadsSold",
            "ReplacementOpportunity", "TotalLeadSales",
        ),
        lambda _: 0,
    ),
}  # fmt: skip


def _workers(window: Window) -> dict[int, int]:
    """Job → the technician who was assigned first."""
    held = window.box.table("dispatch/appointment-assignments")
    jobs, workers = held.column("jobId"), held.column("technicianId")
    return {jobs[place]: workers[place] for place in reversed(list(held.places()))}


def _figures(window: Window, table: str) -> list[Figures]:
    workers = _workers(window)
    by_unit = table == UNITS
    made = {
        row["id"]: Figures(
            row["id"], row["name"], row["businessUnitId"], window.name(UNITS, row["businessUnitId"])
        )
        for row in window.every(table)
        if not by_unit or window.meant(row["id"])
    }

    def whose(row: Record, job: Any, unit: Any) -> Figures | None:
        key = unit if by_unit else row["technicianId"] or workers.get(job)
        return made.get(key) if window.meant(unit) else None

    _work(window, whose)
    _money(window, whose)
    _offers(window, whose)
    _pay(window, made, by_unit=by_unit)
    return list(made.values())


Whose = Callable[[Record, Any, Any], Figures | None]


def _work(window: Window, whose: Whose) -> None:
    for job in window.jobs():
        found = whose(job, job["id"], job["businessUnitId"])
        if found and job["jobStatus"] == "Completed":
            found.jobs += 1
            found.paying += (job["total"] or 0) > 0
            found.revenue += job["total"] or 0
        first = window.find(JOBS, job["recallForId"])
        if first and (caused := whose(first, first["id"], first["businessUnitId"])):
            caused.recalls += 1
    for row in window.rows("customer-interactions/technician-ratings", "createdOn"):
        unit = window.find(JOBS, row["jobId"])["businessUnitId"]
        if found := whose(row, row["jobId"], unit):
            found.ratings.append(row["rating"] or 0)


def _money(window: Window, whose: Whose) -> None:
    """Invoices that adjust another, and those without a job."""
    for row in window.rows("accounting/invoices", "invoiceDate"):
        job, unit = (row["job"] or {}).get("id"), (row["businessUnit"] or {}).get("id")
        found = whose(row, job, unit)
        if found and row["adjustmentToId"]:
            found.adjusted += float(row["subTotal"] or 0)
        elif found and job is None:
            found.without_job += float(row["subTotal"] or 0)


def _offers(window: Window, whose: Whose) -> None:
    """Estimates made and sold, memberships sold, leads set."""
    for row in window.rows("salestech/estimates", "createdOn"):
        if found := whose(row, row["jobId"], row["businessUnitId"]):
            found.offers += 1
            found.offered.add(row["jobId"])
    for row in window.rows("salestech/estimates", "soldOn"):
        if found := whose(Record(technicianId=row["soldBy"]), row["jobId"], row["businessUnitId"]):
            found.sales.append(row["subtotal"] or 0)
            found.bought.add(row["jobId"])
    for row in window.rows("memberships/memberships", "createdOn"):
        if found := whose(Record(technicianId=row["soldById"]), None, row["businessUnitId"]):
            found.plans += 1
    for row in window.rows("crm/leads", "createdOn"):
        if found := whose(row, None, row["businessUnitId"]):
            found.leads += 1


def _pay(window: Window, made: dict[int, Figures], *, by_unit: bool) -> None:
    units = {one.name: one for one in made.values()}
    for row in window.rows("payroll/gross-pay-items", "date"):
        found = units.get(row["businessUnitName"]) if by_unit else made.get(row["employeeId"])
        hours = row["paidDurationHours"] or 0
        if found and (by_unit or not window.units):
            found.paid_hours += hours
            found.working_hours += hours if row["activity"] == "Working" else 0


def _dashboard(key: int, name: str, table: str, fields: str) -> Report:
    shown = columns(fields)

    def rows(window: Window) -> list[list[Any]]:
        return [[VALUES[column](one) for column, *_ in shown] for one in _figures(window, table)]

    kind, units = ("business-unit", OF_UNITS) if table == UNITS else ("technician", OF_UNIT)
    return Report(key, name, f"{kind}-dashboard", shown, rows, (FROM, TO, units))


STATES: Final = {"Suspended", "Canceled", "Expired", "Deleted"}


def _memberships(window: Window) -> list[list[Any]]:
    """By type: states entered in the window, sales in it, and what was active at its end."""
    counts = defaultdict[int, Counter[str]](Counter)
    for row in window.every("memberships/memberships"):
        mine, ended = counts[row["membershipTypeId"]], row["cancellationDate"] or row["to"]
        mine["NewSales"] += window.holds(row["createdOn"])
        mine["ActiveAtEnd"] += row["createdOn"][:10] <= window.high < (ended or "9")[:10]
        if row["status"] in STATES:
            mine[row["status"]] += window.holds(ended)
    names = [name for name, *_ in MEMBERSHIPS[1:]]
    return [
        [row["name"], *(counts[row["id"]][name] for name in names)] for row in window.every(PLANS)
    ]


MEMBERSHIPS: Final = columns(
    "Name Suspended Canceled Expired Deleted Renewed Reactivated NewSales ActiveAtEnd"
)
REVENUE: Final = (
    "Name CompletedRevenue OpportunityJobAverage OpportunityConversionRate Opportunity"
    " ConvertedJobs CustomerSatisfaction"
)
HOURS: Final = (
    "Name RevenuePerHour BillableEfficiency Upsold TasksPerOpportunity OptionsPerOpportunity"
    " RecallsCaused"
)
SALES: Final = "Name TotalSales ClosedAverageSale CloseRate SalesOpportunity OptionsPerOpportunity"
OWN: Final = " TechnicianId AdjustmentRevenue CompletedRevenueWithAdjustments"
ALL: Final = " AdjustmentRevenue TotalRevenue NonJobRevenue"
REPORTS: Final = (
    _dashboard(168, "Revenue", CREW, REVENUE + OWN),
    _dashboard(
        169, "Lead Generation", CREW,
        "Name ReplacementOpportunity LeadsSet AverageLeadSale ReplacementLeadConversionRate"
        " ReplacementLeadsSold TotalLeadSales AverageReplacementLeadSale TechnicianId",
    ),
    _dashboard(170, "Productivity", CREW, HOURS + OWN),
    _dashboard(
        171, "Memberships", CREW,
        "Name MembershipOpportunities MembershipsSold MembershipConversionRate" + OWN,
    ),
    _dashboard(172, "Sales", CREW, SALES + OWN),
    _dashboard(
        173, "Sales from Tech Generated Leads", CREW,
        "Name TechnicianBusinessUnit TotalSalesFromTgl ClosedAverageSaleFromTgl CloseRateFromTgl"
        " OptionsPerOpportunityFromTgl TechnicianBusinessUnitId TechnicianDivision"
        " PaidTimeByBusinessUnit AdjustmentRevenue CompletedRevenueWithAdjustments TechnicianId",
    ),
    _dashboard(
        174, "Sales from Marketing Leads", CREW,
        "Name TotalSalesFromMarketingLeads ClosedAverageSaleFromMarketingLeads"
        " CloseRateFromMarketingLeads OptionsPerOpportunityFromMarketingLeads" + OWN,
    ),
    _dashboard(175, "Revenue", UNITS, REVENUE + ALL),
    _dashboard(
        176, "Lead Generation", UNITS,
        "Name LeadGenerationOpportunity LeadsSet LeadConversionRate AverageLeadSale"
        " ReplacementOpportunity ReplacementLeadsSet ReplacementLeadConversionRate"
        " MembershipSales" + ALL,
    ),
    _dashboard(177, "Productivity", UNITS, HOURS + ALL),
    _dashboard(
        178, "Memberships", UNITS,
        "Name MembershipOpportunities MembershipsConverted MembershipConversionRate" + ALL,
    ),
    _dashboard(179, "Sales", UNITS, SALES + ALL),
    Report(182, "Membership Summary", "marketing", MEMBERSHIPS, _memberships, (FROM, TO)),
)  # fmt: skip
