"""From a tool's signature to what callers see and what their arguments are checked against."""

import inspect
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    create_model,
    field_validator,
)
from pydantic_core import ErrorDetails

from tools.errors import ArgumentFault, BadArguments
from tools.kinds import OUT_OF_TIME, Given
from tools.registry import Tool, ToolFunction
from tools.wording import allowed, no_such, received

Schema = dict[str, Any]
ONE_DAY = timedelta(days=1)
CONFIRMATION = "confirmation"
CONFIRMATION_TEXT = (
    "Leave out at first. The `confirmation` of this tool's preview, "
    "passed once the user has agreed to that preview."
)
_ConfirmationField = Annotated[str | None, Field(description=CONFIRMATION_TEXT)]


class _Arguments(Given):
    """The arguments of a curated tool."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    @field_validator("*")
    @classmethod
    def _in_time(cls, value: object) -> object:
        """Our tools reckon with days and times; ServiceTitan's operations pass them on."""
        if isinstance(value, date):
            try:
                _ = (value - ONE_DAY, value + ONE_DAY)
            except OverflowError:
                raise OUT_OF_TIME from None
        return value


@cache
def input_model(function: ToolFunction, *, confirmable: bool) -> type[BaseModel]:
    """The model of a tool's arguments: its parameters without `deps`."""
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name], ... if p.default is inspect.Parameter.empty else p.default)
        for name, p in inspect.signature(function).parameters.items()
        if name != "deps"
    }
    if confirmable:
        fields[CONFIRMATION] = (_ConfirmationField, None)
    return create_model(f"{function.__name__}_arguments", __base__=_Arguments, **fields)


def arguments_model(tool: Tool) -> type[BaseModel]:
    return input_model(tool.function, confirmable=tool.mark.risk == "ordinary")


def input_schema(tool: Tool) -> Schema:
    """JSON schema of a tool's arguments, without references: some hosts reject `$ref`."""
    return _trimmed(_tidy(inlined(arguments_model(tool).model_json_schema())))


def output_schema(tool: Tool) -> Schema:
    """JSON schema of what a tool answers: names and types, kept short for the client's context."""
    returned = get_type_hints(tool.function)["return"]
    schema = inlined(TypeAdapter(returned).json_schema(mode="serialization"))
    shortened: Schema = _shortened(_tidy(schema), top=True)
    return shortened


def checked(tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as Python values, or a sentence for each that does not fit; null is absent."""
    model = arguments_model(tool)
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        values = model.model_validate(given)
    except ValidationError as problem:
        raise BadArguments(tool.name, faults_of(problem, model)) from problem
    return {name: getattr(values, name) for name in model.model_fields}


def faults_of(problem: ValidationError, model: type[BaseModel]) -> list[ArgumentFault]:
    """What pydantic found wrong, argument by argument, in words for a caller."""
    faults: dict[str, ArgumentFault] = {}
    for error in problem.errors(include_url=False):
        name = ".".join(str(part) for part in error["loc"]) or "arguments"
        faults.setdefault(name, _fault(name, error, model))
    return list(faults.values())


def _fault(name: str, error: ErrorDetails, model: type[BaseModel]) -> ArgumentFault:
    if error["type"] == "extra_forbidden":
        return ArgumentFault(
            name, received(error["input"]), no_such("argument", name, model.model_fields)
        )
    missing = error["type"] == "missing"
    came = "nothing" if missing else received(error["input"])
    may = "it is required" if missing else f"allowed: {allowed(error)}"
    field = model.model_fields.get(name.split(".", 1)[0])
    about = f" ({field.description.rstrip('.')})" if field and field.description else ""
    return ArgumentFault(name, came, f"{may}{about}")


def inlined(schema: Schema) -> Schema:
    """The schema with every local `$ref` replaced by what it points at."""
    definitions: Schema = schema.get("$defs", {})

    def walk(node: Any, seen: tuple[str, ...]) -> Any:
        if isinstance(node, list):
            return [walk(part, seen) for part in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            name = str(node["$ref"]).rsplit("/", 1)[-1]
            if name in seen:
                return {"type": "object", "description": f"{name}, nested as above."}
            rest = {key: value for key, value in node.items() if key != "$ref"}
            return {**walk(definitions[name], (*seen, name)), **walk(rest, seen)}
        return {key: walk(value, seen) for key, value in node.items() if key != "$defs"}

    result: Schema = walk(schema, ())
    return result


def _trimmed(schema: Schema) -> Schema:
    """Arguments that may be left out need no word on null: leaving out is the same."""
    properties = {name: _optional(one) for name, one in schema.get("properties", {}).items()}
    return {**schema, "properties": properties}


def _optional(argument: Schema) -> Schema:
    choices = argument.get("anyOf", [])
    some = [one for one in choices if one != {"type": "null"}]
    if argument.get("default", ...) is not None or len(some) != 1:
        return argument
    return {**some[0], **{k: v for k, v in argument.items() if k not in {"anyOf", "default"}}}


_SAID_BY_NAME = frozenset({"description", "default", "pattern", "required", "propertyNames"})
"""What an answer's schema does not repeat below its first level."""


def _shortened(node: Any, *, top: bool = False) -> Any:
    """The same shape in fewer words: `X or null` as two types, no more than names and types."""
    if isinstance(node, list):
        return [_shortened(part) for part in node]
    if not isinstance(node, dict):
        return node
    short = {
        key: {name: _shortened(one) for name, one in value.items()}
        if key == "properties"
        else _shortened(value)
        for key, value in node.items()
        if key not in _SAID_BY_NAME
    }
    if top and "description" in node:
        short["description"] = node["description"]
    return _nullable(short)


_OUTLINED = ("type", "enum", "anyOf", "format")


def brief(schema: Schema) -> Schema:
    """The first level of an answer's schema: what a client lists for every tool, all the time."""
    return {
        **schema,
        "properties": {k: _outline(v) for k, v in schema.get("properties", {}).items()},
    }


def _outline(node: Schema) -> Schema:
    kept: Schema = {key: node[key] for key in _OUTLINED if key in node}
    return {**kept, "items": _outline(node["items"])} if "items" in node else kept


def _nullable(node: Schema) -> Schema:
    choices = node.get("anyOf", [])
    some = [one for one in choices if one != {"type": "null"}]
    if len(some) != 1 or not isinstance(some[0].get("type"), str):
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**rest, **some[0], "type": [some[0]["type"], "null"]}


def _tidy(schema: Schema) -> Schema:
    """Without the titles that pydantic makes of names: they repeat the names."""

    def walk(node: Any, *, properties: bool) -> Any:
        if isinstance(node, list):
            return [walk(part, properties=False) for part in node]
        if not isinstance(node, dict):
            return node
        return {
            key: walk(value, properties=key == "properties" and not properties)
            for key, value in node.items()
            if properties or key != "title" or not isinstance(value, str)
        }

    result: Schema = walk(schema, properties=False)
    return result
