"""What memberships promise: types of plans, their prices, discounts and visits."""

from typing import Final

from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.reference import TRADES, Row

MEMBERSHIPS: Final = ("Pool Care Plan", "Electrical Safety Plan")
PRICE: Final = {
    "duration": 12, "billingFrequency": "Annual",
    "salePrice": 199.0, "billingPrice": 199.0, "renewalPrice": 189.0,
}  # fmt: skip
TYPES: Final = "memberships/membership-types"


def discount(number: int) -> Row:
    return {"targetId": fixed("category", number), "discount": 10.0}


def promised(number: int) -> Row:
    """The visit that a plan includes."""
    return {
        "membershipTypeId": fixed("membership-type", number),
        "recurringServiceTypeId": fixed("recurring-type", number),
        "offset": 6, "offsetType": "Months", "allocation": 0.0,
    }  # fmt: skip


def membership_type(number: int) -> Row:
    return {
        "id": fixed("membership-type", number), "name": MEMBERSHIPS[number],
        "displayName": MEMBERSHIPS[number], "discountMode": "Basic", "discount": 10.0,
        "locationTarget": "SingleLocation", "revenueRecognitionMode": "PointOfSale",
        # A null element inside durationBilling is what the API really sends at times.
        "durationBilling": [PRICE, None], "discounts": [discount(number)],
        "recurringServices": [promised(number)], "tagTypeIds": [fixed("tag-type", number)],
    }  # fmt: skip


def visit_type(number: int) -> Row:
    return {
        "id": fixed("recurring-type", number), "name": f"{TRADES[number]} check",
        "recurrenceType": "Monthly", "recurrenceInterval": 6,
        "recurrenceMonths": ["April", "October"], "durationType": "Continuous",
        "durationLength": 0, "priority": "Normal",
        "businessUnitId": fixed("business-unit", number * 2),
        "jobTypeId": fixed("job-type", (0, 7)[number]),
    }  # fmt: skip


def tables(since: str) -> dict[str, list[Row]]:
    """Types of plans, and below them the same prices, discounts and visits as rows."""
    when = {"active": True, "createdOn": since, "modifiedOn": since}
    count = range(len(MEMBERSHIPS))
    below = {
        "duration-billing-items": [PRICE for _ in count],
        "discounts": [discount(n) for n in count],
        "recurring-service-items": [promised(n) for n in count],
    }
    return {
        TYPES: [membership_type(n) | when for n in count],
        "memberships/recurring-service-types": [visit_type(n) | when for n in range(len(TRADES))],
        **{
            f"{TYPES}/{name}": [
                {"id": fixed("plan-part", 10 * place + n), **row, **when,
                 "membershipTypeId": fixed("membership-type", n)}
                for n, row in enumerate(rows)
            ]
            for place, (name, rows) in enumerate(below.items())
        },
    }  # fmt: skip
