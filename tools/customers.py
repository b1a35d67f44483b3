"""Customers: find one, see what was done for them, create one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tools.changes import Change, Written, accepted, written
from tools.deps import DEPS, Deps
from tools.errors import Ambiguous, NotFound
from tools.freshness import as_of
from tools.hints import whose_id
from tools.logic.comparing import same
from tools.logic.terms import containing, digits, street_of, swapped_back
from tools.mirror import store_written
from tools.registry import reads, writes
from tools.results import (
    Answer,
    Counted,
    Listed,
    Rows,
    in_company_time,
    listed,
    offset_of,
    plain,
    rows_of,
    total_of,
)
from tools.servicetitan.crm.customer_contacts import CustomerContacts
from tools.servicetitan.crm.customers import CreateCustomerRequest, Customers, NewLocation
from tools.servicetitan.crm.location_contacts import LocationContacts
from tools.servicetitan.crm.locations import Locations
from tools.servicetitan.crm.shared import CustomerAddressBody, NewCustomerContact
from tools.types import Cursor, CustomerId, Limit, Moment, Money, Term, Untrusted


class Customer(BaseModel):
    """A customer as lists show them."""

    id: int
    name: Untrusted | None
    type: str | None = Field(description="Residential or Commercial.")
    active: bool | None
    phone: Untrusted | None
    email: Untrusted | None
    street: Untrusted | None
    city: Untrusted | None
    state: str | None
    zip: str | None
    balance: Money | None = Field(description="What the customer owes, in dollars.")
    do_not_service: bool | None
    merged_to_id: int | None = Field(description="The customer this one was merged into.")


class FoundCustomer(Customer):
    """A customer, and where of theirs a search for an address led to."""

    other_street: Untrusted | None = Field(
        description="Street of a location of theirs that fits, where it is not their own address."
    )


class _CustomerRow(FoundCustomer, Counted):
    pass


@reads
async def search_customers(
    term: Term,
    include_inactive: Annotated[
        bool, Field(description="Also inactive customers and those merged into others.")
    ] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
    deps: Deps = DEPS,
) -> Listed[FoundCustomer]:
    """Customers whose name, phone, e-mail, address or id fits, best first.

    Names may be misspelt; phone numbers may be partial (the last four digits or more). Addresses
    are the customers' own and those of their locations.
    """
    offset = offset_of(cursor, "search_customers")
    known = {"include_inactive": include_inactive, "limit": limit, "offset": offset}
    rows = await _fitting(deps, term.strip(), known)
    if not rows and (meant := await _name_meant(deps, term.strip())):
        rows = await _fitting(deps, meant, known)
    fresh = await as_of(deps, "st_customers", "st_customer_contacts", "st_locations")
    found = [plain(FoundCustomer, row) for row in rows]
    return listed(found, total=total_of(rows, offset), offset=offset, as_of=fresh)


async def _fitting(deps: Deps, term: str, known: dict[str, Any]) -> list[_CustomerRow]:
    place = containing(street_of(term))
    asked = {"term": term, "pattern": containing(term), "place": place, "digits": digits(term)}
    return await deps.db.many(_CustomerRow, "search_customers", **asked, **known)


class _Word(BaseModel):
    word: str


async def _name_meant(deps: Deps, term: str) -> str | None:
    """The name that is meant by one too little like it to be found as it is.

    A lone word is one with two letters swapped; of several words most may be misspelt.
    """
    if len(term.split()) > 1:
        nearest = await deps.db.maybe(_Word, "nearest_name", term=term)
        return nearest.word if nearest else None
    if not (words := swapped_back(term)):
        return None
    found = await deps.db.maybe(_Word, "name_as_borne", words=words)
    return found.word if found else None


class CustomerTotals(BaseModel):
    """What was done for a customer, billed and paid."""

    jobs: int
    completed_jobs: int
    invoiced: Money
    paid: Money
    outstanding: Money = Field(description="Sum of the open balances of their invoices.")
    last_completed_on: Moment | None


class HistoryEntry(BaseModel):
    """One thing that happened with a customer."""

    kind: Literal["job", "estimate", "invoice", "payment"]
    id: int
    number: str | None
    at: datetime | None
    status: str | None
    amount: Money | None
    text: Untrusted | None


class _HistoryRow(HistoryEntry, Counted):
    pass


class CustomerHistory(Answer):
    """A customer with everything that was done for them."""

    customer: Customer
    totals: CustomerTotals
    history: Rows[HistoryEntry]


@reads
async def get_customer_history(
    customer_id: CustomerId, limit: Limit = 50, cursor: Cursor = None, deps: Deps = DEPS
) -> CustomerHistory:
    """A customer's jobs, estimates, invoices and payments, newest first, with exact totals."""
    customer = await deps.db.maybe(Customer, "customer_by_id", customer=customer_id)
    if customer is None:
        message = f"There is no customer {customer_id} in the mirror. Search by name or phone."
        raise NotFound(message + await whose_id(deps, customer_id))
    offset = offset_of(cursor, "get_customer_history")
    rows = await deps.db.many(
        _HistoryRow,
        "customer_history",
        customer=customer_id,
        zone=deps.zone.key,
        limit=limit,
        offset=offset,
    )
    totals = await deps.db.one(CustomerTotals, "customer_totals", customer=customer_id)
    entries = [in_company_time(plain(HistoryEntry, row), deps.zone) for row in rows]
    tables = ("st_customers", "st_jobs", "st_estimates", "st_invoices", "st_payments")
    return CustomerHistory(
        customer=customer,
        totals=in_company_time(totals, deps.zone),
        history=rows_of(entries, total=total_of(rows, offset), offset=offset),
        as_of=await as_of(deps, *tables),
    )


class CreatedCustomer(BaseModel):
    """A customer that ServiceTitan now has."""

    id: int
    name: str
    location_ids: list[int]
    contact_ids: list[int]


@writes
async def create_customer(
    name: Annotated[str, Field(min_length=2, max_length=200, description="Full name.")],
    street: Annotated[str, Field(min_length=1, max_length=200, description="Street and number.")],
    city: Annotated[str, Field(min_length=1, max_length=100, description="City.")],
    state: Annotated[str, Field(min_length=2, max_length=50, description="State, such as FL.")],
    zip_code: Annotated[str, Field(min_length=3, max_length=20, description="Postal code.")],
    type: Annotated[
        Literal["Residential", "Commercial"], Field(description="Kind of customer.")
    ] = "Residential",
    phone: Annotated[str | None, Field(max_length=50, description="Mobile or other phone.")] = None,
    email: Annotated[
        str | None,
        Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", description="E-mail address."),
    ] = None,
    unit: Annotated[str | None, Field(max_length=50, description="Unit or suite.")] = None,
    country: Annotated[str, Field(max_length=50, description="Country.")] = "USA",
    allow_duplicate: Annotated[
        bool, Field(description="Create even though name, phone or e-mail is known already.")
    ] = False,
    deps: Deps = DEPS,
) -> Written[CreatedCustomer]:
    """Create a customer in ServiceTitan with one location at the same address.

    Asks back when a customer with this name, phone or e-mail exists already.
    """
    address = CustomerAddressBody(
        street=street, unit=unit, city=city, state=state, zip=zip_code, country=country
    )
    contacts = _contacts(phone, email)
    place = NewLocation(name=name, address=address, contacts=contacts)
    wanted = CreateCustomerRequest(
        name=name, type=type, address=address, locations=[place], contacts=contacts
    )
    if not allow_duplicate:
        await _refuse_duplicates(deps, name, phone, email)
    change = Change(
        action=f"Create the customer {name!r} at {street}, {city}",
        target="crm/customers/(new)",
        before={},
        after=wanted.model_dump(mode="json", by_alias=True, exclude_none=True),
    )
    await deps.gate.confirm(change)
    since = deps.lately()
    known = await _alike(deps, wanted, since) if allow_duplicate else []
    return await written(
        change,
        lambda: _create(deps, wanted),
        lambda: _created_already(deps, wanted, since, known),
        lambda made: made.lacking if isinstance(made, _Seen) else [],
    )


def _contacts(phone: str | None, email: str | None) -> list[NewCustomerContact]:
    phones = [NewCustomerContact(type="MobilePhone", value=phone)] if phone else []
    emails = [NewCustomerContact(type="Email", value=email)] if email else []
    return phones + emails


async def _refuse_duplicates(deps: Deps, name: str, phone: str | None, email: str | None) -> None:
    known = await deps.db.rows(
        "possible_duplicates", name=name, digits=digits(phone or ""), email=email or ""
    )
    if known:
        names = ", ".join(f"{row['name']} ({row['id']})" for row in known)
        message = (
            f"Already known with this name, phone or e-mail: {names}. Nothing was changed. "
            "Use that customer, or pass allow_duplicate=true."
        )
        raise Ambiguous(message)


class _Seen(CreatedCustomer):
    """The same with what of the customer came out otherwise than it was sent."""

    lacking: list[str] = Field(exclude=True)


async def _create(deps: Deps, wanted: CreateCustomerRequest) -> _Seen:
    created = await Customers(deps.st).create_customer(wanted)
    with accepted():
        return await _read_back(deps, created["id"], wanted)


async def _read_back(deps: Deps, customer_id: int, wanted: CreateCustomerRequest) -> _Seen:
    """The new customer with locations and contacts as ServiceTitan has it, kept in the mirror."""
    customer = await Customers(deps.st).get_customer(customer_id)
    locations = await Locations(deps.st).list_locations(customer_id=customer_id)
    contacts = await CustomerContacts(deps.st).list_contacts_by_customers(
        customer_ids=[customer_id]
    )
    people, places = contacts.get("data", []), locations.get("data", [])
    if places:
        on_site = await LocationContacts(deps.st).list_contacts_by_locations(
            location_ids=[place["id"] for place in places]
        )
        await store_written(deps, "st_location_contacts", on_site.get("data", []))
    await store_written(deps, "st_customers", [customer])
    await store_written(deps, "st_locations", places)
    await store_written(deps, "st_customer_contacts", people)
    return _Seen(
        id=customer["id"],
        name=customer["name"],
        location_ids=[place["id"] for place in places],
        contact_ids=[person["id"] for person in people],
        lacking=_lacking(wanted, {**customer, "locations": places, "contacts": people}),
    )


def _lacking(wanted: CreateCustomerRequest, shown: Mapping[str, Any]) -> list[str]:
    """The fields of a new customer that ServiceTitan shows otherwise."""
    sent = wanted.model_dump(mode="json", by_alias=True, exclude_none=True)
    for place in sent["locations"]:
        del place["contacts"]  # they are shown with the customer's
    return [name for name, value in sent.items() if not same(value, shown.get(name))]


async def _created_already(
    deps: Deps, wanted: CreateCustomerRequest, since: datetime, known: Sequence[int]
) -> _Seen | None:
    """The customer that a lost answer may have made, and that was not known before."""
    fresh = [one for one in await _alike(deps, wanted, since) if one not in known]
    return await _read_back(deps, fresh[0], wanted) if fresh else None


async def _alike(deps: Deps, wanted: CreateCustomerRequest, since: datetime) -> list[int]:
    """Customers of the same name and street that were created lately."""
    page = await Customers(deps.st).list_customers(
        name=wanted.name, street=wanted.address.street, created_on_or_after=since
    )
    return [row["id"] for row in page.get("data", []) if row.get("name") == wanted.name]
