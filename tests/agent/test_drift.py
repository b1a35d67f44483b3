"""Hand-made OpenAPI files beside our operations."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.commands.drift import drift
from agent.drift import Document, compare, ours
from tools.servicetitan.marketing_reputation import Reviews
from tools.servicetitan.operation import operations_of

PATH = "/jbce/v2/tenant/{tenant}/call-reasons"


def parameter(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": kind}, **more}


def published(**changes: Any) -> dict[str, Any]:
    """Call reasons as they are published, in version 3.0, with changes."""
    row = {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "isLead": {"type": "boolean"},
        "active": {"type": "boolean"},
        "createdOn": {"type": "string", "format": "date-time"},
        "modifiedOn": {"type": "string", "format": "date-time"},
        **changes.get("fields", {}),
    }
    page = {
        "type": "object",
        "properties": {
            "page": {"type": "integer"},
            "pageSize": {"type": "integer"},
            "hasMore": {"type": "boolean"},
            "totalCount": {"type": "integer", "nullable": True},
            "data": {"type": "array", "items": {"$ref": "#/components/schemas/Reason"}},
        },
    }
    times = ("createdBefore", "createdOnOrAfter", "modifiedBefore", "modifiedOnOrAfter")
    operation = {
        "parameters": [
            {"name": "tenant", "in": "path", "required": True, "schema": {"type": "integer"}},
            *(parameter(name, "integer") for name in ("page", "pageSize")),
            parameter("includeTotal", "boolean"),
            *(parameter(name, "string") for name in ("active", "sort", *times)),
            *changes.get("parameters", []),
        ],
        "responses": {"200": {"content": {"application/json": {"schema": page}}}},
    }
    return {
        "openapi": "3.0.4",
        "servers": [{"url": "https://api.servicetitan.io/jbce/v2"}],
        "paths": {
            "/tenant/{tenant}/call-reasons": {"get": operation},
            **changes.get("paths", {}),
        },
        "components": {"schemas": {"Reason": {"type": "object", "properties": row}}},
    }


def file_of(folder: Path, content: dict[str, Any]) -> str:
    path = folder / "openapi.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_a_file_that_says_the_same_is_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drift([file_of(tmp_path, published())]) == 0
    assert capsys.readouterr().out == ""


def test_new_parameters_fields_and_operations_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = published(
        parameters=[parameter("colour", "string")],
        fields={"color": {"type": "string"}},
        paths={"/tenant/{tenant}/call-moods": {"get": {"responses": {}}}},
    )

    code = drift([file_of(tmp_path, newer)])

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        "+ GET /jbce/v2/tenant/{tenant}/call-moods",
        f"+ GET {PATH}: answers data.color",
        f"+ GET {PATH}: colour",
    ]


def test_what_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer = published()
    del newer["components"]["schemas"]["Reason"]["properties"]["isLead"]
    newer["paths"]["/tenant/{tenant}/call-reasons"]["get"]["parameters"].pop()

    drift([file_of(tmp_path, newer)])

    assert capsys.readouterr().out.splitlines() == [
        f"- GET {PATH}: answers data.isLead",
        f"- GET {PATH}: modifiedOnOrAfter",
    ]


def test_other_kinds_and_duties_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = published(fields={"isLead": {"type": "string"}})
    newer["openapi"] = "3.1.0"
    newer["paths"]["/tenant/{tenant}/call-reasons"]["get"]["parameters"][1]["required"] = True

    drift([file_of(tmp_path, newer)])

    assert capsys.readouterr().out.splitlines() == [
        f"~ GET {PATH}: answers data.isLead was boolean, is string",
        f"~ GET {PATH}: page is now required",
    ]


def test_an_operation_that_is_gone_from_a_covered_module() -> None:
    known = ours(operations_of(Reviews))
    name = next(iter(known.values())).name
    base = name.partition(" ")[2].partition("/tenant/")[0]
    other = Document({"openapi": "3.1.0", "paths": {f"{base}/tenant/{{tenant}}/x": {"get": {}}}})

    found = [str(one) for one in compare([other], known)]

    assert found == [f"- {name}", f"+ GET {base}/tenant/{{tenant}}/x"]


def test_another_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drift([file_of(tmp_path, {"swagger": "2.0"})]) == 2
    assert "OpenAPI 3.0 or 3.1" in capsys.readouterr().err
