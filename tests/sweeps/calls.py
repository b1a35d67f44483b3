"""Valid and invalid calls of every operation, made from its input schema and the sandbox's ids."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import mcp_types
from fastmcp import Client as McpClient

from agent.catalogue import Catalogue, Entry, load_catalogue
from agent.runners import runner_of
from sandbox.servicetitan import Server as Company
from sandbox.servicetitan.api import examples
from sandbox.servicetitan.api.routes import Route

Schema = dict[str, Any]
WRONG: Mapping[str, Any] = {
    "integer": "seven",
    "number": "plenty",
    "boolean": "perhaps",
    "string": {"not": "text"},
    "array": {"not": "a list"},
    "object": "not an object",
}
ADDRESS = "ann@example.com"
FILE = {"filename": "note.txt", "base64": base64.b64encode(b"a note").decode()}


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def input_of(tool: str) -> Schema:
    """What a tool takes; to make such a schema costs as much as a call."""
    entry = catalogue()[tool]
    return entry.input_schema or runner_of(entry.target).input_schema


@cache
def output_of(tool: str) -> Schema:
    """What a tool answers."""
    entry = catalogue()[tool]
    return entry.output_schema or runner_of(entry.target).output_schema


@dataclass
class Examples:
    """The sandbox's own valid call of each operation."""

    company: Company

    @cached_property
    def routes(self) -> dict[str, Route]:
        found = self.company.box.router.routes
        return {f"{one.operation.verb} {one.operation.path}": one for one in found}

    def of(self, entry: Entry) -> dict[str, Any]:
        route = self.routes[f"{entry.method} {entry.path}"]
        return examples.example(self.company.box, route)

    def valid(self, entry: Entry) -> dict[str, Any]:
        """Arguments that ServiceTitan accepts, in the form that the input schema wants."""
        made = self.of(entry)
        given = {**made["values"], **made["query"]}
        schema = input_of(entry.name)
        fitted = {name: _fit(value, schema["properties"][name]) for name, value in given.items()}
        if "file" in schema["properties"]:
            return {**fitted, "file": FILE}
        if "body" not in made:
            return fitted
        body = _patterned(made["body"], schema["properties"]["body"])
        if isinstance(body, dict) and "id" in body and "id" in fitted:
            body["id"] = fitted["id"]
        return {**fitted, "body": body}


@dataclass(frozen=True)
class Sweep:
    """A company, and clients of the server over it: one that cannot ask its user, one that can."""

    company: Company
    url: str
    examples: Examples
    silent: "McpClient[Any]"
    asking: "McpClient[Any]"
    files: Path

    @property
    def sent(self) -> int:
        """Requests that reached the company so far."""
        return sum(self.company.desk.counts.values())

    def valid(self, entry: Entry) -> dict[str, Any]:
        """Arguments that ServiceTitan accepts, in the form that the input schema wants."""
        return self.examples.valid(entry)


async def yes(_: str, __: Any, ___: Any, ____: Any) -> dict[str, bool]:
    """The user agrees to whatever is asked."""
    return {"go_ahead": True}


async def called(
    client: "McpClient[Any]", name: str, arguments: Mapping[str, Any]
) -> mcp_types.CallToolResult:
    """Call a tool through the envelope, as clients call what is not listed."""
    return await client.call_tool_mcp("call_tool", {"name": name, "arguments": dict(arguments)})


def text_of(result: Any) -> str:
    return "\n".join(block.text for block in result.content)


def operations() -> list[Entry]:
    """Every operation's entry in the catalogue."""
    return [entry for entry in catalogue().values() if entry.path is not None]


def modules() -> list[str]:
    return sorted({entry.category for entry in operations()})


def refusals(arguments: Mapping[str, Any], schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each required value left out, and each of the wrong type, with the name it must be told by.

    Required fields of bodies count too, down to the first element of a list.
    """
    for name in _required(schema):
        rest = {key: value for key, value in arguments.items() if key != name}
        yield name, rest
        if name not in arguments:
            continue
        inside = schema["properties"][name]
        wrong = _wrong(inside)
        if wrong is not None:
            yield name, {**rest, name: wrong}
        yield from _inside(name, arguments[name], inside, rest)


def _inside(
    name: str, value: Any, schema: Schema, rest: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict) and schema.get("properties"):
        for path, broken in refusals(value, schema):
            yield path, {**rest, name: broken}
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for path, broken in refusals(value[0], schema.get("items", {})):
            yield path, {**rest, name: [broken, *value[1:]]}


def _required(schema: Schema) -> list[str]:
    return [name for name in schema.get("required", []) if name in schema.get("properties", {})]


def _wrong(schema: Schema) -> Any:
    """A value of another type; None where any type is allowed."""
    if schema.get("description", "").endswith("comma-separated."):
        return {"not": "a list"}
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    named = [str(one) for one in kinds if one in WRONG]
    return WRONG[named[0]] if len(named) == 1 else None


def _fit(value: Any, schema: Schema) -> Any:
    """A query value in the schema's own type: the sandbox writes all of them as text."""
    kind = schema.get("type")
    if kind == "array" and not isinstance(value, list):
        return [_fit(part, schema.get("items", {})) for part in str(value).split(",")]
    if kind == "integer":
        return int(value) if str(value).isdigit() else 1
    if kind == "boolean":
        return value in {True, "true"}
    return str(value) if kind == "string" else value


def _patterned(body: Any, schema: Schema) -> Any:
    """The sandbox makes up texts; colours and e-mail addresses have a form."""
    if not isinstance(body, dict):
        return body
    shapes = schema.get("properties", {})
    made = {
        name: "#1A2B3C" if "#" in shapes.get(name, {}).get("pattern", "") else value
        for name, value in body.items()
    }
    if "emails" in made:
        made["emails"] = [ADDRESS]
    return made | ({"value": ADDRESS} if made.get("type") == "Email" else {})
