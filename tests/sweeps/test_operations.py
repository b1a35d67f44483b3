"""Every operation of ServiceTitan, called as a client calls it: valid calls pass, others do not."""

import pytest

from agent.catalogue import Entry
from agent.runners import schemas_of
from tests.sweeps.calls import Sweep, called, modules, operations, refusals, text_of

COUNT = 594

UNSHOWN = {
    **dict.fromkeys(
        [f"accounting_mark_{kind}_exported" for kind in ("ap_bills", "ap_credits", "ap_payments")]
        + [f"accounting_mark_{kind}_exported" for kind in ("credit_memos", "inventory_bills")]
        + [
            f"inventory_update_{kind}_custom_fields"
            for kind in ("adjustment", "receipt", "return", "transfer", "vendor")
        ]
        + [
            f"accounting_update_{kind}_custom_fields"
            for kind in ("ap_bill", "ap_credit", "ap_payment", "credit_memo", "inventory_bill")
        ]
        + [f"accounting_update_{kind}_custom_fields" for kind in ("invoice", "payment")]
        + ["inventory_cancel_purchase_order"],
        "not_done",
    ),
    **dict.fromkeys(
        [f"jpm_create_{kind}" for kind in ("budget_code", "budget_codes")]
        + [f"jpm_create_partial_{kind}" for kind in ("budget_code", "budget_codes")]
        + ["crm_set_customer_description", "crm_set_location_description"]
        + ["accounting_update_invoice_task", "telecom_update_call"]
        + ["accounting_create_journal_entry", "dispatch_assign_technician_skills"]
        + ["dispatch_create_gps_pings", "jpm_create_job_message", "jpm_create_project_message"]
        + ["jpm_set_appointment_summary", "reporting_cancel_report"]
        + [f"marketing_ads_attribute_{kind}" for kind in ("external_call", "job")]
        + [f"marketing_ads_attribute_{kind}" for kind in ("web_booking", "web_lead_form")],
        "unknown",
    ),
}
"""Writes whose example names no record of the company, or that it takes in and does not show."""

pytestmark = pytest.mark.timeout(60)


def test_there_are_as_many_as_servicetitan_publishes() -> None:
    assert len(operations()) == COUNT


@pytest.mark.parametrize("module", modules())
async def test_valid_calls_succeed(sweep: Sweep, module: str) -> None:
    failed: list[str] = []

    for entry in _of(module):
        problem = await _tried(sweep, entry)
        failed += [f"{entry.name}: {problem}"] if problem else []

    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("module", modules())
async def test_missing_and_mistyped_arguments_are_refused_unsent(sweep: Sweep, module: str) -> None:
    failed: list[str] = []

    for entry in _of(module):
        schema, _ = schemas_of(entry)
        for name, arguments in refusals(sweep.valid(entry), schema):
            before = sweep.sent
            answer = await called(sweep.silent, entry.name, arguments)
            told = text_of(answer)
            good = answer.is_error and f"{name}: received " in told and sweep.sent == before
            failed += [] if good else [f"{entry.name} without a good {name}: {told[:300]}"]

    assert not failed, "\n".join(failed)


def _of(module: str) -> list[Entry]:
    return [entry for entry in operations() if entry.category == module]


async def _tried(sweep: Sweep, entry: Entry) -> str | None:
    """What went wrong; None when the call ended as it should."""
    arguments = sweep.valid(entry)
    if entry.effect == "reads":
        answer = await called(sweep.silent, entry.name, arguments)
        return text_of(answer) if answer.is_error else None
    if entry.risk == "ordinary":
        return await _confirmed(sweep, entry, arguments)
    return await _approved(sweep, entry, arguments)


async def _confirmed(sweep: Sweep, entry: Entry, arguments: dict[str, object]) -> str | None:
    """An ordinary write: a preview first, then the same call with its confirmation."""
    writes = _writes(sweep)
    preview = await called(sweep.silent, entry.name, arguments)
    shown = preview.structured_content or {}
    if preview.is_error or shown.get("status") != "needs_confirmation":
        return f"no preview: {text_of(preview)[:500]}"
    if _writes(sweep) != writes:
        return "the preview was sent"
    confirmed = {**arguments, "confirmation": shown["confirmation"]}
    answer = await called(sweep.silent, entry.name, confirmed)
    return _ended(answer, sweep, writes, UNSHOWN.get(entry.name))


async def _approved(sweep: Sweep, entry: Entry, arguments: dict[str, object]) -> str | None:
    """A grave write: refused to who cannot ask a person, done once the person agrees."""
    writes = _writes(sweep)
    refused = await called(sweep.silent, entry.name, arguments)
    if not refused.is_error or _writes(sweep) != writes:
        return f"done without a person: {text_of(refused)[:500]}"
    answer = await sweep.asking.call_tool(
        "call_tool", {"name": entry.name, "arguments": arguments}, raise_on_error=False
    )
    return _ended(answer, sweep, writes, UNSHOWN.get(entry.name))


def _writes(sweep: Sweep) -> int:
    counts = sweep.company.desk.counts.items()
    reads = [key for key, _ in counts if key.startswith("GET ") or key.endswith("/getlist")]
    return sum(n for key, n in counts if key not in reads and "/tenant/" in key)


def _ended(answer: object, sweep: Sweep, writes: int, unshown: str | None) -> str | None:
    sent = _writes(sweep) - writes
    status = (getattr(answer, "structured_content", None) or {}).get("status")
    if status in {"done", unshown or "done"} and sent == 1:
        return None
    return f"{status}, sent {sent} times: {text_of(answer)[:500]}"
