"""Rows about people and places: customers, locations, contacts, notes, leads, bookings."""

from collections.abc import Iterator

from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.family import Family, mix
from sandbox.servicetitan.company.ids import fixed, guid
from sandbox.servicetitan.company.reference import BUSINESS_UNITS, JOB_TYPES, Row
from sandbox.servicetitan.company.words import NOTES

TableRow = tuple[str, Row]
Way = tuple[int, str, str, bool]  # offset of the id, kind, value, active
OLD_NUMBER = 12  # offset of the number kept with the customer only
PREFERENCES = (
    "jobRemindersEnabled",
    "marketingUpdatesEnabled",
    "invoiceStatementNotification",
    "invoiceNotification",
    "statementNotification",
)


def customers(family: Family) -> Iterator[TableRow]:
    yield "crm/customers", customer(family)


def locations(family: Family) -> Iterator[TableRow]:
    for number in range(family.places):
        yield "crm/locations", location(family, number)


def customer(family: Family) -> Row:
    chance = mix(family.seed, family.index, 30)
    return {
        "id": family.id,
        "active": family.active,
        "name": family.name,
        "type": "Commercial" if family.commercial else "Residential",
        "address": family.address(),
        "customFields": [{"typeId": fixed("custom-field", 0), "name": "Source", "value": "web"}]
        if chance % 8 == 0
        else [],
        "balance": family.balance / 100,
        "taxExempt": family.exempt,
        "tagTypeIds": [fixed("tag-type", chance % 8)] if chance % 5 == 0 else [],
        "doNotMail": chance % 19 == 0,
        "doNotService": chance % 101 == 0,
        "nationalAccount": chance % 211 == 0,
        "createdOn": clock.stamp(family.created, family.ticks),
        "createdById": fixed("employee", chance % 3),
        "modifiedOn": clock.stamp(family.modified, family.ticks),
        "mergedToId": None if family.merged is None else family.id - 1_000,
        "paymentTermId": fixed("payment-term", chance % 3),
        "creditLimit": None,
        "creditLimitBalance": None,
        "externalData": [],
    }


def location(family: Family, number: int) -> Row:
    chance = mix(family.seed, family.index, 31 + number)
    created = family.created + number * clock.DAY
    return {
        "id": family.location(number),
        "customerId": family.owner,
        "active": family.active or family.merged is not None,
        "name": family.place_name(number),
        "address": family.address(number),
        "customFields": [],
        "createdOn": clock.stamp(min(created, family.planner.now - 1), family.ticks),
        "createdById": fixed("employee", chance % 3),
        "modifiedOn": clock.stamp(
            min(created + chance % clock.DAY, family.planner.now - 1), family.ticks
        ),
        "mergedToId": None,
        "zoneId": fixed("zone", family.zone),
        "taxExempt": family.exempt,
        "tagTypeIds": [],
        "externalData": [],
        "taxZoneId": fixed("tax-zone", 0),
    }


def method(id_: int, kind: str, value: str, moment: str, *, quiet: bool, active: bool) -> Row:
    number = value if kind != "Email" else ""
    return {
        "id": id_,
        "type": kind,
        "value": value,
        "memo": None,
        "phoneSettings": {"phoneNumber": number, "doNotText": quiet},
        "createdOn": moment,
        "modifiedOn": moment,
        "preferences": dict.fromkeys(PREFERENCES, True),
        "active": active,
    }


def contacts(family: Family) -> Iterator[TableRow]:
    """Ways to reach the customer and its first location, and the newer person record."""
    ways = list(family.people())
    created = clock.stamp(family.created, family.ticks)
    for offset, kind, value, active in ways:
        quiet = mix(family.seed, family.index, offset) % 13 == 0
        shown = method(family.id + offset, kind, value, created, quiet=quiet, active=active)
        yield "crm/customers/contacts", {**shown, "customerId": family.owner}
        if offset != OLD_NUMBER:
            place = {"id": family.id + offset + 5, "locationId": family.location(0)}
            yield "crm/locations/contacts", {**shown, **place}
    if ways:
        author = fixed("employee", 0)
        stamps = {"createdOn": created, "modifiedOn": created}
        yield from person(family, ways, {**stamps, "createdBy": author, "modifiedBy": author})


def person(family: Family, ways: list[Way], stamps: Row) -> Iterator[TableRow]:
    """The contact record that may belong to many customers, with its methods and its link."""
    key = guid(family.id)
    name = {"referenceId": None, "name": family.name, "title": None, "isArchived": False}
    yield "crm/contacts", {"id": key, **name, **stamps}
    for offset, kind, value, active in ways:
        if active:
            way = {"id": guid(family.id + offset, 1), "contactId": key, "type": kind}
            rest = {"value": value, "referenceId": None, "memo": None}
            yield "crm/contacts/contact-methods", {**way, **rest, **stamps}
    link = {"id": guid(family.id, 2), "contactId": key, "relatedEntityId": family.owner}
    kinds = {"typeName": "Customer", "typeSlug": "customer"}
    yield "crm/contacts/relationships", {**link, **kinds, **stamps}


def note(id_: int, text: str, moment: int, author: int, *, pinned: bool = False) -> Row:
    when = clock.stamp(moment)
    return {
        "id": id_,
        "text": text,
        "isPinned": pinned,
        "createdById": author,
        "createdOn": when,
        "modifiedOn": when,
        "active": True,
    }


def notes(family: Family) -> Iterator[TableRow]:
    chance = mix(family.seed, family.index, 40)
    author = fixed("employee", chance % 5)
    if chance % 4 == 0:
        text = note(
            family.id + 22,
            NOTES[chance % len(NOTES)],
            family.created + 60,
            author,
            pinned=chance % 8 == 0,
        )
        yield "crm/customers/notes", {**text, "customerId": family.id}
    if chance % 6 == 1:
        text = note(family.id + 23, NOTES[(chance >> 4) % len(NOTES)], family.created + 90, author)
        yield "crm/locations/notes", {**text, "locationId": family.location(0)}


def leads(family: Family) -> Iterator[TableRow]:
    chance = mix(family.seed, family.index, 50)
    kind = (chance >> 5) % len(JOB_TYPES)
    wants: Row = {
        "jobTypeId": fixed("job-type", kind),
        "businessUnitId": fixed("business-unit", JOB_TYPES[kind][1]),
    }
    since = family.planner.now - chance % (240 * clock.DAY) - clock.HOUR
    when = {
        "createdOn": clock.stamp(since, 1_000_000),
        "modifiedOn": clock.stamp(since + 1800, 1_000_000),
    }
    source = {
        "campaignId": fixed("campaign", chance % 6),
        "priority": "Normal",
        "summary": f"Asked about {BUSINESS_UNITS[0][1].lower()} work",
    }
    if chance % 11 == 0:
        status = ("Open", "Open", "Converted", "Dismissed")[(chance >> 3) % 4]
        place = {
            "customerId": family.owner,
            "locationId": family.location(0),
            "createdById": fixed("employee", 1),
        }
        follow = clock.stamp(since + 3 * clock.DAY) if status == "Open" else None
        more: Row = {"tagTypeIds": [], "followUpDate": follow, "active": True}
        yield (
            "crm/leads",
            {"id": family.id + 20, "status": status, **place, **wants, **source, **when, **more},
        )
    if chance % 13 == 0:
        yield "crm/bookings", {**booking(family, chance), **wants, **source, **when}


def booking(family: Family, chance: int) -> Row:
    return {
        "id": family.id + 21,
        "source": "Website",
        "name": family.name,
        "address": {
            key: value
            for key, value in family.address().items()
            if key not in {"latitude", "longitude"}
        },
        "customerType": "Commercial" if family.commercial else "Residential",
        "start": clock.stamp(family.planner.now + chance % (6 * clock.DAY)),
        "isFirstTimeClient": not family.jobs,
        "uploadedImages": [],
        "isSendConfirmationEmail": True,
        "status": ("New", "Converted", "Dismissed")[(chance >> 7) % 3],
        "dismissingReasonId": None,
        "jobId": None,
        "externalId": f"web-{family.index}",
        "bookingProviderId": fixed("provider", 0),
        "active": True,
    }
