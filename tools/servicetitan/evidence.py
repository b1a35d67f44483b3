"""Where a write shows that changes many records, or one that its path does not lead to.

A write that is not here and has no record of its own leaves no trace that the API can show, and
ends as unknown: GPS pings are taken in and never given out, messages of jobs and projects have no
list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic_core import to_jsonable_python

from tools.logic.comparing import same
from tools.servicetitan.board import BOARD
from tools.servicetitan.looking import (
    Answers,
    Evidence,
    Maker,
    adding,
    asked,
    body_of,
    by_ids,
    rows_by_id,
)
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.refusals import confirmed_in
from tools.servicetitan.siblings import rows_of
from tools.servicetitan.silences import SILENCED
from tools.servicetitan.types import Download


def evidence_of(call: BoundCall, answer: Any) -> Evidence | None:
    """What shows this write; some can only be found by the ids in its answer."""
    maker = MAKERS.get(call.operation.key)
    return maker(call, to_jsonable_python(answer, fallback=str)) if maker else None


def _fields(reader: str) -> Maker:
    """Custom fields of several records: their values, by name."""

    def make(call: BoundCall, _: Any) -> Evidence | None:
        wanted = [
            (str(one["objectId"]), pair["name"], pair.get("value"))
            for one in body_of(call)["operations"]
            for pair in one.get("customFields") or []
        ]

        def missing(answers: Answers) -> list[str]:
            rows = rows_by_id(answers)
            return [
                f"{name} of {key}"
                for key, name, value in wanted
                if key not in rows or value != _field(rows, key, name)
            ]

        calls = by_ids(call, reader, (key for key, _, _ in wanted))
        return Evidence(calls, missing, len(wanted)) if wanted else None

    return make


def _field(rows: Mapping[str, Mapping[str, Any]], key: str, name: str) -> Any:
    pairs = rows.get(key, {}).get("customFields") or []
    return next((one.get("value") for one in pairs if one.get("name") == name), None)


def _status(reader: str, ids: Callable[[Any], Iterable[Any]], status: str | None = None) -> Maker:
    """Records whose accounting status becomes the one sent, or Exported."""

    def make(call: BoundCall, answer: Any) -> Evidence | None:
        body = body_of(call)
        keys = [str(key) for key in ids(body)]
        wanted = str(body["status"]) if status is None else status

        def missing(answers: Answers) -> list[str]:
            rows = rows_by_id(answers)
            return [key for key in keys if _sync_state(rows.get(key, {})) != wanted]

        if not keys:
            return None
        shown = by_ids(call, reader, keys)
        return Evidence(shown, missing, len(keys), sure=False, confirmed=confirmed_in(answer))

    return make


def _sync_state(row: Mapping[str, Any]) -> Any:
    state = row.get("syncStatus", row.get("status"))
    return state.get("name") if isinstance(state, Mapping) else state


def _tagged(*, there: bool) -> Maker:
    """Tags on several customers, or taken off them."""

    def make(call: BoundCall, _: Any) -> Evidence | None:
        body = body_of(call)
        keys = [str(key) for key in body["customerIds"]]
        tags = set(body["tagTypeIds"])

        def missing(answers: Answers) -> list[str]:
            rows = rows_by_id(answers)
            held = {key: tags & set(rows.get(key, {}).get("tagTypeIds") or []) for key in keys}
            return [key for key in keys if held[key] != (tags if there else set())]

        shown = by_ids(call, "list_customers", keys)
        return Evidence(shown, missing, len(keys)) if keys else None

    return make


def _rated(call: BoundCall, _: Any) -> Evidence | None:
    """A rating sent for a technician and a job, in either of the two ways."""
    body = body_of(call)
    value = float(body.get("value", body.get("rating")))
    places = call.path_params or {name: body[name] for name in ("technicianId", "jobId")}
    shown = asked(call, "list_technician_ratings", **places)

    def missing(answers: Answers) -> list[str]:
        values = [row.get("rating") for answer in answers for row in rows_of(answer)]
        there = [float(one) for one in values if one is not None]
        told = (
            f"which is {', '.join(f'{one:g}' for one in there)}" if there else "which is not there"
        )
        return [] if value in there else [f"the rating, {told}"]

    return Evidence((shown,), missing, 1)


def _related(call: BoundCall, _: Any) -> Evidence | None:
    """A contact person's link to another record, one more or taken away."""
    contact, *pair = (call.path_params[n] for n in ("contactId", "relatedEntityId", "typeSlug"))
    shown = asked(call, "list_contact_relationships", contactId=contact)

    def alike(answers: Answers) -> Counter[str]:
        there = ([str(one["relatedEntityId"]), one["typeSlug"]] for one in rows_of(answers[0]))
        return Counter("the link" for one in there if one == pair)

    if call.operation.method == "POST":
        made = adding((shown,), Counter(["the link"]), alike)
        return replace(made, about=lambda found: {"links like it": alike(found).total()})
    return Evidence((shown,), lambda found: [*alike(found)], 1)


def _cancelled(call: BoundCall, _: Any) -> Evidence | None:
    """A report that was stopped is not found any more; looking before would fetch its rows."""
    shown = asked(call, "get_report_result", token=call.path_params["token"])

    def missing(answers: Answers) -> list[str]:
        return [] if answers[0] is None else ["the report, which goes on"]

    return Evidence((shown,), missing, 1, sure=False, beforehand=False)


def _attached(*, there: bool) -> Maker:
    """Equipment that joins what a job has already, or leaves the rest on it."""

    def make(call: BoundCall, _: Any) -> Evidence | None:
        wanted = list(dict.fromkeys(body_of(call)["equipmentIds"]))
        shown = asked(call, "get_job_equipment", id=call.path_params["id"])

        def missing(answers: Answers) -> list[str]:
            held = (answers[0] or {}).get("equipmentIds") or []
            return [f"equipment {one}" for one in wanted if (one in held) is not there]

        return Evidence((shown,), missing, len(wanted)) if wanted else None

    return make


def _detached(call: BoundCall, _: Any) -> Evidence | None:
    shown = asked(call, "get_job", id=call.path_params["jobId"])
    return Evidence((shown,), lambda found: ["the job"] if found[0].get("projectId") else [], 1)


def _made(reader: str, key: str) -> Maker:
    """A record that only the answer names, with the values that were sent."""

    def make(call: BoundCall, answer: Any) -> Evidence | None:
        made = answer.get(key) if isinstance(answer, Mapping) else None
        if made is None:
            return None
        sent = {name: one for name, one in body_of(call).items() if one is not None}

        def differing(found: Answers) -> list[str]:
            return [n for n, one in sent.items() if n in found[0] and not same(one, found[0][n])]

        def unseen(found: Answers) -> list[str]:
            return sorted(name for name in sent if name not in (found[0] or {}))

        def missing(found: Answers) -> list[str]:
            return [] if found[0] else [f"{key} {made}"]

        shown = (asked(call, reader, id=made),)
        return Evidence(shown, missing, 1, differing=differing, unseen=unseen)

    return make


def _credited(call: BoundCall, _: Any) -> Evidence | None:
    """A credit memo's amounts on invoices; each time it is applied there is one more."""
    sent = [one for one in body_of(call).get("splits") or [] if one and one.get("invoiceId")]
    wanted = Counter(_part(one["invoiceId"], one.get("amount")) for one in sent)
    shown = by_ids(call, "list_credit_memos", [call.path_params["id"]])

    def alike(answers: Answers) -> Counter[str]:
        parts = [part for memo in rows_by_id(answers).values() for part in memo["appliedTo"] or []]
        return Counter(_part(one["appliedTo"], one["appliedAmount"]) for one in parts)

    def left(answers: Answers) -> dict[str, Any]:
        memos = [memo for memo in rows_by_id(answers).values() if "balance" in memo]
        return {"balance": memos[0]["balance"]} if memos else {}

    return replace(adding(shown, wanted, alike), about=left) if wanted else None


def _part(invoice: Any, amount: Any) -> str:
    return f"{Decimal(str(amount or 0)).normalize():f} on invoice {invoice}"


def _subtask(call: BoundCall, _: Any) -> Evidence | None:
    """One more among the subtasks of its task."""
    body, shown = body_of(call), asked(call, "get_task", id=call.path_params["id"])

    def alike(answers: Answers) -> Counter[str]:
        rows = ((answers[0] or {}).get("subTasksData") or {}).get("subTasks")
        return Counter("the subtask" for row in rows_of(rows) if same(body, row))

    return adding((shown,), Counter(["the subtask"]), alike, sure=False)


def _codes(call: BoundCall, answer: Any) -> Evidence | None:
    """New budget codes by the ids of the answer; a single one is made of what was sent."""
    told = answer if isinstance(answer, Mapping) else {}
    codes = told.get("codes") or [told["code"]] if told.get("codes") or told.get("code") else []
    keys = [str(one["id"]) for one in codes]
    if not keys:
        return None
    shown = by_ids(call, "list_budget_codes", keys, "budgetCodeIds")
    parts = _segment_items(body_of(call) or {})

    def missing(answers: Answers) -> list[str]:
        rows = rows_by_id(answers)
        odd = [key for key in keys if key in rows and parts and _segment_items(rows[key]) != parts]
        return [*(key for key in keys if key not in rows), *(f"the items of {key}" for key in odd)]

    return Evidence(shown, missing, len(keys), sure=False)


def _segment_items(code: Mapping[str, Any]) -> set[Any]:
    """What a budget code is made of, as it is sent or shown."""
    items = code.get("segmentItemIds") or [
        one.get("segmentItemId") for one in code.get("segments") or []
    ]
    return set(items) - {None}


def _markup(call: BoundCall, answer: Any) -> Evidence | None:
    """A markup range under the id in the answer, with the values that were sent."""
    made = answer.get("data") if isinstance(answer, Mapping) else None
    if not isinstance(made, Mapping) or made.get("id") is None:
        return None
    sent = {name: value for name, value in body_of(call).items() if name != "id"}

    def missing(answers: Answers) -> list[str]:
        there = (answers[0] or {}).get("data") or {}
        return [name for name, value in sent.items() if not same(value, there.get(name))]

    return Evidence((asked(call, "get_materials_markup", id=made["id"]),), missing, len(sent))


def _kept(reader: str) -> Maker:
    """A file in ServiceTitan's storage: something comes back from the answer's path."""

    def make(call: BoundCall, answer: Any) -> Evidence | None:
        path = answer.get("path") if isinstance(answer, Mapping) else None
        if not path or not call.files:
            return None

        def missing(answers: Answers) -> list[str]:
            there = isinstance(answers[0], Download) and answers[0].content
            return [] if there else ["the file"]

        return Evidence((asked(call, reader, path=path),), missing, 1, sure=False)

    return make


def _named(field: str) -> Callable[[Any], Iterable[Any]]:
    return lambda body: body.get(field) or []


def _each(field: str) -> Callable[[Any], Iterable[Any]]:
    return lambda body: [one[field] for one in body]


_EXPORTED = "Exported"
MAKERS: Mapping[str, Maker] = {
    **BOARD,
    **SILENCED,
    **{
        f"{module}_update_{kind}_custom_fields": _fields(f"list_{kind}s")
        for module, kinds in {
            "accounting": ("ap_bill", "ap_credit", "ap_payment", "credit_memo", "inventory_bill"),
            "inventory": ("adjustment", "receipt", "return", "transfer", "vendor"),
        }.items()
        for kind in kinds
    },
    "accounting_update_invoice_custom_fields": _fields("list_invoices"),
    "accounting_update_payment_custom_fields": _fields("list_payments"),
    "accounting_apply_credit_memo": _credited,
    "accounting_mark_ap_bills_exported": _status("list_ap_bills", _named("billIds"), _EXPORTED),
    "accounting_mark_ap_credits_exported": _status(
        "list_ap_credits", _each("apCreditId"), _EXPORTED
    ),
    "accounting_mark_ap_payments_exported": _status(
        "list_ap_payments", _each("apPaymentId"), _EXPORTED
    ),
    "accounting_mark_bank_deposits_exported": _status(
        "list_bank_deposits", _named("ids"), _EXPORTED
    ),
    "accounting_mark_credit_memos_exported": _status(
        "list_credit_memos", _each("creditMemoId"), _EXPORTED
    ),
    "accounting_mark_inventory_bills_exported": _status(
        "list_inventory_bills", _named("inventoryBillIds"), _EXPORTED
    ),
    "accounting_mark_invoices_exported": _status("list_invoices", _each("invoiceId"), _EXPORTED),
    "accounting_set_payment_statuses": _status("list_payments", _named("paymentIds")),
    "crm_add_tags_to_customers": _tagged(there=True),
    "crm_remove_tags_from_customers": _tagged(there=False),
    "crm_create_contact_relationship": _related,
    "crm_delete_contact_relationship": _related,
    "crm_submit_lead_form": _made("get_lead", "leadId"),
    "customer_interactions_rate_technician_on_job": _rated,
    "customer_interactions_rate_technician": _rated,
    "equipment_systems_upload_attachment": _kept("download_attachment"),
    "findings_upload_asset": _kept("download_asset"),
    "pricebook_upload_image": _kept("download_image"),
    "jpm_attach_job_equipment": _attached(there=True),
    "jpm_detach_many_job_equipment": _attached(there=False),
    "jpm_create_budget_code": _codes,
    "jpm_create_budget_codes": _codes,
    "jpm_create_partial_budget_code": _codes,
    "jpm_create_partial_budget_codes": _codes,
    "jpm_detach_job_from_project": _detached,
    "memberships_sell_membership": _made("get_membership", "customerMembershipId"),
    "pricebook_create_materials_markup": _markup,
    "reporting_cancel_report": _cancelled,
    "task_management_create_subtask": _subtask,
}
"""Operation → what shows it."""
