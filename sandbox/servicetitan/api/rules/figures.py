"""Figures over a window of time: advertisements, what campaigns cost, booking sessions."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.lists import check_parents
from sandbox.servicetitan.api.messages import Response, json_response, not_found
from sandbox.servicetitan.api.rules.reports import paged
from sandbox.servicetitan.api.writes import answer
from sandbox.servicetitan.company import clock

CAMPAIGNS: Final = "marketing/campaigns"
UNITS: Final = "settings/business-units"
GROUPS: Final = ("Near me", "By name")
KEYWORDS: Final = ("repair", "install")
# Which parts of a keyword's row an answer tells apart.
DEPTHS: Final = {"Campaign": 1, "AdGroup": 2, "Keyword": 3}
SOLD, TICKET, CLICK, MAIL = 40, 450.0, 1.5, 2.5


def days_in(box: Box, start: datetime | None, end: datetime | None) -> list[datetime]:
    """The days of a window on which there were campaigns, each at its beginning.

    An extractor that asks day by day from its first date on ends where one has no rows.
    """
    now = datetime.fromtimestamp(box.now(), UTC)
    first = max(start or box.company.now, box.company.began)
    count = (min(end or now, now) - first) // timedelta(days=1)
    return [first + timedelta(days=n) for n in range(max(count, 0))]


def advertised(box: Box, days: int) -> Iterator[tuple[tuple[int, str, str], int]]:
    """Clicks on every keyword of every campaign."""
    for place, key in enumerate(box.table(CAMPAIGNS).ids):
        for n, (group, word) in enumerate(product(GROUPS, KEYWORDS)):
            yield (key, group, word), days * (2 + (place + n) % 4)


def performance(call: Call) -> Response:
    query, clicks = call.query, Counter[tuple[Any, ...]]()
    depth = DEPTHS[query["performanceSegmentationType"]]
    days = len(days_in(call.box, query["fromUtc"], query["toUtc"]))
    for names, count in advertised(call.box, days) if days else ():
        clicks[names[:depth]] += count
    operation = call.route.operation
    cut = call.box.shapes.cut(operation.module, operation.row or "")
    rows = [cut(advertisement(call.box, names, count)) for names, count in clicks.items()]
    return json_response(paged(call, rows, 50))


def warnings(call: Call) -> Response:
    """One campaign that brings more work than its units have room for."""
    box = call.box
    campaign, units = box.look(CAMPAIGNS, box.pick(CAMPAIGNS, 0)), box.company.fixed[UNITS]
    warning = {
        "campaignName": campaign["name"], "warningType": "LowCapacity",
        "businessUnits": [unit["name"] for unit in units[:2]],
        "lookaheadWindow": 7, "thresholdValue": 20,
    }  # fmt: skip
    tenant = {"tenantId": box.credentials.tenant, "tenantName": "Blue Heron"}
    return answer(call, {**tenant, "totalCount": 1, "data": [warning]})


def advertisement(box: Box, names: tuple[Any, ...], clicks: int) -> Row:
    campaign = box.table(CAMPAIGNS).get(names[0]) or {}
    parts = [
        {"id": "-".join(map(str, names[: n + 1])), "name": names[n], "status": "Live"}
        if len(names) > n
        else {"id": "", "name": "", "status": None}
        for n in (1, 2)
    ]
    leads, sold, cost = clicks // 10, clicks // SOLD, clicks * CLICK
    calls = leads - leads // 3
    return {
        "campaign": {
            "id": campaign["id"], "externalId": campaign["id"] + 1, "name": campaign["name"],
            "category": (campaign.get("category") or {}).get("name", ""),
            "launchDate": campaign["createdOn"][:10],
            "status": "Live" if campaign["active"] else "Stopped",
        },
        "adGroup": parts[0], "keyword": parts[1],
        "digitalStats": {
            "impressions": clicks * 20, "clicks": clicks, "averageCPC": CLICK, "cost": cost,
            "conversions": leads, "clickRate": 0.05,
        },
        "leadStats": {
            "leads": leads, "leadCalls": calls, "onlineBooking": leads - calls,
            "manualBooking": 0, "bookedJobs": leads // 2, "ranJobs": leads // 2,
            "soldJobs": sold, "revenue": sold * TICKET, "potentialRevenue": leads * TICKET,
        },
        "returnOnInvestment": round((sold * TICKET - cost) / cost, 4) if cost else None,
    }  # fmt: skip


def campaign_costs(call: Call) -> Response:
    """Each campaign's cost per day, over the days of the window."""
    box, totals = call.box, Counter[int]()
    months = Counter((day.year, day.month) for day in days_in(box, *window(call)))
    costs = box.table("marketing/costs")
    for row in map(costs.read, costs.places()):
        days = months[row["year"], row["month"]]
        if days:
            totals[row["campaignId"]] += round(row["dailyCost"] * 100) * days
    names = {key: (box.table(CAMPAIGNS).get(key) or {}).get("name", "") for key in totals}
    return answer(call, {"items": [
        {"campaignId": key, "campaignName": names[key], "totalCost": cents / 100}
        for key, cents in totals.items()
    ]})  # fmt: skip


def window(call: Call) -> tuple[datetime | None, datetime | None]:
    return call.query.get("from"), call.query.get("to")


def mail_cost(call: Call) -> Response:
    return answer(call, {"totalCost": len(days_in(call.box, *window(call))) * MAIL})


def sessions(call: Call) -> list[Row]:
    """The booking sessions of the window."""
    low = call.query.get("sessionCreatedOnOrAfter")
    high = call.query.get("sessionCreatedBefore")
    held = call.box.table(f"scheduling-pro/{call.route.segments[0]}/sessions")
    rows = map(held.read, held.places())
    return [
        row for row in rows
        if (low is None or clock.parse(row["createdOn"]) >= low)
        and (high is None or clock.parse(row["createdOn"]) < high)
    ]  # fmt: skip


def booked(call: Call) -> Response:
    """What came of one scheduler's sessions."""
    check_parents(call)
    key = call.path["id"]
    own = call.box.table("scheduling-pro/schedulers").get(key)
    if own is None:
        raise not_found(f"Scheduler {key} was not found.")
    rows = [row for row in sessions(call) if row.get("schedulerId") == key]
    jobs, bookings, leads = (
        sum(1 for row in rows if row.get(name)) for name in ("jobId", "bookingId", "leadId")
    )
    done = sum(1 for row in rows if row.get("jobId") or row.get("bookingId"))
    share = done / len(rows) if rows else 0.0
    steps = dict.fromkeys(
        ("zipcode", "interacted", "issue", "schedule", "customer", "details"), len(rows)
    )
    ends = {"opened": len(rows), "booked": done, "abandoned": len(rows) - done}
    return answer(call, {
        "id": key, "schedulerName": own["name"], "brandName": own["companyName"],
        "schedulerCompletionRate": share, "openedCompletionRate": share,
        "totalCustomerContactsCaptured": len(rows), "totalJobsCreated": jobs,
        "totalBookingsCreated": bookings, "totalAbandonedSessionsSentToLeads": leads,
        "totalSessions": len(rows), "milestoneFrequencyCount": steps | ends,
    })  # fmt: skip


def routed(call: Call) -> Response:
    """Where a router's sessions went."""
    rows = sessions(call)
    counts = Counter(row.get("schedulerId") for row in rows)
    told = [{"schedulerId": key, "openedCount": count} for key, count in counts.items()]
    return answer(call, {
        "id": call.path["id"], "openedCount": len(rows), "interactedCount": len(rows),
        "sessionCountBySchedulerId": told,
    })  # fmt: skip


RULES = {
    "GET marketing-ads/capacity-warnings": warnings,
    "GET marketing-ads/performance": performance,
    "GET marketing/campaign-cost-summary": campaign_costs,
    "GET marketing/email-channel-cost": mail_cost,
    "GET scheduling-pro/schedulers/{id}/performance": booked,
    "GET scheduling-pro/routers/{id}/performance": routed,
}
