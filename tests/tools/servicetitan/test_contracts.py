import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest

from tools.servicetitan.contract import Contract, contract_of
from tools.servicetitan.digest import (
    FILE,
    digest_text,
    every_operation,
    published_contracts,
    read_digest,
)
from tools.servicetitan.operation import Module, Operation, get, patch
from tools.servicetitan.published import Published
from tools.servicetitan.types import StBody, optional

DOCUMENTS = Path(__file__).parents[3].parent / "shared" / "servicetitan"
OPERATIONS = list(every_operation())
KEYS = {one.key for one in OPERATIONS}
NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")
READING_POSTS = {
    "dispatch_check_capacity",
    "dispatch_list_availability",
    "dispatch_list_availability_slots",
    "fleet_pro_list_gps_positions",
    "fleet_pro_list_vehicle_events",
    "reporting_run_report",
    "reporting_start_report",
    "telecom_look_up_opt_outs",
}


def test_every_published_operation_is_here_once() -> None:
    routes = [f"{one.method} {one.path}" for one in OPERATIONS]

    assert len(routes) == 594
    assert sorted(routes) == sorted(read_digest())


def test_every_operation_is_as_published() -> None:
    published = read_digest()

    found = [
        line
        for ours in map(contract_of, OPERATIONS)
        for line in ours.differences(published[ours.route])
    ]

    assert found == []


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the published documents are not at hand")
def test_the_digest_is_made_from_the_documents() -> None:
    assert digest_text(published_contracts(DOCUMENTS)) == FILE.read_text("utf-8")


def test_names_are_short_and_unique() -> None:
    names = [one.key for one in OPERATIONS]

    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{5,48}", name)] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.key)
def test_an_operation_tells_a_model_all_it_needs(operation: Operation) -> None:
    schema, answer = operation.input_schema(), operation.output_schema()

    assert re.fullmatch(r"[A-Z].{8,108}\.", operation.sentence)
    assert list(undescribed(schema, "")) == []
    assert "$ref" not in str(schema)
    assert "anyOf" not in schema
    assert schema["type"] == answer["type"] == "object"
    assert "anyOf" not in answer
    assert {*NAME.findall(operation.description), *named(schema)} <= KEYS | {*schema["properties"]}
    if operation.last_listed:
        assert operation.last_listed in operation.description


def named(schema: Mapping[str, Any]) -> Iterator[str]:
    """Words that a model takes for a tool's name, and calls."""
    for one in schema.get("properties", {}).values():
        yield from NAME.findall(one.get("description", ""))
        yield from named(one)
        yield from named(one.get("items") or {})


def undescribed(schema: Mapping[str, Any], path: str) -> Iterator[str]:
    for name, one in schema.get("properties", {}).items():
        if not one.get("description") and name != "body":
            yield f"{path}.{name}"
        yield from undescribed(one, f"{path}.{name}")
        yield from undescribed(one.get("items") or {}, f"{path}.{name}[]")


LIMITS = {" >=": "minimum", " <=": "maximum"}
"""How the limits of a body's numbers are written in a contract, and in a schema."""


def test_every_published_limit_of_a_number_is_in_its_schema() -> None:
    digest = read_digest()
    published = {one: digest[f"{one.method} {one.path}"].body or "" for one in OPERATIONS}

    missing = [
        f"{one.key}: {word}"
        for one, body in published.items()
        for sign, word in LIMITS.items()
        if sign in body and body.count(sign) > str(body_schema(one)).count(f"'{word}': ")
    ]

    assert missing == []


def body_schema(operation: Operation) -> Any:
    return operation.input_schema()["properties"].get("body")


def test_posts_that_read_are_a_short_known_list() -> None:
    found = {one.key for one in OPERATIONS if one.method != "GET" and one.effect == "reads"}

    assert found == READING_POSTS


def test_what_cannot_be_taken_back_is_grave() -> None:
    grave = {one.key for one in OPERATIONS if one.risk == "grave"}

    assert {one.key for one in OPERATIONS if one.method == "DELETE"} <= grave
    assert {
        "accounting_create_payment",
        "accounting_update_payment",
        "pricebook_update_service",
        "salestech_sell_estimate",
        "jpm_cancel_job",
        "crm_add_tags_to_customers",
    } <= grave


class Change(StBody):
    name: str = optional("Name.")


class Wrong(Module, base="/shop/v2"):
    """A document and our reading of it, which differ in every way that matters."""

    @get("/vases", scope="tn.shop.vases:w")
    async def list_vases(
        self, *, kind: Annotated[int | None, "Kind."] = None, more: Annotated[str, "More."]
    ) -> None:
        """Vases."""

    @patch("/vases/{id}")
    async def update_vase(self, id: Annotated[str, "Id."], body: Change) -> None:
        """Change a vase."""


DOCUMENT = Published(
    [
        {
            "method": "GET",
            "path": "/shop/v2/tenant/{tenant}/vases",
            "scope": "tn.shop.vases:r",
            "params": [{"name": "kind", "in": "query", "type": "string", "enum": ["A", "B"]}],
            "responses": {"200": {"$ref": "Vase"}},
        },
        {
            "method": "PATCH",
            "path": "/shop/v2/tenant/{tenant}/vases/{id}",
            "params": [{"name": "id", "in": "path", "required": True, "type": "integer"}],
            "body": {"$ref": "Change"},
            "responses": {"200": None},
        },
    ],
    {
        "Vase": {"type": "object", "properties": {"id": {"type": "integer"}}},
        "Change": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
        },
    },
)


def test_every_kind_of_difference_is_seen() -> None:
    published = {one.route: one for one in DOCUMENT.contracts()}

    said = [
        line
        for operation in (Wrong.list_vases.operation, Wrong.update_vase.operation)
        for line in contract_of(operation).differences(
            published[f"{operation.method} {operation.path}"]
        )
    ]

    route, changed = sorted(published)
    assert said == [
        f"{route}: scope is tn.shop.vases:w, published tn.shop.vases:r",
        f"{route}: answer is nothing, published {{id: integer}}",
        f"{route}: kind is query integer, published query A|B",
        f"{route}: more is query string required, published None",
        f"{changed}: body is {{name: string}}, published {{name!: string}}",
        f"{changed}: id is path string required, published path integer required",
    ]


def test_a_contract_equals_itself() -> None:
    contract = Contract("GET /x", None, {"a": "query string"}, None, "nothing")

    assert list(contract.differences(replace(contract))) == []
