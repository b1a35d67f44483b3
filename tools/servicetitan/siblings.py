"""Which operation reads the record that another one writes."""

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from tools.servicetitan.operation import BoundCall, Module, Operation, operations_of


@cache
def record_reader(operation: Operation) -> Operation | None:
    """The GET of the record that a write changes: its own path, or the path it acts below."""
    path = operation.path
    if not path.endswith("}") and operation.method == "POST" and path.count("{") == 1:
        return None
    readers = _readers(operation)
    while "{" in path.removeprefix("/").partition("/tenant/{tenant}")[2]:
        if path in readers:
            return readers[path]
        path = path.rpartition("/")[0]
        while path and not path.endswith("}"):
            path = path.rpartition("/")[0]
    return None


def created_reader(operation: Operation, answer: Any) -> BoundCall | None:
    """The call that reads what a POST created, by the id in its answer."""
    if operation.method != "POST" or not isinstance(answer, dict) or "id" not in answer:
        return None
    for path, reader in _readers(operation).items():
        head, _, last = path.rpartition("/")
        if head == operation.path and last.startswith("{") and operation.path.count("{") == 1:
            return reader.validate({last.strip("{}"): answer["id"]})
    return None


def _readers(operation: Operation) -> dict[str, Operation]:
    return {
        one.path: one for one in _beside(operation) if one.method == "GET" and one.kind == "record"
    }


def _beside(operation: Operation) -> Iterator[Operation]:
    """Every operation that is written in the same file."""
    module = sys.modules[operation.function.__module__]
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Module) and value is not Module:
            yield from operations_of(value)
