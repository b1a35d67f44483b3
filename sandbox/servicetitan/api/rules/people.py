"""Customers, locations, contacts, leads and bookings."""

from dataclasses import replace
from typing import Any

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.filters import chosen
from sandbox.servicetitan.api.lists import check_parents, in_order, list_rows, paged
from sandbox.servicetitan.api.messages import Response, conflict, invalid, json_response, not_found
from sandbox.servicetitan.api.rules.common import (
    must_know,
    noted,
    row_of,
    rows_where,
    set_tags,
    tagged,
)
from sandbox.servicetitan.api.writes import add, answer, change, merged, save
from sandbox.servicetitan.company.ids import guid
from sandbox.servicetitan.company.people import PREFERENCES


def create_customer(call: Call) -> Response:
    """A customer comes with at least one location; contacts go where they were sent."""
    box, body = call.box, call.body
    if not body["locations"]:
        raise invalid({"locations": ["At least one location is required."]})
    fields = {
        name: value
        for name, value in merged({}, body).items()
        if name not in {"locations", "contacts"}
    }
    customer = add(
        box, "crm/customers", balance=0.0, **({"type": "Residential", "taxExempt": False} | fields)
    )
    contacts = [
        new_contact(box, "crm/customers/contacts", "customerId", customer["id"], one)
        for one in body.get("contacts") or []
    ]
    places = [new_location(box, customer["id"], one) for one in body["locations"]]
    return answer(call, {**customer, "contacts": contacts, "locations": places})


def new_location(box: Box, customer: int, body: Row) -> Row:
    fields = {
        name: value
        for name, value in merged({}, body).items()
        if name not in {"contacts", "customerId"}
    }
    place = add(box, "crm/locations", customerId=customer, taxExempt=False, **fields)
    ways = [
        new_contact(box, "crm/locations/contacts", "locationId", place["id"], one)
        for one in body.get("contacts") or []
    ]
    return {**place, "contacts": ways}


def new_contact(box: Box, table: str, field: str, owner: int, body: Row) -> Row:
    number = body["value"] if body["type"] != "Email" else ""
    settings = {
        "phoneSettings": {"phoneNumber": number, "doNotText": False},
        "preferences": dict.fromkeys(PREFERENCES, True),
    }
    return add(
        box,
        table,
        **{field: owner},
        memo=body.get("memo"),
        type=body["type"],
        value=body["value"],
        **settings,
    )


def create_location(call: Call) -> Response:
    return answer(call, new_location(call.box, call.body["customerId"], call.body))


def customer_contacts(call: Call) -> Response:
    if not row_of(call, "crm/customers")["active"]:
        raise conflict("The customer is inactive.")
    return list_rows(call)


def add_customer_contact(call: Call) -> Response:
    customer = row_of(call, "crm/customers")
    return answer(
        call,
        new_contact(call.box, "crm/customers/contacts", "customerId", customer["id"], call.body),
    )


def add_location_contact(call: Call) -> Response:
    place = row_of(call, "crm/locations")
    return answer(
        call, new_contact(call.box, "crm/locations/contacts", "locationId", place["id"], call.body)
    )


def bulk_tags(call: Call) -> Response:
    box, body = call.box, call.body
    for key in body["customerIds"]:
        row = box.table("crm/customers").get(key) or {}
        set_tags(
            box, "crm/customers", row, body["tagTypeIds"], on=call.route.operation.verb == "PUT"
        )
    return Response()


def person(call: Call, table: str, **fields: Any) -> Row:
    """The newer contact records have GUIDs and say by whom they were changed."""
    box, author = call.box, call.box.pick("settings/employees", 0)
    row = {
        "id": guid(box.new_id(), 5),
        "createdOn": box.stamp(),
        "createdBy": author,
        "modifiedBy": author,
        **fields,
    }
    return save(box, table, row)


def create_person(call: Call) -> Response:
    return answer(call, person(call, "crm/contacts", isArchived=False, **call.body))


def create_method(call: Call) -> Response:
    owner = row_of(call, "crm/contacts", "contactId")
    return answer(
        call, person(call, "crm/contacts/contact-methods", contactId=owner["id"], **call.body)
    )


def delete_person(call: Call) -> Response:
    """Every link goes with the contact."""
    row = row_of(call, "crm/contacts")
    for table in ("crm/contacts/contact-methods", "crm/contacts/relationships"):
        for child in rows_where(call.box, table, "contactId", row["id"]):
            call.box.table(table).remove(child["id"])
    call.box.table("crm/contacts").remove(row["id"])
    return Response()


def link_person(call: Call) -> Response:
    contact = row_of(call, "crm/contacts", "contactId")
    slug = call.path["typeSlug"]
    person(
        call, "crm/contacts/relationships", contactId=contact["id"],
        relatedEntityId=call.path["relatedEntityId"],
        typeSlug=slug, typeName=str(slug).title(),
    )  # fmt: skip
    return Response()


def unlink_person(call: Call) -> Response:
    contact = row_of(call, "crm/contacts", "contactId")
    for row in rows_where(call.box, "crm/contacts/relationships", "contactId", contact["id"]):
        if row["relatedEntityId"] == call.path["relatedEntityId"]:
            call.box.table("crm/contacts/relationships").remove(row["id"])
    return Response()


def people_related(call: Call) -> Response:
    """Contacts linked to a customer or location; an unknown one has none."""
    key = call.path["relationshipId"]
    links = rows_where(call.box, "crm/contacts/relationships", "relatedEntityId", key)
    linked = {row["contactId"] for row in links}
    route = replace(call.route, table="crm/contacts", parents={}, parent_tables={})
    people = replace(call, route=route)
    ids = people.table.ids
    return paged(people, in_order(people, [p for p in chosen(people) if ids[p] in linked]))


def prefer_technician(call: Call) -> Response:
    place = row_of(call, "crm/locations")
    must_know(
        call.box, "settings/technicians", [call.path["preferredTechnicianId"]], "technicianId"
    )
    save(
        call.box,
        "crm/locations",
        place | {"preferredTechnicianId": call.path["preferredTechnicianId"]},
    )
    return Response()


def preferred_technician(call: Call) -> Response:
    place = row_of(call, "crm/locations")
    return json_response(
        place.get("preferredTechnicianId") or call.box.pick("settings/technicians", place["id"])
    )


def dismissed(table: str) -> Any:
    def handler(call: Call) -> Response:
        row = row_of(call, table)
        provider = call.path.get("booking_provider")  # text in this one operation
        if provider and provider != str(row["bookingProviderId"]):
            raise not_found(f"Booking provider {provider} was not found.")
        if row["status"] == "Converted":
            raise conflict("Already converted.")
        change(
            call.box,
            table,
            row["id"],
            status="Dismissed",
            dismissingReasonId=call.body.get("dismissingReasonId"),
        )
        return Response()

    return handler


def create_lead(call: Call) -> Response:
    return answer(
        call, add(call.box, "crm/leads", status="Open", **({"priority": "Normal"} | call.body))
    )


def lead_form(call: Call) -> Response:
    lead = add(
        call.box, "crm/leads", status="Open", priority="Normal",
        leadCustomerName=call.body["name"], summary=call.body.get("summary"),
        campaignId=call.box.pick("marketing/campaigns", 4), leadPhone=call.body.get("phoneNumber"),
        leadEmail=call.body.get("email"),
    )  # fmt: skip
    return json_response({"leadId": lead["id"]})


def follow_up(call: Call) -> Response:
    lead = row_of(call, "crm/leads")
    change(call.box, "crm/leads", lead["id"], followUpDate=call.body["followUpDate"])
    return answer(call, {"pinToTop": False, **call.body, "leadId": lead["id"]})


def create_booking(call: Call) -> Response:
    check_parents(call)
    kinds = call.box.facts.schema("crm", "Crm.V2.CustomerType")["enum"]
    if call.body.get("customerType") not in {None, *kinds}:  # declared as any text
        raise invalid({"customerType": [f"One of {', '.join(kinds)} is expected."]})
    fields = {
        "status": "New",
        "start": call.box.stamp(),
        "bookingProviderId": call.path["booking_provider"],
        **call.body,
    }
    contacts = fields.pop("contacts", None) or []
    made = add(call.box, "crm/bookings", **fields)
    for one in contacts:
        new_contact(call.box, "crm/bookings/contacts", "bookingId", made["id"], one)
    return answer(call, made)


RULES = {
    "POST crm/customers": create_customer,
    "GET crm/customers/{id}/contacts": customer_contacts,
    "POST crm/customers/{id}/contacts": add_customer_contact,
    "POST crm/locations/{id}/contacts": add_location_contact,
    "POST crm/locations": create_location,
    "POST crm/customers/{id}/notes": noted("crm/customers/notes", "crm/customers", "customerId"),
    "POST crm/locations/{id}/notes": noted("crm/locations/notes", "crm/locations", "locationId"),
    "POST crm/leads/{id}/notes": noted("crm/leads/notes", "crm/leads", "leadId"),
    "POST crm/customers/{id}/tags/{tagTypeId}": tagged("crm/customers", on=True),
    "DELETE crm/customers/{id}/tags/{tagTypeId}": tagged("crm/customers", on=False),
    "POST crm/locations/{id}/tags/{tagTypeId}": tagged("crm/locations", on=True),
    "DELETE crm/locations/{id}/tags/{tagTypeId}": tagged("crm/locations", on=False),
    "PUT crm/tags": bulk_tags,
    "DELETE crm/tags": bulk_tags,
    "POST crm/contacts": create_person,
    "DELETE crm/contacts/{id}": delete_person,
    "POST crm/contacts/{contactId}/contact-methods": create_method,
    "GET crm/contacts/relationships/{relationshipId}": people_related,
    "POST crm/contacts/{contactId}/relationships/{relatedEntityId}/{typeSlug}": link_person,
    "DELETE crm/contacts/{contactId}/relationships/{relatedEntityId}/{typeSlug}": unlink_person,
    "GET crm/locations/{id}/preferredtechnician": preferred_technician,
    "POST crm/locations/{id}/preferredtechnician/{preferredTechnicianId}": prefer_technician,
    "POST crm/leads": create_lead,
    "POST crm/leads/form": lead_form,
    "POST crm/leads/{id}/dismiss": dismissed("crm/leads"),
    "POST crm/leads/{id}/follow-up": follow_up,
    "POST crm/booking-provider/{booking_provider}/bookings": create_booking,
    "POST crm/booking-provider/{booking_provider}/bookings/{id}/dismiss": dismissed("crm/bookings"),
}
