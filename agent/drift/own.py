"""Our operations in the form of those that a file describes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from agent.drift.documents import Document
from agent.drift.shapes import FILE, FORM, JSON, PLAIN, Described, Schema, Shape, key_of, shape_of
from tools.servicetitan.contract import Contract
from tools.servicetitan.operation import Operation

_NO_FIELDS = PLAIN | {"any", "nothing"}
_UPLOAD = Shape(frozenset({FILE}), required=None)


def ours(
    operations: Iterable[Operation], published: Mapping[str, Contract]
) -> dict[str, Described]:
    """Our operations in the same form, with what was published of them besides."""
    described = ((one, _ours(one)) for one in operations)
    return {
        key_of(one.method, one.path): _with_facts(here, published[f"{one.method} {one.path}"])
        for one, here in described
    }


def _with_facts(here: Described, contract: Contract) -> Described:
    """What our types leave open: the published name, and the values that an answer may hold."""
    answers = dict(here.answers)
    for name in (contract.answer_values or {}).keys() & answers.keys():
        values = frozenset((contract.answer_values or {})[name])
        answers[name] = replace(answers[name], values=values)
    bare = contract.answer.rstrip("?") in _NO_FIELDS
    return replace(here, answers=answers, operation_id=contract.operation_id, fieldless=bare)


def _ours(operation: Operation) -> Described:
    answer = operation.output_schema()
    answer = answer["properties"].get("items", answer) if operation.kind == "list" else answer
    answers = {} if operation.kind in {"file", "nothing"} else dict(_own_fields(answer, ""))
    return Described(
        f"{operation.method} {operation.path}",
        dict(_parameters(operation)),
        answers,
        dict(_bodies(operation)),
        unlisted=operation.last_listed is not None,
        deprecated=_says_deprecated(operation),
        binary=operation.kind == "file",
    )


def _parameters(operation: Operation) -> Iterator[tuple[str, Shape]]:
    schema = operation.input_schema()
    for name, one in schema["properties"].items():
        if name not in {"body", "file"}:
            yield name, shape_of(one, required=name in schema.get("required", []))


def _bodies(operation: Operation) -> Iterator[tuple[str, dict[str, Shape]]]:
    files = [slot.api for slot in operation.slots if slot.place == "file"]
    if files:
        whole = Shape(frozenset({"object"}), required=True)
        yield FORM, {"body": whole, **{f"body.{name}": _UPLOAD for name in files}}
    schema = operation.input_schema()["properties"].get("body")
    if schema:
        whole = shape_of(schema, required=True, deprecated=_says_deprecated(operation))
        yield JSON, {"body": whole, **dict(_own_fields(schema, "body"))}


def _says_deprecated(operation: Operation) -> bool:
    return "deprecated" in operation.description.lower()


def _own_fields(schema: Schema, path: str) -> Iterator[tuple[str, Shape]]:
    """Ours refer to nothing outside themselves."""
    return Document({}).fields(schema, path)
