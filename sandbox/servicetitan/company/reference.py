"""Small lists every module refers to: business units, job types, tags, campaigns, payment terms."""

from typing import Any, Final

from sandbox.servicetitan.company.ids import fixed

Row = dict[str, Any]

TRADES: Final = ("Pool", "Electrical")
# Name, trade, whether it sells and installs (else it services).
BUSINESS_UNITS: Final = (
    ("Pool Service", "Pool", False),
    ("Pool Sales & Install", "Pool", True),
    ("Electrical Service", "Electrical", False),
    ("Electrical Sales & Install", "Electrical", True),
)
# Name, business unit position, minutes, priority.
JOB_TYPES: Final = (
    ("Pool Cleaning", 0, 60, "Normal"),
    ("Pool Repair", 0, 90, "High"),
    ("Pool Opening", 0, 120, "Normal"),
    ("Pool Equipment Install", 1, 120, "Normal"),
    ("Pool Resurface Estimate", 1, 60, "Low"),
    ("Electrical Diagnostic", 2, 60, "Normal"),
    ("Electrical Repair", 2, 90, "High"),
    ("Electrical Safety Inspection", 2, 60, "Low"),
    ("Panel Upgrade Install", 3, 120, "Normal"),
    ("EV Charger Install", 3, 120, "Normal"),
)
TAGS: Final = (
    "VIP",
    "Do Not Contact Before 9",
    "Warranty",
    "Callback",
    "Membership Candidate",
    "Financing",
    "Dog",
    "HOA",
)
CALL_REASONS: Final = (
    "New job",
    "Reschedule",
    "Billing question",
    "Complaint",
    "Price check",
    "Wrong number",
)
CAMPAIGNS: Final = (
    "Google Ads",
    "Yard Signs",
    "Referral",
    "Direct Mail",
    "Website",
    "Repeat Customer",
    "Radio Tampa",
)
CAMPAIGN_CATEGORIES: Final = ("Digital", "Print", "Word of Mouth")
CANCEL_REASONS: Final = (
    "Customer cancelled",
    "No access",
    "Found someone else",
    "Weather",
    "Duplicate booking",
)
HOLD_REASONS: Final = ("Waiting on parts", "Waiting on permit", "Customer unavailable")
PAYMENT_TYPES: Final = ("Check", "Visa", "MasterCard", "Cash", "ACH", "AMEX")
PAYMENT_TERMS: Final = (("Due Upon Receipt", 0), ("Net 15", 15), ("Net 30", 30))
EQUIPMENT_TYPES: Final = (
    "Pool Pump",
    "Pool Heater",
    "Salt System",
    "Service Panel",
    "EV Charger",
    "Generator",
)
PROJECT_STATUSES: Final = ("Open", "In Progress", "On Hold", "Completed", "Canceled")
# Number, name, type.
GL_ACCOUNTS: Final = (
    ("4000", "Sales", "Income"),
    ("5000", "Cost of Goods Sold", "Cost of Goods Sold"),
    ("1200", "Undeposited Funds", "Other Current Asset"),
    ("1100", "Accounts Receivable", "Accounts Receivable"),
)
# Table → names of its custom fields.
CUSTOM_FIELDS: Final = {
    "crm/customers/custom-fields": ("Source", "Gate Code"),
    "crm/locations/custom-fields": ("Pool Volume", "Panel Brand"),
    "jpm/jobs/custom-fields": ("Permit Number",),
    "jpm/projects/custom-fields": ("Designer",),
}
TAX_RATE_PERCENT: Final = 7

JOB_TYPES_OF: Final = {
    trade: tuple(n for n, row in enumerate(JOB_TYPES) if BUSINESS_UNITS[row[1]][1] == trade)
    for trade in TRADES
}


def named(kind: str, names: tuple[str, ...], since: str, **more: Any) -> list[Row]:
    """Rows of a list that has little more than names."""
    return [
        {
            "id": fixed(kind, n),
            "name": name,
            "active": True,
            "createdOn": since,
            "modifiedOn": since,
            **more,
        }
        for n, name in enumerate(names)
    ]


def business_units(since: str) -> list[Row]:
    rows = named("business-unit", tuple(row[0] for row in BUSINESS_UNITS), since)
    for n, row in enumerate(rows):
        name, trade, installs = BUSINESS_UNITS[n]
        row |= {
            "officialName": f"Blue Heron {name} LLC",
            "email": f"{trade.lower()}{n}@blueheron.example",
            "currency": "USD",
            "phoneNumber": f"813555010{n}",
            "defaultTaxRate": TAX_RATE_PERCENT / 100,
            "trade": {"id": fixed("trade", TRADES.index(trade)), "name": trade},
            "division": {"id": fixed("division", int(installs)),
                "name": "Install" if installs else "Service"},
            "address": {
                "street": "100 Harbor Blvd", "unit": None, "city": "Tampa", "state": "FL",
                "zip": "33602",
                "country": "USA", "latitude": 27.95, "longitude": -82.46,
                "isManualCoordinates": False, "isMilitary": False,
            },
        }  # fmt: skip
    return rows


def job_types(since: str) -> list[Row]:
    return [
        {
            "id": fixed("job-type", n),
            "name": name,
            "businessUnitIds": [fixed("business-unit", unit)],
            "skills": [BUSINESS_UNITS[unit][1]],
            "tagTypeIds": [],
            "priority": priority,
            "duration": minutes * 60,
            "soldThreshold": 250.0,
            "class": BUSINESS_UNITS[unit][1],
            "summary": "",
            "noCharge": False,
            "active": True,
            "createdOn": since,
            "modifiedOn": since,
        }
        for n, (name, unit, minutes, priority) in enumerate(JOB_TYPES)
    ]


def campaigns(since: str) -> list[Row]:
    rows = named("campaign", CAMPAIGNS, since)
    for n, row in enumerate(rows):
        place = n % len(CAMPAIGN_CATEGORIES)
        row |= {
            "isDefaultCampaign": n == 0,
            "category": {
                "id": fixed("campaign-category", place),
                "name": CAMPAIGN_CATEGORIES[place],
                "active": True,
            },
            "source": "Online" if place == 0 else "Offline",
            "campaignPhoneNumbers": [f"813555020{n}"],
            "active": n != len(CAMPAIGNS) - 1,
        }
    return rows


def campaign_costs(first_year: int) -> list[Row]:
    return [
        {
            "id": fixed("campaign-cost", n * 24 + year * 12 + month),
            "year": first_year + year,
            "month": month + 1,
            "dailyCost": 12.5 + n + month / 4,
            "campaignId": fixed("campaign", n),
        }
        for n in range(len(CAMPAIGNS))
        for year in range(2)
        for month in range(12)
    ]


def payment_terms(since: str) -> list[Row]:
    return [
        {
            "id": fixed("payment-term", n), "name": name, "dueDayType": "NumberOfDays",
            "dueDay": days,
            "isCustomerDefault": n == 0, "isVendorDefault": n == 0, "active": True, "inUse": True,
            "createdOn": since, "modifiedOn": since,
        }
        for n, (name, days) in enumerate(PAYMENT_TERMS)
    ]  # fmt: skip


def tax_zones(since: str) -> list[Row]:
    rate = {
        "id": fixed("tax-zone", 1),
        "taxName": "FL Sales Tax",
        "taxBaseType": ["Subtotal"],
        "taxRate": 0.07,
    }
    zone = {
        "id": fixed("tax-zone", 0),
        "name": "Florida",
        "color": 0,
        "rates": [{**rate, "salesTaxItem": "FL-7"}],
    }
    flags = {"isTaxRateSeparated": False, "isMultipleTaxZone": False, "active": True}
    return [{**zone, **flags, "createdOn": since, "modifiedOn": since}]


def gl_accounts(since: str) -> list[Row]:
    rows = named("gl-account", tuple(name for _, name, _ in GL_ACCOUNTS), since)
    for row, (number, _, kind) in zip(rows, GL_ACCOUNTS, strict=True):
        row |= {"number": number, "type": kind, "subtype": kind, "source": "AccountingSystem"}
    return rows


def custom_fields(since: str) -> dict[str, list[Row]]:
    """Types of custom fields; their ids run on from table to table."""
    made: dict[str, list[Row]] = {}
    for table, names in CUSTOM_FIELDS.items():
        start = sum(map(len, made.values()))
        rows = [
            {"id": fixed("custom-field", start + n), "name": name} for n, name in enumerate(names)
        ]
        when = {"createdOn": since, "modifiedOn": since}
        made[table] = [row | {"dataType": "Text", "dataTypeOptions": None} | when for row in rows]
    return made


def job_reasons(since: str) -> dict[str, list[Row]]:
    cancel, hold = (
        named("cancel-reason", CANCEL_REASONS, since),
        named("hold-reason", HOLD_REASONS, since),
    )
    return {"jpm/job-cancel-reasons": cancel, "jpm/job-hold-reasons": hold}


def tables(since: str, year: int) -> dict[str, list[Row]]:
    statuses = named("project-status", PROJECT_STATUSES, since)
    reasons = named("call-reason", CALL_REASONS, since)
    tags = named("tag-type", TAGS, since)
    return {
        "settings/business-units": business_units(since),
        "settings/tag-types": [
            {**row, "color": "#2266CC", "code": row["name"][:3].upper()} for row in tags
        ],
        "jpm/job-types": job_types(since),
        "jpm/project-statuses": [{**row, "order": n} for n, row in enumerate(statuses)],
        "jpm/project-types": named(
            "project-type", ("Remodel", "New Construction"), since, description=""
        ),
        "jbce/call-reasons": [{**row, "isLead": n in {0, 4}} for n, row in enumerate(reasons)],
        "crm/booking-provider": named("provider", ("Website form",), since),
        "marketing/campaigns": campaigns(since),
        "marketing/categories": named(
            "campaign-category", CAMPAIGN_CATEGORIES, since, type="Regular"
        ),
        "marketing/costs": campaign_costs(year),
        "accounting/payment-types": named("payment-type", PAYMENT_TYPES, since),
        "accounting/payment-terms": payment_terms(since),
        "accounting/tax-zones": tax_zones(since),
        "equipment-systems/equipment-types": named("equipment-type", EQUIPMENT_TYPES, since),
        "accounting/gl-accounts": gl_accounts(since),
        **job_reasons(since),
        **custom_fields(since),
    }
