"""What a write names must be there: an unknown id is a conflict, wherever in a body it stands."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.servicetitan import running
from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import NOW, Client

MODULES = sorted(load().modules)
UNKNOWN = 4_242_424_242
READS = "reads, and finds nothing for what does not exist"
BY_ITEM = "answers for each item by itself"
UNLISTED = "no operation lists what it names"
REASONS = {
    **dict.fromkeys(("billIds", "inventoryBillIds", "apCreditId", "apPaymentId"), BY_ITEM),
    "creditMemoId": BY_ITEM,
    "Invoices_MarkAsExported invoiceId": BY_ITEM,
    **dict.fromkeys(("Capacity_GetList businessUnitIds", "Capacity_GetList jobTypeId"), READS),
    "existingJobAppointmentId": READS,
    "JobEquipment_DetachBulk equipmentIds": "what is not attached stays so",
    "callId": "the path says which call",
    "versionId": "counts the versions of an entry",
    **dict.fromkeys(
        (
            *("itemGroupRootId", "itemGroupParentId", "parentItemId", "purchaseOrderItemId"),
            *("shipmentItemId", "workflowActionItemId", "saleTaskId", "renewalMembershipTaskId"),
            *("durationBillingId", "paymentMethodId", "cancellationBalanceInvoiceId"),
            *("dismissingReasonId", "serviceDaysIds", "equipmentTypeId", "templateId"),
            *("customFieldTypeIds", "partnerLeadCallId", "parentMessageId", "laborTypeId"),
            *("nonJobEventAssignmentId", "proposalTypeId", "proposalTypeOptionId", "typeId"),
        ),
        UNLISTED,
    ),
}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """One company for all of these: refused writes leave it as it was."""
    with running(customers=30, seed=3, now=NOW) as server, Client(server) as made:
        yield made


def places(
    module: str, node: Any, path: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Where a body may name rows by their id: the way there, and one or several ids."""
    whole = load().resolve(module, node)
    for name, sub in whole.get("properties", {}).items():
        inner = load().resolve(module, sub)
        kind = load().resolve(module, inner.get("items", {})).get("type", inner.get("type"))
        if name.endswith(("Id", "Ids", "IdList")) and kind == "integer":
            yield (*path, name), [UNKNOWN] if inner.get("type") == "array" else UNKNOWN
        elif len(path) < 4:
            yield from places(module, sub, (*path, name))
    if whole.get("type") == "array" and len(path) < 4:
        yield from places(module, whole["items"], (*path, 0))


def filled(
    client: Client, module: str, node: Any, held: Any, path: tuple[Any, ...], value: Any
) -> Any:
    """A body with one value set, and around it whatever is required."""
    facts, whole = load(), load().resolve(module, node)
    if not path:
        return value
    if isinstance(path[0], int):
        inner = filled(client, module, whole["items"], held[0] if held else None, path[1:], value)
        return [inner, *(held or [])[1:]]
    fields = whole["properties"]
    sample = client.box.box.samples.value
    needed = {
        name: sample(module, {**facts.resolve(module, fields[name]), "nullable": False}, name, 1, 0)
        for name in whole.get("required", [])
    }
    made = needed if held is None else dict(held)
    return made | {
        path[0]: filled(client, module, fields[path[0]], made.get(path[0]), path[1:], value)
    }


@pytest.mark.parametrize("module", MODULES)
def test_a_body_that_names_nothing_is_refused(client: Client, module: str) -> None:
    taken = []
    for operation in load().modules[module].operations:
        if operation.verb == "GET" or operation.body is None:
            continue
        op = {"op": f"{module}/{operation.op}"}
        for path, value in places(module, operation.body):
            names = {str(path[-1]), f"{operation.op} {path[-1]}"}
            if names & set(REASONS):
                continue
            found = client.http.get("/_sandbox/examples", params=op).json()[0]
            body = filled(client, module, operation.body, found["body"], path, value)
            more: dict[str, Any] = {"params": found["query"], "headers": client.headers}
            answer = client.http.request(found["method"], found["path"], json=body, **more)
            if answer.is_success or f"{UNKNOWN} " not in answer.text:
                taken.append(f"{operation.op} {path}: {answer.status_code} {answer.text[:90]}")

    assert not taken, "\n".join(taken)


def test_zero_names_nothing_where_a_body_must_name_something(client: Client) -> None:
    taken = []
    for operation in (one for one in load().operations if one.body and one.verb != "GET"):
        whole = load().resolve(operation.module, operation.body or {})
        for name in (one for one in whole.get("required", []) if one.endswith("Id")):
            node = load().resolve(operation.module, whole["properties"][name])
            if node["type"] != "integer" or {name, f"{operation.op} {name}"} & set(REASONS):
                continue
            op = {"op": f"{operation.module}/{operation.op}"}
            found = client.http.get("/_sandbox/examples", params=op).json()[0]
            more: dict[str, Any] = {"params": found["query"], "headers": client.headers}
            body = {**found["body"], name: 0}
            answer = client.http.request(found["method"], found["path"], json=body, **more)
            if answer.is_success or " 0 " not in answer.text:
                taken.append(f"{operation.op} {name}: {answer.status_code} {answer.text[:90]}")

    assert taken == []


def test_a_technicians_own_skills_are_those_given_last(client: Client) -> None:
    first, second = client.rows("dispatch/v2/technician-skills")[:2]
    giver, taker = first["technicianId"], second["technicianId"]

    def held(technician: int) -> list[str]:
        row = client.get(f"settings/v2/technicians/{technician}").json()
        return [str(skill["id"]) for skill in row["skills"]]

    given = {"technicianId": taker, "skillIds": [int(first["id"])], "replaceExistingSkills": True}
    assert client.send("PATCH", "dispatch/v2/technician-skills", given).status_code == 200
    assert (held(taker), held(giver)) == ([first["id"]], [])

    new = {"technicianId": giver, "name": "Welding", "active": True}
    made = client.send("POST", "dispatch/v2/technician-skills", new).json()
    assert held(giver) == [made["id"]]
    assert client.ask("DELETE", f"dispatch/v2/technician-skills/{made['id']}").status_code == 200
    assert held(giver) == []


def test_an_unknown_booking_provider_is_not_found(client: Client) -> None:
    found = client.http.get("/_sandbox/examples", params={"op": "crm/Bookings_Create"}).json()[0]
    known = found["values"]["booking_provider"]
    path = "crm/v2/booking-provider/{}/bookings"

    assert client.send("POST", path.format(known), found["body"]).status_code == 200
    assert client.send("POST", path.format(UNKNOWN), found["body"]).status_code == 404
    assert client.get(path.format(known)).json()["data"]
    assert client.get(path.format(UNKNOWN)).status_code == 404
