"""An id that nobody knows never reaches the person who approves; one that ServiceTitan has does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastmcp import Client as McpClient

from agent.identity import set_principal
from sandbox.servicetitan.api.messages import Response
from tests.kit.changes import deafen, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import OWNER, World
from tests.sweeps.calls import called, text_of
from tests.tools.operations.test_matching import estimate, job, payment
from tests.tools.operations.test_references import UNKNOWN, requests
from tests.tools.operations.test_writing import confirmed
from tools.errors import BadArguments

REASONS = "GET jpm/job-cancel-reasons"


def cancelling(truth: Truth) -> Row:
    job = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]
    reason = truth.rows("jpm/job-cancel-reasons")[0]["id"]
    return {"id": job["id"], "body": {"reasonId": reason, "memo": "Moved away"}}


def tagging(truth: Truth) -> Row:
    someone = truth.rows("crm/customers", lambda row: row["active"])[0]
    return {"id": someone["id"], "tagTypeId": truth.rows("settings/tag-types")[0]["id"]}


def with_reason(call: Row) -> None:
    call["body"]["reasonId"] = UNKNOWN


def with_sku(call: Row) -> None:
    call["body"]["items"][0]["skuId"] = UNKNOWN


def with_invoice(call: Row) -> None:
    call["body"]["splits"][0]["invoiceId"] = UNKNOWN


def with_payment_type(call: Row) -> None:
    call["body"]["typeId"] = UNKNOWN


def with_tag(call: Row) -> None:
    call["tagTypeId"] = UNKNOWN


Made = Callable[[Truth], Row]
Spoil = Callable[[Row], None]
CASES: list[tuple[str, Made, Spoil, str, str, str]] = [
    ("jpm_cancel_job", cancelling, with_reason, "body.reasonId", "cancel reason",
     "jpm_list_job_cancel_reasons"),
    ("salestech_create_estimate", estimate, with_sku, "body.items[0].skuId", "pricebook item",
     "pricebook_list_discounts_and_fees"),
    ("accounting_update_payment", payment, with_invoice, "body.splits[0].invoiceId", "invoice",
     "accounting_list_invoices"),
    ("accounting_update_payment", payment, with_payment_type, "body.typeId", "payment type",
     "accounting_list_payment_types"),
    ("crm_add_customer_tag", tagging, with_tag, "tagTypeId", "tag type",
     "settings_list_tag_types"),
]  # fmt: skip


class Person:
    """Somebody who is asked about changes, remembers the questions and agrees to nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, question: str, *_: Any) -> dict[str, bool]:
        self.asked.append(question)
        return {"go_ahead": False}


async def told(world: World, person: Person, tool: str, arguments: Row) -> str:
    """What a real MCP client gets that can ask its user."""
    set_principal(OWNER)
    async with McpClient(world.server.mcp, elicitation_handler=person) as client:
        return text_of(await called(client, tool, arguments))


@pytest.mark.parametrize(("tool", "made", "spoil", "place", "word", "finder"), CASES)
async def test_an_unknown_id_is_told_before_anybody_is_asked(
    writing: World, truth: Truth, tool: str, made: Made, spoil: Spoil, place: str, word: str,
    finder: str,
) -> None:  # fmt: skip
    person, arguments = Person(), made(truth)
    spoil(arguments)

    message = await told(writing, person, tool, arguments)

    assert f"{place}: received {UNKNOWN}; ServiceTitan has no {word} with this id." in message
    assert finder in message.partition(" Find the right id with: ")[2]
    assert (person.asked, writes(writing.company)) == ([], [])


@pytest.mark.parametrize(("tool", "made"), {case[0]: case[:2] for case in CASES}.values())
async def test_a_person_is_asked_about_ids_that_exist(
    writing: World, truth: Truth, tool: str, made: Made
) -> None:
    person = Person()

    await told(writing, person, tool, made(truth))

    assert len(person.asked) == 1
    assert writes(writing.company) == []


async def test_a_tool_that_is_left_out_is_not_advised(writing: World, truth: Truth) -> None:
    arguments = cancelling(truth)
    with_reason(arguments)
    fewer = writing.variant(TOOLS_EXCLUDE="jpm_list_job_cancel_reasons")

    async with fewer.server.running():
        message = await told(fewer, Person(), "jpm_cancel_job", arguments)

    assert message.endswith("ServiceTitan has no cancel reason with this id.")


async def test_what_a_tool_made_a_second_ago_is_known(writing: World, truth: Truth) -> None:
    body = {"name": "Gate dog", "color": "#AA3300"}
    made = await confirmed(writing, "settings_create_tag_type", body=body)
    before = requests(writing)

    asked = await writing.ask(
        "crm_add_customer_tag", **{**tagging(truth), "tagTypeId": made.result["id"]}
    )

    assert asked.status == "needs_confirmation"
    assert requests(writing) - before == 1  # the customer whom the tag is put on


@pytest.mark.parametrize(
    ("table", "made", "tool", "key"),
    [
        ("servicetitan.st_job_cancel_reasons", cancelling, "jpm_cancel_job", "reasonId"),
        ("servicetitan.st_tag_types", tagging, "crm_add_customer_tag", "tagTypeId"),
    ],
)
async def test_what_only_a_list_of_servicetitan_has_is_known(
    writing: World, truth: Truth, table: str, made: Made, tool: str, key: str
) -> None:
    arguments = made(truth)
    named = {**arguments, **arguments.get("body", {})}[key]
    await writing.deps.db.raw(f"delete from {table} where st_id = $1 returning st_id", named)

    outcome = await writing.call(tool, **arguments)

    assert outcome.preview is not None


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: Response(403, b"{}"),
        lambda _: Response(404, b"{}"),
        lambda _: {"data": [], "hasMore": True, "page": 1, "pageSize": 1},
    ],
    ids=["forbidden", "not there for this tenant", "only a part"],
)
async def test_what_servicetitan_does_not_tell_is_left_to_it(
    writing: World, truth: Truth, answer: Callable[[Any], Any]
) -> None:
    arguments = cancelling(truth)
    with_reason(arguments)
    deafen(writing.company, REASONS, answer)

    outcome = await writing.call("jpm_cancel_job", **arguments)

    assert outcome.preview is not None


async def test_an_item_of_the_pricebook_may_be_of_any_kind(writing: World, truth: Truth) -> None:
    tables = ("services", "materials", "equipment", "discounts-and-fees")
    items = [{"skuId": truth.rows(f"pricebook/{one}")[0]["id"], "quantity": 1} for one in tables]
    arguments = estimate(truth)
    arguments["body"]["items"] = items

    outcome = await writing.call("salestech_create_estimate", **arguments)

    assert outcome.preview is not None


async def test_many_unknown_items_are_asked_for_together(writing: World, truth: Truth) -> None:
    arguments = estimate(truth)
    row = arguments["body"]["items"][0]
    arguments["body"]["items"] = [{**row, "skuId": UNKNOWN + n} for n in range(30)]
    before = requests(writing)

    with pytest.raises(BadArguments, match=rf"items\[29\]\.skuId: received {UNKNOWN + 29}"):
        await writing.ask("salestech_create_estimate", **arguments)

    assert requests(writing) - before == 4  # a list for each kind of item


async def test_an_id_larger_than_any_is_refused_without_a_request(
    writing: World, truth: Truth
) -> None:
    arguments = cancelling(truth)
    arguments["body"]["reasonId"] = 2**63
    before = requests(writing)

    with pytest.raises(BadArguments, match=r"body\.reasonId: .* a whole number of at most"):
        await writing.ask("jpm_cancel_job", **arguments)

    assert requests(writing) == before


async def test_zero_is_no_record_where_one_must_be_named(writing: World, truth: Truth) -> None:
    """ServiceTitan takes it for none where a record may be named, and then only."""
    arguments = cancelling(truth)
    arguments["body"]["reasonId"] = 0

    with pytest.raises(BadArguments, match=r"body\.reasonId: received 0; ServiceTitan has no"):
        await writing.ask("jpm_cancel_job", **arguments)

    spare = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]
    outcome = await writing.call("jpm_update_job", id=spare["id"], body={"soldById": 0})
    assert outcome.preview is not None


def without_technician(truth: Truth) -> Row:
    call = job(truth)
    call["body"]["appointments"] = [{**call["body"]["appointments"][0], "technicianIds": [0]}]
    return call


def without_field(truth: Truth) -> Row:
    call = job(truth)
    call["body"]["customFields"] = [{"typeId": 0, "value": "blue"}]
    return call


@pytest.mark.parametrize(
    ("tool", "made", "place"),
    [
        ("jpm_create_job", without_technician, r"body\.appointments\[0\]\.technicianIds"),
        ("jpm_create_job", without_field, r"body\.customFields\[0\]\.typeId"),
    ],
)
async def test_zero_is_none_in_lists_of_ids_and_in_rows_either(
    writing: World, truth: Truth, tool: str, made: Made, place: str
) -> None:
    with pytest.raises(BadArguments, match=rf"{place}: received 0; ServiceTitan has no"):
        await writing.ask(tool, **made(truth))


async def test_an_unknown_pay_line_is_told_before_anybody_is_asked(writing: World) -> None:
    person = Person()

    told_so = await told(writing, person, "payroll_delete_gross_pay_item", {"id": UNKNOWN})

    assert f"id: received {UNKNOWN}; ServiceTitan has no gross pay item with this id." in told_so
    assert "payroll_list_gross_pay_items" in told_so
    assert (person.asked, writes(writing.company)) == ([], [])


def changed_item(truth: Truth) -> Row:
    open_one = truth.rows("salestech/estimates", lambda row: row["items"] and row["active"])[0]
    sku = truth.rows("pricebook/services", lambda row: row["active"])[0]["id"]
    return {"id": open_one["id"], "body": {"id": UNKNOWN, "skuId": sku, "quantity": 2}}


def changed_line(truth: Truth) -> Row:
    bill = truth.rows("accounting/invoices", lambda row: row["items"])[0]["id"]
    return {"invoiceId": bill, "body": {"id": UNKNOWN, "description": "Anode rod", "quantity": 2}}


def removed_line(truth: Truth) -> Row:
    return {"invoiceId": changed_line(truth)["invoiceId"], "itemId": UNKNOWN}


def rows_of_a(table: str) -> Made:
    """Lines sent with the record that has them: its first one, and one that it lacks."""

    def made(truth: Truth) -> Row:
        row = truth.rows(table, lambda one: one["items"] and one.get("syncStatus") != "Exported")[0]
        first = {"id": row["items"][0]["id"], "quantity": 1, "description": "Anode rod"}
        return {"id": row["id"], "body": {"items": [first, {**first, "id": UNKNOWN}]}}

    return made


def arrived(truth: Truth) -> Row:
    order = truth.rows("inventory/purchase-orders", lambda one: one["items"])[0]
    [first, *_] = order["items"]
    kept = {"skuId": first["skuId"], "quantity": 1, "cost": 2}
    rows = [{**kept, "purchaseOrderItemId": key} for key in (first["id"], UNKNOWN)]
    body = {
        "purchaseOrderId": order["id"], "dateReceived": "2026-03-11T12:00:00Z", "tax": 0,
        "shipping": 0, "items": rows,
    }  # fmt: skip
    return {"body": body}


@pytest.mark.parametrize(
    ("tool", "made", "place"),
    [
        ("accounting_update_invoice", rows_of_a("accounting/invoices"), "body.items[1].id"),
        ("salestech_upsert_estimate_item", changed_item, "body.id"),
        ("accounting_save_invoice_item", changed_line, "body.id"),
        ("accounting_delete_invoice_item", removed_line, "itemId"),
    ],
)
async def test_a_line_that_the_record_lacks_is_told_before_anybody_is_asked(
    writing: World, truth: Truth, tool: str, made: Made, place: str
) -> None:
    person = Person()

    told_so = await told(writing, person, tool, made(truth))

    assert f"{place}: received {UNKNOWN}; the record has no line with this id" in told_so
    assert re.search(r"Its lines: [0-9, ]+\.$", told_so)
    assert (person.asked, writes(writing.company)) == ([], [])


async def test_goods_arrive_for_lines_of_their_order_only(writing: World, truth: Truth) -> None:
    person, arguments = Person(), arrived(truth)
    [known, _] = arguments["body"]["items"]

    told_so = await told(writing, person, "inventory_receive_purchase_order", arguments)

    place = "body.items[1].purchaseOrderItemId"
    assert f"{place}: received {UNKNOWN}; allowed: a line of the purchase order" in told_so
    assert str(known["purchaseOrderItemId"]) in told_so
    assert "body.items[0]" not in told_so
    assert (person.asked, writes(writing.company)) == ([], [])


async def test_a_pay_line_made_a_second_ago_is_known(writing: World, truth: Truth) -> None:
    line = truth.rows("payroll/gross-pay-items")[0]
    body = {name: line[name] for name in ("payrollId", "activityCodeId")}
    body |= {"amount": "12.50", "date": "2026-03-10T12:00:00Z"}
    made = await confirmed(writing, "payroll_create_gross_pay_item", body=body)
    await writing.deps.db.raw(
        "delete from servicetitan.st_gross_pay_items where st_id = $1 returning st_id",
        made.result["id"],
    )

    outcome = await writing.call("payroll_delete_gross_pay_item", id=made.result["id"])

    assert outcome.preview is not None


async def test_before_the_first_sync_no_pay_line_is_called_unknown(writing: World) -> None:
    await writing.deps.db.raw(
        "delete from servicetitan.sync_state where entity = $1 returning entity",
        "servicetitan.st_gross_pay_items",
    )

    outcome = await writing.call("payroll_delete_gross_pay_item", id=UNKNOWN)

    assert outcome.preview is not None


async def test_the_seventh_stranger_is_looked_for_too(writing: World, truth: Truth) -> None:
    customers = [row["id"] for row in truth.rows("crm/customers", lambda row: row["active"])[:6]]
    await writing.deps.db.raw(
        "delete from servicetitan.st_customers where st_id = any($1) returning st_id", customers
    )
    tag = truth.rows("settings/tag-types")[0]["id"]
    body = {"customerIds": [*customers, UNKNOWN], "tagTypeIds": [tag]}

    with pytest.raises(BadArguments, match="customerIds: received 4242") as refused:
        await writing.ask("crm_add_tags_to_customers", body=body)

    assert len(refused.value.faults) == 1
