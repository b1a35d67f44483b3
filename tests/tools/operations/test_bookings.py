"""A booking that is sent in with phones and e-mails."""

import pytest

from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

NEW = "POST crm/booking-provider/{booking_provider}/bookings"
CONTACTS = [
    {"type": "Phone", "value": "(813) 555-0142"},
    {"type": "Email", "value": "ann@example.com", "memo": "in the evening"},
]


def booking(truth: Truth) -> Row:
    provider = truth.rows("crm/bookings")[0]["bookingProviderId"]
    body = {
        "source": "Website",
        "name": "Ann Lee",
        "summary": "The heater is cold",
        "isFirstTimeClient": True,
        "externalId": "web-1",
        "contacts": CONTACTS,
    }
    return {"booking_provider": provider, "body": body}


async def test_the_contacts_of_a_new_booking_are_read_back(writing: World, truth: Truth) -> None:
    made = await confirmed(writing, "crm_create_booking", **booking(truth))

    assert made.status == "done"
    assert "not checked" not in made.summary
    assert "contacts" not in made.result


@pytest.mark.parametrize("kept", [[], CONTACTS[:1]])
async def test_contacts_that_a_new_booking_lacks_are_told(
    writing: World, truth: Truth, kept: list[Row]
) -> None:
    losing(writing.company, NEW, lambda sent: {**sent, "contacts": kept})

    made = await confirmed(writing, "crm_create_booking", **booking(truth))

    assert made.status == "partly"
    assert "shows other values for contacts" in made.summary
