"""From a catalogue entry to what runs it; a tool's module is imported at its first use."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from agent.catalogue import Entry, Schema
from agent.log import get_log
from tools.deps import Deps
from tools.errors import ToolProblem
from tools.registry import MARK, Mark, Tool
from tools.schema import CONFIRMATION, checked, input_schema, output_schema

if TYPE_CHECKING:
    from tools.operations import OperationTool

log = get_log(__name__)


class BrokenTool(ToolProblem):
    """The code of one tool cannot be loaded; the others are not concerned."""

    status = 500

    def __init__(self, tool: str, error_id: str) -> None:
        told = f"{tool} cannot be loaded by this server. Nothing was called, nothing was changed."
        super().__init__(f"{told} Give the error id {error_id} to whoever runs it.")


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


def runner_for(entry: Entry) -> Runner:
    """What runs this tool; BrokenTool where its code cannot be loaded."""
    try:
        return runner_of(entry.target)
    except Exception as reason:
        error_id = secrets.token_hex(4)
        log.exception("tool.broken", tool=entry.name, error_id=error_id)
        raise BrokenTool(entry.name, error_id) from reason


def schemas_of(entry: Entry) -> tuple[Schema, Schema]:
    """A tool's input and output schema: from the catalogue where it is listed, else its code."""
    if entry.input_schema is not None and entry.output_schema is not None:
        return entry.input_schema, entry.output_schema
    runner = runner_for(entry)
    return runner.input_schema, runner.output_schema
