"""Hand-made OpenAPI files beside our operations."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.commands.drift import drift
from agent.drift.comparing import compare
from agent.drift.documents import Document
from agent.drift.own import ours
from agent.drift.shapes import Described, Shape
from tools.servicetitan.digest import read_digest
from tools.servicetitan.marketing_reputation import Reviews
from tools.servicetitan.operation import operations_of

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "servicetitan"
REFERENCE = re.compile(r'"\$ref": "([^"#][^"]*)"')
PATH = "/jbce/v2/tenant/{tenant}/call-reasons"


def parameter(name: str, kind: str, form: str | None = None, **more: Any) -> dict[str, Any]:
    schema = {"type": kind} | ({"format": form} if form else {})
    return {"name": name, "in": "query", "schema": schema, **more}


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
        "operationId": "CallReasons_Get",
        "parameters": [
            {"name": "tenant", "in": "path", "required": True, "schema": {"type": "integer"}},
            *(parameter(name, "integer") for name in ("page", "pageSize")),
            parameter("includeTotal", "boolean"),
            *(parameter(name, "string") for name in ("active", "sort")),
            *(parameter(name, "string", "date-time") for name in times),
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
    known = ours(operations_of(Reviews), read_digest())
    name = next(iter(known.values())).name
    base = name.partition(" ")[2].partition("/tenant/")[0]
    other = Document({"openapi": "3.1.0", "paths": {f"{base}/tenant/{{tenant}}/x": {"get": {}}}})

    found = [str(one) for one in compare([other], known)]

    assert found == [f"- {name}", f"+ GET {base}/tenant/{{tenant}}/x"]


APPOINTMENTS = "/jpm/v2/tenant/{tenant}/appointments"
STATUSES = ["Scheduled", "Dispatched", "Working", "Hold", "Done", "Canceled"]


def appointments(
    folder: Path,
    base: str = "/jpm/v2",
    path: str = "/tenant/{tenant}/appointments/{id}",
    statuses: list[str] = STATUSES,
) -> str:
    """One appointment as it is published, with changes; the rest of the module is left out."""
    status = {"enum": statuses, "type": "string"}
    row = {"type": "object", "properties": {"status": {"$ref": "#/components/schemas/Status"}}}
    operation = {
        "operationId": "Appointments_Get",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
        ],
        "responses": {"200": {"content": {"application/json": {"schema": row}}}},
    }
    document = {
        "openapi": "3.1.0",
        "servers": [{"url": f"https://api.servicetitan.io{base}"}],
        "paths": {path: {"get": operation}},
        "components": {"schemas": {"Status": status}},
    }
    return file_of(folder, document)


def told_of(route: str, out: str) -> list[str]:
    """The lines about one operation, without the fields that the short document leaves out."""
    left_out = f"- {route}: answers "
    return [line for line in out.splitlines() if route in line and not line.startswith(left_out)]


def test_values_that_an_answer_may_hold_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    route = f"GET {APPOINTMENTS}/{{id}}"

    drift([appointments(tmp_path)])
    same = told_of(route, capsys.readouterr().out)
    drift([appointments(tmp_path, statuses=[*STATUSES[1:], "Paused"])])
    other = told_of(route, capsys.readouterr().out)

    assert same == []
    assert other == [f"~ {route}: answers status also allows Paused, lost Scheduled"]


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("/jpm/v2", "/tenant/{tenant}/visits/{id}"),
        ("/jpm/v3", "/tenant/{tenant}/appointments/{id}"),
    ],
)
def test_an_operation_that_moved_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], base: str, path: str
) -> None:
    drift([appointments(tmp_path, base, path)])

    old, new = f"GET {APPOINTMENTS}/{{id}}", f"GET {base}{path}"
    lines = told_of(old, capsys.readouterr().out)
    assert lines == [f"~ {old}: moved to {new}"]


def test_the_same_name_in_another_module_is_no_move(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drift([appointments(tmp_path, "/crm/v2", "/tenant/{tenant}/visits/{id}")])

    assert "moved" not in capsys.readouterr().out


def test_values_and_defaults_of_parameters_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = published()
    parameters = newer["paths"]["/tenant/{tenant}/call-reasons"]["get"]["parameters"]
    shapes = {one["name"]: one["schema"] for one in parameters}
    shapes["active"]["enum"] = ["True", "False", "Maybe"]
    shapes["pageSize"]["default"] = 100
    shapes["sort"]["type"] = "boolean"

    drift([file_of(tmp_path, newer)])

    assert capsys.readouterr().out.splitlines() == [
        f"~ GET {PATH}: active also allows Maybe, lost Any",
        f"~ GET {PATH}: pageSize has the default 100, had 50",
        f"~ GET {PATH}: sort was string, is boolean",
    ]


def test_a_body_and_its_fields_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = published()
    item = newer["paths"]["/tenant/{tenant}/call-reasons"]["get"]
    fields = {"type": "object", "properties": {"reason": {"type": "string"}}}
    item["requestBody"] = {"content": {"application/json": {"schema": fields}}}

    drift([file_of(tmp_path, newer)])

    assert capsys.readouterr().out.splitlines() == [
        f"+ GET {PATH}: body",
        f"+ GET {PATH}: body.reason",
    ]


def described(schema: dict[str, Any]) -> Described:
    """An operation whose body has this schema."""
    body = {"content": {"application/json": {"schema": schema}}}
    item = {"requestBody": body, "parameters": [parameter("id", "string")]}
    document = Document({"openapi": "3.1.0", "paths": {"/x/v2/things/{id}": {"patch": item}}})
    return document.operations["PATCH /x/v2/things/{}"]


def test_parts_of_all_of_require_together_and_alternatives_what_each_does() -> None:
    one = {"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a"]}
    other = {"type": "object", "properties": {"a": {}, "c": {}}, "required": ["a", "c"]}

    both = described({"allOf": [one, other]}).inputs
    either = described({"oneOf": [one, other]}).inputs

    assert {name for name in "abc" if both[f"body.{name}"].required} == {"a", "c"}
    assert {name for name in "abc" if either[f"body.{name}"].required} == {"a"}


def test_values_are_read_in_every_way_that_a_document_writes_them() -> None:
    values = {"type": "string", "enum": ["A", "B"]}
    ways: dict[str, dict[str, Any]] = {
        "nullable": {**values, "nullable": True},
        "typed": {"type": ["null", "string"], "enum": ["A", "B", None]},
        "beside": {"anyOf": [{"type": "null"}, values]},
        "constants": {"oneOf": [{"const": "A", "type": "string"}, {"const": "B"}]},
        "halves": {"anyOf": [{"type": "string", "enum": ["A"]}, {"enum": ["B"]}]},
    }

    inputs = described({"type": "object", "properties": ways}).inputs

    for way in ways:
        shape = inputs[f"body.{way}"]
        nullable = way in {"nullable", "typed", "beside"}
        wanted = Shape(frozenset({"string"}), values=frozenset({"A", "B"}), nullable=nullable)
        assert shape == wanted, way


def test_an_id_of_the_path_is_required_though_it_is_repeated_as_a_query_parameter() -> None:
    assert described({"type": "object"}).inputs["id"].required


def test_the_help_says_what_each_exit_code_means(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        drift(["--help"])

    told = " ".join(capsys.readouterr().out.split())
    assert "Exit code: 0 no difference, 1 differences, 2 a file that cannot be read." in told


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
            "operationId": operation["id"],
            "parameters": [dict(_split(one)) for one in operation.get("params", [])],
            "requestBody": {"content": content if operation.get("body") else {}},
            "responses": {
                status: {"content": {"application/json": {"schema": one}} if one else {}}
                for status, one in operation["responses"].items()
            },
        }
    servers = [{"url": f"https://api.servicetitan.io{facts['basePath']}"}]
    document = {"servers": servers, "paths": paths, "components": {"schemas": facts["schemas"]}}
    text = json.dumps({"openapi": "3.0.4", **document})
    pointed: dict[str, Any] = json.loads(REFERENCE.sub(r'"$ref": "#/components/schemas/\1"', text))
    return pointed


def _split(one: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    outer = {"name", "in", "required"}
    yield from ((key, value) for key, value in one.items() if key in outer)
    yield "schema", {key: value for key, value in one.items() if key not in outer}


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the published documents are not at hand")
def test_the_documents_of_today_show_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for source in sorted(DOCUMENTS.glob("*.json")):
        facts = json.loads(source.read_text(encoding="utf-8"))
        if "operations" in facts:
            files.append(tmp_path / source.name)
            files[-1].write_text(json.dumps(as_openapi(facts)), encoding="utf-8")

    drift([str(file) for file in files])

    assert len(files) == 25
    assert capsys.readouterr().out == ""
