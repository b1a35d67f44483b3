"""The state that an action without values leaves its record in, by the record's own fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.logic.comparing import same
from tools.servicetitan.operation import BoundCall
from tools.wording import plainly


@dataclass(frozen=True)
class State:
    """A field's value after the action, or the value it no longer has."""

    field: str
    value: object
    left: bool = False
    """True where the action takes the record out of this state."""

    def reached(self, record: Mapping[str, Any]) -> bool | None:
        """None where the record does not show the field."""
        if self.field not in record:
            return None
        return (_plain(record[self.field]) == self.value) is not self.left


TELLING = (
    *("number", "jobNumber", "name", "status", "jobStatus", "requestStatus", "active"),
    *("start", "end", "summary", "total", "isConfirmed"),
)
"""Fields that show what an action without values is about."""
STATES: Mapping[str, State] = {
    "crm_dismiss_booking": State("status", "Dismissed"),
    "crm_dismiss_lead": State("status", "Dismissed"),
    "inventory_approve_purchase_order_request": State("requestStatus", "Approved"),
    "inventory_reject_purchase_order_request": State("requestStatus", "Rejected"),
    "inventory_cancel_purchase_order": State("status", "Canceled"),
    "inventory_cancel_receipt": State("active", value=False),
    "inventory_cancel_return": State("status", "Canceled"),
    "jpm_cancel_job": State("jobStatus", "Canceled"),
    "jpm_complete_job": State("jobStatus", "Completed"),
    "jpm_hold_job": State("jobStatus", "Hold"),
    "jpm_remove_job_cancellation": State("jobStatus", "Canceled", left=True),
    "jpm_confirm_appointment": State("isConfirmed", value=True),
    "jpm_remove_appointment_confirmation": State("isConfirmed", value=False),
    "jpm_hold_appointment": State("status", "Hold"),
    "jpm_remove_appointment_hold": State("status", "Hold", left=True),
    "memberships_reopen_recurring_service_event": State("status", "Won", left=True),
    "salestech_dismiss_estimate": State("status", "Dismissed"),
    "salestech_sell_estimate": State("status", "Sold"),
    "salestech_unsell_estimate": State("status", "Sold", left=True),
}
SHOWN = frozenset({
    "accounting_set_journal_entry_sync_status",
    "crm_create_lead_follow_up",
    "jpm_reschedule_appointment",
    "jpm_set_special_instructions",
    "memberships_complete_recurring_service_event",
})  # fmt: skip
"""Actions whose values the record above shows under the names they are sent by."""
UNSEEN = frozenset({"jpm_create_job_message", "jpm_create_project_message"})
"""Messages have no list."""
_SWITCHES: Mapping[str, tuple[str, Mapping[object, bool | None]]] = {
    "dispatch_set_arrival_window_active": ("isActive", {True: True, False: False}),
    "settings_change_employee_account": ("action", {"Activate": True, "Deactivate": False}),
    "settings_change_technician_account": ("action", {"Activate": True, "Deactivate": False}),
}
"""What is sent, and whether the record is active afterwards."""


def reached(call: BoundCall, record: object) -> bool | None:
    """Whether the record is in the state that the action brings; None where no field tells."""
    state = STATES.get(call.operation.key) or _switched(call)
    return state.reached(record) if state and isinstance(record, Mapping) else None


def leaves_a_state(call: BoundCall) -> bool:
    """Whether an action takes its record out of a state, and with it what belonged to that."""
    state = STATES.get(call.operation.key)
    return state is not None and state.left


def switched_by(call: BoundCall) -> str:
    """The field that switches a record on or off and is shown under another name."""
    return _SWITCHES.get(call.operation.key, ("", {}))[0]


def _switched(call: BoundCall) -> State | None:
    field, values = _SWITCHES.get(call.operation.key, ("", {}))
    sent = call.body.get(field) if isinstance(call.body, Mapping) else None
    active = values.get(sent)
    return None if active is None else State("active", active)


def leaves_a_trace(call: BoundCall) -> bool:
    """Whether the record above an action shows it at all."""
    if call.operation.key in _SWITCHES:
        return _switched(call) is not None  # an invitation leaves its account as it is
    return call.operation.key not in UNSEEN


def moved(before: Any, after: Any) -> str:
    """What an action changed of the record's telling fields."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ""
    moved = [
        f"{name} {plainly(_plain_word(before[name]))} → {plainly(_plain_word(after[name]))}"
        for name in TELLING
        if name in before and name in after and not same(before[name], after[name])
    ]
    return f" Now: {', '.join(moved)}." if moved else ""


def _plain_word(value: Any) -> Any:
    return value.get("name", value) if isinstance(value, Mapping) else value


def _plain(value: Any) -> Any:
    return value.get("name") if isinstance(value, Mapping) else value
