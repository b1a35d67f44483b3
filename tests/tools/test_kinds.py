"""The rule of each kind of value, for curated tools and ServiceTitan's operations alike."""

import json
from typing import Any

import pytest

from agent.catalogue import load_catalogue
from agent.runners import runner_of
from tools.errors import BadArguments

CATALOGUE = load_catalogue()
WHOLE = "a whole number, such as 12"
NUMBER = "a number, such as 12.50"
TRUTH = "true or false"
DAY = "a day, such as 2026-03-01"
TIME = "a time with its zone, such as 2026-03-01T09:00:00Z"
GUID = "a GUID, such as 5f0c2b1e-8d3a-4c6b-9e7f-1a2b3c4d5e6f"
SECONDS = 1_760_000_000

PLACES: dict[str, list[tuple[str, dict[str, Any], str]]] = {
    "whole": [
        ("search_jobs", {}, "limit"),
        ("jpm_list_jobs", {}, "customerId"),
        ("dispatch_assign_technicians", {"body": {"technicianIds": [7]}}, "body.jobAppointmentId"),
    ],
    "choice": [("marketing_reputation_list_reviews", {}, "reportType")],
    "number": [("crm_update_customer", {"id": 7}, "body.creditLimit")],
    "truth": [
        ("add_job_note", {"job_id": 7, "text": "Hello there"}, "pin_to_top"),
        ("jpm_list_jobs", {}, "includeTotal"),
        ("crm_update_customer", {"id": 7}, "body.doNotMail"),
    ],
    "day": [
        ("get_dispatch_board", {}, "day"),
        ("search_jobs", {}, "created_from"),
        ("accounting_list_credit_memos", {}, "dateBefore"),
        ("accounting_update_invoice", {"id": 7}, "body.dueDate"),
    ],
    "time": [
        ("reschedule_appointment", {"appointment_id": 7}, "start"),
        ("reschedule_appointment", {"appointment_id": 7, "start": "2026-03-01T09:00Z"}, "end"),
        ("jpm_list_jobs", {}, "createdBefore"),
        ("jpm_reschedule_appointment", {"id": 7}, "body.start"),
    ],
    "guid": [
        ("jpm_get_job", {"id": 7}, "externalDataApplicationGuid"),
        ("crm_get_contact", {}, "id"),
    ],
}
REFUSED: dict[str, tuple[str, list[Any]]] = {
    "whole": (WHOLE, [True, False, 1.5, "1.5", "12.0", "1_000", " 7", "0x1", "", "many", [], {}]),
    "choice": ("0, 1 or 2", [True, False, "true", 3, "3", "9" * 30, 1.5, "1.5", " 1", "", [], {}]),
    "number": (NUMBER, [True, "1_000.5", " 7", "NaN", "Infinity", "", "many", [], {}]),
    "truth": (TRUTH, [1, 0, 2, 1.0, "1", "0", "yes", "no", "on", "t", "", [], {}]),
    "day": (
        DAY,
        [
            *(SECONDS, float(SECONDS), str(SECONDS), True, "20260301", "tomorrow", "2026-02-30"),
            *("2026-3-1", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00", " 2026-03-01", "", []),
        ],
    ),
    "time": (
        TIME,
        [
            *(SECONDS, float(SECONDS), str(SECONDS), True, "tomorrow", "2026-02-30T09:00:00Z"),
            *("2026-03-01", "2026-03-01 09:00Z", "2026-03-01T09Z", "2026-03-01T25:00Z", "", []),
            *("2026-03-01T09:00:00+99:00", "09:00", f"{SECONDS}T"),
        ],
    ),
    "guid": (GUID, [7, True, "", "not-a-guid", "5f0c2b1e-8d3a", "z" * 36, "x" * 5_000, [], {}]),
}
TAKEN: dict[str, list[Any]] = {
    "whole": [12, 12.0, "12"],
    "choice": [1, 1.0, "1"],
    "number": [12, 12.5, "12.50", "-3"],
    "truth": [True, False, "true", "FALSE"],
    "day": ["2026-03-01", "2024-02-29"],
    "time": ["2026-03-01T09:00Z", "2026-03-01T09:00:00.1234567+05:30", "2026-03-01t09:00:00z"],
    "guid": ["5f0c2b1e-8d3a-4c6b-9e7f-1a2b3c4d5e6f", "5F0C2B1E8D3A4C6B9E7F1A2B3C4D5E6F"],
}


def given(arguments: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """These arguments and the value under its path."""
    name, _, field = path.partition(".")
    inside = {**arguments.get(name, {}), field: value} if field else value
    return {**arguments, name: inside}


def faults_of(tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        runner_of(CATALOGUE[tool].target).check(arguments)
    except BadArguments as problem:
        return {fault.name: fault for fault in problem.faults}
    return {}


def every(values: dict[str, list[Any]]) -> list[Any]:
    return [
        pytest.param(kind, *place, value)
        for kind, places in PLACES.items()
        for place in places
        for value in values[kind]
    ]


@pytest.mark.parametrize(
    ("kind", "tool", "arguments", "path", "value"),
    every({kind: wrong for kind, (_, wrong) in REFUSED.items()}),
)
def test_a_value_of_another_kind_is_refused_with_what_came_and_what_is_allowed(
    kind: str, tool: str, arguments: dict[str, Any], path: str, value: Any
) -> None:
    fault = faults_of(tool, given(arguments, path, value))[path]

    came = repr(value) if isinstance(value, str) else json.dumps(value)
    assert fault.received[:80] == came[:80]
    assert fault.allowed.startswith(f"allowed: {REFUSED[kind][0]}")


@pytest.mark.parametrize(("kind", "tool", "arguments", "path", "value"), every(TAKEN))
def test_a_value_that_can_mean_one_thing_only_is_taken(
    kind: str, tool: str, arguments: dict[str, Any], path: str, value: Any
) -> None:
    del kind

    assert faults_of(tool, given(arguments, path, value)) == {}


@pytest.mark.parametrize("value", [2**63, -(2**63), 10**30, "9" * 5_000, f"-{2**63}"])
@pytest.mark.parametrize(("tool", "arguments", "path"), PLACES["whole"])
def test_a_number_that_nothing_can_hold_is_refused(
    tool: str, arguments: dict[str, Any], path: str, value: Any
) -> None:
    fault = faults_of(tool, given(arguments, path, value))[path]

    assert fault.allowed.startswith(f"allowed: a whole number of at most {2**63 - 1}")


def test_the_largest_number_that_can_be_held_is_taken() -> None:
    for value in (2**63 - 1, str(2**63 - 1), f"+00{2**63 - 1}"):
        assert faults_of("jpm_list_jobs", {"customerId": value}) == {}


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_which_there_is_no_other_is_refused_where_it_is_reckoned_with(
    value: str,
) -> None:
    late = f"{value}T12:00:00Z"
    moved = {"appointment_id": 7, "start": late}

    for fault in (
        faults_of("get_dispatch_board", {"day": value})["day"],
        faults_of("reschedule_appointment", moved)["start"],
    ):
        assert fault.allowed.startswith("allowed: a day from 0001-01-02 to 9999-12-30")
    assert faults_of("jpm_list_jobs", {"createdBefore": late}) == {}
    assert faults_of("accounting_list_credit_memos", {"dateBefore": value}) == {}


def test_a_time_without_offset_is_company_time_for_our_tools_and_refused_by_operations() -> None:
    bare = "2026-03-01T09:00:00"

    assert faults_of("reschedule_appointment", {"appointment_id": 7, "start": bare}) == {}
    assert str(faults_of("jpm_list_jobs", {"createdBefore": bare})["createdBefore"]) == (
        f"createdBefore: received '{bare}'; allowed: {TIME}"
    )


@pytest.mark.parametrize(
    ("tool", "optional", "required"),
    [("search_customers", "limit", "term"), ("jpm_get_job", "externalDataApplicationGuid", "id")],
)
def test_null_is_the_same_as_left_out(tool: str, optional: str, required: str) -> None:
    faults = faults_of(tool, {optional: None, required: None})

    assert {name: fault.received for name, fault in faults.items()} == {required: "nothing"}


@pytest.mark.parametrize(
    ("tool", "name", "told"),
    [
        ("jpm_list_jobs", "status", "there is no such argument; did you mean jobStatus?"),
        ("jpm_list_jobs", "customer", "there is no such argument; did you mean customerId?"),
        ("crm_list_customers", "modified_after", "did you mean modifiedOnOrAfter?"),
        ("search_customers", "limitt", "there is no such argument; did you mean limit?"),
        ("search_customers", "zzz", "there is no such argument; known: term, include_inactive, "),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_right_one(
    tool: str, name: str, told: str
) -> None:
    assert told in faults_of(tool, {"term": "Ann", name: "x"})[name].allowed
