import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.servicetitan.contract import Contract, contract_of
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.digest import every_operation, read_digest
from tools.servicetitan.drift import drift, read_document
from tools.servicetitan.operation import operations_of
from tools.servicetitan.published import Published

DOCUMENTS = Path(__file__).parents[3].parent / "shared" / "servicetitan"

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "servers": [{"url": "https://api.servicetitan.io/shop/v2"}],
    "paths": {
        "/tenant/{tenant}/vases/{id}": {
            "parameters": [{"$ref": "#/components/parameters/tenant"}],
            "get": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "kind", "in": "query", "schema": {"type": "string"}},
                    {"name": "ids", "in": "query", "schema": {"type": "string", "maxLength": 9}},
                ],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"type": "integer"}}}},
                    "404": {"content": {}},
                },
            },
            "patch": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Shop.Change"}}
                    }
                },
                "responses": {"200": {}},
            },
        }
    },
    "components": {
        "parameters": {"tenant": {"name": "tenant", "in": "path", "required": True}},
        "schemas": {
            "Shop.Change": {
                "type": "object",
                "properties": {
                    "name": {"type": ["string", "null"], "maxLength": 5},
                    "kind": {
                        "oneOf": [{"$ref": "#/components/schemas/Shop.Kind"}, {"type": "null"}]
                    },
                },
                "required": ["name"],
            },
            "Shop.Kind": {"type": "string", "enum": ["B", "A"]},
        },
    },
}
ROUTE = "/shop/v2/tenant/{tenant}/vases/{id}"
OURS = [
    Contract(
        f"GET {ROUTE}",
        "tn.shop:r",
        {
            "id": "path integer required",
            "kind": "query A|B =A",
            "ids": "query string items<=50",
        },
        None,
        "integer",
    ),
    Contract(
        f"PATCH {ROUTE}",
        "tn.shop:w",
        {"id": "path integer required"},
        "{name!: string?, kind: A|B?}",
        "nothing",
    ),
]


@pytest.fixture
def document(tmp_path: Path) -> Published:
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(DOCUMENT))
    return read_document(path)


def test_a_document_that_says_the_same_with_less_is_no_drift(document: Published) -> None:
    assert list(drift(OURS, [document]).lines()) == []


def test_what_is_new_gone_or_different_is_told(document: Published) -> None:
    get, patch = OURS
    gone = Contract("GET /shop/v2/tenant/{tenant}/pots", None, {}, None, "nothing")
    unlisted = Contract(
        "GET /shop/v2/tenant/{tenant}/jugs", None, {}, None, "nothing", "2026-03-17"
    )
    elsewhere = Contract("GET /other/v2/tenant/{tenant}/x", None, {}, None, "nothing")
    other = Contract(get.route, None, {"id": "path uuid required"}, None, "integer")

    said = list(drift([gone, unlisted, elsewhere, other], [document]).lines())

    assert said == [
        f"added: {patch.route}",
        f"removed: {gone.route}",
        f"changed: {get.route}: id is path uuid required, published path integer required",
        f"changed: {get.route}: ids is None, published query string",
        f"changed: {get.route}: kind is None, published query string",
    ]


def as_openapi(facts: dict[str, Any]) -> dict[str, Any]:
    """Write a module's facts as an OpenAPI 3.0 document."""
    paths: dict[str, Any] = {}
    for operation in facts["operations"]:
        content = {
            operation.get("contentType", "application/json"): {"schema": operation.get("body")}
        }
        paths.setdefault(operation["path"].removeprefix(facts["basePath"]), {})[
            operation["method"].lower()
        ] = {
            "parameters": [dict(_split(one)) for one in operation.get("params", [])],
            "requestBody": {"content": content if operation.get("body") else {}},
            "responses": {
                status: {"content": {"application/json": {"schema": one}} if one else {}}
                for status, one in operation["responses"].items()
            },
        }
    servers = [{"url": f"https://api.servicetitan.io{facts['basePath']}"}]
    return {"servers": servers, "paths": paths, "components": {"schemas": facts["schemas"]}}


def _split(one: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    outer = {"name", "in", "required"}
    yield from ((key, value) for key, value in one.items() if key in outer)
    yield "schema", {key: value for key, value in one.items() if key not in outer}


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the published documents are not at hand")
def test_the_documents_of_today_show_no_drift(tmp_path: Path) -> None:
    documents = []
    for source in DOCUMENTS.glob("*.json"):
        facts = json.loads(source.read_text())
        if "operations" in facts:
            path = tmp_path / source.name
            path.write_text(json.dumps(as_openapi(facts)))
            documents.append(read_document(path))

    found = drift(read_digest().values(), documents)

    assert list(found.lines()) == []
    assert len(documents) == 25


def test_our_operations_are_comparable() -> None:
    contracts = [contract_of(one) for one in operations_of(Customers)]

    assert {one.route for one in contracts} <= {
        f"{one.method} {one.path}" for one in every_operation()
    }
