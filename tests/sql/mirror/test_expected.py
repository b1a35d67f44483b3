"""Enumerations we know are those that are published, at every depth that records have them."""

import json
import typing
from collections.abc import Iterator
from typing import Any, Literal, get_args

import msgspec
import pytest

from sandbox.servicetitan.facts import Facts, Node, load
from sql.mirror.expected import decoder, surprises, values_of
from sync.entities import ENTITIES
from sync.entity import Entity

DATES = frozenset({"createdOn"})


def published(facts: Facts, entity: Entity) -> dict[str, set[str]]:
    """Enumerations of an entity's records, by path, from the facts of feed and list."""
    found: dict[str, set[str]] = {}
    for declared in filter(None, (entity.feed, entity.listing)):
        path = declared.operation.path
        (operation,) = [one for one in facts.operations if one.key == f"GET {path}"]
        if operation.row:
            node = {"ref": operation.row}
            for at, values in enumerations(facts, operation.module, node, "", ()):
                found.setdefault(at, set()).update(values)
    return found


def enumerations(
    facts: Facts, module: str, node: Node, at: str, seen: tuple[str, ...]
) -> Iterator[tuple[str, list[str]]]:
    if (name := node.get("ref")) in seen:
        return
    seen = (*seen, name) if name else seen
    whole: dict[str, Any] = facts.resolve(module, node)
    if "enum" in whole:
        yield at, whole["enum"]
    for field, inner in whole.get("properties", {}).items():
        yield from enumerations(facts, module, inner, f"{at}.{field}" if at else field, seen)
    if "items" in whole:
        yield from enumerations(facts, module, whole["items"], f"{at}[]", seen)


def test_the_known_values_are_the_published_ones() -> None:
    facts = load()
    wanted: dict[str, dict[str, set[str]]] = {}
    for entity in ENTITIES:
        for at, values in published(facts, entity).items():
            wanted.setdefault(entity.table, {}).setdefault(at, set()).update(values)

    assert len(wanted) > 30
    assert {table: dict(values_of(table)) for table in wanted} == wanted


@pytest.mark.parametrize("table", sorted({entity.table for entity in ENTITIES}))
def test_paths_are_of_the_forms_that_are_looked_at(table: str) -> None:
    assert all(path.count(".") <= 1 and path.count("[]") <= 1 for path in values_of(table))


@pytest.mark.parametrize(
    ("table", "record", "found"),
    [
        ("servicetitan.st_invoices", {"items": [{"type": "Service"}, {"type": "Gift"}]},
         [("items[].type = Gift", "new value")]),
        ("servicetitan.st_invoices", {"items": None, "jobId": None}, []),
        ("servicetitan.st_invoices", {"jobId": "5", "tip": 1},
         [("tip", "field added"), ("jobId", "type changed")]),
        ("servicetitan.st_technicians", {"positions": ["Sales", "Drone"]},
         [("positions[] = Drone", "new value")]),
        ("servicetitan.st_technicians", {"positions": []}, []),
        ("servicetitan.st_timesheet_codes", {"rateInfo": {"hourlyRate": "Free"}},
         [("rateInfo.hourlyRate = Free", "new value")]),
        ("servicetitan.st_timesheet_codes", {"rateInfo": None}, []),
        ("servicetitan.st_zones", {"name": "North"}, []),
        ("servicetitan.st_zones", {"createdOn": "2026-03-08T02:30:00.1234567Z"}, []),
        ("servicetitan.st_zones", {"createdOn": "soon"}, [("createdOn", "odd_date")]),
        ("servicetitan.st_zones", {"createdOn": 20260308}, [("createdOn", "odd_date")]),
        *(("servicetitan.st_purchase_order_types", {"landedCostMethod": value}, told)
          for value, told in (
              (0, []), (1, []), ("ByValue", []), (None, []),
              (7, [("landedCostMethod = 7", "new value")]),
              ("ByWeight", [("landedCostMethod = ByWeight", "new value")]),
              (True, [("landedCostMethod", "type changed")]),
              (1.5, [("landedCostMethod", "type changed")]),
          )),
    ],
)  # fmt: skip
def test_what_is_new_is_refused_and_named(
    table: str, record: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    known = frozenset(
        {"items", "jobId", "landedCostMethod", "positions", "rateInfo", "name"} | DATES
    )
    raw = json.dumps(record).encode()

    try:
        decoder(table, known, DATES)(raw)
        refused = False
    except msgspec.ValidationError:
        refused = True

    assert refused is bool(found)
    assert [(one.path, one.kind) for one in surprises(table, known, DATES, raw)] == found


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({"customer": {"id": 1, "name": "Ann"}, "items": [{"sku": {"id": 2}}, None]}, []),
        ({"customer": None, "items": None}, []),
        ({"customer": {"id": 1, "mood": "Gold"}}, ["customer.mood"]),
        ({"items": [{"id": 1}, {"mood": 1}]}, ["items[].mood"]),
        ({"items": [{"sku": {"mood": 1}}], "mood": 1}, ["mood", "items[].sku.mood"]),
    ],
)
def test_a_field_that_is_new_inside_of_another_is_named_by_its_path(
    record: dict[str, Any], found: list[str]
) -> None:
    table = "servicetitan.st_invoices"
    known = frozenset(
        {"customer", "customer.id", "customer.name", "items", "items[].id", "items[].type",
         "items[].sku", "items[].sku.id"}
    )  # fmt: skip
    raw = json.dumps(record).encode()

    try:
        decoder(table, known, DATES)(raw)
        refused = False
    except msgspec.ValidationError:
        refused = True

    assert refused is bool(found)
    assert [one.path for one in surprises(table, known, DATES, raw)] == found


def test_a_signature_keeps_the_order_of_its_values_after_a_sync_has_named_the_same() -> None:
    for forget in typing._cleanups:  # type: ignore[attr-defined]
        forget()
    decoder.cache_clear()
    decoder("servicetitan.st_gross_pay_items", frozenset({"employeeType"}), DATES)

    named: Any = Literal["Technician", "Employee"] | None

    assert "employeeType" in values_of("servicetitan.st_gross_pay_items")
    assert get_args(get_args(named)[0]) == ("Technician", "Employee")
