"""One operation of ServiceTitan as a tool: what it takes, what it answers, how it runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from tools.changes import Written
from tools.deps import Deps
from tools.errors import ArgumentFault, BadArguments, Upstream
from tools.files import StoredFile, keep_download, upload_from
from tools.logic.shaping import shaped, trimmed
from tools.operations.answers import (
    Record,
    Records,
    ReportRows,
    bare,
    items_shape,
    seen_after,
    untitled,
    with_shape,
)
from tools.operations.impossible import refuse_impossible
from tools.operations.paging import Place, placed
from tools.operations.parameters import check_parameters
from tools.operations.reports import answers_rows, bound_rows, columns_of, lower_keys, state_of
from tools.operations.writing import write
from tools.results import MAX_BYTES
from tools.schema import CONFIRMATION, CONFIRMATION_TEXT, Schema, inlined
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.types import Download, Upload
from tools.wording import items_in, no_such, received

FIELDS, CURSOR = "fields", "cursor"
LARGEST = 60_000
"""Bytes of one record: some 20,000 tokens, below the 25,000 where clients cut by themselves."""
_LISTS = frozenset({"page", "feed", "list"})
_FIELDS_SCHEMA: Schema = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Only these fields of each record; without it the most telling ones.",
}
_CURSOR_SCHEMA: Schema = {
    "type": "string",
    "description": "The `next` of an earlier answer, for the records that follow.",
}
_PATH_SCHEMA: Schema = {
    "type": "string",
    "description": "Instead of filename and base64: name of a file in STATE_DIR/files.",
}
_START, _RESULT = "reporting_start_report", "reporting_get_report_result"
_WITHOUT_WAITING = (
    f"To read on without waiting, start it once with {_START} and a pageSize that holds all "
    f"its rows, which {_RESULT} then gives part by part at any time."
)
_BODY_TEXT = "What is sent: the fields that are given, and no others."
_MOST_FIELDS = 100
_EXAMPLES = 5
"""Names that a refusal repeats."""
_fields = TypeAdapter(Annotated[list[str], Field(min_length=1, max_length=_MOST_FIELDS)])


@dataclass(frozen=True)
class OperationCall:
    """A checked call with what only this server understands of its arguments."""

    bound: BoundCall
    fields: Sequence[str] | None = None
    place: Place | None = None
    paths: Mapping[str, str] = field(default_factory=dict)
    """Uploads that are files of the server's folder, read when the call runs."""

    def with_files(self, deps: Deps) -> BoundCall:
        if not self.paths:
            return self.bound
        files = {name: upload_from(deps, path) for name, path in self.paths.items()}
        parts = {n: (one.filename, one.content, one.content_type) for n, one in files.items()}
        return replace(self.bound, files={**(self.bound.files or {}), **parts})


class OperationTool:
    """One operation as a tool."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation

    @property
    def confirmable(self) -> bool:
        return self.operation.risk == "ordinary"

    @property
    def reads(self) -> bool:
        return self.operation.effect == "reads"

    @property
    def is_list(self) -> bool:
        return self.reads and self.operation.kind in _LISTS

    @property
    def is_report(self) -> bool:
        return self.reads and answers_rows(self.operation)

    def check(self, arguments: dict[str, Any]) -> OperationCall:
        """The call, or BadArguments with every fault; nothing is sent yet."""
        if not self.reads:
            return self._checked_write(arguments)
        fields, place = None, None
        if FIELDS in self._extras:
            fields = self._chosen(arguments.pop(FIELDS, None))
        if CURSOR in self._extras:
            place = placed(self.operation, arguments, arguments.pop(CURSOR, None))
        return OperationCall(self.operation.validate(arguments), fields, place)

    def _checked_write(self, arguments: dict[str, Any]) -> OperationCall:
        slots = (slot.api for slot in self.operation.slots if slot.place == "file")
        paths = {name: path for name in slots if (path := _path_in(arguments.get(name)))}
        unread = {name: Upload(path, b"") for name, path in paths.items()}
        try:
            return OperationCall(self.operation.validate({**arguments, **unread}), paths=paths)
        except BadArguments as problem:
            refuse_impossible(self.operation, problem.faults)
            raise

    def _chosen(self, fields: object) -> list[str] | None:
        """Field names as asked for; a name that no record has is more likely a slip than empty."""
        if fields is None:
            return None
        try:
            names = _fields.validate_python(fields)
        except ValidationError as odd:
            raise BadArguments(self.operation.key, [_no_names(fields)]) from odd
        known = self._known_fields
        odd_ones = [name for name in names if known and name not in known]
        if odd_ones:
            raise BadArguments(self.operation.key, [_no_field(one, known) for one in odd_ones])
        return names

    @property
    def _known_fields(self) -> tuple[str, ...]:
        shape = self.operation.item if self.is_list else self.operation.answer
        return tuple(getattr(shape, "__annotations__", ()))

    @property
    def _extras(self) -> Schema:
        if self.operation.kind == "file":
            return {}
        if self.is_report:
            return {CURSOR: _CURSOR_SCHEMA}
        if self.is_list:
            return {FIELDS: _FIELDS_SCHEMA, CURSOR: _CURSOR_SCHEMA}
        if self.reads:
            return {FIELDS: _FIELDS_SCHEMA}
        if self.confirmable:
            return {CONFIRMATION: {"type": "string", "description": CONFIRMATION_TEXT}}
        return {}

    def input_schema(self) -> Schema:
        schema = self.operation.input_schema()
        properties = {**schema["properties"], **self._extras}
        for slot in self.operation.slots:
            if slot.place == "file":
                properties[slot.api] = _with_path(properties[slot.api])
            elif slot.place == "body":
                properties[slot.api] = {"description": _BODY_TEXT, **properties[slot.api]}
        return {**schema, "properties": properties}

    def output_schema(self) -> Schema:
        if self.operation.kind == "file":
            return untitled(inlined(StoredFile.model_json_schema(mode="serialization")))
        if self.is_report:
            return untitled(inlined(ReportRows.model_json_schema(mode="serialization")))
        answer = self.operation.output_schema()
        if self.is_list:
            return with_shape(Records, "items", items_shape(answer))
        if self.reads:
            return with_shape(Record, "result", bare(answer))
        return with_shape(Written[Any], "result", seen_after(answer, self.operation.kind))

    async def run(self, call: OperationCall, deps: Deps) -> BaseModel:
        if not self.reads:
            return await write(call.with_files(deps), deps)
        if self.operation.lane == "report":
            await check_parameters(call.bound, deps)
        answer = await deps.st.send(call.bound)
        if isinstance(answer, Download):
            return keep_download(deps, answer, self.operation.module)
        if self.is_report:
            return _report(call, lower_keys(answer), deps)
        return _list(call, answer, deps) if self.is_list else _record(call, answer, deps)


def _path_in(given: object) -> str | None:
    """The path, where an upload is told by its path alone."""
    path = given.get("path") if isinstance(given, dict) and len(given) == 1 else None
    return path if isinstance(path, str) else None


def _with_path(schema: Schema) -> Schema:
    properties = {**schema["properties"], "path": _PATH_SCHEMA}
    return {key: one for key, one in schema.items() if key != "required"} | {
        "properties": properties
    }


def _no_names(fields: object) -> ArgumentFault:
    """A refusal that repeats names given as one text in the form that is understood."""
    named = items_in(fields)[:_EXAMPLES] if isinstance(fields, str) else []
    example = json.dumps(named or ["id", "name"])
    told = f"allowed: a list of 1 to {_MOST_FIELDS} field names, such as {example}"
    return ArgumentFault(FIELDS, received(fields), told)


def _no_field(name: str, known: Sequence[str]) -> ArgumentFault:
    return ArgumentFault(FIELDS, repr(name), no_such("field", name, known))


def _record(call: OperationCall, answer: Any, deps: Deps) -> Record:
    plain = to_jsonable_python(answer)
    if call.fields is not None and isinstance(plain, dict):
        plain = {name: plain.get(name) for name in call.fields}
    result, lost = trimmed(plain, LARGEST)
    return Record(result=result, omitted=lost, as_of={"servicetitan": deps.now()})


def _list(call: OperationCall, answer: Any, deps: Deps) -> Records:
    envelope = _envelope(answer)
    return Records(**_part(call, envelope, envelope.get("data") or [], deps))


def _envelope(answer: Any) -> dict[str, Any]:
    """A page as it comes, a plain array as one; an object that is neither is a record itself."""
    if isinstance(answer, dict):
        return answer if "data" in answer or not answer else {"data": [answer]}
    return {"data": answer or []}


def _report(call: OperationCall, answer: dict[str, Any], deps: Deps) -> ReportRows:
    if "data" in answer and "fields" not in answer:
        raise Upstream("The report came without its columns: its rows mean nothing. Try it again.")
    part = _part(call, answer, bound_rows(answer), deps, whole=True)
    return ReportRows(
        **part,
        notice=_how_to_go_on(call, answer, part["next"], deps),
        status=state_of(answer),
        token=answer.get("token"),
        columns=columns_of(answer),
    )


def _may_start(call: OperationCall, deps: Deps) -> bool:
    """Whether this caller has the two tools that read a report without running it again."""
    known = all(deps.tools.describe(one) is not None for one in (_START, _RESULT))
    return known and call.bound.operation.key != _START


def _how_to_go_on(
    call: OperationCall, answer: Mapping[str, Any], following: str | None, deps: Deps
) -> str | None:
    """What a cursor costs, or what to do where none leads further."""
    if following is not None and call.bound.operation.lane == "report":
        again = "Each further call runs the report again, which ServiceTitan allows once a minute."
        return f"{again} {_WITHOUT_WAITING}" if _may_start(call, deps) else again
    if following is None and answer.get("hasMore"):
        page = int(answer.get("page") or 1) + 1
        return f"There are more rows: start the report again with page={page} for them."
    return None


def _part(
    call: OperationCall,
    envelope: Mapping[str, Any],
    records: list[dict[str, Any]],
    deps: Deps,
    *,
    whole: bool = False,
) -> dict[str, Any]:
    """What fits of a page, where the rest is, and how much there is in all."""
    place = call.place or Place("whole", 0, 0)
    rest = records[place.skip :]
    columns = list(rest[0]) if whole and rest else call.fields
    shown = shaped(rest, fields=columns, max_bytes=MAX_BYTES)
    following = place.following(envelope, len(shown.items), len(rest))
    return {
        "items": shown.items,
        "returned": len(shown.items),
        "total": envelope.get("totalCount"),
        "truncated": following is not None or bool(whole and envelope.get("hasMore")),
        "next": following,
        "omitted": shown.omitted,
        "as_of": {"servicetitan": deps.now()},
    }
