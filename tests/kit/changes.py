"""The three writing tools as cases: what to call, on which record, and how it shows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sandbox.servicetitan import Server as Company
from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response, json_response
from tests.kit.truth import Row, Truth

Handler = Callable[[Call], Response]


@dataclass(frozen=True, eq=False)
class Case:
    """One change that a writing tool makes."""

    tool: str
    path: str
    """Part of the address that the writing request goes to."""
    table: str
    """Where the company shows the change."""
    arguments: Callable[[Truth], Row]
    shows: Callable[[Row, Row], bool]
    """Whether a row shows the change of these arguments."""
    other: Row
    """Arguments that make it another change."""

    def done(self, truth: Truth, arguments: Row) -> int:
        """How often the company has the change."""
        return sum(self.shows(row, arguments) for row in truth.rows(self.table))

    def __str__(self) -> str:
        return self.tool


def open_visit(truth: Truth) -> Row:
    return next(row for row in truth.visits() if row["status"] == "Scheduled")


def _new_customer(_: Truth) -> Row:
    return {
        "name": "Iris Quintanilla", "street": "7 Heron Way", "city": "Tampa", "state": "FL",
        "zip_code": "33601", "phone": "(813) 111-0199", "email": "iris@quintanilla.example",
    }  # fmt: skip


CREATE = Case(
    "create_customer",
    "/crm/v2/",
    "crm/customers",
    _new_customer,
    lambda row, sent: row["name"] == sent["name"],
    {"street": "8 Heron Way"},
)
NOTE = Case(
    "add_job_note",
    "/notes",
    "jpm/jobs/notes",
    lambda truth: {"job_id": open_visit(truth)["jobId"], "text": "Gate code is 4411 — ring twice"},
    lambda row, sent: row["text"] == sent["text"] and row["jobId"] == sent["job_id"],
    {"text": "Gate code is 4412"},
)
MOVE = Case(
    "reschedule_appointment",
    "/reschedule",
    "jpm/appointments",
    lambda truth: {
        "appointment_id": open_visit(truth)["id"],
        "start": "2026-03-25T13:00:00+00:00",
    },
    lambda row, sent: row["id"] == sent["appointment_id"] and row["start"][:13] == "2026-03-25T13",
    {"start": "2026-03-26T13:00:00+00:00"},
)
CASES = (CREATE, NOTE, MOVE)


def writes(company: Company) -> list[Row]:
    """Every request that could change something, token requests left out."""
    return [
        entry
        for entry in company.requests()
        if entry["method"] != "GET" and entry["path"] != "/connect/token"
    ]


def deafen(company: Company, operation: str, answer: Callable[[Call], Any]) -> None:
    """Let an operation of the company answer so and change nothing, until the next reset."""
    app = company.desk.app
    for route in company.box.router.routes:
        if f"{route.operation.verb} {route.operation.module}/{route.resource}" == operation:
            app.handlers[route.operation.key] = lambda call: _said(answer(call))


def losing(company: Company, operation: str, lose: Callable[[Row], Row]) -> None:
    """Let an operation of the company do only what is left of its body, and answer as always."""
    app = company.desk.app
    for route in company.box.router.routes:
        if f"{route.operation.verb} {route.operation.module}/{route.resource}" == operation:
            app.handlers[route.operation.key] = _partial(app.handler(route), lose)


def _partial(real: Handler, lose: Callable[[Row], Row]) -> Handler:
    return lambda call: real(replace(call, body=lose(call.body)))


def _said(answer: Any) -> Response:
    return answer if isinstance(answer, Response) else json_response(answer)
