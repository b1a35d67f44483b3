"""Report answers: rows bound to columns by name, in whichever case ServiceTitan wrote the keys."""

from collections.abc import Mapping
from typing import Any

from tools.servicetitan.operation import Operation

ROWS = frozenset({"run_report", "start_report", "get_report_result", "list_dynamic_values"})


def answers_rows(operation: Operation) -> bool:
    """Whether the operation answers columns and rows apart."""
    return operation.module == "reporting" and operation.name in ROWS


def lower_keys(answer: Any) -> dict[str, Any]:
    """The published documents say `fields`; asynchronous answers really say `Fields`."""
    if not isinstance(answer, Mapping):
        return {}
    return {f"{key[:1].lower()}{key[1:]}": value for key, value in answer.items()}


def columns_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [lower_keys(one) for one in answer.get("fields") or []]


def bound_rows(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each row as an object; a column's order may change from one run to the next."""
    names = [str(one.get("name")) for one in columns_of(answer)]
    return [dict(zip(names, row, strict=False)) for row in answer.get("data") or []]


def state_of(answer: Mapping[str, Any]) -> str:
    """NotStarted or InProgress while ServiceTitan works; Ready once there are rows."""
    return "Ready" if "data" in answer else str(answer.get("status") or "InProgress")
