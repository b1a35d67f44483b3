"""What a newer OpenAPI file asks of values, and what it calls old."""

from typing import Any

import pytest

from agent.drift.comparing import compare
from agent.drift.documents import Document
from agent.drift.own import ours
from tools.servicetitan.digest import read_digest
from tools.servicetitan.jbce import CallReasons
from tools.servicetitan.jpm.projects import Projects
from tools.servicetitan.operation import Module, operations_of
from tools.servicetitan.pricebook.images import Images

NOTES = "/jpm/v2/tenant/{tenant}/projects/{id}/notes"
IMAGES = "/pricebook/v2/tenant/{tenant}/images"
REASONS = "/jbce/v2/tenant/{tenant}/call-reasons"


def told(module: type[Module], method: str, path: str, operation: dict[str, Any]) -> list[str]:
    """What drift says of one operation that is described so."""
    document = Document({"openapi": "3.1.0", "paths": {path: {method: operation}}})
    route = f"{method.upper()} {path}: "
    found = compare([document], ours(operations_of(module), read_digest()))
    return [str(one).replace(route, "") for one in found if route in str(one)]


def notes(*required: str, **fields: Any) -> dict[str, Any]:
    """A note on a project, with other fields in its body."""
    properties = {
        "text": {"type": "string", "minLength": 1},
        "pinToTop": PIN,
        **fields,
    }
    body = {"type": "object", "required": ["text", *required], "properties": properties}
    answer = {"properties": {"text": {"type": "string"}}}
    return {
        "parameters": [{"name": "id", "in": "path", "schema": {"type": "integer"}}],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {"200": {"content": {"application/json": {"schema": answer}}}},
    }


TIME = {"type": ["string", "null"], "format": "date-time"}
PIN = {"type": "boolean", "nullable": True}
OLD = {"anyOf": [{"type": "null"}, {"type": "boolean"}], "deprecated": True}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (notes(), []),
        (notes(text={"type": "string"}), ["~ body.text has no minLength any more, had 1"]),
        (
            notes(text={"type": "string", "minLength": 2, "maxLength": 500}),
            [
                "~ body.text has the maxLength 500, had none",
                "~ body.text has the minLength 2, had 1",
            ],
        ),
        (notes(pinToTop={"type": "boolean"}), ["~ body.pinToTop may no longer be null"]),
        (
            notes(text=TIME),
            [
                "~ body.text has no minLength any more, had 1",
                "~ body.text may now be null",
                "~ body.text was plain text, is date-time text",
            ],
        ),
        (notes(pinToTop={**PIN, "description": "Replaces the deprecated pin."}), []),
        (notes(pinToTop=OLD), ["~ body.pinToTop is now deprecated"]),
        (notes("tone", tone={"type": "string"}), ["+ body.tone (required)"]),
        (notes(tone={"type": "string"}), ["+ body.tone"]),
    ],
)
def test_what_is_asked_of_a_body_is_compared(
    operation: dict[str, Any], expected: list[str]
) -> None:
    lines = told(Projects, "post", NOTES, operation)

    assert [line for line in lines if "body" in line] == expected


def test_an_answer_that_is_described_no_more_is_told() -> None:
    operation = {**notes(), "responses": {"204": {}}}

    assert "- answers: no field is described any more" in told(Projects, "post", NOTES, operation)


def test_what_grows_old_and_what_changes_its_form_is_told() -> None:
    parameters = [
        {"name": "page", "in": "query", "schema": {"type": "integer"}, "deprecated": True},
        {"name": "modifiedBefore", "in": "query", "schema": {"type": "string"}},
        {"name": "pageSize", "in": "query", "schema": {"type": "integer", "maximum": 100}},
    ]

    lines = told(CallReasons, "get", REASONS, {"deprecated": True, "parameters": parameters})

    assert [line for line in lines if line.startswith("~")] == [
        "~ is now deprecated",
        "~ modifiedBefore was date-time text, is plain text",
        "~ page is now deprecated",
        "~ pageSize has the maximum 100, had 5000",
    ]


def sent_as(*forms: str, **fields: Any) -> dict[str, Any]:
    """The note on a project, its body in other forms."""
    note = notes(**fields)
    [body] = note["requestBody"]["content"].values()
    return {**note, "requestBody": {"content": dict.fromkeys(forms, body)}}


PHOTO = {"type": "string", "format": "binary"}
RESENT = "~ body was application/json, is multipart/form-data"


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (sent_as("multipart/form-data"), [RESENT]),
        (sent_as("multipart/form-data", photo=PHOTO), ["+ body.photo", RESENT]),
        (sent_as("multipart/form-data", text=PHOTO), ["~ body.text was string, is file", RESENT]),
        (sent_as("multipart/form-data", "application/json"), []),
        (sent_as("text/json; charset=utf-8"), []),
        (
            {**notes(), "requestBody": {"content": {"text/csv": {}}}},
            ["~ body was application/json, is text/csv"],
        ),
    ],
)
def test_a_body_that_is_sent_in_another_form_is_compared_field_by_field(
    operation: dict[str, Any], expected: list[str]
) -> None:
    lines = told(Projects, "post", NOTES, operation)

    kept = [line for line in lines if "body" in line and "minLength" not in line]
    assert sorted(kept) == sorted(expected)


def form(**fields: Any) -> dict[str, Any]:
    """An upload that takes these fields."""
    schema = {"type": "object", "properties": fields, "required": ["caption"]}
    return {"requestBody": {"content": {"multipart/form-data": {"schema": schema}}}}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (form(file=PHOTO), []),
        (form(file={"type": "string", "contentMediaType": "application/octet-stream"}), []),
        (form(file={"type": "string"}), ["~ body.file was file, is string"]),
        (form(file={"type": "array", "items": PHOTO}), ["~ body.file was file, is array"]),
        (form(picture=PHOTO), ["+ body.picture", "- body.file"]),
        (form(file=PHOTO, caption={"type": "string"}), ["+ body.caption (required)"]),
        (
            {"requestBody": {"content": {"application/octet-stream": {"schema": PHOTO}}}},
            [
                "~ body was multipart/form-data, is application/octet-stream",
                "~ body was object, is file",
            ],
        ),
        ({}, ["- body", "- body.file"]),
    ],
)
def test_the_form_of_an_upload_is_compared_field_by_field(
    operation: dict[str, Any], expected: list[str]
) -> None:
    lines = told(Images, "post", IMAGES, operation)

    assert sorted(line for line in lines if "body" in line) == sorted(expected)
