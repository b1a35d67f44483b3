"""From a catalogue entry to what runs it; a tool's module is imported at its first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from agent.catalogue import Entry, Schema
from tools.deps import Deps
from tools.registry import MARK, Mark, Tool
from tools.schema import CONFIRMATION, checked, input_schema, output_schema

if TYPE_CHECKING:
    from tools.operations import OperationTool


@dataclass(frozen=True)
class Checked:
    """Arguments that fit, and the confirmation that came with them."""

    values: Mapping[str, Any]
    confirmation: str | None


class Runner(Protocol):
    """Checks arguments and runs one tool."""

    def check(self, arguments: Mapping[str, Any]) -> Checked:
        """The arguments as values; BadArguments names each that does not fit."""
        ...

    async def run(self, values: Mapping[str, Any], deps: Deps) -> BaseModel: ...

    @property
    def input_schema(self) -> Schema: ...

    @property
    def output_schema(self) -> Schema: ...


class CuratedRunner:
    """Runs a curated tool's function."""

    def __init__(self, tool: Tool) -> None:
        self._tool = tool

    def check(self, arguments: Mapping[str, Any]) -> Checked:
        values = checked(self._tool, arguments)
        return Checked(values, values.pop(CONFIRMATION, None))

    async def run(self, values: Mapping[str, Any], deps: Deps) -> BaseModel:
        answer: BaseModel = await self._tool.function(**values, deps=deps)
        return answer

    @property
    def input_schema(self) -> Schema:
        return input_schema(self._tool)

    @property
    def output_schema(self) -> Schema:
        return output_schema(self._tool)


class OperationRunner:
    """Runs an operation of ServiceTitan's API."""

    def __init__(self, tool: "OperationTool") -> None:
        self._tool = tool

    def check(self, arguments: Mapping[str, Any]) -> Checked:
        given = dict(arguments)
        confirmation = given.pop(CONFIRMATION, None) if self._tool.confirmable else None
        return Checked({"call": self._tool.check(given)}, confirmation)

    async def run(self, values: Mapping[str, Any], deps: Deps) -> BaseModel:
        return await self._tool.run(values["call"], deps)

    @property
    def input_schema(self) -> Schema:
        return self._tool.input_schema()

    @property
    def output_schema(self) -> Schema:
        return self._tool.output_schema()


@cache
def runner_of(target: str) -> Runner:
    """What runs the tool with this target, `module:function` or `module:Class.operation`."""
    found: Any = resolve_name(target)
    mark = getattr(found, MARK, None)
    if isinstance(mark, Mark):
        module, _, name = target.partition(":")
        return CuratedRunner(Tool(name, module.rsplit(".", 1)[-1], mark, found))
    operations = import_module("tools.operations")
    return OperationRunner(operations.OperationTool(found.operation))


def schemas_of(entry: Entry) -> tuple[Schema, Schema]:
    """A tool's input and output schema: from the catalogue where it is listed, else its code."""
    if entry.input_schema is not None and entry.output_schema is not None:
        return entry.input_schema, entry.output_schema
    runner = runner_of(entry.target)
    return runner.input_schema, runner.output_schema
